/**
 * What outlets say, made fit for the store and for a terminal: PostgreSQL takes neither NUL nor half of a surrogate pair, and
 * escape sequences repaint the screens of those who list what was read.
 */

/** Control characters but tab, line feed, carriage return and NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/**
 * The value with U+FFFD for each NUL and each lone surrogate in its texts and a space for each other control character
 * that is no white space, at any depth; lengths, and so offsets, stay.
 * Arrays and plain objects are copied, everything else (dates, numbers, bytes) is given back as it is.
 */
export function storable<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string')
    return value
      .replaceAll('\0', '\ufffd')
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(controls, ' ');
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
}
