/** Reads of articles: by key, by address, and pages of them at the root or under many parents at once. */
import { type SQL, sql } from 'drizzle-orm';
import type { TextDate } from '../base/news.ts';
import { type ArticleParent, countOfAll, countsUnder, keysOfAll, keysUnder } from './articleKeys.ts';
import { type ArticleList, keyTypeOf } from './articleSort.ts';
import { type Database, prepared, rows } from './db.ts';
import type { ArticleScope } from './filter.ts';
import { array, cursorKey, type Page, type Placed } from './keyset.ts';
import { countOfSearch, keysOfSearch } from './searchKeys.ts';
import type { Search } from './searchNames.ts';
import { articles, articleTexts } from './tables.ts';

/** What the graph shows of an article, under the graph's names. */
export const articleColumns = {
  id: articles.publicId,
  rowId: articles.id,
  sourceId: articles.sourceId,
  url: articles.url,
  headline: articles.headline,
  alternativeHeadline: articles.alternativeHeadline,
  genre: articles.genre,
  description: articles.description,
  dateline: articles.dateline,
  inLanguage: articles.language,
  keywords: articles.keywords,
  authorIds: articles.authorIds,
  image: articles.image,
  datePublished: articles.datePublished,
  datePublishedPrecision: articles.datePublishedPrecision,
  dateModified: articles.dateModified,
  firstSeenAt: articles.firstSeenAt,
  sortDate: articles.sortDate,
  wordCount: articles.wordCount,
  isAccessibleForFree: articles.isAccessibleForFree,
  withheldBasis: articles.withheldBasis,
  storyId: articles.storyId,
  personIds: articles.personIds,
  placeIds: articles.placeIds,
  organizationIds: articles.organizationIds,
  topicCodes: articles.topicCodes,
  topicScores: articles.topicScores,
  topicMethods: articles.topicMethods,
};

type Stored = typeof articles.$inferSelect;

export interface ArticleRow extends Omit<Stored, 'id' | 'publicId' | 'language' | 'section' | 'contentHash'> {
  /** Public id. */
  id: string;
  rowId: number;
  inLanguage: string;
}

/** `holdsAll`: whether an article that a search found holds all its words; null in other lists. */
export type PlacedArticle = ArticleRow & Placed & { holdsAll: boolean | null };

/** Articles by serial key, in no order. */
export async function articlesByIds(database: Database, ids: readonly number[]): Promise<ArticleRow[]> {
  const statement = prepared(database, 'articles_by_ids', (db) =>
    db
      .select(articleColumns)
      .from(articles)
      .where(sql`${articles.id} = any(${sql.placeholder('ids')}::bigint[])`)
      .prepare('articles_by_ids'),
  );
  return await statement.execute({ ids: [...ids] });
}

/** Articles by public id or by canonical URL, in no order. */
export async function findArticles(
  database: Database,
  by: 'id' | 'url',
  values: readonly string[],
): Promise<ArticleRow[]> {
  const column = by === 'id' ? articles.publicId : articles.url;
  const statement = prepared(database, `articles_by_${by}`, (db) =>
    db
      .select(articleColumns)
      .from(articles)
      .where(sql`${column} = any(${sql.placeholder('values')}::text[])`)
      .prepare(`articles_by_${by}`),
  );
  return await statement.execute({ values: [...values] });
}

/** Full texts by the article's serial key, with their HTML where there is any. */
export function textsOfArticles(
  database: Database,
  ids: readonly number[],
): Promise<{ articleId: number; text: string; html: string | null }[]> {
  return database.db
    .select({ articleId: articleTexts.articleId, text: articleTexts.text, html: articleTexts.html })
    .from(articleTexts)
    .where(sql`${articleTexts.articleId} = any(${array(ids, 'bigint')})`);
}

/** Dates that texts name, by the article's serial key. */
export function mentionedDatesOfArticles(
  database: Database,
  ids: readonly number[],
): Promise<{ articleId: number; mentionedDates: TextDate[] }[]> {
  return database.db
    .select({ articleId: articleTexts.articleId, mentionedDates: articleTexts.mentionedDates })
    .from(articleTexts)
    .where(sql`${articleTexts.articleId} = any(${array(ids, 'bigint')})`);
}

