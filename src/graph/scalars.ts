/** Scalars of the graph. Each checks what comes in; what goes out was checked when it was stored. */
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

function fault(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_INPUT' } });
}

/** The text or number of a literal; undefined for objects, lists and the like, which every parser below refuses. */
function literal(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value;
  return node.kind === Kind.INT ? Number(node.value) : undefined;
}

interface ScalarOptions<T> {
  name: string;
  description: string;
  specifiedByURL: string | null;
  parse: (value: unknown) => T;
  serialize?: (value: unknown) => string;
}

function scalar<T>({ name, description, specifiedByURL, parse, serialize }: ScalarOptions<T>) {
  return new GraphQLScalarType<T, string>({
    name,
    description,
    specifiedByURL,
    parseValue: parse,
    parseLiteral: (node) => parse(literal(node)),
    serialize: serialize ?? String,
  });
}

// RFC 3339 section 5.6: date-time; the seconds may be missing, as browsers' date inputs leave them out.
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/;

/** Whether the date that a text begins with is in the calendar: JavaScript takes 30 February for 2 March. */
function isDay(text: string): boolean {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.getUTCDate() === Number(text.slice(8, 10));
}

function instant(value: unknown): Date {
  const isEpoch = typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,15}$/.test(value));
  const isText = typeof value === 'string' && rfc3339.test(value) && isDay(value);
  const date =
    value instanceof Date ? value : new Date(isEpoch ? Number(value) : isText ? value : Number.NaN);
  const year = date.getUTCFullYear();
  if (Number.isNaN(date.getTime()) || year < 1 || year > 9999) {
    throw fault(
      'A DateTime is an RFC 3339 instant such as "2026-11-27T08:00:00Z", or milliseconds since 1970.',
    );
  }
  return date;
}

/** Instants: `Date` inside, RFC 3339 in UTC outside; milliseconds since 1970 are understood too. */
export const DateTime = scalar<Date>({
  name: 'DateTime',
  description:
    'RFC 3339 instant in UTC, with milliseconds. Input also takes milliseconds since 1970 as Int or String.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  parse: instant,
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
});

/** Where a client stands in the log of changes. */
export const SyncToken = scalar<string>({
  name: 'SyncToken',
  description: 'Opaque: where a client stands in the log of changes. Kept and given back as it is.',
  specifiedByURL: null,
  parse: (value) => {
    if (typeof value === 'string' && value.length <= 64) return value;
    throw fault('A SyncToken is the text that a batch of changes gave.');
  },
});

/** Days of the calendar as text, inside and outside. */
export const CalendarDate = scalar<string>({
  name: 'Date',
  description: 'A day of the calendar, YYYY-MM-DD (RFC 3339 full-date), without time zone.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  parse: (value) => {
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value)) return value;
    throw fault('A Date is a day of the calendar such as "2026-11-27".');
  },
  serialize: String,
});

// ISO 8601-1:2019 section 5.5.2, without years and months, whose length depends on when they start.
const isoDuration =
  /^P(?!$)(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?!$)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;
const unitMs = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

/** Milliseconds of a checked duration. */
export function durationMs(duration: string): number {
  const parts = isoDuration.exec(duration)?.slice(1) ?? [];
  return parts.reduce((sum, part, i) => sum + Number(part ?? 0) * (unitMs[i] ?? 0), 0);
}

/** A length of time as a duration of whole seconds, in days, hours, minutes and seconds; never negative. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  const clock: [number, string][] = [
    [Math.floor(seconds / 3600) % 24, 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ];
  const time = clock.map(([n, unit]) => (n === 0 ? '' : `${n}${unit}`)).join('');
  if (days === 0 && time === '') return 'PT0S';
  return `P${days === 0 ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}

/** ISO 8601 durations, kept as text; see `durationMs`. */
export const Duration = scalar<string>({
  name: 'Duration',
  description: 'ISO 8601 duration of weeks, days, hours, minutes and seconds, e.g. PT15M, P7D.',
  specifiedByURL: null,
  parse: (value) => {
    if (typeof value === 'string' && isoDuration.test(value)) return value;
    throw fault(
      'A Duration is ISO 8601 text of weeks, days, hours, minutes and seconds, such as "P7D" or "PT15M".',
    );
  },
});

/** BCP 47 tags in their canonical spelling. */
export const LanguageTag = scalar<string>({
  name: 'LanguageTag',
  description: 'BCP 47 language tag, e.g. id, en-GB.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc5646',
  parse: (value) => {
    try {
      const [tag] = typeof value === 'string' ? Intl.getCanonicalLocales(value) : [];
      if (tag !== undefined) return tag;
    } catch {
      // A RangeError says no more than the sentence below.
    }
    throw fault('A LanguageTag is a BCP 47 tag such as "id" or "en-GB".');
  },
});

/** ISO 3166-1 codes, upper case. */
export const CountryCode = scalar<string>({
  name: 'CountryCode',
  description: 'ISO 3166-1 alpha-2 country code, e.g. ID.',
  specifiedByURL: null,
  parse: (value) => {
    if (typeof value === 'string' && /^[A-Za-z]{2}$/.test(value)) return value.toUpperCase();
    throw fault('A CountryCode is two letters of ISO 3166-1, such as "ID".');
  },
});

/** Absolute web addresses, as given. */
export const Url = scalar<string>({
  name: 'URL',
  description: 'Absolute http or https URL.',
  specifiedByURL: 'https://url.spec.whatwg.org/',
  parse: (value) => {
    if (typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)) return value;
    throw fault('A URL is absolute and starts with http:// or https://.');
  },
});

/** IPTC Media Topic codes, lower case prefix. */
export const MediaTopicCode = scalar<string>({
  name: 'MediaTopicCode',
  description: 'IPTC Media Topic code as a QCode, e.g. medtop:15000000 (sport).',
  specifiedByURL: 'http://cv.iptc.org/newscodes/mediatopic/',
  parse: (value) => {
    if (typeof value === 'string' && /^medtop:\d{8}$/i.test(value)) return value.toLowerCase();
    throw fault('A MediaTopicCode is "medtop:" and eight digits, such as "medtop:15000000".');
  },
});

/** Wikidata item ids, upper case Q. */
export const WikidataId = scalar<string>({
  name: 'WikidataId',
  description: 'Wikidata item id, e.g. Q7747 (Vladimir Putin).',
  specifiedByURL: 'https://www.wikidata.org/wiki/Wikidata:Identifiers',
  parse: (value) => {
    if (typeof value === 'string' && /^[Qq][1-9]\d{0,15}$/.test(value)) return value.toUpperCase();
    throw fault('A WikidataId is the letter Q and a number, such as "Q7747".');
  },
});
