/** Lists of a source's by-lines. */
import { sql } from 'drizzle-orm';
import type { Database } from './db.ts';
import {
  all,
  array,
  countUnder,
  keysetConditions,
  keysetOrder,
  type Page,
  type Placed,
  type Sort,
} from './keyset.ts';
import type { AuthorRow } from './sources.ts';
import { authors } from './tables.ts';

export type PlacedAuthor = AuthorRow & Placed;

const byName: Sort = { key: sql`u.name`, id: sql`u.id`, type: 'text', descending: false };

/** One page of the authors of each source, by name; one statement for all sources. */
export async function authorsOfSources(
  database: Database,
  ids: readonly number[],
  page: Page,
): Promise<PlacedAuthor[]> {
  const direction = sql.raw(page.backwards ? 'desc' : 'asc');
  const keys = sql`select p.id as parent, x.id from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
      select u.id from authors u where ${all([sql`u.source_id = p.id`, ...keysetConditions(byName, page)])}
      order by ${keysetOrder(byName, page.backwards)} limit ${page.limit + 1}::integer
    ) x`;
  return await database.db
    .select({
      ...{ id: authors.publicId, rowId: authors.id, name: authors.name, sourceId: authors.sourceId },
      parent: sql<number>`k.parent::float8`,
      sortKey: sql<string>`${authors.name}`.as('sort_key'),
    })
    .from(authors)
    .innerJoin(sql`(${keys}) k`, sql`k.id = ${authors.id}`)
    .orderBy(sql`k.parent, ${authors.name} ${direction}, ${authors.id} ${direction}`);
}

/** How many authors each source has, counted to `countCap`. */
export function countAuthorsOfSources(
  database: Database,
  ids: readonly number[],
): Promise<{ parent: number; n: number }[]> {
  return countUnder(database, ids, sql`authors u where u.source_id = p.id`);
}
