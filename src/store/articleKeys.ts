/**
 * Which articles stand on a page: statements that give `(parent, id, k)`, the serial key of each article, its sort key,
 * and the parent it stands under. store/articles.ts joins the articles themselves. A list is driven by the table whose
 * index gives its order: articles for sources and stories, mentions for entities; searchKeys.ts has the lists that words
 * drive.
 */
import { type SQL, sql } from 'drizzle-orm';
import { kmTo } from './area.ts';
import { conditionsBeside, mentionConditions, scopeConditions } from './articleConditions.ts';
import { type ArticleList, articlesThemselves, mentionsOfEntity, sortOf } from './articleSort.ts';
import type { ArticleScope, MentionSet } from './filter.ts';
import { all, array, countCap, keysetConditions, keysetOrder, type Page, type Sort } from './keyset.ts';

/** Parents that hold articles. `placeTree` is a place with all it contains; `original` an article that others copied. */
export type ArticleParent = 'source' | 'story' | 'author' | 'entity' | 'placeTree' | 'original';

/** The articles of a parent `p` of lists that articles drive. */
const parentConditions: Record<Exclude<ArticleParent, 'entity' | 'placeTree'>, SQL> = {
  source: sql`a.source_id = p.id`,
  story: sql`a.story_id = p.id`,
  author: sql`a.source_id = (select source_id from authors where id = p.id) and p.id = any(a.author_ids)`,
  original: sql`a.id in (select article_id from copies where original_id = p.id)`,
};

const placed: Sort = { key: sql`y.k`, id: sql`y.id`, type: 'instant', descending: true };

/** The pairs (parent, entity) whose mentions fill a list: an entity itself, or a place and all it contains. */
function pairsOf(parent: 'entity' | 'placeTree', ids: SQL): SQL {
  const seeds = sql`select id, id from unnest(${ids}::bigint[]) as p(id)`;
  if (parent === 'entity') return seeds;
  return sql`${seeds} union select t.parent, c.entity_id from places c join pairs t on c.parent_id = t.entity`;
}

/** The articles of the parent of a pair `e`, as a condition on any article `a`. */
const isUnderPair = sql`exists (select 1 from mentions x join pairs f on f.entity = x.entity_id
  where x.article_id = a.id and f.parent = e.parent)`;

/** Mentions that fill a list. */
interface Walk {
  /** Rows (parent, entity). */
  pairs: SQL;
  /** Conditions on `mentions m`. */
  onMention: SQL[];
  /** Conditions on `articles a`. */
  onArticle: SQL[];
}

const walkUnder = (parent: 'entity' | 'placeTree', ids: SQL, scope: ArticleScope | null): Walk => ({
  pairs: pairsOf(parent, ids),
  onMention: [],
  onArticle: scopeConditions(scope, [isUnderPair]),
});

/** Mentions `m` of the entity of a pair `e`, with the article joined only where a condition or the order reads it. */
function mentionsOf({ onMention, onArticle }: Walk, join: SQL | null, more: readonly SQL[] = []): SQL {
  const isBare = onArticle.length === 0 && join === null;
  const table = isBare
    ? sql`mentions m`
    : sql`mentions m join articles a on a.id = m.article_id ${join ?? sql``}`;
  return sql`${table} where ${all([sql`m.entity_id = e.entity`, ...onMention, ...onArticle, ...more])}`;
}

/** Each entity gives its first rows and the list's first rows are among them: no entity is read to its end. */
function mentionKeys(walk: Walk, list: ArticleList, page: Page, limit: SQL): SQL {
  const sort = sortOf(list, mentionsOfEntity);
  const outer = { ...placed, descending: sort.descending };
  const found = mentionsOf(walk, sort.join, keysetConditions(sort, page));
  return sql`with recursive pairs(parent, entity) as (${walk.pairs})
    select p.parent, x.id, x.k from (select distinct parent from pairs) p cross join lateral (
      select y.id, y.k from pairs e cross join lateral (
        select ${sort.id} as id, ${sort.key} as k from ${found}
        order by ${keysetOrder(sort, page.backwards)} limit ${limit}
      ) y where e.parent = p.parent group by y.id, y.k
      order by ${keysetOrder(outer, page.backwards)} limit ${limit}
    ) x`;
}

/** What an article is sorted by where several of the entities that are walked give it a key. */
interface Best {
  /** The key by one mention `m` of the entity of a pair `e`. */
  each: SQL;
  of: 'min' | 'max';
}

const mostSalient: Best = { each: sql`m.salience::float8`, of: 'max' };

/** By the best of several keys, which only all mentions tell. */
function bestKeys(walk: Walk, best: Best, list: ArticleList, page: Page, limit: SQL): SQL {
  const sort: Sort = { ...placed, type: 'float', descending: list.order.descending };
  return sql`with recursive pairs(parent, entity) as (${walk.pairs})
    select p.parent, x.id, x.k from (select distinct parent from pairs) p cross join lateral (
      select y.id, y.k from (
        select z.id, ${sql.raw(best.of)}(z.k) as k from pairs e cross join lateral (
          select m.article_id as id, ${best.each} as k from ${mentionsOf(walk, null)}) z
        where e.parent = p.parent group by z.id) y
      where ${all(keysetConditions(sort, page))} order by ${keysetOrder(sort, page.backwards)} limit ${limit}
    ) x`;
}

