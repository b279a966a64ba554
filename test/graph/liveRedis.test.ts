/** Live readers woken over a real Redis (TEST_REDIS_URL, redis://127.0.0.1:6379 when unset; skipped where none answers). */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { type LiveFeed, openFeed } from '../../src/graph/live.ts';
import type { Database } from '../../src/store/db.ts';
import { openWakeUps, type RedisAt, startHerald } from '../../src/store/wakeUps.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, save } from '../store/articleKit.ts';

const redis = new URL(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379');

const isThere = await new Promise<boolean>((resolve) => {
  const socket = connect(Number(redis.port || 6379), redis.hostname, () => resolve(true));
  socket.once('error', () => resolve(false)).once('connect', () => socket.end());
});

/** A way to Redis that can be cut and opened again, always at one address. */
async function openWay() {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(redis.port || 6379), redis.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  // A database number of its own keeps other runs' messages away.
  const url = `redis://127.0.0.1:${port}/${port % 16}`;
  const cut = () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    return closed;
  };
  return { url, cut, open: () => listen(port) };
}

let database: Database;
let sourceId = 0;
let way: Awaited<ReturnType<typeof openWay>>;
let feed: LiveFeed;
const heralds: { close(): Promise<void> }[] = [];
const logged: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  sourceId = await addPaper(database, 'paper.example');
  way = await openWay();
  logged.length = 0;
});
afterEach(async () => {
  await feed?.close();
  for (const herald of heralds.splice(0)) await herald.close();
  await way.cut();
});

const redisAt = (): RedisAt => ({
  url: way.url,
  onLost: () => logged.push('lost'),
  onBack: () => logged.push('back'),
});
const onFailure = (error: unknown) => {
  throw error;
};
const add = (n: number) => save(database, { sourceId, url: `https://paper.example/${n}` });

/** Resolves when the feed is told that the change log is longer than now. */
async function nextChange(): Promise<() => boolean> {
  const { changes } = await feed.ends();
  let isTold = false;
  void feed.grown('changes', changes, new AbortController().signal).then(() => {
    isTold = true;
  });
  return () => isTold;
}

const never = 3_600_000;
const seldom = { heard: never, unheard: never };
const often = { heard: never, unheard: 50 };

describe.runIf(isThere)('live readers that no NOTIFY reaches', () => {
  it('are woken by the process that writes', async () => {
    heralds.push(startHerald({ database, redis: { ...redisAt() }, onFailure }));
    feed = openFeed({ database, url: null, redis: redisAt(), lookMs: seldom, onFailure });
    for (const n of [1, 2]) {
      const isTold = await nextChange();
      await add(n);
      await expect.poll(isTold).toBe(true);
    }
    expect(logged).toEqual([]);
  });

  it('wake each other', async () => {
    feed = openFeed({ database, url: null, redis: redisAt(), lookMs: seldom, onFailure });
    const other = openFeed({ database, url: null, redis: redisAt(), lookMs: seldom, onFailure });
    heralds.push(other);
    await other.ends();
    const isTold = await nextChange();
    await add(1);
    await expect
      .poll(async () => {
        // A message sent before the connection stood is lost, as it would be in life.
        await add(Math.random());
        await other.look();
        return isTold();
      })
      .toBe(true);
  });

  it('look by themselves while Redis is away, and hear again when it is back, with one line for each', async () => {
    heralds.push(
      startHerald({ database, redis: { ...redisAt(), onLost: () => {}, onBack: () => {} }, onFailure }),
    );
    feed = openFeed({ database, url: null, redis: redisAt(), lookMs: often, onFailure });
    const first = await nextChange();
    await add(1);
    await expect.poll(first).toBe(true);
    await way.cut();
    await expect.poll(() => logged).toEqual(['lost']);
    const second = await nextChange();
    await add(2);
    await expect.poll(second).toBe(true);
    await way.open();
    await expect.poll(() => logged, { timeout: 10_000 }).toEqual(['lost', 'back']);
    const third = await nextChange();
    await add(3);
    await expect.poll(third).toBe(true);
    expect(logged).toEqual(['lost', 'back']);
  });

  it('are told nothing by what is no message', async () => {
    const told: unknown[] = [];
    const listener = openWakeUps(redisAt(), (ends) => told.push(ends));
    heralds.push(listener);
    await expect.poll(() => told).toEqual([null]);
    const { createClient } = await import('@redis/client');
    const client = await createClient({ url: way.url.replace(/\/\d+$/, '') }).connect();
    const channel = `kabar:live:${new URL(way.url).pathname.slice(1)}`;
    for (const message of ['', 'x', '1', '-1 5', '1e999 2', '{"changes":1}', '\0', '7 8']) {
      await client.publish(channel, message);
    }
    await expect.poll(() => told).toEqual([null, { changes: 7, boards: 8 }]);
    client.destroy();
  });
});

describe('Redis that is not there', () => {
  it('is told of once, and an address that is none at once', async () => {
    await way.cut();
    feed = openFeed({ database, url: null, redis: redisAt(), lookMs: often, onFailure });
    const isTold = await nextChange();
    await add(1);
    await expect.poll(isTold).toBe(true);
    expect(logged).toEqual(['lost']);
    expect(() => openWakeUps({ ...redisAt(), url: 'redis://a b' }, () => {})).toThrow(AppError);
    await way.open();
  });
});
