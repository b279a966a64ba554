import { createClient as sseClient } from 'graphql-sse';
import { createClient as wsClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import type { ServerDeps } from '../../src/serve/http.ts';
import { saveBoard } from '../../src/store/boards.ts';
import { claimDueChannels, settleChannel } from '../../src/store/channels.ts';
import type { Database } from '../../src/store/db.ts';
import { withdrawArticle } from '../../src/store/withdraw.ts';
import { openTestDatabase, postgresUrl, truncate } from '../kit/database.ts';
import { addPaper, at, inStoryOf, save } from '../store/articleKit.ts';
import { startTestServer, type TestServer } from './server.ts';

/** What is used of a socket of `ws`, which comes without types. */
interface ClientSocket {
  on(event: string, listener: (...args: never[]) => void): void;
  send(text: string): void;
  terminate(): void;
}
const { WebSocket } = (await import('ws' as string)) as {
  WebSocket: new (url: string, protocol: string, options?: object) => ClientSocket;
};

let database: Database & { url: string | null };
let sourceId = 0;
const servers: TestServer[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  sourceId = await addPaper(database, 'paper.example');
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** When the articles of these tests are still young. */
const clock = at('2015-11-26T07:00:00Z');

async function start(options: Partial<ServerDeps> = {}): Promise<TestServer> {
  const listened = database.url === null ? {} : { DATABASE_URL: database.url };
  const config = { PLAYGROUND: false, ...listened, ...options.config };
  const server = await startTestServer(database, {
    schema: buildGraph(),
    now: () => clock,
    ...options,
    config,
  });
  servers.push(server);
  return server;
}

const urlOf = (n: number) => `https://paper.example/${n}`;
const add = (n: number, headline = `Number ${n}`) => save(database, { sourceId, url: urlOf(n), headline });
const added =
  'subscription ($after: String) { articleAdded(after: $after) { sequence article { headline } } }';

interface Told {
  headlines: string[];
  sequences: string[];
  errors: { message: string; extensions: { code: string } }[];
}

const nothing = (): Told => ({ headlines: [], sequences: [], errors: [] });

// biome-ignore lint/suspicious/noExplicitAny: results are looked at freely in tests
function take(told: Told, { data, errors }: any): void {
  told.errors.push(...(errors ?? []));
  const event = data?.articleAdded;
  if (!event) return;
  told.sequences.push(event.sequence);
  told.headlines.push(event.article.headline);
}

const socketUrl = (server: TestServer) => `${server.url.replace('http', 'ws')}/graphql`;

/** Subscribes over a WebSocket; `drop` cuts the connection without a word. */
async function overSocket(
  server: TestServer,
  query = added,
  variables: Record<string, unknown> = {},
  connectionParams: Record<string, unknown> = {},
) {
  const told = nothing();
  let socket: ClientSocket | null = null;
  let closed: { code: number; reason: string } | null = null;
  const client = wsClient({
    url: socketUrl(server),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
    on: {
      opened: (opened) => {
        socket = opened as ClientSocket;
      },
      closed: (event) => {
        closed = event as typeof closed;
      },
    },
  });
  let ended = false;
  const end = () => {
    ended = true;
  };
  client.subscribe(
    { query, variables },
    {
      next: (r) => take(told, r),
      error: (e) => {
        if (Array.isArray(e)) told.errors.push(...(e as unknown as Told['errors']));
        end();
      },
      complete: end,
    },
  );
  return {
    told,
    isEnded: () => ended,
    closed: () => closed,
    drop: () => socket?.terminate(),
    end: async () => client.dispose(),
  };
}

/** Reads a raw stream of server-sent events until `end`. */
async function overStream(server: TestServer, headers: Record<string, string> = {}, query = added) {
  const control = new AbortController();
  const address = `${server.url}/graphql?query=${encodeURIComponent(query)}`;
  const response = await fetch(address, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: control.signal,
  });
  const told = { ...nothing(), ids: [] as string[], text: '' };
  const reading = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      told.text += rest;
      const frames = rest.split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const lines = Object.fromEntries(frame.split('\n').map((line) => line.split(/: ?(.*)/s)));
        if (lines.event !== 'next') continue;
        if (lines.id) told.ids.push(lines.id);
        take(told, JSON.parse(lines.data));
      }
    }
  })().catch(() => {});
  return { response, told, reading, end: () => control.abort() };
}

