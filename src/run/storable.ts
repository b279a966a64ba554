/** What outlets say, made fit for the store: PostgreSQL takes neither NUL nor half of a surrogate pair. */

/**
 * The value with U+FFFD for each NUL and each lone surrogate in its texts, at any depth; lengths, and so offsets, stay.
 * Arrays and plain objects are copied, everything else (dates, numbers, bytes) is given back as it is.
 */
export function storable<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
}
