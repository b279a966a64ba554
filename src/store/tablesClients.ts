/**
 * What clients of the graph leave with us: saved searches, where news of them is to be delivered, and what they used.
 * Conventions are those of `tables.ts`.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { instant, ref, serialId, words } from './columns.ts';
import { apiKeys } from './tables.ts';

/** A query that a client wants to keep: asked again by id, followed as a feed, delivered. */
export const savedSearches = pgTable(
  'saved_searches',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    keyId: ref('key_id')
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** In the search language; null for all articles that pass the filter. */
    query: text('query'),
    /** The graph's `ArticleFilter` as it was given; relative ranges stay relative. Null sets no condition. */
    filter: jsonb('filter').$type<Record<string, unknown>>(),
    /** Unguessable part of its feeds' addresses. */
    feedToken: text('feed_token').notNull().unique(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('saved_searches_key').on(t.keyId, t.id.desc().nullsFirst())],
);

export type WebhookEvent =
  | 'ARTICLE_ADDED'
  | 'STORY_BREAKING'
  | 'TREND_ENTERED'
  | 'SOURCE_FAILING'
  | 'CONTENT_WITHDRAWN';

/** Where news is delivered: an address that takes Standard Webhooks, or a chat of a Telegram bot. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: serialId(),
    publicId: text('public_id').notNull().unique(),
    keyId: ref('key_id')
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    /** Only articles that this search finds are news; null for all. */
    savedSearchId: ref('saved_search_id').references(() => savedSearches.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<'HTTP' | 'TELEGRAM'>().notNull(),
    /** Where it is posted; of a chat, its address at Telegram. */
    url: text('url').notNull(),
    /** Chat id or @channel; null unless the kind is TELEGRAM. */
    chatId: text('chat_id'),
    events: words('events').$type<WebhookEvent[]>(),
    /** What deliveries are signed with. It has to be kept as it is: signing needs it. Null for a chat. */
    secret: text('secret'),
    active: boolean('active').notNull().default(true),
    /** Why it was turned off; null while it is on, and when its owner did it. */
    inactiveReason: text('inactive_reason'),
    /** Everything up to this sequence of the change log has become a delivery or was passed over. */
    changeCursor: bigint('change_cursor', { mode: 'number' }).notNull(),
    /** The same of trending runs, by serial key. */
    runCursor: bigint('run_cursor', { mode: 'number' }).notNull(),
    lastStatus: integer('last_status'),
    lastDeliveryAt: instant('last_delivery_at'),
    /** Attempts in a row that failed. */
    failureCount: integer('failure_count').notNull().default(0),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('webhooks_key').on(t.keyId, t.id.desc().nullsFirst()),
    index('webhooks_search').on(t.savedSearchId),
    check('webhooks_kind', sql`(kind = 'TELEGRAM') = (chat_id is not null)`),
  ],
);

/** One message to one webhook, the queue and the log in one: kept after it was delivered or given up. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: serialId(),
    /** The message id that its receiver tells repetitions by. */
    publicId: text('public_id').notNull().unique(),
    webhookId: ref('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    event: text('event').$type<WebhookEvent>().notNull(),
    /** The body as it is posted, so that a replay is the same to the byte. */
    payload: text('payload').notNull(),
    state: text('state').$type<'PENDING' | 'DELIVERED' | 'FAILED'>().notNull().default('PENDING'),
    attempts: integer('attempts').notNull().default(0),
    /** When it is tried next; null when it is not. */
    nextAttemptAt: instant('next_attempt_at'),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [
    index('webhook_deliveries_waiting').on(t.webhookId, t.nextAttemptAt, t.id).where(sql`state = 'PENDING'`),
    index('webhook_deliveries_webhook').on(t.webhookId, t.id.desc().nullsFirst()),
  ],
);

/** What a key asked, by clock hour (UTC): points charged and operations. */
export const keyUsage = pgTable(
  'key_usage',
  {
    keyId: ref('key_id')
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    hour: instant('hour').notNull(),
    operations: integer('operations').notNull(),
    points: bigint('points', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.keyId, t.hour] })],
);
