/**
 * The story of one feed entry, top to bottom: entry → page → article → story → one transaction. It is the one file that
 * sees every stage; channel.ts leads up to it (channel → feed → entries), read.ts is its heavy, pure middle.
 *
 * Each entry ends one of three ways: skipped (counted by reason), given up (stored, not tried again) or to be retried
 * (stored with the next time). One bad entry never fails its feed; one bad feed never fails the run.
 */
import type { Config } from '../base/config.ts';
import { AppError, asAppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Feed, FeedEntry } from '../base/news.ts';
import type { Fetcher } from '../ingest/http.ts';
import type { ClaimedChannel } from '../store/channels.ts';
import type { Database } from '../store/db.ts';
import { type KnownEntry, saveEntryOutcome } from '../store/feedEntries.ts';
import { type Saved, saveArticle } from '../store/saveArticle.ts';
import type { ArticleToSave } from '../store/saveParts.ts';
import type { Readers } from './readers.ts';
import type { RobotsCache } from './robotsCache.ts';
import { entryAttempts, entryOutcomes, pauseSeconds } from './schedule.ts';
import type { StoryWriter } from './storyWriter.ts';

export interface Pipeline {
  config: Config;
  log: Log;
  clock: () => Date;
  database: Database;
  fetcher: Fetcher;
  robots: RobotsCache;
  readers: Readers;
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
  const { sourceId, sourceName: name, sourceDomain: domain } = channel;
  const article = await pipeline.readers.readArticle({
    entry,
    feedLanguage: feed.language,
    page: { bytes: fetched.bytes, contentType, url: fetched.url },
    outlet: { sourceId, name, domain, country: channel.sourceCountry, languages: channel.sourceLanguages },
    now: pipeline.clock(),
  });
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
  if (saved !== 'unchanged') pipeline.readers.learn(article.facts);
  return saved;
}
