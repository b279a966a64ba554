/** Reads of quotes: by id, in one list, under articles and under speakers. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './db.ts';
import { holdsWords } from './foldedText.ts';
import {
  all,
  array,
  countCapped,
  countUnder,
  cursorKey,
  keysetConditions,
  keysetOrder,
  type Page,
  type Placed,
  type Sort,
} from './keyset.ts';
import { quotes } from './tables.ts';

/** What the graph shows of a quote. */
export const quoteColumns = {
  id: quotes.publicId,
  rowId: quotes.id,
  articleId: quotes.articleId,
  text: quotes.text,
  language: quotes.language,
  style: quotes.style,
  speakerId: quotes.speakerId,
  speakerText: quotes.speakerText,
  start: quotes.start,
  end: quotes.end,
};

export interface QuoteRow extends Omit<typeof quotes.$inferSelect, 'id' | 'publicId' | 'publishedAt'> {
  /** Public id. */
  id: string;
  rowId: number;
}

export type PlacedQuote = QuoteRow & Placed;

/** Conditions on quotes, all of which must hold; null sets none. */
export interface QuoteScope {
  /** Serial keys. */
  speakerIds: number[] | null;
  languages: string[] | null;
  range: { start: Date; end: Date } | null;
  style: 'DIRECT' | 'INDIRECT' | null;
  /** Words (store/searchWords.ts), all of which stand in the quote. */
  words: string[] | null;
}

/** Where quotes hang: in an article, in reading order, or on a speaker, newest first. */
export type QuoteParent = 'article' | 'speaker';

const newestFirst: Sort = { key: sql`q.published_at`, id: sql`q.id`, type: 'instant', descending: true };
const inReadingOrder: Sort = { key: sql`q.start_offset`, id: sql`q.id`, type: 'integer', descending: false };

const sorts: Record<QuoteParent, Sort> = { article: inReadingOrder, speaker: newestFirst };
const parentColumns: Record<QuoteParent, SQL> = { article: sql`q.article_id`, speaker: sql`q.speaker_id` };

function conditionsOf(scope: QuoteScope | null): SQL[] {
  const conditions: SQL[] = [];
  if (!scope) return conditions;
  if (scope.speakerIds) conditions.push(sql`q.speaker_id = any(${array(scope.speakerIds, 'bigint')})`);
  if (scope.languages) conditions.push(sql`q.language = any(${array(scope.languages, 'text')})`);
  if (scope.style) conditions.push(sql`q.style = ${scope.style}`);
  if (scope.words) conditions.push(...holding(scope.words));
  if (scope.range) {
    conditions.push(sql`q.published_at >= ${scope.range.start.toISOString()}::timestamptz`);
    conditions.push(sql`q.published_at < ${scope.range.end.toISOString()}::timestamptz`);
  }
  return conditions;
}

/** Quotes that hold all of these words; the index of the articles' words tells which articles to look into. */
function holding(words: readonly string[]): SQL[] {
  const all = words.map((word) => `'${word}'`).join(' & ');
  const indexed = sql`q.article_id in (
    with held as materialized (select article_id from article_search where vector @@ ${all}::tsquery)
    select article_id from held)`;
  return [indexed, holdsWords(sql`q.text`, words)];
}

function joinQuotes(database: Database, keys: SQL, sort: Sort, backwards: boolean) {
  const direction = sql.raw(sort.descending === backwards ? 'asc' : 'desc');
  return database.db
    .select({
      ...quoteColumns,
      parent: sql<number>`k.parent::float8`,
      sortKey: cursorKey(sql`k.k`, sort.type),
    })
    .from(quotes)
    .innerJoin(sql`(${keys}) k`, sql`k.id = ${quotes.id}`)
    .orderBy(sql`k.parent, k.k ${direction}, k.id ${direction}`);
}

/** Quotes by public id, in no order. */
export async function quotesByPublicIds(database: Database, ids: readonly string[]): Promise<QuoteRow[]> {
  return await database.db
    .select(quoteColumns)
    .from(quotes)
    .where(sql`${quotes.publicId} = any(${array(ids, 'text')})`);
}

/** A page of all quotes, newest first, one row more than `page.limit` where there are more. */
export async function listQuotes(database: Database, scope: QuoteScope, page: Page): Promise<PlacedQuote[]> {
  const where = all([...conditionsOf(scope), ...keysetConditions(newestFirst, page)]);
  const keys = sql`select 0::bigint as parent, q.id, q.published_at as k from quotes q
    where ${where} order by ${keysetOrder(newestFirst, page.backwards)} limit ${page.limit + 1}::integer`;
  return await joinQuotes(database, keys, newestFirst, page.backwards);
}

/** How many quotes match, counted to `countCap`. */
export function countQuotes(database: Database, scope: QuoteScope): Promise<number> {
  return countCapped(database, sql`quotes q`, conditionsOf(scope));
}

/** One page of the quotes under each parent; one statement for all parents. */
export async function quotesUnder(
  database: Database,
  parent: QuoteParent,
  ids: readonly number[],
  scope: QuoteScope | null,
  page: Page,
): Promise<PlacedQuote[]> {
  const sort = sorts[parent];
  const where = all([
    sql`${parentColumns[parent]} = p.id`,
    ...conditionsOf(scope),
    ...keysetConditions(sort, page),
  ]);
  const keys = sql`select p.id as parent, x.id, x.k from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
      select q.id, ${sort.key} as k from quotes q
      where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${page.limit + 1}::integer
    ) x`;
  return await joinQuotes(database, keys, sort, page.backwards);
}

/** How many quotes stand under each parent, counted to `countCap`. */
export function countQuotesUnder(
  database: Database,
  parent: QuoteParent,
  ids: readonly number[],
  scope: QuoteScope | null,
): Promise<{ parent: number; n: number }[]> {
  const where = all([sql`${parentColumns[parent]} = p.id`, ...conditionsOf(scope)]);
  return countUnder(database, ids, sql`quotes q where ${where}`);
}
