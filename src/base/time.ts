/**
 * Dates as outlets print them: ISO 8601, RFC 822 and 2822, and Indonesian, English and Portuguese prose dates with
 * their zone names. Pure: a date without a zone is never read in the zone of the machine.
 */
import type { DatePrecision } from './news.ts';

const monthNames: string[] = [
  'january jan januari janeiro januar janvier enero gennaio',
  'february feb februari pebruari peb fevereiro fev februar février febrero febbraio',
  'march mar maret mrt março marco marz märz mars marzo',
  'april apr abril abr avril aprile',
  'may mei maio mai mayo maggio',
  'june jun juni junho juin junio giugno',
  'july jul juli julho juillet julio luglio',
  'august aug agustus agu agt ags agosto ago août',
  'september sep sept setembro set septembre septiembre settembre',
  'october oct oktober okt outubro out octobre octubre ottobre',
  'november nov nopember nop novembro novembre noviembre',
  'december dec desember des dezembro dez dezember décembre diciembre dicembre',
];

const monthOfName = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

/**
 * Minutes east of Greenwich by zone name, lower case. Where a name is used for several zones (IST, CST, BST, AST) the
 * most widespread use in news feeds wins. RFC 822 names: RFC 2822 §4.3.
 */
const offsetOfZone = new Map<string, number>(
  Object.entries({
    ...{ z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, west: 60, bst: 60, cet: 60, mez: 60, cest: 120, mesz: 120 },
    ...{ eet: 120, eest: 180, sast: 120, msk: 180, trt: 180, eat: 180, gst: 240, pkt: 300, ist: 330 },
    ...{ wib: 420, ict: 420, wita: 480, sgt: 480, myt: 480, hkt: 480, pht: 480, awst: 480 },
    ...{ wit: 540, jst: 540, kst: 540, tlt: 540, acst: 570, aest: 600, aedt: 660, nzst: 720, nzdt: 780 },
    ...{ brt: -180, brst: -120, art: -180, ast: -240, adt: -180, est: -300, edt: -240, et: -300 },
    ...{ cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420, pt: -480, akst: -540, hst: -600 },
  }),
);

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
    /(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)[t ]?/.exec(text) ??
    /(?<!\d)((?:19|20)\d\d)()(\d\d)(\d\d)(?:t|(?!\d))/.exec(text);
  if (match === null) return null;
  const [, year = '', , month, day] = match;
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    rest: without(text, match),
    inferred: false,
  };
};

const readDayMonthName: DayReader = (text) => {
  const pattern =
    /(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|º|ª|er)?[.,]?[\s/-]*(?:de\s+|of\s+)?([\p{L}]{3,10})\.?,?[\s/-]*(?:de\s+)?((?:1[6-9]|20)\d\d|'?\d\d)(?![\d:.])/gu;
  for (const match of text.matchAll(pattern)) {
    const month = monthOfName.get(match[2] ?? '');
    if (month === undefined) continue;
    const year = fullYear(match[3] ?? '');
    return { year, month, day: Number(match[1]), rest: without(text, match), inferred: false };
  }
  return null;
};

const readMonthNameDay: DayReader = (text) => {
  const pattern = /(?<!\p{L})(\p{L}{3,10})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])[,.]?\s*/gu;
  for (const match of text.matchAll(pattern)) {
    const month = monthOfName.get(match[1] ?? '');
    const rest = without(text, match);
    // The year may stand behind the clock time, as in asctime: "Nov 27 10:00:00 2015".
    const year = month === undefined ? null : /(?<![\d:+-])((?:1[6-9]|20)\d\d)(?![\d:])/.exec(rest);
    if (month === undefined || year === null) continue;
    return {
      year: Number(year[1]),
      month,
      day: Number(match[2]),
      rest: without(rest, year),
      inferred: false,
    };
  }
  return null;
};

const readNumericDay: DayReader = (text, { monthFirst = false }) => {
  const match = /(?<![\d:])(\d{1,2})([-/.])(\d{1,2})\2((?:1[6-9]|20)\d\d|\d\d)(?![\d:])/.exec(text);
  if (match === null) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const isMonthFirst = second > 12 || (monthFirst && first <= 12);
  const [day, month] = isMonthFirst ? [second, first] : [first, second];
  return { year: fullYear(match[4] ?? ''), month, day, rest: without(text, match), inferred: false };
};

const readYearMonth: DayReader = (text) => {
  const iso = /^\s*((?:1[6-9]|20)\d\d)-(\d\d)\s*$/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: null, rest: '', inferred: false };
  const named = /^\s*(\p{L}{3,10})\.?,?\s+(?:de\s+)?((?:1[6-9]|20)\d\d)\s*$/u.exec(text);
  const month = monthOfName.get(named?.[1] ?? '');
  if (named === null || month === undefined) return null;
  return { year: Number(named[2]), month, day: null, rest: '', inferred: false };
};

