/** `explain`: what a query means and may bring, without running it. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { type Answer, ask } from '../kit/graph.ts';
import { seedGraph, seedIds } from '../kit/seed.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  await database.db.execute(sql`analyze`);
});

afterAll(() => database.close());

const query = `query ($query: String, $filter: ArticleFilter) { explain(query: $query, filter: $filter) {
  normalizedQuery estimatedRows estimatedCost warnings } }`;
const explain = (variables: object): Promise<Answer> => ask(database, query, { ...variables });

async function explained(variables: object) {
  const { data, errors } = await explain(variables);
  expect(errors).toEqual([]);
  return data.explain;
}

const warnings = async (variables: object): Promise<string[]> => (await explained(variables)).warnings;

describe('explain', () => {
  it('tells how a query is understood', async () => {
    const text = 'Putin (Héllo OR "Stab in")  -near5:(jet PLANE) headline:Rus* source:post.example';
    const { normalizedQuery, warnings } = await explained({ query: text });
    expect(normalizedQuery).toBe(
      'putin (hello OR "stab in") -near5:(jet plane) headline:rus* source:post.example',
    );
    expect(warnings).toEqual([]);
    expect((await explained({ query: normalizedQuery })).normalizedQuery).toBe(normalizedQuery);
    expect((await explained({ query: ' … ' })).normalizedQuery).toBe('');
    expect((await explained({})).normalizedQuery).toBe('');
  });

  it('estimates rows by statistics and points by the prices of operations', async () => {
    expect(await explained({})).toEqual({
      normalizedQuery: '',
      estimatedRows: 12,
      estimatedCost: 3,
      warnings: [],
    });
    const filter = { languages: ['en'], published: { last: 'P30D' } };
    expect((await explained({ filter })).estimatedRows).toBe(7);
    expect((await explained({ filter: { ...filter, syndication: 'COLLAPSE' } })).estimatedRows).toBe(7);
    const search = await explained({ query: 'putin' });
    expect(search.estimatedCost).toBe(13);
    expect(search.estimatedRows).toBeGreaterThanOrEqual(1);
    expect(search.estimatedRows).toBeLessThanOrEqual(12);
  });

  it('joins words of any language with what only an index entry can hold', async () => {
    for (const filter of [{ sourceDomains: ['nobody.example'] }, { sourceDomains: ['post.example'] }, {}]) {
      const { estimatedRows } = await explained({ query: 'putin OR isis* rusia', filter });
      expect(estimatedRows).toBeGreaterThanOrEqual(0);
    }
  });

  it('costs two plans, and what query and filter have to look up', async () => {
    const plain = await explain({ query: 'putin', filter: { languages: ['en'], syndication: 'COLLAPSE' } });
    expect(plain.statements).toBe(2);
    const filter = { sourceDomains: ['pagi.example'], mentionsAny: [seedIds.entity('wd:Q7747')] };
    const { statements } = await explain({ query: 'putin source:post', filter });
    // Names of the query, sources, entities; what nobody has; two plans.
    expect(statements).toBe(6);
  });

  it('warns of ids, domains and names that nobody has, where they stand', async () => {
    const filter = {
      sourceDomains: ['PAGI.example', 'nowhere.example'],
      aboutAny: [seedIds.entity('wd:Q7747'), 'per_x', 'a\0b'],
      or: [
        { storyId: seedIds.story('merged') },
        { not: { ids: ['art_x'], urls: ['https://pagi.example/none'] } },
      ],
    };
    expect(await warnings({ filter })).toEqual([
      'filter.sourceDomains: nobody has "nowhere.example"; it matches nothing.',
      'filter.aboutAny: nobody has "per_x"; it matches nothing.',
      'filter.aboutAny: nobody has "a\\u0000b"; it matches nothing.',
      'filter.or.1.not.ids: nobody has "art_x"; it matches nothing.',
      'filter.or.1.not.urls: nobody has "https://pagi.example/none"; it matches nothing.',
    ]);
    expect(await warnings({ query: 'jet source:nowhere person:"No One"' })).toEqual([
      'query: "source:nowhere" names nobody; it matches nothing.',
      'query: "person:No One" names nobody; it matches nothing.',
    ]);
    const merged = { mentionsAny: [seedIds.entity('person:konstantin murahtin')] };
    expect(await warnings({ filter: merged })).toEqual([]);
  });

  it('warns of empty lists, function words and bare exclusions', async () => {
    expect(await warnings({ filter: { languages: [], and: [], not: { or: [] } } })).toEqual([
      'filter.languages is an empty list, which matches nothing.',
      'filter.not.or is an empty list, which matches nothing.',
    ]);
    expect(await warnings({ query: 'the yang' })).toEqual([
      'query: the, yang: function words alone, which stand in most articles of their language.',
    ]);
    expect(await warnings({ query: 'the jet' })).toEqual([]);
    expect(await warnings({ query: '-jet -Putin' })).toEqual([
      'query: it only excludes, so that every other article matches.',
    ]);
  });

  it('refuses what articles refuses', async () => {
    const refusal = async (variables: object) => (await explain(variables)).errors[0];
    expect(await refusal({ query: '*putin' })).toMatch(/^BAD_QUERY: .*column 1/);
    expect(await refusal({ query: '"open' })).toMatch(/^BAD_QUERY/);
    expect(await refusal({ filter: { minSalience: 1 } })).toMatch(/^BAD_INPUT: minSalience needs/);
    expect(await refusal({ query: 'x'.repeat(1001) })).toMatch(/^BAD_QUERY: .*at most 1000/);
  });
});
