/** Sources and their channels as the worker sees them: adding, claiming what is due, settling an attempt. */
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { AppError } from '../base/errors.ts';
import { publicId } from '../base/id.ts';
import type { ChannelKind } from '../base/news.ts';
import { type Database, type Db, rows } from './db.ts';
import {
  type BodyExposure,
  feedEntries,
  type HealthState,
  type SourceKind,
  sourceChannels,
  sources,
} from './tables.ts';

export interface NewSource {
  name: string;
  domain: string;
  url: string;
  kind: SourceKind;
  country: string | null;
  languages: string[];
  exposure: BodyExposure;
  isDemo: boolean;
  channels: { kind: ChannelKind; url: string }[];
}

/** A channel that a worker holds, with what it needs to know of the source. */
export interface ClaimedChannel {
  channelId: number;
  kind: ChannelKind;
  url: string;
  etag: string | null;
  lastModified: string | null;
  consecutiveFailures: number;
  sourceId: number;
  sourceName: string;
  sourceDomain: string;
  sourceCountry: string | null;
  sourceLanguages: string[];
  sourceKind: SourceKind;
  isDemo: boolean;
}

export interface ConfiguredSource {
  name: string;
  domain: string;
  url: string;
  kind: SourceKind;
  country: string | null;
  languages: string[];
  isDemo: boolean;
  channels: { kind: ChannelKind; url: string; state: HealthState; lastError: string | null }[];
}

/**
 * Adds a source and its channels, or revives a retired one, in one transaction; the first real one retires the demo.
 * @throws AppError CONFLICT when the domain is configured already, or a channel's address belongs to another source.
 */
export async function addSource(
  database: Database,
  source: NewSource,
  now: Date,
): Promise<{ publicId: string }> {
  return database.db.transaction(async (tx) => {
    const [existing] = await tx.select().from(sources).where(eq(sources.domain, source.domain));
    if (existing && existing.retiredAt === null && !existing.isDemo && !source.isDemo) {
      throw new AppError('CONFLICT', `${source.domain} is configured already: remove it first.`);
    }
    const { channels, ...columns } = source;
    const row = { ...columns, publicId: publicId('Source', source.domain), createdAt: now, retiredAt: null };
    const { createdAt: _, ...update } = row;
    const [saved] = await tx
      .insert(sources)
      .values(row)
      .onConflictDoUpdate({ target: sources.domain, set: update })
      .returning({ id: sources.id, publicId: sources.publicId });
    if (!saved) throw new AppError('INTERNAL', `${source.domain} could not be stored.`);
    for (const channel of channels) await addChannel(tx, saved.id, channel, now);
    if (!source.isDemo) await retireDemo(tx, now);
    return { publicId: saved.publicId };
  });
}

async function addChannel(
  tx: Db,
  sourceId: number,
  channel: { kind: ChannelKind; url: string },
  now: Date,
): Promise<void> {
  const [saved] = await tx
    .insert(sourceChannels)
    .values({ ...channel, sourceId, nextAttemptAt: now, createdAt: now })
    .onConflictDoUpdate({
      target: sourceChannels.url,
      set: { kind: channel.kind, ingestible: true, nextAttemptAt: now },
      setWhere: eq(sourceChannels.sourceId, sourceId),
    })
    .returning({ id: sourceChannels.id });
  if (!saved) throw new AppError('CONFLICT', `${channel.url} is a channel of another source already.`);
}

async function retireDemo(tx: Db, now: Date): Promise<void> {
  await tx
    .update(sources)
    .set({ retiredAt: now })
    .where(and(eq(sources.isDemo, true), isNull(sources.retiredAt)));
}

/** Stops reading demo outlets, all of them, when nothing serves them: their articles stay. */
export function retireDemoSources(database: Database, now: Date): Promise<void> {
  return retireDemo(database.db, now);
}

