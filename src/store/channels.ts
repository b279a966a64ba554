/** Channels as the worker sees them: claiming what is due, settling an attempt. */
import { eq, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { ChannelKind } from '../base/news.ts';
import { type Database, type Db, rows, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { lockStories } from './saveStory.ts';
import { sourceStateOf } from './sourceState.ts';
import { changes, type HealthState, type SourceKind, sourceChannels } from './tables.ts';

/** A channel that a worker holds, with what it needs to know of the source. */
export interface ClaimedChannel {
  channelId: number;
  kind: ChannelKind;
  url: string;
  etag: string | null;
  lastModified: string | null;
  /** SHA-256 of the latest body whose entries were all read; null when there is none. */
  bodyHash: string | null;
  entriesPerWeek: number | null;
  /** Milliseconds since 1970; null before the first success. */
  lastSuccessMs: number | null;
  consecutiveFailures: number;
  parseFailures: number;
  sourceId: number;
  sourceDomain: string;
  sourceKind: SourceKind;
  isDemo: boolean;
}

/** Which channels are wanted. */
export interface ClaimOptions {
  now: Date;
  leaseUntil: Date;
  limit: number;
  /** One source alone, its paused channels included; null for all. */
  domain: string | null;
  /** Those not tried since then, whatever the schedule says; null for those that are due. */
  claimedBefore: Date | null;
  /** Wires alone, all but wires, or (null) both, wires first. */
  wires?: boolean | null;
  /** Hosts (with their port) that are busy enough already. */
  busyHosts?: string[];
}

const hostOf = sql`lower(split_part(split_part(split_part(c.url, '://', 2), '/', 1), '?', 1))`;

/** A hub's delivery that came while the channel was being read: what it told of may have come too late for that. */
const wasTold = (now: Date): SQL =>
  sql`exists (select 1 from websub_subscriptions w where w.channel_id = c.id
        and w.last_delivery_at > c.last_attempt_at and c.consecutive_failures = 0
        and c.last_attempt_at <= ${new Date(now.getTime() - toldPauseMs).toISOString()}::timestamptz)`;
const toldPauseMs = 30_000;

function wanted({ now, domain, claimedBefore, wires = null, busyHosts = [] }: ClaimOptions): SQL {
  const due = claimedBefore
    ? sql`(c.last_attempt_at is null or c.last_attempt_at < ${claimedBefore.toISOString()}::timestamptz)`
    : sql`(c.next_attempt_at <= ${now.toISOString()}::timestamptz or ${wasTold(now)})`;
  const conditions = [
    sql`c.ingestible and s.retired_at is null`,
    due,
    domain === null ? sql`c.state <> 'PAUSED'` : sql`s.domain = ${domain}`,
    ...(wires === null ? [] : [wires ? sql`s.kind = 'WIRE'` : sql`s.kind <> 'WIRE'`]),
    ...(busyHosts.length === 0 ? [] : [sql`${hostOf} <> all(${array(busyHosts, 'text')})`]),
    sql`(c.lease_until is null or c.lease_until <= ${now.toISOString()}::timestamptz)`,
  ];
  return sql.join(conditions, sql` and `);
}

/**
 * Takes up to `limit` channels and holds them until `leaseUntil`. Several workers never get the same one
 * (`FOR UPDATE SKIP LOCKED`); a dead worker's lease runs out.
 */
export async function claimDueChannels(database: Database, options: ClaimOptions): Promise<ClaimedChannel[]> {
  const now = options.now.toISOString();
  return rows<ClaimedChannel>(
    database,
    sql`update source_channels c set lease_until = ${options.leaseUntil.toISOString()}::timestamptz,
          last_attempt_at = ${now}::timestamptz
        from sources s
        where s.id = c.source_id and c.id in (
          select c.id from source_channels c join sources s on s.id = c.source_id
          where ${wanted(options)}
          order by s.kind = 'WIRE' desc, c.next_attempt_at, c.id limit ${options.limit} for update of c skip locked)
        returning c.id::int as "channelId", c.kind, c.url, c.etag, c.last_modified as "lastModified",
          c.body_hash as "bodyHash", c.entries_per_week::float8 as "entriesPerWeek",
          (extract(epoch from c.last_success_at) * 1000)::float8 as "lastSuccessMs",
          c.consecutive_failures as "consecutiveFailures", c.parse_failures as "parseFailures",
          s.id::int as "sourceId", s.domain as "sourceDomain",
          s.kind as "sourceKind", s.is_demo as "isDemo"`,
  );
}

/** Holds a claimed channel for longer. False when the lease ran out and another worker may have taken it. */
export async function renewLease(
  database: Database,
  channelId: number,
  lease: { now: Date; until: Date },
): Promise<boolean> {
  const renewed = await database.db
    .update(sourceChannels)
    .set({ leaseUntil: lease.until })
    .where(
      sql`${sourceChannels.id} = ${channelId} and ${sourceChannels.leaseUntil} > ${lease.now.toISOString()}::timestamptz`,
    )
    .returning({ id: sourceChannels.id });
  return renewed.length > 0;
}

/**
 * Gives a channel another address. False when another channel has it, and then nothing changes.
 */
export async function moveChannel(database: Database, channelId: number, url: string): Promise<boolean> {
  const moved = await rows<{ id: number }>(
    database,
    sql`update source_channels set url = ${url} where id = ${channelId}
        and not exists (select 1 from source_channels other where other.url = ${url} and other.id <> ${channelId})
        returning id::int`,
  );
  return moved.length > 0;
}

/** What the next request is to send back, of an answer whose entries were all read. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** What a full answer taught of its channel. */
export interface ChannelFacts {
  validators: Validators;
  /** Null when the same bytes would have to be read again. */
  bodyHash: string | null;
  /** Entries that could not be read: the channel works, but not wholly. */
  faults: string[];
  hub: { hubUrl: string; topicUrl: string } | null;
}

/** How an attempt on a channel ended. */
export type Settled =
  | {
      ok: true;
      status: number;
      /** Null after an answer without news (304, the same bytes): what an earlier one taught stays. */
      learnt: ChannelFacts | null;
      /** Validators of an answer with the same bytes; they may have changed all the same. */
      validators?: Validators | null;
      entriesPerWeek: number | null;
    }
  | {
      ok: false;
      status: number | null;
      code: string;
      message: string;
      state: HealthState;
      parseFailures: number;
      /** The channel is at its end (HTTP 410): it is not read again. */
      isGone: boolean;
    };

/**
 * Writes the outcome on the channel's row, sets the next attempt and frees the lease. One statement, unless the channel's
 * state changes: then the change of its source's health is logged with it, if it is one.
 */
export async function settleChannel(
  database: Database,
  channelId: number,
  settled: Settled,
  times: { now: Date; next: Date },
): Promise<void> {
  const common = { leaseUntil: null, nextAttemptAt: times.next, lastHttpStatus: settled.status };
  const outcome = settled.ok
    ? {
        lastSuccessAt: times.now,
        consecutiveFailures: 0,
        parseFailures: 0,
        entriesPerWeek: settled.entriesPerWeek,
        ...healthAfterAnswer(settled),
      }
    : {
        state: settled.state,
        consecutiveFailures: sql`${sourceChannels.consecutiveFailures} + 1`,
        parseFailures: settled.parseFailures,
        lastError: settled.message.slice(0, 500),
        lastErrorCode: settled.code,
        ...(settled.isGone ? { ingestible: false } : {}),
      };
  const set = { ...common, ...outcome };
  const stays = sql`${sourceChannels.id} = ${channelId} and ${sourceChannels.state} = ${outcome.state}`;
  const kept = await database.db
    .update(sourceChannels)
    .set(set)
    .where(stays)
    .returning({ id: sourceChannels.id });
  if (kept.length > 0) return;
  await database.db.transaction(async (tx) => {
    // The log's lock comes before any row's, as with every writer of the log.
    await lockStories(tx);
    const before = await channelStates(tx, channelId);
    await tx.update(sourceChannels).set(set).where(eq(sourceChannels.id, channelId));
    await noteHealth(tx, before, await channelStates(tx, channelId), times.now);
  });
}

interface ChannelState {
  sourceId: string;
  ingestible: boolean;
  state: HealthState;
}

/** The states of all channels of a channel's source. */
function channelStates(tx: Db, channelId: number): Promise<ChannelState[]> {
  return rowsOf(
    tx,
    sql`select s.public_id as "sourceId", c.ingestible, c.state
        from source_channels own join sources s on s.id = own.source_id
          join source_channels c on c.source_id = s.id
        where own.id = ${channelId}`,
  );
}

/** Logs that a source's health is another; one channel of several may change without that. */
async function noteHealth(tx: Db, before: ChannelState[], after: ChannelState[], now: Date): Promise<void> {
  const [healthBefore, healthAfter] = [sourceStateOf(before), sourceStateOf(after)];
  const nodeId = after[0]?.sourceId;
  if (nodeId === undefined || healthBefore === healthAfter) return;
  const row = { op: 'UPDATED' as const, typename: 'Source', nodeId, changedFields: ['health'], at: now };
  await tx.insert(changes).values({ ...row, healthBefore, healthAfter });
}

/** An answer without news says nothing of the entries: it ends failures, but leaves a full answer's faults standing. */
function healthAfterAnswer(settled: Settled & { ok: true }) {
  const { learnt } = settled;
  if (learnt === null) {
    const failed = sql`(${sourceChannels.consecutiveFailures} > 0 or ${sourceChannels.state} in ('NEVER_FETCHED', 'PAUSED'))`;
    const unlessCalm = (column: AnyPgColumn, value: string | null) =>
      sql`case when ${failed} then ${value} else ${column} end`;
    return {
      ...settled.validators,
      state: unlessCalm(sourceChannels.state, 'HEALTHY'),
      lastError: unlessCalm(sourceChannels.lastError, null),
      lastErrorCode: unlessCalm(sourceChannels.lastErrorCode, null),
    };
  }
  const [first] = learnt.faults;
  const more = learnt.faults.length > 1 ? ` (and ${learnt.faults.length - 1} more)` : '';
  return {
    ...learnt.validators,
    bodyHash: learnt.bodyHash,
    hubUrl: learnt.hub?.hubUrl ?? null,
    topicUrl: learnt.hub?.topicUrl ?? null,
    state: first === undefined ? ('HEALTHY' as const) : ('DEGRADED' as const),
    lastError: first === undefined ? null : `${first}${more}`.slice(0, 500),
    lastErrorCode: first === undefined ? null : 'UNPARSABLE',
  };
}
