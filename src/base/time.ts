/**
 * Dates as outlets print them: ISO 8601, RFC 822 and 2822, and prose dates in the languages of `dateWords.ts` with
 * their zone names. Pure: a date without a zone is never read in the zone of the machine.
 */
import { daysBackOf, monthOf, offsetOf, unitMsOf } from './dateWords.ts';
import type { DatePrecision } from './news.ts';

export interface ParsedDate {
  at: Date;
  precision: DatePrecision;
}

export interface DateReading {
  /** Needed for dates that lean on today: "2 jam lalu", "27 November" without a year. Without it they are null. */
  now?: Date;
  /** Minutes east of Greenwich taken for a clock time without a zone; 0 unless given. */
  assumeOffsetMinutes?: number;
  /** Read 11/27/2015 style numbers as month first where both readings are possible. */
  monthFirst?: boolean;
}

interface Day {
  year: number;
  month: number;
  /** Null where only the month is printed. */
  day: number | null;
  /** The text around the date, where clock time and zone stand. */
  rest: string;
  inferred: boolean;
}

interface Clock {
  hours: number;
  minutes: number;
  /** Null where only hours and minutes are printed. */
  seconds: number | null;
}

function fullYear(text: string): number {
  const year = Number(text.replace(/\D/g, ''));
  if (text.replace(/\D/g, '').length > 2) return year;
  // RFC 2822 §4.3: two digits below 50 are this century.
  return year < 50 ? 2000 + year : 1900 + year;
}

function isRealDay(year: number, month: number, day: number): boolean {
  if (year < 1600 || year > 2999 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function without(text: string, match: RegExpMatchArray): string {
  const start = match.index ?? 0;
  return `${text.slice(0, start)} ${text.slice(start + match[0].length)}`;
}

type DayReader = (text: string, reading: DateReading) => Day | null;

const readIsoDay: DayReader = (text) => {
  const match =
    /(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)[t ]?/i.exec(text) ??
    /(?<!\d)((?:19|20)\d\d)()(\d\d)(\d\d)(?:t|(?!\d)|(?=(?:\d\d){2,3}(?!\d)))/i.exec(text) ??
    /(?<!\d)((?:19|20)\d\d)([年년])\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]/.exec(text);
  if (match === null) return null;
  const [, year, , month, day] = match;
  const rest = without(text, match);
  return { year: Number(year), month: Number(month), day: Number(day), rest, inferred: false };
};

const readDayMonthName: DayReader = (text) => {
  const pattern =
    /(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|º|ª|er)?[.,]?[\s/-]*(?:del?\s+|of\s+)?(\p{L}{3,12})\.?,?[\s/-]*(?:del?\s+)?((?:1[6-9]|20)\d\d|['’]?\d\d)(?![\d:.h])/giu;
  for (const match of text.matchAll(pattern)) {
    const month = monthOf(match[2]);
    if (month === null) continue;
    const year = fullYear(match[3] ?? '');
    return { year, month, day: Number(match[1]), rest: without(text, match), inferred: false };
  }
  return null;
};

const readMonthNameDay: DayReader = (text) => {
  const pattern = /(?<!\p{L})(\p{L}{3,12})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])[,.]?\s*/giu;
  for (const match of text.matchAll(pattern)) {
    const month = monthOf(match[1]);
    const rest = without(text, match);
    // The year may stand behind the clock time, as in asctime: "Nov 27 10:00:00 2015".
    const year = month === null ? null : /(?<![\d:+-])((?:1[6-9]|20)\d\d)(?![\d:])/.exec(rest);
    if (month === null || year === null) continue;
    const [day, left] = [Number(match[2]), without(rest, year)];
    return { year: Number(year[1]), month, day, rest: left, inferred: false };
  }
  return null;
};

const readNumericDay: DayReader = (text, { monthFirst = false }) => {
  const match =
    /(?<![\d:.])(\d{1,2})(?:([-/])(\d{1,2})\2|\.\s?(\d{1,2})\.\s?)((?:1[6-9]|20)\d\d|\d\d)(?![\d:])/.exec(
      text,
    );
  if (match === null) return null;
  const [first, second] = [Number(match[1]), Number(match[3] ?? match[4])];
  // Nobody prints the month first with full stops.
  const isMonthFirst = second > 12 || (monthFirst && match[2] !== undefined && first <= 12);
  const [day, month] = isMonthFirst ? [second, first] : [first, second];
  return { year: fullYear(match[5] ?? ''), month, day, rest: without(text, match), inferred: false };
};

const readYearMonth: DayReader = (text) => {
  const iso = /^\s*((?:1[6-9]|20)\d\d)-(\d\d)\s*$/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: null, rest: '', inferred: false };
  const named = /^\s*(\p{L}{3,12})\.?,?\s+(?:del?\s+)?((?:1[6-9]|20)\d\d)\s*$/iu.exec(text);
  const month = monthOf(named?.[1]);
  if (named === null || month === null) return null;
  return { year: Number(named[2]), month, day: null, rest: '', inferred: false };
};

