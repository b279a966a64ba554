import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { defaultLimits, measureOperation } from '../../src/serve/limits.ts';
import { createBuckets, type Policy } from '../../src/serve/rateLimit.ts';
import { pointsOf } from '../../src/serve/rateLimitCost.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { exampleTabs } from '../../src/web/playground/tabs.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { seedGraph } from '../kit/seed.ts';
import { startTestServer, type TestServer } from './server.ts';

let now = new Date('2026-03-01T10:00:00Z');
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const clock = () => now;

describe('a bucket', () => {
  const policy: Policy = { name: 'anonymous', maximum: 10, restoreRate: 2 };

  it('is full at first, is emptied by taking and fills again at its rate', () => {
    const purse = createBuckets(clock)('a', policy);
    expect(purse.take(10)).toBeNull();
    expect(purse.take(1)).toBe(1);
    expect(purse.take(10)).toBe(5);
    expect(purse.state()).toEqual({ available: 0, resetAt: new Date(now.getTime() + 5_000) });
    pass(1.5);
    expect(purse.state().available).toBe(3);
    expect(purse.take(3)).toBeNull();
    pass(60);
    expect(purse.state()).toEqual({ available: 10, resetAt: now });
  });

  it('takes nothing when it refuses, and holds no more than its maximum', () => {
    const purse = createBuckets(clock)('a', policy);
    expect(purse.take(11)).toBe(1);
    expect(purse.state().available).toBe(10);
    purse.take(4);
    purse.giveBack(100);
    expect(purse.state().available).toBe(10);
  });

  it('is one for each caller and policy', () => {
    const open = createBuckets(clock);
    open('a', policy).take(10);
    expect(open('a', policy).take(1)).toBe(1);
    expect(open('b', policy).take(1)).toBeNull();
    expect(open('a', { ...policy, name: 'key' }).take(1)).toBeNull();
  });

  it('does not lose points to a clock that is put back', () => {
    const purse = createBuckets(clock)('a', policy);
    purse.take(5);
    pass(-3600);
    expect(purse.state().available).toBe(5);
    pass(3600);
  });

  it('limits nothing at a rate of 0', () => {
    const purse = createBuckets(clock)('a', { ...policy, restoreRate: 0 });
    expect(purse.take(1e9)).toBeNull();
    expect(purse.state()).toEqual({ available: 10, resetAt: now });
  });

  it('is forgotten, and so full again, when too many others came since', () => {
    const open = createBuckets(clock, 3);
    open('a', policy).take(10);
    for (const other of ['b', 'c', 'd']) open(other, policy).take(1);
    expect(open('a', policy).state().available).toBe(10);
  });
});

const graph = buildGraph();

function measuresOf(query: string, variables: Record<string, unknown> = {}) {
  const operation = { document: parse(query), queryHash: null, operationName: null, variables };
  const measured = measureOperation(graph, operation);
  if (!measured) throw new Error('no operation');
  return measured;
}

function estimate(query: string, variables: Record<string, unknown> = {}): number {
  const { measures } = measuresOf(query, variables);
  return pointsOf(measures, measures.nodes);
}

describe('the price of an operation', () => {
  it('is a point for each root field and one for every ten objects in lists', () => {
    expect(estimate('{status{version}}')).toBe(1);
    expect(estimate('{__schema{types{name}}}')).toBe(1);
    expect(estimate('{a:status{version} b:status{version}}')).toBe(2);
    expect(estimate('{articles(first:20){nodes{headline}}}')).toBe(3);
    expect(estimate('{articles(first:1){nodes{headline}}}')).toBe(2);
  });

  it('is ten points more for a full-text search, as far as one is made', () => {
    const query = 'query($q:String){articles(first:10,query:$q){nodes{headline}}}';
    expect(estimate('{articles(first:10,query:"banjir"){nodes{headline}}}')).toBe(12);
    expect(estimate('{articles(first:10,query:null){nodes{headline}}}')).toBe(2);
    expect(estimate(query, { q: 'banjir' })).toBe(12);
    expect(estimate(query, { q: null })).toBe(2);
    expect(estimate(query)).toBe(2);
    expect(estimate(query.replace('$q:String', '$q:String="banjir"'))).toBe(12);
    expect(measuresOf(query, { q: 'banjir' }).readsVariables).toBe(true);
  });

  it('leaves whatever the limits of one operation allow within the default budgets', () => {
    const { ANONYMOUS_BUDGET, KEY_BUDGET } = readConfig({});
    const own = { searches: defaultLimits.rootFields, weights: 0, listedWeights: 0 };
    const largest = { ...defaultLimits, ...own };
    expect(pointsOf(largest, largest.nodes)).toBeLessThan(Math.min(ANONYMOUS_BUDGET, KEY_BUDGET));
  });

  it('of every example in the playground is within what comes back in a second', () => {
    const { ANONYMOUS_RESTORE } = readConfig({});
    for (const { query, variables } of exampleTabs) {
      const given = variables ?? {};
      expect(estimate(query, given), query).toBeLessThanOrEqual(ANONYMOUS_RESTORE);
    }
  });
});

