import { createHmac } from 'node:crypto';
import { eq } from 'drizzle-orm';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { silentLog } from '../../src/base/log.ts';
import { createFetcher, type Fetcher } from '../../src/ingest/http.ts';
import { renewSubscriptions, type WebSubDeps } from '../../src/run/websub.ts';
import { registerWebSub } from '../../src/serve/websub.ts';
import { addSource, removeSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { sourceChannels, websubSubscriptions } from '../../src/store/tables.ts';
import { changeSubscription } from '../../src/store/websub.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const start = new Date('2015-11-27T03:00:00Z');
const topicUrl = 'https://koran.test/rss';

let database: Database;
let hub: Outlet;
let fetcher: Fetcher;
let asked: URLSearchParams[] = [];
let now = start;

/** Posts as the worker does, and keeps what was sent. */
const post: WebSubDeps['post'] = (url, form) => {
  asked.push(new URLSearchParams(form));
  return fetcher.post(url, form);
};
const depsWith = (changes: Partial<WebSubDeps> = {}): WebSubDeps => ({
  database,
  log: silentLog,
  clock: () => now,
  publicUrl: 'https://kabar.test/gate/',
  post,
  ...changes,
});

beforeAll(async () => {
  database = await openTestDatabase();
  hub = await startOutlet({ '/hub': { status: 202 } });
  const options = { userAgent: 'Kabar test', timeoutMs: 3000, maxBytes: 1_000_000, log: silentLog };
  fetcher = createFetcher({ ...options, allowHosts: [hub.host] });
});
afterAll(async () => {
  await fetcher?.close();
  await hub?.close();
  await database?.close();
});

async function configure(): Promise<void> {
  const about = { name: 'Koran', domain: 'koran.test', url: 'https://koran.test/', kind: 'OTHER' as const };
  const channels = [{ kind: 'RSS' as const, url: topicUrl }];
  const rest = { country: null, languages: [], exposure: 'SNIPPET' as const, isDemo: false, channels };
  await addSource(database, { ...about, ...rest }, start);
  await database.db.update(sourceChannels).set({ hubUrl: `${hub.url}/hub`, topicUrl });
}

beforeEach(async () => {
  await truncate(database);
  asked = [];
  now = start;
  hub.routes['/hub'] = { status: 202 };
  await configure();
});

const held = async () => (await database.db.select().from(websubSubscriptions))[0];

describe('the round of subscriptions', () => {
  it('asks a hub once, with a callback that only it knows, and a secret', async () => {
    expect(await renewSubscriptions(depsWith())).toEqual({ asked: 1, refused: 0, failed: 0, ended: 0 });
    const row = await held();
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': topicUrl,
      'hub.callback': `https://kabar.test/gate/websub/${row?.token}`,
      'hub.lease_seconds': '864000',
      'hub.secret': row?.secret,
    });
    expect(row).toMatchObject({ state: 'PENDING', error: null });
    expect(row?.token).toMatch(/^[\w-]{32}$/);
    expect(Buffer.byteLength(row?.secret ?? '')).toBeLessThan(200);
    expect((await renewSubscriptions(depsWith())).asked).toBe(0);
  });

  it('asks nobody without a public address', async () => {
    expect(await renewSubscriptions(depsWith({ publicUrl: null }))).toMatchObject({ asked: 0, failed: 0 });
    expect(asked).toEqual([]);
    expect(await held()).toBeUndefined();
  });

  it('renews before the lease ends with the same token and secret', async () => {
    await renewSubscriptions(depsWith());
    const first = await held();
    const leaseExpiresAt = new Date(start.getTime() + 10 * 86_400_000);
    await changeSubscription(database, first?.token ?? '', { state: 'ACTIVE', leaseExpiresAt });
    now = new Date(leaseExpiresAt.getTime() - 3_600_000);
    expect((await renewSubscriptions(depsWith())).asked).toBe(1);
    expect(asked[1]?.get('hub.callback')).toBe(asked[0]?.get('hub.callback'));
    expect(await held()).toMatchObject({ state: 'ACTIVE', token: first?.token, secret: first?.secret });
  });

  it('gives up a hub that answers 4xx, thrown or returned', async () => {
    hub.routes['/hub'] = { status: 404 };
    expect((await renewSubscriptions(depsWith())).refused).toBe(1);
    expect(await held()).toMatchObject({ state: 'DENIED', error: expect.stringContaining('404') });
    await truncateSubscriptions();
    const data = { status: 403 };
    const thrown = async () => {
      throw new AppError('REFUSED', 'hub.test answered 403 for /', { data });
    };
    expect((await renewSubscriptions(depsWith({ post: thrown }))).refused).toBe(1);
    now = new Date(start.getTime() + 90 * 86_400_000);
    expect(await renewSubscriptions(depsWith())).toMatchObject({ asked: 0, refused: 0 });
  });

  it('gives up a hub in a private network, whatever a feed declares', async () => {
    await database.db.update(sourceChannels).set({ hubUrl: 'http://10.0.0.1/hub' });
    expect((await renewSubscriptions(depsWith())).refused).toBe(1);
    expect((await held())?.error).toContain('private network');
  });

  it('ends with a subscription whose deliveries make the channel due', async () => {
    await renewSubscriptions(depsWith());
    await database.db.update(sourceChannels).set({ nextAttemptAt: new Date('2015-11-28T00:00:00Z') });
    const sent = asked[0] ?? new URLSearchParams();
    const path = new URL(sent.get('hub.callback') ?? '').pathname.replace('/gate', '');
    const app = Fastify();
    await registerWebSub(app, { database, log: silentLog, now: () => start });
    const query = { 'hub.mode': 'subscribe', 'hub.topic': topicUrl, 'hub.challenge': 'abc' };
    expect((await app.inject({ url: path, query })).body).toBe('abc');
    const digest = createHmac('sha256', sent.get('hub.secret') ?? '')
      .update('<rss/>')
      .digest('hex');
    const headers = { 'content-type': 'application/rss+xml', 'x-hub-signature': `sha256=${digest}` };
    await app.inject({ method: 'POST', url: path, payload: '<rss/>', headers });
    await app.close();
    const [channel] = await database.db.select().from(sourceChannels);
    expect(channel?.nextAttemptAt).toEqual(start);
  });

  it('tries a hub again that is busy, broken or silent', async () => {
    for (const failing of [
      async () => ({ status: 503 }),
      async () => ({ status: 429 }),
      async () => {
        throw new AppError('UNREACHABLE', 'no answer');
      },
    ]) {
      await truncateSubscriptions();
      now = start;
      expect((await renewSubscriptions(depsWith({ post: failing }))).failed).toBe(1);
      expect(await held()).toMatchObject({ state: 'PENDING' });
      now = new Date(start.getTime() + 3_600_000);
      expect((await renewSubscriptions(depsWith())).asked).toBe(1);
    }
  });

  it('takes leave of a hub when its source is removed, and asks anew when it is back', async () => {
    await renewSubscriptions(depsWith());
    const first = await held();
    await changeSubscription(database, first?.token ?? '', { state: 'ACTIVE', leaseExpiresAt: start });
    await removeSource(database, 'koran.test', start);
    expect(await renewSubscriptions(depsWith())).toMatchObject({ asked: 0, ended: 1 });
    expect(asked[1]?.get('hub.mode')).toBe('unsubscribe');
    expect(await held()).toMatchObject({ state: 'ENDED' });
    expect((await renewSubscriptions(depsWith())).ended).toBe(0);
    await configure();
    now = new Date(start.getTime() + 3_600_000);
    expect(await renewSubscriptions(depsWith())).toMatchObject({ asked: 1, ended: 0 });
    expect(await held()).toMatchObject({ state: 'PENDING', error: null });
  });

  async function truncateSubscriptions() {
    await database.db.delete(websubSubscriptions).where(eq(websubSubscriptions.topicUrl, topicUrl));
  }
});
