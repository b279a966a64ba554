/**
 * Dates in running text, resolved to days of the calendar: "Jumat (27/11/2015)", "on Nov. 26", "kemarin", "ano passado".
 * What is printed without a year, and every word that counts from today, is resolved from the publication date.
 */
import { monthOf } from '../base/dateWords.ts';
import type { TextDate } from '../base/news.ts';
import { type DateGrammar, dateGrammars } from './textDateWords.ts';

/** Days are counted from 1970-01-01. */
const dayMs = 86_400_000;
/** A text of nothing but dates is a table; more of them are of no use. */
const datesAtMost = 200;
const charactersRead = 100_000;

type Groups = Readonly<Record<string, string | undefined>>;
type Found = Pick<TextDate, 'precision' | 'inferred'> & { from: number; to: number };

interface Setting {
  grammar: DateGrammar;
  /** True where the clause in front speaks of what is to come. */
  isAhead: boolean;
  /** The day of publication where the outlet is; null when it is not known. */
  today: number | null;
}

const numberOf = (digits: string | undefined): number | null =>
  digits === undefined ? null : Number(digits);
const printDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;
const partsOf = (day: number): { year: number; month: number } => {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
};

/** The day's number; null when the month has no such day. */
function dayOf(year: number, month: number, date: number): number | null {
  const ms = Date.UTC(year, month - 1, date);
  return month >= 1 && month <= 12 && date >= 1 && new Date(ms).getUTCDate() === date ? ms / dayMs : null;
}

const monthSpan = (year: number, month: number) => ({
  from: Date.UTC(year, month - 1, 1) / dayMs,
  to: Date.UTC(year, month, 0) / dayMs,
  precision: 'MONTH' as const,
});

const yearSpan = (year: number) => ({
  from: Date.UTC(year, 0, 1) / dayMs,
  to: Date.UTC(year, 11, 31) / dayMs,
  precision: 'YEAR' as const,
});

/** The span of time that lies `steps` units from today's. A week begins on Monday. */
function spanAt(unit: string | undefined, steps: number, today: number): Omit<Found, 'inferred'> | null {
  const { year, month } = partsOf(today);
  if (unit === 'DAY') return { from: today + steps, to: today + steps, precision: 'DAY' };
  if (unit === 'MONTH') return monthSpan(year, month + steps);
  if (unit === 'YEAR') return yearSpan(year + steps);
  if (unit !== 'WEEK') return null;
  const monday = today - ((weekdayOf(today) + 6) % 7) + 7 * steps;
  return { from: monday, to: monday + 6, precision: 'WEEK' };
}

/** The candidate that agrees with the direction and the weekday printed with it, else the nearest to today. */
function nearest(
  candidates: readonly number[],
  today: number,
  direction: number | null,
  weekday: number | null,
): number | null {
  const fits = candidates.filter((day) => direction === null || (day - today) * direction >= 0);
  const named = fits.filter((day) => weekday !== null && weekdayOf(day) === weekday);
  const pool = named.length > 0 ? named : fits;
  return pool.toSorted((a, b) => Math.abs(a - today) - Math.abs(b - today))[0] ?? null;
}

function directionOf({ when }: Groups, { grammar }: Setting): -1 | 0 | 1 | null {
  return when === undefined ? null : (grammar.directions.get(when.toLowerCase()) ?? null);
}

