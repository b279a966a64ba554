import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSubgraph } from '../../src/graph/federation.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { seedGraph, seedIds, seedNow } from '../kit/seed.ts';
import { startTestServer, type TestServer } from './server.ts';

let database: Database;
let inner: TestServer;
let outer: TestServer;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  const deps = { now: () => seedNow, playground: null };
  inner = await startTestServer(database, { ...deps, schema: buildSubgraph(), isTraced: true });
  outer = await startTestServer(database, { ...deps, schema: buildGraph() });
});
afterAll(async () => {
  await Promise.all([inner.stop(), outer.stop()]);
  await database.close();
});

const wantsTrace = { 'apollo-federation-include-trace': 'ftv1' };

describe('the listener of a router', () => {
  it('answers what a router asks, variables and limits included', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Article { headline } } }';
    const of = [{ __typename: 'Article', id: seedIds.article('un') }];
    expect((await inner.post({ query, variables: { of } })).json.data).toEqual({
      _entities: [{ headline: 'UN meets' }],
    });
    const many = Array.from({ length: 1_000 }, () => of[0]);
    const refused = await inner.post({ query, variables: { of: many } });
    expect(refused.json.errors[0].extensions.code).toBe('BAD_INPUT');
    expect((await inner.post({ query: '{ _service { sdl } }' })).json.data._service.sdl).toContain('@key');
  });

  it('sends a trace to whoever asks for one, and only there', async () => {
    const query = '{ status { version } }';
    const { json } = await inner.post({ query }, wantsTrace);
    expect(json.extensions.ftv1).toMatch(/^[\w+/]+=*$/u);
    expect((await inner.post({ query })).json.extensions.ftv1).toBeUndefined();
    expect((await outer.post({ query }, wantsTrace)).json.extensions.ftv1).toBeUndefined();
  });

  it('is not what the public is asked by', async () => {
    const { json } = await outer.post({ query: '{ _service { sdl } }' });
    expect(json.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
