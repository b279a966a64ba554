/**
 * Parts from which each language's date patterns are built. A pattern names what it caught: `wd` weekday, `d` and `d2`
 * days of the month, `m` and `m2` months by name, `nm` month by number, `y` and `y2` years, `n` and `unit` a span of time,
 * `when` its direction, `weekend` its last two days, `word` a day by its own word, `cut` what parts a date's numbers,
 * `open` the parenthesis in front of them, `cue` a word that says a date follows. Every quantifier is bounded, so that a
 * text costs time in proportion to its length.
 */

/** One language's words and patterns. */
export interface DateGrammar {
  patterns: readonly RegExp[];
  /** 0 is Sunday. */
  weekdays: ReadonlyMap<string, number>;
  /** Days from today: "kemarin" is -1. */
  days: ReadonlyMap<string, number>;
  units: ReadonlyMap<string, Unit>;
  /** Direction of "lalu", "this", "próximo": -1, 0, 1. */
  directions: ReadonlyMap<string, -1 | 0 | 1>;
  numbers: ReadonlyMap<string, number>;
  /** Words in a clause that make a day or month in it one to come. */
  ahead: RegExp;
  /** True where weekdays and months are printed with a capital, so that "minggu" is a week and "Minggu" a day. */
  hasCapitals: boolean;
  /** Which number of 11/12/2015 is the day; null where the outlets of the language disagree. */
  isDayFirst: boolean | null;
  /** Minutes east of Greenwich where the language's outlets mostly are: their "today". */
  offsetMinutes: number;
}

/** What a match caught, by the names above. */
export type Groups = Readonly<Record<string, string | undefined>>;

export type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** "senin isnin|selasa" to a map of each word to its position. */
export const positions = (list: string): Map<string, number> =>
  new Map(list.split('|').flatMap((words, at) => words.split(' ').map((word) => [word, at] as const)));

/** The value under each of the words that a key joins by bars. */
export const mapOf = <Value>(entries: Record<string, Value>): Map<string, Value> =>
  new Map(
    Object.entries(entries).flatMap(([words, value]) => words.split('|').map((w) => [w, value] as const)),
  );

/** Alternatives, longest first, so that "kemarin lusa" is not read as "kemarin". */
export const anyOf = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(' ', '\\s'))
    .join('|');

/** Stands behind one of the words, whole: "pada", not "kepada". */
export const behind = (words: string): string => `(?<=(?<!\\p{L})(?:${words})\\s)`;

/** Does not stand behind one of the words. */
export const notBehind = (words: string): string => `(?<!(?<!\\p{L})(?:${words})\\s)`;

/** A pattern that begins and ends where words do, and is no part of a longer number. */
export const whole = (source: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}/.-]|\\d,)${source}(?![\\p{L}\\p{N}]|[/.-]\\d)`, 'giu');

export const day = '(?<d>[0-3]?\\d)';
export const year = '(?<y>(?:1[5-9]|20)\\d\\d)';

/** The last day of a range within a month; `joints` are the words that may stand for the dash. */
export const lastDay = (joints: string): string =>
  `(?:(?:\\s?[-–]\\s?|\\s(?:${joints})\\s)(?<d2>[0-3]?\\d))?`;

/** A year is no amount: no digits, percent sign or thing counted follow. */
export const loneYear = (counted: string): string =>
  `${year}(?![.,:]\\d|\\s?%|\\s(?:\\p{L}{1,12}\\s)?(?:${counted})(?!\\p{L}))`;

/** "2010-2015", "2010 to 2015". */
export const yearRange = (joints: string): string =>
  `${year}(?:\\s?[-–]\\s?|\\s(?:${joints})\\s)(?<y2>(?:1[5-9]|20)\\d\\d)(?!\\s?%)`;

/** A weekday that is no end of "Senin-Jumat" or "Monday to Friday": those tell what happens every week. */
export const loneWeekday = (weekdays: string, joints: string): string => {
  const joint = `(?:\\s?[-–]\\s?|\\s(?:${joints})\\s)`;
  return `(?<!(?:${weekdays})${joint})(?<wd>${weekdays})(?!${joint}(?:${weekdays})(?!\\p{L}))`;
};

const slashed =
  '(?<d>[0-3]?\\d)(?:[-–](?<d2>[0-3]?\\d)(?=/))?(?<cut>[/.-])(?<nm>[0-3]?\\d)(?:\\k<cut>(?<y>(?:1[5-9]|20)\\d\\d|\\d\\d))?';

/**
 * Numeric dates: behind a weekday ("Jumat malam (27/11)"), in parentheses, behind a word that announces one, or with the
 * year.
 */
export function numericPatterns(weekdays: string, dayparts: string, cues: string): RegExp[] {
  const end = '(?![\\p{L}\\p{N}]|[/.-]\\d|/)';
  return [
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?<wd>${weekdays})(?:\\s(?:${dayparts}))?,?\\s{1,2}(?<open>\\()?${slashed}${end}`,
      'giu',
    ),
    new RegExp(`(?<=(?<open>\\())${slashed}(?=[),])`, 'giu'),
    new RegExp(
      `(?<=(?<!\\p{L})(?<cue>${cues})\\s)(?<d>[0-3]?\\d)(?<cut>/)(?<nm>[0-3]?\\d)${end}(?!,\\d|\\s?%)`,
      'giu',
    ),
    whole('(?<!\\d\\s)(?<d>[0-3]?\\d)(?<cut>[/.-])(?<nm>[0-3]?\\d)\\k<cut>(?<y>(?:1[5-9]|20)\\d\\d)(?!/)'),
    whole('(?<!\\d\\s)(?<y>(?:19|20)\\d\\d)-(?<nm>[01]\\d)-(?<d>[0-3]\\d)(?!/)'),
  ];
}
