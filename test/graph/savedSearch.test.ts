import 'reflect-metadata';
import { getNamedType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/graph/context.ts';
import { filterOf, instantFields, storedFilter } from '../../src/graph/savedSearch.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { addKeyUse } from '../../src/store/keyUsage.ts';
import { createSavedSearch } from '../../src/store/savedSearches.ts';
import { newCaller } from '../kit/callers.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask, askInterpreted } from '../kit/graph.ts';
import { articleUrl, seedGraph, seedNow } from '../kit/seed.ts';

let database: Database;
let desk: Caller;
let other: Caller;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  desk = await newCaller(database, 'desk');
  other = await newCaller(database, 'other');
});
afterAll(() => database?.close());

const errors = `errors { __typename ... on UserError { message path } ... on ValidationError { code }
  ... on NotFoundError { id } ... on QuotaError { resetAt } }`;
const create = (input: object, viewer = desk) =>
  ask(
    database,
    `mutation ($input: CreateSavedSearchInput!) { createSavedSearch(input: $input) {
      clientMutationId savedSearch { id name query filter createdAt rssUrl atomUrl jsonFeedUrl } ${errors} } }`,
    { input },
    viewer,
  );
const remove = (id: string, viewer = desk) =>
  ask(
    database,
    `mutation ($id: ID!) { deleteSavedSearch(input: { clientMutationId: "d", id: $id }) {
      clientMutationId deletedId ${errors} } }`,
    { id },
    viewer,
  );

/** A search that is kept, by its input. */
async function kept(input: object, viewer = desk) {
  const { data, errors: failed } = await create({ name: 'Putin', ...input }, viewer);
  expect([failed, data.createSavedSearch.errors]).toEqual([[], []]);
  return data.createSavedSearch.savedSearch;
}

const faultsOf = async (input: object) => {
  const { data, errors: failed } = await create({ name: 'x', ...input });
  expect(failed).toEqual([]);
  expect(data.createSavedSearch.savedSearch).toBeNull();
  return data.createSavedSearch.errors;
};

