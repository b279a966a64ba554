import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiScope } from '../../src/base/apiScopes.ts';
import { createContext } from '../../src/graph/context.ts';
import { createExecutor } from '../../src/graph/execute.ts';
import { toGraphQLError } from '../../src/graph/faults.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { listConfigured } from '../../src/store/configuredSources.ts';
import type { Database } from '../../src/store/db.ts';
import { tombstones } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, idOf, save } from '../store/articleKit.ts';

const { execute } = createExecutor(buildGraph());
const now = new Date('2015-12-01T00:00:00Z');
const url = 'https://paper.example/1';
let database: Database;

async function ask(
  query: string,
  variables: Record<string, unknown>,
  scopes: ApiScope[] = ['READ', 'ADMIN'],
) {
  const viewer = { keyId: 1, keyName: 'desk', keyPrefix: 'abcd1234', scopes: new Set(scopes) };
  const context = createContext(database, { now: () => now, viewer });
  const { data, errors = [] } = await execute({
    ...{ document: parse(query), queryHash: query, operationName: null, variables, context },
  });
  return {
    data: JSON.parse(JSON.stringify(data)),
    codes: errors.map((e) => toGraphQLError(e).extensions.code),
  };
}

const errors = 'errors{__typename ... on UserError{message path}}';
const add = (input: object, scopes?: ApiScope[]) =>
  ask(
    `mutation($input:AddSourceInput!){addSource(input:$input){clientMutationId source{name domain country languages channels{kind url}} ${errors}}}`,
    { input },
    scopes,
  );
const withdraw = (input: object, scopes?: ApiScope[]) =>
  ask(
    `mutation($input:WithdrawArticleInput!){withdrawArticle(input:$input){withdrawnId ${errors}}}`,
    { input },
    scopes,
  );

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  const sourceId = await addPaper(database, 'paper.example');
  await save(database, { sourceId, url });
});

const koran = {
  clientMutationId: 'a1',
  domain: 'www.Koran.example',
  feeds: [
    'https://koran.example/rss',
    'https://koran.example/news-sitemap.xml',
    'https://koran.example/feed.json',
  ],
  country: 'ID',
  languages: ['id'],
};
const takedown = { by: { url }, basis: 'TAKEDOWN', requester: 'A. Person', note: 'a court said so' };

describe('the operator’s mutations', () => {
  it('are forbidden without the scope, and change nothing', async () => {
    expect(await add(koran, ['READ', 'CURATE'])).toEqual({ data: { addSource: null }, codes: ['FORBIDDEN'] });
    expect(await withdraw(takedown, ['READ'])).toEqual({
      data: { withdrawArticle: null },
      codes: ['FORBIDDEN'],
    });
    expect(await listConfigured(database)).toHaveLength(1);
    expect(await database.db.select().from(tombstones)).toEqual([]);
  });

  it('add a source that the worker finds', async () => {
    const { data, codes } = await add(koran);
    expect(codes).toEqual([]);
    expect(data.addSource).toEqual({
      clientMutationId: 'a1',
      source: {
        ...{ name: 'koran.example', domain: 'koran.example', country: 'ID', languages: ['id'] },
        channels: [
          { kind: 'RSS', url: 'https://koran.example/rss' },
          { kind: 'NEWS_SITEMAP', url: 'https://koran.example/news-sitemap.xml' },
          { kind: 'JSON_FEED', url: 'https://koran.example/feed.json' },
        ],
      },
      errors: [],
    });
    expect((await listConfigured(database)).map(({ domain }) => domain)).toEqual([
      'koran.example',
      'paper.example',
    ]);
  });

  it('say as data why a source cannot be added', async () => {
    const told = async (input: object) => (await add(input)).data.addSource.errors[0]?.__typename;
    expect(await told({ ...koran, domain: 'paper.example' })).toBe('ConflictError');
    expect(await told({ ...koran, domain: 'not a domain/' })).toBe('ValidationError');
    expect(await told({ ...koran, feeds: [] })).toBe('ValidationError');
    expect(
      await told({ ...koran, feeds: Array.from({ length: 21 }, (_, n) => `https://k.example/${n}`) }),
    ).toBe('ValidationError');
    expect(await told({ ...koran, feeds: ['https://paper.example/feed'] })).toBe('ConflictError');
    expect(await listConfigured(database)).toHaveLength(1);
  });

  it('take an article down, on whose word and why', async () => {
    const { data } = await withdraw(takedown);
    expect(data.withdrawArticle).toEqual({ withdrawnId: idOf(url), errors: [] });
    const [stone] = await database.db.select().from(tombstones);
    expect(stone).toMatchObject({
      ...{ publicId: idOf(url), cause: 'TAKEDOWN', requester: 'A. Person' },
      note: 'TAKEDOWN: a court said so (desk)',
    });
  });

  it('say as data why an article cannot be taken down', async () => {
    const { data } = await withdraw({ ...takedown, by: { id: 'art_0000000000000000' } });
    expect(data.withdrawArticle.errors).toMatchObject([{ __typename: 'NotFoundError' }]);
    const nul = await withdraw({ ...takedown, note: 'a\u0000b' });
    expect(nul.data.withdrawArticle.errors).toMatchObject([{ __typename: 'ValidationError' }]);
    const kept = await withdraw({ ...takedown, by: { url: 'https://paper.example/never-seen' } });
    expect(kept.data.withdrawArticle.withdrawnId).toMatch(/^art_/);
  });
});
