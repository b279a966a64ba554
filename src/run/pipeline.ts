/**
 * The story of one feed entry, top to bottom: the only file that sees every stage. Data moves forward:
 * channel → feed → entry → page → draft → facts → story → one transaction.
 *
 * Each entry ends one of three ways: skipped (counted by reason), given up (stored, not tried again) or to be retried
 * (stored with the next time). One bad entry never fails its feed; one bad feed never fails the run.
 */
import { createHash } from 'node:crypto';
import type { Config } from '../base/config.ts';
import { AppError, asAppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Facts, Feed, FeedEntry } from '../base/news.ts';
import { canonicalUrl } from '../base/url.ts';
import { enrich } from '../enrich/enrich.ts';
import type { FullGazetteer } from '../enrich/gazetteer.ts';
import type { Registry } from '../enrich/knowledge.ts';
import { decodeHtml } from '../ingest/decode.ts';
import { draftArticle } from '../ingest/draft.ts';
import { parseFeed } from '../ingest/feed.ts';
import type { Fetcher } from '../ingest/http.ts';
import { extractPage } from '../ingest/page.ts';
import type { ClaimedChannel } from '../store/channels.ts';
import type { Database } from '../store/db.ts';
import { type KnownEntry, knownEntries, saveEntryOutcome } from '../store/feedEntries.ts';
import { type Saved, saveArticle } from '../store/saveArticle.ts';
import type { ArticleToSave } from '../store/saveParts.ts';
import { articleOf } from './articleToSave.ts';
import type { RobotsCache } from './robotsCache.ts';
import { entryAttempts, entryOutcomes, maxAgeOf, pauseSeconds } from './schedule.ts';
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

/** What one read of a channel brought. */
export interface Refresh {
  status: number;
  /** Validators to store; null after a 304, which keeps the old ones. */
  validators: { etag: string | null; lastModified: string | null } | null;
  /** Seconds the outlet asks readers to wait, null when it does not say. */
  askedSeconds: number | null;
  entries: number;
  /** Entries of the feed that could not be read, with the reason. */
  faults: string[];
  outcomes: Record<string, number>;
}

/**
 * Reads one channel and everything new in it.
 * @throws AppError when the channel itself cannot be read; what went well before it is stored.
 */
export async function refreshChannel(pipeline: Pipeline, channel: ClaimedChannel): Promise<Refresh> {
  const rules = await pipeline.robots.rulesFor(channel.url);
  if (!rules.mayFetch(channel.url))
    throw new AppError('REFUSED', `robots.txt forbids reading ${channel.url}`);
  const fetched = await pipeline.fetcher.fetchBytes(channel.url, {
    etag: channel.etag,
    lastModified: channel.lastModified,
  });
  const base = { status: fetched.status, askedSeconds: maxAgeOf(fetched.headers['cache-control']) };
  if (fetched.notModified) return { ...base, validators: null, entries: 0, faults: [], outcomes: {} };
  const parsed = parseFeed(fetched.bytes, {
    url: fetched.url,
    contentType: fetched.headers['content-type'],
    now: pipeline.clock(),
  });
  const feed = storable(parsed);
  const [fault] = feed.faults;
  if (feed.entries.length === 0 && fault) {
    throw new AppError('UNPARSABLE', `No entry of ${channel.url} could be read: ${fault.message}`);
  }
  const outcomes = await readEntries(pipeline, channel, feed);
  return {
    ...base,
    validators: { etag: fetched.headers.etag, lastModified: fetched.headers['last-modified'] },
    askedSeconds: feed.ttlMinutes === null ? base.askedSeconds : feed.ttlMinutes * 60,
    entries: feed.entries.length,
    faults: feed.faults.map((fault) => `entry ${fault.index + 1}: ${fault.message}`),
    outcomes,
  };
}

interface PendingEntry {
  entry: FeedEntry;
  entryKey: string;
  fingerprint: string;
  known: KnownEntry | null;
}

/** Oldest first, so that an original is stored before its copies and a story before its sequels. */
async function readEntries(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  feed: Feed,
): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  const count = (outcome: string) => {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  };
  const inOrder = [...feed.entries].sort(
    (a, b) => (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0),
  );
  for (const pending of await freshEntries(pipeline, channel, inOrder, count)) {
    count(await settleEntry(pipeline, channel, feed, pending));
  }
  return outcomes;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Guid or address; a hash of one that would not fit into an index row (2,700 bytes). */
function entryKeyOf(entry: FeedEntry): string {
  const key = entry.guid ?? canonicalUrl(entry.url);
  return key.length > 500 ? `sha256:${hashOf(key)}` : key;
}

/** What the feed says of the entry; a change means the page is worth another look. */
function fingerprintOf(entry: FeedEntry): string {
  const said = [entry.headline, entry.summary, entry.modifiedAt?.toISOString()];
  return hashOf(said.join('\n')).slice(0, 16);
}

/** Leaves out, before any page is fetched, what is known and unchanged or waits for its next try. */
async function freshEntries(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  entries: FeedEntry[],
  count: (outcome: string) => void,
): Promise<PendingEntry[]> {
  const known = await knownEntries(pipeline.database, channel.sourceId, entries.map(entryKeyOf));
  const now = pipeline.clock();
  const pending: PendingEntry[] = [];
  for (const entry of entries) {
    const entryKey = entryKeyOf(entry);
    const before = known.get(entryKey) ?? null;
    const fingerprint = fingerprintOf(entry);
    const waits = before?.outcome === 'retry' && before.nextAttemptAt !== null && before.nextAttemptAt > now;
    const same = before !== null && before.outcome !== 'retry' && before.fingerprint === fingerprint;
    if (waits || same) count(waits ? 'waiting' : 'known');
    else pending.push({ entry, entryKey, fingerprint, known: before });
  }
  return pending;
}

/** Reads one entry to its end and stores what became of it. Never throws for a fault of the entry. */
async function settleEntry(
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
