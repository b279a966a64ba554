import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import { parseFeed } from '../../src/ingest/feed.ts';
import type { ServerDeps } from '../../src/serve/http.ts';
import { createApiKey, revokeApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { createSavedSearch, deleteSavedSearch, type SavedSearchRow } from '../../src/store/savedSearches.ts';
import { articles, changes } from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { articleUrl, seedGraph, seedIds, seedNow } from '../kit/seed.ts';
import { type Answer, startTestServer, type TestServer } from './server.ts';

let now = seedNow;
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

let database: Database;
let server: TestServer;
let closed: TestServer;
let tight: TestServer;
let key: Awaited<ReturnType<typeof createApiKey>>;

const serverWith = (config: Partial<ServerDeps['config']>) =>
  startTestServer(database, {
    schema: buildGraph(),
    now: () => now,
    config: { PLAYGROUND: false, ...config },
  });

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  server = await serverWith({});
  closed = await serverWith({ REQUIRE_KEY: true, PUBLIC_URL: 'https://news.example/kabar/' });
  tight = await serverWith({ TRUST_PROXY: 1, ANONYMOUS_BUDGET: 70, ANONYMOUS_RESTORE: 1 });
  key = await createApiKey(database, {
    ...{ name: 'desk', scopes: ['WRITE_SAVED_SEARCH'], expiresAt: null, now: seedNow },
  });
});
afterAll(async () => {
  for (const one of [server, closed, tight]) await one?.stop();
  await database?.close();
});
beforeEach(() => pass(3600));

const keep = async (search: Partial<SavedSearchRow> = {}): Promise<SavedSearchRow> => {
  const given = {
    name: 'Kremlin',
    query: 'putin',
    filter: null,
    keyId: key.key.id,
    createdAt: now,
    ...search,
  };
  const row = await createSavedSearch(database, given);
  if (row === null) throw new Error('there is room');
  return row;
};
const pathOf = ({ feedToken }: SavedSearchRow, format = 'rss') => `/feeds/${feedToken}.${format}`;
const entriesOf = ({ text }: Answer) => parseFeed(text, { url: 'http://x/feed', now }).entries;

/** The statements that a request costs. */
async function counted(work: () => Promise<Answer>): Promise<[Answer, number]> {
  const before = database.statementCount();
  const answer = await work();
  return [answer, database.statementCount() - before];
}

describe('the feeds of a saved search', () => {
  it('show what the graph shows, at the addresses that it gives', async () => {
    const made = await server.post(
      {
        query: `mutation ($input: CreateSavedSearchInput!) { createSavedSearch(input: $input) {
          savedSearch { id rssUrl atomUrl jsonFeedUrl results(first: 50) { nodes { id url headline description } } } } }`,
        variables: { input: { name: 'Putin & co', query: 'putin OR pbb' } },
      },
      { 'x-api-key': key.text },
    );
    expect(made.json.errors).toBeUndefined();
    const { rssUrl, atomUrl, jsonFeedUrl, results } = made.json.data.createSavedSearch.savedSearch;
    expect(rssUrl.startsWith(`${server.url}/feeds/`)).toBe(true);
    const types = {
      [rssUrl]: 'application/rss+xml',
      [atomUrl]: 'application/atom+xml',
      [jsonFeedUrl]: 'application/feed+json',
    };
    for (const [url, type] of Object.entries(types)) {
      const answer = await server.get(url.slice(server.url.length));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
      expect(answer.headers.get('x-robots-tag')).toBe('noindex');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
      const shown = entriesOf(answer).map(({ guid, url, headline, summary }) => ({
        ...{ id: guid?.replace('urn:kabar:', ''), url, headline, description: summary },
      }));
      expect(shown).toEqual(results.nodes);
      expect(parseFeed(answer.text, { url, now }).title).toBe('Putin & co');
    }
  });

  it('keep to the rights of each source', async () => {
    const answer = await server.get(
      pathOf(await keep({ query: null, filter: { sourceDomains: ['kawat.example'] } })),
    );
    const entries = entriesOf(answer);
    expect(entries.length).toBeGreaterThan(0);
    for (const { summary, contentHtml } of entries) {
      expect(summary).toBeNull();
      expect(contentHtml).toMatch(/^<p><a href="https:\/\/kawat\.example\/[^"]+">Kawat Nusantara<\/a><\/p>$/);
    }
  });

  it('cost the same statements whatever their length', async () => {
    // The search, its articles, their sources and authors, and what is known of the rights of both.
    const cases: [object, number, number][] = [
      [{ languages: ['id', 'en'] }, 12, 6],
      [{ ids: [seedIds.article('talks-1')] }, 1, 6],
      [{ languages: ['und'] }, 0, 2],
    ];
    for (const [filter, length, most] of cases) {
      const path = pathOf(await keep({ query: null, filter: { ...filter } }));
      const [answer, statements] = await counted(() => server.get(path));
      expect([entriesOf(answer).length, statements]).toEqual([length, most]);
    }
  });

  it('read relative ranges from now', async () => {
    const search = await keep({ query: null, filter: { published: { last: 'P1D' } } });
    const early = entriesOf(await server.get(pathOf(search, 'json')));
    pass(30 * 86_400);
    expect(early.length).toBeGreaterThan(0);
    expect(entriesOf(await server.get(pathOf(search, 'json')))).toEqual([]);
  });
});

