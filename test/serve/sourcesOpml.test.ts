import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import { readOpml } from '../../src/outlets/opml.ts';
import { createApiKey } from '../../src/store/apiKeys.ts';
import { addSource, type NewSource, removeSource } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { startTestServer, type TestServer } from './server.ts';

const now = new Date('2026-03-01T10:00:00Z');
let database: Database;
let server: TestServer;
let closed: TestServer;

const sourceOf = (name: string, domain: string, rest: Partial<NewSource> = {}): NewSource => ({
  ...{ name, domain, url: `https://${domain}/`, kind: 'NEWSPAPER', country: 'ID', languages: ['id'] },
  ...{
    exposure: 'SNIPPET',
    isDemo: false,
    channels: [{ kind: 'RSS', url: `https://${domain}/rss?a=1&b=2` }],
  },
  ...rest,
});

beforeAll(async () => {
  database = await openTestDatabase();
  const shared = { schema: buildGraph(), now: () => now };
  server = await startTestServer(database, shared);
  closed = await startTestServer(database, { ...shared, config: { PLAYGROUND: false, REQUIRE_KEY: true } });
});
afterAll(async () => {
  await server?.stop();
  await closed?.stop();
  await database?.close();
});

it('lists nothing where nothing is read', async () => {
  const answer = await server.get('/sources.opml');
  expect([answer.status, readOpml(answer.text).outlets]).toEqual([200, []]);
});

it('lists the demo newsroom as what it is', async () => {
  await addSource(database, sourceOf('Kabar Pura-pura', 'demo.example', { isDemo: true }), now);
  const { outlets } = readOpml((await server.get('/sources.opml')).text);
  expect(outlets.map(({ name }) => name)).toEqual(['Kabar Pura-pura (demo)']);
});

it('lists outlets and their channels for any reader, by one statement', async () => {
  await addSource(database, sourceOf('Surya "Pagi" & <Sore> \u0001😀', 'pagi.example'), now);
  await addSource(
    database,
    sourceOf('Kawat', 'kawat.example', { kind: 'WIRE', country: null, languages: [] }),
    now,
  );
  const before = database.statementCount();
  const answer = await server.get('/sources.opml');
  expect(database.statementCount() - before).toBe(1);
  expect(answer.headers.get('content-type')).toBe('text/x-opml; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
  expect(readOpml(answer.text)).toEqual({
    faults: [],
    outlets: [
      expect.objectContaining({ name: 'Kawat', domain: 'kawat.example', kind: 'WIRE', country: null }),
      {
        ...{ name: 'Surya "Pagi" & <Sore> 😀', domain: 'pagi.example', url: 'https://pagi.example/' },
        ...{ kind: 'NEWSPAPER', country: 'ID', languages: ['id'] },
        channels: [{ kind: 'RSS', url: 'https://pagi.example/rss?a=1&b=2', ingestible: true }],
      },
    ],
  });
});

it('is unchanged as long as the outlets are', async () => {
  const etag = (await server.get('/sources.opml')).headers.get('etag') ?? '';
  expect((await server.get('/sources.opml', { 'if-none-match': etag })).status).toBe(304);
  await removeSource(database, 'kawat.example', now);
  const answer = await server.get('/sources.opml', { 'if-none-match': etag });
  expect([answer.status, readOpml(answer.text).outlets.length]).toEqual([200, 1]);
});

it('wants a key where one is required, and is then for its caller alone', async () => {
  expect((await closed.get('/sources.opml')).status).toBe(401);
  const { text } = await createApiKey(database, { name: 'desk', scopes: [], expiresAt: null, now });
  const answer = await closed.get('/sources.opml', { 'x-api-key': text });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, max-age=300']);
});
