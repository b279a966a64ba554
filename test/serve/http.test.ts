import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { startTestServer, type TestServer } from './server.ts';

const modern = { accept: 'application/graphql-response+json, application/json' };
let database: Database;
let server: TestServer;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await startTestServer(database, { deadlineMs: 300, playground: null });
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
});

describe('GraphQL over HTTP', () => {
  it('answers POST with variables and an operation name', async () => {
    const query = 'query A($t:String!){echo(text:$t)} query B{hello}';
    const answer = await server.post({ query, operationName: 'A', variables: { t: 'halo' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.json.data).toEqual({ echo: 'halo' });
  });

  it('answers in application/graphql-response+json to who asks for it', async () => {
    const answer = await server.post({ query: '{hello}' }, { accept: 'application/graphql-response+json' });
    expect(answer.headers.get('content-type')).toMatch(/^application\/graphql-response\+json/);
    expect(answer.json.data).toEqual({ hello: 'world' });
  });

  it('answers GET to a caller that cannot be a cross-site form, and to no other', async () => {
    const path = `/graphql?query=${encodeURIComponent('{hello}')}`;
    expect((await server.get(path, { 'apollo-require-preflight': '1' })).json.data).toEqual({
      hello: 'world',
    });
    expect((await server.get(path)).status).toBe(400);
    expect((await server.post('query=%7Bhello%7D', { 'content-type': 'text/plain' })).status).toBe(400);
    expect(
      (await server.post('query=%7Bhello%7D', { 'content-type': 'application/x-www-form-urlencoded' }))
        .status,
    ).toBe(415);
  });

  it('tells what is wrong with a query, with the request id, as 400', async () => {
    const answer = await server.post({ query: '{helo}' }, { ...modern, 'x-request-id': 'abc-1' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-request-id')).toBe('abc-1');
    expect(answer.json.errors[0].extensions).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      requestId: 'abc-1',
    });
    expect((await server.post({ query: '{' }, modern)).json.errors[0].extensions.code).toBe(
      'GRAPHQL_PARSE_FAILED',
    );
    expect((await server.post({ query: '{hello}', operationName: 'X' }, modern)).status).toBe(400);
  });

  it('answers 200 for a faulty query to a client that accepts application/json alone', async () => {
    for (const query of ['{helo}', '{', 'query($t:String!){echo(text:$t)}']) {
      const answer = await server.post({ query }, { accept: 'application/json' });
      expect([answer.status, answer.json.data]).toEqual([200, undefined]);
    }
  });

  it('serves introspection', async () => {
    const answer = await server.post({ query: '{__schema{queryType{name}}}' });
    expect(answer.json.data.__schema.queryType.name).toBe('Query');
  });

  it('runs persisted queries by hash', async () => {
    const sha256Hash = '53ff8e3d2b2b0b3b5d2f7d5cb07dbd9a5f7d6a1b4a4f8a7bb2ad0a5dd4b6e5b1';
    const unknown = await server.post({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
    expect(unknown.json.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('takes a filter that contains filters as a variable', async () => {
    const query = 'query($f:Filter){found(filter:$f)}';
    const answer = await server.post({ query, variables: { f: { text: 'a', not: { text: 'b' } } } });
    expect(answer.json.data).toEqual({ found: true });
  });

  it('refuses batches', async () => {
    const answer = await server.post([{ query: '{hello}' }, { query: '{hello}' }]);
    expect(answer.status).toBe(400);
  });
});

describe('errors', () => {
  it('masks what was not expected and logs it once with the request id', async () => {
    const answer = await server.post({ query: '{boom hello}' }, { 'x-request-id': 'masked-1' });
    expect(answer.json.data).toEqual({ boom: null, hello: 'world' });
    expect(answer.json.errors[0].extensions).toMatchObject({ code: 'INTERNAL', requestId: 'masked-1' });
    expect(answer.text).not.toMatch(/hunter2|postgres:|stack|\.ts/);
    const logged = server.lines.filter((line) => line.requestId === 'masked-1' && line.level === 50);
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).toContain('hunter2');
  });

  it('passes expected errors on with code and facts, and does not log them as ours', async () => {
    const answer = await server.post({ query: '{refused}' }, { 'x-request-id': 'typed-1' });
    expect(answer.json.errors[0]).toMatchObject({
      message: 'This cursor belongs to another list.',
      path: ['refused'],
      extensions: { code: 'BAD_CURSOR', data: { argument: 'after' } },
    });
    expect(server.lines.filter((line) => line.requestId === 'typed-1' && line.level === 50)).toHaveLength(0);
  });

  it('ends an operation that takes too long with TIMEOUT', async () => {
    const answer = await server.post({ query: '{slow}' }, modern);
    expect(answer.status).toBe(504);
    expect(answer.json.errors[0].extensions).toMatchObject({ code: 'TIMEOUT', data: { allowedMs: 300 } });
    const lines = () => server.lines.filter((line) => line.code === 'TIMEOUT');
    await expect.poll(lines).toMatchObject([{ status: 504 }]);
    expect(lines()[0]?.ms).toBeGreaterThan(290);
  });

  it('answers bad JSON, a foreign media type and a coded body with JSON and no stack', async () => {
    const answers = [
      await server.post('{"query": '),
      await server.post('<a/>', { 'content-type': 'application/xml' }),
      await server.post('x', { 'content-encoding': 'gzip' }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([400, 415, 415]);
    for (const { text, json } of answers) {
      expect(json.errors[0].extensions.requestId).toMatch(/^[\w-]{36}$/);
      expect(text).not.toMatch(/node_modules|at \w+ \(|SyntaxError/);
    }
  });

  it('answers unknown paths with 404 and other methods on the graph with 405', async () => {
    const answer = await server.get('/%3Cscript%3Ealert(1)%3C/script%3E');
    expect([answer.status, answer.json.errors[0].extensions.code]).toEqual([404, 'NOT_FOUND']);
    expect(answer.text).not.toContain('script');
    const put = await fetch(`${server.url}/graphql`, { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST, OPTIONS']);
  });

  it('does not echo a request id that could harm a log', async () => {
    for (const id of ['a'.repeat(65), 'a b', 'a;b']) {
      const answer = await server.get('/healthz', { 'x-request-id': id });
      expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
    }
  });
});

describe('limits', () => {
  it('refuses a body of 300 kB', async () => {
    const answer = await server.post({ query: '{hello}', variables: { x: 'y'.repeat(300_000) } });
    expect([answer.status, answer.json.errors[0].extensions.code]).toEqual([413, 'TOO_LARGE']);
  });

  it('refuses a compressed body before unpacking it', async () => {
    const body = new Uint8Array(gzipSync(Buffer.alloc(1e7, 32)));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await fetch(`${server.url}/graphql`, { method: 'POST', headers, body })).status).toBe(415);
  });

  it('refuses literals and selections 5,000 deep without overflowing', async () => {
    const deep = [
      `{echo(text:${'['.repeat(5000)}${']'.repeat(5000)})}`,
      `${'{hello'.repeat(5000)}${'}'.repeat(5000)}`,
    ];
    for (const query of deep) {
      const answer = await server.post({ query }, modern);
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain('call stack');
    }
  });

  it('refuses depth and aliases with what was asked and what is allowed, as 400', async () => {
    const deep = `{items{nodes{${'self{'.repeat(20)}id${'}'.repeat(20)}}}}`;
    const wide = `{${Array.from({ length: 101 }, (_, i) => `a${i}:__typename`).join(' ')}}`;
    const [depth, aliases] = [await server.post({ query: deep }), await server.post({ query: wide })];
    expect([depth.status, depth.json.errors[0].extensions]).toMatchObject([
      400,
      { code: 'DEPTH_LIMIT_EXCEEDED', data: { asked: 23, allowed: 12 } },
    ]);
    expect([aliases.status, aliases.json.errors[0].extensions]).toMatchObject([
      400,
      { code: 'COST_LIMIT_EXCEEDED', data: { asked: 101, allowed: 30 } },
    ]);
  });

  it('prices page sizes given by variables', async () => {
    const query = 'query($n:Int){items(first:$n){nodes{items(first:$n){nodes{items(first:$n){nodes{id}}}}}}}';
    expect((await server.post({ query, variables: { n: 100 } })).json.errors[0].extensions.code).toBe(
      'COST_LIMIT_EXCEEDED',
    );
    expect((await server.post({ query, variables: { n: 5 } })).json.data.items.nodes).toHaveLength(1);
  });

  it('serves one client while another sends refused queries', async () => {
    const bad = { query: `{${'__typename '.repeat(20_000)}}` };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => server.post(i % 2 === 0 ? bad : { query: '{hello}' }, modern)),
    );
    expect(answers.filter((_, i) => i % 2 === 0).map((answer) => answer.status)).toEqual(Array(10).fill(400));
    expect(answers.filter((_, i) => i % 2 === 1).map((answer) => answer.json.data?.hello)).toEqual(
      Array(10).fill('world'),
    );
  });

  it('cuts a client that does not finish its headers', async () => {
    const startedAt = Date.now();
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
        socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\n'),
      );
      let text = '';
      socket.on('data', (data) => {
        text += String(data);
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408/);
    expect(Date.now() - startedAt).toBeLessThan(9_000);
  });
});

describe('headers and log', () => {
  it('sends security headers with every answer', async () => {
    for (const answer of [await server.post({ query: '{hello}' }), await server.get('/nothing')]) {
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('x-powered-by')).toBeNull();
    }
  });

  it('may be read from any origin, without credentials', async () => {
    const answer = await server.post({ query: '{hello}' }, { origin: 'https://evil.test' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    const preflight = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://a.test',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'content-type',
    ]);
  });

  it('compresses large answers', async () => {
    const answer = await server.post(
      { query: `{echo(text:"${'panjang '.repeat(500)}")}` },
      { 'accept-encoding': 'gzip' },
    );
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.json.data.echo).toHaveLength(4000);
  });

  it('writes one line a request, without query text or variables', async () => {
    const query = 'query Rahasia($t:String!){echo(text:$t)}';
    await server.post({ query, variables: { t: 'geheim' } }, { 'x-request-id': 'line-1' });
    await expect.poll(() => server.lines.filter((line) => line.requestId === 'line-1')).toHaveLength(1);
    const [line] = server.lines.filter((each) => each.requestId === 'line-1');
    expect(line).toMatchObject({
      level: 30,
      msg: 'request served',
      method: 'POST',
      path: '/graphql',
      operation: 'Rahasia',
      status: 200,
    });
    expect(line).toMatchObject({ code: null, aborted: false });
    expect(line?.ms).toBeLessThan(5_000);
    expect(JSON.stringify(line)).not.toMatch(/geheim|echo/);
  });
});
