/** Deliveries to webhooks, as a log: what was queued, how it went, and how long it is kept. webhookQueue.ts sends it. */
import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import { type Database, type Db, rows, rowsOf } from './db.ts';
import {
  all,
  array,
  countUnder,
  cursorKey,
  keysetConditions,
  keysetOrder,
  type Page,
  type Placed,
  type Sort,
} from './keyset.ts';
import { type WebhookEvent, webhookDeliveries } from './tablesClients.ts';
import type { DueWebhook } from './webhooks.ts';

type Columns = typeof webhookDeliveries.$inferSelect;

/** How long an attempt holds its delivery, in ms: longer than the attempt may take. Then another process tries again. */
export const leaseMs = 60_000;

export type DeliveryState = Columns['state'];

/** What may be seen of a delivery. */
export interface DeliveryRow extends Omit<Columns, 'id' | 'publicId'> {
  /** Public id; the message id that receivers see. */
  id: string;
  rowId: number;
}

export type PlacedDelivery = DeliveryRow & Placed;

const columns = {
  id: webhookDeliveries.publicId,
  rowId: webhookDeliveries.id,
  webhookId: webhookDeliveries.webhookId,
  event: webhookDeliveries.event,
  payload: webhookDeliveries.payload,
  state: webhookDeliveries.state,
  attempts: webhookDeliveries.attempts,
  nextAttemptAt: webhookDeliveries.nextAttemptAt,
  lastStatus: webhookDeliveries.lastStatus,
  lastError: webhookDeliveries.lastError,
  createdAt: webhookDeliveries.createdAt,
  deliveredAt: webhookDeliveries.deliveredAt,
};

const newestFirst: Sort = { key: sql`d.id`, id: sql`d.id`, type: 'integer', descending: true };

const inStates = (states: readonly DeliveryState[] | null): SQL =>
  states === null ? sql`true` : sql`d.state = any(${array(states, 'text')})`;

/** One page of the log of each webhook (serial keys), newest first; one statement for all. Null: in any state. */
export async function deliveriesOfWebhooks(
  database: Database,
  ids: readonly number[],
  states: readonly DeliveryState[] | null,
  page: Page,
): Promise<PlacedDelivery[]> {
  const where = all([sql`d.webhook_id = p.id`, inStates(states), ...keysetConditions(newestFirst, page)]);
  const direction = sql.raw(page.backwards ? 'asc' : 'desc');
  const keys = sql`select p.id as parent, x.id from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
      select d.id from webhook_deliveries d
      where ${where} order by ${keysetOrder(newestFirst, page.backwards)} limit ${page.limit + 1}::integer
    ) x`;
  return await database.db
    .select({
      ...columns,
      parent: sql<number>`k.parent::float8`,
      sortKey: cursorKey(sql`k.id`, newestFirst.type),
    })
    .from(webhookDeliveries)
    .innerJoin(sql`(${keys}) k`, sql`k.id = ${webhookDeliveries.id}`)
    .orderBy(sql`k.parent, k.id ${direction}`);
}

/** How many deliveries each webhook has in these states, counted to `countCap`. */
export function countDeliveries(
  database: Database,
  ids: readonly number[],
  states: readonly DeliveryState[] | null,
): Promise<{ parent: number; n: number }[]> {
  return countUnder(
    database,
    ids,
    sql`webhook_deliveries d where d.webhook_id = p.id and ${inStates(states)}`,
  );
}

/** Deliveries by public id to webhooks of one key (of all for null); others are left out. */
export async function deliveriesByIds(
  database: Database,
  ids: readonly string[],
  keyId: number | null,
): Promise<DeliveryRow[]> {
  const isOwn = sql`exists (select 1 from webhooks w where w.id = ${webhookDeliveries.webhookId} and w.key_id = ${keyId})`;
  const isAsked = sql`${webhookDeliveries.publicId} = any(${array(ids, 'text')})`;
  return await database.db
    .select(columns)
    .from(webhookDeliveries)
    .where(keyId === null ? isAsked : sql`${isAsked} and ${isOwn}`);
}

/**
 * Sends a delivery again, with all tries ahead of it: same id, same body. Null when the key (any for null) has none.
 * One that waits for its next try is only hurried on.
 * @throws AppError BAD_INPUT when its webhook is off: nothing would be sent
 */
export async function replayDelivery(
  database: Database,
  { keyId, id }: { keyId: number | null; id: string },
  now: Date,
): Promise<DeliveryRow | null> {
  const [before] = await deliveriesByIds(database, [id], keyId);
  if (!before) return null;
  const [webhook] = await rows<{ active: boolean }>(
    database,
    sql`select active from webhooks where id = ${before.webhookId}`,
  );
  if (!webhook?.active)
    throw new AppError('BAD_INPUT', 'Its webhook is off; resume it before sending this again.');
  // One that is due this soon may be under way: it is left alone.
  const soon = new Date(now.getTime() + leaseMs);
  await rows(
    database,
    sql`update webhook_deliveries set state = 'PENDING', next_attempt_at = ${now.toISOString()}::timestamptz,
          attempts = case when state = 'PENDING' then attempts else 0 end, delivered_at = null
        where id = ${before.rowId} and (state <> 'PENDING' or next_attempt_at > ${soon.toISOString()}::timestamptz)`,
  );
  const [after] = await deliveriesByIds(database, [id], keyId);
  return after ?? null;
}

