/** Values out of JSON that somebody else wrote: each reader gives the value in the shape asked for, or nothing. */

export type JsonObject = Record<string, unknown>;

/** The value as an object; null for arrays and everything else. */
export function objectIn(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The value as an array; null when it is none. */
export function arrayIn(value: unknown): unknown[] | null {
  return Array.isArray(value) ? value : null;
}

/** The objects of an array; empty when it is none. */
export function objectsIn(value: unknown): JsonObject[] {
  return (arrayIn(value) ?? []).map(objectIn).filter((each) => each !== null);
}

/** A text, or a number printed; null for everything else and for nothing but space. */
export function textIn(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The texts of an array; empty when it is none. */
export function textsIn(value: unknown): string[] {
  return (arrayIn(value) ?? []).flatMap((each) => textIn(each) ?? []);
}