function yearlessMatch(text: string): { match: RegExpMatchArray; month: number; day: number } | null {
  for (const match of text.matchAll(/(?<![\d:])(\d{1,2})\.?\s+(?:de\s+)?(\p{L}{3,12})(?!\p{L})/giu)) {
    const month = monthOf(match[2]);
    if (month !== null) return { match, month, day: Number(match[1]) };
  }
  for (const match of text.matchAll(/(?<!\p{L})(\p{L}{3,12})\.?\s+(\d{1,2})(?![\d:])/giu)) {
    const month = monthOf(match[1]);
    if (month !== null) return { match, month, day: Number(match[2]) };
  }
  const match = /(?<![\d:])(\d{1,2})\/(\d{1,2})(?![\d:/])/.exec(text);
  return match && { match, month: Number(match[2]), day: Number(match[1]) };
}

const readYearless: DayReader = (text, { now }) => {
  const found = now === undefined ? null : yearlessMatch(text);
  if (now === undefined || found === null) return null;
  const { match, month, day } = found;
  const year = now.getUTCFullYear();
  if (!isRealDay(year, month, day)) return null;
  // News looks back: a day that is still to come this year was last year's. A day's grace covers zones ahead of UTC.
  const isAhead = Date.UTC(year, month - 1, day) > now.getTime() + 86_400_000;
  return { year: isAhead ? year - 1 : year, month, day, rest: without(text, match), inferred: true };
};

/** "kemarin", "yesterday at 10:15": a whole day counted back from now. */
const readDayWord: DayReader = (text, { now, assumeOffsetMinutes = 0 }) => {
  if (now === undefined) return null;
  for (const match of text.matchAll(/(?<![\p{L}-])\p{L}{3,12}(?![\p{L}-])/gu)) {
    const daysBack = /^hari ini/iu.test(text.slice(match.index)) ? 0 : daysBackOf(match[0]);
    if (daysBack === null) continue;
    const at = new Date(now.getTime() + assumeOffsetMinutes * 60_000 - daysBack * 86_400_000);
    const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
    return { year, month, day, rest: without(text, match), inferred: true };
  }
  return null;
};

const dayReaders: DayReader[] = [
  readIsoDay,
  readDayMonthName,
  readMonthNameDay,
  readNumericDay,
  readYearMonth,
  readYearless,
];

function readClock(text: string): Clock | null {
  const match =
    /(?<![\d+-])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?!\d)/.exec(text) ??
    /(?<![\d.+-])(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![\d.])/.exec(text) ??
    /(?<![\d.+-])(\d{1,2})\s?h\s?(\d\d)()(?!\d)/i.exec(text) ??
    /^\s*(\d\d)(\d\d)(\d\d)?(?=\s*(?:z|[+-]\d|$))/i.exec(text) ??
    /(?<![\d.:+-])(\d{1,2})()()\s?(?=[ap]\.?m\b|(?:h|uhr)(?!\p{L}))/iu.exec(text);
  if (match === null) return null;
  const half = /\d\s?([ap])\.?\s?m\b/i.exec(text)?.[1]?.toLowerCase();
  const printed = Number(match[1]);
  // "15:48 PM" is a clock of 24 hours with a careless template behind it.
  const isHalf = half !== undefined && printed <= 12;
  const hours = isHalf ? (printed % 12) + (half === 'p' ? 12 : 0) : printed;
  const minutes = Number(match[2] || 0);
  const seconds = match[3] ? Number(match[3]) : null;
  // 24:00 and leap seconds are legal; Date.UTC carries them over.
  if (hours > 24 || minutes > 59 || (seconds ?? 0) > 60) return null;
  return { hours, minutes, seconds };
}

/** Minutes east of Greenwich printed in the text; null when none is. */
function readOffset(text: string): number | null {
  const numeric = /(?:^|[\s\d.]|gmt|utc|\()\s?([+\u2212-])(\d{1,2}):?(\d\d)?(?!\d)/i.exec(text);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    if (minutes <= 15 * 60) return numeric[1] === '+' ? minutes : -minutes;
  }
  if (/\dz(?:\s|$)/i.test(text)) return 0;
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    const offset = offsetOf(word);
    if (offset !== null) return offset;
  }
  return null;
}

