/**
 * How dates stand in running text, language by language: words and the patterns built from them. A pattern names what it
 * caught: `wd` weekday, `d` and `d2` days of the month, `m` month by name, `nm` month by number, `y` year, `n` and `unit`
 * a span of time, `when` its direction, `word` a day by its own word. Every quantifier is bounded.
 */

/** One language's words and patterns. */
export interface DateGrammar {
  patterns: readonly RegExp[];
  /** 0 is Sunday. */
  weekdays: ReadonlyMap<string, number>;
  /** Days from today: "kemarin" is -1. */
  days: ReadonlyMap<string, number>;
  units: ReadonlyMap<string, 'DAY' | 'WEEK' | 'MONTH' | 'YEAR'>;
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

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** "senin isnin|selasa" to a map of each word to its position. */
const positions = (list: string): Map<string, number> =>
  new Map(list.split('|').flatMap((words, at) => words.split(' ').map((word) => [word, at] as const)));

const mapOf = <Value>(entries: Record<string, Value>): Map<string, Value> =>
  new Map(
    Object.entries(entries).flatMap(([words, value]) => words.split('|').map((w) => [w, value] as const)),
  );

/** Alternatives, longest first, so that "kemarin lusa" is not read as "kemarin". */
const anyOf = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(' ', '\\s'))
    .join('|');

