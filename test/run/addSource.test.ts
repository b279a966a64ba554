import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { silentLog } from '../../src/base/log.ts';
import { createFetcher } from '../../src/ingest/http.ts';
import { type GivenFacts, type ProbeDeps, probeSource } from '../../src/run/addSource.ts';
import { createRobotsCache } from '../../src/run/robotsCache.ts';
import { addSource, listConfigured } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { type Outlet, type Routes, startOutlet } from '../kit/web.ts';

const nothing: GivenFacts = { name: null, country: null, language: null, kind: null };
const clock = () => new Date('2015-11-27T03:00:00Z');

const rss = (title: string, extra = '') =>
  `<rss version="2.0"><channel><title>${title}</title>${extra}<item><title>Satu</title><link>/satu</link></item></channel></rss>`;
const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><entry><id>a</id><title>Dua</title><link href="/dua"/></entry></feed>`;
const page = `<html lang="id"><head><meta property="og:site_name" content="Koran Pagi"><link rel="alternate" type="application/rss+xml" href="/rss">
  <link rel="alternate" type="application/atom+xml" href="/atom"><link rel="alternate" type="application/rss+xml" href="/broken"></head><body>Halo</body></html>`;

const open: Outlet[] = [];

async function probe(
  routes: Routes,
): Promise<{ outlet: Outlet; deps: ProbeDeps; close: () => Promise<void> }> {
  const outlet = await startOutlet(routes);
  open.push(outlet);
  const options = { userAgent: 'Kabar test', timeoutMs: 3000, maxBytes: 1_000_000, log: silentLog };
  const fetcher = createFetcher({ ...options, allowHosts: [outlet.host] });
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
      country: null,
      languages: ['id'],
      exposure: 'SNIPPET',
      isDemo: false,
      channels: [{ kind: 'RSS', url: `${outlet.url}/rss` }],
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
      { kind: 'RSS', url: `${outlet.url}/rss.xml` },
    ]);
  });

  it('yields to what the person says', async () => {
    const { outlet, deps } = await probe({ '/rss': rss('X', '<language>en</language>') });
    const given: GivenFacts = { name: 'Nama', country: 'ID', language: 'ms-MY', kind: 'WIRE' };
    expect(await probeSource(deps, `${outlet.url}/rss`, given)).toMatchObject({
      name: 'Nama',
      country: 'ID',
      languages: ['ms'],
      kind: 'WIRE',
    });
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
});
