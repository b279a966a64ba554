import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { seedGraph, seedNow } from '../kit/seed.ts';
import { startTestServer, type TestServer } from './server.ts';

let database: Database;
let server: TestServer;
let headers: Record<string, string>;
let now = seedNow;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});
afterAll(() => database?.close());
beforeEach(async () => {
  const key = { name: 'desk', scopes: [], expiresAt: null, now };
  headers = { accept: 'text/event-stream', 'x-api-key': (await createApiKey(database, key)).text };
  server = await startTestServer(database, {
    schema: buildGraph(),
    now: () => now,
    config: { PLAYGROUND: false, LIVE_CONNECTIONS: 4 },
  });
});
afterEach(() => server.stop());

/** Sends a request, and leaves while it waits for its key to be looked up. */
async function leave(path: string): Promise<void> {
  // What is known of a key is forgotten after half a minute.
  now = new Date(now.getTime() + 60_000);
  const served = () => server.lines.filter(({ msg }) => msg === 'request served').length;
  const before = served();
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`lock table api_keys in access exclusive mode`);
    const statements = database.statementCount();
    const leaving = new AbortController();
    const asked = fetch(server.url + path, { headers, signal: leaving.signal }).catch(() => null);
    await expect.poll(() => database.statementCount()).toBeGreaterThan(statements);
    leaving.abort();
    await asked;
    await expect.poll(served).toBe(before + 1);
  });
}

it.each([
  ['stream', `/graphql/stream?query=${encodeURIComponent('subscription { articleAdded { sequence } }')}`],
  ['export', '/v1/articles.ndjson'],
])('a %s whose reader left before it began holds no place', async (_, path) => {
  for (let i = 0; i < 4; i += 1) await leave(path);
  const staying = new AbortController();
  const ask = () => fetch(server.url + path, { headers, signal: staying.signal });
  await expect.poll(async () => (await ask()).status).toBe(200);
  staying.abort();
});
