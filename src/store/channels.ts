/** Channels as the worker sees them: claiming what is due, settling an attempt. */
import { eq, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { ChannelKind } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import { type HealthState, type SourceKind, sourceChannels } from './tables.ts';

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
