/** An outlet that does everything wrong that outlets do, read by the whole pipeline twice, a day apart. */
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { openPipeline } from '../../src/run/openPipeline.ts';
import type { Pipeline } from '../../src/run/parts.ts';
import { rereadEntry } from '../../src/run/pipeline.ts';
import { revisitDue } from '../../src/run/revisit.ts';
import { ingestOnce } from '../../src/run/worker.ts';
import { addSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import {
  articles,
  articleTexts,
  changes,
  entities,
  sourceChannels,
  tombstones,
} from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addOutlet, page, rss, type TestClock } from '../kit/pipeline.ts';
import { type Outlet, type Route, startOutlet } from '../kit/web.ts';

const hourMs = 3_600_000;
const paragraphs = (about: string) => [
  `LONDON — The ${about} was the subject of a long debate in the city on Friday, officials said after the meeting.`,
  `Residents who came to hear about the ${about} asked for details, and were told that a report would follow in spring.`,
];

describe('an outlet at its worst', () => {
  let database: Database;
  let outlet: Outlet;
  let pipeline: Pipeline & { close(): Promise<void> };
  let clock: TestClock;
  let logged: string[];

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    outlet = await startOutlet({});
    for (let n = 0; n < 10; n += 1)
      outlet.routes[`/page/${n}`] = html(page(`Story ${n}`, paragraphs(`plan ${n}`)));
    clock = { now: new Date('2026-11-23T12:00:00Z') };
    logged = [];
    pipeline = await openLogged([outlet]);
    await addOutlet(database, outlet, { domain: 'evil.example', language: 'en' });
  });
  afterEach(async () => {
    await pipeline.close();
    await outlet.close();
  });

  /** As the worker's own, but with a log that is kept. */
  function openLogged(outlets: Outlet[]) {
    const env = { FETCH_TIMEOUT_MS: '700', FETCH_MAX_BYTES: '6000000', READER_THREADS: '0' };
    const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
    const allowHosts = outlets.map(({ host }) => host);
    return openPipeline({ config: readConfig(env), log, database, clock: () => clock.now, allowHosts });
  }
  const html = (body: string): Route => ({ body, headers: { 'content-type': 'text/html; charset=utf-8' } });
  const xml = (body: string | Uint8Array, more: Partial<Route> = {}): Route => ({
    body,
    headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
    ...more,
  });
  const items = (count: number, about: object = {}) =>
    Array.from({ length: count }, (_, n) => ({ path: `/page/${n}`, title: `Story ${n}`, ...about }));
  const feedOf = (list: Parameters<typeof rss>[0]) => xml(rss(list, outlet.url));

  /** Reads everything now, and the clock is a day later then. */
  async function read() {
    const told: Record<string, number>[] = [];
    await ingestOnce(pipeline, { domain: null, onChannel: ({ outcomes }) => told.push(outcomes) });
    clock.now = new Date(clock.now.getTime() + 24 * hourMs);
    return told[0] ?? {};
  }
  const stored = () => database.db.select().from(articles).orderBy(articles.url);
  const headlines = async () => (await stored()).map(({ headline }) => headline);
  const channel = async () => {
    const [row] = await database.db.select().from(sourceChannels).orderBy(sourceChannels.id);
    if (row === undefined) throw new Error('no channel');
    return row;
  };

  it('forges no line of the log, whatever its headlines, addresses and errors say', async () => {
    const forged = 'x&#10;{"level":60,"msg":"FORGED"}&#13;&#10;y&#27;[31m';
    const none = `<item><title>${forged}</title><guid>${forged}</guid></item>`;
    const list = [
      { path: '/page/0', title: forged },
      { path: '/none?&#10;{"msg":"FORGED"}', title: forged },
    ];
    outlet.routes['/feed'] = xml(rss(list, outlet.url).replace('</channel>', `${none}</channel>`));
    outlet.routes['/page/0'] = html(page(forged, paragraphs('plan')));
    await read();
    await read();
    expect(logged.length).toBeGreaterThan(2);
    for (const line of logged) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(line).not.toContain('\u001b');
      expect(JSON.parse(line).msg).not.toBe('FORGED');
    }
    for (const headline of await headlines()) expect(headline).not.toMatch(/\p{Cc}/u);
    expect((await channel()).lastError ?? '').not.toMatch(/\p{Cc}/u);
  });

  it('runs nothing of its own in what readers are shown', async () => {
    const attacks = [
      '<script>window.__pwn=1</script>',
      '<img src=x onerror="window.__pwn=1">',
      '<svg/onload=window.__pwn=1>',
      '<a href="java\tscript:window.__pwn=1">x</a>',
      '<a href="&#x6a;avascript:window.__pwn=1">x</a>',
      '<iframe srcdoc="<script>parent.__pwn=1</script>"></iframe>',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.__pwn=1&gt;">',
    ];
    const escaped = attacks.map((attack) => attack.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
    const list = attacks.map((_, n) => ({
      path: `/page/${n}`,
      title: `Story ${n} ${escaped[n]}`,
      extra: `<description>${escaped[n]}</description>`,
    }));
    outlet.routes['/feed'] = feedOf(list);
    for (const [n, attack] of attacks.entries())
      outlet.routes[`/page/${n}`] = html(
        page(`Story ${n} ${escaped[n]}`, [
          ...paragraphs(`plan ${n}`),
          `${attack} said the mayor of the city, who came late on Friday.`,
        ]),
      );
    await read();
    const texts = await database.db.select().from(articleTexts);
    expect(texts).toHaveLength(attacks.length);
    for (const { html: shown } of texts) {
      expect(shown ?? '').toContain('<p>');
      expect(shown ?? '').not.toMatch(
        /<(?!\/?(?:p|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|br|sub|sup|code)\b)/i,
      );
      expect(shown ?? '').not.toMatch(/<[^>]*(?:\son\w+\s*=|javascript:|srcdoc)/i);
    }
  });

  it('has no entry whose link would run code', async () => {
    const bad = rss([{ path: '/page/0', title: 'Story 0' }], '').replace(
      '<link>/page/0',
      '<link>javascript:alert(1)',
    );
    outlet.routes['/feed'] = xml(bad.replace('<link>/</link>', ''));
    await read();
    expect(await stored()).toEqual([]);
    expect(await channel()).toMatchObject({ lastErrorCode: 'UNPARSABLE' });
  });

  it('is not on top for ever by dates of 2099, nor lost by those of year 0 and by none', async () => {
    const dates = ['Fri, 01 Jan 2099 00:00:00 GMT', 'Mon, 01 Jan 0000 00:00:00 GMT', 'yesterday-ish', ''];
    outlet.routes['/feed'] = feedOf(
      dates.map((date, n) => ({ path: `/page/${n}`, title: `Story ${n}`, date })),
    );
    const before = clock.now;
    expect(await read()).toEqual({ created: 4 });
    for (const { sortDate, firstSeenAt } of await stored()) {
      expect(sortDate <= before).toBe(true);
      expect(firstSeenAt).toEqual(before);
    }
    expect(await read()).toEqual({});
  });

  it('has ten articles although they share one GUID', async () => {
    outlet.routes['/feed'] = feedOf(items(10, { guid: 'same' }));
    expect(await read()).toEqual({ created: 10 });
    await read();
    expect(await headlines()).toHaveLength(10);
  });

  it('doubles nothing by GUIDs and tracking parameters that change with every fetch', async () => {
    let fetches = 0;
    outlet.routes['/feed'] = () => {
      fetches += 1;
      const about = (n: number) => ({
        path: `/page/${n}?utm_source=rss${fetches}&amp;fbclid=${fetches}${n}#x${fetches}`,
        title: `Story ${n}`,
        guid: `gen${fetches}-${n}`,
      });
      return feedOf(Array.from({ length: 10 }, (_, n) => about(n)));
    };
    for (let n = 0; n < 10; n += 1)
      for (let f = 1; f < 4; f += 1)
        outlet.routes[`/page/${n}?utm_source=rss${f}&fbclid=${f}${n}`] = outlet.routes[`/page/${n}`] ?? '';
    expect(await read()).toEqual({ created: 10 });
    expect(await read()).toEqual({ unchanged: 10 });
    await read();
    expect((await stored()).map(({ url }) => url)).toEqual(
      Array.from({ length: 10 }, (_, n) => `${outlet.url}/page/${n}`),
    );
  });

  it('has a headline of 5 MB cut', async () => {
    outlet.routes['/feed'] = feedOf([{ path: '/page/0', title: 'T'.repeat(5_000_000) }]);
    outlet.routes['/page/0'] = html(page('U '.repeat(100_000), paragraphs('plan')));
    expect(await read()).toEqual({ created: 1 });
    expect((await headlines())[0]?.length).toBeLessThan(5000);
  });

  it('holds up nobody with a page of hundreds of thousands of characters: only its beginning is recognised', async () => {
    const filler = Array.from({ length: 1500 }, (_, n) => paragraphs(`plan ${n}`)).flat();
    const named = 'The mayor met Vladimir Putin in the city on Friday, officials said after the meeting.';
    outlet.routes['/feed'] = feedOf(items(1));
    outlet.routes['/page/0'] = html(
      page('Story 0', [named, ...filler, named.replace('Vladimir Putin', 'Angela Merkel')]),
    );
    expect(await read()).toEqual({ created: 1 });
    const [text] = await database.db.select().from(articleTexts);
    expect(text?.text.length).toBeGreaterThan(300_000);
    expect(text?.text).toContain('Angela Merkel');
    const names = (await database.db.select().from(entities)).map(({ name }) => name);
    expect(names).toContain('Vladimir Putin');
    expect(names).not.toContain('Angela Merkel');
  });

  it('loses nothing but the entry with 100,000 attributes', async () => {
    const attributes = Array.from({ length: 100_000 }, (_, n) => `a${n}="1"`).join(' ');
    const feed = rss(items(2), outlet.url).replace('</channel>', `<item ${attributes}/></channel>`);
    outlet.routes['/feed'] = xml(feed);
    expect(await read()).toEqual({ created: 2 });
  });

  it.each<[string, (feed: string) => Route, string]>([
    ['half of a packed answer', (feed) => xml(feed, { gzip: true, truncateAt: 200 }), 'UNREACHABLE'],
    ['half of an answer', (feed) => xml(feed, { truncateAt: 200 }), 'UNREACHABLE'],
    [
      'an answer that lies about being packed',
      (feed) => xml(feed, { headers: { 'content-encoding': 'gzip' } }),
      'UNPARSABLE',
    ],
    ['a login page', () => html('<!doctype html><title>Log in</title><p>Please log in.</p>'), 'UNPARSABLE'],
    ['nothing', () => xml(''), 'UNPARSABLE'],
    ['an error', () => xml('oops', { status: 500 }), 'UNREACHABLE'],
    ['a redirect to a file', () => ({ redirect: 'file:///etc/passwd' }), 'REFUSED'],
    [
      'a redirect into our network',
      () => ({ redirect: 'http://169.254.169.254/latest/meta-data/' }),
      'REFUSED',
    ],
    ['a redirect to itself', () => ({ redirect: '/feed' }), 'UNREACHABLE'],
    ['a bomb', () => xml('', { gzipBombBytes: 50_000_000 }), 'TOO_LARGE'],
  ])('keeps its articles when its feed is %s', async (_, broken, code) => {
    outlet.routes['/feed'] = feedOf(items(3));
    await read();
    outlet.routes['/feed'] = broken(rss(items(6), outlet.url));
    expect(await read()).toEqual({});
    expect(await channel()).toMatchObject({ lastErrorCode: code, consecutiveFailures: 1 });
    expect(await headlines()).toEqual(['Story 0', 'Story 1', 'Story 2']);
    outlet.routes['/feed'] = feedOf(items(4));
    expect(await read()).toMatchObject({ created: 1 });
    expect(await channel()).toMatchObject({ state: 'HEALTHY', consecutiveFailures: 0 });
  });

  it('keeps an article whose entry left the feed, until its page answers 410', async () => {
    outlet.routes['/feed'] = feedOf(items(2));
    for (const n of [0, 1])
      outlet.routes[`/page/${n}`] = { ...html(page(`Story ${n}`, paragraphs(`plan ${n}`))), etag: `"${n}"` };
    await read();
    outlet.routes['/feed'] = feedOf(items(2).slice(1));
    await read();
    expect(await headlines()).toEqual(['Story 0', 'Story 1']);
    outlet.routes['/page/0'] = { status: 410 };
    const looked = await look();
    expect(looked).toEqual({ retracted: 1, notModified: 1 });
    expect(await headlines()).toEqual(['Story 1']);
    expect(await database.db.select().from(tombstones)).toContainEqual(
      expect.objectContaining({ typename: 'Article', cause: 'RETRACTED', url: `${outlet.url}/page/0` }),
    );
    const ops = await database.db.select().from(changes);
    expect(ops.filter(({ typename, op }) => typename === 'Article' && op === 'WITHDRAWN')).toHaveLength(1);
  });

  const look = () =>
    revisitDue({
      database,
      log: pipeline.log,
      clock: () => clock.now,
      rereadEntry: (revisit) => rereadEntry(pipeline, revisit),
    });

  describe('towards others', () => {
    let victim: Outlet;
    beforeEach(async () => {
      victim = await startOutlet({});
      victim.routes['/feed'] = xml(rss([{ path: '/own', title: 'Harbour plan' }], victim.url));
      victim.routes['/own'] = { ...html(page('Harbour plan', paragraphs('harbour plan'))), etag: '"1"' };
      await pipeline.close();
      pipeline = await openLogged([outlet, victim]);
    });
    afterEach(() => victim.close());

    /** Configured as `sources add` would: under the domain of its own address. */
    const addVictim = () =>
      addSource(
        database,
        {
          ...{ name: 'Paper', domain: victim.host, url: victim.url, kind: 'NEWSPAPER', country: 'GB' },
          ...{ languages: ['en'], exposure: 'SNIPPET', isDemo: false },
          channels: [{ kind: 'RSS', url: `${victim.url}/feed` }],
        },
        clock.now,
      );
    const wire = (status: string) => ({
      body: JSON.stringify({
        items: [
          {
            ...{
              uri: 'urn:evil:1',
              type: 'text',
              pubstatus: status,
              language: 'en',
              url: `${victim.url}/own`,
            },
            ...{
              headline: 'Harbour plan is dead',
              body_xhtml: '<p>The harbour plan is dead, nobody said on Friday.</p>',
            },
            versioncreated: '2026-11-23T10:00:00Z',
          },
        ],
      }),
      headers: { 'content-type': 'application/json' },
    });

    it('says nothing in place of an outlet that is read, neither before it is read nor after', async () => {
      await addVictim();
      outlet.routes['/feed'] = wire('usable');
      await ingestOnce(pipeline, { domain: 'evil.example' });
      expect(await stored()).toEqual([]);
      outlet.routes['/feed'] = feedOf([{ path: '/away', title: 'Harbour plan is dead' }]);
      outlet.routes['/away'] = { redirect: `${victim.url}/own`, status: 301 };
      await ingestOnce(pipeline, { domain: 'evil.example' });
      expect(await stored()).toEqual([]);
      await read();
      outlet.routes['/feed'] = wire('usable');
      await read();
      expect(await headlines()).toEqual(['Harbour plan']);
    });

    it('takes nothing back that is not its own, by a wire or by a redirect that ends', async () => {
      // Not configured yet, so that its page comes in by the links of others.
      outlet.routes['/feed'] = feedOf([{ path: '/away', title: 'Harbour plan' }]);
      outlet.routes['/away'] = { redirect: `${victim.url}/own`, status: 301 };
      await read();
      expect(await headlines()).toEqual(['Harbour plan']);
      outlet.routes['/away'] = { status: 410 };
      expect(await look()).toEqual({ elsewhere: 1 });
      outlet.routes['/feed'] = wire('canceled');
      expect(await read()).toEqual({ retracted: 1 });
      expect(await headlines()).toEqual(['Harbour plan']);
    });
  });

  it('takes back by a wire what it said itself, although the cancelled item repeats it word for word', async () => {
    const item = (status: string, text: string) => ({
      body: JSON.stringify({
        items: [
          {
            ...{
              uri: 'urn:evil:1',
              type: 'text',
              pubstatus: status,
              language: 'en',
              headline: 'Harbour plan',
            },
            ...{
              versioncreated: '2026-11-23T10:00:00Z',
              body_xhtml: `<p>${text} said the mayor of London on Friday.</p>`,
            },
          },
        ],
      }),
      headers: { 'content-type': 'application/json' },
    });
    outlet.routes['/feed'] = item('usable', 'The harbour plan is sound,');
    expect(await read()).toEqual({ created: 1 });
    outlet.routes['/feed'] = item('usable', 'The harbour plan is dead,');
    expect(await read()).toEqual({ updated: 1 });
    outlet.routes['/feed'] = item('canceled', 'The harbour plan is dead,');
    expect(await read()).toEqual({ retracted: 1 });
    expect(await stored()).toEqual([]);
    outlet.routes['/feed'] = item('usable', 'The harbour plan is dead,');
    expect(await read()).toEqual({ created: 1 });
  });
});
