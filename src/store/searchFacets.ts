/** What articles of a list have in common: how many there are by source, language, person, day and so on. */
import { type SQL, sql } from 'drizzle-orm';
import { type ArticleParent, keysOfAll, keysUnder } from './articleKeys.ts';
import type { ArticleList } from './articleSort.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { idsOfSearch } from './searchKeys.ts';
import { rankedMatches } from './searchMatches.ts';
import type { Search } from './searchNames.ts';
import { widerTopics } from './topics.ts';

/** How a field is counted: articles by a key first, so that what a key stands for is looked up once. */
interface Facet {
  /** Rows `(parent, key)` from the articles `a`, one for each article and key. */
  keys: SQL;
  /** Rows `(parent, value, n)` from the counted keys `k`. */
  values: SQL;
}

const plain = sql`select k.parent, k.key::text as value, k.n from k`;

/** What `value` of a bucket holds: serial keys for sources, authors and entities. */
const facets = {
  SOURCE: { keys: sql`select a.parent, a.source_id as key from a`, values: plain },
  SOURCE_COUNTRY: {
    keys: sql`select a.parent, a.source_id as key from a`,
    values: sql`select k.parent, s.country as value, k.n from k join sources s on s.id = k.key where s.country is not null`,
  },
  LANGUAGE: { keys: sql`select a.parent, a.language as key from a`, values: plain },
  PERSON: entities('person_ids'),
  ORGANIZATION: entities('organization_ids'),
  PLACE: entities('place_ids'),
  AUTHOR: { keys: listed('author_ids'), values: plain },
  /** Each topic, and what is wider: as many as the filter on it lets through. */
  MEDIA_TOPIC: {
    keys: listed('topic_codes'),
    values: sql`select k.parent, w.wide as value, k.n from k join ${widerTopics} on w.code = k.key`,
  },
  GENRE: { keys: sql`select a.parent, a.genre as key from a`, values: plain },
  DAY: moments(86_400, 'YYYY-MM-DD'),
  HOUR: moments(3_600, 'YYYY-MM-DD"T"HH24:00:00"Z"'),
} satisfies Record<string, Facet>;

function listed(column: string): SQL {
  return sql`select a.parent, x.key from a cross join lateral unnest(a.${sql.raw(column)}) as x(key)`;
}

/** An entity that was merged away counts for the survivor. */
function entities(column: string): Facet {
  return {
    keys: listed(column),
    values: sql`select k.parent, coalesce(e.merged_into_id, e.id)::text as value, k.n
      from k join entities e on e.id = k.key where e.suppressed_at is null`,
  };
}

function moments(seconds: number, format: string): Facet {
  const length = sql.raw(String(seconds));
  return {
    keys: sql`select a.parent, floor(date_part('epoch', a.sort_date) / ${length}) as key from a`,
    values: sql`select k.parent, k.n,
        to_char(to_timestamp(k.key * ${length}) at time zone 'UTC', ${sql.raw(`'${format}'`)}) as value from k`,
  };
}

export type FacetField = keyof typeof facets;

/** Days and hours come newest first, everything else most frequent first. */
const isMoment = (field: FacetField): boolean => field === 'DAY' || field === 'HOUR';

/** Only this many of a list's newest articles are counted. */
export const mostCounted = 10_000;

/** A list of articles: at the root with or without a search, or under a parent. */
export interface Counted {
  list: ArticleList;
  search: Search | null;
  parent: ArticleParent | null;
  /** Serial key of the parent, 0 at the root. */
  rowId: number;
}

/** The same lists under several parents. */
export type Lists = Omit<Counted, 'rowId'>;

export interface FacetBucket {
  value: string;
  count: number;
}

export interface FacetRows {
  buckets: FacetBucket[];
  /** Sum over the values that have no bucket. */
  otherCount: number;
  /** False when the list is longer than what was counted. */
  exact: boolean;
}

/** The newest articles of a list, one more than are counted: rows `(parent, id)`. */
function articlesOf({ list, search, parent }: Lists, ids: readonly number[]): SQL {
  const page = { limit: mostCounted, backwards: false, after: null, before: null };
  if (search) return idsOfSearch(search, list, mostCounted + 1);
  const byDate: ArticleList = { ...list, order: { field: 'DATE', descending: true } };
  if (parent === null) return keysOfAll(byDate, page);
  return keysUnder(parent, array(ids, 'bigint'), byDate, page, sql`${mostCounted + 1}::integer`);
}

interface Row {
  parent: number;
  field: FacetField;
  value: string | null;
  count: number;
  others: number;
  total: number;
}

function counted(field: FacetField, size: number): SQL {
  const order = isMoment(field) ? sql`value desc` : sql`sum(n) desc, value`;
  const { keys, values } = facets[field];
  return sql`select parent, ${field}::text as field, value, n as count, place,
      coalesce(sum(n) filter (where place > ${size}::integer) over (partition by parent), 0) as others
    from (select parent, value, sum(n) as n, row_number() over (partition by parent order by ${order}) as place
      from (with k as (select parent, key, count(*) as n from (${keys}) x group by parent, key) ${values}) v
      group by parent, value) b`;
}

/**
 * Facets of a list under each parent (the parent of a root list is 0), `size` buckets each, in one statement whatever
 * the number of parents and fields. Counted are the newest `mostCounted`; by RELEVANCE those that are ranked.
 */
export async function facetsOf(
  database: Database,
  lists: Lists,
  ids: readonly number[],
  { fields, size }: { fields: readonly FacetField[]; size: number },
): Promise<Map<number, Map<FacetField, FacetRows>>> {
  const parts = fields.map(
    (field) => sql`(select * from (${counted(field, size)}) f where place <= ${size}::integer)`,
  );
  // `lateral … offset 0` looks articles up one by one; a plain join has PostgreSQL read all there are for a tenth of them.
  const found = await rows<Row>(
    database,
    sql`with found as materialized (${articlesOf(lists, ids)}),
      a as materialized (
        select m.parent, a.source_id, a.language, a.genre, a.sort_date, a.person_ids, a.organization_ids, a.place_ids,
          a.author_ids, a.topic_codes
        from (select parent, id, row_number() over (partition by parent) as place from found) m
          cross join lateral (select * from articles where id = m.id offset 0) a
        where m.place <= ${mostCounted}::integer),
      totals as (select parent, count(*) as total from found group by parent)
      select t.parent::float8 as parent, f.field, f.value, f.count::float8 as count, f.others::float8 as others, t.total::float8 as total
      from totals t join (${sql.join(parts, sql` union all `)}) f on f.parent = t.parent
      order by t.parent, f.field, f.place`,
  );
  const isRanked = lists.search !== null && lists.list.order.field === 'RELEVANCE';
  const most = isRanked ? rankedMatches - 1 : mostCounted;
  const empty = (): FacetRows => ({ buckets: [], otherCount: 0, exact: true });
  const made = new Map(ids.map((id) => [id, new Map(fields.map((field) => [field, empty()]))]));
  for (const { parent, field, value, count, others, total } of found) {
    const facet = made.get(parent)?.get(field);
    if (!facet || value === null) continue;
    facet.buckets.push({ value, count });
    facet.otherCount = others;
    facet.exact = total <= most;
  }
  return made;
}
