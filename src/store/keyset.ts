/**
 * Keyset pagination: a page is what follows a place in the sort order, so its cost does not grow with its distance from
 * the start and rows that arrive meanwhile neither repeat nor hide others (M. Winand, "We need tool support for keyset
 * pagination", https://use-the-index-luke.com/no-offset).
 */
import { type SQL, sql } from 'drizzle-orm';
import type { KeyType, Position } from '../base/cursor.ts';
import { type Database, rows } from './db.ts';

export type { KeyType, Position };

/** One page: `limit` rows after `after` and before `before`; the last such rows instead of the first when `backwards`. */
export interface Page {
  limit: number;
  backwards: boolean;
  after: Position | null;
  before: Position | null;
}

/** The order of a list; `id` settles ties in the same direction as `key`. Neither may be null in the database. */
export interface Sort {
  key: SQL;
  id: SQL;
  type: KeyType;
  descending: boolean;
}

/** Counts stop here: a list with more rows is reported as "at least" one less. */
export const countCap = 1001;

/** An array parameter. A plain JavaScript array in a template would become one parameter per element. */
export const array = (values: readonly (string | number)[], type: 'bigint' | 'text' | 'integer'): SQL =>
  sql`${sql.param(values)}::${sql.raw(type)}[]`;

const sqlTypes: Record<KeyType, SQL> = {
  instant: sql.raw('timestamptz'),
  integer: sql.raw('bigint'),
  float: sql.raw('float8'),
  text: sql.raw('text'),
};

function keyParameter(position: Position, type: KeyType): SQL {
  const value = type === 'instant' ? new Date(Number(position.key)).toISOString() : position.key;
  return sql`(${value}::${sqlTypes[type]}, ${position.id}::bigint)`;
}

/** Conditions that hold inside the page's borders; none for a first page. */
export function keysetConditions(sort: Sort, page: Page): SQL[] {
  const [behind, ahead] = sort.descending ? [sql.raw('<'), sql.raw('>')] : [sql.raw('>'), sql.raw('<')];
  const row = sql`(${sort.key}, ${sort.id})`;
  const conditions: SQL[] = [];
  if (page.after) conditions.push(sql`${row} ${behind} ${keyParameter(page.after, sort.type)}`);
  if (page.before) conditions.push(sql`${row} ${ahead} ${keyParameter(page.before, sort.type)}`);
  return conditions;
}

/** The ORDER BY list; turned round for a page taken from the end. */
export function keysetOrder(sort: Sort, backwards: boolean): SQL {
  const direction = sql.raw(sort.descending === backwards ? 'asc' : 'desc');
  return sql`${sort.key} ${direction}, ${sort.id} ${direction}`;
}

/** A sort key as it travels in a cursor: instants as milliseconds since 1970. */
export function cursorKey(key: SQL, type: KeyType): SQL<string | number> {
  if (type === 'instant') return sql<number>`(extract(epoch from ${key}) * 1000)::float8`;
  return type === 'text' ? sql<string>`${key}` : sql<number>`${key}::float8`;
}

/** All conditions joined by AND; `true` when there are none. */
export function all(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
}

/** How many rows of a table meet the conditions, counted to `countCap`. */
export async function countCapped(
  database: Database,
  table: SQL,
  conditions: readonly SQL[],
): Promise<number> {
  const [row] = await rows<{ n: number }>(
    database,
    sql`select count(*)::integer as n from (
      select 1 from ${table} where ${all(conditions)} limit ${sql.raw(String(countCap))}) x`,
  );
  return row?.n ?? 0;
}

/**
 * How many rows stand under each parent, counted to `countCap`; one statement for all parents (serial keys).
 * @param from what follows `from`: a table with its conditions, in which `p.id` is the parent
 */
export function countUnder(
  database: Database,
  ids: readonly number[],
  from: SQL,
): Promise<{ parent: number; n: number }[]> {
  return rows(
    database,
    sql`select p.id::float8 as parent, c.n from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
      select count(*)::integer as n from (
        select 1 from ${from} limit ${sql.raw(String(countCap))}) x
    ) c`,
  );
}

/** A row of a page: where it stands, and under which parent (0 at the root). */
export interface Placed {
  parent: number;
  rowId: number;
  sortKey: string | number;
}

/** Text that PostgreSQL can hold: the NUL character, which it cannot, never occurs in an id, name or address of ours. */
export const withoutNul = (values: readonly string[]): string[] => values.filter((v) => !v.includes('\0'));