describe('createSavedSearch', () => {
  it('keeps what it was given, and gives feeds an address', async () => {
    const filter = { languages: ['id'], published: { last: 'P30D' } };
    const { data, errors: failed } = await create({
      clientMutationId: 'c1',
      name: ' Kremlin ',
      query: 'putin',
      filter,
    });
    expect(failed).toEqual([]);
    const { savedSearch, ...rest } = data.createSavedSearch;
    expect(rest).toEqual({ clientMutationId: 'c1', errors: [] });
    expect(savedSearch).toMatchObject({ name: 'Kremlin', query: 'putin', createdAt: seedNow.toISOString() });
    expect(savedSearch.id).toMatch(/^sav_[0-9a-z]{16}$/);
    expect(JSON.parse(savedSearch.filter)).toMatchObject(filter);
    expect(savedSearch.rssUrl).toMatch(/^http:\/\/127\.0\.0\.1:4000\/feeds\/[\w-]{24}\.rss$/);
    expect(savedSearch.atomUrl).toBe(savedSearch.rssUrl.replace(/rss$/, 'atom'));
    expect(savedSearch.jsonFeedUrl).toBe(savedSearch.rssUrl.replace(/rss$/, 'json'));
  });

  it('needs the scope, and a key', async () => {
    const reader = await newCaller(database, 'reader', []);
    const answer = await create({ name: 'x' }, reader);
    expect(answer.data).toEqual({ createSavedSearch: null });
    expect(answer.errors[0]).toMatch(/^FORBIDDEN: /);
    expect((await remove('sav_none', reader)).errors[0]).toMatch(/^FORBIDDEN: /);
    const nobody = { ...desk, keyId: null };
    expect((await create({ name: 'x' }, nobody)).errors[0]).toMatch(/^FORBIDDEN: /);
  });

  it('tells everything that is wrong at once, where, and at which column', async () => {
    const wrong = {
      name: ' ',
      query: 'putin (',
      filter: { near: { latitude: 91, longitude: 0, radiusKm: 1 } },
    };
    const found = await faultsOf(wrong);
    expect(found).toMatchObject([
      { __typename: 'ValidationError', path: ['input', 'name'], code: 'BAD_INPUT' },
      { __typename: 'ValidationError', path: ['input', 'query'], code: 'BAD_QUERY' },
      { __typename: 'ValidationError', path: ['input', 'filter'], code: 'BAD_INPUT' },
    ]);
    expect(found[1].message).toMatch(/column 8/);
    expect(found[2].message).toMatch(/latitude/);
  });

  it('refuses what cannot be stored, and keeps nothing of it', async () => {
    const before = await ask(database, '{ viewer { savedSearches { totalCount } } }', {}, desk);
    const deep = { not: { not: { not: { not: { not: { languages: ['id'] } } } } } };
    for (const input of [
      { name: 'a\0b' },
      { name: 'x'.repeat(201) },
      { query: 'a\0b' },
      { query: 'x'.repeat(1001) },
      { filter: { sourceDomains: ['a\0b'] } },
      { filter: { sourceDomains: ['half \ud83d'] } },
      { filter: { sourceDomains: Array(201).fill('a.example') } },
      { filter: { sourceDomains: ['x'.repeat(40_000)] } },
      { filter: deep },
      { filter: { published: { between: { start: seedNow, end: seedNow } } } },
    ]) {
      const [fault, ...more] = await faultsOf(input);
      expect([fault.__typename, more]).toEqual(['ValidationError', []]);
    }
    const after = await ask(database, '{ viewer { savedSearches { totalCount } } }', {}, desk);
    expect(after.data).toEqual(before.data);
  });

  it('takes a backslash for what it is', async () => {
    const filter = { sourceDomains: ['\\u0000', '\\\\ud800', '😀'] };
    expect(JSON.parse((await kept({ filter })).filter)).toMatchObject(filter);
  });

  it('takes 100 a key, however many are made at once', async () => {
    const busy = await newCaller(database, 'busy');
    const row = { keyId: busy.keyId ?? 0, name: 'x', query: null, filter: null, createdAt: seedNow };
    for (let i = 0; i < 98; i += 1) await createSavedSearch(database, row);
    const made = await Promise.all(Array.from({ length: 5 }, () => create({ name: 'x' }, busy)));
    const outcomes = made.map(({ data }) => data.createSavedSearch.errors);
    expect(outcomes.filter((faults) => faults.length === 0)).toHaveLength(2);
    expect(outcomes.find((faults) => faults.length > 0)).toEqual([
      expect.objectContaining({ __typename: 'QuotaError', resetAt: null }),
    ]);
    await create({ name: 'x' }, desk);
    const page = await ask(
      database,
      '{ viewer { savedSearches(first: 100) { totalCount nodes { id } } } }',
      {},
      busy,
    );
    expect(page.data.viewer.savedSearches.totalCount).toBe(100);
    expect(
      (await remove(page.data.viewer.savedSearches.nodes[0].id, busy)).data.deleteSavedSearch.errors,
    ).toEqual([]);
    expect((await create({ name: 'again' }, busy)).data.createSavedSearch.errors).toEqual([]);
  });
});

