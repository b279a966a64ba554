/**
 * Loaders: what many parents of one level ask for is fetched by one statement. Each loader is made on first use and lives
 * as long as its request. A miss is null or an empty list.
 */
import { canonicalJson } from '../base/cursor.ts';
import * as links from '../store/articleLinks.ts';
import * as articles from '../store/articles.ts';
import { breakingScores } from '../store/breaking.ts';
import * as citations from '../store/citations.ts';
import type { Database } from '../store/db.ts';
import * as entities from '../store/entities.ts';
import type { TimeRange } from '../store/filter.ts';
import { originsOfQuotes } from '../store/quoteOrigins.ts';
import * as quotes from '../store/quotes.ts';
import { variantsOfQuotes } from '../store/quoteVariants.ts';
import * as revisions from '../store/revisions.ts';
import * as rights from '../store/rights.ts';
import { medianLags, statsOfSources, volumeRatios } from '../store/sourceStats.ts';
import * as sources from '../store/sources.ts';
import * as stories from '../store/stories.ts';
import { subjectsOfArticles } from '../store/subjects.ts';
import { topicsOfStories } from '../store/topics.ts';
import * as trending from '../store/trending.ts';
import { Batches } from './batches.ts';
import { ClientLoaders } from './loadersOfClients.ts';
import { PageLoaders } from './loadersOfPages.ts';

/** The most entities of a kind that `Story.people` and its siblings may ask for: one page. */
const mostEntityCounts = 100;

/** A credit as a key that compares by value. */
export const creditKey = ({ articleId, sourceId }: links.Credit): string => `${articleId} ${sourceId}`;

function creditOf(key: string): links.Credit {
  const [articleId = 0, sourceId = 0] = key.split(' ').map(Number);
  return { articleId, sourceId };
}

export class Loaders {
  readonly #batches: Batches;
  /** Pages below a parent, and their counts. */
  readonly pages: PageLoaders;
  /** What clients left with us. */
  readonly clients: ClientLoaders;

  constructor(database: Database) {
    this.#batches = new Batches(database);
    this.pages = new PageLoaders(this.#batches);
    this.clients = new ClientLoaders(this.#batches);
  }

  /** Anything that is worked out once a request: the promise of a filter's keys, a loader. */
  once<T>(name: string, make: () => T): T {
    return this.#batches.once(name, make);
  }

  // Single rows by serial key.

  get article() {
    return this.#batches.one('article', articles.articlesByIds, (row) => row.rowId);
  }

  get source() {
    return this.#batches.one('source', sources.sourcesByIds, (row) => row.rowId);
  }

  get author() {
    return this.#batches.one(
      'author',
      (db, ids: readonly number[]) => sources.findAuthors(db, 'rowId', ids),
      (row) => row.rowId,
    );
  }

  /** People, places and organisations alike, so that all of a level take one statement. */
  get entity() {
    return this.#batches.loader('entity', async (db, ids: readonly number[]) => {
      const found = await entities.entitiesByIds(db, ids);
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  get story() {
    return this.#batches.loader('story', async (db, ids: readonly number[]) => {
      const found = await stories.storiesByIds(db, ids);
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  // Single rows by what clients know.

  articleBy(key: 'id' | 'url') {
    return this.#batches.one(
      `article by ${key}`,
      (db, v: readonly string[]) => articles.findArticles(db, key, v),
      (row) => row[key],
    );
  }

  sourceBy(key: 'id' | 'domain') {
    return this.#batches.one(
      `source by ${key}`,
      (db, v: readonly string[]) => sources.findSources(db, key, v),
      (row) => row[key],
    );
  }

  get authorById() {
    return this.#batches.one(
      'author by id',
      (db, ids: readonly string[]) => sources.findAuthors(db, 'id', ids),
      (row) => row.id,
    );
  }

  get quoteById() {
    return this.#batches.one('quote by id', quotes.quotesByPublicIds, (row) => row.id);
  }

  get quoteOrigin() {
    return this.#batches.one('quote origin', originsOfQuotes, (row) => row.quoteId);
  }

  get quoteVariants() {
    return this.#batches.many('quote variants', variantsOfQuotes, (row) => row.asked);
  }

  get revisionById() {
    return this.#batches.one('revision by id', revisions.revisionsByPublicIds, (row) => row.id);
  }

