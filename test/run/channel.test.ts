import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ingestOnce } from '../../src/run/worker.ts';
import type { Database } from '../../src/store/db.ts';
import { articles, feedEntries, sourceChannels } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addOutlet, openTestPipeline, page, rss, type TestClock } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const text = [
  'LONDON — The harbour plan was the subject of a long debate in the city on Friday, officials said after the meeting.',
  'Residents who came to hear about it asked for details, and were told that a report would follow in the spring.',
];

describe('a channel over time', () => {
  let database: Database;
  let outlet: Outlet;
  let clock: TestClock;
  let pipeline: Awaited<ReturnType<typeof openTestPipeline>>;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    outlet = await startOutlet({ '/a': page('Harbour plan', text), '/b': page('Bridge toll', text) });
    clock = { now: new Date('2015-11-27T12:00:00Z') };
    pipeline = await openTestPipeline(database, clock, [outlet]);
    await addOutlet(database, outlet, { domain: 'test.example', language: 'en' });
  });
  afterEach(async () => {
    await pipeline.close();
    await outlet.close();
  });

  const feed = (...paths: string[]) =>
    rss(
      paths.map((path) => ({ path, title: `Story ${path}` })),
      outlet.url,
    );
  const read = async (hours = 0) => {
    clock.now = new Date(clock.now.getTime() + hours * 3_600_000);
    return ingestOnce(pipeline, { domain: null });
  };
  const channel = async () => {
    const [row] = await database.db.select().from(sourceChannels).orderBy(sourceChannels.id).limit(1);
    if (row === undefined) throw new Error('no channel');
    return row;
  };
  const pauseSeconds = async () => ((await channel()).nextAttemptAt.getTime() - clock.now.getTime()) / 1000;
  const storedCount = async () => (await database.db.select({ id: articles.id }).from(articles)).length;

  it('moves for good with 301 and 308, when a feed answers there', async () => {
    outlet.routes['/feed'] = { redirect: '/between', status: 301 };
    outlet.routes['/between'] = { redirect: '/new', status: 308 };
    outlet.routes['/new'] = feed('/a');
    await read();
    expect((await channel()).url).toBe(`${outlet.url}/new`);
  });

  it('stays where it is when one hop is temporary, or no feed answers there', async () => {
    outlet.routes['/feed'] = { redirect: '/between', status: 301 };
    outlet.routes['/between'] = { redirect: '/new', status: 302 };
    outlet.routes['/new'] = feed('/a');
    await read();
    outlet.routes['/between'] = '<html><body>Welcome</body></html>';
    await read(1);
    expect((await channel()).url).toBe(`${outlet.url}/feed`);
    expect(await storedCount()).toBe(1);
  });

  it('stays, and says so, when another channel has the new address', async () => {
    outlet.routes['/new'] = feed('/a');
    await addOutlet(database, outlet, { domain: 'other.example', path: '/new' });
    outlet.routes['/feed'] = { redirect: '/new', status: 301 };
    await read();
    expect(await channel()).toMatchObject({ url: `${outlet.url}/feed`, state: 'DEGRADED' });
    expect((await channel()).lastError).toContain('which another channel has');
  });

  it('ends with 410, and keeps its articles', async () => {
    outlet.routes['/feed'] = feed('/a');
    await read();
    outlet.routes['/feed'] = { status: 410 };
    await read(1);
    expect(await channel()).toMatchObject({ ingestible: false, state: 'PAUSED', lastHttpStatus: 410 });
    await read(100);
    expect(outlet.hits('/feed')).toBe(2);
    expect(await storedCount()).toBe(1);
  });

  it('is paused after five answers in a row that are no feed, silence in between not counted', async () => {
    for (const route of ['x', 'x', 'x', { status: 500 }, 'x', 'x']) {
      outlet.routes['/feed'] = route;
      await read(1);
    }
    expect(await channel()).toMatchObject({ state: 'PAUSED', ingestible: true, parseFailures: 5 });
    expect((await channel()).lastError).toContain('5 answers in a row');
    expect(await read(100)).toMatchObject({ channels: 0 });
    outlet.routes['/feed'] = feed('/a');
    clock.now = new Date(clock.now.getTime() + 1000);
    expect(await ingestOnce(pipeline, { domain: 'test.example' })).toMatchObject({ articles: 1 });
    expect(await channel()).toMatchObject({ state: 'HEALTHY', parseFailures: 0 });
  });

  it('is asked again slowly when it refuses us', async () => {
    for (const status of [401, 403, 451]) {
      outlet.routes['/feed'] = { status };
      await read(24);
      expect(await channel()).toMatchObject({ state: 'BLOCKED', lastHttpStatus: status });
      expect(await pauseSeconds()).toBeGreaterThanOrEqual(6 * 3600);
    }
  });

  it('is not asked again before Retry-After', async () => {
    outlet.routes['/feed'] = { status: 503, headers: { 'retry-after': '40000' } };
    await read();
    expect(await pauseSeconds()).toBeGreaterThanOrEqual(40_000);
  });

  it('is blamed as silent, not as forbidding, while its robots.txt fails', async () => {
    outlet.routes['/robots.txt'] = { status: 503 };
    outlet.routes['/feed'] = feed('/a');
    await read();
    expect(await channel()).toMatchObject({ state: 'DEGRADED', lastErrorCode: 'UNREACHABLE' });
    expect(outlet.hits('/feed')).toBe(0);
  });

  it('writes nothing for the same bytes, and takes over their new validators', async () => {
    outlet.routes['/feed'] = { body: feed('/a'), headers: { etag: '"one"' } };
    await read();
    const before = await channel();
    outlet.routes['/feed'] = { body: feed('/a'), headers: { etag: '"two"' } };
    await read(1);
    const after = await channel();
    expect(after).toMatchObject({ etag: '"two"', bodyHash: before.bodyHash, state: 'HEALTHY' });
    expect(after.entriesPerWeek).toBeLessThan(before.entriesPerWeek ?? 0);
    expect(outlet.hits('/a')).toBe(1);
  });

  it('sends no validators while an entry waits for another try', async () => {
    outlet.routes['/broken'] = { status: 500 };
    outlet.routes['/feed'] = { body: feed('/broken'), etag: '"one"' };
    await read();
    expect(await channel()).toMatchObject({ etag: null, bodyHash: null });
    outlet.routes['/broken'] = page('Later', text);
    expect(await read(6)).toMatchObject({ articles: 1 });
    expect(await channel()).toMatchObject({ etag: '"one"' });
  });

  it('fails, and does not crash, when 304 comes unasked', async () => {
    outlet.routes['/feed'] = { status: 304 };
    await read();
    expect(await channel()).toMatchObject({ state: 'DEGRADED', lastHttpStatus: 304, lastSuccessAt: null });
  });

  it('is read at the pace at which it publishes, but not before it asks', async () => {
    outlet.routes['/feed'] = feed('/a', '/b');
    await read();
    // Two entries in four hours: one poll an hour.
    expect(await pauseSeconds()).toBeCloseTo(3600, 0);
    outlet.routes['/feed'] = { body: feed('/a'), headers: { 'cache-control': 'max-age=50000' } };
    await read(10);
    expect(await pauseSeconds()).toBe(50_000);
  });

  it('remembers the hub that its feed names', async () => {
    const hub = '<link xmlns="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>';
    outlet.routes['/feed'] = feed('/a').replace('<item>', `${hub}<item>`);
    await read();
    expect(await channel()).toMatchObject({ hubUrl: 'https://hub.example/', topicUrl: `${outlet.url}/feed` });
  });

  it('follows a sitemap index to what changed, and to no other site', async () => {
    const child = (path: string, on: string) =>
      `<sitemap><loc>${path}</loc><lastmod>${on}</lastmod></sitemap>`;
    const urls = (path: string) =>
      `<urlset><url><loc>${outlet.url}${path}</loc><lastmod>2015-11-27T08:00:00Z</lastmod></url></urlset>`;
    const index = (...children: string[]) => `<sitemapindex>${children.join('')}</sitemapindex>`;
    const foreign = child('http://other.example/s.xml', '2015-11-27');
    const old = child(`${outlet.url}/old.xml`, '2015-11-01');
    outlet.routes['/one.xml'] = urls('/a');
    outlet.routes['/two.xml'] = urls('/b');
    outlet.routes['/old.xml'] = urls('/never');
    outlet.routes['/feed'] = index(foreign, child(`${outlet.url}/one.xml`, '2015-11-27'));
    expect(await read()).toMatchObject({ articles: 1 });
    outlet.routes['/feed'] = index(foreign, old, child(`${outlet.url}/two.xml`, '2015-11-28'));
    expect(await read(30)).toMatchObject({ articles: 1, failed: 0 });
    expect([outlet.hits('/one.xml'), outlet.hits('/old.xml')]).toEqual([1, 0]);
    expect(await channel()).toMatchObject({ state: 'HEALTHY' });
  });

  it('gives no entry twice when two sources list the same page', async () => {
    outlet.routes['/feed'] = feed('/a');
    outlet.routes['/second'] = feed('/a');
    await addOutlet(database, outlet, { domain: 'other.example', path: '/second' });
    await read();
    expect(await storedCount()).toBe(1);
    const saved = await database.db.select().from(feedEntries).where(eq(feedEntries.outcome, 'saved'));
    expect(saved.length).toBeGreaterThanOrEqual(1);
  });
});
