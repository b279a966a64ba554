/**
 * Loaders: what many parents of one level ask for is fetched by one statement. Each loader is made on first use and lives
 * as long as its request. A page below a parent is a loader per page arguments. A miss is null or an empty list.
 */
import DataLoader from 'dataloader';
import { canonicalJson } from '../base/cursor.ts';
import type { PlaceType } from '../base/news.ts';
import type { ArticleList, ArticleParent } from '../store/articleKeys.ts';
import * as articles from '../store/articles.ts';
import * as citations from '../store/citations.ts';
import type { Database } from '../store/db.ts';
import * as entities from '../store/entities.ts';
import * as entityLists from '../store/entityLists.ts';
import type { ArticleScope } from '../store/filter.ts';
import type { Page } from '../store/keyset.ts';
import * as mentions from '../store/mentions.ts';
import * as quotes from '../store/quotes.ts';
import * as revisions from '../store/revisions.ts';
import * as rights from '../store/rights.ts';
import * as sources from '../store/sources.ts';
import * as stories from '../store/stories.ts';
import * as trending from '../store/trending.ts';

/** Values in the order of their keys; null where there is none. */
function inOrder<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): (V | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** Rows of each key, in their order; an empty list where there are none. */
function grouped<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): V[][] {
  const groups = new Map<K, V[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}

/** The most entities of a kind that `Story.people` and its siblings may ask for: one page. */
const mostEntityCounts = 100;

type Counted = { parent: number; n: number };

export class Loaders {
  readonly #database: Database;
  readonly #made = new Map<string, unknown>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Anything that is worked out once a request: the promise of a filter's keys, a loader. */
  once<T>(name: string, make: () => T): T {
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name) as T;
  }

  #loader<K, V>(name: string, batch: (database: Database, keys: readonly K[]) => Promise<V[]>) {
    return this.once(name, () => new DataLoader<K, V>((keys) => batch(this.#database, keys)));
  }

  #one<K, V>(
    name: string,
    fetch: (database: Database, keys: readonly K[]) => Promise<V[]>,
    keyOf: (row: V) => K,
  ) {
    return this.#loader<K, V | null>(name, async (db, keys) => inOrder(keys, await fetch(db, keys), keyOf));
  }

  #many<V>(
    name: string,
    fetch: (database: Database, keys: readonly number[]) => Promise<V[]>,
    keyOf: (row: V) => number,
  ) {
    return this.#loader<number, V[]>(name, async (db, keys) => grouped(keys, await fetch(db, keys), keyOf));
  }

  #counts(name: string, fetch: (database: Database, keys: readonly number[]) => Promise<Counted[]>) {
    return this.#loader<number, number>(name, async (db, keys) => {
      const counted = inOrder(keys, await fetch(db, keys), (row) => row.parent);
      return counted.map((row) => row?.n ?? 0);
    });
  }

  // Single rows by serial key.

  get article() {
    return this.#one('article', articles.articlesByIds, (row) => row.rowId);
  }

  get source() {
    return this.#one('source', sources.sourcesByIds, (row) => row.rowId);
  }

  get author() {
    return this.#one(
      'author',
      (db, ids: readonly number[]) => sources.findAuthors(db, 'rowId', ids),
      (row) => row.rowId,
    );
  }

  /** People, places and organisations alike, so that all of a level take one statement. */
  get entity() {
    return this.#loader('entity', async (db, ids: readonly number[]) => {
      const found = await entities.entitiesByIds(db, ids);
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  get story() {
    return this.#loader('story', async (db, ids: readonly number[]) => {
      const found = await stories.storiesByIds(db, ids);
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  // Single rows by what clients know.

  articleBy(key: 'id' | 'url') {
    return this.#one(
      `article by ${key}`,
      (db, v: readonly string[]) => articles.findArticles(db, key, v),
      (row) => row[key],
    );
  }

  sourceBy(key: 'id' | 'domain') {
    return this.#one(
      `source by ${key}`,
      (db, v: readonly string[]) => sources.findSources(db, key, v),
      (row) => row[key],
    );
  }

  get authorById() {
    return this.#one(
      'author by id',
      (db, ids: readonly string[]) => sources.findAuthors(db, 'id', ids),
      (row) => row.id,
    );
  }

  get quoteById() {
    return this.#one('quote by id', quotes.quotesByPublicIds, (row) => row.id);
  }

  get revisionById() {
    return this.#one('revision by id', revisions.revisionsByPublicIds, (row) => row.id);
  }

  get storyById() {
    return this.#loader('story by id', async (db, ids: readonly string[]) => {
      const found = await stories.storiesByPublicIds(db, ids);
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  entityBy(key: entities.EntityKey) {
    return this.#loader(`entity by ${key}`, async (db, values: readonly string[]) => {
      const found = await entities.findEntities(db, key, values);
      return values.map((value) => found.get(value) ?? null);
    });
  }

  // What hangs on a row.

  get text() {
    return this.#one('text', articles.textsOfArticles, (row) => row.articleId);
  }

  get mentionedDates() {
    return this.#one('mentioned dates', articles.mentionedDatesOfArticles, (row) => row.articleId);
  }

  get citations() {
    return this.#many('citations', citations.citationsOfArticles, (row) => row.articleId);
  }

  get copy() {
    return this.#one('copy', citations.copiesOfArticles, (row) => row.articleId);
  }

  get aliases() {
    return this.#many('aliases', entities.aliasesOfEntities, (row) => row.entityId);
  }

  get mergedIds() {
    return this.#many('merged ids', entities.mergedIdsOfEntities, (row) => row.entityId);
  }

  get sourceOfOrganization() {
    return this.#one('source of organization', entities.sourcesOfOrganizations, (row) => row.entityId);
  }

  get channels() {
    return this.#many('channels', sources.channelsOfSources, (row) => row.sourceId);
  }

  get sourceEvidence() {
    const fetch = (db: Database, ids: readonly number[]) => rights.evidenceFor(db, 'source', ids);
    return this.#many('source evidence', fetch, (row) => row.of);
  }

  get articleEvidence() {
    const fetch = (db: Database, ids: readonly number[]) => rights.evidenceFor(db, 'article', ids);
    return this.#many('article evidence', fetch, (row) => row.of);
  }

  get entityCounts() {
    const fetch = (db: Database, ids: readonly number[]) =>
      stories.entityCountsOfStories(db, ids, mostEntityCounts);
    return this.#many('entity counts', fetch, (row) => row.storyId);
  }

  trend(window: trending.TrendWindow) {
    const fetch = (db: Database, ids: readonly number[]) => trending.boardRowsOfEntities(db, window, ids);
    return this.#one(`trend ${window}`, fetch, (row) => row.entityId);
  }

  topStory(span: { start: Date; end: Date }) {
    const fetch = (db: Database, ids: readonly number[]) => trending.topStoriesOfEntities(db, ids, span);
    return this.#one(`top story ${canonicalJson(span)}`, fetch, (row) => row.entityId);
  }

  // Pages below a parent, and their counts.

  articlesUnder(parent: ArticleParent, list: ArticleList, page: Page) {
    const name = `articles under ${parent} ${canonicalJson([list, page])}`;
    return this.#many(
      name,
      (db, ids) => articles.articlesUnder(db, parent, ids, list, page),
      (row) => row.parent,
    );
  }

  articleCountUnder(parent: ArticleParent, scope: ArticleScope | null) {
    const name = `article count under ${parent} ${canonicalJson(scope)}`;
    return this.#counts(name, (db, ids) => articles.countArticlesUnder(db, parent, ids, scope));
  }

  storiesOf(order: stories.StoryOrder, page: Page) {
    const name = `stories of ${canonicalJson([order, page])}`;
    return this.#many(
      name,
      (db, ids) => stories.storiesOfEntities(db, ids, order, page),
      (row) => row.parent,
    );
  }

  get storyCountOf() {
    return this.#counts('story count of', stories.countStoriesOfEntities);
  }

  quotesUnder(parent: quotes.QuoteParent, scope: quotes.QuoteScope | null, page: Page) {
    const name = `quotes under ${parent} ${canonicalJson([scope, page])}`;
    return this.#many(
      name,
      (db, ids) => quotes.quotesUnder(db, parent, ids, scope, page),
      (row) => row.parent,
    );
  }

  quoteCountUnder(parent: quotes.QuoteParent, scope: quotes.QuoteScope | null) {
    const name = `quote count under ${parent} ${canonicalJson(scope)}`;
    return this.#counts(name, (db, ids) => quotes.countQuotesUnder(db, parent, ids, scope));
  }

  revisionsOf(page: Page) {
    return this.#many(
      `revisions of ${canonicalJson(page)}`,
      (db, ids) => revisions.revisionsOfArticles(db, ids, page),
      (row) => row.articleId,
    );
  }

  get revisionCountOf() {
    return this.#counts('revision count of', revisions.countRevisions);
  }

  mentionsOf(scope: mentions.MentionScope, page: Page) {
    const name = `mentions of ${canonicalJson([scope, page])}`;
    return this.#many(
      name,
      (db, ids) => mentions.mentionsOfArticles(db, ids, scope, page),
      (row) => row.parent,
    );
  }

  mentionCountOf(scope: mentions.MentionScope) {
    const name = `mention count of ${canonicalJson(scope)}`;
    return this.#counts(name, (db, ids) => mentions.countMentions(db, ids, scope));
  }

  placesInside(types: PlaceType[] | null, page: Page) {
    const name = `places inside ${canonicalJson([types, page])}`;
    return this.#many(
      name,
      (db, ids) => entityLists.placesInside(db, ids, types, page),
      (row) => row.parent,
    );
  }

  placeCountInside(types: PlaceType[] | null) {
    const name = `place count inside ${canonicalJson(types)}`;
    return this.#counts(name, (db, ids) => entityLists.countPlacesInside(db, ids, types));
  }
}