const agoPatterns = [
  /(\d{1,3})\s*(\p{L}{1,12})\s+(?:yang\s+)?(?:lalu|ago|atrás|geleden|fa|temu|назад|önce|silam)(?!\p{L})/iu,
  /(?<!\p{L})(?:há|hace|vor|il y a)\s+(\d{1,3})\s+(\p{L}{1,12})/iu,
];

/** "an hour ago", "sejam lalu": one of the unit. */
const oneAgo =
  /(?<!\p{L})(?:an?\s+|se)(minute|hour|day|week|month|menit|jam|hari|minggu|pekan|bulan)\s+(?:yang\s+)?(?:ago|lalu)/iu;

function readRelative(text: string, now: Date | undefined): ParsedDate | null {
  if (now === undefined) return null;
  if (/(?<!\p{L})(?:just now|baru saja)(?!\p{L})/iu.test(text)) return { at: now, precision: 'INFERRED' };
  const match = agoPatterns.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  const one = oneAgo.exec(text);
  const unit = unitMsOf(match?.[2] ?? one?.[1]);
  if (unit === null) return null;
  return { at: new Date(now.getTime() - Number(match?.[1] ?? 1) * unit), precision: 'INFERRED' };
}

function readEpoch(text: string): ParsedDate | null {
  const match = /^(\d{9,10}|\d{13})(?:\.\d{1,9})?$/.exec(text);
  if (match?.[1] === undefined) return null;
  const milliseconds = match[1].length > 10 ? Number(match[1]) : Number(match[1]) * 1000;
  return { at: new Date(milliseconds), precision: 'EXACT' };
}

function assemble(found: Day, assumeOffsetMinutes: number): ParsedDate | null {
  const { year, month, day, rest, inferred } = found;
  if (!isRealDay(year, month, day ?? 1)) return null;
  const clock = day === null ? null : readClock(rest);
  if (clock === null) {
    // Midnight UTC of the printed day, whatever the zone: a reader of `at` must see the day that was printed.
    const at = new Date(Date.UTC(year, month - 1, day ?? 1));
    return { at, precision: inferred ? 'INFERRED' : day === null ? 'MONTH' : 'DAY' };
  }
  const offset = readOffset(rest) ?? assumeOffsetMinutes;
  const utc = Date.UTC(year, month - 1, day ?? 1, clock.hours, clock.minutes - offset, clock.seconds ?? 0);
  // Systems without a date print the epoch.
  if (utc === 0) return null;
  const precision = inferred ? 'INFERRED' : clock.seconds === null ? 'MINUTE' : 'EXACT';
  return { at: new Date(utc), precision };
}

function readDay(readers: DayReader[], text: string, reading: DateReading): ParsedDate | null {
  for (const read of readers) {
    const found = read(text, reading);
    const parsed = found && assemble(found, reading.assumeOffsetMinutes ?? 0);
    if (parsed) return parsed;
  }
  return null;
}

/**
 * Reads one printed date. EXACT when seconds are printed (or epoch seconds or milliseconds), MINUTE for hours and
 * minutes, DAY (midnight UTC of the printed day), MONTH (its first day), INFERRED when it leaned on `now` ("2 jam lalu",
 * "kemarin", a day without a year). Day before month in 27/11/2015 unless impossible or `monthFirst`. Weekday names are
 * ignored, right or wrong. Only the first 300 characters are read.
 * Null when no date is in the text, or it is not a real day between 1600 and 2999, or it is the epoch itself.
 * @see ISO 8601, RFC 3339, RFC 2822 §3.3 and §4.3
 */
export function parseDate(text: string, reading: DateReading = {}): ParsedDate | null {
  const plain = text.slice(0, 300).normalize('NFC').replace(/\s+/g, ' ').trim();
  if (plain === '') return null;
  return (
    readEpoch(plain) ??
    readDay(dayReaders, plain, reading) ??
    readRelative(plain, reading.now) ??
    readDay([readDayWord], plain, reading)
  );
}

/** Clocks of honest publishers differ by less than this. */
const toleranceMs = 5 * 60_000;

/**
 * A date fit for sorting. A date more than five minutes ahead of `now` comes back as `{ at: null, future: true }`, so
 * that a wrong 2099 never leads a list; any other date as itself; no date as `{ at: null, future: false }`.
 */
export function clampFuture(date: Date | null, now: Date): { at: Date | null; future: boolean } {
  if (date === null) return { at: null, future: false };
  const future = date.getTime() > now.getTime() + toleranceMs;
  return { at: future ? null : date, future };
}