  get storyById() {
    return this.#batches.loader('story by id', async (db, ids: readonly string[]) => {
      const found = await stories.storiesByPublicIds(db, ids);
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  entityBy(key: entities.EntityKey) {
    return this.#batches.loader(`entity by ${key}`, async (db, values: readonly string[]) => {
      const found = await entities.findEntities(db, key, values);
      return values.map((value) => found.get(value) ?? null);
    });
  }

  // What hangs on a row.

  get text() {
    return this.#batches.one('text', articles.textsOfArticles, (row) => row.articleId);
  }

  get mentionedDates() {
    return this.#batches.one('mentioned dates', articles.mentionedDatesOfArticles, (row) => row.articleId);
  }

  get citations() {
    return this.#batches.many('citations', citations.citationsOfArticles, (row) => row.articleId);
  }

  get subjects() {
    return this.#batches.many('subjects', subjectsOfArticles, (row) => row.articleId);
  }

  get locations() {
    return this.#batches.many('locations', links.locationsOfArticles, (row) => row.articleId);
  }

  related(limit: number) {
    const fetch = (db: Database, ids: readonly number[]) => links.relatedArticles(db, ids, limit);
    return this.#batches.many(`related ${limit}`, fetch, (row) => row.articleId);
  }

  /** The article that a credit means; keys are made by `creditKey`. */
  get credited() {
    return this.#batches.one(
      'credited',
      (db, keys: readonly string[]) => links.creditedArticles(db, keys.map(creditOf)),
      creditKey,
    );
  }

  get storyTopics() {
    return this.#batches.many('story topics', topicsOfStories, (row) => row.storyId);
  }

  get copy() {
    return this.#batches.one('copy', citations.copiesOfArticles, (row) => row.articleId);
  }

  get aliases() {
    return this.#batches.many('aliases', entities.aliasesOfEntities, (row) => row.entityId);
  }

  get printedRoles() {
    return this.#batches.many('printed roles', entities.printedRoles, (row) => row.entityId);
  }

  get mergedIds() {
    return this.#batches.many('merged ids', entities.mergedIdsOfEntities, (row) => row.entityId);
  }

  get sourceOfOrganization() {
    return this.#batches.one(
      'source of organization',
      entities.sourcesOfOrganizations,
      (row) => row.entityId,
    );
  }

  get channels() {
    return this.#batches.many('channels', sources.channelsOfSources, (row) => row.sourceId);
  }

  sourceStats(range: TimeRange | null) {
    const fetch = (db: Database, ids: readonly number[]) => statsOfSources(db, ids, range);
    return this.#batches.one(`source stats ${canonicalJson(range)}`, fetch, (row) => row.sourceId);
  }

  volumeRatio(at: Date) {
    const fetch = (db: Database, ids: readonly number[]) => volumeRatios(db, ids, at);
    return this.#batches.one(`volume ratio ${at.getTime()}`, fetch, (row) => row.sourceId);
  }

  medianLag(at: Date) {
    const fetch = (db: Database, ids: readonly number[]) => medianLags(db, ids, at);
    return this.#batches.one(`median lag ${at.getTime()}`, fetch, (row) => row.sourceId);
  }

  get organizationNamed() {
    return this.#batches.one('organization named', entities.organizationsNamed, (row) => row.folded);
  }

  get sourceEvidence() {
    const fetch = (db: Database, ids: readonly number[]) => rights.evidenceFor(db, 'source', ids);
    return this.#batches.many('source evidence', fetch, (row) => row.of);
  }

  get articleEvidence() {
    const fetch = (db: Database, ids: readonly number[]) => rights.evidenceFor(db, 'article', ids);
    return this.#batches.many('article evidence', fetch, (row) => row.of);
  }

  get entityCounts() {
    const fetch = (db: Database, ids: readonly number[]) =>
      stories.entityCountsOfStories(db, ids, mostEntityCounts);
    return this.#batches.many('entity counts', fetch, (row) => row.storyId);
  }

  get breakingScore() {
    return this.#batches.one('breaking score', breakingScores, (row) => row.storyId);
  }

  trend(window: trending.TrendWindow) {
    const fetch = (db: Database, ids: readonly number[]) => trending.boardRowsOfEntities(db, window, ids);
    return this.#batches.one(`trend ${window}`, fetch, (row) => row.entityId);
  }

  topStory(span: { start: Date; end: Date }) {
    const fetch = (db: Database, ids: readonly number[]) => trending.topStoriesOfEntities(db, ids, span);
    return this.#batches.one(`top story ${canonicalJson(span)}`, fetch, (row) => row.entityId);
  }
}