/** Day and month of a numeric or named date; null where the language leaves their order open. */
function dayAndMonth(groups: Groups, { grammar }: Setting): { date: number; month: number } | null {
  const first = numberOf(groups.d);
  const named = monthOf(groups.m);
  if (first === null) return null;
  if (named !== null) return { date: first, month: named };
  const second = numberOf(groups.nm);
  if (second === null) return null;
  const isIso = groups.y?.length === 4 && groups.cut === undefined;
  if (isIso || grammar.isDayFirst === true || first > 12) return { date: first, month: second };
  return second > 12 ? { date: second, month: first } : null;
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

/** "27 November", "Jumat (27/11/2015)", "26-28 November". */
function datedDay(groups: Groups, setting: Setting): Found | null {
  const { grammar, today } = setting;
  const read = dayAndMonth(groups, setting);
  if (read === null) return null;
  const length = groups.d2 === undefined ? 0 : Number(groups.d2) - read.date;
  if (length < 0) return null;
  if (groups.y !== undefined) {
    const from = dayOf(fullYear(groups.y), read.month, read.date);
    return from === null ? null : { from, to: from + length, precision: 'DAY', inferred: false };
  }
  if (today === null) return null;
  const { year } = partsOf(today);
  const candidates = [year - 1, year, year + 1].flatMap((y) => dayOf(y, read.month, read.date) ?? []);
  const direction = directionOf(groups, setting);
  const weekday = grammar.weekdays.get(groups.wd?.toLowerCase() ?? '') ?? null;
  const from = nearest(candidates, today, direction === 0 ? null : direction, weekday);
  return from === null ? null : { from, to: from + length, precision: 'DAY', inferred: true };
}

/** "November 2015", "pada November", "last November"; alone the month just past, or one of the two next ones, or one to come. */
function namedMonth(month: number, groups: Groups, setting: Setting): Found | null {
  if (groups.y !== undefined) return { ...monthSpan(Number(groups.y), month), inferred: false };
  const { today } = setting;
  if (today === null) return null;
  const now = partsOf(today);
  const direction = directionOf(groups, setting);
  const gap = month - now.month;
  const isPast = gap > 2 && !setting.isAhead;
  const isNext = gap < (setting.isAhead ? 0 : 2 - 12);
  const nearestYear = now.year + (isPast ? -1 : isNext ? 1 : 0);
  const pastYear = now.year - (gap >= 0 ? 1 : 0);
  const nextYear = now.year + (gap <= 0 ? 1 : 0);
  const year =
    direction === -1 ? pastYear : direction === 1 ? nextYear : direction === 0 ? now.year : nearestYear;
  return { ...monthSpan(year, month), inferred: true };
}

/**
 * "Kamis": the last one, today included; with "lalu" the last one before today, with "depan", or where the clause speaks
 * of what is to come, the next one.
 */
function namedWeekday(weekday: number, groups: Groups, setting: Setting): Found | null {
  const { today } = setting;
  if (today === null) return null;
  const direction = directionOf(groups, setting);
  const back = (weekdayOf(today) - weekday + 7) % 7;
  const isNext = direction === 1 || (direction === null && setting.isAhead && back > 0);
  const days = isNext ? 7 - back : direction === -1 && back === 0 ? -7 : -back;
  const thisWeek = spanAt('WEEK', 0, today)?.from ?? today;
  const from = direction === 0 ? thisWeek + ((weekday + 6) % 7) : today + days;
  return { from, to: from, precision: 'DAY', inferred: true };
}

/** "sexta-feira (27)": the nearest 27th, a Friday where there is one. */
function numberedWeekday(groups: Groups, weekday: number, today: number | null): Found | null {
  if (today === null) return null;
  const { year, month } = partsOf(today);
  const candidates = [-1, 0, 1].flatMap((step) => {
    const { year: y, month: m } = partsOf(monthSpan(year, month + step).from);
    return dayOf(y, m, Number(groups.d)) ?? [];
  });
  const from = nearest(candidates, today, null, weekday);
  return from === null ? null : { from, to: from, precision: 'DAY', inferred: true };
}

function relative(groups: Groups, setting: Setting): Found | null {
  const { grammar, today } = setting;
  if (today === null) return null;
  const days = grammar.days.get(groups.word?.toLowerCase().replace(/\s/g, ' ') ?? '');
  if (days !== undefined) return { from: today + days, to: today + days, precision: 'DAY', inferred: true };
  const direction = directionOf(groups, setting);
  const amount =
    groups.n === undefined ? 1 : (grammar.numbers.get(groups.n.toLowerCase()) ?? Number(groups.n));
  if (direction === null || !Number.isFinite(amount)) return null;
  const span = spanAt(grammar.units.get(groups.unit?.toLowerCase() ?? ''), direction * amount, today);
  return span === null ? null : { ...span, inferred: true };
}

function resolve(groups: Groups, setting: Setting): Found | null {
  const month = monthOf(groups.m);
  const weekday = setting.grammar.weekdays.get(groups.wd?.toLowerCase() ?? '') ?? null;
  if (groups.d !== undefined && (month !== null || groups.nm !== undefined)) return datedDay(groups, setting);
  if (groups.d !== undefined && weekday !== null) return numberedWeekday(groups, weekday, setting.today);
  if (month !== null) return namedMonth(month, groups, setting);
  if (weekday !== null) return namedWeekday(weekday, groups, setting);
  if (groups.y !== undefined) return { ...yearSpan(Number(groups.y)), inferred: false };
  return relative(groups, setting);
}

/** "mei" and "minggu" are words; "Mei" and "Minggu" are dates. A weekday of a sentence's first word passes. */
function isPrintedAsName(groups: Groups, { hasCapitals }: DateGrammar): boolean {
  return !hasCapitals || [groups.m, groups.wd].every((name) => name === undefined || /^\p{Lu}/u.test(name));
}

const clauseReach = 90;

/** What stands in front of an offset in its sentence, at most 90 characters; an abbreviation's full stop ends it too. */
function clauseBefore(text: string, at: number): string {
  const lead = text.slice(Math.max(0, at - clauseReach), at);
  return lead.slice(Math.max(...['.', '!', '?', '\n', ';'].map((mark) => lead.lastIndexOf(mark))) + 1);
}

/** A match without a closing full stop, and with the parenthesis that closes one of its own. */
function endOf(text: string, match: RegExpExecArray): number {
  const end = match.index + match[0].length;
  if (match[0].endsWith('.')) return end - 1;
  return match[0].includes('(') && !match[0].endsWith(')') && text[end] === ')' ? end + 1 : end;
}

function datesBy(pattern: RegExp, text: string, { grammar, today }: Omit<Setting, 'isAhead'>): TextDate[] {
  const dates: TextDate[] = [];
  for (const match of text.matchAll(pattern)) {
    const groups = match.groups ?? {};
    if (!isPrintedAsName(groups, grammar)) continue;
    const isAhead = grammar.ahead.test(clauseBefore(text, match.index));
    const found = resolve(groups, { grammar, today, isAhead });
    if (found === null) continue;
    const end = endOf(text, match);
    const { from, to, ...rest } = found;
    const start = match.index;
    dates.push({ start, end, text: text.slice(start, end), from: printDay(from), to: printDay(to), ...rest });
    if (dates.length >= datesAtMost) break;
  }
  return dates;
}

/**
 * Dates that a text names, in reading order, never overlapping: Indonesian, Malay, English and Portuguese; of other
 * languages none. `publishedAt` resolves what is printed without a year and what counts from today, seen from the time
 * zone in which most outlets of the language are (Western Indonesia, Malaysia, Brasília, Greenwich); when it is null such
 * dates are left out. At most 200, from the first 100,000 characters.
 */
export function textDates(text: string, language: string, publishedAt: Date | null): TextDate[] {
  const grammar = dateGrammars.get(language);
  if (grammar === undefined) return [];
  const at = publishedAt?.getTime() ?? Number.NaN;
  const today = Number.isNaN(at) ? null : Math.floor((at + grammar.offsetMinutes * 60_000) / dayMs);
  const read = text.slice(0, charactersRead);
  const all = grammar.patterns.flatMap((pattern) => datesBy(pattern, read, { grammar, today }));
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: TextDate[] = [];
  let floor = 0;
  for (const date of all) {
    if (date.start < floor) continue;
    kept.push(date);
    floor = date.end;
  }
  return kept.slice(0, datesAtMost);
}
