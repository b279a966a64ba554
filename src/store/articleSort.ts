/** The orders of lists of articles: what each sorts by, and what must be joined to read it. */
import { type SQL, sql } from 'drizzle-orm';
import { nearestKm } from './area.ts';
import type { ArticleScope } from './filter.ts';
import type { KeyType, Sort } from './keyset.ts';

export type ArticleOrderField =
  | 'RELEVANCE'
  | 'DATE'
  | 'FIRST_SEEN'
  | 'SALIENCE'
  | 'SOURCE_COUNT'
  | 'WORD_COUNT'
  | 'DISTANCE';

export interface ArticleOrder {
  field: ArticleOrderField;
  descending: boolean;
}

/** What shapes a list of articles, its page apart. */
export interface ArticleList {
  scope: ArticleScope | null;
  order: ArticleOrder;
}

/** What a list reads beside its articles: their date and key, and how salient its entity is where it walks mentions. */
interface Walked {
  date: SQL;
  id: SQL;
  salience: SQL | null;
}

export const articlesThemselves: Walked = { date: sql`a.sort_date`, id: sql`a.id`, salience: null };
export const mentionsOfEntity: Walked = {
  date: sql`m.published_at`,
  id: sql`m.article_id`,
  salience: sql`m.salience::float8`,
};
export const searchedArticles: Walked = {
  date: sql`s.sort_date`,
  id: sql`s.article_id`,
  salience: null,
};

/** `join` follows `articles a` in a FROM list and takes no article away; null where the key stands on what is walked. */
export interface ArticleSort extends Sort {
  join: SQL | null;
}

const keyTypes: Record<ArticleOrderField, KeyType> = {
  RELEVANCE: 'float',
  DATE: 'instant',
  FIRST_SEEN: 'instant',
  SALIENCE: 'float',
  SOURCE_COUNT: 'integer',
  WORD_COUNT: 'integer',
  DISTANCE: 'float',
};

/** Type of the sort key of an order, for cursors. */
export const keyTypeOf = (order: ArticleOrder): KeyType => keyTypes[order.field];

const none = sql.raw('');

/** Most of the keys, and what they need; by RELEVANCE only searches are sorted (searchKeys.ts). */
function keyOf({ scope, order }: ArticleList, walked: Walked): { key: SQL; join: SQL | null } {
  switch (order.field) {
    case 'FIRST_SEEN':
      return { key: sql`a.first_seen_at`, join: none };
    case 'WORD_COUNT':
      return { key: sql`a.word_count`, join: none };
    case 'SOURCE_COUNT':
      // An article that is in no story stands in the outlet that published it.
      return { key: sql`coalesce(t.source_count, 1)`, join: sql`left join stories t on t.id = a.story_id` };
    case 'SALIENCE': {
      if (walked.salience) return { key: walked.salience, join: null };
      const one = sql`n.article_id = a.id and n.entity_id = ${scope?.salientId ?? 0}::bigint`;
      return { key: sql`n.salience::float8`, join: sql`join mentions n on ${one}` };
    }
    case 'DISTANCE': {
      const km = scope?.near ? nearestKm(scope.near.circle) : sql`0::float8`;
      return { key: sql`d.km`, join: sql`cross join lateral (select ${km} as km) d` };
    }
    default:
      return { key: walked.date, join: null };
  }
}

/** The order of a list on what it walks. */
export function sortOf(list: ArticleList, walked: Walked): ArticleSort {
  const { order } = list;
  return {
    ...keyOf(list, walked),
    id: walked.id,
    type: keyTypeOf(order),
    descending: order.descending,
  };
}