const whole = (source: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}/.-])${source}(?![\\p{L}\\p{N}]|[/-]\\d)`, 'giu');

const day = '(?<d>[0-3]?\\d)';
const second = '(?:\\s?[-–]\\s?(?<d2>[0-3]?\\d))?';
const year = '(?<y>(?:1[5-9]|20)\\d\\d)';
/** A year is no amount: neither digits nor a percent sign follow. */
const lone = `${year}(?![.,:]\\d|\\s?%)`;
const slashed = '(?<d>[0-3]?\\d)(?<cut>[/.-])(?<nm>[01]?\\d)(?:\\k<cut>(?<y>(?:1[5-9]|20)\\d\\d|\\d\\d))?';

/** Numeric dates: in parentheses, behind a weekday, or with the year. */
function numericPatterns(weekdays: string): RegExp[] {
  return [
    new RegExp(`(?<![\\p{L}\\p{N}])(?<wd>${weekdays}),?\\s{1,2}\\(?${slashed}(?![/\\d])\\)?`, 'giu'),
    new RegExp(`(?<=\\()${slashed}(?=[),])`, 'giu'),
    whole('(?<d>[0-3]?\\d)(?<cut>[/.-])(?<nm>[01]?\\d)\\k<cut>(?<y>(?:1[5-9]|20)\\d\\d)'),
    whole('(?<y>(?:19|20)\\d\\d)-(?<nm>[01]\\d)-(?<d>[0-3]\\d)'),
  ];
}

const indonesianWeekdays = positions(
  "minggu ahad|senin isnin|selasa|rabu|kamis khamis|jumat jum’at jum'at jumaat|sabtu",
);
const indonesianMonths =
  'januari|jan|februari|pebruari|feb|maret|mac|mar|april|apr|mei|juni|jun|juli|julai|jul|agustus|ogos|agt|agu|ags|september|sept|sep|oktober|okt|november|nopember|nov|desember|disember|des|dis';

function indonesian(offsetMinutes: number): DateGrammar {
  const days = mapOf({
    'hari ini|hari ni': 0,
    'kemarin|kemaren|semalam|tadi malam|kelmarin': -1,
    'kemarin lusa|kemarin dulu': -2,
    'besok|esok': 1,
    lusa: 2,
  });
  const units = mapOf<Unit>({ hari: 'DAY', 'pekan|minggu': 'WEEK', bulan: 'MONTH', tahun: 'YEAR' });
  const directions = mapOf<-1 | 0 | 1>({
    'lalu|silam|lepas|kemarin': -1,
    ini: 0,
    'depan|mendatang|hadapan': 1,
  });
  const numbers = positions('nol|satu se|dua|tiga|empat|lima|enam|tujuh|delapan lapan|sembilan|sepuluh');
  const [wd, when, unit] = [anyOf(indonesianWeekdays.keys()), anyOf(directions.keys()), anyOf(units.keys())];
  const month = `(?<m>${indonesianMonths})\\.?`;
  return {
    patterns: [
      ...numericPatterns(wd),
      whole(
        `(?:(?<wd>${wd}),?\\s{1,2}\\(?)?${day}${second}\\s${month}(?:\\s(?:tahun\\s)?${year}|\\s(?:yang\\s)?(?<when>${when}))?`,
      ),
      whole(`(?<!\\d\\s)${month}\\s(?:tahun\\s)?${year}`),
      whole(
        `(?<=(?:pada|bulan|sejak|hingga|sampai|awal|akhir|pertengahan|selama)\\s)${month}(?:\\s(?<when>${when}))?`,
      ),
      whole(`${month}\\s(?:yang\\s)?(?<when>${when})`),
      whole(`(?<=(?:tahun|pada|sejak|hingga|sampai|awal|akhir|pertengahan|musim|dari)\\s|\\()${lone}`),
      whole(`(?<word>${anyOf(days.keys())})`),
      whole(
        `(?<n>\\d{1,3}|${anyOf(numbers.keys())})\\s(?<unit>${unit})\\s(?:yang\\s)?(?<when>lalu|silam|lepas)`,
      ),
      whole(`se(?<unit>pekan|minggu|bulan|tahun|hari)\\s(?:yang\\s)?(?<when>lalu|silam|lepas)`),
      whole(`(?<unit>pekan|minggu|bulan|tahun)\\s(?:yang\\s)?(?<when>${when})`),
      whole(`(?<wd>${wd})(?:\\s(?:yang\\s)?(?<when>${when}))?`),
    ],
    weekdays: indonesianWeekdays,
    days,
    units,
    directions,
    numbers,
    ahead:
      /(?<!\p{L})(?:akan|bakal|rencananya|dijadwalkan|direncanakan|hendak|hingga|sampai|paling lambat|selambatnya|selewat-lewatnya|dijangka)(?!\p{L})/iu,
    hasCapitals: true,
    isDayFirst: true,
    offsetMinutes,
  };
}

const englishWeekdays = positions(
  'sunday sun|monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat',
);
const englishMonths =
  'january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec';

function english(): DateGrammar {
  const days = mapOf({
    'today|tonight|this morning|this evening|this afternoon': 0,
    'yesterday|last night': -1,
    tomorrow: 1,
  });
  const units = mapOf<Unit>({
    'day|days': 'DAY',
    'week|weeks': 'WEEK',
    'month|months': 'MONTH',
    'year|years': 'YEAR',
  });
  const directions = mapOf<-1 | 0 | 1>({ 'last|past|ago': -1, this: 0, 'next|coming': 1 });
  const numbers = mapOf({
    'a|an|one': 1,
    ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  });
  const wd = anyOf(englishWeekdays.keys());
  const fullWeekday = 'sunday|monday|tuesday|wednesday|thursday|friday|saturday';
  const month = `(?<m>${englishMonths})\\.?`;
  const ordinal = '(?:st|nd|rd|th)?';
  const lead = `(?:(?<wd>${wd})\\.?,?\\s{1,2})?`;
  return {
    patterns: [
      ...numericPatterns(wd),
      whole(`${lead}${month}\\s${day}${ordinal}${second}(?:,?\\s${year})?`),
      whole(`${lead}(?:the\\s)?${day}${ordinal}${second}\\s(?:of\\s)?${month}(?:,?\\s${year})?`),
      whole(`(?<!\\d\\s)${month},?\\s(?:of\\s)?${year}`),
      whole(`(?<when>last|this|next|past|coming)\\s(?<m>${englishMonths})`),
      whole(`(?<=(?:in|since|until|early|late|mid|by|during)[\\s-])(?<m>${englishMonths})`),
      whole(`(?<=(?:in|since|until|by|from|during|before|after|of|late|early|mid|for)[\\s-]|\\()${lone}`),
      whole(`(?<word>${anyOf(days.keys())})`),
      whole(`(?<n>\\d{1,3}|${anyOf(numbers.keys())})\\s(?<unit>${anyOf(units.keys())})\\s(?<when>ago)`),
      whole('(?<when>last|this|next|past|coming)\\s(?<unit>week|month|year)'),
      whole(`(?:(?<when>last|this|next|coming)\\s)?(?<wd>${fullWeekday})`),
    ],
    weekdays: englishWeekdays,
    days,
    units,
    directions,
    numbers,
    ahead:
      /(?<!\p{L})(?:will|won’t|won't|to be|until|till|scheduled|due|expected|plans?|planned|set to|going to)(?!\p{L})/iu,
    hasCapitals: true,
    isDayFirst: null,
    offsetMinutes: 0,
  };
}

const portugueseWeekdays = positions(
  'domingo|segunda segunda-feira|terça terça-feira|quarta quarta-feira|quinta quinta-feira|sexta sexta-feira|sábado',
);
const portugueseMonths =
  'janeiro|jan|fevereiro|fev|março|mar|abril|abr|maio|mai|junho|jun|julho|jul|agosto|ago|setembro|set|outubro|out|novembro|nov|dezembro|dez';

function portuguese(): DateGrammar {
  const days = mapOf({ hoje: 0, 'ontem|ontem à noite': -1, anteontem: -2, amanhã: 1, 'depois de amanhã': 2 });
  const units = mapOf<Unit>({
    'dia|dias': 'DAY',
    'semana|semanas': 'WEEK',
    'mês|meses': 'MONTH',
    'ano|anos': 'YEAR',
  });
  const directions = mapOf<-1 | 0 | 1>({
    'passado|passada|último|última|há|atrás': -1,
    'este|esta|neste|nesta|deste|desta': 0,
    'próximo|próxima|que vem': 1,
  });
  const numbers = mapOf({
    'um|uma': 1,
    'dois|duas': 2,
    ...{ três: 3, quatro: 4, cinco: 5, seis: 6, sete: 7, oito: 8, nove: 9, dez: 10 },
  });
  const wd = anyOf(portugueseWeekdays.keys());
  const clearDays = 'domingo|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado';
  const month = `(?<m>${portugueseMonths})\\.?`;
  const fullMonth =
    '(?<m>janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)';
  const amount = `(?<n>\\d{1,3}|${anyOf(numbers.keys())})\\s(?<unit>${anyOf(units.keys())})`;
  return {
    patterns: [
      ...numericPatterns(wd),
      whole(`(?<wd>${wd})\\s\\(${day}\\)?`),
      whole(`(?:(?<wd>${wd}),?\\s\\(?)?${day}º?${second}\\sde\\s${month}(?:\\sde\\s${year})?`),
      whole(`${month}\\sde\\s${year}`),
      whole(`${fullMonth}\\s(?<when>passado|que\\svem)`),
      whole(`(?<=(?:em|desde|até|neste)\\s)${fullMonth}`),
      whole(`(?<=(?:em|desde|até|de|ano)\\s|\\()${lone}`),
      whole(`(?<word>${anyOf(days.keys())})`),
      whole(`(?<when>há)\\s${amount}`),
      whole(`${amount}\\s(?<when>atrás)`),
      whole('(?<unit>semana|mês|ano)\\s(?<when>passad[oa]|que\\svem)'),
      whole('(?<when>próxim[oa]|últim[oa]|n?este|n?esta)\\s(?<unit>semana|mês|ano)'),
      whole(`(?:(?<when>próxim[oa]|últim[oa])\\s)?(?<wd>${clearDays})`),
      whole(`(?<wd>${clearDays})\\s(?<when>passad[oa]|que\\svem)`),
    ],
    weekdays: portugueseWeekdays,
    days,
    units,
    directions,
    numbers,
    ahead: /(?<!\p{L})(?:será|serão|vai|vão|deve|devem|deverá|até|previst[oa]s?)(?!\p{L})/iu,
    hasCapitals: false,
    isDayFirst: true,
    offsetMinutes: -180,
  };
}

/** Grammars by primary language tag. */
export const dateGrammars: ReadonlyMap<string, DateGrammar> = new Map([
  ['id', indonesian(420)],
  ['ms', indonesian(480)],
  ['en', english()],
  ['pt', portuguese()],
]);

/** Every name of a weekday in these languages, lower case; "terça-feira" is "terça" and "feira". */
export const weekdayNames: ReadonlySet<string> = new Set(
  [...dateGrammars.values()].flatMap(({ weekdays }) =>
    [...weekdays.keys()].flatMap((name) => name.split('-')),
  ),
);
