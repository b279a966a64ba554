/**
 * Which articles stand on a page: statements that give `(parent, id, k)`, the serial key of each article, its sort key,
 * and the parent it stands under. store/articles.ts joins the articles themselves. A list is driven by the table whose
 * index gives its order: articles for sources and stories, mentions for entities; searchKeys.ts has the lists that words
 * drive.
 */
import { type SQL, sql } from 'drizzle-orm';
import { type ArticleScope, mentionsOneOf, rowConditions, scopeConditions } from './filter.ts';
import { all, array, countCap, keysetConditions, keysetOrder, type Page, type Sort } from './keyset.ts';

export type ArticleOrderField = 'RELEVANCE' | 'DATE' | 'FIRST_SEEN' | 'WORD_COUNT';

export interface ArticleOrder {
  field: ArticleOrderField;
  descending: boolean;
}

/** What shapes a list of articles, its page apart. */
export interface ArticleList {
  scope: ArticleScope | null;
  order: ArticleOrder;
}

/** Parents that hold articles. `placeTree` is a place with all it contains; `original` an article that others copied. */
export type ArticleParent = 'source' | 'story' | 'author' | 'entity' | 'placeTree' | 'original';

const parentConditions: Record<Exclude<ArticleParent, 'entity' | 'placeTree'>, SQL> = {
  source: sql`a.source_id = p.id`,
  story: sql`a.story_id = p.id`,
  author: sql`a.source_id = (select source_id from authors where id = p.id) and p.id = any(a.author_ids)`,
  original: sql`a.id in (select article_id from copies where original_id = p.id)`,
};

/** The order of a list on `articles a`, or on mentions or search rows where they carry the date. */
function sortOf(order: ArticleOrder, date: SQL, id: SQL): Sort {
  const { descending } = order;
  if (order.field === 'FIRST_SEEN') return { key: sql`a.first_seen_at`, id, type: 'instant', descending };
  if (order.field === 'WORD_COUNT') return { key: sql`a.word_count`, id, type: 'integer', descending };
  return { key: date, id, type: 'instant', descending };
}

/** Type of the sort key of an order, for cursors. */
export function keyTypeOf(order: ArticleOrder): Sort['type'] {
  if (order.field === 'RELEVANCE') return 'float';
  return order.field === 'WORD_COUNT' ? 'integer' : 'instant';
}

const placed: Sort = { key: sql`y.k`, id: sql`y.id`, type: 'instant', descending: true };

/** The pairs (parent, entity) whose mentions fill a list: an entity itself, or a place and all it contains. */
function pairsOf(parent: 'entity' | 'placeTree', ids: SQL): SQL {
  const seeds = sql`select id, id from unnest(${ids}::bigint[]) as p(id)`;
  if (parent === 'entity') return seeds;
  return sql`${seeds} union select t.parent, c.entity_id from places c join pairs t on c.parent_id = t.entity`;
}

/** Mentions `m` with the article joined only where a condition or the order reads it. */
function mentionsTable(list: ArticleList, conditions: readonly SQL[]): SQL {
  const bare = conditions.length === 0 && (list.order.field === 'DATE' || list.order.field === 'RELEVANCE');
  return bare ? sql`mentions m` : sql`mentions m join articles a on a.id = m.article_id`;
}

function entityKeys(pairs: SQL, list: ArticleList, conditions: SQL[], page: Page, limit: SQL): SQL {
  const sort = sortOf(list.order, sql`m.published_at`, sql`m.article_id`);
  const outer = { ...placed, descending: sort.descending };
  const where = all([sql`m.entity_id = e.entity`, ...conditions, ...keysetConditions(sort, page)]);
  // Each entity gives its first rows and the list's first rows are among them: no entity is read to its end.
  return sql`with recursive pairs(parent, entity) as (${pairs})
    select p.parent, x.id, x.k from (select distinct parent from pairs) p cross join lateral (
      select y.id, y.k from pairs e cross join lateral (
        select ${sort.id} as id, ${sort.key} as k from ${mentionsTable(list, conditions)}
        where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${limit}
      ) y where e.parent = p.parent group by y.id, y.k
      order by ${keysetOrder(outer, page.backwards)} limit ${limit}
    ) x`;
}