/** Gives a subscription the time to begin; what is stored after that is news to it. */
const begun = () => new Promise((resolve) => setTimeout(resolve, 400));

describe('live over WebSocket', () => {
  it('tells of articles as they come, and goes on after a break without loss or doubles', async () => {
    const server = await start();
    await add(0);
    const first = await overSocket(server);
    await begun();
    await add(1);
    await add(2);
    await expect.poll(() => first.told.headlines).toEqual(['Number 1', 'Number 2']);
    first.drop();
    await add(3);
    await add(4);
    const second = await overSocket(server, added, { after: first.told.sequences.at(-1) });
    await expect.poll(() => second.told.headlines).toEqual(['Number 3', 'Number 4']);
    await add(5);
    await expect.poll(() => second.told.headlines).toEqual(['Number 3', 'Number 4', 'Number 5']);
    await second.end();
  });

  it('leaves out what is withdrawn and what does not match', async () => {
    const server = await start();
    await add(1, 'Kept words');
    await add(2, 'Other words');
    await add(3, 'Kept and taken back');
    const withdrawal = {
      cause: 'RETRACTED' as const,
      requester: null,
      note: null,
      now: at('2015-11-26T06:00:00Z'),
    };
    await withdrawArticle(database, { url: urlOf(3) }, withdrawal);
    const query =
      'subscription { articleAdded(query: "kept", filter: { sourceDomains: ["paper.example"] }, after: "0") { sequence article { headline } } }';
    const { told, end } = await overSocket(server, query);
    await expect.poll(() => told.headlines).toEqual(['Kept words']);
    await begun();
    expect(told).toMatchObject({ headlines: ['Kept words'], errors: [] });
    await end();
  });

  it('refuses to resume where changes have been put together since', async () => {
    const server = await start({ now: () => at('2015-12-24T00:00:00Z') });
    await add(1);
    const { told, isEnded, end } = await overSocket(server, added, { after: '0' });
    await expect.poll(isEnded).toBe(true);
    expect(told.errors).toMatchObject([{ message: expect.stringContaining('older than six days') }]);
    await end();
  });

  it('answers queries too, under the same limits', async () => {
    const server = await start();
    const client = wsClient({ url: socketUrl(server), webSocketImpl: WebSocket, retryAttempts: 0 });
    const ask = async (query: string) => (await client.iterate({ query }).next()).value;
    expect(await ask('{ sources(first: 1) { nodes { domain } } }')).toMatchObject({
      data: { sources: { nodes: [{ domain: 'paper.example' }] } },
      extensions: { cost: { requested: 2 } },
    });
    const aliases = Array.from({ length: 101 }, (_, i) => `a${i}: __typename`).join(' ');
    await expect(ask(`{ ${aliases} }`)).rejects.toMatchObject([
      { extensions: { code: 'COST_LIMIT_EXCEEDED' } },
    ]);
    await client.dispose();
  });

  it('refuses a place that this log does not have, a wrong filter, and a foreign page', async () => {
    const server = await start();
    for (const after of ['12345678', 'abc', '-1']) {
      const { told, isEnded, end } = await overSocket(server, added, { after });
      await expect.poll(isEnded).toBe(true);
      expect(told.errors).toMatchObject([{ extensions: { code: 'BAD_CURSOR' } }]);
      await end();
    }
    const foreign = new WebSocket(socketUrl(server), 'graphql-transport-ws', { origin: 'https://evil.test' });
    const status = await new Promise((resolve) => {
      foreign.on('unexpected-response', (_request: unknown, { statusCode }: { statusCode: number }) =>
        resolve(statusCode),
      );
      foreign.on('open', () => resolve('open'));
      foreign.on('error', () => {});
    });
    expect(status).toBe(403);
  });

  it('closes on a wrong key, on too many connections and on too many operations', async () => {
    const server = await start({ config: { PLAYGROUND: false, LIVE_CONNECTIONS: 1, LIVE_SUBSCRIPTIONS: 1 } });
    const wrong = await overSocket(server, added, {}, { authorization: 'Bearer kbr_nonsense' });
    await expect.poll(wrong.closed).toMatchObject({ code: 4401 });
    const client = wsClient({ url: socketUrl(server), webSocketImpl: WebSocket, retryAttempts: 0 });
    const faults: unknown[] = [];
    const sink = { next: () => {}, error: (e: unknown) => faults.push(e), complete: () => {} };
    client.subscribe({ query: added }, sink);
    await begun();
    client.subscribe({ query: added }, sink);
    await expect.poll(() => faults).toMatchObject([[{ extensions: { code: 'RATE_LIMITED' } }]]);
    const second = await overSocket(server);
    await expect.poll(second.closed).toMatchObject({ code: 1013 });
    await client.dispose();
    await begun();
    const third = await overSocket(server);
    await begun();
    expect(third.closed()).toBeNull();
    await third.end();
  });

  it('says so when the server stops', async () => {
    const server = await start();
    const { closed, told } = await overSocket(server);
    await begun();
    await server.stop();
    await expect.poll(closed).toMatchObject({ code: 1001 });
    expect(told.errors).toEqual([]);
  });

  it('cuts a peer that answers no ping', async () => {
    const server = await start({ live: { pingMs: 100 } });
    const socket = new WebSocket(socketUrl(server), 'graphql-transport-ws', { autoPong: false });
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    expect(await closed).toBe(1006);
  });
});

