import type { Config } from '../base/config.ts';
import { AppError, asAppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Facts, Feed, FeedEntry } from '../base/news.ts';
import { enrich } from '../enrich/enrich.ts';
import type { FullGazetteer } from '../enrich/gazetteer.ts';
import type { Registry } from '../enrich/knowledge.ts';
import { decodeHtml } from '../ingest/decode.ts';
import { draftArticle } from '../ingest/draft.ts';
import type { Fetcher } from '../ingest/http.ts';
import { extractPage } from '../ingest/page.ts';
import type { ClaimedChannel } from '../store/channels.ts';
import type { Database } from '../store/db.ts';
import { type KnownEntry, saveEntryOutcome } from '../store/feedEntries.ts';
import { type Saved, saveArticle } from '../store/saveArticle.ts';
import type { ArticleToSave } from '../store/saveParts.ts';
import { articleOf } from './articleToSave.ts';
import type { RobotsCache } from './robotsCache.ts';
import { entryAttempts, entryOutcomes, pauseSeconds } from './schedule.ts';
import { storable } from './storable.ts';
import type { StoryWriter } from './storyWriter.ts';

export interface Pipeline {
  config: Config;
  log: Log;
  clock: () => Date;
  database: Database;
  fetcher: Fetcher;
  robots: RobotsCache;
  gazetteer: FullGazetteer;
  registry: Registry;
  /** Teaches the registry what a stored article brought. */
  learn(facts: Facts): void;
  stories: StoryWriter;
}

/** An entry worth reading, with what is known of it. */
export interface PendingEntry {
  entry: FeedEntry;
  entryKey: string;
  fingerprint: string;
  known: KnownEntry | null;
}

/** Reads one entry to its end and stores what became of it. Never throws for a fault of the entry. */
export async function settleEntry(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  feed: Feed,
  pending: PendingEntry,
): Promise<string> {
  const { entry, entryKey, fingerprint } = pending;
  const common = { sourceId: channel.sourceId, entryKey, url: entry.url, fingerprint };
  try {
    return await readEntry(pipeline, channel, feed, entry, common);
  } catch (thrown) {
    const error = asAppError(thrown);
    const now = pipeline.clock();
    const attempts = (pending.known?.outcome === 'retry' ? pending.known.attempts : 0) + 1;
    const outcome = attempts >= entryAttempts ? 'gave_up' : entryOutcomes[error.code];
    const pause = pauseSeconds(
      { pollSeconds: 60, askedSeconds: null, failures: attempts, retryAfterSeconds: retryAfterOf(error) },
      Math.random(),
    );
    const nextAttemptAt = outcome === 'retry' ? new Date(now.getTime() + pause * 1000) : null;
    const reason = `${error.code}: ${error.message}`.slice(0, 500);
    pipeline.log.warn(
      { source: channel.sourceDomain, url: entry.url, outcome, reason, err: causeOf(error) },
      'entry failed',
    );
    await saveEntryOutcome(
      pipeline.database.db,
      { ...common, outcome, reason, nextAttemptAt, articleId: null },
      now,
    );
    return outcome;
  }
}

/** Only a fault of ours is worth a stack in the log. */
const causeOf = (error: AppError) => (error.code === 'INTERNAL' ? error.cause : undefined);

/** Seconds an outlet asked us to stay away, from the error of a refused fetch. */
export function retryAfterOf(error: AppError): number | null {
  const seconds = error.data.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds : null;
}

/** In characters: what browsers take, and what fits into an index row. */
const longestAddress = 2048;

async function readEntry(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  feed: Feed,
  entry: FeedEntry,
  common: { sourceId: number; entryKey: string; url: string; fingerprint: string },
): Promise<string> {
  const rules = await pipeline.robots.rulesFor(entry.url);
  if (!rules.mayFetch(entry.url)) throw new AppError('REFUSED', `robots.txt forbids reading ${entry.url}`);
  const fetched = await pipeline.fetcher.fetchBytes(entry.url, { accept: 'text/html,application/xhtml+xml' });
  const contentType = fetched.headers['content-type'];
  if (contentType !== null && !/html|xml|text\/plain/i.test(contentType)) {
    throw new AppError('UNPARSABLE', `${entry.url} is ${contentType}, not a page`);
  }
  const page = extractPage(decodeHtml(fetched.bytes, contentType), {
    url: fetched.url,
    outletName: channel.sourceName,
    outletDomain: channel.sourceDomain,
    language: entry.language ?? feed.language ?? channel.sourceLanguages[0] ?? null,
  });
  const draft = storable(draftArticle(entry, page));
  if (draft.url.length > longestAddress) {
    throw new AppError(
      'TOO_LARGE',
      `The address of this article is longer than ${longestAddress} characters.`,
    );
  }
  const facts = enrich(
    {
      text: draft.text,
      headline: draft.headline,
      language:
        draft.language ??
        (channel.sourceLanguages.length === 1 ? (channel.sourceLanguages[0] ?? null) : null),
      publishedAt: draft.datePublished,
      sourceName: channel.sourceName,
      sourceDomain: channel.sourceDomain,
      sourceCountry: channel.sourceCountry,
    },
    { gazetteer: pipeline.gazetteer, registry: pipeline.registry },
  );
  const article = articleOf(draft, facts, channel.sourceId, pipeline.clock());
  return saveEntry(pipeline, channel, article, common);
}

async function saveEntry(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  article: ArticleToSave,
  common: { sourceId: number; entryKey: string; url: string; fingerprint: string },
): Promise<Saved> {
  const { database, stories, clock } = pipeline;
  const saved = await stories.during((decide) =>
    saveArticle(database, article, {
      entry: common,
      decide: (tx, articleId) => decide(tx, articleId, article, channel.sourceDomain),
      now: clock(),
    }),
  );
  if (saved !== 'unchanged') pipeline.learn(article.facts);
  return saved;
}
