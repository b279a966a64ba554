/** Webhooks: made, listed and ended by the key that owns them. What is sent to them stands in webhookDeliveries.ts. */
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import { randomId } from '../base/id.ts';
import { type Database, type Db, rows } from './db.ts';
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
import { savedSearches, type WebhookEvent, webhooks } from './tablesClients.ts';

export type { WebhookEvent } from './tablesClients.ts';

type Columns = typeof webhooks.$inferSelect;

/** What may be seen of a webhook: never its secret. */
export interface WebhookRow
  extends Omit<Columns, 'id' | 'publicId' | 'secret' | 'changeCursor' | 'runCursor'> {
  /** Public id. */
  id: string;
  rowId: number;
  /** Public part of the key that owns it. */
  keyPrefix: string;
  /** Public id of its saved search; null without one. */
  searchId: string | null;
}

export type PlacedWebhook = WebhookRow & Placed;

const columns = {
  id: webhooks.publicId,
  rowId: webhooks.id,
  keyId: webhooks.keyId,
  keyPrefix: sql<string>`(select k.prefix from api_keys k where k.id = webhooks.key_id)`,
  savedSearchId: webhooks.savedSearchId,
  searchId: sql<
    string | null
  >`(select s.public_id from saved_searches s where s.id = webhooks.saved_search_id)`,
  kind: webhooks.kind,
  url: webhooks.url,
  chatId: webhooks.chatId,
  events: webhooks.events,
  active: webhooks.active,
  inactiveReason: webhooks.inactiveReason,
  lastStatus: webhooks.lastStatus,
  lastDeliveryAt: webhooks.lastDeliveryAt,
  failureCount: webhooks.failureCount,
  createdAt: webhooks.createdAt,
};

/** Webhooks that a key may have. */
export const mostWebhooks = 100;

/** Where the logs end: a webhook is told of what comes from here on. */
const logsEnd = {
  changeCursor: sql`(select coalesce(max(sequence), 0) from changes)`,
  runCursor: sql`(select coalesce(max(id), 0) from board_runs)`,
};

export interface NewWebhook {
  keyId: number;
  /** Public id of a saved search of the same key; null for all articles. */
  savedSearchId: string | null;
  kind: Columns['kind'];
  url: string;
  chatId: string | null;
  events: WebhookEvent[];
  secret: string | null;
  now: Date;
}

async function searchKey(tx: Db, { keyId, savedSearchId }: NewWebhook): Promise<number | null> {
  if (savedSearchId === null) return null;
  const [found] = await tx
    .select({ id: savedSearches.id })
    .from(savedSearches)
    .where(and(eq(savedSearches.publicId, savedSearchId), eq(savedSearches.keyId, keyId)));
  if (found) return found.id;
  throw new AppError('NOT_FOUND', `This key has no saved search ${savedSearchId}.`, {
    data: { id: savedSearchId },
  });
}

/** Drizzle's errors repeat the parameters of the statement, a secret among them, and errors are logged. */
function withoutParameters(thrown: unknown): never {
  throw new Error('A webhook could not be stored.', {
    cause: thrown instanceof Error ? thrown.cause : thrown,
  });
}

/**
 * Makes a webhook that is told of what comes from now on; null when the key has `mostWebhooks` already. Two requests
 * at once cannot pass that number: the key's row is locked meanwhile.
 * @throws AppError NOT_FOUND for a saved search that the key does not have
 */
