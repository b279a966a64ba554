/** Deliveries as a queue: which are due, and how an attempt at one went. Safe with many processes, and with ones that die. */
import { type SQL, sql } from 'drizzle-orm';
import { type Database, rows, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import type { WebhookEvent } from './tablesClients.ts';
import { leaseMs } from './webhookDeliveries.ts';
import { isServed } from './webhooks.ts';

/** A delivery that this process is to send now. */
export interface ClaimedDelivery {
  /** Public id; the message id. */
  id: string;
  rowId: number;
  webhookRowId: number;
  /** Public id. */
  webhookId: string;
  event: WebhookEvent;
  payload: string;
  kind: 'HTTP' | 'TELEGRAM';
  url: string;
  chatId: string | null;
  secret: string | null;
  /** This attempt's number, from 1. */
  attempts: number;
  /** Where it queues: a host, or a chat. */
  lane: string;
}

/** Messages that one process sends to a host at a time; to a chat it is one. */
const perHost = 4;
/** Shortest time between two messages to a chat: 20 a minute, as Telegram asks of bots in groups. */
const chatPause = '3 seconds';

const lane = sql.raw(
  `(case when w.kind = 'TELEGRAM' then 'chat ' || w.chat_id else split_part(w.url, '/', 3) end)`,
);

/**
 * Takes up to `limit` due deliveries, those that wait longest first, and holds them for `leaseMs`: a process that dies
 * lets go of them. Lanes are filled to their width, what is under way here counted (`busy`), so that none holds up
 * another; what it costs depends on the number of webhooks, not on how much waits for them.
 */
export async function claimDeliveries(
  database: Database,
  { now, limit, busy }: { now: Date; limit: number; busy: ReadonlyMap<string, number> },
): Promise<ClaimedDelivery[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const heldUntil = new Date(now.getTime() + leaseMs).toISOString();
  const isDue = sql`d.state = 'PENDING' and d.next_attempt_at <= ${at}`;
  const isRested = sql`(w.kind = 'HTTP' or not exists (select 1 from webhooks o
    where o.chat_id = w.chat_id and o.last_delivery_at > ${at} - ${chatPause}::interval))`;
  return rows<ClaimedDelivery>(
    database,
    sql`with due as (
          select d.id, d.next_attempt_at, w.kind, ${lane} as lane,
            row_number() over (partition by ${lane} order by d.next_attempt_at, d.id) as nth
          from webhooks w join api_keys k on k.id = w.key_id cross join lateral (
            select d.id, d.next_attempt_at from webhook_deliveries d where d.webhook_id = w.id and ${isDue}
            order by d.next_attempt_at, d.id limit ${perHost}::integer) d
          where ${isServed(now)} and ${isRested}),
        chosen as (
          select due.id, due.lane from due left join unnest(${array([...busy.keys()], 'text')},
              ${array([...busy.values()], 'integer')}) as b(lane, n) on b.lane = due.lane
          where due.nth <= (case due.kind when 'HTTP' then ${perHost}::integer else 1 end) - coalesce(b.n, 0)
          order by due.next_attempt_at, due.id limit ${limit}::integer),
        held as (
          select d.id, w.id as webhook_id, w.public_id, w.kind, w.url, w.chat_id, w.secret, c.lane
          from chosen c join webhook_deliveries d on d.id = c.id join webhooks w on w.id = d.webhook_id
          where ${isDue} for no key update of d, w skip locked),
        noted as (
          update webhooks set last_delivery_at = ${at} where id in (select webhook_id from held))
        update webhook_deliveries d set attempts = d.attempts + 1, next_attempt_at = ${heldUntil}::timestamptz
          from held h where d.id = h.id
        returning d.public_id as id, d.id::float8 as "rowId", h.webhook_id::float8 as "webhookRowId",
          h.public_id as "webhookId", d.event, d.payload, h.kind, h.url, h.chat_id as "chatId", h.secret,
          d.attempts, h.lane`,
  );
}

/** How an attempt ended. */
export interface Attempt {
  state: 'DELIVERED' | 'PENDING' | 'FAILED';
  /** Status of the answer; null without one. */
  status: number | null;
  /** Null unless it failed. */
  error: string | null;
  /** When the next one is; null unless the state is PENDING. */
  nextAttemptAt: Date | null;
  /** Everything else for this webhook waits so long too: its receiver asked for a pause. */
  pauseUntil: Date | null;
  /** Why the webhook is turned off; null leaves it on. */
  turnOff: string | null;
}

/** What others said, as far as the database takes it. */
const storable = (text: string | null): string | null => text?.replaceAll('\0', ' ').slice(0, 500) ?? null;

/** A webhook whose receiver took nothing for so long is turned off. */
const silence = '5 days';
/** Failures in a row that it takes besides, as many as one message gets tries: news may be rare, and a fault short. */
const leastFailures = 10;
const silenceReason = 'Nothing could be delivered for 5 days.';

/**
 * True when something that was queued 5 days ago or earlier was tried and not delivered, and nothing was since, the
 * failure at hand being the tenth in a row or a later one. `w` is the webhook.
 */
function isSilent(now: Date): SQL {
  const since = sql`${now.toISOString()}::timestamptz - ${silence}::interval`;
  const ofThis = sql.raw('select 1 from webhook_deliveries d where d.webhook_id = w.id');
  return sql`(w.failure_count + 1 >= ${leastFailures}::integer and exists (${ofThis} and d.state <> 'DELIVERED' and d.attempts > 0 and d.created_at <= ${since})
    and not exists (${ofThis} and d.delivered_at > ${since}))`;
}

/**
 * Writes down how an attempt went, on the delivery and on its webhook. Why the webhook was turned off by it, null when it
 * stays as it is. Nothing is written for a delivery whose lease was lost to another process.
 */
export async function settleDelivery(
  database: Database,
  claimed: Pick<ClaimedDelivery, 'rowId' | 'webhookRowId' | 'attempts'>,
  attempt: Attempt,
  now: Date,
): Promise<string | null> {
  const { state, status, error, nextAttemptAt, pauseUntil, turnOff } = attempt;
  const { rowId, webhookRowId, attempts } = claimed;
  const at = sql`${now.toISOString()}::timestamptz`;
  const failed = state !== 'DELIVERED';
  return database.db.transaction(async (tx) => {
    // The webhook first, as everybody locks them who locks both.
    await tx.execute(sql`select 1 from webhooks where id = ${webhookRowId} for no key update`);
    const [settled] = await rowsOf(
      tx,
      sql`update webhook_deliveries set state = ${state}, last_status = ${status}, last_error = ${storable(error)},
            next_attempt_at = ${nextAttemptAt?.toISOString() ?? null}::timestamptz,
            delivered_at = case when ${failed} then delivered_at else ${at} end
          where id = ${rowId} and state = 'PENDING' and attempts = ${attempts} returning 1`,
    );
    if (!settled) return null;
    if (pauseUntil) {
      await tx.execute(sql`update webhook_deliveries set next_attempt_at = ${pauseUntil.toISOString()}::timestamptz
        where webhook_id = ${webhookRowId} and state = 'PENDING' and next_attempt_at < ${pauseUntil.toISOString()}::timestamptz`);
    }
    const [after] = await rowsOf<{ reason: string | null; wasActive: boolean }>(
      tx,
      sql`update webhooks w set last_status = ${status},
            failure_count = case when ${failed} then w.failure_count + 1 else 0 end,
            active = before.active and before.reason is null,
            inactive_reason = coalesce(before.reason, w.inactive_reason)
          from (select w.id, w.active, case when not w.active then null
              when ${storable(turnOff)}::text is not null then ${storable(turnOff)}::text
              when ${failed} and ${isSilent(now)} then ${silenceReason}::text end as reason
            from webhooks w where w.id = ${webhookRowId}) before
          where w.id = before.id returning before.reason, before.active as "wasActive"`,
    );
    return after?.reason ?? null;
  });
}
