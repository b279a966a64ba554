/**
 * Dates in running text, resolved to days of the calendar: "Jumat (27/11/2015)", "on Nov. 26", "kemarin", "ano passado".
 * What is printed without a year, and every word that counts from today, is resolved from the publication date.
 */
import { monthOf } from '../base/dateWords.ts';
import type { TextDate } from '../base/news.ts';
import { isPartOfName, isSeptember11, namesakes } from './textDateNames.ts';
import type { DateGrammar, Groups } from './textDatePatterns.ts';
import {
  byDistance,
  dayMs,
  dayOf,
  fullYear,
  mondayAt,
  monthSpan,
  partsOf,
  printDay,
  type Span,
  spanAt,
  weekdayOf,
  yearSpan,
} from './textDateSpans.ts';
import { dateGrammars } from './textDateWords.ts';

/** A text of nothing but dates is a table; more of them are of no use. */
const datesAtMost = 200;
const charactersRead = 100_000;
/** Of a date this near its weekday is more likely wrong than its year: "Senin (24/11)" of last Tuesday. */
const sureDays = 14;
/** "(27/11)" alone is a date when it lies this near, else a fraction or a page. */
const bareDays = 45;

type Found = Span & Pick<TextDate, 'inferred'>;

interface Setting {
  grammar: DateGrammar;
  /** True where the clause in front speaks of what is to come. */
  isAhead: boolean;
  /** The day of publication where the outlet is; null when it is not known. */
  today: number | null;
}

const numberOf = (digits: string | undefined): number | null =>
  digits === undefined ? null : Number(digits);

const inferredDay = (day: number | null): Found | null =>
  day === null ? null : { from: day, to: day, precision: 'DAY', inferred: true };

function directionOf({ when }: Groups, { grammar }: Setting): -1 | 0 | 1 | null {
  return when === undefined ? null : (grammar.directions.get(when.toLowerCase().replace(/\s/g, ' ')) ?? null);
}

const weekdayIn = ({ wd }: Groups, { grammar }: Setting): number | null =>
  grammar.weekdays.get(wd?.toLowerCase() ?? '') ?? null;

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

/** Whether numbers without a year read as a date: not as a score, a time, a fraction, "24/7" or "9/11". */
function isNumericDate(groups: Groups, from: number, setting: Setting): boolean {
  const { d, nm, cut, y, wd, open, cue } = groups;
  if (cut === undefined || y !== undefined) return true;
  if (cut !== '/')
    return wd !== undefined && open !== undefined && weekdayOf(from) === weekdayIn(groups, setting);
  if (wd !== undefined) return true;
  if (['24/7', '9/11', '11/9'].includes(`${Number(d)}/${Number(nm)}`)) return false;
  if (open !== undefined) return Math.abs(from - (setting.today ?? from)) <= bareDays;
  const isFraction = Number(d) < Number(nm) && Number(nm) <= 10;
  return !isFraction || cue?.toLowerCase() === 'dia' || cue?.toLowerCase().startsWith('t') === true;
}

/** The year's day nearest to today; one that the printed weekday and direction agree with goes before it. */
function nearestDate(month: number, date: number, groups: Groups, setting: Setting): number | null {
  const { today } = setting;
  if (today === null) return null;
  const { year } = partsOf(today);
  // 29 February may be four years away.
  const reach = month === 2 && date === 29 ? 4 : 1;
  const years = Array.from({ length: 2 * reach + 1 }, (_, at) => year - reach + at);
  const direction = directionOf(groups, setting) ?? 0;
  const days = years.flatMap((y) => dayOf(y, month, date) ?? []);
  const fits = byDistance(days, today).filter((day) => (day - today) * direction >= 0);
  const nearest = fits[0] ?? null;
  if (nearest === null || Math.abs(nearest - today) <= sureDays) return nearest;
  const weekday = weekdayIn(groups, setting);
  return fits.find((day) => weekday !== null && weekdayOf(day) === weekday) ?? nearest;
}

/** The last day of a range that begins on `from`; null when there is no such day or it lies before. */
function lastOf(from: number, groups: Groups): number | null {
  const printed = groups.d2 ?? groups.both;
  if (printed === undefined) return from;
  const { year, month } = partsOf(from);
  const lastMonth = monthOf(groups.m2) ?? month;
  const to = dayOf(lastMonth < month ? year + 1 : year, lastMonth, Number(printed));
  if (to === null || to <= from) return null;
  return groups.both !== undefined && to !== from + 1 ? null : to;
}

