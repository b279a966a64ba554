/** What articles of a list have in common: how many there are by source, language, person, day and so on. */
import { type SQL, sql } from 'drizzle-orm';
import { type ArticleList, type ArticleParent, keysOfAll, keysUnder } from './articleKeys.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { idsOfSearch } from './searchKeys.ts';
import { rankedMatches } from './searchMatches.ts';
import type { Search } from './searchNames.ts';

/** What `value` of a bucket holds: serial keys for sources, authors and entities. */
const values = {
  SOURCE: sql`select m.parent, a.source_id::text as value from m join articles a on a.id = m.id`,
  SOURCE_COUNTRY: sql`select m.parent, s.country as value from m join articles a on a.id = m.id
    join sources s on s.id = a.source_id where s.country is not null`,
  LANGUAGE: sql`select m.parent, a.language as value from m join articles a on a.id = m.id`,
  PERSON: listed('person_ids'),
  ORGANIZATION: listed('organization_ids'),
  PLACE: listed('place_ids'),
  AUTHOR: sql`select m.parent, x.id::text as value from m join articles a on a.id = m.id
    cross join lateral unnest(a.author_ids) as x(id)`,
  DAY: moment('YYYY-MM-DD'),
  HOUR: moment('YYYY-MM-DD"T"HH24:00:00"Z"'),
} satisfies Record<string, SQL>;

/** An entity that was merged away counts for the survivor. */
function listed(column: string): SQL {
  return sql`select m.parent, coalesce(e.merged_into_id, e.id)::text as value from m join articles a on a.id = m.id
    cross join lateral unnest(a.${sql.raw(column)}) as x(id) join entities e on e.id = x.id where e.suppressed_at is null`;
}

function moment(format: string): SQL {
  return sql`select m.parent, to_char(a.sort_date at time zone 'UTC', ${sql.raw(`'${format}'`)}) as value
    from m join articles a on a.id = m.id`;
}

export type FacetField = keyof typeof values;

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
type Lists = Omit<Counted, 'rowId'>;

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
  const order = isMoment(field) ? sql`value desc` : sql`count(*) desc, value`;
  return sql`select parent, ${field}::text as field, value, n as count, place,
      coalesce(sum(n) filter (where place > ${size}::integer) over (partition by parent), 0) as others
    from (select parent, value, count(*) as n, row_number() over (partition by parent order by ${order}) as place
      from (${values[field]}) v group by parent, value) b`;
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
  const found = await rows<Row>(
    database,
    sql`with found as materialized (${articlesOf(lists, ids)}),
      m as materialized (select parent, id from (
        select parent, id, row_number() over (partition by parent) as place from found) x where place <= ${mostCounted}::integer),
      totals as (select parent, count(*) as total from found group by parent)
      select t.parent::float8 as parent, f.field, f.value, f.count::float8 as count, f.others::float8 as others, t.total::float8 as total
      from totals t join (${sql.join(parts, sql` union all `)}) f on f.parent = t.parent
      order by t.parent, f.field, f.place`,
  );
  const isRanked = lists.search !== null && lists.list.order.field === 'RELEVANCE';
  const most = isRanked ? rankedMatches - 1 : mostCounted;
  const empty = (): FacetRows => ({ buckets: [], otherCount: 0, exact: true });
  const facets = new Map(ids.map((id) => [id, new Map(fields.map((field) => [field, empty()]))]));
  for (const { parent, field, value, count, others, total } of found) {
    const facet = facets.get(parent)?.get(field);
    if (!facet || value === null) continue;
    facet.buckets.push({ value, count });
    facet.otherCount = others;
    facet.exact = total <= most;
  }
  return facets;
}
