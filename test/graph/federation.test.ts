import { GraphQLSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../src/graph/context.ts';
import { createExecutor } from '../../src/graph/execute.ts';
import { buildSubgraph, subgraphSdl } from '../../src/graph/federation.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { articleUrl, seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;
const { execute, interpretedCount } = createExecutor(buildSubgraph());

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});

afterAll(() => database.close());

const document = parse(`query ($of: [_Any!]!) {
  _entities(representations: $of) {
    __typename
    ... on Article { id headline }
    ... on Person { id name }
    ... on Place { id name }
    ... on Source { id name }
    ... on Story { id articleCount }
  }
}`);

async function entities(of: unknown[]) {
  const context = createContext(database, { now: () => seedNow });
  const before = database.statementCount();
  const request = { document, queryHash: 'entities', operationName: null, variables: { of }, context };
  const { data, errors = [] } = await execute(request);
  return {
    entities: data?._entities as Record<string, unknown>[] | undefined,
    errors: errors.map(({ message }) => message),
    paths: errors.map(({ path }) => path?.join('.')),
    statements: database.statementCount() - before,
  };
}

describe('the subgraph', () => {
  it('tells its keys and the federation it follows', () => {
    const sdl = subgraphSdl();
    expect(() => parse(sdl)).not.toThrow();
    expect(sdl).toMatch(/^extend schema @link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.\d+"/u);
    expect(sdl).toMatch(/^type Article implements Node @key\(fields: "id"\) @key\(fields: "url"\) \{$/mu);
    expect(sdl).toMatch(/^type Place implements .* @key\(fields: "id"\) @key\(fields: "geonamesId"\) \{$/mu);
    expect(sdl).not.toMatch(/_entities|@oneOf/u);
  });

  it('finds things by every key, one statement a type and key', async () => {
    const found = await entities([
      { __typename: 'Article', id: seedIds.article('un') },
      { __typename: 'Article', url: articleUrl('un', 'post') },
      { __typename: 'Person', wikidataId: 'q7747' },
      { __typename: 'Place', geonamesId: 524901 },
      { __typename: 'Source', domain: 'PAGI.example' },
      { __typename: 'Story', id: seedIds.story('jet') },
      { __typename: 'Article', id: seedIds.article('un') },
    ]);
    expect(found.errors).toEqual([]);
    expect(found.entities?.map((row) => row.headline ?? row.name ?? row.articleCount)).toEqual([
      'UN meets',
      'UN meets',
      'Vladimir Putin',
      'Moscow',
      'Surya Pagi',
      5,
      'UN meets',
    ]);
    expect(found.statements).toBe(6);
    expect(interpretedCount()).toBe(0);
  });

  it('gives null for what is not there and for a thing of another type', async () => {
    const { entities: found, errors } = await entities([
      { __typename: 'Article', id: 'art_x' },
      { __typename: 'Person', id: seedIds.article('un') },
      { __typename: 'Source', domain: '\0' },
      { __typename: 'Place', geonamesId: 1 },
    ]);
    expect(errors).toEqual([]);
    expect(found).toEqual([null, null, null, null]);
  });

  it('lets a faulty representation fail alone', async () => {
    const {
      entities: found,
      errors,
      paths,
    } = await entities([
      { __typename: 'Article', headline: 'x' },
      { __typename: 'Nonsense', id: '1' },
      { id: '1' },
      { __typename: 'Article', url: 'not a url' },
      { __typename: 'Place', geonamesId: 'x' },
      { __typename: 'Article', id: seedIds.article('un') },
    ]);
    expect(found?.map((row) => row?.headline ?? null)).toEqual([null, null, null, null, null, 'UN meets']);
    expect(paths).toEqual([0, 1, 2, 3, 4].map((at) => `_entities.${at}`));
    expect(errors[0]).toBe('A representation of Article needs id or url.');
    expect(errors[1]).toMatch(/^A representation needs __typename, one of Article, Organization/u);
  });

  it('refuses what is no object, and more than a list may have', async () => {
    expect((await entities(['x'])).errors[0]).toMatch(/A representation is an object/u);
    const many = Array.from({ length: 501 }, () => ({ __typename: 'Article', id: 'x' }));
    expect((await entities(many)).errors).toEqual(['_entities takes at most 500 representations, not 501.']);
  });

  it('is the graph itself otherwise', () => {
    expect(buildSubgraph()).toBeInstanceOf(GraphQLSchema);
    expect(Object.keys(buildSubgraph().getQueryType()?.getFields() ?? {})).toContain('articles');
  });
});
