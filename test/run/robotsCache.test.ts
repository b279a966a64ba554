import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { createFetcher, type Fetcher } from '../../src/ingest/http.ts';
import { createRobotsCache, type RobotsCache, robotsText } from '../../src/run/robotsCache.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const hourMs = 3_600_000;
const forbids = 'User-agent: *\nDisallow: /no\nCrawl-delay: 7';

describe('the robots.txt of hosts', () => {
  let outlet: Outlet;
  let fetcher: Fetcher;
  let cache: RobotsCache;
  let now: number;
  const slowed: [string, number][] = [];

  beforeEach(async () => {
    outlet = await startOutlet({});
    now = Date.parse('2015-11-27T12:00:00Z');
    fetcher = createFetcher({
      userAgent: 'Kabar test',
      timeoutMs: 500,
      maxBytes: 2_000_000,
      allowHosts: [outlet.host],
      log: silentLog,
    });
    slowed.length = 0;
    const noting = {
      ...fetcher,
      slowDown: (url: string, seconds: number) => void slowed.push([url, seconds]),
    };
    cache = createRobotsCache(noting, 'Kabar test', () => new Date(now));
  });
  afterEach(async () => {
    await fetcher.close();
    await outlet.close();
  });

  const may = async (path: string) => {
    const rules = await cache.rulesFor(`${outlet.url}${path}`);
    return rules.mayFetch(`${outlet.url}${path}`);
  };

  it('are asked for once a day, however many ask at a time', async () => {
    outlet.routes['/robots.txt'] = forbids;
    expect(await Promise.all(['/no', '/no/1', '/yes'].map(may))).toEqual([false, false, true]);
    now += 23 * hourMs;
    await may('/no');
    expect(outlet.hits('/robots.txt')).toBe(1);
    now += 2 * hourMs;
    await may('/no');
    expect(outlet.hits('/robots.txt')).toBe(2);
  });

  it('slow requests to their hosts down', async () => {
    outlet.routes['/robots.txt'] = forbids;
    await may('/a');
    expect(slowed).toEqual([[`${outlet.url}/a`, 7]]);
  });

  it.each([
    [{ status: 404 }, true],
    [{ status: 403 }, true],
    [{ redirect: '/robots.txt' }, true],
    [{ status: 500 }, false],
    [{ status: 429 }, false],
    [{ body: 'x', delayMs: 2000 }, false],
    [{ body: 'no gzip', headers: { 'content-encoding': 'gzip' } }, false],
  ])('that answer %j allow: %s', async (route, allowed) => {
    outlet.routes['/robots.txt'] = route;
    expect(await may('/a')).toBe(allowed);
  });

  it('follow redirects', async () => {
    outlet.routes['/robots.txt'] = { redirect: '/elsewhere', status: 301 };
    outlet.routes['/elsewhere'] = forbids;
    expect(await may('/no')).toBe(false);
  });

  it('stay as they were while their host does not answer, for a week', async () => {
    outlet.routes['/robots.txt'] = forbids;
    await may('/no');
    outlet.routes['/robots.txt'] = { status: 503 };
    now += 25 * hourMs;
    expect([await may('/no'), await may('/yes')]).toEqual([false, true]);
    expect(await robotsText(cache, outlet.url)).toBe(forbids);
    now += 200 * hourMs;
    expect(await may('/yes')).toBe(false);
    expect(await robotsText(cache, outlet.url)).toBeNull();
    outlet.routes['/robots.txt'] = forbids;
    now += hourMs;
    expect(await may('/yes')).toBe(true);
  });

  it('are read as far as half a MiB, however long they are', async () => {
    outlet.routes['/robots.txt'] = `${forbids}\n${'# filler\n'.repeat(200_000)}`;
    expect([await may('/no'), await may('/yes')]).toEqual([false, true]);
  });
});
