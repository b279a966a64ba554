/** One read of a channel: robots, fetch, parse, and which entries are new. What becomes of an entry is pipeline.ts. */
import { createHash } from 'node:crypto';
import { AppError } from '../base/errors.ts';
import type { Feed, FeedEntry } from '../base/news.ts';
import { canonicalUrl } from '../base/url.ts';
import type { ClaimedChannel } from '../store/channels.ts';
import { knownEntries } from '../store/feedEntries.ts';
import { type PendingEntry, type Pipeline, settleEntry } from './pipeline.ts';
import { maxAgeOf } from './schedule.ts';

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
  const feed = await pipeline.readers.readFeed({
    bytes: fetched.bytes,
    url: fetched.url,
    contentType: fetched.headers['content-type'],
    now: pipeline.clock(),
  });
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
