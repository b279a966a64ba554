import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../src/base/apiKey.ts';
import type { ApiScope } from '../../src/base/apiScopes.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import type { ServerDeps } from '../../src/serve/http.ts';
import { createApiKey, listApiKeys, revokeApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { startTestServer, type TestServer } from './server.ts';

const start = new Date('2026-03-01T10:00:00Z');
let now = start;
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

let database: Database;
let open: TestServer;
let closed: TestServer;
const serverWith = (config: Partial<ServerDeps['config']>) =>
  startTestServer(database, {
    schema: buildGraph(),
    now: () => now,
    config: { PLAYGROUND: false, TRUST_PROXY: 1, ...config },
  });
beforeAll(async () => {
  database = await openTestDatabase();
  open = await serverWith({ ANONYMOUS_SCOPES: ['READ'] });
  closed = await serverWith({ REQUIRE_KEY: true });
});
afterAll(async () => {
  await open?.stop();
  await closed?.stop();
  await database?.close();
});
beforeEach(async () => {
  await truncate(database);
  // Past whatever earlier tests remembered or spent.
  pass(86_400);
});

const create = async (scopes: ApiScope[] = [], expiresAt: Date | null = null) =>
  createApiKey(database, { name: 'dashboard', scopes, expiresAt, now });
const who = { query: '{viewer{keyName scopes}}' };
const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

describe('a request without a key', () => {
  it('is anonymous and may do what the operator lets anybody do', async () => {
    const { status, json } = await open.post(who);
    expect([status, json.data.viewer]).toEqual([200, { keyName: null, scopes: ['READ'] }]);
  });

  it('is anonymous as well when it brings credentials of another scheme, which a proxy asked for', async () => {
    const { json } = await open.post(who, { authorization: 'Basic dXNlcjpwYXNz' });
    expect(json.data.viewer.keyName).toBeNull();
  });

  it('is turned away where a key is required, and told how to send one', async () => {
    const answer = await closed.post(who, { 'x-request-id': 'who-1' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Kabar"');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.json.errors[0]).toMatchObject({
      message: expect.stringContaining('Authorization: Bearer'),
      extensions: { code: 'UNAUTHENTICATED', requestId: 'who-1' },
    });
    expect(answer.json).not.toHaveProperty('data');
  });

  it('still reaches health and the name of the service where a key is required', async () => {
    expect((await closed.get('/healthz')).status).toBe(200);
    expect((await closed.get('/')).status).toBe(200);
  });
});

describe('a key', () => {
  it('is taken from Authorization, whatever the case of the scheme, and from X-API-Key', async () => {
    const { text } = await create(['CURATE']);
    const viewer = { keyName: 'dashboard', scopes: ['READ', 'CURATE'] };
    for (const headers of [
      bearer(text),
      { authorization: `bearer  ${text}` },
      { 'x-api-key': text },
      { 'x-api-key': text, ...bearer(text) },
    ]) {
      const answer = await closed.post(who, headers);
      expect([answer.status, answer.json.data?.viewer]).toEqual([200, viewer]);
    }
  });

  it('lets a GET through as well', async () => {
    const { text } = await create();
    const path = `/graphql?query=${encodeURIComponent(who.query)}`;
    const answer = await closed.get(path, { 'apollo-require-preflight': '1', ...bearer(text) });
    expect(answer.json.data.viewer.keyName).toBe('dashboard');
  });

  it('is refused when it is mistyped, malformed or unknown, even where none is needed', async () => {
    const { text } = await create();
    const last = text.endsWith('7') ? '8' : '7';
    const cases: [string, RegExp][] = [
      [`${text.slice(0, -1)}${last}`, /mistyped/],
      ['null', /no API key/],
      [makeApiKey().text, /not known/],
    ];
    for (const [sent, message] of cases) {
      const answer = await open.post(who, { ...bearer(sent), accept: 'application/graphql-response+json' });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="Kabar", error="invalid_token"/);
      expect(answer.headers.get('content-type')).toMatch(/^application\/graphql-response\+json/);
      expect(answer.json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
      expect(answer.json.errors[0].message).toMatch(message);
    }
  });

  it('is refused when two different ones are sent', async () => {
    const [one, other] = [(await create()).text, (await create()).text];
    const answer = await open.post(who, { 'x-api-key': one, ...bearer(other) });
    expect([answer.status, answer.json.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('is refused from the instant it expires, remembered or not', async () => {
    const { text } = await create([], new Date(now.getTime() + 10_000));
    expect((await open.post(who, bearer(text))).status).toBe(200);
    pass(10);
    const answer = await open.post(who, bearer(text));
    expect([answer.status, answer.json.errors[0].message]).toEqual([401, expect.stringContaining('expired')]);
  });

  it('is refused within half a minute of its revocation, and looked up no oftener than that', async () => {
    const { key, text } = await create();
    expect((await open.post(who, bearer(text))).status).toBe(200);
    await revokeApiKey(database, key.prefix, now);
    pass(29);
    // A look would have shown that it was revoked.
    expect((await open.post(who, bearer(text))).status).toBe(200);
    pass(1);
    const answer = await open.post(who, bearer(text));
    expect([answer.status, answer.json.errors[0].message]).toEqual([401, expect.stringContaining('revoked')]);
  });

  it('stands in no log line', async () => {
    const { text } = await create();
    await open.post(who, bearer(text));
    await open.get(`/graphql?query=%7Bstatus%7D`, { 'x-api-key': text });
    expect(JSON.stringify(open.lines)).not.toContain(text.slice(13));
  });

  it('has its use noted once a minute', async () => {
    const { key, text } = await create();
    const { stop, post } = await serverWith({});
    await post(who, bearer(text));
    pass(40);
    await post(who, bearer(text));
    const first = now.getTime() - 40_000;
    await stop();
    expect((await listApiKeys(database))[0]?.lastUsedAt?.getTime()).toBe(first);
    pass(20);
    const again = await serverWith({});
    await again.post(who, bearer(text));
    await again.stop();
    expect((await listApiKeys(database))[0]).toMatchObject({ prefix: key.prefix, lastUsedAt: now });
  });

  it('cannot be guessed at without end: wrong ones from an address are soon not looked up', async () => {
    const from = { 'x-forwarded-for': '203.0.113.9' };
    const statuses: number[] = [];
    const { text } = await create();
    for (let n = 0; n < 70; n += 1) {
      const other = (await create()).text;
      expect((await open.post(who, { ...from, ...bearer(other) })).status).toBe(200);
    }
    const guess = async () =>
      void statuses.push((await open.post(who, { ...from, ...bearer(makeApiKey().text) })).status);
    await Promise.all(Array.from({ length: 80 }, guess));
    expect(statuses.sort()).toEqual([...Array(60).fill(401), ...Array(20).fill(429)]);
    expect((await open.post(who, { 'x-forwarded-for': '203.0.113.11', ...bearer(text) })).status).toBe(200);
    expect((await open.post(who, { ...from, ...bearer(text) })).status).toBe(200);
    const before = database.statementCount();
    expect((await open.post(who, { ...from, ...bearer(makeApiKey().text) })).status).toBe(429);
    expect(database.statementCount()).toBe(before);
    const elsewhere = { 'x-forwarded-for': '203.0.113.10' };
    expect((await open.post(who, { ...elsewhere, ...bearer(makeApiKey().text) })).status).toBe(401);
    pass(1);
    expect((await open.post(who, { ...from, ...bearer(makeApiKey().text) })).status).toBe(401);
  });
});