describe('a saved search', () => {
  const cases = [
    { query: 'putin', filter: null },
    { query: null, filter: { languages: ['id'] } },
    { query: 'putin', filter: { published: { last: 'PT20H' } } },
    {
      query: null,
      filter: { published: { between: { start: '2015-11-26T00:00:00Z', end: '2015-11-27T12:00:00Z' } } },
    },
    { query: null, filter: { not: { firstSeen: { last: 'P1D' } } } },
    { query: null, filter: null },
  ];

  it('finds what `articles` finds, page by page, in either way of executing', async () => {
    const fields = '{ totalCount nodes { url } pageInfo { endCursor hasNextPage } }';
    for (const { query, filter } of cases) {
      const { id } = await kept({ query, filter });
      for (const way of [ask, askInterpreted]) {
        const saved = await way(
          database,
          `query ($id: ID!) { node(id: $id) { ... on SavedSearch { results(first: 2) ${fields} } } }`,
          { id },
          desk,
        );
        const asked = await way(
          database,
          `query ($query: String, $filter: ArticleFilter) { articles(query: $query, filter: $filter, first: 2) ${fields} }`,
          { query, filter },
        );
        expect(saved.errors).toEqual([]);
        expect(saved.data.node.results).toEqual(asked.data.articles);
        expect(saved.statements).toBe(asked.statements + 1);
        const after = asked.data.articles.pageInfo.endCursor;
        const next = await way(
          database,
          `query ($id: ID!, $after: String) { node(id: $id) { ... on SavedSearch { results(first: 2, after: $after) { nodes { url } } } } }`,
          { id, after },
          desk,
        );
        const rest = await way(
          database,
          `query ($query: String, $filter: ArticleFilter, $after: String) { articles(query: $query, filter: $filter, first: 2, after: $after) { nodes { url } } }`,
          { query, filter, after },
        );
        expect(next.data.node.results).toEqual(rest.data.articles);
      }
    }
  });

  it('gives its results in another order when asked', async () => {
    const { id } = await kept({ query: 'putin' });
    const { data, errors: failed } = await ask(
      database,
      `query ($id: ID!) { node(id: $id) { ... on SavedSearch {
        old: results(orderBy: { field: DATE, direction: ASC }) { nodes { url } }
        best: results(orderBy: { field: RELEVANCE }) { edges { score } } new: results { nodes { url } } } } }`,
      { id },
      desk,
    );
    expect(failed).toEqual([]);
    expect(data.node.old.nodes).toEqual([...data.node.new.nodes].reverse());
    expect(data.node.best.edges[0].score).toBeGreaterThan(0);
    expect(data.node.old.nodes.map((node: { url: string }) => node.url)).toContain(
      articleUrl('talks-1', 'pagi'),
    );
  });

  it('is found, listed and deleted by its owner alone', async () => {
    const { id } = await kept({});
    const look = (viewer?: Caller) =>
      ask(
        database,
        'query ($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { id } viewer { savedSearches { totalCount nodes { id } } } }',
        { id },
        viewer,
      );
    expect((await look(desk)).data).toMatchObject({
      node: { __typename: 'SavedSearch', id },
      nodes: [{ id }],
    });
    for (const viewer of [other, undefined]) {
      expect((await look(viewer)).data).toEqual({
        node: null,
        nodes: [null],
        viewer: { savedSearches: { totalCount: 0, nodes: [] } },
      });
    }
    const notFound = [expect.objectContaining({ __typename: 'NotFoundError', path: ['input', 'id'], id })];
    expect((await remove(id, other)).data.deleteSavedSearch).toEqual({
      clientMutationId: 'd',
      deletedId: null,
      errors: notFound,
    });
    expect((await remove(id)).data.deleteSavedSearch).toEqual({
      clientMutationId: 'd',
      deletedId: id,
      errors: [],
    });
    expect((await remove(id)).data.deleteSavedSearch.errors).toEqual(notFound);
    expect((await look(desk)).data.node).toBeNull();
    expect((await remove('\0')).data.deleteSavedSearch.errors[0].__typename).toBe('NotFoundError');
  });

  it('is listed newest first, a page at a time, at one statement', async () => {
    const owner = await newCaller(database, 'lister');
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.unshift((await kept({ name }, owner)).id);
    const list =
      'query ($first: Int, $after: String) { viewer { savedSearches(first: $first, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } } }';
    const one = await ask(database, list, { first: 2 }, owner);
    const { nodes, pageInfo } = one.data.viewer.savedSearches;
    expect([nodes, pageInfo.hasNextPage, one.statements]).toEqual([
      [{ id: ids[0] }, { id: ids[1] }],
      true,
      1,
    ]);
    const rest = await ask(database, list, { after: pageInfo.endCursor }, owner);
    expect(rest.data.viewer.savedSearches.nodes).toEqual([{ id: ids[2] }]);
    const foreign = await ask(database, list, { after: pageInfo.endCursor }, desk);
    expect(foreign.errors[0]).toMatch(/^BAD_CURSOR/);
    const none = await ask(database, list);
    expect([none.data.viewer.savedSearches.nodes, none.statements]).toEqual([[], 0]);
  });
});

