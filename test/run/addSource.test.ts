import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { silentLog } from '../../src/base/log.ts';
import { createFetcher, type Fetcher } from '../../src/ingest/http.ts';
import { type GivenFacts, probeSource } from '../../src/run/addSource.ts';
import type { ProbeDeps } from '../../src/run/probeFeeds.ts';
import { createRobotsCache } from '../../src/run/robotsCache.ts';
import { addSource, listConfigured, removeSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { findConfigured } from '../../src/store/sourceSettings.ts';
import { sourceChannels } from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { type Outlet, type Routes, startOutlet } from '../kit/web.ts';

const nothing: GivenFacts = { name: null, country: null, language: null, kind: null, readTelegram: false };
const clock = () => new Date('2015-11-27T03:00:00Z');

const rss = (title: string, extra = '') =>
  `<rss version="2.0"><channel><title>${title}</title>${extra}<item><title>Satu</title><link>/satu</link></item></channel></rss>`;
const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><entry><id>a</id><title>Dua</title><link href="/dua"/></entry></feed>`;
const page = `<html lang="id"><head><meta property="og:site_name" content="Koran Pagi"><link rel="alternate" type="application/rss+xml" href="/rss">
  <link rel="alternate" type="application/atom+xml" href="/atom"><link rel="alternate" type="application/rss+xml" href="/broken"></head><body>Halo</body></html>`;

const open: Outlet[] = [];

/** The same outlet under the addresses of services that are not on the loopback interface. */
function inPlaceOf(hosts: string[], outlet: Outlet, fetcher: Fetcher): Fetcher {
  const there = (url: string) => {
    const { origin, pathname, search } = new URL(url);
    return hosts.includes(origin) ? `${outlet.url}${pathname}${search}` : url;
  };
  return {
    ...fetcher,
    fetchBytes: async (url, request) => {
      const fetched = await fetcher.fetchBytes(there(url), request);
      return there(url) === url ? fetched : { ...fetched, url };
    },
  };
}

async function probe(
  routes: Routes,
  hosts: string[] = [],
): Promise<{ outlet: Outlet; deps: ProbeDeps; close: () => Promise<void> }> {
  const outlet = await startOutlet(routes);
  open.push(outlet);
  const options = { userAgent: 'Kabar test', timeoutMs: 3000, maxBytes: 1_000_000, log: silentLog };
  const fetcher = inPlaceOf(hosts, outlet, createFetcher({ ...options, allowHosts: [outlet.host] }));
  return {
    outlet,
    deps: { fetcher, robots: createRobotsCache(fetcher, 'Kabar test', clock), clock },
    close: () => fetcher.close(),
  };
}

afterAll(async () => {
  for (const outlet of open) await outlet.close();
});

describe('an address given by a person', () => {
  it('is a feed: its one channel, named and dated by the feed', async () => {
    const { outlet, deps } = await probe({
      '/rss': rss('Koran Sore - RSS', '<link>https://www.sore.test/</link><language>id-ID</language>'),
    });
    expect(await probeSource(deps, `${outlet.url}/rss`, nothing)).toEqual({
      name: 'Koran Sore',
      domain: 'sore.test',
      url: 'https://www.sore.test/',
      kind: 'OTHER',
      country: 'ID',
      languages: ['id'],
      exposure: 'SNIPPET',
      isDemo: false,
      iconUrl: null,
      profile: null,
      channels: [{ kind: 'RSS', url: `${outlet.url}/rss`, ingestible: true }],
    });
  });

  it('is a site: every feed of its page that parses, and the name the page gives', async () => {
    const { outlet, deps } = await probe({
      '/': page,
      '/rss': rss('Utama'),
      '/atom': atom,
      '/broken': '<html>none</html>',
    });
    expect(await probeSource(deps, outlet.url, nothing)).toMatchObject({
      name: 'Koran Pagi',
      domain: outlet.host,
      languages: ['id'],
      channels: [
        { kind: 'RSS', url: `${outlet.url}/rss` },
        { kind: 'ATOM', url: `${outlet.url}/atom` },
      ],
    });
  });

  it('is a site that tells of no feed but keeps one at a usual path', async () => {
    const { outlet, deps } = await probe({ '/': '<title>Diam</title>', '/rss.xml': rss('Diam') });
    expect((await probeSource(deps, outlet.url, nothing)).channels).toEqual([
      { kind: 'RSS', url: `${outlet.url}/rss.xml`, ingestible: true },
    ]);
  });

  it('yields to what the person says', async () => {
    const { outlet, deps } = await probe({ '/rss': rss('X', '<language>en</language>') });
    const given: GivenFacts = {
      ...nothing,
      name: 'Nama',
      country: 'ID',
      language: 'ms-MY',
      kind: 'WIRE',
    };
    expect(await probeSource(deps, `${outlet.url}/rss`, given)).toMatchObject({
      name: 'Nama',
      country: 'ID',
      languages: ['ms'],
      kind: 'WIRE',
    });
  });
});

describe('a site that is added', () => {
  const urlsOf = async (routes: Routes, given: Partial<GivenFacts> = {}) => {
    const { outlet, deps } = await probe(routes);
    const { channels } = await probeSource(deps, outlet.url, { ...nothing, ...given });
    return channels.map(({ kind, url }) => `${kind} ${url.replace(outlet.url, '')}`);
  };
  const front =
    '<html lang="id"><title>Koran</title><link rel="alternate" type="application/rss+xml" href="/rss">';
  const news = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>/satu</loc><news:news><news:publication_date>2015-11-27</news:publication_date><news:title>Satu</news:title></news:news></url></urlset>`;
  const plain =
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>/tentang</loc></url></urlset>';
  const index = (...paths: string[]) =>
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<sitemap><loc>${path}</loc></sitemap>`).join('')}</sitemapindex>`;

  it('brings its icon, its country, and the channels that its page names for people', async () => {
    const html = `${front}<link rel="icon" href="/i.png"><meta property="og:locale" content="id_ID"><a href="https://t.me/koranpagi">T</a>
      <a href="https://whatsapp.com/channel/0029Va4K0PZ5a245">W</a>`;
    const { outlet, deps } = await probe({ '/': html, '/rss': rss('Utama') });
    expect(await probeSource(deps, outlet.url, nothing)).toMatchObject({
      country: 'ID',
      iconUrl: `${outlet.url}/i.png`,
      channels: [
        { kind: 'RSS', ingestible: true },
        { kind: 'WHATSAPP_CHANNEL', url: 'https://whatsapp.com/channel/0029Va4K0PZ5a245', ingestible: false },
        { kind: 'TELEGRAM', url: 'https://t.me/s/koranpagi', ingestible: false },
      ],
    });
  });

  it('has its news sitemap read beside its feed, from robots.txt or a usual path', async () => {
    const { outlet, deps } = await probe({ '/': front, '/rss': rss('Utama'), '/peta/news.xml': news });
    outlet.routes['/robots.txt'] = `Sitemap: ${outlet.url}/semua.xml\nSitemap: ${outlet.url}/peta/news.xml`;
    const { channels } = await probeSource(deps, outlet.url, nothing);
    expect(channels[1]).toEqual({
      kind: 'NEWS_SITEMAP',
      url: `${outlet.url}/peta/news.xml`,
      ingestible: true,
    });
    expect(outlet.hits('/semua.xml')).toBe(0);
    expect(await urlsOf({ '/': front, '/rss': rss('Utama'), '/sitemap-news.xml': news })).toEqual([
      'RSS /rss',
      'NEWS_SITEMAP /sitemap-news.xml',
    ]);
  });

  it('is read through a news sitemap alone when it has no feed', async () => {
    expect(await urlsOf({ '/': '<title>K</title>', '/news-sitemap.xml': news })).toEqual([
      'NEWS_SITEMAP /news-sitemap.xml',
    ]);
  });

  it('has no sitemap read that holds no news, is forbidden, or belongs to another site', async () => {
    const base = { '/': front, '/rss': rss('Utama') };
    expect(await urlsOf({ ...base, '/news-sitemap.xml': plain })).toEqual(['RSS /rss']);
    const robots = 'User-agent: *\nDisallow: /news-sitemap.xml\nSitemap: https://else.test/news.xml';
    expect(await urlsOf({ ...base, '/news-sitemap.xml': news, '/robots.txt': robots })).toEqual(['RSS /rss']);
  });

  it('is read through the news sitemap in an index of all, and through an index of news', async () => {
    const base = { '/': front, '/rss': rss('Utama') };
    const mixed = index('/post-sitemap.xml', '/news-sitemap1.xml');
    const routes = { ...base, '/sitemap_index.xml': mixed, '/news-sitemap1.xml': news };
    expect(await urlsOf(routes)).toEqual(['RSS /rss', 'NEWS_SITEMAP /news-sitemap1.xml']);
    const dated = index('/peta-2015-11-27.xml', '/peta-2015-11-26.xml');
    const series = { ...base, '/news-sitemap.xml': dated, '/peta-2015-11-27.xml': news };
    expect(await urlsOf(series)).toEqual(['RSS /rss', 'NEWS_SITEMAP /news-sitemap.xml']);
    const archive = index('/news-2015-11.xml', '/post-2015-11.xml');
    const old = { ...base, '/sitemap_index.xml': archive, '/news-2015-11.xml': news };
    expect(await urlsOf(old)).toEqual(['RSS /rss']);
  });

  it('is read through the REST interface of WordPress only when it has no feed', async () => {
    const dates = { date: '2015-11-27T08:00:00', date_gmt: '2015-11-27T01:00:00' };
    const post = { id: 1, link: '/satu', ...dates, title: { rendered: 'Satu' } };
    const posts = JSON.stringify([{ ...post, content: { rendered: '<p>Isi</p>' } }]);
    const api = { '/wp-json/wp/v2/posts?per_page=20&_embed=1': posts };
    expect(await urlsOf({ '/': '<title>K</title>', ...api })).toEqual([
      'API /wp-json/wp/v2/posts?per_page=20&_embed=1',
    ]);
    expect(await urlsOf({ '/': front, '/rss': rss('Utama'), ...api })).toEqual(['RSS /rss']);
    const plainLinks = '<link rel="https://api.w.org/" href="/index.php?rest_route=/">';
    const path = '/index.php?rest_route=%2Fwp%2Fv2%2Fposts&per_page=20&_embed=1';
    expect(await urlsOf({ '/': plainLinks, [path]: posts })).toEqual([`API ${path}`]);
  });

  it('keeps one of several feeds that lead to the same address', async () => {
    const html = `${front}<link rel="alternate" type="application/rss+xml" href="/rss/">`;
    expect(await urlsOf({ '/': html, '/rss': { redirect: '/rss/' }, '/rss/': rss('Utama') })).toEqual([
      'RSS /rss',
    ]);
  });

  it('speaks the language of its headlines when nothing else tells, or feed and page differ', async () => {
    const items = ['Banjir rendam ratusan rumah warga', 'Harga beras naik menjelang akhir tahun'];
    const feed = `<rss version="2.0"><channel><title>K</title>${items.map((title, i) => `<item><title>${title}</title><link>/${i}</link></item>`).join('')}</channel></rss>`;
    const { outlet, deps } = await probe({ '/rss': feed });
    expect((await probeSource(deps, `${outlet.url}/rss`, nothing)).languages).toEqual(['id']);
    const declared = feed.replace('<item>', '<language>en-us</language><item>');
    const torn = await probe({ '/': front, '/rss': declared });
    expect((await probeSource(torn.deps, torn.outlet.url, nothing)).languages).toEqual(['id']);
  });
});