/** The articles whose keys a statement gives (articleKeys.ts), in that order. */
function joinArticles(
  database: Database,
  keys: SQL,
  list: ArticleList,
  backwards: boolean,
  holdsAll = sql<boolean | null>`null::boolean`,
) {
  const direction = sql.raw(list.order.descending === backwards ? 'asc' : 'desc');
  return database.db
    .select({
      ...articleColumns,
      parent: sql<number>`k.parent::float8`,
      sortKey: cursorKey(sql`k.k`, keyTypeOf(list.order)),
      holdsAll,
    })
    .from(articles)
    .innerJoin(sql`(${keys}) k`, sql`k.id = ${articles.id}`)
    .orderBy(sql`k.parent, k.k ${direction}, k.id ${direction}`);
}

const isPlain = (list: ArticleList, page: Page): boolean =>
  list.scope === null && !page.after && !page.before && !page.backwards && list.order.field !== 'RELEVANCE';

const variantOf = (list: ArticleList): string =>
  `${list.order.field}_${list.order.descending ? 'desc' : 'asc'}`.toLowerCase();

/**
 * One page under each parent, one row more than `page.limit` where there are more: one statement whatever the number of
 * parents. A first page without a filter is prepared.
 */
export async function articlesUnder(
  database: Database,
  parent: ArticleParent,
  ids: readonly number[],
  list: ArticleList,
  page: Page,
): Promise<PlacedArticle[]> {
  const limit = page.limit + 1;
  if (!isPlain(list, page)) {
    const keys = keysUnder(parent, array(ids, 'bigint'), list, page, sql`${limit}::integer`);
    return await joinArticles(database, keys, list, page.backwards);
  }
  const name = `articles_under_${parent.toLowerCase()}_${variantOf(list)}`;
  const statement = prepared(database, name, () => {
    const most = sql`${sql.placeholder('limit')}::integer`;
    const keys = keysUnder(parent, sql`${sql.placeholder('ids')}`, list, page, most);
    return joinArticles(database, keys, list, false).prepare(name);
  });
  return await statement.execute({ ids: [...ids], limit });
}

/** How many articles stand under each parent, counted to `countCap`. */
export function countArticlesUnder(
  database: Database,
  parent: ArticleParent,
  ids: readonly number[],
  scope: ArticleScope | null,
): Promise<{ parent: number; n: number }[]> {
  return rows(database, countsUnder(parent, array(ids, 'bigint'), scope));
}

/** The newest articles of all: the statement behind a front page, prepared and without a join. */
async function newestArticles(database: Database, limit: number): Promise<PlacedArticle[]> {
  const statement = prepared(database, 'newest_articles', (db) =>
    db
      .select(articleColumns)
      .from(articles)
      .orderBy(sql`${articles.sortDate} desc, ${articles.id} desc`)
      .limit(sql.placeholder('limit'))
      .prepare('newest_articles'),
  );
  const found = await statement.execute({ limit });
  return found.map((row) => ({ ...row, parent: 0, sortKey: row.sortDate.getTime(), holdsAll: null }));
}

/** A page of all articles that match search and scope, one row more than `page.limit` where there are more. */
export async function listArticles(
  database: Database,
  search: Search | null,
  list: ArticleList,
  page: Page,
): Promise<PlacedArticle[]> {
  const isFront = search === null && list.order.field === 'DATE' && list.order.descending;
  if (isFront && isPlain(list, page)) return newestArticles(database, page.limit + 1);
  if (search === null) return await joinArticles(database, keysOfAll(list, page), list, page.backwards);
  const keys = keysOfSearch(search, list, page);
  return await joinArticles(database, keys, list, page.backwards, sql<boolean>`k.holds_all`);
}

/** How many articles match, counted to `countCap`; a list by relevance ends at 1,000. */
export async function countArticles(
  database: Database,
  search: Search | null,
  list: ArticleList,
): Promise<number> {
  const [row] = await rows<{ n: number }>(database, search ? countOfSearch(search, list) : countOfAll(list));
  return row?.n ?? 0;
}
