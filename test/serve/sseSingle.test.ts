import { createClient } from 'graphql-sse';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, at, save } from '../store/articleKit.ts';
import { startTestServer, type TestServer } from './server.ts';

let database: Database & { url: string | null };
let sourceId = 0;
let server: TestServer;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  sourceId = await addPaper(database, 'paper.example');
  await start({});
});
afterEach(() => server.stop());

async function start(config: Record<string, unknown>): Promise<void> {
  const listened = database.url === null ? {} : { DATABASE_URL: database.url };
  server = await startTestServer(database, {
    schema: buildGraph(),
    now: () => at('2015-11-26T07:00:00Z'),
    config: { PLAYGROUND: false, ...listened, ...config },
  });
}

const add = (n: number) =>
  save(database, { sourceId, url: `https://paper.example/${n}`, headline: `Number ${n}` });
const added =
  'subscription ($after: String) { articleAdded(after: $after) { sequence article { headline } } }';
const header = 'x-graphql-event-stream-token';

function send(
  method: string,
  options: { path?: string; token?: string; body?: unknown; headers?: object } = {},
) {
  const { path = '', token, body, headers } = options;
  return fetch(`${server.url}/graphql/stream${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { [header]: token }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const reserve = async () => (await send('PUT')).text();

/** Opens the stream of a token; what it says so far. */
async function open(token: string) {
  const control = new AbortController();
  const url = `${server.url}/graphql/stream?token=${token}`;
  const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: control.signal });
  const heard = { text: '', isOver: false };
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
  };
  void read()
    .catch(() => {})
    .then(() => {
      heard.isOver = true;
    });
  return { status: response.status, heard, end: () => control.abort() };
}

const operation = (operationId: string, query = added, variables: object = {}) => ({
  ...{ query, variables, extensions: { operationId } },
});

describe('many operations over one stream', () => {
  it('serves the graphql-sse client: subscriptions side by side, and queries', async () => {
    const url = `${server.url}/graphql/stream`;
    const client = createClient({ url, singleConnection: true, retryAttempts: 0 });
    const heard: unknown[] = [];
    const follow = (after: string) =>
      client.subscribe(
        { query: added, variables: { after } },
        { next: ({ data }) => heard.push(data), error: (e) => heard.push(e), complete: () => {} },
      );
    await add(1);
    const ends = [follow('0'), follow('0')];
    await expect.poll(() => heard.length).toBe(2);
    ends[0]?.();
    await add(2);
    await expect.poll(() => heard.length).toBe(3);
    const asked = await client.iterate({ query: '{ sources(first: 1) { nodes { domain } } }' }).next();
    expect(asked.value).toMatchObject({ data: { sources: { nodes: [{ domain: 'paper.example' }] } } });
    ends[1]?.();
    client.dispose();
  });

  it('keeps what comes before the stream is open, and tells the end of each operation', async () => {
    const token = await reserve();
    expect((await send('POST', { token, body: operation('a', '{ __typename }') })).status).toBe(202);
    expect((await send('POST', { token, body: operation('b', added, { after: '0' }) })).status).toBe(202);
    await add(1);
    const { heard } = await open(token);
    await expect.poll(() => heard.text).toContain('Number 1');
    expect(heard.text).toContain('event: next\ndata: {"id":"a","payload":{"data":{"__typename":"Query"}');
    expect(heard.text).toContain('event: complete\ndata: {"id":"a"}\n\n');
    expect((await send('DELETE', { token, path: '?operationId=b' })).status).toBe(200);
    expect((await send('POST', { token, body: operation('b', '{ __typename }') })).status).toBe(202);
    await expect.poll(() => heard.text).toContain('event: complete\ndata: {"id":"b"}\n\n');
  });

  it('opens once, and ends with its reader', async () => {
    const token = await reserve();
    const first = await open(token);
    expect((await open(token)).status).toBe(409);
    await send('POST', { token, body: operation('a') });
    first.end();
    await expect.poll(async () => (await send('POST', { token, body: operation('c') })).status).toBe(404);
    const second = await open(await reserve());
    await server.stop();
    await expect.poll(() => second.heard.isOver).toBe(true);
  });

  it('refuses what it cannot take', async () => {
    const token = await reserve();
    const tries = [
      [404, send('POST', { token: 'none', body: operation('a') })],
      [404, send('DELETE', { path: '?operationId=a' })],
      [400, send('POST', { token, body: { query: added } })],
      [400, send('POST', { token, body: operation('x'.repeat(101)) })],
      [400, send('POST', { token, body: { query: added, extensions: { operationId: 7 } } })],
      [400, send('POST', { token, body: { query: added, extensions: null } })],
      [400, send('POST', { token, body: '[]' })],
      [400, send('POST', { token, body: 'null' })],
      [400, send('POST', { token, body: operation('a', 'subscription { nope }') })],
      [
        405,
        send('GET', {
          token,
          path: `?query=mutation{__typename}&extensions=${encodeURIComponent('{"operationId":"m"}')}`,
        }),
      ],
    ] as const;
    const statuses = await Promise.all(tries.map(async ([, sent]) => (await sent).status));
    expect(statuses).toEqual(tries.map(([status]) => status));
    expect((await send('POST', { token, body: operation('a') })).status).toBe(202);
    expect((await send('POST', { token, body: operation('a') })).status).toBe(409);
  });

  it('counts reservations as connections and operations, and asks for a key where one is needed', async () => {
    await server.stop();
    await start({ LIVE_CONNECTIONS: 1, LIVE_SUBSCRIPTIONS: 1 });
    const token = await reserve();
    expect((await send('PUT')).status).toBe(429);
    expect((await send('POST', { token, body: operation('a') })).status).toBe(202);
    expect((await send('POST', { token, body: operation('b') })).status).toBe(429);
    await server.stop();
    await start({ REQUIRE_KEY: true });
    expect((await send('PUT')).status).toBe(401);
  });
});