describe('a channel elsewhere', () => {
  const telegram = `<div class="tgme_channel_info"></div><div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="koranpagi/7">
    <div class="tgme_widget_message_text">Banjir surut</div><a class="tgme_widget_message_date" href="https://t.me/koranpagi/7"><time datetime="2015-11-27T01:00:00+00:00">01:00</time></a></div></div>`;
  const site = {
    '/': '<link rel="alternate" type="application/rss+xml" href="/rss"><a href="https://t.me/koranpagi">T</a><a href="https://t.me/koranbisu">B</a>',
    '/rss': rss('Utama'),
    '/s/koranpagi': telegram,
  };

  it('of Telegram is read when asked for and readable, else kept for people', async () => {
    const { outlet, deps } = await probe(site, ['https://t.me']);
    const { channels } = await probeSource(deps, outlet.url, { ...nothing, readTelegram: true });
    expect(channels.slice(1)).toEqual([
      { kind: 'TELEGRAM', url: 'https://t.me/s/koranpagi', ingestible: true },
      { kind: 'TELEGRAM', url: 'https://t.me/s/koranbisu', ingestible: false },
    ]);
    const asIs = await probe(site, ['https://t.me']);
    await probeSource(asIs.deps, asIs.outlet.url, nothing);
    expect(asIs.outlet.hits('/s/koranpagi')).toBe(0);
  });

  it('of Google News is a feed, whichever of its addresses a person gives', async () => {
    const feed = `<rss version="2.0"><channel><generator>NFE/5.0</generator><title>"x" - Google News</title><language>id</language>
      <item><title>Banjir - Koran Pagi</title><link>https://news.google.com/rss/articles/1</link><source url="https://koran.test">Koran Pagi</source></item></channel></rss>`;
    const routes = {
      '/rss/search?q=site%3Akoran.test&hl=id': feed,
      '/rss/topics/CAAq': feed,
    };
    const { deps } = await probe(routes, ['https://news.google.com']);
    const searched = 'https://news.google.com/search?q=site%3Akoran.test&hl=id';
    expect(await probeSource(deps, searched, nothing)).toMatchObject({
      name: 'koran.test',
      domain: 'koran.test',
      kind: 'OTHER',
      channels: [
        { kind: 'GOOGLE_NEWS', url: 'https://news.google.com/rss/search?q=site%3Akoran.test&hl=id' },
      ],
    });
    expect(await probeSource(deps, 'news.google.com/topics/CAAq', nothing)).toMatchObject({
      domain: 'google.com',
      kind: 'AGGREGATOR',
    });
    const none = probeSource(deps, 'https://news.google.com/topics/none', nothing);
    await expect(none).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is no outlet by itself', async () => {
    const { deps } = await probe({});
    for (const url of ['https://whatsapp.com/channel/0029Va4K0PZ5a245', 't.me/koranpagi']) {
      await expect(probeSource(deps, url, nothing)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    }
  });
});

describe('an address that leads nowhere', () => {
  const codeOf = async (promise: Promise<unknown>) => {
    const thrown = await promise.then(
      () => null,
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(AppError);
    return thrown as AppError;
  };

  it('says so when the site has no feed, or none that can be read', async () => {
    const none = await probe({ '/': '<p>Halo</p>' });
    const error = await codeOf(probeSource(none.deps, none.outlet.url, nothing));
    expect(error).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('No feed was found') });
    const broken = await probe({ '/': page, '/rss': { status: 500 }, '/atom': 'x', '/broken': 'x' });
    const other = await codeOf(probeSource(broken.deps, broken.outlet.url, nothing));
    expect(other).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('answered 500') });
  });

  it('says so when the site is gone, unreachable or no address', async () => {
    const { outlet, deps } = await probe({});
    expect((await codeOf(probeSource(deps, `${outlet.url}/gone`, nothing))).code).toBe('NOT_FOUND');
    expect((await codeOf(probeSource(deps, 'http://[oops', nothing))).code).toBe('BAD_INPUT');
    expect((await codeOf(probeSource(deps, 'ftp://koran.test/', nothing))).code).toBe('BAD_INPUT');
    await outlet.close();
    expect((await codeOf(probeSource(deps, outlet.url, nothing))).code).toBe('UNREACHABLE');
  });

  it('is refused on a loopback address that is not allowed', async () => {
    const { outlet, deps } = await probe({ '/rss': rss('X') });
    const other = await startOutlet({ '/rss': rss('Y') });
    open.push(other);
    expect((await codeOf(probeSource(deps, `${other.url}/rss`, nothing))).code).toBe('REFUSED');
    expect(other.hits('/rss')).toBe(0);
    expect(outlet.hits('/rss')).toBe(0);
  });

  it('is refused where robots.txt forbids the feed', async () => {
    const { outlet, deps } = await probe({
      '/rss': rss('X'),
      '/robots.txt': 'User-agent: *\nDisallow: /rss',
    });
    const error = await codeOf(probeSource(deps, `${outlet.url}/rss`, nothing));
    expect(error).toMatchObject({ code: 'REFUSED', message: expect.stringContaining('robots.txt') });
  });

  it('is told apart from an index of sitemaps', async () => {
    const index =
      '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://a.test/s.xml</loc></sitemap></sitemapindex>';
    const { outlet, deps } = await probe({ '/sitemap.xml': index });
    const error = await codeOf(probeSource(deps, `${outlet.url}/sitemap.xml`, nothing));
    expect(error).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('index of sitemaps') });
  });
});