export async function createWebhook(database: Database, asked: NewWebhook): Promise<WebhookRow | null> {
  const { keyId, kind, url, chatId, events, secret, now } = asked;
  return database.db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from api_keys where id = ${keyId} for no key update`);
    const savedSearchId = await searchKey(tx, asked);
    if ((await tx.$count(webhooks, eq(webhooks.keyId, keyId))) >= mostWebhooks) return null;
    const row = { keyId, savedSearchId, kind, url, chatId, events, secret, createdAt: now };
    const publicId = randomId('Webhook');
    const [made] = await tx
      .insert(webhooks)
      .values({ ...row, publicId, ...logsEnd })
      .returning(columns)
      .catch(withoutParameters);
    return made ?? null;
  });
}

const ownedBy = (keyId: number | null, id: string): SQL | undefined =>
  and(eq(webhooks.publicId, id), keyId === null ? undefined : eq(webhooks.keyId, keyId));

/** Webhooks by public id, those of one key or (the operator's view) of all; others are left out. */
export async function webhooksByIds(
  database: Database,
  ids: readonly string[],
  keyId: number | null,
): Promise<WebhookRow[]> {
  const isOwn = keyId === null ? undefined : eq(webhooks.keyId, keyId);
  return await database.db
    .select(columns)
    .from(webhooks)
    .where(and(sql`${webhooks.publicId} = any(${array(ids, 'text')})`, isOwn));
}

/** The webhooks of saved searches, by serial key, newest first. */
export async function webhooksOfSearches(
  database: Database,
  searchIds: readonly number[],
): Promise<(WebhookRow & { savedSearchId: number })[]> {
  const found = await database.db
    .select(columns)
    .from(webhooks)
    .where(sql`${webhooks.savedSearchId} = any(${array(searchIds, 'bigint')})`)
    .orderBy(desc(webhooks.id));
  return found as (WebhookRow & { savedSearchId: number })[];
}

const newestFirst: Sort = {
  key: sql`${webhooks.createdAt}`,
  id: sql`${webhooks.id}`,
  type: 'instant',
  descending: true,
};

/** A page of a key's webhooks (of all for null), newest first, one row more than `page.limit` where there are more. */
export async function listWebhooks(
  database: Database,
  keyId: number | null,
  page: Page,
): Promise<PlacedWebhook[]> {
  const conditions = keysetConditions(newestFirst, page);
  if (keyId !== null) conditions.push(sql`${webhooks.keyId} = ${keyId}`);
  return await database.db
    .select({
      ...columns,
      parent: sql<number>`0`,
      sortKey: cursorKey(newestFirst.key, newestFirst.type),
    })
    .from(webhooks)
    .where(all(conditions))
    .orderBy(keysetOrder(newestFirst, page.backwards))
    .limit(page.limit + 1);
}

/** How many webhooks a key has, counted to `countCap`. */
export async function countWebhooks(database: Database, keyId: number): Promise<number> {
  const [counted] = await countUnder(database, [keyId], sql`webhooks w where w.key_id = p.id`);
  return counted?.n ?? 0;
}

/** Deletes a webhook of a key with its log; false when the key has no such webhook. */
export async function deleteWebhook(database: Database, keyId: number, id: string): Promise<boolean> {
  const gone = await database.db.delete(webhooks).where(ownedBy(keyId, id)).returning({ id: webhooks.id });
  return gone.length > 0;
}

/**
 * Pauses a webhook of a key (of any for null), or lets it go on; null when there is none. One that was paused is not
 * told of what happened meanwhile; deliveries that were waiting are tried at once.
 */
export async function setWebhookActive(
  database: Database,
  owner: { keyId: number | null; id: string },
  active: boolean,
  now: Date,
): Promise<WebhookRow | null> {
  const isOwn = ownedBy(owner.keyId, owner.id);
  return database.db.transaction(async (tx) => {
    const [before] = await tx.select().from(webhooks).where(isOwn).for('update');
    if (!before) return null;
    const wakes = active && !before.active;
    const set = { active, inactiveReason: null, ...(wakes ? { ...logsEnd, failureCount: 0 } : {}) };
    const [row] = await tx.update(webhooks).set(set).where(isOwn).returning(columns);
    if (wakes) {
      await tx.execute(sql`update webhook_deliveries set next_attempt_at = ${now.toISOString()}::timestamptz
        where webhook_id = ${before.id} and state = 'PENDING'`);
    }
    return row ?? null;
  });
}

/** Turns a webhook off by itself, and says why. */
export async function turnOffWebhook(database: Database, id: string, reason: string): Promise<void> {
  await database.db
    .update(webhooks)
    .set({ active: false, inactiveReason: reason.slice(0, 500) })
    .where(and(eq(webhooks.publicId, id), eq(webhooks.active, true)));
}

/** An active webhook that the logs have outgrown, with what it is to be told of. */
export interface DueWebhook {
  id: string;
  rowId: number;
  kind: Columns['kind'];
  chatId: string | null;
  events: WebhookEvent[];
  /** Last sequence of the change log, and last serial key of board runs, that were looked at. */
  changeCursor: number;
  runCursor: number;
  /** Where the board runs end now. */
  runsEnd: number;
  /** Null: all articles. */
  search: { query: string | null; filter: Record<string, unknown> | null } | null;
}

/** A key that was revoked or has expired is told nothing more. `w` is the webhook, `k` its key. */
export const isServed = (now: Date): SQL =>
  sql`w.active and k.revoked_at is null and (k.expires_at is null or k.expires_at > ${now.toISOString()}::timestamptz)`;

/** Active webhooks of valid keys for which the change log or the board runs have grown, those furthest behind first. */
export async function webhooksBehind(database: Database, now: Date, limit: number): Promise<DueWebhook[]> {
  const found = await rows<
    Omit<DueWebhook, 'search'> & { isSearch: boolean } & NonNullable<DueWebhook['search']>
  >(
    database,
    sql`select w.public_id as id, w.id::float8 as "rowId", w.kind, w.chat_id as "chatId", w.events,
          w.change_cursor::float8 as "changeCursor", w.run_cursor::float8 as "runCursor",
          ends.runs::float8 as "runsEnd", s.id is not null as "isSearch", s.query, s.filter
        from (select (select coalesce(max(sequence), 0) from changes) as changes,
              (select coalesce(max(id), 0) from board_runs) as runs) ends
          cross join webhooks w join api_keys k on k.id = w.key_id
          left join saved_searches s on s.id = w.saved_search_id
        where ${isServed(now)} and (w.change_cursor <> ends.changes or w.run_cursor < ends.runs)
        order by w.change_cursor, w.id limit ${limit}`,
  );
  return found.map(({ isSearch, query, filter, ...row }) => ({
    ...row,
    search: isSearch ? { query, filter } : null,
  }));
}