describe('a reader that comes again', () => {
  const ask = (search: SavedSearchRow, headers: Record<string, string>, format = 'rss') =>
    counted(() => server.get(pathOf(search, format), headers));

  it('is told "unchanged" by one statement, by tag or by date, as long as nothing happens', async () => {
    const search = await keep();
    const first = await server.get(pathOf(search));
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    for (const headers of [
      { 'if-modified-since': modified },
      { 'if-none-match': etag },
      { 'if-none-match': `"other", ${etag.slice(2)}` },
      { 'if-modified-since': new Date(now.getTime() + 1000).toUTCString() },
    ]) {
      pass(10);
      const [{ status, text, headers: told }, statements] = await ask(search, headers);
      expect([status, text, statements]).toEqual([304, '', 1]);
      expect([told.get('etag'), told.get('x-robots-tag')]).toEqual([etag, 'noindex']);
    }
    const later = await server.get(pathOf(search));
    expect(later.headers.get('last-modified')).toBe(modified);
    const stale = await ask(search, { 'if-none-match': '"other"', 'if-modified-since': now.toUTCString() });
    expect([stale[0].status, stale[1]]).toEqual([200, 1]);
    expect((await ask(search, { 'if-modified-since': 'yesterday' }))[0].status).toBe(200);
  });

  it('is told the same of changes that are none of its search', async () => {
    const search = await keep();
    const first = await server.get(pathOf(search));
    const { headers } = first;
    pass(60);
    await database.db.insert(changes).values({ op: 'UPDATED', typename: 'Story', nodeId: 'sto_x', at: now });
    pass(60);
    const [again, statements] = await ask(search, { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, again.headers.get('last-modified')]).toEqual([304, headers.get('last-modified')]);
    expect(statements).toBeGreaterThan(1);
  });

  it('gets what is new, and loses what was edited away', async () => {
    const search = await keep({ query: null });
    const first = await server.get(pathOf(search, 'atom'));
    pass(60);
    const edited = seedIds.article('talks-1');
    await database.db.update(articles).set({ headline: 'Judul baru' }).where(sql`public_id = ${edited}`);
    await database.db.insert(changes).values({ op: 'UPDATED', typename: 'Article', nodeId: edited, at: now });
    pass(2);
    for (const headers of [
      { 'if-none-match': first.headers.get('etag') ?? '' },
      { 'if-modified-since': first.headers.get('last-modified') ?? '' },
    ]) {
      const [answer] = await ask(search, headers, 'atom');
      expect(answer.status).toBe(200);
      const entry = entriesOf(answer).find(({ url }) => url === articleUrl('talks-1', 'pagi'));
      expect(entry?.headline).toBe('Judul baru');
    }
  });

  it('is not told "unchanged" of two changes in one second', async () => {
    const search = await keep();
    const note = () =>
      database.db.insert(changes).values({ op: 'UPDATED', typename: 'Story', nodeId: 'sto_y', at: now });
    await note();
    const { headers } = await server.get(pathOf(search));
    await note();
    await database.db.execute(
      sql`update articles set headline = headline || ' lagi' where public_id = ${seedIds.article('talks-1')}`,
    );
    const asked = { 'if-modified-since': headers.get('last-modified') ?? '' };
    const [again] = await ask(search, asked);
    pass(5);
    const [later] = await ask(search, asked);
    expect([again.status, later.status]).toEqual([200, 200]);
    expect(Date.parse(again.headers.get('last-modified') ?? '')).toBeLessThanOrEqual(now.getTime());
  });

  it('may ask with HEAD', async () => {
    const search = await keep();
    const response = await fetch(`${server.url}${pathOf(search)}`, { method: 'HEAD' });
    expect([response.status, response.headers.get('etag')]).toEqual([200, expect.stringMatching(/^W\//)]);
  });
});

describe('an address', () => {
  it('that nobody gave out, or that ended, is not found', async () => {
    const search = await keep();
    const brief = await createApiKey(database, {
      ...{ name: 'brief', scopes: [], expiresAt: new Date(now.getTime() + 60_000), now },
    });
    const borrowed = await keep({ keyId: brief.key.id });
    const lost = await createApiKey(database, { name: 'lost', scopes: [], expiresAt: null, now });
    const leaked = await keep({ keyId: lost.key.id });
    for (const row of [search, borrowed, leaked]) expect((await server.get(pathOf(row))).status).toBe(200);
    await deleteSavedSearch(database, key.key.id, search.id);
    await revokeApiKey(database, lost.key.prefix, now);
    pass(61);
    const { feedToken } = await keep();
    for (const path of [
      ...[search, borrowed, leaked].map((row) => pathOf(row)),
      `/feeds/${'a'.repeat(24)}.rss`,
      `/feeds/${feedToken}.xml`,
      `/feeds/${feedToken}`,
      `/feeds/${feedToken}.rss.json`,
      `/feeds/${feedToken}%00.rss`,
      `/feeds/%00.rss`,
      `/feeds/..%2fhealthz.rss`,
      '/feeds/',
    ]) {
      const answer = await server.get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.json.errors[0].extensions.code).toBe('NOT_FOUND');
    }
    const long = await server.get(`/feeds/${'a'.repeat(5000)}.rss`);
    expect(long.status).toBe(414);
    const posted = await fetch(`${server.url}/feeds/${feedToken}.rss`, { method: 'POST' });
    expect(posted.status).toBe(404);
  });

  it('needs no key where one is required, and begins with PUBLIC_URL', async () => {
    const search = await keep();
    expect((await closed.get('/graphql?query={__typename}')).status).toBe(401);
    const answer = await closed.get(pathOf(search, 'json'));
    expect([answer.status, answer.json.feed_url]).toEqual([
      200,
      `https://news.example/kabar${pathOf(search, 'json')}`,
    ]);
  });

  it('repeats no Host header that is none', async () => {
    const search = await keep();
    const { port, hostname } = new URL(server.url);
    const { request } = await import('node:http');
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { host: 'evil"><script>' };
      const sent = request({ host: hostname, port, path: pathOf(search, 'json'), headers }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve(body));
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(text).not.toContain('script>');
  });

  it('stands in no log line', async () => {
    const search = await keep();
    await server.get(pathOf(search));
    expect(JSON.stringify(server.lines)).not.toContain(search.feedToken);
    expect(server.lines.at(-1)).toMatchObject({ path: '/feeds/…', status: 200 });
  });

  it('is paid for like any query, and once as long as nothing happens', async () => {
    const search = await keep();
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await tight.get(pathOf(search), headers)).status);
    expect(statuses).toEqual([200, 200, 200, 200]);
    const other = await tight.get(pathOf(await keep()), headers);
    expect([other.status, other.json.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(other.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await tight.get(pathOf(search), { 'x-forwarded-for': '203.0.113.8' })).status).toBe(200);
  });

  it('tells what became of a search that can no longer be read', async () => {
    const answer = await server.get(pathOf(await keep({ query: 'putin (' })));
    expect([answer.status, answer.json.errors[0].extensions.code]).toEqual([400, 'BAD_QUERY']);
  });
});