/** "27 November", "Jumat (27/11/2015)", "26-28 November", "28 November - 3 Desember". */
function datedDay(groups: Groups, setting: Setting): Found | null {
  const read = dayAndMonth(groups, setting);
  if (read === null) return null;
  const { month, date } = read;
  const endsNextYear = (monthOf(groups.m2) ?? month) < month;
  const from =
    groups.y === undefined
      ? nearestDate(month, date, groups, setting)
      : dayOf(fullYear(groups.y) - (endsNextYear ? 1 : 0), month, date);
  if (from === null || !isNumericDate(groups, from, setting)) return null;
  const to = lastOf(from, groups);
  return to === null ? null : { from, to, precision: 'DAY', inferred: groups.y === undefined };
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
 * of what is to come, the next one; with "ini" the nearest.
 */
function namedWeekday(weekday: number, groups: Groups, setting: Setting): Found | null {
  const { today } = setting;
  if (today === null) return null;
  const direction = directionOf(groups, setting);
  const back = (weekdayOf(today) - weekday + 7) % 7;
  const isNext =
    direction === 1 || (direction === 0 && back > 3) || (direction === null && setting.isAhead && back > 0);
  const days = isNext ? 7 - back : direction === -1 && back === 0 ? -7 : -back;
  return inferredDay(today + days);
}

/** "sexta-feira (27)": the nearest 27th, a Friday where there is one. */
function numberedWeekday(groups: Groups, weekday: number, today: number | null): Found | null {
  if (today === null) return null;
  const { year, month } = partsOf(today);
  const days = [-1, 0, 1].flatMap((step) => {
    const { year: y, month: m } = partsOf(monthSpan(year, month + step).from);
    return dayOf(y, m, Number(groups.d)) ?? [];
  });
  const fits = byDistance(days, today);
  return inferredDay(fits.find((day) => weekdayOf(day) === weekday) ?? fits[0] ?? null);
}

/** "kemarin", "two weeks ago", "bulan depan", "this weekend". */
function relative(groups: Groups, setting: Setting): Found | null {
  const { grammar, today } = setting;
  if (today === null) return null;
  const days = grammar.days.get(groups.word?.toLowerCase().replace(/\s/g, ' ') ?? '');
  if (days !== undefined) return inferredDay(today + days);
  const direction = directionOf(groups, setting);
  if (direction === null) return null;
  if (groups.weekend !== undefined) {
    const saturday = mondayAt(direction, today) + 5;
    return { from: saturday, to: saturday + 1, precision: 'DAY', inferred: true };
  }
  const amount =
    groups.n === undefined ? 1 : (grammar.numbers.get(groups.n.toLowerCase()) ?? Number(groups.n));
  if (!Number.isFinite(amount)) return null;
  const span = spanAt(grammar.units.get(groups.unit?.toLowerCase() ?? ''), direction * amount, today);
  return span === null ? null : { ...span, inferred: true };
}

function years(first: number, last: number): Found | null {
  return last < first ? null : { ...yearSpan(first, last), inferred: false };
}

function resolve(groups: Groups, setting: Setting): Found | null {
  const month = monthOf(groups.m);
  const weekday = weekdayIn(groups, setting);
  if (groups.d !== undefined && (month !== null || groups.nm !== undefined)) return datedDay(groups, setting);
  if (groups.d !== undefined && weekday !== null) return numberedWeekday(groups, weekday, setting.today);
  if (month !== null) return namedMonth(month, groups, setting);
  if (weekday !== null) return namedWeekday(weekday, groups, setting);
  if (groups.y !== undefined) return years(Number(groups.y), Number(groups.y2 ?? groups.y));
  return relative(groups, setting);
}

/** "mei" and "minggu" are words; "Mei" and "Minggu" are dates. A weekday of a sentence's first word passes. */
function isPrintedAsName({ m, m2, wd }: Groups, { hasCapitals }: DateGrammar): boolean {
  return !hasCapitals || [m, m2, wd].every((name) => name === undefined || /^\p{Lu}/u.test(name));
}

const isLoneMonth = ({ m, d, y, when }: Groups): boolean =>
  m !== undefined && d === undefined && y === undefined && when === undefined;

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

interface Reading extends Omit<Setting, 'isAhead'> {
  text: string;
  namesakes: ReadonlySet<string>;
}

function dateOf(
  match: RegExpExecArray,
  { text, grammar, today, namesakes: people }: Reading,
): TextDate | null {
  const groups = match.groups ?? {};
  const start = match.index;
  if (!isPrintedAsName(groups, grammar)) return null;
  if (isPartOfName(groups, text.slice(Math.max(0, start - 24), start), grammar)) return null;
  if (isLoneMonth(groups) && people.has(groups.m?.toLowerCase() ?? '')) return null;
  const end = endOf(text, match);
  const lead = clauseBefore(text, start);
  if (isSeptember11(groups, `${lead} ${text.slice(end, end + 30)}`)) return null;
  const found = resolve(groups, { grammar, today, isAhead: grammar.ahead.test(lead) });
  if (found === null) return null;
  const { from, to, precision, inferred } = found;
  return {
    start,
    end,
    text: text.slice(start, end),
    from: printDay(from),
    to: printDay(to),
    precision,
    inferred,
  };
}

function datesBy(pattern: RegExp, reading: Reading): TextDate[] {
  const dates: TextDate[] = [];
  for (const match of reading.text.matchAll(pattern)) {
    const date = dateOf(match, reading);
    if (date !== null) dates.push(date);
    if (dates.length >= datesAtMost) break;
  }
  return dates;
}

/** The day's number where the outlets are; null for no date, and for one that no calendar of news holds. */
function dayOfPublication(publishedAt: Date | null, offsetMinutes: number): number | null {
  const at = publishedAt?.getTime() ?? Number.NaN;
  const day = Math.floor((at + offsetMinutes * 60_000) / dayMs);
  return day >= Date.UTC(1500, 0) / dayMs && day < Date.UTC(9000, 0) / dayMs ? day : null;
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
  const today = dayOfPublication(publishedAt, grammar.offsetMinutes);
  const read = text.slice(0, charactersRead);
  const reading = { text: read, grammar, today, namesakes: namesakes(read) };
  const all = grammar.patterns.flatMap((pattern) => datesBy(pattern, reading));
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
