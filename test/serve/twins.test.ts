import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import { readParameters, seriesTwin, trendingTwin } from '../../src/serve/twinOperations.ts';
import { csvOf } from '../../src/serve/twins.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { seedGraph, seedIds, seedNow } from '../kit/seed.ts';
import { startTestServer, type TestServer } from './server.ts';

let database: Database;
let server: TestServer;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  const marks = { renewMs: 3_600_000, believeMs: 3_600_000 };
  server = await startTestServer(database, { schema: buildGraph(), now: () => seedNow, marks });
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
});

const board = '/v1/trending.json?window=DAY&minCount=1&minSources=1&first=5';
const putin = seedIds.entity('wd:Q7747');

describe('the trending rows', () => {
  it('say what the graph says', async () => {
    const rows = (await server.get(board)).json;
    const query = `{trending(first:5,input:{window:DAY,minCount:1,minSources:1}){runId asOf nodes{id name kind sparkline
      trend{rank score windowCount listedSince}}}}`;
    const { trending } = (await server.post({ query })).json.data;
    expect(rows.length).toBeGreaterThan(1);
    // biome-ignore lint/suspicious/noExplicitAny: rows as JSON has them
    const told = rows.map(({ id, name, kind, sparkline, rank, score, windowCount, listedSince }: any) => ({
      ...{ id, name, kind, sparkline },
      trend: { rank, score, windowCount, listedSince },
    }));
    expect(told).toEqual(trending.nodes);
    for (const row of rows) expect(row).toMatchObject({ runId: trending.runId, asOf: trending.asOf });
  });

  it('take the parameters that the board takes', async () => {
    const kinds = (await server.get(`${board}&kinds=PLACE,ORGANIZATION&algorithm=COUNT&names=id`)).json;
    // biome-ignore lint/suspicious/noExplicitAny: rows as JSON has them
    for (const { kind, algorithm } of kinds as any[])
      expect([kind, algorithm]).toEqual([expect.stringMatching(/PLACE|ORGANIZATION/), 'COUNT']);
    expect((await server.get(`${board}&language=id`)).status).toBe(200);
  });

  it('keep as long as the board, and are asked about without a statement', async () => {
    const first = await server.get(board);
    expect(first.headers.get('cache-control')).toMatch(/^public, max-age=\d+, stale-while-revalidate=30$/);
    const etag = first.headers.get('etag') ?? '';
    const before = database.statementCount();
    const second = await server.get(board, { 'if-none-match': etag });
    expect([second.status, second.text, database.statementCount() - before]).toEqual([304, '', 0]);
    const csv = await server.get(board.replace('.json', '.csv'), { 'if-none-match': etag });
    expect(csv.status).toBe(200);
  });

  it('are written as CSV under the same names', async () => {
    const rows = (await server.get(board)).json;
    const answer = await server.get(board.replace('.json', '.csv'));
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const [head = '', ...lines] = answer.text.trimEnd().split('\r\n');
    expect(head).toBe(trendingTwin.columns.join(','));
    expect(Object.keys(rows[0]).sort()).toEqual([...trendingTwin.columns].sort());
    expect(lines).toHaveLength(rows.length);
    expect(lines[0]?.startsWith(`${rows[0].rank},${rows[0].id},${rows[0].kind},`)).toBe(true);
  });
});

describe('the series', () => {
  it('says what the graph says, as points of time and value', async () => {
    const address = `/v1/series.json?entity=${putin}&interval=DAY&from=2015-11-20T00:00:00Z&to=2015-11-28T00:00:00Z`;
    const answer = await server.get(address);
    const query = `{node(id:"${putin}"){...on Person{mentionSeries(interval:DAY,range:{between:
      {start:"2015-11-20T00:00:00Z",end:"2015-11-28T00:00:00Z"}}){points{time value count complete}}}}}`;
    const graph = await server.post({ query });
    expect(answer.json).toEqual(graph.json.data.node.mentionSeries.points);
    expect(answer.json).toHaveLength(8);
    const again = await server.get(address, { 'if-none-match': answer.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('has a document for each kind of entity, and days of a week unless told otherwise', async () => {
    for (const key of ['wd:Q7747', 'wd:Q649', 'wd:Q1065']) {
      const { json } = await server.get(`/v1/series.json?entity=${seedIds.entity(key)}`);
      expect(json.length).toBeGreaterThanOrEqual(7);
    }
  });
});

describe('what is wrong with an address', () => {
  it.each([
    ['/v1/trending.json?windw=DAY', 400, 'BAD_INPUT', /no parameter windw; there are window/],
    ['/v1/trending.json?window=DAY&window=HOUR', 400, 'BAD_INPUT', /Give window once/],
    ['/v1/trending.json?window=FORTNIGHT', 400, 'BAD_USER_INPUT', /FORTNIGHT/],
    ['/v1/trending.json?first=1e9', 400, 'BAD_USER_INPUT', /1e9/],
    ['/v1/trending.csv?first=0', 400, 'BAD_INPUT', /first must be between 1 and 100/],
    ['/v1/trending.json?language=id&country=ID', 400, 'BAD_INPUT', /one language .* or one country/],
    ['/v1/trending.json?asOf=yesterday', 400, 'BAD_INPUT', /yesterday|instant/],
    ['/v1/series.json', 400, 'BAD_INPUT', /Give entity/],
    ['/v1/series.json?entity=art_abc%00', 400, 'BAD_INPUT', /no id of a person/],
    ['/v1/series.json?entity=per_zzzzzzzzzzzzzzzz', 404, 'NOT_FOUND', /nothing with this id/],
    ['/v1/series.json?entity=per_x&from=2015-11-20T00:00:00Z', 400, 'BAD_INPUT', /both from and to/],
    ['/v1/series.json?entity=per_x&last=P1D&from=1&to=2', 400, 'BAD_INPUT', /either last/],
  ])('is told as JSON with a code: %s', async (address, status, code, message) => {
    const answer = await server.get(address);
    expect([answer.status, answer.json.errors[0].extensions.code]).toEqual([status, code]);
    expect(answer.json.errors[0].message).toMatch(message);
    expect(answer.json.errors[0].extensions.requestId).toBe(answer.headers.get('x-request-id'));
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  it('is a name that only prototypes have', () => {
    expect(() => readParameters(seriesTwin.parameters, { constructor: 'x' })).toThrow(/no parameter/);
    expect(() => readParameters(seriesTwin.parameters, { ['x'.repeat(9_999)]: 'x' })).toThrow(/x{40};/);
  });
});

it('writes no cell that a spreadsheet would run', () => {
  const rows = ['=1+1', '+1', '-1', '@sum', '\tx', 'a,"b"', '日本'].map((name, i) => ({
    name,
    n: -i,
    list: [1, 2],
  }));
  expect(csvOf(rows, ['name', 'n', 'list']).split('\r\n')).toEqual([
    'name,n,list',
    ...[
      "'=1+1,0,1 2",
      "'+1,-1,1 2",
      "'-1,-2,1 2",
      "'@sum,-3,1 2",
      "'\tx,-4,1 2",
      '"a,""b""",-5,1 2',
      '日本,-6,1 2',
    ],
    '',
  ]);
});
