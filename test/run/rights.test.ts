import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { createFetcher, type Fetcher } from '../../src/ingest/http.ts';
import { readingOf } from '../../src/ingest/rightsPolicy.ts';
import { createRightsBook, type RightsBook } from '../../src/run/rights.ts';
import { createRobotsCache } from '../../src/run/robotsCache.ts';
import { addSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { evidenceFor, storedRights } from '../../src/store/rights.ts';
import { sources } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { type Outlet, type Routes, startOutlet } from '../kit/web.ts';

const database: Database = await openTestDatabase();
const tdmPath = '/.well-known/tdmrep.json';
const start = new Date('2015-11-27T03:00:00.000Z').getTime();

let outlet: Outlet;
let fetcher: Fetcher;
let now = start;
let id = 0;

const hours = (count: number) => {
  now = start + count * 3_600_000;
};

/** A book as of a fresh process. */
function openBook(): RightsBook {
  const clock = () => new Date(now);
  const robots = createRobotsCache(fetcher, 'Kabar/test', clock);
  return createRightsBook({
    fetcher,
    robots,
    database,
    userAgent: 'Kabar/test',
    clock,
    log: silentLog,
  });
}

async function serve(routes: Routes): Promise<void> {
  outlet = await startOutlet(routes);
  const options = { userAgent: 'Kabar/test', timeoutMs: 3000, maxBytes: 1_000_000, log: silentLog };
  fetcher = createFetcher({ ...options, allowHosts: [outlet.host] });
  await addSource(
    database,
    {
      name: 'Koran',
      domain: 'koran.example',
      url: `${outlet.url}/`,
      kind: 'NEWSPAPER',
      country: 'ID',
      languages: ['id'],
      exposure: 'SNIPPET',
      isDemo: false,
      channels: [],
    },
    new Date(now),
  );
  const [row] = await database.db.select({ id: sources.id }).from(sources);
  id = row?.id ?? 0;
}

/** The reading of an address of the outlet. */
async function readingAt(book: RightsBook, path: string) {
  const rights = await book.open(id);
  return readingOf(rights.policy, await rights.signalsAt(`${outlet.url}${path}`), true);
}

beforeEach(async () => {
  await truncate(database);
  hours(0);
});

afterEach(async () => {
  await fetcher.close();
  await outlet.close();
});

afterAll(() => database.close());

describe('the rights of an outlet', () => {
  it('are read from every place a publisher may put them, and stored with their evidence', async () => {
    await serve({
      '/robots.txt': 'User-agent: *\nAllow: /\nContent-Usage: train-ai=n\nLicense: /license.xml\n',
      [tdmPath]: '[{"location": "/premium/", "tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]',
      '/ai.txt': 'User-Agent: *\nDisallow: /\n',
      '/license.xml':
        '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><permits type="usage">search</permits></license></content></rsl>',
    });
    const book = openBook();
    expect(await readingAt(book, '/berita/1')).toMatchObject({ mayRead: true, mayMine: true, basis: null });
    expect(await readingAt(book, '/premium/1')).toMatchObject({ mayMine: false, basis: 'TDMREP_FILE' });
    expect(await storedRights(database, id)).toMatchObject({
      tdmReserved: false,
      aiTrainingAllowed: false,
      licenceUrl: null,
      reservedExposure: null,
      rightsCheckedAt: new Date(start),
    });
    const evidence = await evidenceFor(database, 'source', [id]);
    expect(evidence.map(({ basis, url }) => [basis, url?.replace(outlet.url, '')])).toEqual([
      ['TDMREP_FILE', tdmPath],
      ['TDMREP_FILE', tdmPath],
      ['AIPREF', '/robots.txt'],
      ['AIPREF', '/ai.txt'],
      ['RSL', '/license.xml'],
    ]);
  });

  it('reserve the whole site where the file does', async () => {
    await serve({ '/robots.txt': '', [tdmPath]: '[{"location": "/*", "tdm-reservation": 1}]' });
    expect(await readingAt(openBook(), '/berita/1')).toMatchObject({ mayRead: false, exposure: 'NONE' });
    expect(await storedRights(database, id)).toMatchObject({
      tdmReserved: true,
      reservedBasis: 'TDMREP_FILE',
    });
  });

  it('are asked for once a day, and again when a process that knows of rules starts', async () => {
    await serve({ '/robots.txt': '', [tdmPath]: '[{"location": "/a/", "tdm-reservation": 1}]' });
    const book = openBook();
    await readingAt(book, '/a/1');
    hours(23);
    await readingAt(book, '/a/2');
    expect(outlet.hits(tdmPath)).toBe(1);
    hours(25);
    await readingAt(book, '/a/3');
    expect(outlet.hits(tdmPath)).toBe(2);
    expect(await readingAt(openBook(), '/a/3')).toMatchObject({ mayMine: false });
    expect(outlet.hits(tdmPath)).toBe(3);
  });

  it('are not asked for again today by a new process when there were none', async () => {
    await serve({ '/robots.txt': '' });
    await readingAt(openBook(), '/a/1');
    expect(outlet.hits('/ai.txt')).toBe(1);
    expect(await readingAt(openBook(), '/a/1')).toMatchObject({ mayRead: true, basis: null });
    expect(outlet.hits('/ai.txt')).toBe(1);
  });

  it('stay what they were while the site does not answer, which is asked again after an hour', async () => {
    await serve({ '/robots.txt': '', [tdmPath]: '[{"location": "/", "tdm-reservation": 1}]' });
    const book = openBook();
    await readingAt(book, '/a/1');
    outlet.routes[tdmPath] = { status: 503 };
    hours(25);
    expect(await readingAt(book, '/a/2')).toMatchObject({ mayMine: false, basis: 'TDMREP_FILE' });
    expect(await storedRights(database, id)).toMatchObject({
      tdmReserved: true,
      rightsCheckedAt: new Date(start),
    });
    hours(25.5);
    await readingAt(book, '/a/2');
    expect(outlet.hits(tdmPath)).toBe(2);
    outlet.routes[tdmPath] = '[]';
    hours(26.5);
    expect(await readingAt(book, '/a/2')).toMatchObject({ mayMine: true, basis: null });
    expect(await storedRights(database, id)).toMatchObject({ tdmReserved: false, reservedBasis: null });
  });

  it('are unset while a site was never reached', async () => {
    await serve({ '/robots.txt': { status: 500 } });
    expect(await readingAt(openBook(), '/a/1')).toMatchObject({ mayRead: true, basis: null });
    expect((await storedRights(database, id))?.rightsCheckedAt).toBeNull();
  });

  it('are not looked for where robots.txt forbids looking', async () => {
    await serve({
      '/robots.txt': 'User-agent: *\nDisallow: /ai.txt\nDisallow: /.well-known/\n',
      '/ai.txt': 'User-Agent: *\nDisallow: /',
    });
    await readingAt(openBook(), '/a/1');
    expect([outlet.hits('/ai.txt'), outlet.hits(tdmPath)]).toEqual([0, 0]);
  });

  it('name a licence that cannot be read as evidence, and nothing more', async () => {
    await serve({ '/robots.txt': 'License: /license.xml' });
    expect(await readingAt(openBook(), '/a/1')).toMatchObject({ basis: null });
    expect(await evidenceFor(database, 'source', [id])).toMatchObject([
      { basis: 'RSL', excerpt: `License: ${outlet.url}/license.xml` },
    ]);
  });

  it('survive a site that answers everything with a page, or with nonsense', async () => {
    const page = '<!doctype html><title>Tidak ada</title>User-agent: *\nDisallow: /';
    await serve({ '/robots.txt': page, [tdmPath]: page, '/ai.txt': page });
    expect(await readingAt(openBook(), '/a/1')).toMatchObject({ mayRead: true, basis: null });
  });

  it('are those of no source at all for an id that is unknown', async () => {
    await serve({});
    const rights = await openBook().open(999);
    expect(await rights.signalsAt('https://lain.example/')).toEqual([]);
    expect(rights.policy.isLicensed).toBe(false);
  });
});
