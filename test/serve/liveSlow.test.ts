/** Readers that take nothing: they are cut off, and nobody else waits for them. */
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, at, save } from '../store/articleKit.ts';
import { startTestServer, type TestServer } from './server.ts';

/** What is used of a socket of `ws`, which comes without types. */
interface ClientSocket {
  on(event: string, listener: (...args: never[]) => void): void;
  send(text: string): void;
  pause(): void;
  resume(): void;
  terminate(): void;
}
const { WebSocket } = (await import('ws' as string)) as {
  WebSocket: new (url: string, protocol: string) => ClientSocket;
};

let database: Database & { url: string | null };
let server: TestServer;
let sourceId = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  sourceId = await addPaper(database, 'paper.example');
  const listened = database.url === null ? {} : { DATABASE_URL: database.url };
  server = await startTestServer(database, {
    schema: buildGraph(),
    now: () => at('2015-11-26T07:00:00Z'),
    config: { PLAYGROUND: false, ...listened },
    live: { stallMs: 500 },
  });
});
afterEach(() => server.stop());

/** Two megabytes an event: a few fit into the buffers of the loopback interface, twenty do not. */
const events = 20;
const longHeadline = 'long '.repeat(16_000);
const fields = Array.from({ length: 25 }, (_, i) => `h${i}: headline`).join(' ');
const large = `subscription { articleAdded(after: "0") { sequence article { headline ${fields} } } }`;
const small = 'subscription { articleAdded(after: "0") { sequence article { url } } }';

async function addAll(): Promise<void> {
  for (let n = 0; n < events; n++) {
    await save(database, { sourceId, url: `https://paper.example/${n}`, headline: `${n} ${longHeadline}` });
  }
}

/** A subscriber; `next` counts the events it has read. */
function subscribe(query: string) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const heard = { next: 0, code: 0 };
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data: Buffer) => {
    const { type } = JSON.parse(String(data));
    if (type === 'connection_ack') {
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    }
    if (type === 'next') heard.next += 1;
  });
  socket.on('error', () => {});
  socket.on('close', (code: number) => {
    heard.code = code;
  });
  return { socket, heard };
}

it('cuts a WebSocket whose reader stands still, and the others hear everything', async () => {
  const slow = subscribe(large);
  const [other, brisk] = [subscribe(small), subscribe(large)];
  let isAsleep = true;
  slow.socket.on('message', () => {
    if (isAsleep) slow.socket.pause();
  });
  await addAll();
  await expect
    .poll(() => [other.heard.next, brisk.heard.next], { timeout: 20_000 })
    .toEqual([events, events]);
  const isCut = () => server.lines.some(({ msg }) => msg === 'live reader cut off');
  await expect.poll(isCut, { timeout: 10_000 }).toBe(true);
  isAsleep = false;
  slow.socket.resume();
  // 4008 when the reader wakes in time to read it, else the socket is gone.
  await expect
    .poll(() => slow.heard.code, { timeout: 10_000 })
    .toSatisfy((code) => [4008, 1006].includes(code));
  expect(slow.heard.next).toBeLessThan(events);
  expect([other.heard.code, brisk.heard.code]).toEqual([0, 0]);
  for (const { socket } of [other, brisk]) socket.terminate();
}, 60_000);

it('cuts a stream whose reader stands still', async () => {
  const url = `${server.url}/graphql/stream?query=${encodeURIComponent(large)}`;
  const response = await new Promise<IncomingMessage>((resolve) => {
    get(url, { headers: { accept: 'text/event-stream' } }, resolve);
  });
  const { socket } = response as { socket: Socket };
  socket.pause();
  const other = subscribe(small);
  await addAll();
  await expect.poll(() => other.heard.next, { timeout: 20_000 }).toBe(events);
  const isCut = () => server.lines.some(({ msg }) => msg === 'live reader cut off');
  await expect.poll(isCut, { timeout: 10_000 }).toBe(true);
  let isClosed = false;
  response
    .on('error', () => {})
    .on('close', () => {
      isClosed = true;
    });
  response.resume();
  socket.resume();
  await expect.poll(() => isClosed, { timeout: 10_000 }).toBe(true);
  other.socket.terminate();
}, 60_000);
