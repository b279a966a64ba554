import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import { matchesTag } from '../../src/serve/cache.ts';
import type { ServerDeps } from '../../src/serve/http.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import { saveBoard } from '../../src/store/boards.ts';
import type { Database } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, at, save } from '../store/articleKit.ts';
import { type Answer, startTestServer, type TestServer } from './server.ts';

let database: Database;
let sourceId = 0;
let clock = at('2015-11-26T07:00:00Z');
const servers: TestServer[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  clock = at('2015-11-26T07:00:00Z');
  sourceId = await addPaper(database, 'paper.example');
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** What was looked up is believed until the end of a test, or never. */
async function start(believes: 'all along' | 'nothing', options: Partial<ServerDeps> = {}) {
  const marks = { renewMs: 3_600_000, believeMs: believes === 'nothing' ? 0 : 3_600_000 };
  const server = await startTestServer(database, {
    ...{ schema: buildGraph(), now: () => clock, marks },
    ...options,
  });
  servers.push(server);
  return server;
}

const client = { 'apollo-require-preflight': '1' };
const addressOf = (query: string, variables?: object) =>
  `/graphql?${new URLSearchParams({ query, ...(variables ? { variables: JSON.stringify(variables) } : {}) })}`;
const again = (answer: Answer) => ({ ...client, 'if-none-match': answer.headers.get('etag') ?? '' });

async function addRun(minutes: number, window: 'DAY' | 'WEEK' = 'DAY'): Promise<void> {
  const asOf = new Date(clock.getTime() + minutes * 60_000);
  const run = { window, scope: '', asOf, nextRunAt: new Date(asOf.getTime() + 60_000), parametersHash: 'x' };
  const heard = {
    expectedSources: 1,
    healthySources: 1,
    missingSourceIds: [],
    rows: [],
    stories: [],
    topics: [],
  };
  await saveBoard(database, { ...run, ...heard }, clock);
}

/** A key's text. */
async function keyOf(name: string): Promise<string> {
  const { text } = await createApiKey(database, { name, scopes: ['READ'], expiresAt: null, now: clock });
  return text;
}

const board = '{trending{runId nextRunAt nodes{id name trend{rank score}}}}';
const feed = '{articles(first:5){nodes{headline}}}';

describe('a copy of a board', () => {
  it('is still true until the next run, which is told without a statement and without a point', async () => {
    await addRun(0);
    const server = await start('all along');
    const first = await server.get(addressOf(board), client);
    expect(first.status).toBe(200);
    expect(first.headers.get('etag')).toMatch(/^W\/"[\w-]{22}"$/);
    expect(first.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=30');
    const before = database.statementCount();
    const second = await server.get(addressOf(board), again(first));
    expect(database.statementCount() - before).toBe(0);
    expect([second.status, second.text]).toEqual([304, '']);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(second.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
  });

  it('keeps for the seconds that are left until the next run', async () => {
    await addRun(0);
    const server = await start('all along');
    clock = new Date(clock.getTime() + 41_000);
    const { headers } = await server.get(addressOf(board), client);
    expect(headers.get('cache-control')).toMatch(/max-age=19,/);
    clock = new Date(clock.getTime() + 600_000);
    expect((await server.get(addressOf(board), client)).headers.get('cache-control')).toMatch(/max-age=1,/);
  });

  it('outlives articles, and ends with a run', async () => {
    await addRun(0);
    const server = await start('nothing');
    const first = await server.get(addressOf(board), client);
    await save(database, { sourceId, url: 'https://paper.example/1', headline: 'News' });
    const before = database.statementCount();
    expect((await server.get(addressOf(board), again(first))).status).toBe(304);
    expect(database.statementCount() - before).toBe(1);
    await addRun(1);
    const next = await server.get(addressOf(board), again(first));
    expect([next.status, next.headers.get('etag') === first.headers.get('etag')]).toEqual([200, false]);
  });

  it('lives through a run of another board', async () => {
    await addRun(0);
    const server = await start('nothing');
    const first = await server.get(addressOf(board), client);
    await addRun(1, 'WEEK');
    expect((await server.get(addressOf(board), again(first))).status).toBe(304);
  });

  it('ends when an editor corrects an entity, not when one is new', async () => {
    await addRun(0);
    const server = await start('nothing');
    const first = await server.get(addressOf(board), client);
    const change = { typename: 'Person', nodeId: 'per_x' };
    await database.db.insert(t.changes).values({ ...change, op: 'CREATED' });
    expect((await server.get(addressOf(board), again(first))).status).toBe(304);
    await database.db.insert(t.changes).values({ ...change, op: 'MERGED' });
    expect((await server.get(addressOf(board), again(first))).status).toBe(200);
  });

  it('costs nothing to ask about', async () => {
    await addRun(0);
    const config = { ANONYMOUS_BUDGET: 50, ANONYMOUS_RESTORE: 1, PLAYGROUND: false, TRUST_PROXY: 1 };
    const server = await start('all along', { config });
    const from = { ...client, 'x-forwarded-for': '192.0.2.7' };
    const first = await server.get(addressOf(board), from);
    for (let i = 0; i < 100; i += 1) {
      const answer = await server.get(addressOf(board), { ...from, ...again(first) });
      expect(answer.status).toBe(304);
    }
  });
});

describe('a copy of a list', () => {
  it('ends with the next change', async () => {
    await save(database, { sourceId, url: 'https://paper.example/1', headline: 'First' });
    const server = await start('nothing');
    const first = await server.get(addressOf(feed), client);
    expect(first.headers.get('cache-control')).toBe('public, max-age=5');
    expect((await server.get(addressOf(feed), again(first))).status).toBe(304);
    await save(database, { sourceId, url: 'https://paper.example/2', headline: 'Second' });
    const next = await server.get(addressOf(feed), again(first));
    expect(next.json.data.articles.nodes).toHaveLength(2);
  });

  it('has no validator where the answer depends on the clock', async () => {
    const server = await start('all along');
    for (const query of [
      '{articles(filter:{published:{last:"P1D"}}){nodes{id}}}',
      '{sources{nodes{health{state}}}}',
      '{status{version}}',
    ]) {
      const { headers } = await server.get(addressOf(query), client);
      expect([query, headers.get('etag'), headers.get('cache-control')]).toEqual([
        query,
        null,
        'public, max-age=5',
      ]);
    }
    const query = 'query($f:ArticleFilter){articles(filter:$f){nodes{id}}}';
    expect((await server.get(addressOf(query, { f: {} }), client)).headers.get('etag')).not.toBeNull();
    const given = { f: { not: { published: { last: 'P1D' } } } };
    expect((await server.get(addressOf(query, given), client)).headers.get('etag')).toBeNull();
    const paged = 'query($last:Int){articles(last:$last){nodes{id}}}';
    expect((await server.get(addressOf(paged, { last: 3 }), client)).headers.get('etag')).not.toBeNull();
  });

  it('is told apart by variables, operation, form and key', async () => {
    const server = await start('all along');
    const key = await keyOf('desk');
    const query = 'query A($n:Int){articles(first:$n){nodes{id}}}';
    const tags = await Promise.all([
      server.get(addressOf(query, { n: 1 }), client),
      server.get(addressOf(query, { n: 2 }), client),
      server.get(addressOf(query, { n: 1 }), { ...client, accept: 'application/graphql-response+json' }),
      server.get(addressOf(query, { n: 1 }), { ...client, authorization: `Bearer ${key}` }),
    ]);
    expect(new Set(tags.map(({ headers }) => headers.get('etag'))).size).toBe(4);
    expect(tags.map(({ headers }) => headers.get('cache-control'))).toEqual([
      ...Array<string>(3).fill('public, max-age=5'),
      'private, max-age=5',
    ]);
  });
});

it('answers variables that are nested 50,000 deep', async () => {
  const server = await start('all along');
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const body = `{"query":"{__typename}","variables":{"a":${deep}}}`;
  expect((await server.post(body)).status).toBe(200);
});

describe('what may not be kept', () => {
  it('is said of the viewer, of bodies, of errors and of mutations', async () => {
    const server = await start('all along');
    await save(database, { sourceId, url: 'https://paper.example/1', headline: 'First' });
    for (const query of [
      '{viewer{keyName}}',
      '{rateLimit{cost} articles{nodes{id}}}',
      '{articles{nodes{articleBody{...on ArticleText{text}}}}}',
      '{articles(first:0){nodes{id}}}',
      '{nothing}',
      '{__typename}',
    ]) {
      const { headers } = await server.get(addressOf(query), client);
      expect([query, headers.get('etag'), headers.get('cache-control')]).toEqual([
        query,
        null,
        'private, no-store',
      ]);
    }
    const posted = await server.post({ query: 'mutation{__typename}' });
    expect(posted.headers.get('cache-control')).toBe('private, no-store');
  });

  it('is everything but to the caller where a key is needed', async () => {
    const key = await keyOf('desk');
    const server = await start('all along', { config: { PLAYGROUND: false, REQUIRE_KEY: true } });
    const { headers } = await server.get(addressOf(feed), { ...client, authorization: `Bearer ${key}` });
    expect(headers.get('cache-control')).toBe('private, max-age=5');
    const refused = await server.get(addressOf(feed), { ...client, 'if-none-match': '*' });
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([401, 'no-store']);
  });
});

it('tells nothing of the caller in an answer that proxies may keep', async () => {
  const server = await start('all along');
  const { json, headers } = await server.get(addressOf(feed), client);
  expect(json.extensions.cost).toEqual({ requested: 2, actual: 1 });
  expect(headers.get('ratelimit')).toBeNull();
  const status = await server.get(addressOf('{status{version}}'), client);
  expect(status.json.extensions.cost).toEqual({ requested: 1, actual: 1 });
});

it('says what the answer varies with, and compresses under a weak tag', async () => {
  const server = await start('all along');
  const many = '{__schema{types{name description fields{name}}}}';
  const first = await server.get(addressOf(many), { ...client, 'accept-encoding': 'gzip' });
  expect(first.headers.get('content-encoding')).toBe('gzip');
  expect(first.headers.get('vary')?.toLowerCase().split(/, */)).toEqual(
    expect.arrayContaining(['accept', 'accept-encoding']),
  );
  expect(first.headers.get('access-control-expose-headers')).toMatch(/etag/);
  expect((await server.get(addressOf(many), again(first))).status).toBe(304);
});

it('compares tags weakly, in lists', () => {
  expect(matchesTag('W/"a", "b"', 'W/"b"')).toBe(true);
  expect(matchesTag('"a"', 'W/"a"')).toBe(true);
  expect(matchesTag('*', 'W/"a"')).toBe(true);
  expect(matchesTag('"ab"', 'W/"a"')).toBe(false);
  expect(matchesTag(undefined, 'W/"a"')).toBe(false);
});

describe('persisted queries', () => {
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const by = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
  const addressBy = (hash: string, query?: string) =>
    `/graphql?${new URLSearchParams({ ...(query ? { query } : {}), extensions: JSON.stringify(by(hash).extensions) })}`;

  it('are registered by POST or by GET, and asked for by either', async () => {
    const server = await start('all along');
    for (const [query, register] of [
      ['{status{version}}', 'post'],
      ['query B{status{version}}', 'get'],
    ] as const) {
      const hash = hashOf(query);
      const unknown = await server.get(addressBy(hash), client);
      expect([unknown.status, unknown.json.errors[0].extensions.code]).toEqual([
        200,
        'PERSISTED_QUERY_NOT_FOUND',
      ]);
      expect(unknown.headers.get('cache-control')).toMatch(/no-cache|no-store/);
      if (register === 'post') await server.post({ query, ...by(hash) });
      else await server.get(addressBy(hash, query), client);
      expect((await server.get(addressBy(hash), client)).json.data.status.version).toBe('1.2.3');
      expect((await server.post(by(hash))).json.data.status.version).toBe('1.2.3');
    }
  });

  it('share the validator of the same query sent whole', async () => {
    const server = await start('all along');
    const whole = await server.get(addressOf(feed), client);
    await server.post({ query: feed, ...by(hashOf(feed)) });
    const hashed = await server.get(addressBy(hashOf(feed)), again(whole));
    expect(hashed.status).toBe(304);
  });
});

it('estimates a dry run, charges a point for it, and runs nothing', async () => {
  const server = await start('all along');
  const query =
    'query Q($dry:Boolean=true){...R articles(first:100){totalCount nodes{id}}} fragment R on Query{rateLimit(dryRun:$dry){cost nodeCount}}';
  const before = database.statementCount();
  const { json } = await server.post({ query });
  expect(database.statementCount() - before).toBe(0);
  expect(json.data).toEqual({ rateLimit: { cost: 17, nodeCount: 100 } });
  expect(json.extensions.cost).toMatchObject({ requested: 17, actual: 1 });
  const run = await server.post({ query, variables: { dry: false } });
  expect(run.json.data.articles.totalCount).toBe(0);
});
