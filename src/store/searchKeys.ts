/**
 * Which articles a search finds: statements that give `(parent, id, k)` as those of articleKeys.ts do, the parent being 0,
 * and whether the article holds all words.
 */
import { type SQL, sql } from 'drizzle-orm';
import { type ArticleList, searchedArticles, sortOf } from './articleSort.ts';
import type { ArticleScope } from './filter.ts';
import { all, countCap, keysetConditions, keysetOrder, type Page, type Sort } from './keyset.ts';
import { rankQuery } from './searchMatch.ts';
import { askedOf, candidates, holdingAll, matchesByDate, rankedMatches } from './searchMatches.ts';
import type { Search } from './searchNames.ts';

/** What an article gains by holding all words, where any of them will do: as much as two weeks take. A choice. */
const holdsAllBonus = 4;

/** What a word counts in the text's stems, the headline's stems, the text and the headline (searchIndex.ts). A choice. */
const weights = sql.raw("'{0.05, 0.15, 0.4, 1}'");

/** Time in which the weight of a match halves: a week-old report needs twice the rank of today's. A choice, not a measurement. */
export const halfLifeSeconds = 7 * 86_400;

/**
 * Rank of the newest matches: cover density over the logarithm of the length (C. Clarke, G. Cormack, E. Tudhope,
 * "Relevance ranking for one to three term queries", 1999) times a weight that halves with age. The logarithm of that
 * product orders alike, and needs no "now": a cursor stays good tomorrow.
 */
function rankedKeys(search: Search, list: ArticleList, page: Page, limit: SQL): SQL {
  const asked = askedOf(search, list.scope);
  const words = rankQuery(search.node);
  const rank = words ? sql`greatest(ts_rank_cd(${weights}, m.vector, (select ${words}), 1), 1e-6)` : sql`1`;
  const decay = sql.raw((halfLifeSeconds / Math.LN2).toFixed(3));
  const bonus = asked.isRelaxable
    ? sql.raw(`+ case when m.holds_all then ${Math.log(holdsAllBonus).toFixed(6)} else 0 end`)
    : sql``;
  const sort: Sort = { key: sql`y.k`, id: sql`y.id`, type: 'float', descending: list.order.descending };
  return sql`${candidates(asked)} select 0::bigint as parent, y.id, y.k, y.holds_all from (
      select m.id, m.holds_all,
        ln((${rank})::float8) + extract(epoch from m.sort_date)::float8 / ${decay} ${bonus} as k
      from matched m
    ) y where ${all(keysetConditions(sort, page))}
    order by ${keysetOrder(sort, page.backwards)} limit ${limit}`;
}

/** Keys of one page of a search. In every order but RELEVANCE only articles that hold all words are found. */
export function keysOfSearch(search: Search, list: ArticleList, page: Page): SQL {
  const limit = sql`${page.limit + 1}::integer`;
  const { field } = list.order;
  if (field === 'RELEVANCE') return rankedKeys(search, list, page, limit);
  const asked = askedOf(search, list.scope);
  const sort = sortOf(list, searchedArticles);
  if (field === 'DATE') {
    return sql`select 0::bigint as parent, x.*, true as holds_all from (${matchesByDate(asked, sort, page, limit)}) x`;
  }
  const found = holdingAll(asked, { more: keysetConditions(sort, page), join: sort.join });
  return sql`with ${asked.table} select 0::bigint as parent, s.article_id as id, ${sort.key} as k, true as holds_all
    ${found} order by ${keysetOrder(sort, page.backwards)} limit ${limit}`;
}

/** The newest of what a search finds, `most` at most: rows `(parent, id)`. */
export function idsOfSearch(search: Search, list: ArticleList, most: number): SQL {
  const asked = askedOf(search, list.scope);
  const limit = sql.raw(String(most));
  if (list.order.field === 'RELEVANCE') {
    return sql`${candidates(asked)} select 0::bigint as parent, id from matched order by sort_date desc limit ${limit}`;
  }
  if (!asked.isIndexed) {
    return sql`with ${asked.table} select 0::bigint as parent, s.article_id as id
      ${holdingAll(asked)} limit ${limit}`;
  }
  return sql`with ${asked.table} select 0::bigint as parent, s.id from (
      select s.article_id as id, s.sort_date ${holdingAll(asked)} offset 0) s
    order by s.sort_date desc, s.id desc limit ${limit}`;
}

/**
 * All articles that hold all words, in no order: rows `(parent, id, at)`, the parent being 0 and `at` the date.
 * @param between conditions on `s.sort_date`
 */
export function membersOfSearch(search: Search, scope: ArticleScope | null, between: readonly SQL[]): SQL {
  const asked = askedOf(search, scope);
  return sql`with ${asked.table} select 0::bigint as parent, s.article_id as id, s.sort_date as at
    ${holdingAll(asked, { more: between })}`;
}

/** How many articles a search finds, counted to `countCap`, or to `rankedMatches` by RELEVANCE: one row `(n)`. */
export function countOfSearch(search: Search, list: ArticleList): SQL {
  const asked = askedOf(search, list.scope);
  if (list.order.field === 'RELEVANCE') {
    return sql`${candidates(asked)} select least(count(*), ${sql.raw(String(rankedMatches))})::integer as n from matched`;
  }
  return sql`with ${asked.table} select count(*)::integer as n from (
    select 1 ${holdingAll(asked)} limit ${sql.raw(String(countCap))}) x`;
}
