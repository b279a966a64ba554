import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { publicId } from '../../src/base/id.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { exportForms } from '../../src/serve/exportForms.ts';
import { type ExportRow, exportColumns } from '../../src/serve/exportRows.ts';
import { createApiKey, revokeApiKey } from '../../src/store/apiKeys.ts';
import type { Database } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { newestFirst as newestSlugs, seedGraph, seedIds, seedNow } from '../kit/seed.ts';
import { startTestServer, type TestServer } from './server.ts';

const newestFirst = newestSlugs.map(seedIds.article);

let database: Database;
let server: TestServer;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  server = await startTestServer(database, { schema: buildGraph(), now: () => seedNow });
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
});

const linesOf = (text: string): ExportRow[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const rowsOf = async (search = '') => linesOf((await server.get(`/v1/articles.ndjson${search}`)).text);

describe('an export', () => {
  it('holds every article, newest first, with what the graph says of it', async () => {
    const rows = await rowsOf();
    expect(rows.map(({ id }) => id)).toEqual(newestFirst);
    const query = `{articles(first:100){edges{cursor node{id headline description source{domain} people{name}
      rights{creditText aiTrainingAllowed exposure}}}}}`;
    const { edges } = (await server.post({ query })).json.data.articles;
    expect(
      // biome-ignore lint/suspicious/noExplicitAny: rows as the graph has them
      edges.map(({ cursor, node: { rights, source, people, ...node } }: any) => ({
        ...{ cursor, ...node, ...rights, sourceDomain: source.domain },
        people: people.map(({ name }: { name: string }) => name),
      })),
    ).toEqual(
      rows.map(({ cursor, id, headline, description, sourceDomain, people, ...row }) => ({
        ...{ cursor, id, headline, description, sourceDomain, people },
        ...{ creditText: row.creditText, aiTrainingAllowed: row.aiTrainingAllowed, exposure: row.exposure },
      })),
    );
    expect(Object.keys(rows[0] ?? {})).not.toContain('text');
  });

  it('is cut by filter, query and limit, and goes on behind a cursor', async () => {
    const some = await rowsOf(`?filter=${encodeURIComponent('{"languages":["en"]}')}`);
    expect(some.length).toBeGreaterThan(1);
    expect(new Set(some.map(({ inLanguage }) => inLanguage))).toEqual(new Set(['en']));
    const [first, second] = await rowsOf('?limit=2');
    const rest = await rowsOf(`?after=${second?.cursor}`);
    expect([first?.id, second?.id, ...rest.map(({ id }) => id)]).toEqual(newestFirst);
    expect((await rowsOf('?query=lang:en')).length).toBe(some.length);
    const none = await server.get('/v1/articles.ndjson?query=zzzzzz');
    expect([none.status, none.text]).toEqual([200, '']);
  });

  it('shows whole texts only where they may be shown, and to whom', async () => {
    const rows = await rowsOf('?text=true');
    const shown = rows.filter(({ text }) => text !== null);
    expect(shown.length).toBeGreaterThan(0);
    for (const { text, textWithheld, exposure } of rows)
      expect([typeof text, textWithheld === null]).toEqual(
        exposure === 'FULL_TEXT' ? ['string', true] : ['object', false],
      );
    const now = seedNow;
    const key = await createApiKey(database, { name: 'k', scopes: ['READ'], expiresAt: null, now });
    const from = { authorization: `Bearer ${key.text}` };
    const without = linesOf((await server.get('/v1/articles.ndjson?text=true', from)).text);
    expect(without.filter(({ text }) => text !== null)).toEqual([]);
  });

  it('takes the same statements for a page however many rows it has', async () => {
    const count = async (search: string) => {
      const before = database.statementCount();
      await rowsOf(search);
      return database.statementCount() - before;
    };
    expect([await count('?limit=9'), await count('?limit=100')]).toEqual([7, 7]);
    expect(await count('?text=true')).toBe(8);
  });

  it('is attached, kept by nobody, and says where it ends for a caller without a key', async () => {
    const { headers } = await server.get('/v1/articles.csv');
    expect(headers.get('content-disposition')).toBe('attachment; filename="articles.csv"');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-row-limit')).toBe('10000');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  });
});

describe('its forms', () => {
  it('are the same rows as CSV', async () => {
    const { text } = await server.get('/v1/articles.csv');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    const names = Object.keys(exportColumns).filter((name) => !name.startsWith('text'));
    expect(head).toBe(names.join(','));
    expect(lines.map((line) => line.split(',')[0])).toEqual(newestFirst);
  });

  it('are the same rows as Parquet', async () => {
    const rows = await rowsOf('?text=true');
    const response = await fetch(`${server.url}/v1/articles.parquet?text=true`);
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    const read = await parquetReadObjects({ file: await response.arrayBuffer() });
    const instants = ['datePublished', 'dateModified', 'firstSeenAt', 'sortDate'];
    expect(read.map((row) => row.id)).toEqual(newestFirst);
    for (const [i, row] of read.entries())
      for (const [name, value] of Object.entries(rows[i] ?? {})) {
        const told = Array.isArray(value) ? value.join('; ') : value;
        const expected = instants.includes(name) && told !== null ? new Date(String(told)) : told;
        expect([name, row[name]]).toEqual([name, expected]);
      }
  });

  it('are valid without a row', async () => {
    const response = await fetch(`${server.url}/v1/articles.parquet?query=zzzzzz`);
    expect(await parquetReadObjects({ file: await response.arrayBuffer() })).toEqual([]);
    const { text } = await server.get('/v1/articles.csv?query=zzzzzz');
    expect(text.split('\r\n')).toHaveLength(2);
  });

  it('write a Parquet file of many groups in pieces, no larger than a group', async () => {
    const page = (from: number): ExportRow[] =>
      Array.from({ length: 100 }, (_, i) => ({
        id: `art_${from + i}`,
        wordCount: i,
        sortDate: null,
        people: ['A', 'B'],
      }));
    async function* pages() {
      for (let i = 0; i < 65; i += 1) yield page(i * 100);
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of exportForms.parquet.write(pages(), ['id', 'wordCount', 'sortDate', 'people']))
      pieces.push(piece as Uint8Array);
    expect(pieces).toHaveLength(6);
    const file = new Uint8Array(Buffer.concat(pieces)).buffer;
    const read = await parquetReadObjects({ file });
    expect(read).toHaveLength(6_500);
    expect(read[6_499]).toEqual({ id: 'art_6499', wordCount: 99, sortDate: null, people: 'A; B' });
  });
});

describe('what is wrong with an address', () => {
  it.each([
    ['?filter={', 'BAD_INPUT', /no JSON/],
    ['?filter={"nothing":1}', 'BAD_USER_INPUT', /nothing/],
    ['?filter=[1]', 'BAD_USER_INPUT', /filter/],
    ['?query=%22', 'BAD_QUERY', /./],
    ['?query=a%00b', null, null],
    ['?after=x', 'BAD_CURSOR', /cursor/],
    ['?limit=0', 'BAD_INPUT', /limit/],
    ['?limit=1e3', 'BAD_INPUT', /limit/],
    ['?text=yes', 'BAD_INPUT', /true or false/],
    ['?frist=3', 'BAD_INPUT', /no parameter frist/],
  ] as const)('is told before anything is written: %s', async (search, code, message) => {
    const answer = await server.get(`/v1/articles.parquet${search}`);
    if (code === null) return expect(answer.status).toBeLessThan(500);
    expect([answer.status, answer.json.errors[0].extensions.code]).toEqual([400, code]);
    expect(answer.json.errors[0].message).toMatch(message);
  });
});

describe('a long export', () => {
  const rowsInAll = 1_212;
  beforeAll(async () => {
    const [pattern] = await database.db.select().from(t.articles).limit(1);
    if (!pattern) throw new Error('the seed has articles');
    const { id: _, ...row } = pattern;
    const copies = Array.from({ length: rowsInAll - newestFirst.length }, (_, i) => {
      const url = `https://pagi.example/copy-${i}`;
      return {
        ...row,
        url,
        publicId: publicId('Article', url),
        sortDate: new Date(row.sortDate.getTime() - i),
      };
    });
    await database.db.insert(t.articles).values(copies);
  });

  it('is read page by page, and names each article once', async () => {
    const before = database.statementCount();
    const rows = await rowsOf();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rowsInAll);
    expect(database.statementCount() - before).toBeLessThanOrEqual(7 * 13);
    const compressed = await server.get('/v1/articles.csv', { 'accept-encoding': 'gzip' });
    expect(compressed.headers.get('content-encoding')).toBe('gzip');
    expect(compressed.text.trimEnd().split('\r\n')).toHaveLength(rowsInAll + 1);
  });

  it('waits for points, and ends when its reader leaves', async () => {
    const config = { PLAYGROUND: false, TRUST_PROXY: 1, ANONYMOUS_BUDGET: 500, ANONYMOUS_RESTORE: 1 };
    const poor = await startTestServer(database, { schema: buildGraph(), now: () => seedNow, config });
    // Not fetch, whose connections outlive their requests.
    const asked = get(`${poor.url}/v1/articles.ndjson`, { headers: { 'x-forwarded-for': '192.0.2.9' } });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    expect(String((await once(response, 'data'))[0])).toMatch(/^{"id":"art_/);
    asked.destroy();
    await vi.waitFor(() => expect(poor.lines).toContainEqual(expect.objectContaining({ aborted: true })));
    await poor.stop();
    expect(poor.lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it('ends when its key is revoked', async () => {
    let clock = seedNow;
    const config = { PLAYGROUND: false, KEY_BUDGET: 500, KEY_RESTORE: 300 };
    const keyed = await startTestServer(database, { schema: buildGraph(), now: () => clock, config });
    const key = await createApiKey(database, {
      name: 'leaver',
      scopes: ['READ'],
      expiresAt: null,
      now: clock,
    });
    const headers = { authorization: `Bearer ${key.text}` };
    const asked = get(`${keyed.url}/v1/articles.ndjson`, { headers });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    await once(response, 'data');
    await revokeApiKey(database, key.key.prefix, clock);
    clock = new Date(clock.getTime() + 31_000);
    response.resume();
    const [error] = await once(response, 'error');
    expect(error.code).toBe('ECONNRESET');
    await vi.waitFor(() =>
      expect(keyed.lines).toContainEqual(expect.objectContaining({ msg: 'export broke off' })),
    );
    await keyed.stop();
  });

  it('is cut off when the server stops', async () => {
    const config = { PLAYGROUND: false, TRUST_PROXY: 1, ANONYMOUS_BUDGET: 500, ANONYMOUS_RESTORE: 1 };
    const poor = await startTestServer(database, { schema: buildGraph(), now: () => seedNow, config });
    const headers = { 'x-forwarded-for': '192.0.2.9' };
    const response = await fetch(`${poor.url}/v1/articles.parquet`, { headers });
    const ended = response.arrayBuffer().then(
      () => 'whole',
      () => 'cut',
    );
    await poor.stop();
    expect(await ended).toBe('cut');
  });
});
