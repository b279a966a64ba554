/** One read of a channel: robots, fetch, parse, and which entries are new. What becomes of an entry is pipeline.ts. */
import { createHash } from 'node:crypto';
import { AppError } from '../base/errors.ts';
import type { Feed, FeedEntry } from '../base/news.ts';
import { canonicalUrl } from '../base/url.ts';
import { decodeXml } from '../ingest/decode.ts';
import { readHub } from '../ingest/feedHub.ts';
import type { Fetched } from '../ingest/http.ts';
import { checkMayFetch } from '../ingest/robots.ts';
import { type ChannelFacts, type ClaimedChannel, moveChannel, type Validators } from '../store/channels.ts';
import { knownEntries } from '../store/feedEntries.ts';
import { openOutlet } from './outlet.ts';
import type { Pipeline } from './parts.ts';
import { type PendingEntry, settleEntry } from './pipeline.ts';
import { askedByHeaders, entriesPerWeekOf, silenceFactor } from './schedule.ts';
import { readSitemapIndex } from './sitemapIndex.ts';

/** What one read of a channel brought. */
export interface Refresh {
  status: number;
  /** Seconds the outlet asks readers to wait, null when it does not say. */
  askedSeconds: number | null;
  /** Null after an answer without news: a 304, or the same bytes again. */
  learnt: ChannelFacts | null;
  /** Validators that came with the same bytes; null otherwise. */
  validators: Validators | null;
  entriesPerWeek: number | null;
  entries: number;
  outcomes: Record<string, number>;
  /** False when the turn ended before the entries did; the rest is for the next one. */
  isWhole: boolean;
}

/** A worker's turn at a channel. */
export interface Turn {
  /** Asked before each entry: whether there is time for it. */
  goesOn(): Promise<boolean>;
}

/**
 * Reads one channel and everything new in it.
 * @throws AppError when the channel itself cannot be read; what went well before it is stored.
 */
export async function refreshChannel(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  turn: Turn,
): Promise<Refresh> {
  const fetched = await fetchChannel(pipeline, channel);
  const { status, headers } = fetched;
  const askedSeconds = askedByHeaders(headers, pipeline.clock());
  const validators = { etag: headers.etag, lastModified: headers['last-modified'] };
  const bodyHash = fetched.notModified ? channel.bodyHash : hashOf(fetched.bytes);
  if (fetched.notModified || bodyHash === channel.bodyHash) {
    const { entriesPerWeek } = channel;
    return {
      ...{ status, askedSeconds, learnt: null, entries: 0, outcomes: {}, isWhole: true },
      validators: fetched.notModified ? null : validators,
      entriesPerWeek: entriesPerWeek === null ? null : entriesPerWeek * silenceFactor,
    };
  }
  const { feed, isDated } = await parse(pipeline, channel, fetched);
  const note = await followMove(pipeline, channel, fetched);
  const { outcomes, isWhole } = await readEntries(pipeline, channel, feed, turn);
  // An answer that leaves something to be done must not be answered with "you know it" the next time.
  const isDone = isWhole && isDated && !outcomes.retry && !outcomes.waiting;
  const faults = feed.faults.map((fault) => `entry ${fault.index + 1}: ${fault.message}`);
  return {
    ...{ status, validators: null, entries: feed.entries.length, outcomes, isWhole },
    askedSeconds: Math.max(askedSeconds ?? 0, (feed.ttlMinutes ?? 0) * 60) || null,
    learnt: {
      validators: isDone ? validators : { etag: null, lastModified: null },
      bodyHash: isDone ? bodyHash : null,
      faults: note === null ? faults : [note, ...faults],
      hub: hubOf(fetched),
    },
    entriesPerWeek: entriesPerWeekOf(
      feed.entries.map(({ publishedAt, modifiedAt }) => publishedAt ?? modifiedAt),
      pipeline.clock(),
    ),
  };
}