/** Stops polling the demo outlets' channels at other addresses: the newsroom may have moved to another port. */
export async function keepDemoChannels(database: Database, urls: string[]): Promise<void> {
  await rows(
    database,
    sql`update source_channels c set ingestible = false from sources s
        where s.id = c.source_id and s.is_demo and not c.url = any(${sql.param(urls)}::text[])`,
  );
}

/** Stops reading a source; its articles stay. False when no such source is configured. */
export async function removeSource(database: Database, domain: string, now: Date): Promise<boolean> {
  const removed = await database.db
    .update(sources)
    .set({ retiredAt: now })
    .where(and(eq(sources.domain, domain), isNull(sources.retiredAt)))
    .returning({ id: sources.id });
  return removed.length > 0;
}

/** All sources that are read, by name, with the channels that are polled. */
export async function listConfigured(database: Database): Promise<ConfiguredSource[]> {
  const found = await database.db
    .select()
    .from(sources)
    .innerJoin(sourceChannels, eq(sourceChannels.sourceId, sources.id))
    .where(and(isNull(sources.retiredAt), eq(sourceChannels.ingestible, true)))
    .orderBy(asc(sources.name), asc(sourceChannels.id));
  const bySource = new Map<number, ConfiguredSource>();
  for (const { sources: source, source_channels: channel } of found) {
    const known = bySource.get(source.id) ?? { ...source, channels: [] };
    known.channels.push(channel);
    bySource.set(source.id, known);
  }
  return [...bySource.values()];
}

/** When the demo newsroom was first read here, so that its replay goes on where it stood; null when never. */
export async function demoEpoch(database: Database): Promise<Date | null> {
  const [row] = await database.db
    .select({ at: sql<string | null>`min(${sources.createdAt})` })
    .from(sources)
    .where(eq(sources.isDemo, true));
  return row?.at ? new Date(row.at) : null;
}

/**
 * Takes up to `limit` due channels and holds them until `leaseUntil`. Several workers never get the same one
 * (`FOR UPDATE SKIP LOCKED`); a dead worker's lease runs out. `domain` narrows to one source and ignores the schedule.
 */
export async function claimDueChannels(
  database: Database,
  options: { now: Date; leaseUntil: Date; limit: number; domain: string | null; claimedBefore: Date | null },
): Promise<ClaimedChannel[]> {
  const now = options.now.toISOString();
  const due = options.claimedBefore
    ? sql`(c.last_attempt_at is null or c.last_attempt_at < ${options.claimedBefore.toISOString()}::timestamptz)`
    : sql`c.next_attempt_at <= ${now}::timestamptz`;
  const ofDomain = options.domain === null ? sql`true` : sql`s.domain = ${options.domain}`;
  return rows<ClaimedChannel>(
    database,
    sql`update source_channels c set lease_until = ${options.leaseUntil.toISOString()}::timestamptz,
          last_attempt_at = ${now}::timestamptz
        from sources s
        where s.id = c.source_id and c.id in (
          select c.id from source_channels c join sources s on s.id = c.source_id
          where c.ingestible and s.retired_at is null and ${due} and ${ofDomain}
            and (c.lease_until is null or c.lease_until <= ${now}::timestamptz)
          order by s.kind = 'WIRE' desc, c.next_attempt_at, c.id limit ${options.limit} for update of c skip locked)
        returning c.id::int as "channelId", c.kind, c.url, c.etag, c.last_modified as "lastModified",
          c.consecutive_failures as "consecutiveFailures", s.id::int as "sourceId", s.name as "sourceName",
          s.domain as "sourceDomain", s.country as "sourceCountry", s.languages as "sourceLanguages",
          s.kind as "sourceKind", s.is_demo as "isDemo"`,
  );
}

/** How an attempt on a channel ended. */
export type Settled =
  | {
      ok: true;
      status: number;
      /** Null after a 304, which keeps the stored ones. */
      validators: { etag: string | null; lastModified: string | null } | null;
      /** Entries of the feed that could not be read: the channel works, but not wholly. */
      faults: string[];
    }
  | { ok: false; status: number | null; code: string; message: string; state: HealthState };