/** Something to tell a webhook. */
export interface News {
  /** Made from webhook and happening, so that the same happening cannot be queued twice. */
  publicId: string;
  event: WebhookEvent;
  /** The body to post. */
  payload: string;
}

/** Which of these public ids no delivery has; none of an empty list, without a statement. */
export async function untold(database: Database, publicIds: readonly string[]): Promise<string[]> {
  if (publicIds.length === 0) return [];
  const found = await rows<{ id: string }>(
    database,
    sql`select p.id from unnest(${array(publicIds, 'text')}) as p(id)
        where not exists (select 1 from webhook_deliveries d where d.public_id = p.id)`,
  );
  return found.map(({ id }) => id);
}

/** Where a webhook stands in the change log and among the board runs: the next look begins there. */
export interface Cursors {
  changeCursor: number;
  runCursor: number;
}

/** What a look at the logs came to. */
export interface Findings extends Cursors {
  news: News[];
  /** Public ids of articles that are gone: their excerpts leave the queue and the log. */
  withdrawn: string[];
}

/**
 * Queues what was found and moves the cursors, together or not at all. False when somebody else did so since the
 * webhook was read, or is doing it: what was found is theirs to tell.
 */
export async function saveFindings(
  database: Database,
  webhook: Pick<DueWebhook, 'rowId' | 'changeCursor' | 'runCursor'>,
  { changeCursor, runCursor, news, withdrawn }: Findings,
  now: Date,
): Promise<boolean> {
  return database.db.transaction(async (tx) => {
    const [held] = await rowsOf(
      tx,
      sql`select id from webhooks where id = ${webhook.rowId} and active and change_cursor = ${webhook.changeCursor}
          and run_cursor = ${webhook.runCursor} for no key update skip locked`,
    );
    if (!held) return false;
    const row = { webhookId: webhook.rowId, nextAttemptAt: now, createdAt: now };
    if (news.length > 0) {
      await tx
        .insert(webhookDeliveries)
        .values(news.map((item) => ({ ...item, ...row })))
        .onConflictDoNothing();
    }
    await tx.execute(sql`update webhooks set change_cursor = ${changeCursor}, run_cursor = ${runCursor}
      where id = ${webhook.rowId}`);
    if (withdrawn.length > 0) {
      const isGone = sql`${articleOf} = any(${array(withdrawn, 'text')})`;
      await redact(tx, sql`d.webhook_id = ${webhook.rowId} and ${isGone}`);
    }
    return true;
  });
}

/**
 * Moves webhooks (serial keys) for which nothing was found; how many. Those that somebody else moved, or is moving, are
 * left alone.
 */
export async function moveCursors(
  database: Database,
  { from, to, rowIds }: { from: Cursors; to: Cursors; rowIds: readonly number[] },
): Promise<number> {
  const moved = await rows(
    database,
    sql`update webhooks set change_cursor = ${to.changeCursor}, run_cursor = ${to.runCursor} where id in (
          select id from webhooks where id = any(${array(rowIds, 'bigint')}) and active
            and change_cursor = ${from.changeCursor} and run_cursor = ${from.runCursor} for no key update skip locked)
        returning 1`,
  );
  return moved.length;
}

/**
 * Public id of the article that a delivery `d` of ARTICLE_ADDED tells of. It is cut out of the text, where it stands
 * first, because parsing a long log as JSON takes seconds.
 */
const articleOf = sql.raw(`substring(d.payload from '"data":\\{"article":\\{"id":"([^"]+)"')`);

/** Takes an article's words out of deliveries; those still waiting are given up. `d` is the delivery. */
async function redact(db: Db, condition: SQL): Promise<void> {
  await db.execute(sql`update webhook_deliveries d
    set payload = (jsonb_build_object('type', d.payload::jsonb -> 'type', 'timestamp', d.payload::jsonb -> 'timestamp',
          'data', jsonb_build_object('article', jsonb_build_object('id', d.payload::jsonb #> '{data,article,id}'))))::text,
      state = case when state = 'PENDING' then 'FAILED' else state end,
      next_attempt_at = null,
      last_error = case when state = 'PENDING' then 'The article was withdrawn before it was delivered.' else last_error end
    where d.event = 'ARTICLE_ADDED' and ${condition}`);
}

/**
 * The daily chore: forgets deliveries from before an instant, those that were never sent too, and the words of articles
 * that are gone in deliveries to webhooks that were off when it happened.
 */
export async function tidyDeliveries(database: Database, before: Date): Promise<void> {
  await rows(
    database,
    sql`delete from webhook_deliveries where created_at < ${before.toISOString()}::timestamptz`,
  );
  const isBuried = sql`exists (select 1 from tombstones t where t.public_id = ${articleOf})`;
  await redact(database.db, sql`d.payload like '%"url":%' and ${isBuried}`);
}