describe('a source that is added', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it('is configured once, and a second time is a conflict', async () => {
    const { outlet, deps } = await probe({ '/': page, '/rss': rss('Utama'), '/atom': atom });
    const source = await probeSource(deps, outlet.url, nothing);
    expect((await addSource(database, source, clock())).publicId).toMatch(/^src_/);
    expect(await listConfigured(database)).toMatchObject([
      { name: 'Koran Pagi', domain: outlet.host, channels: [{ state: 'NEVER_FETCHED' }, { kind: 'ATOM' }] },
    ]);
    await expect(addSource(database, source, clock())).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('may share a channel for people with another, but none that is read', async () => {
    const shared = {
      kind: 'WHATSAPP_CHANNEL' as const,
      url: 'https://whatsapp.com/channel/0029Va4K0PZ5a245',
    };
    const about = (domain: string) => ({
      name: domain,
      domain,
      url: `https://${domain}/`,
      kind: 'OTHER' as const,
      country: null,
      languages: [],
      exposure: 'SNIPPET' as const,
      isDemo: false,
    });
    const own = (domain: string) => ({ kind: 'RSS' as const, url: `https://${domain}/rss` });
    const forPeople = { ...shared, ingestible: false };
    await addSource(database, { ...about('a.test'), channels: [own('a.test'), forPeople] }, clock());
    await addSource(database, { ...about('b.test'), channels: [own('b.test'), forPeople] }, clock());
    const third = { ...about('c.test'), channels: [own('b.test')] };
    await expect(addSource(database, third, clock())).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('starts anew when it comes back: a paused channel is read again, and its icon stays known', async () => {
    const source = {
      name: 'D',
      domain: 'd.test',
      url: 'https://d.test/',
      kind: 'OTHER' as const,
      country: null,
      languages: [],
      exposure: 'SNIPPET' as const,
      isDemo: false,
      channels: [{ kind: 'RSS' as const, url: 'https://d.test/rss' }],
    };
    const profile = {
      logoUrl: null,
      foundedYear: 1951,
      principlesUrl: null,
      correctionsUrl: null,
      owners: ['D'],
    };
    await addSource(database, { ...source, iconUrl: 'https://d.test/i.png', profile }, clock());
    await database.db
      .update(sourceChannels)
      .set({ state: 'PAUSED', ingestible: false, lastError: 'gone', parseFailures: 5 })
      .where(eq(sourceChannels.url, 'https://d.test/rss'));
    await removeSource(database, 'd.test', clock());
    await addSource(database, source, clock());
    expect(await findConfigured(database, 'd.test')).toMatchObject({
      iconUrl: 'https://d.test/i.png',
      profile,
      channels: [{ state: 'NEVER_FETCHED', ingestible: true, lastError: null, parseFailures: 0 }],
    });
  });
});