/** Keys of the articles under each parent of `ids`. */
export function keysUnder(parent: ArticleParent, ids: SQL, list: ArticleList, page: Page, limit: SQL): SQL {
  if (parent === 'entity' || parent === 'placeTree') {
    const walk = walkUnder(parent, ids, list.scope);
    const isTree = parent === 'placeTree' && list.order.field === 'SALIENCE';
    return isTree ? bestKeys(walk, mostSalient, list, page, limit) : mentionKeys(walk, list, page, limit);
  }
  const inParent = parentConditions[parent];
  const sort = sortOf(list, articlesThemselves);
  const conditions = [inParent, ...scopeConditions(list.scope, [inParent]), ...keysetConditions(sort, page)];
  return sql`select p.id as parent, x.id, x.k from unnest(${ids}::bigint[]) as p(id) cross join lateral (
      select a.id, ${sort.key} as k from articles a ${sort.join ?? sql``}
      where ${all(conditions)} order by ${keysetOrder(sort, page.backwards)} limit ${limit}
    ) x`;
}

/** A set with more entities than this drives no list: each of them is asked for a page, most of which are thrown away. */
const mostDriving = 1000;

/** The mention set to drive a root list by: the one that the order is about, else the smallest. */
function driverOf({ mentionSets, salientId, near }: ArticleScope, { order }: ArticleList): MentionSet | null {
  if (order.field === 'DISTANCE' && near) return near.places;
  const isSalient = ({ ids }: MentionSet) => ids.length === 1 && ids[0] === salientId;
  const bySize = [...mentionSets].sort((a, b) => a.ids.length - b.ids.length);
  const [set] = order.field === 'SALIENCE' ? bySize.filter(isSalient) : bySize;
  return set && set.ids.length <= mostDriving ? set : null;
}

/** Keys of a list over all articles; the parent is 0. */
export function keysOfAll(list: ArticleList, page: Page): SQL {
  const { scope } = list;
  const limit = sql`${page.limit + 1}::integer`;
  const driver = scope && driverOf(scope, list);
  if (scope && driver) {
    const pairs = sql`select 0::bigint, e.id from unnest(${array(driver.ids, 'bigint')}) as e(id)`;
    const onMention = mentionConditions(driver, 'm');
    const walk = { pairs, onMention, onArticle: conditionsBeside(scope, driver) };
    if (list.order.field !== 'DISTANCE' || !scope.near) return mentionKeys(walk, list, page, limit);
    const nearest: Best = { each: kmTo(scope.near.circle, sql`e.entity`), of: 'min' };
    return bestKeys(walk, nearest, list, page, limit);
  }
  const sort = sortOf(list, articlesThemselves);
  const where = all([...scopeConditions(scope), ...keysetConditions(sort, page)]);
  return sql`select 0::bigint as parent, a.id, ${sort.key} as k from articles a ${sort.join ?? sql``}
    where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${limit}`;
}

/**
 * All articles under each parent, in no order: rows `(parent, id, at)`, the parent's key, the article's, and its date.
 * @param more conditions on `articles a`, which do not decide which of several copies stands for them
 */
export function membersUnder(
  parent: ArticleParent,
  ids: SQL,
  scope: ArticleScope | null,
  more: readonly SQL[] = [],
): SQL {
  if (parent === 'entity' || parent === 'placeTree') {
    const walk = walkUnder(parent, ids, scope);
    const found = mentionsOf({ ...walk, onArticle: [...walk.onArticle, ...more] }, null);
    return sql`with recursive pairs(parent, entity) as (${walk.pairs})
      select distinct e.parent, z.id, z.at from pairs e cross join lateral (
        select m.article_id as id, m.published_at as at from ${found}) z`;
  }
  const inParent = parentConditions[parent];
  const conditions = [inParent, ...scopeConditions(scope, [inParent]), ...more];
  return sql`select p.id as parent, x.id, x.at from unnest(${ids}::bigint[]) as p(id) cross join lateral (
    select a.id, a.sort_date as at from articles a where ${all(conditions)} offset 0) x`;
}

/** The same of all articles; the parent is 0. */
export function membersOfAll(scope: ArticleScope | null, more: readonly SQL[] = []): SQL {
  return sql`select 0::bigint as parent, a.id, a.sort_date as at from articles a
    where ${all([...scopeConditions(scope), ...more])}`;
}

/** How many articles stand under each parent, counted to `countCap`: rows `(parent, n)`. */
export function countsUnder(parent: ArticleParent, ids: SQL, scope: ArticleScope | null): SQL {
  const cap = sql.raw(String(countCap));
  if (parent === 'entity' || parent === 'placeTree') {
    const walk = walkUnder(parent, ids, scope);
    return sql`with recursive pairs(parent, entity) as (${walk.pairs})
      select p.parent::float8 as parent, c.n from (select distinct parent from pairs) p cross join lateral (
        select count(*)::integer as n from (
          select distinct m.article_id from pairs e cross join lateral (
            select m.article_id from ${mentionsOf(walk, null)} limit ${cap}) m
          where e.parent = p.parent limit ${cap}) x
      ) c`;
  }
  const inParent = parentConditions[parent];
  const conditions = [inParent, ...scopeConditions(scope, [inParent])];
  return sql`select p.id::float8 as parent, c.n from unnest(${ids}::bigint[]) as p(id) cross join lateral (
      select count(*)::integer as n from (
        select 1 from articles a where ${all(conditions)} limit ${cap}) x
    ) c`;
}

/** How many articles a root list holds, counted to `countCap`: one row `(n)`. */
export function countOfAll({ scope }: ArticleList): SQL {
  const cap = sql.raw(String(countCap));
  return sql`select count(*)::integer as n from (
    select 1 from articles a where ${all(scopeConditions(scope))} limit ${cap}) x`;
}