describe('live over server-sent events', () => {
  it('carries the sequence as id, and resumes from Last-Event-ID', async () => {
    const server = await start();
    const first = await overStream(server);
    expect(first.response.headers.get('content-type')).toContain('text/event-stream');
    await begun();
    await add(1);
    await expect.poll(() => first.told.headlines).toEqual(['Number 1']);
    first.end();
    await add(2);
    const second = await overStream(server, { 'last-event-id': first.told.ids[0] ?? '' });
    await expect.poll(() => second.told.headlines).toEqual(['Number 2']);
    expect(second.told.ids).toEqual(second.told.sequences);
    await server.stop();
    await second.reading;
  });

  it('serves the graphql-sse client, and tells faults of the operation in the stream', async () => {
    const server = await start();
    await add(1);
    const client = sseClient({ url: `${server.url}/graphql/stream`, retryAttempts: 0 });
    const stream = client.iterate({ query: added, variables: { after: '0' } });
    expect((await stream.next()).value).toMatchObject({
      data: { articleAdded: { article: { headline: 'Number 1' } } },
    });
    await stream.return?.();
    const wrong = await client.iterate({ query: 'subscription { nope }' }).next();
    expect(wrong.value).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    client.dispose();
  });

  it('refuses a subscription that asks for one answer, and a request without an operation', async () => {
    const server = await start();
    const plain = await server.post({ query: added });
    expect([plain.status, plain.json.errors[0].message]).toEqual([
      400,
      expect.stringContaining('text/event-stream'),
    ]);
    const empty = await server.post({}, { accept: 'text/event-stream' });
    expect([empty.status, empty.json.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });
});

describe('what is told', () => {
  it('tells of stories once for what came together', async () => {
    const server = await start();
    await add(1);
    await save(database, { sourceId, url: urlOf(2) }, inStoryOf(urlOf(1)));
    const query =
      'subscription { storyUpdated(filter: { languages: ["en"] }, after: "0") { reason story { articleCount } } }';
    const client = wsClient({ url: socketUrl(server), webSocketImpl: WebSocket, retryAttempts: 0 });
    const { value } = await client.iterate({ query }).next();
    expect(value).toMatchObject({
      data: { storyUpdated: { reason: 'CREATED', story: { articleCount: 2 } } },
    });
    await client.dispose();
  });

  it('tells of a source that fails', async () => {
    const server = await start();
    const now = at('2015-11-24T06:00:00Z');
    const next = at('2015-11-24T07:00:00Z');
    const claim = {
      now: new Date(),
      leaseUntil: new Date(Date.now() + 60_000),
      limit: 1,
      domain: null,
      claimedBefore: null,
    };
    const [channel] = await claimDueChannels(database, claim);
    const failure = {
      ok: false as const,
      status: 500,
      code: 'UNREACHABLE',
      message: 'no',
      state: 'FAILING' as const,
      parseFailures: 0,
      isGone: false,
    };
    const before = database.statementCount();
    await settleChannel(database, channel?.channelId ?? 0, failure, { now, next });
    expect(database.statementCount() - before).toBeGreaterThan(1);
    const again = database.statementCount();
    await settleChannel(database, channel?.channelId ?? 0, failure, { now, next });
    expect(database.statementCount() - again).toBe(1);
    const query =
      'subscription { sourceHealthChanged(states: [FAILING], after: "0") { previous current source { domain } } }';
    const client = wsClient({ url: socketUrl(server), webSocketImpl: WebSocket, retryAttempts: 0 });
    const { value } = await client.iterate({ query }).next();
    expect(value).toMatchObject({
      data: {
        sourceHealthChanged: {
          previous: 'NEVER_FETCHED',
          current: 'FAILING',
          source: { domain: 'paper.example' },
        },
      },
    });
    await client.dispose();
  });

  it('reads the log once for all subscriptions, and matches once for each', async () => {
    const server = await start({ live: { pingMs: 60_000 } });
    const client = wsClient({ url: socketUrl(server), webSocketImpl: WebSocket, retryAttempts: 0 });
    const counts: number[] = [];
    for (const many of [1, 10]) {
      const told = nothing();
      const stops = Array.from({ length: many }, () =>
        client.subscribe(
          { query: added },
          { next: (r) => take(told, r), error: () => {}, complete: () => {} },
        ),
      );
      await begun();
      const saved = database.statementCount();
      await add(10 * many);
      const before = database.statementCount();
      await expect.poll(() => told.headlines.length).toBe(many);
      counts.push(database.statementCount() - before);
      expect(before).toBeGreaterThan(saved);
      for (const stop of stops) stop();
      await begun();
    }
    const [one = 0, ten = 0] = counts;
    // Besides one match a subscription, there are the looks at where the logs end.
    expect(one).toBeLessThanOrEqual(6);
    expect(ten - one).toBeLessThanOrEqual(9 + 4);
    await client.dispose();
  });

  it('tells of a board that was, and ends', async () => {
    const server = await start();
    const run = {
      window: 'DAY',
      scope: '',
      asOf: at('2015-11-26T06:00:00Z'),
      nextRunAt: clock,
      expectedSources: 1,
    };
    const rest = {
      healthySources: 1,
      missingSourceIds: [],
      parametersHash: 'x',
      rows: [],
      stories: [],
      topics: [],
    };
    await saveBoard(database, { ...run, ...rest }, clock);
    const query =
      'subscription { trendingUpdated(input: { asOf: "2015-11-26T06:30:00Z" }) { sequence board { runId } delta { toRunId } } }';
    const client = wsClient({ url: socketUrl(server), webSocketImpl: WebSocket, retryAttempts: 0 });
    const events: unknown[] = [];
    for await (const event of client.iterate({ query })) events.push(event);
    expect(events).toMatchObject([
      { data: { trendingUpdated: { sequence: String(run.asOf.getTime()), delta: null } } },
    ]);
    await client.dispose();
  });

  it.runIf(postgresUrl)('reaches a second gateway on the same PostgreSQL', async () => {
    const [one, other] = [await start(), await start()];
    const subscribed = await Promise.all([overSocket(one), overSocket(other)]);
    await begun();
    await add(1);
    for (const { told } of subscribed) await expect.poll(() => told.headlines).toEqual(['Number 1']);
    await Promise.all(subscribed.map(({ end }) => end()));
  });
});
