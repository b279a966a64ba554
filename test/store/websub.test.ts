import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addSource, removeSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { sourceChannels, websubSubscriptions } from '../../src/store/tables.ts';
import {
  changeSubscription,
  findSubscription,
  listUnwantedSubscriptions,
  listWantedSubscriptions,
  saveSubscriptionRequest,
  wakeChannel,
} from '../../src/store/websub.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';

const start = new Date('2015-11-27T03:00:00Z');
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);
const day = 24 * 60;
const hub = { hubUrl: 'https://hub.test/', topicUrl: 'https://koran.test/rss' };

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => truncate(database));

async function addChannel(
  domain: string,
  declared: { hubUrl: string | null; topicUrl: string | null } = hub,
): Promise<number> {
  const url = `https://${domain}/rss`;
  const about = { name: domain, domain, url: `https://${domain}/`, kind: 'OTHER' as const, country: null };
  const channels = [{ kind: 'RSS' as const, url }];
  await addSource(database, { ...about, languages: [], exposure: 'SNIPPET', isDemo: false, channels }, start);
  const [channel] = await database.db
    .update(sourceChannels)
    .set(declared)
    .where(eq(sourceChannels.url, url))
    .returning({ id: sourceChannels.id });
  return channel?.id ?? 0;
}

const wanted = (now: Date) => listWantedSubscriptions(database, { now, limit: 10 });
const ask = (channelId: number, now = start) =>
  saveSubscriptionRequest(database, { channelId, ...hub, token: `token-${channelId}`, secret: 's', now });

describe('a subscription is wanted', () => {
  it('for a channel that declares a hub, and for no other', async () => {
    const id = await addChannel('koran.test');
    await addChannel('diam.test', { hubUrl: null, topicUrl: null });
    expect(await wanted(start)).toEqual([{ channelId: id, ...hub, token: null, secret: null }]);
    await removeSource(database, 'koran.test', start);
    expect(await wanted(start)).toEqual([]);
  });

  it('not again while the hub may still verify, but after six hours with the same token', async () => {
    const id = await addChannel('koran.test');
    await ask(id);
    expect(await wanted(minutes(5 * 60))).toEqual([]);
    expect(await wanted(minutes(6 * 60))).toMatchObject([{ token: `token-${id}`, secret: 's' }]);
    await changeSubscription(database, `token-${id}`, { error: 'no answer' });
    expect(await wanted(minutes(59))).toEqual([]);
    expect(await wanted(minutes(60))).toHaveLength(1);
  });

  it('by one of two workers that see it at the same time', async () => {
    const id = await addChannel('koran.test');
    const request = { channelId: id, ...hub, secret: 's', now: start };
    expect(await saveSubscriptionRequest(database, { ...request, token: 'first' })).toBe(true);
    expect(await saveSubscriptionRequest(database, { ...request, token: 'second' })).toBe(false);
    expect(await findSubscription(database, 'first')).toMatchObject({ state: 'PENDING' });
  });

  it('anew when less than a day of the lease is left', async () => {
    const id = await addChannel('koran.test');
    await ask(id);
    const leaseExpiresAt = minutes(10 * day);
    await changeSubscription(database, `token-${id}`, { state: 'ACTIVE', leaseExpiresAt });
    expect(await wanted(minutes(9 * day - 1))).toEqual([]);
    expect(await wanted(minutes(9 * day + 1))).toMatchObject([{ token: `token-${id}` }]);
    await ask(id, minutes(9 * day + 1));
    expect(await findSubscription(database, `token-${id}`)).toMatchObject({
      state: 'ACTIVE',
      leaseExpiresAt,
    });
    expect(await wanted(minutes(9 * day + 2))).toEqual([]);
    expect(await wanted(minutes(11 * day))).toHaveLength(1);
  });

  it('never at a hub that refused, until the feed names another', async () => {
    const id = await addChannel('koran.test');
    await ask(id);
    await changeSubscription(database, `token-${id}`, { state: 'DENIED', error: 'x'.repeat(900) });
    expect(await wanted(minutes(90 * day))).toEqual([]);
    expect((await findSubscription(database, `token-${id}`))?.error).toHaveLength(500);
    await database.db.update(sourceChannels).set({ hubUrl: 'https://other.test/' });
    expect(await wanted(minutes(1))).toEqual([
      { channelId: id, hubUrl: 'https://other.test/', topicUrl: hub.topicUrl, token: null, secret: null },
    ]);
  });

  it('no longer when its source is removed: then the hub should be told', async () => {
    const id = await addChannel('koran.test');
    await ask(id);
    await changeSubscription(database, `token-${id}`, { state: 'ACTIVE', leaseExpiresAt: minutes(10 * day) });
    expect(await listUnwantedSubscriptions(database, { limit: 10 })).toEqual([]);
    await removeSource(database, 'koran.test', start);
    expect(await listUnwantedSubscriptions(database, { limit: 10 })).toMatchObject([{ channelId: id }]);
  });
});

describe('a delivery', () => {
  const state = async (id: number) => {
    const [row] = await database.db.select().from(sourceChannels).where(eq(sourceChannels.id, id));
    return row;
  };

  it('makes the channel due now, or half a minute after its latest attempt', async () => {
    const id = await addChannel('koran.test');
    await ask(id);
    await database.db.update(sourceChannels).set({ nextAttemptAt: minutes(60) });
    await wakeChannel(database, id, minutes(10));
    expect((await state(id))?.nextAttemptAt).toEqual(minutes(10));
    await database.db.update(sourceChannels).set({ nextAttemptAt: minutes(60), lastAttemptAt: minutes(20) });
    await wakeChannel(database, id, minutes(20));
    expect((await state(id))?.nextAttemptAt).toEqual(minutes(20.5));
    const [row] = await database.db.select().from(websubSubscriptions);
    expect(row?.lastDeliveryAt).toEqual(minutes(20));
  });

  it('never puts off a channel that is due already, nor wakes one that backs off', async () => {
    const id = await addChannel('koran.test');
    await wakeChannel(database, id, minutes(10));
    expect((await state(id))?.nextAttemptAt).toEqual(start);
    await database.db.update(sourceChannels).set({ nextAttemptAt: minutes(60), consecutiveFailures: 2 });
    await wakeChannel(database, id, minutes(10));
    expect((await state(id))?.nextAttemptAt).toEqual(minutes(60));
  });
});
