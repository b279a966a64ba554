/** Loaders of pages below a parent, and of their counts: one for each way the pages were asked for. */
import { canonicalJson } from '../base/cursor.ts';
import type { PlaceType } from '../base/news.ts';
import type { ArticleParent } from '../store/articleKeys.ts';
import type { ArticleList } from '../store/articleSort.ts';
import * as articles from '../store/articles.ts';
import { authorsOfSources, countAuthorsOfSources } from '../store/authorLists.ts';
import * as entityLists from '../store/entityLists.ts';
import type { ArticleScope } from '../store/filter.ts';
import type { Page } from '../store/keyset.ts';
import * as mentions from '../store/mentions.ts';
import * as quotes from '../store/quotes.ts';
import * as revisions from '../store/revisions.ts';
import * as stories from '../store/stories.ts';
import type { Batches } from './batches.ts';

/** Pages below a parent, and their counts. */
export class PageLoaders {
  readonly #batches: Batches;

  constructor(batches: Batches) {
    this.#batches = batches;
  }

  articlesUnder(parent: ArticleParent, list: ArticleList, page: Page) {
    const name = `articles under ${parent} ${canonicalJson([list, page])}`;
    return this.#batches.many(
      name,
      (db, ids) => articles.articlesUnder(db, parent, ids, list, page),
      (row) => row.parent,
    );
  }

  articleCountUnder(parent: ArticleParent, scope: ArticleScope | null) {
    const name = `article count under ${parent} ${canonicalJson(scope)}`;
    return this.#batches.counts(name, (db, ids) => articles.countArticlesUnder(db, parent, ids, scope));
  }

  storiesOf(order: stories.StoryOrder, page: Page) {
    const name = `stories of ${canonicalJson([order, page])}`;
    return this.#batches.many(
      name,
      (db, ids) => stories.storiesOfEntities(db, ids, order, page),
      (row) => row.parent,
    );
  }

  get storyCountOf() {
    return this.#batches.counts('story count of', stories.countStoriesOfEntities);
  }

  quotesUnder(parent: quotes.QuoteParent, scope: quotes.QuoteScope | null, page: Page) {
    const name = `quotes under ${parent} ${canonicalJson([scope, page])}`;
    return this.#batches.many(
      name,
      (db, ids) => quotes.quotesUnder(db, parent, ids, scope, page),
      (row) => row.parent,
    );
  }

  quoteCountUnder(parent: quotes.QuoteParent, scope: quotes.QuoteScope | null) {
    const name = `quote count under ${parent} ${canonicalJson(scope)}`;
    return this.#batches.counts(name, (db, ids) => quotes.countQuotesUnder(db, parent, ids, scope));
  }

  revisionsOf(page: Page) {
    return this.#batches.many(
      `revisions of ${canonicalJson(page)}`,
      (db, ids) => revisions.revisionsOfArticles(db, ids, page),
      (row) => row.articleId,
    );
  }

  get revisionCountOf() {
    return this.#batches.counts('revision count of', revisions.countRevisions);
  }

  mentionsOf(scope: mentions.MentionScope, page: Page) {
    const name = `mentions of ${canonicalJson([scope, page])}`;
    return this.#batches.many(
      name,
      (db, ids) => mentions.mentionsOfArticles(db, ids, scope, page),
      (row) => row.parent,
    );
  }

  mentionCountOf(scope: mentions.MentionScope) {
    const name = `mention count of ${canonicalJson(scope)}`;
    return this.#batches.counts(name, (db, ids) => mentions.countMentions(db, ids, scope));
  }

  authorsOf(page: Page) {
    return this.#batches.many(
      `authors of ${canonicalJson(page)}`,
      (db, ids) => authorsOfSources(db, ids, page),
      (row) => row.parent,
    );
  }

  get authorCountOf() {
    return this.#batches.counts('author count of', countAuthorsOfSources);
  }

  placesInside(types: PlaceType[] | null, page: Page) {
    const name = `places inside ${canonicalJson([types, page])}`;
    return this.#batches.many(
      name,
      (db, ids) => entityLists.placesInside(db, ids, types, page),
      (row) => row.parent,
    );
  }

  placeCountInside(types: PlaceType[] | null) {
    const name = `place count inside ${canonicalJson(types)}`;
    return this.#batches.counts(name, (db, ids) => entityLists.countPlacesInside(db, ids, types));
  }
}