/** Keys of the articles under each parent of `ids`. */
export function keysUnder(parent: ArticleParent, ids: SQL, list: ArticleList, page: Page, limit: SQL): SQL {
  const conditions = list.scope ? scopeConditions(list.scope) : [];
  if (parent === 'entity' || parent === 'placeTree') {
    return entityKeys(pairsOf(parent, ids), list, conditions, page, limit);
  }
  const sort = sortOf(list.order, sql`a.sort_date`, sql`a.id`);
  const where = all([parentConditions[parent], ...conditions, ...keysetConditions(sort, page)]);
  return sql`select p.id as parent, x.id, x.k from unnest(${ids}::bigint[]) as p(id) cross join lateral (
      select a.id, ${sort.key} as k from articles a
      where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${limit}
    ) x`;
}

/** A set with more entities than this drives no list: each of them is asked for a page, most of which are thrown away. */
const mostDriving = 1000;

/** The mention set to drive a root list by, the smallest, and the remaining conditions. */
function driverOf(scope: ArticleScope): { set: number[]; conditions: SQL[] } | null {
  const [set, ...others] = [...scope.mentionSets].sort((a, b) => a.length - b.length);
  if (!set || set.length > mostDriving) return null;
  return { set, conditions: [...rowConditions(scope), ...others.map(mentionsOneOf)] };
}

/** Keys of a list over all articles; the parent is 0. */
export function keysOfAll(list: ArticleList, page: Page): SQL {
  const limit = sql`${page.limit + 1}::integer`;
  const driver = list.scope && driverOf(list.scope);
  if (driver) {
    const pairs = sql`select 0::bigint, e.id from unnest(${array(driver.set, 'bigint')}) as e(id)`;
    return entityKeys(pairs, list, driver.conditions, page, limit);
  }
  const sort = sortOf(list.order, sql`a.sort_date`, sql`a.id`);
  const where = all([...(list.scope ? scopeConditions(list.scope) : []), ...keysetConditions(sort, page)]);
  return sql`select 0::bigint as parent, a.id, ${sort.key} as k from articles a
    where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${limit}`;
}

/** How many articles stand under each parent, counted to `countCap`: rows `(parent, n)`. */
export function countsUnder(parent: ArticleParent, ids: SQL, scope: ArticleScope | null): SQL {
  const conditions = scope ? scopeConditions(scope) : [];
  const cap = sql.raw(String(countCap));
  if (parent === 'entity' || parent === 'placeTree') {
    const table =
      conditions.length === 0 ? sql`mentions m` : sql`mentions m join articles a on a.id = m.article_id`;
    const where = all([sql`m.entity_id = e.entity`, ...conditions]);
    return sql`with recursive pairs(parent, entity) as (${pairsOf(parent, ids)})
      select p.parent::float8 as parent, c.n from (select distinct parent from pairs) p cross join lateral (
        select count(*)::integer as n from (
          select distinct m.article_id from pairs e cross join lateral (
            select m.article_id from ${table} where ${where} limit ${cap}) m
          where e.parent = p.parent limit ${cap}) x
      ) c`;
  }
  return sql`select p.id::float8 as parent, c.n from unnest(${ids}::bigint[]) as p(id) cross join lateral (
      select count(*)::integer as n from (
        select 1 from articles a where ${all([parentConditions[parent], ...conditions])} limit ${cap}) x
    ) c`;
}

/** How many articles a root list holds, counted to `countCap`: one row `(n)`. */
export function countOfAll({ scope }: ArticleList): SQL {
  const cap = sql.raw(String(countCap));
  return sql`select count(*)::integer as n from (
    select 1 from articles a where ${all(scope ? scopeConditions(scope) : [])} limit ${cap}) x`;
}
