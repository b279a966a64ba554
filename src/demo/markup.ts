/** Text into markup: escaping, and dates as the outlets print them. */

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe in HTML and XML, in elements and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => escapes[character] ?? character);
}

/** JSON that is safe inside a script element: nothing in it can close the element or open a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</gu, '\\u003c');
}

/** ISO 8601 with the offset of a zone: `2015-11-27T19:15:00+07:00`. */
export function isoWithOffset(instant: Date, offsetMinutes: number): string {
  const local = shifted(instant, offsetMinutes).toISOString().slice(0, 19);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  return `${local}${sign}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** Weekday, day, month in words and year, in the given language and zone: "Jumat, 27 November 2015". */
export function longDate(instant: Date, offsetMinutes: number, language: 'id' | 'en'): string {
  const style = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', style).format(
    shifted(instant, offsetMinutes),
  );
}

/** Clock time in a zone with the given separator: "19:15" or "19.15". */
export function clockTime(instant: Date, offsetMinutes: number, separator = ':'): string {
  const local = shifted(instant, offsetMinutes);
  return `${twoDigits(local.getUTCHours())}${separator}${twoDigits(local.getUTCMinutes())}`;
}

function shifted(instant: Date, offsetMinutes: number): Date {
  return new Date(instant.getTime() + offsetMinutes * 60_000);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
