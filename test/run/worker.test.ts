import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ingestOnce } from '../../src/run/worker.ts';
import { type Database, rows } from '../../src/store/db.ts';
import {
  articles,
  articleTexts,
  changes,
  entities,
  feedEntries,
  mentions,
  sourceChannels,
} from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addOutlet, openTestPipeline, page, rss, type TestClock } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const paragraphs = (topic: string) => [
  `LONDON — The ${topic} was the subject of a long debate in the city on Friday, officials said after the meeting.`,
  `Residents who came to hear about the ${topic} asked for details, and were told that a report would follow in the spring.`,
  'The council has twelve members, of whom nine were present; two sent their excuses and one was on a train.',
];

describe('reading outlets', () => {
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
    outlet = await startOutlet({});
    clock = { now: new Date('2015-11-27T12:00:00Z') };
    pipeline = await openTestPipeline(database, clock, [outlet]);
  });
  afterEach(async () => {
    await pipeline.close();
    await outlet.close();
  });

  const ingest = (domain: string | null = null) => ingestOnce(pipeline, { domain });
  const channel = async (path: string) => {
    const url = `${outlet.url}${path}`;
    const [row] = await database.db.select().from(sourceChannels).where(eq(sourceChannels.url, url));
    return row;
  };
  const stored = () =>
    database.db
      .select({
        headline: articles.headline,
        sortDate: articles.sortDate,
        datePublished: articles.datePublished,
      })
      .from(articles)
      .orderBy(asc(articles.id));
  const serveFeed = (items: Parameters<typeof rss>[0]) => {
    outlet.routes['/feed'] = {
      body: rss(items, outlet.url),
      headers: { 'content-type': 'application/rss+xml' },
    };
    for (const { path, title } of items) outlet.routes[path] ??= page(title, paragraphs(title));
  };
  const addEnglish = () => addOutlet(database, outlet, { domain: 'test.example', language: 'en' });

  it('stores each entry once and fetches no page of a known one', async () => {
    serveFeed([
      { path: '/a', title: 'Harbour plan' },
      { path: '/b', title: 'Bridge toll' },
    ]);
    await addEnglish();
    expect(await ingest()).toEqual({ channels: 1, failed: 0, articles: 2 });
    clock.now = new Date('2015-11-27T13:00:00Z');
    expect(await ingest()).toEqual({ channels: 1, failed: 0, articles: 0 });
    expect((await stored()).map((row) => row.headline)).toEqual(['Harbour plan', 'Bridge toll']);
    expect(outlet.hits('/a')).toBe(1);
  });

  it('sends the validators of the last full answer and stops at a 304', async () => {
    serveFeed([{ path: '/a', title: 'Harbour plan' }]);
    outlet.routes['/feed'] = { ...(outlet.routes['/feed'] as object), etag: '"one"' };
    await addEnglish();
    await ingest();
    clock.now = new Date('2015-11-27T13:00:00Z');
    await ingest();
    expect(outlet.lastHeaders('/feed')['if-none-match']).toBe('"one"');
    expect(await channel('/feed')).toMatchObject({ lastHttpStatus: 304, state: 'HEALTHY', etag: '"one"' });
  });

  it('updates an article whose entry changed, and keeps its identity and counters', async () => {
    serveFeed([{ path: '/a', title: 'Harbour plan' }]);
    await addEnglish();
    await ingest();
    const [before] = await database.db.select({ publicId: articles.publicId }).from(articles);
    outlet.routes['/a'] = page('Harbour plan grows', [
      ...paragraphs('harbour plan'),
      'Barack Obama did not attend.',
    ]);
    outlet.routes['/feed'] = rss([{ path: '/a', title: 'Harbour plan grows' }], outlet.url);
    clock.now = new Date('2015-11-27T13:00:00Z');
    await ingest();
    const [after] = await database.db
      .select({ publicId: articles.publicId, headline: articles.headline })
      .from(articles);
    expect(after).toEqual({ publicId: before?.publicId, headline: 'Harbour plan grows' });
    const counted = await database.db.select({ id: entities.id, n: entities.articleCount }).from(entities);
    const named = await database.db.select({ id: mentions.entityId }).from(mentions);
    for (const { id, n } of counted) expect(n).toBe(named.filter((row) => row.id === id).length);
    expect(await database.db.select().from(articleTexts)).toHaveLength(1);
    const log = await database.db
      .select()
      .from(changes)
      .where(eq(changes.nodeId, before?.publicId ?? ''));
    expect(log.map((row) => row.op)).toEqual(['CREATED', 'UPDATED']);
  });

  it('names the fault of one broken entry and reads the others', async () => {
    serveFeed([
      { path: '/a', title: 'Harbour plan' },
      { path: '/b', title: 'Bridge toll' },
    ]);
    const body = rss(
      [
        { path: '/a', title: 'Harbour plan' },
        { path: '/b', title: 'Bridge toll' },
      ],
      outlet.url,
    );
    outlet.routes['/feed'] = body.replace('<item>', '<item><title>No address here</title></item><item>');
    await addEnglish();
    await ingest();
    expect(await stored()).toHaveLength(2);
    expect(await channel('/feed')).toMatchObject({ state: 'DEGRADED', lastErrorCode: 'UNPARSABLE' });
  });

  it('takes duplicate guids for one article', async () => {
    serveFeed([
      { path: '/a', title: 'Harbour plan', guid: 'same' },
      { path: '/a', title: 'Harbour plan', guid: 'same' },
    ]);
    await addEnglish();
    await ingest();
    expect(await stored()).toHaveLength(1);
  });

  it('keeps two addresses that differ by tracking parameters one article', async () => {
    serveFeed([{ path: '/a?utm_source=rss', title: 'Harbour plan', guid: '1' }]);
    outlet.routes['/a?utm_source=tw'] = page('Harbour plan', paragraphs('harbour plan'));
    await addEnglish();
    await ingest();
    serveFeed([{ path: '/a?utm_source=tw', title: 'Harbour plan', guid: '2' }]);
    clock.now = new Date('2015-11-27T13:00:00Z');
    await ingest();
    expect(await stored()).toHaveLength(1);
  });

  it('never sorts by a date in the future', async () => {
    serveFeed([{ path: '/a', title: 'Harbour plan', date: 'Fri, 27 Nov 2099 08:00:00 GMT' }]);
    await addEnglish();
    await ingest();
    const [row] = await stored();
    expect(row?.sortDate).toEqual(clock.now);
  });

  it('gives up an empty page with its reason, and tries a failing one again later', async () => {
    serveFeed([
      { path: '/empty', title: 'Nothing' },
      { path: '/broken', title: 'Later' },
    ]);
    outlet.routes['/empty'] = '<html><body></body></html>';
    outlet.routes['/broken'] = { status: 500 };
    await addEnglish();
    await ingest();
    const entries = await database.db.select().from(feedEntries).orderBy(asc(feedEntries.id));
    expect(entries.map((row) => [row.entryKey, row.outcome])).toEqual([
      ['/empty', 'gave_up'],
      ['/broken', 'retry'],
    ]);
    expect(entries[0]?.reason).toMatch(/^UNPARSABLE: /);
    outlet.routes['/broken'] = page('Later', paragraphs('late train'));
    clock.now = new Date('2015-11-27T18:00:00Z');
    expect(await ingest()).toMatchObject({ articles: 1 });
    expect(outlet.hits('/empty')).toBe(1);
  });

  it('writes the reason of each failing channel on its row and goes on with the others', async () => {
    const cases: Record<string, [Outlet['routes'][string], string]> = {
      '/malformed': [
        { body: '<rss><channel><item></rss', headers: { 'content-type': 'text/xml' } },
        'UNPARSABLE',
      ],
      '/html': [
        { body: '<html><body>Welcome</body></html>', headers: { 'content-type': 'text/html' } },
        'UNPARSABLE',
      ],
      '/error': [{ status: 500 }, 'UNREACHABLE'],
      '/slow': [{ body: 'late', delayMs: 3000 }, 'UNREACHABLE'],
      '/gone': [{ status: 404 }, 'NOT_FOUND'],
      '/forbidden': [{ status: 403 }, 'REFUSED'],
      '/bomb': [{ gzipBombBytes: 6_000_000 }, 'TOO_LARGE'],
      '/loop': [{ redirect: '/loop' }, 'UNREACHABLE'],
    };
    for (const [path, [route]] of Object.entries(cases)) {
      outlet.routes[path] = route;
      await addOutlet(database, outlet, { domain: `${path.slice(1)}.example`, path });
    }
    serveFeed([{ path: '/a', title: 'Harbour plan' }]);
    await addEnglish();
    const report = await ingest();
    expect(report).toEqual({ channels: 9, failed: 8, articles: 1 });
    for (const [path, [, code]] of Object.entries(cases)) {
      const row = await channel(path);
      expect([path, row?.lastErrorCode, row?.consecutiveFailures]).toEqual([path, code, 1]);
      expect(row?.lastError).toBeTruthy();
      expect(row?.nextAttemptAt.getTime()).toBeGreaterThan(clock.now.getTime());
    }
  });

  it('recovers when a failing channel answers again', async () => {
    outlet.routes['/feed'] = { status: 503 };
    await addEnglish();
    await ingest();
    expect(await channel('/feed')).toMatchObject({ state: 'DEGRADED', consecutiveFailures: 1 });
    serveFeed([{ path: '/a', title: 'Harbour plan' }]);
    clock.now = new Date('2015-11-28T12:00:00Z');
    await ingest();
    expect(await channel('/feed')).toMatchObject({
      state: 'HEALTHY',
      consecutiveFailures: 0,
      lastError: null,
    });
  });

  it('keeps headline and link of a page that robots.txt forbids, and never asks for it', async () => {
    serveFeed([
      { path: '/private/a', title: 'Harbour plan' },
      { path: '/b', title: 'Bridge toll' },
    ]);
    outlet.routes['/robots.txt'] = {
      body: 'User-agent: *\nDisallow: /private/',
      headers: { 'content-type': 'text/plain' },
    };
    await addEnglish();
    await ingest();
    expect((await stored()).map((row) => row.headline)).toEqual(['Harbour plan', 'Bridge toll']);
    expect(outlet.hits('/private/a')).toBe(0);
    const [kept] = await rows<{ text: string; basis: string }>(
      database,
      sql`select t.text, a.withheld_basis as basis from articles a join article_texts t on t.article_id = a.id
          where a.headline = 'Harbour plan'`,
    );
    expect(kept).toEqual({ text: '', basis: 'ROBOTS_TXT' });
  });
});
