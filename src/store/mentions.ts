/** Reads of the mentions of articles. */
import { type SQL, sql } from 'drizzle-orm';
import type { EntityKind } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import { all, array, countUnder, keysetConditions, keysetOrder, type Page, type Sort } from './keyset.ts';

export interface MentionRow {
  /** Serial key of the article. */
  parent: number;
  /** Serial key of the entity, which settles ties in the order by salience. */
  rowId: number;
  sortKey: number;
  surfaceForms: string[];
  count: number;
  salience: number;
  inHeadline: boolean;
  confidence: number;
  /** Flattened [start, end, …] into the text, UTF-16. */
  spans: number[];
}

/** Conditions on the mentions of an article; null sets none. */
export interface MentionScope {
  kinds: EntityKind[] | null;
  minSalience: number | null;
}

// float8 and back is exact for a real, text and back is not: the cursor's key must compare equal.
const bySalience: Sort = {
  key: sql`m.salience::float8`,
  id: sql`m.entity_id`,
  type: 'float',
  descending: true,
};

function conditionsOf(scope: MentionScope): SQL[] {
  const conditions = [sql`m.article_id = p.id`];
  if (scope.kinds) conditions.push(sql`m.kind = any(${array(scope.kinds, 'text')})`);
  if (scope.minSalience !== null) conditions.push(sql`m.salience >= ${scope.minSalience}::real`);
  return conditions;
}

/** One page of the mentions of each article, most salient first; one statement for all articles. */
export function mentionsOfArticles(
  database: Database,
  ids: readonly number[],
  scope: MentionScope,
  page: Page,
): Promise<MentionRow[]> {
  const where = all([...conditionsOf(scope), ...keysetConditions(bySalience, page)]);
  return rows(
    database,
    sql`select p.id::float8 as parent, x.* from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
      select m.entity_id::float8 as "rowId", m.salience::float8 as "sortKey", m.surface_forms as "surfaceForms",
        m.count, m.salience, m.in_headline as "inHeadline", m.confidence, m.spans
      from mentions m where ${where}
      order by ${keysetOrder(bySalience, page.backwards)} limit ${page.limit + 1}::integer
    ) x order by p.id, x."sortKey" desc, x."rowId" desc`,
  );
}

/** How many mentions each article has, counted to `countCap`. */
export function countMentions(
  database: Database,
  ids: readonly number[],
  scope: MentionScope,
): Promise<{ parent: number; n: number }[]> {
  return countUnder(database, ids, sql`mentions m where ${all(conditionsOf(scope))}`);
}