/** Writes the outcome on the channel's row, sets the next attempt and frees the lease. */
export async function settleChannel(
  database: Database,
  channelId: number,
  settled: Settled,
  times: { now: Date; next: Date },
): Promise<void> {
  const common = { leaseUntil: null, nextAttemptAt: times.next, lastHttpStatus: settled.status };
  const outcome = settled.ok
    ? { lastSuccessAt: times.now, consecutiveFailures: 0, ...healthAfterAnswer(settled) }
    : {
        state: settled.state,
        consecutiveFailures: sql`${sourceChannels.consecutiveFailures} + 1`,
        lastError: settled.message.slice(0, 500),
        lastErrorCode: settled.code,
      };
  await database.db
    .update(sourceChannels)
    .set({ ...common, ...outcome })
    .where(eq(sourceChannels.id, channelId));
}

/** A 304 says nothing of the entries: it ends failures of the channel, but leaves a full answer's faults standing. */
function healthAfterAnswer(settled: Settled & { ok: true }) {
  const unlessCalm = (column: AnyPgColumn, value: string | null) =>
    sql`case when ${sourceChannels.consecutiveFailures} > 0 then ${value} else ${column} end`;
  if (settled.validators === null) {
    return {
      state: unlessCalm(sourceChannels.state, 'HEALTHY'),
      lastError: unlessCalm(sourceChannels.lastError, null),
      lastErrorCode: unlessCalm(sourceChannels.lastErrorCode, null),
    };
  }
  const [first] = settled.faults;
  const more = settled.faults.length > 1 ? ` (and ${settled.faults.length - 1} more)` : '';
  return {
    ...settled.validators,
    state: first === undefined ? ('HEALTHY' as const) : ('DEGRADED' as const),
    lastError: first === undefined ? null : `${first}${more}`.slice(0, 500),
    lastErrorCode: first === undefined ? null : 'UNPARSABLE',
  };
}

/** What is known of feed entries, by entry key. */
export interface KnownEntry {
  entryKey: string;
  fingerprint: string;
  outcome: 'saved' | 'skipped' | 'gave_up' | 'retry';
  attempts: number;
  nextAttemptAt: Date | null;
}

/** One statement for a whole feed: what became of the entries seen before. */
export async function knownEntries(
  database: Database,
  sourceId: number,
  entryKeys: string[],
): Promise<Map<string, KnownEntry>> {
  if (entryKeys.length === 0) return new Map();
  const found = await database.db
    .select({
      entryKey: feedEntries.entryKey,
      fingerprint: feedEntries.fingerprint,
      outcome: feedEntries.outcome,
      attempts: feedEntries.attempts,
      nextAttemptAt: feedEntries.nextAttemptAt,
    })
    .from(feedEntries)
    .where(and(eq(feedEntries.sourceId, sourceId), inArray(feedEntries.entryKey, entryKeys)));
  return new Map(found.map((entry) => [entry.entryKey, entry]));
}

export interface EntryOutcome {
  sourceId: number;
  entryKey: string;
  url: string;
  fingerprint: string;
  outcome: KnownEntry['outcome'];
  reason: string | null;
  nextAttemptAt: Date | null;
  articleId: number | null;
}

/** Remembers what became of an entry. Runs inside the article's transaction when it was saved. */
export async function saveEntryOutcome(db: Db, entry: EntryOutcome, now: Date): Promise<void> {
  const row = { ...entry, updatedAt: now };
  const { articleId, ...rest } = row;
  await db
    .insert(feedEntries)
    .values(row)
    .onConflictDoUpdate({
      target: [feedEntries.sourceId, feedEntries.entryKey],
      set: {
        ...rest,
        ...(articleId === null ? {} : { articleId }),
        attempts: entry.outcome === 'retry' ? sql`${feedEntries.attempts} + 1` : 1,
      },
    });
}
