import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOpml } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOpml } from '../../src/outlets/opml.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';
import { runCommand } from './kit.ts';

let folder = '';
let outlet: Outlet;
let closed: Outlet;
let env: Record<string, string> = {};

const rss = (items: string) => `<rss version="2.0"><channel><title>K</title>${items}</channel></rss>`;
const item =
  '<item><title>Satu</title><link>/1</link><pubDate>Fri, 27 Nov 2015 08:00:00 GMT</pubDate></item>';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-check-'));
  outlet = await startOutlet({
    '/robots.txt': 'User-agent: *\nDisallow: /secret',
    '/rss': rss(`${item}<item><title>Dua</title><link>/2</link></item>`),
    '/empty': rss(''),
    '/page': '<html><p>Halo</p></html>',
    '/secret': rss(item),
    '/busy': { status: 503 },
  });
  closed = await startOutlet({});
  await closed.close();
  env = {
    KABAR_DATA_DIR: join(folder, 'data'),
    FETCH_ALLOW_HOSTS: `${outlet.host},${closed.host}`,
    DEMO: 'off',
  };
});
afterAll(async () => {
  await outlet.close();
  await rm(folder, { recursive: true, force: true });
});

const listOf = (urls: string[]) =>
  `<opml version="2.0"><body>${urls.map((url, i) => `<outline text="Koran ${i}" htmlUrl="https://k${i}.test/" xmlUrl="${url}"/>`).join('')}</body></opml>`;
const check = (urls: string[], ...options: string[]) =>
  runCommand(['sources', 'check', '-', ...options], { env, input: listOf(urls) });

describe('kabar sources check', () => {
  it('reports of each channel whether it answers, in the order of the list, and why not', async () => {
    const paths = ['/rss', '/empty', '/page', '/secret', '/busy', '/gone'];
    const urls = [...paths.map((path) => outlet.url + path), `${closed.url}/rss`, 'http://10.0.0.1/rss'];
    const ran = await check(urls, '--json');
    expect(ran.exitCode).toBe(0);
    const rows = JSON.parse(ran.out) as Record<string, unknown>[];
    expect(rows.map(({ url, ok }) => [url, ok])).toEqual(urls.map((url, i) => [url, i === 0]));
    expect(rows[0]).toEqual({
      outlet: 'Koran 0',
      domain: 'k0.test',
      url: urls[0],
      kind: 'RSS',
      ok: true,
      robots: 'ALLOWED',
      status: 200,
      entries: 2,
      newestAt: '2015-11-27T08:00:00.000Z',
      ms: expect.any(Number),
      error: null,
    });
    const told = rows.map(({ robots, status, error }) => [robots, status, error]);
    expect(told.slice(1)).toEqual([
      ['ALLOWED', 200, 'It is empty'],
      ['ALLOWED', 200, 'The answer is no feed'],
      ['FORBIDDEN', null, 'robots.txt forbids it'],
      ['ALLOWED', 503, expect.stringContaining('503')],
      ['ALLOWED', 404, expect.stringContaining('404')],
      [null, null, expect.stringContaining('ECONNREFUSED')],
      ['ALLOWED', null, expect.stringContaining('private network')],
    ]);
    expect(ran.err).toContain('1 of 8 channels answer, of 1 of 8 outlets.');
    expect(outlet.hits('/secret')).toBe(0);
  });

  it('prints a table for people', async () => {
    const { out } = await check([`${outlet.url}/rss`, `${outlet.url}/page`]);
    expect(out).toMatch(/^ANSWERS +OUTLET +CHANNEL +ENTRIES +NEWEST \(UTC\) +MS +ADDRESS +WHY NOT\n/);
    expect(out).toMatch(/\nyes +Koran 0 +RSS +2 +2015-11-27 08:00 +\d+ +http\S+\/rss\n/);
    expect(out).toMatch(/\nno +Koran 1 +.*The answer is no feed\n$/);
  });

  it('ends with 1 when none answers, and with 2 for a wrong option', async () => {
    expect((await check([`${closed.url}/rss`], '--timeout', '2')).exitCode).toBe(1);
    expect((await check([])).exitCode).toBe(1);
    expect((await check([], '--concurrency', '0')).exitCode).toBe(2);
    expect((await check([], '--timeout', 'x')).exitCode).toBe(2);
  });

  it('checks the configured outlets when no list is given, and stores nothing', async () => {
    await runCommand(['sources', 'import', '-'], { env, input: listOf([`${outlet.url}/rss`]) });
    const ran = await runCommand(['sources', 'check'], { env });
    expect(ran).toMatchObject({ exitCode: 0, out: expect.stringMatching(/\nyes +Koran 0/) });
    const { out } = await runCommand(['sources', 'list'], { env });
    expect(out).toMatch(/NEVER_FETCHED$/m);
  });
});

describe('the starter catalogue', () => {
  it('is read whole: forty outlets or so, each with a country, a language and a feed', async () => {
    const text = await readFile('docs/outlets.opml', 'utf8');
    expect(() => parseOpml(text)).not.toThrow();
    const { outlets, faults } = readOpml(text);
    expect(faults).toEqual([]);
    expect(outlets.length).toBeGreaterThanOrEqual(38);
    for (const { name, country, languages, channels, kind } of outlets) {
      expect([name, country]).toEqual([name, expect.stringMatching(/^[A-Z]{2}$/)]);
      expect([name, languages.length, kind]).toEqual([name, expect.any(Number), expect.any(String)]);
      expect([name, languages.length > 0, channels.length > 0]).toEqual([name, true, true]);
    }
  });

  it('says of itself that nobody checked it', async () => {
    expect(await readFile('docs/outlets.opml', 'utf8')).toMatch(/not checked/i);
  });
});