it('holds instants of a filter only where they are read back as such', () => {
  const seen = new Set<string>();
  const walk = (name: string): string[] => {
    const type = buildGraph().getType(name);
    if (!isInputObjectType(type) || seen.has(name)) return [];
    seen.add(name);
    return Object.values(type.getFields()).flatMap((field) => {
      const inner = getNamedType(field.type).name;
      if (instantFields.includes(field.name)) expect(inner).toBe('DateTime');
      return inner === 'DateTime' ? [field.name] : walk(inner);
    });
  };
  expect(new Set(walk('ArticleFilter'))).toEqual(new Set(instantFields));
  const filter = { published: { between: { start: seedNow, end: new Date(0) } }, not: { languages: ['id'] } };
  expect(filterOf({ filter: storedFilter(filter) })).toEqual(filter);
});

describe('Viewer.usage', () => {
  const query = `query ($range: TimeRangeInput!, $interval: TimeInterval) { viewer { keyName usage(range: $range, interval: $interval) {
    interval timeZone total points { time count value complete } coverage { ratio missingSources { id } note } } } }`;
  const use = (hoursAgo: number, points: number, viewer: Caller) => ({
    keyId: viewer.keyId ?? 0,
    hour: new Date(seedNow.getTime() - hoursAgo * 3_600_000),
    operations: 1,
    points,
  });

  it('adds up what every gateway noted, in whole steps of UTC, at one statement', async () => {
    await addKeyUse(database, [use(1, 10, desk), use(3, 5, desk), use(1, 1_000, other)]);
    await addKeyUse(database, [use(1, 7, desk), { ...use(1, 1, desk), keyId: 999_999 }]);
    const {
      data,
      errors: failed,
      statements,
    } = await ask(database, query, { range: { last: 'PT3H' }, interval: 'HOUR' }, desk);
    expect([failed, statements]).toEqual([[], 1]);
    expect(data.viewer.usage).toMatchObject({
      interval: 'HOUR',
      timeZone: 'UTC',
      total: 22,
      coverage: { ratio: 1 },
    });
    const points = data.viewer.usage.points as { count: number; value: number; complete: boolean }[];
    expect(points.map(({ count }) => count)).toEqual([5, 0, 17, 0]);
    expect(points.map(({ complete }) => complete)).toEqual([true, true, true, false]);
    const days = await ask(database, query, { range: { last: 'P1D' } }, desk);
    expect(days.data.viewer.usage.points.map(({ value }: { value: number }) => value)).toEqual([22, 0]);
  });

  it('never tells less than nothing, and counts no further than an Int', async () => {
    const heavy = await newCaller(database, 'heavy');
    await addKeyUse(database, [use(1, -4, heavy), use(2, 3_000_000_000, heavy)]);
    const { data, errors: failed } = await ask(
      database,
      query,
      { range: { last: 'PT2H' }, interval: 'HOUR' },
      heavy,
    );
    expect(failed).toEqual([]);
    expect(data.viewer.usage.points.slice(0, 2)).toMatchObject([
      { count: 2_147_483_647, value: 3_000_000_000 },
      { count: 0, value: 0 },
    ]);
    expect(data.viewer.usage.total).toBe(2_147_483_647);
  });

  it('is forbidden without a key and refuses what is not counted', async () => {
    const nobody = await ask(database, query, { range: { last: 'P1D' } });
    expect(nobody.data).toEqual({ viewer: { keyName: null, usage: null } });
    expect(nobody.errors[0]).toMatch(/^FORBIDDEN: /);
    const fine = await ask(database, query, { range: { last: 'P1D' }, interval: 'MINUTE_15' }, desk);
    expect(fine.errors[0]).toMatch(/^BAD_INPUT: .*HOUR/);
    const long = await ask(database, query, { range: { last: 'P99999W' }, interval: 'HOUR' }, desk);
    expect(long.errors[0]).toMatch(/^BAD_INPUT: /);
  });
});