async function fetchChannel(pipeline: Pipeline, channel: ClaimedChannel): Promise<Fetched> {
  const { robots, fetcher } = pipeline;
  const { url, etag, lastModified } = channel;
  checkMayFetch(await robots.rulesFor(url), url);
  const fetched = await fetcher.fetchBytes(url, { etag, lastModified });
  // A redirect to another host leads under the rules of that host.
  if (new URL(fetched.url).host !== new URL(url).host)
    checkMayFetch(await robots.rulesFor(fetched.url), fetched.url);
  return fetched;
}

async function parse(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  fetched: Fetched,
): Promise<{ feed: Feed; isDated: boolean }> {
  const feed = await pipeline.readers.readFeed({
    bytes: fetched.bytes,
    url: fetched.url,
    contentType: fetched.headers['content-type'],
    now: pipeline.clock(),
  });
  const isEmpty = feed.entries.length === 0;
  const index =
    isEmpty && feed.kind === 'NEWS_SITEMAP'
      ? await readSitemapIndex(pipeline, fetched, channel.lastSuccessMs)
      : null;
  if (index !== null) return index;
  const [fault] = feed.faults;
  if (isEmpty && fault)
    throw new AppError('UNPARSABLE', `No entry of ${channel.url} could be read: ${fault.message}`);
  return { feed, isDated: true };
}

/** A move that every hop calls permanent (RFC 9110 sections 15.4.2 and 15.4.9) is followed for good. Null or a note. */
async function followMove(
  { database, log }: Pipeline,
  channel: ClaimedChannel,
  { redirects, url }: Fetched,
): Promise<string | null> {
  const isForGood = redirects.length > 0 && redirects.every(({ status }) => status === 301 || status === 308);
  if (!isForGood || url === channel.url) return null;
  if (await moveChannel(database, channel.channelId, url)) {
    log.info({ source: channel.sourceDomain, url: channel.url, to: url }, 'channel moved');
    return null;
  }
  return `It moved to ${url}, which another channel has`;
}

/** Hubs stand in the head of a feed. */
const hubBytes = 65_536;
const mostJsonBytes = 2_000_000;

function hubOf({ bytes, url, headers }: Fetched): ChannelFacts['hub'] {
  const isJson = bytes[0] === 0x7b && bytes.byteLength <= mostJsonBytes;
  const head = isJson ? bytes : bytes.subarray(0, hubBytes);
  return readHub(decodeXml(head, headers['content-type']), url, headers.link);
}

/** Oldest first, so that an original is stored before its copies and a story before its sequels. */
async function readEntries(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  feed: Feed,
  turn: Turn,
): Promise<{ outcomes: Record<string, number>; isWhole: boolean }> {
  const outcomes: Record<string, number> = {};
  const count = (outcome: string) => {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  };
  const inOrder = [...feed.entries].sort(
    (a, b) => (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0),
  );
  const fresh = await freshEntries(pipeline, channel, inOrder, count);
  if (fresh.length === 0) return { outcomes, isWhole: true };
  const outlet = await openOutlet(pipeline, channel.sourceId);
  for (const pending of fresh) {
    if (!(await turn.goesOn())) return { outcomes, isWhole: false };
    count(await settleEntry(pipeline, outlet, feed, pending));
  }
  return { outcomes, isWhole: true };
}

const hashOf = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Guid or address; a hash of one that would not fit into an index row (2,700 bytes). */
function entryKeyOf(entry: FeedEntry): string {
  const key = entry.guid ?? canonicalUrl(entry.url);
  return key.length > 500 ? `sha256:${hashOf(key)}` : key;
}

/** What the feed says of the entry; a change means the page is worth another look. */
function fingerprintOf(entry: FeedEntry): string {
  const said = [entry.headline, entry.summary, entry.modifiedAt?.toISOString()];
  // No page tells of an edit here, and a cancelled item often repeats what it said before.
  if (entry.isWhole) said.push(entry.contentHtml, entry.isRetraction ? 'taken back' : null);
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
    const isSettled = before !== null && before.outcome !== 'retry';
    const same = isSettled && (before.isTakenDown || before.fingerprint === fingerprint);
    if (waits || same) count(waits ? 'waiting' : 'known');
    else pending.push({ entry, entryKey, fingerprint, known: before });
  }
  return pending;
}