const board = `{ trending(input: { window: DAY }, first: 50) { runId computedAt nextRunAt nodes {
  id name kind sparkline(points: 24) trend { rank previousRank score windowCount sourceCount }
  topStory { headline sourceCount } } } rateLimit { remaining } }`;

describe('over HTTP', () => {
  let database: Database;
  let server: TestServer;
  beforeAll(async () => {
    database = await openTestDatabase();
    await truncate(database);
    await seedGraph(database);
    const config = { PLAYGROUND: false, TRUST_PROXY: 1, ANONYMOUS_BUDGET: 20, ANONYMOUS_RESTORE: 2 };
    server = await startTestServer(database, { schema: graph, now: clock, config });
  });
  afterAll(async () => {
    await server?.stop();
    await database?.close();
  });
  beforeEach(() => pass(86_400));

  const list = { query: '{articles(first:100){nodes{headline}}}' };
  const small = { query: '{articles(first:50){nodes{headline}}}' };
  let client = 0;
  const nextClient = () => {
    client += 1;
    return { 'x-forwarded-for': `203.0.113.${client}` };
  };

  it('tells what an answer cost, takes only that, and says so in headers', async () => {
    const { json, headers } = await server.post(small, nextClient());
    const found = json.data.articles.nodes.length;
    const actual = 1 + Math.ceil(found / 10);
    expect(found).toBeGreaterThan(0);
    expect(actual).toBeLessThan(6);
    const resetAt = new Date(now.getTime() + actual * 500).toISOString();
    expect(json.extensions.cost).toEqual({
      requested: 6,
      actual,
      throttle: { maximum: 20, available: 20 - actual, restoreRate: 2, resetAt },
    });
    expect(headers.get('ratelimit-policy')).toBe('"anonymous";q=20;w=10');
    expect(headers.get('ratelimit')).toBe(`"anonymous";r=${20 - actual};t=${Math.ceil(actual / 2)}`);
    expect(headers.get('access-control-expose-headers')).toContain('ratelimit-policy');
  });

  it('answers 429 with the time to wait when the budget does not hold the estimate, and then runs it', async () => {
    const from = nextClient();
    const spend = { query: '{status{version} b:status{version} c:status{version} d:status{version}}' };
    for (let n = 0; n < 4; n += 1) expect((await server.post(spend, from)).status).toBe(200);
    const refused = await server.post(small, from);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.json.errors[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      data: { asked: 6, available: 3, retryAfterSeconds: 1 },
    });
    expect(refused.json).not.toHaveProperty('data');
    expect(refused.json.extensions.cost).toMatchObject({ requested: 6, actual: 1 });
    expect((await server.post(small, nextClient())).status).toBe(200);
    pass(2);
    expect((await server.post(small, from)).status).toBe(200);
  });

  it('turns requests away at the door when nothing is left, whatever they ask', async () => {
    const from = nextClient();
    for (let n = 0; n < 20; n += 1) expect((await server.post({ query: '{' }, from)).status).toBe(400);
    const before = database.statementCount();
    const refused = await server.post({ query: '{status{version}}' }, from);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(refused.headers.get('ratelimit')).toBe('"anonymous";r=0;t=10');
    expect(refused.json.errors[0].extensions.code).toBe('RATE_LIMITED');
    expect(database.statementCount()).toBe(before);
  });

  it('says of an operation that no budget could hold that it must ask for less', async () => {
    const { text } = await createApiKey(database, { name: 'k', scopes: [], expiresAt: null, now });
    const huge = { query: '{articles(first:100){nodes{people(first:2){name}}}}' };
    const refused = await server.post(huge, nextClient());
    expect(refused.status).toBe(400);
    expect(refused.json.errors[0].extensions).toMatchObject({
      code: 'COST_LIMIT_EXCEEDED',
      data: { limit: 'points', asked: 31, allowed: 20 },
    });
    const answer = await server.post(huge, { 'x-api-key': text });
    expect([answer.status, answer.json.extensions.cost.requested]).toEqual([200, 31]);
    expect(answer.headers.get('ratelimit-policy')).toBe('"key";q=50000;w=50');
  });

  it('gives each key its own budget, wherever it is used', async () => {
    const { text } = await createApiKey(database, { name: 'k', scopes: [], expiresAt: null, now });
    const left = async (headers: Record<string, string>) =>
      (await server.post({ query: '{status{version}}' }, { 'x-api-key': text, ...headers })).json.extensions
        .cost.throttle.available;
    expect(await left(nextClient())).toBe(49_999);
    expect(await left(nextClient())).toBe(49_998);
  });

  it('tells the budget in the graph, the operation itself taken off', async () => {
    const query =
      '{rateLimit{limit cost remaining resetAt nodeCount} viewer{rateLimit{remaining}} articles(first:30){nodes{id}}}';
    const { json } = await server.post({ query }, nextClient());
    expect(json.data.rateLimit).toEqual({
      limit: 20,
      cost: 6,
      remaining: 14,
      resetAt: new Date(now.getTime() + 3_000).toISOString(),
      nodeCount: 30,
    });
    expect(json.data.viewer.rateLimit.remaining).toBe(14);
  });

  it('knows a client by the proxy it trusts, and not by what the client claims', async () => {
    const claim = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}, 192.0.2.200` });
    const first = await server.post(list, claim(1));
    const second = await server.post(list, claim(2));
    const left = [first, second].map(({ json }) => json.extensions.cost.throttle.available);
    expect(left[1]).toBeLessThan(left[0]);
  });

  it('takes what is no address for a client like any other', async () => {
    for (const claimed of ['', ',,,', 'unknown', `${'::,'.repeat(2_000)}x`]) {
      const { status } = await server.post({ query: '{status{version}}' }, { 'x-forwarded-for': claimed });
      expect([claimed.slice(0, 9), status]).toEqual([claimed.slice(0, 9), 200]);
    }
  });

  it('hardly limits the machine itself, but whoever comes through a proxy on it', async () => {
    const own = await startTestServer(database, { schema: graph, now: clock, config: { PLAYGROUND: false } });
    const policy = async (headers = {}) =>
      (await own.post({ query: '{status{version}}' }, headers)).headers.get('ratelimit-policy');
    expect(await policy()).toMatch(/^"local"/);
    expect(await policy({ 'x-forwarded-for': '203.0.113.1' })).toBe('"anonymous";q=10000;w=50');
    expect(await policy({ forwarded: 'for=203.0.113.1' })).toMatch(/^"anonymous"/);
    await own.stop();
  });

  it('never throttles a dashboard that asks for the trending board every second, by default', async () => {
    const config = { PLAYGROUND: false, TRUST_PROXY: 1 };
    const usual = await startTestServer(database, { schema: graph, now: clock, config });
    const from = nextClient();
    for (let second = 0; second < 120; second += 1) {
      const { status, json } = await usual.post({ query: board }, from);
      expect([status, json.errors]).toEqual([200, undefined]);
      expect(json.data.rateLimit.remaining).toBeGreaterThan(9_900);
      pass(1);
    }
    await usual.stop();
  });

  it('says only what was asked and used where nothing is limited', async () => {
    const config = { PLAYGROUND: false, TRUST_PROXY: 1, ANONYMOUS_RESTORE: 0 };
    const free = await startTestServer(database, { schema: graph, now: clock, config });
    const { json, headers } = await free.post({ query: '{rateLimit{limit} status{version}}' }, nextClient());
    expect(json.extensions.cost).toEqual({ requested: 2, actual: 2, throttle: null });
    expect(json.data.rateLimit.limit).toBe(2 ** 31 - 1);
    expect(headers.get('ratelimit')).toBeNull();
    await free.stop();
  });
});