const readYearless: DayReader = (text, { now }) => {
  if (now === undefined) return null;
  const match =
    /(?<![\d:])(\d{1,2})\s+(?:de\s+)?(\p{L}{3,10})(?![\p{L}])/u.exec(text) ??
    /(?<![\d:])(\d{1,2})\/(\d{1,2})(?![\d:/])/.exec(text);
  if (match === null) return null;
  const month = monthOfName.get(match[2] ?? '') ?? Number(match[2]);
  const day = Number(match[1]);
  const year = now.getUTCFullYear();
  if (!isRealDay(year, month, day)) return null;
  // News looks back: a day that is still to come this year was last year's. A day's grace covers zones ahead of UTC.
  const isAhead = Date.UTC(year, month - 1, day) > now.getTime() + 86_400_000;
  return { year: isAhead ? year - 1 : year, month, day, rest: without(text, match), inferred: true };
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
    /(?<![\d.+-])(\d{1,2})h(\d\d)()(?!\d)/.exec(text) ??
    /^\s*(\d\d)(\d\d)(\d\d)?(?=\s*(?:z|[+-]\d|$))/.exec(text) ??
    /(?<![\d.:+-])(\d{1,2})()()\s?(?=[ap]\.?m\b)/.exec(text);
  if (match === null) return null;
  const half = /\d\s?([ap])\.?m\b/.exec(text)?.[1];
  const printed = Number(match[1]);
  if (half !== undefined && printed > 12) return null;
  const hours = half === undefined ? printed : (printed % 12) + (half === 'p' ? 12 : 0);
  const minutes = Number(match[2] || 0);
  const seconds = match[3] ? Number(match[3]) : null;
  // 24:00 and leap seconds are legal; Date.UTC carries them over.
  if (hours > 24 || minutes > 59 || (seconds ?? 0) > 60) return null;
  return { hours, minutes, seconds };
}

/** Minutes east of Greenwich printed in the text; null when none is. */
function readOffset(text: string): number | null {
  const numeric = /(?:^|[\s\d.]|gmt|utc|\()\s?([+-])(\d{1,2}):?(\d\d)?(?!\d)/.exec(text);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    if (minutes <= 15 * 60) return numeric[1] === '-' ? -minutes : minutes;
  }
  if (/\dz(?:\s|$)/.test(text)) return 0;
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    const offset = offsetOfZone.get(word);
    if (offset !== undefined) return offset;
  }
  return null;
}

const relativeUnits: [RegExp, number][] = [
  [/^(?:detik|seconds?|secs?|segundos?)$/, 1_000],
  [/^(?:menit|minutes?|mins?|minutos?)$/, 60_000],
  [/^(?:jam|hours?|hrs?|horas?)$/, 3_600_000],
  [/^(?:hari|days?|dias?)$/, 86_400_000],
  [/^(?:minggu|pekan|weeks?|semanas?)$/, 604_800_000],
];

function readRelative(text: string, now: Date | undefined): ParsedDate | null {
  if (now === undefined) return null;
  const match =
    /(?:há\s+)?(\d{1,3})\s+(\p{L}+)\s*(?:yang\s+)?(?:lalu|ago|atrás)|há\s+(\d{1,3})\s+(\p{L}+)/u.exec(text);
  const unit = relativeUnits.find(([word]) => word.test(match?.[2] ?? match?.[4] ?? ''));
  if (!match || !unit) return null;
  return { at: new Date(now.getTime() - Number(match[1] ?? match[3]) * unit[1]), precision: 'INFERRED' };
}

function readEpoch(text: string): ParsedDate | null {
  const match = /^(\d{9,10}|\d{12,13})(?:\.\d+)?$/.exec(text);
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

/**
 * Reads one printed date. EXACT when seconds are printed (or epoch seconds or milliseconds), MINUTE for hours and
 * minutes, DAY (midnight UTC of the printed day), MONTH (its first day), INFERRED when it leaned on `now`. Day before
 * month in 27/11/2015 unless impossible or `monthFirst`. Weekday names are ignored, right or wrong.
 * Null when no date is in the text, or it is not a real day between 1600 and 2999, or it is the epoch itself.
 * @see ISO 8601, RFC 3339, RFC 2822 §3.3 and §4.3
 */
export function parseDate(text: string, reading: DateReading = {}): ParsedDate | null {
  const plain = text.slice(0, 300).normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
  if (plain === '') return null;
  const epoch = readEpoch(plain);
  if (epoch) return epoch;
  for (const read of dayReaders) {
    const found = read(plain, reading);
    const parsed = found && assemble(found, reading.assumeOffsetMinutes ?? 0);
    if (parsed) return parsed;
  }
  return readRelative(plain, reading.now);
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
