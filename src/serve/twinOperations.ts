/**
 * The operations behind the flat answers of `/v1`: from parameters of an address to a stored document with variables, and
 * from its result to rows. What the graph says is what they say; they compute nothing. Pure.
 */
import { AppError } from '../base/errors.ts';
import { nodeNameOfId } from '../base/id.ts';

/** One line of an answer; a list stands in one cell. */
export type FlatRow = Record<string, string | number | boolean | null | readonly number[]>;

/** A document and the variables that an address asks it with. */
export interface Prepared {
  query: string;
  variables: Record<string, unknown>;
}

export interface Twin {
  /** In the address: `/v1/<name>.json`. */
  name: string;
  /** Parameters of the address, each with what it is for. */
  parameters: Readonly<Record<string, string>>;
  /** Columns of the CSV, in order. */
  columns: readonly string[];
  /** @throws AppError BAD_INPUT for what can only be told here; the graph tells the rest. */
  prepare(given: Given): Prepared;
  /** Null when what was asked for does not exist. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the document beside it
  rowsOf(data: any): FlatRow[] | null;
}

/** Parameters of an address, each given once. */
export type Given = Readonly<Record<string, string>>;

/**
 * The parameters of an address, those that are empty left out.
 * @throws AppError BAD_INPUT for one that is unknown or given twice.
 */
export function readParameters(known: Twin['parameters'], given: Record<string, unknown>): Given {
  const read = Object.entries(given).map(([name, value]) => {
    const allowed = Object.keys(known).join(', ');
    if (!Object.hasOwn(known, name))
      throw bad(name, `There is no parameter ${name.slice(0, 40)}; there are ${allowed}.`);
    if (typeof value !== 'string') throw bad(name, `Give ${name} once.`);
    return [name, value] as const;
  });
  return Object.fromEntries(read.filter(([, value]) => value !== ''));
}

const bad = (argument: string, message: string): AppError =>
  new AppError('BAD_INPUT', message, { data: { argument: argument.slice(0, 40) } });

/** A whole number as such; anything else stays text, which the graph refuses in its own words. */
const numberIn = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^-?\d{1,9}$/.test(text) ? Number(text) : text;

const listIn = (text: string | undefined): string[] | undefined =>
  text?.split(',').map((word) => word.trim());

/** Leaves out what was not given, so that the graph's own defaults hold. */
const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const trendingDocument = `query TrendingRows($input: TrendingInput, $first: Int! = 10, $names: LanguageTag) {
  trending(input: $input, first: $first) {
    runId asOf nextRunAt window language country algorithm
    nodes {
      id kind name(language: $names) sparkline
      trend {
        rank previousRank rankDelta peakRank listedSince isNew score windowCount weightedCount baselineMean lift
        sourceCount independentSourceCount articleCount
      }
    }
  }
}`;

/** The trending board, a row an entity, by rank. */
export const trendingTwin: Twin = {
  name: 'trending',
  parameters: {
    window: 'HOUR, HOURS_6, DAY (default), DAYS_3, WEEK or MONTH',
    kinds: 'PERSON, PLACE, ORGANIZATION, with commas between; all when absent',
    language: 'only articles in this language, e.g. id',
    country: "only articles of this country's outlets, e.g. ID; not together with language",
    algorithm: 'what the rows are ranked by; SURPLUS when absent',
    countUnit: 'what windowCount counts; ARTICLES when absent',
    minCount: 'least windowCount; 3 when absent',
    minSources: 'least number of outlets; 2 when absent',
    asOf: 'the board as it stood at this instant',
    names: 'language of the names',
    first: 'rows at most, 1 to 100; 10 when absent',
  },
  columns: [
    ...['rank', 'id', 'kind', 'name', 'score', 'windowCount', 'weightedCount', 'baselineMean', 'lift'],
    ...['sourceCount', 'independentSourceCount', 'articleCount', 'previousRank', 'rankDelta', 'peakRank'],
    ...['isNew', 'listedSince', 'sparkline', 'runId', 'asOf', 'window', 'algorithm', 'language', 'country'],
  ],
  prepare({
    window,
    kinds,
    language,
    country,
    algorithm,
    countUnit,
    minCount,
    minSources,
    asOf,
    names,
    first,
  }) {
    const filter = given({ languages: listIn(language), sourceCountries: listIn(country) });
    const input = given({
      ...{ window, algorithm, countUnit, asOf, kinds: listIn(kinds) },
      ...{ minCount: numberIn(minCount), minSources: numberIn(minSources) },
      ...(Object.keys(filter).length === 0 ? {} : { filter }),
    });
    return { query: trendingDocument, variables: given({ input, names, first: numberIn(first) }) };
  },
  rowsOf({ trending: { nodes, runId, asOf, window, algorithm, language, country } }) {
    const ofRun = { runId, asOf, window, algorithm, language, country };
    return nodes.map(({ trend, ...node }: { trend: FlatRow } & FlatRow) => ({ ...trend, ...node, ...ofRun }));
  },
};

const seriesFields = `fragment Rows on Entity {
  mentionSeries(range: $range, interval: $interval, normalize: $normalize, timeZone: $timeZone) {
    points { time value count complete }
  }
}`;

/** A stored document for each kind of entity, since each is looked up by a field of its own. */
const seriesDocuments: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['Person', 'person(by: { id: $entity })'],
    ['Place', 'place(by: { id: $entity })'],
    ['Organization', 'organization(by: { id: $entity })'],
  ].map(([kind = '', lookup]) => [
    kind,
    `query SeriesRows($entity: ID!, $range: TimeRangeInput!, $interval: TimeInterval!,
  $normalize: SeriesNormalization, $timeZone: String) { entity: ${lookup} { ...Rows } }
${seriesFields}`,
  ]),
);

/** How often articles name an entity, a row a step, oldest first. */
export const seriesTwin: Twin = {
  name: 'series',
  parameters: {
    entity: 'id of a person, place or organization',
    interval: 'MINUTE_15, HOUR, DAY (default), WEEK or MONTH',
    last: 'the latest span of this length, e.g. P7D (default)',
    from: 'instead of last: first instant, RFC 3339 or milliseconds; with to',
    to: 'first instant no longer inside',
    normalize: 'NONE (default), SHARE_OF_ARTICLES or PER_THOUSAND_ARTICLES',
    timeZone: 'whose days are counted, e.g. Asia/Jakarta; UTC when absent',
  },
  columns: ['time', 'value', 'count', 'complete'],
  prepare({ entity, interval = 'DAY', last, from, to, normalize, timeZone }) {
    if (entity === undefined) throw bad('entity', 'Give entity, the id of a person, place or organization.');
    const query = seriesDocuments[nodeNameOfId(entity) ?? ''];
    if (query === undefined)
      throw bad('entity', `${entity.slice(0, 40)} is no id of a person, place or organization.`);
    if ((from === undefined) !== (to === undefined)) throw bad('from', 'Give both from and to, or last.');
    if (from !== undefined && last !== undefined) throw bad('last', 'Give either last or from and to.');
    const range = from === undefined ? { last: last ?? 'P7D' } : { between: { start: from, end: to } };
    return { query, variables: given({ entity, range, interval, normalize, timeZone }) };
  },
  rowsOf: ({ entity }) => entity?.mentionSeries.points ?? null,
};
