/**
 * The heavy, pure middle of the pipeline: bytes to a feed, bytes to an article ready to be stored. Everything a job needs
 * is in it and everything it gives can be copied between threads, so that `readers.ts` may run it off the serving loop.
 */
import { AppError } from '../base/errors.ts';
import type { Feed, FeedEntry } from '../base/news.ts';
import { enrich } from '../enrich/enrich.ts';
import type { FullGazetteer } from '../enrich/gazetteer.ts';
import type { Registry } from '../enrich/knowledge.ts';
import { decodeHtml } from '../ingest/decode.ts';
import { draftArticle } from '../ingest/draft.ts';
import { parseFeed } from '../ingest/feed.ts';
import { extractPage } from '../ingest/page.ts';
import type { ArticleToSave } from '../store/saveParts.ts';
import { articleOf } from './articleToSave.ts';
import { storable } from './storable.ts';

/** Names known before, and what earlier articles taught. */
export interface Knowledge {
  gazetteer: FullGazetteer;
  registry: Registry;
}

/** A feed to be parsed. */
export interface FeedJob {
  bytes: Uint8Array;
  url: string;
  contentType: string | null;
  now: Date;
}

/** What the recogniser and the extractor are told of an outlet. */
export interface OutletFacts {
  sourceId: number;
  name: string;
  domain: string;
  country: string | null;
  languages: string[];
}

/** An entry to be read, with its page unless there is none to read. */
export interface ArticleJob {
  entry: FeedEntry;
  feedLanguage: string | null;
  page: { bytes: Uint8Array; contentType: string | null; url: string } | null;
  outlet: OutletFacts;
  now: Date;
}

/** The feed, fit for the store. @throws AppError UNPARSABLE when the bytes are no feed. */
export function readFeed(job: FeedJob): Feed {
  const { bytes, ...about } = job;
  return storable(parseFeed(bytes, about));
}

/** In characters: what browsers take, and what fits into an index row. */
const longestAddress = 2048;

/**
 * The article an entry and its page give, recognised.
 * @throws AppError UNPARSABLE when there is no headline or no text, TOO_LARGE for an address that fits no index.
 */
export function readArticle(job: ArticleJob, knowledge: Knowledge): ArticleToSave {
  const { entry, outlet } = job;
  const page =
    job.page === null
      ? null
      : extractPage(decodeHtml(job.page.bytes, job.page.contentType), {
          url: job.page.url,
          outletName: outlet.name,
          outletDomain: outlet.domain,
          language: entry.language ?? job.feedLanguage ?? outlet.languages[0] ?? null,
        });
  const draft = storable(draftArticle(entry, page));
  if (draft.url.length > longestAddress) {
    throw new AppError(
      'TOO_LARGE',
      `The address of this article is longer than ${longestAddress} characters.`,
    );
  }
  const onlyLanguage = outlet.languages.length === 1 ? (outlet.languages[0] ?? null) : null;
  const facts = enrich(
    {
      text: draft.text,
      headline: draft.headline,
      language: draft.language ?? onlyLanguage,
      publishedAt: draft.datePublished,
      sourceName: outlet.name,
      sourceDomain: outlet.domain,
      sourceCountry: outlet.country,
    },
    knowledge,
  );
  return articleOf(draft, facts, outlet.sourceId, job.now);
}
