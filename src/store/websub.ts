/** WebSub subscriptions: which are wanted, what hubs said of them, and the wake-up that a delivery is. */
import { eq, lte, sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { websubSubscriptions } from './tables.ts';

/** A channel whose hub should be asked, with the subscription there is of it. */
export interface WantedSubscription {
  channelId: number;
  hubUrl: string;
  topicUrl: string;
  /** Token and secret of a subscription at the same hub for the same topic; null where there is none to go on with. */
  token: string | null;
  secret: string | null;
}

/** A subscription by its token, as the callback needs it. */
export type Subscription = typeof websubSubscriptions.$inferSelect;

/** Hubs answer at once or soon; one that did not is asked again after a while, and a failing one more seldom. */
const again = { unverified: '6 hours', failed: '1 hour', renewal: '10 minutes' };

/**
 * Channels that declare a hub and have no subscription, an unverified one, or one whose lease runs out: when less than
 * a day, and less than a third of the lease, is left. A hub that refused is not asked again for the same topic. Oldest
 * request first; demo outlets and retired ones are left out.
 */
export async function listWantedSubscriptions(
  database: Database,
  options: { now: Date; limit: number },
): Promise<WantedSubscription[]> {
  const now = sql`${options.now.toISOString()}::timestamptz`;
  return rows<WantedSubscription>(
    database,
    sql`select c.id::int as "channelId", c.hub_url as "hubUrl", c.topic_url as "topicUrl",
        case when w.hub_url = c.hub_url and w.topic_url = c.topic_url then w.token end as token,
        case when w.hub_url = c.hub_url and w.topic_url = c.topic_url then w.secret end as secret
      from source_channels c join sources s on s.id = c.source_id
        left join websub_subscriptions w on w.channel_id = c.id
      where c.ingestible and s.retired_at is null and not s.is_demo
        and c.hub_url is not null and c.topic_url is not null
        and (w.channel_id is null or w.hub_url <> c.hub_url or w.topic_url <> c.topic_url
          or (w.state = 'ENDED' and w.requested_at <= ${now} - ${again.renewal}::interval)
          or (w.state = 'PENDING' and w.requested_at <= ${now}
            - (case when w.error is null then ${again.unverified} else ${again.failed} end)::interval)
          or (w.state = 'ACTIVE' and w.requested_at <= ${now}
              - (case when w.error is null then ${again.renewal} else ${again.failed} end)::interval
            and w.lease_expires_at - ${now} < least(interval '1 day', (w.lease_expires_at - w.requested_at) / 3)))
      order by w.requested_at nulls first, c.id limit ${options.limit}`,
  );
}

/** Active subscriptions of channels that are no longer read: their hubs should be told. */
export async function listUnwantedSubscriptions(
  database: Database,
  options: { limit: number },
): Promise<Subscription[]> {
  return await database.db
    .select()
    .from(websubSubscriptions)
    .where(
      sql`${websubSubscriptions.state} = 'ACTIVE' and exists (select 1 from source_channels c
        join sources s on s.id = c.source_id where c.id = ${websubSubscriptions.channelId}
        and (not c.ingestible or s.retired_at is not null))`,
    )
    .orderBy(websubSubscriptions.channelId)
    .limit(options.limit);
}

/**
 * Notes that a hub is being asked, before it is: it may verify while its answer is still on the way. False when somebody
 * else asked for the channel within the last minute: of two workers one asks.
 */
export async function saveSubscriptionRequest(
  database: Database,
  request: { channelId: number; hubUrl: string; topicUrl: string; token: string; secret: string; now: Date },
): Promise<boolean> {
  const { now, ...row } = request;
  const isRenewal = sql`${websubSubscriptions.token} = ${request.token} and ${websubSubscriptions.state} = 'ACTIVE'`;
  const saved = await database.db
    .insert(websubSubscriptions)
    .values({ ...row, state: 'PENDING', requestedAt: now })
    .onConflictDoUpdate({
      target: websubSubscriptions.channelId,
      set: {
        ...row,
        requestedAt: now,
        error: null,
        // While a lease is renewed the old one goes on.
        state: sql`case when ${isRenewal} then 'ACTIVE' else 'PENDING' end`,
        leaseExpiresAt: sql`case when ${isRenewal} then ${websubSubscriptions.leaseExpiresAt} end`,
      },
      setWhere: lte(websubSubscriptions.requestedAt, new Date(now.getTime() - 60_000)),
    })
    .returning({ channelId: websubSubscriptions.channelId });
  return saved.length > 0;
}

/** What changes on a subscription after a hub spoke; fields that are absent stay. */
export type SubscriptionChange = Partial<Pick<Subscription, 'state' | 'leaseExpiresAt' | 'error'>>;

/** Changes a subscription, in place. `error` is cut to 500 characters. */
export async function changeSubscription(
  database: Database,
  token: string,
  change: SubscriptionChange,
): Promise<void> {
  const error = change.error === undefined ? {} : { error: change.error?.slice(0, 500) ?? null };
  await database.db
    .update(websubSubscriptions)
    .set({ ...change, ...error })
    .where(eq(websubSubscriptions.token, token));
}

/** The subscription of a callback's token; null when there is none. */
export async function findSubscription(database: Database, token: string): Promise<Subscription | null> {
  const [found] = await database.db
    .select()
    .from(websubSubscriptions)
    .where(eq(websubSubscriptions.token, token));
  return found ?? null;
}

/** Seconds between two reads of one channel however often its hub delivers. */
const wakeSeconds = 30;

/**
 * Makes the channel of a subscription due, half a minute after its latest attempt at the earliest. A channel that backs
 * off after failures, or that is no longer read, is left alone.
 */
export async function wakeChannel(database: Database, channelId: number, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await rows(
    database,
    sql`with delivered as (
        update websub_subscriptions set last_delivery_at = ${at} where channel_id = ${channelId})
      update source_channels set next_attempt_at = least(next_attempt_at,
          greatest(${at}, last_attempt_at + ${`${wakeSeconds} seconds`}::interval))
        where id = ${channelId} and ingestible and consecutive_failures = 0`,
  );
}
