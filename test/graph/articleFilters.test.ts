/** Filters and orders of articles in the graph: what they find, what they refuse, and what they cost. */
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask, askInterpreted } from '../kit/graph.ts';
import { articleUrl, seedGraph, seedIds } from '../kit/seed.ts';

let database: Database;

const [putin, turkey, moscow] = ['wd:Q7747', 'wd:Q43', 'wd:Q649'].map(seedIds.entity) as [
  string,
  string,
  string,
];
const near = '{ latitude: 55.75, longitude: 37.62, radiusKm: 5000 }';

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  await database.db.execute(sql`update articles set is_accessible_for_free = headline like 'Turk%'
    where headline like '%jet%' or headline like 'Turk%'`);
  await database.db.execute(
    sql`update citations set source_id = (select id from sources where domain = 'kawat.example')`,
  );
  await database.db.execute(
    sql`update stories set source_count = case public_id when ${seedIds.story('jet')} then 3 else 2 end`,
  );
  // The Kremlin gets a point 2 km from Moscow's.
  await database.db.execute(sql`update places p set latitude = 55.752, longitude = 37.617 from entities e
    where e.id = p.entity_id and e.public_id = ${seedIds.entity('wd:Q133274')}`);
});

afterAll(() => database.close());

const slugs = (connection: { nodes: { url: string }[] }) =>
  connection.nodes.map(({ url }) => url.split('/').at(-1));

async function found(args: string): Promise<(string | undefined)[]> {
  const { data, errors } = await ask(database, `{ articles(${args}) { nodes { url } totalCount } }`);
  expect(errors, args).toEqual([]);
  expect(data.articles.totalCount, args).toBe(data.articles.nodes.length);
  return slugs(data.articles);
}

const cost = async (args: string): Promise<number> => {
  const { errors, statements } = await ask(database, `{ articles(${args}) { nodes { url } } }`);
  expect(errors, args).toEqual([]);
  return statements;
};

describe('filters', () => {
  it('by kind of source, words, paywall and credits', async () => {
    expect(await found('filter: { sourceKinds: [WIRE] }')).toEqual(['talks-4', 'talks-3', 'jet-1']);
    expect(await found('filter: { sourceKinds: [] }')).toEqual([]);
    expect(await found('filter: { wordCount: { max: 6 } }')).toEqual(['un', 'talks-3', 'jet-4']);
    expect(await found('filter: { wordCount: { min: 6, max: 6 } }')).toEqual(['un', 'jet-4']);
    expect(await found('filter: { wordCount: {} }')).toHaveLength(12);
    expect(await found('filter: { accessibleForFree: true }')).toEqual(['jet-3', 'jet-1']);
    expect(await found('filter: { accessibleForFree: false }')).toEqual(['jet-2']);
    expect(await found(`filter: { citesSourceIds: ["${seedIds.source('kawat')}"] }`)).toEqual(['jet-3']);
    expect(await found('filter: { citesSourceIds: ["src_x"] }')).toEqual([]);
  });

  it('by how much an article is about something', async () => {
    expect(await found(`filter: { mentionsAny: ["${turkey}"] }`)).toEqual([
      'jet-5',
      'jet-3',
      'jet-2',
      'jet-1',
    ]);
    expect(await found(`filter: { mentionsAny: ["${turkey}"], minSalience: 0.85 }`)).toEqual([
      'jet-3',
      'jet-2',
      'jet-1',
    ]);
    expect(await found(`filter: { mentionsAll: ["${turkey}"], minSalience: 1 }`)).toEqual([]);
    expect(await found(`filter: { aboutAny: ["${moscow}"] }`)).toEqual(['talks-2', 'talks-1', 'jet-1']);
    expect(await found(`filter: { aboutAny: ["${moscow}", "${turkey}"] }`)).toHaveLength(6);
    expect(await found(`query: "Putin", filter: { mentionsAny: ["${putin}"], minSalience: 0.85 }`)).toEqual([
      'sport',
      'talks-4',
      'talks-3',
      'talks-1',
    ]);
  });

  it('not by what an article names in passing', async () => {
    await database.db.execute(sql`update mentions set salience = 0.39, in_headline = false
      where article_id = (select id from articles where public_id = ${seedIds.article('jet-2')})
        and entity_id = (select id from entities where public_id = ${putin})`);
    const filter = `aboutAny: ["${putin}"], languages: ["en"]`;
    expect(await found(`filter: { ${filter} }`)).toEqual(['talks-4', 'talks-2']);
    expect(await found(`filter: { mentionsAny: ["${putin}"], languages: ["en"] }`)).toHaveLength(3);
  });

  it('leave out copies, or all but the first of those that match', async () => {
    const story = `storyId: "${seedIds.story('jet')}"`;
    expect(await found(`filter: { ${story}, syndication: ALL }`)).toHaveLength(5);
    expect(await found(`filter: { ${story}, syndication: ORIGINALS_ONLY }`)).toEqual([
      'jet-5',
      'jet-4',
      'jet-3',
      'jet-1',
    ]);
    expect(await found(`filter: { ${story}, syndication: COLLAPSE }`)).toEqual([
      'jet-5',
      'jet-4',
      'jet-3',
      'jet-1',
    ]);
    const post = 'sourceDomains: ["post.example"]';
    expect(await found(`filter: { ${story}, ${post}, syndication: ORIGINALS_ONLY }`)).toEqual(['jet-5']);
    expect(await found(`filter: { ${story}, ${post}, syndication: COLLAPSE }`)).toEqual(['jet-5', 'jet-2']);
    expect(await found('query: "jet", filter: { syndication: COLLAPSE }')).toEqual(['jet-1']);
    expect(await found('query: "jet stab", filter: { syndication: COLLAPSE }')).toEqual(['jet-2']);
    expect(await found('filter: { not: { syndication: ORIGINALS_ONLY } }')).toEqual(['jet-2']);
    const [original, copy] = ['jet-1', 'jet-2'].map(seedIds.article);
    expect(await found(`filter: { ids: ["${original}", "${copy}"], syndication: COLLAPSE }`)).toEqual([
      'jet-1',
    ]);
    // The original is in the list that is not asked for whole, so the copy is not.
    expect(await found(`filter: { ids: ["${copy}"], syndication: COLLAPSE }`)).toEqual([]);
    expect(await found(`filter: { ids: ["${copy}"], ${post}, syndication: COLLAPSE }`)).toEqual(['jet-2']);
    expect(await found('filter: { syndication: null, languages: ["en"] }')).toHaveLength(7);
  });

  it('by and, or and not, inside each other', async () => {
    const either = `or: [{ languages: ["id"] }, { storyId: "${seedIds.story('jet')}" }]`;
    expect(await found(`filter: { ${either} }`)).toHaveLength(8);
    expect(await found(`filter: { ${either}, sourceKinds: [WIRE] }`)).toEqual(['talks-3', 'jet-1']);
    expect(await found(`filter: { and: [{ ${either} }, { not: { mentionsAny: ["${turkey}"] } }] }`)).toEqual([
      'sport',
      'talks-3',
      'talks-1',
      'jet-4',
    ]);
    expect(await found('filter: { or: [] }')).toEqual([]);
    expect(await found('filter: { and: [] }')).toHaveLength(12);
    expect(
      await found('query: "Putin", filter: { or: [{ languages: ["en"] }, { sourceKinds: [WIRE] }] }'),
    ).toHaveLength(4);
  });

  it('mean the same compiled and interpreted, written or as variables', async () => {
    const written = `{ articles(filter: { or: [{ sourceKinds: [WIRE] }, { and: [{ wordCount: { max: 6 } }] }], syndication: COLLAPSE }) { nodes { url } } }`;
    const text = 'query ($filter: ArticleFilter) { articles(filter: $filter) { nodes { url } } }';
    const filter = {
      or: [{ sourceKinds: ['WIRE'] }, { and: [{ wordCount: { max: 6 } }] }],
      syndication: 'COLLAPSE',
    };
    const expected = await ask(database, written);
    expect(expected.data.articles.nodes).toHaveLength(5);
    expect((await askInterpreted(database, written)).data).toEqual(expected.data);
    expect((await ask(database, text, { filter })).data).toEqual(expected.data);
    expect((await askInterpreted(database, text, { filter })).data).toEqual(expected.data);
  });

  it('refuse what means nothing, naming it', async () => {
    const many = (n: number, part: string) => `[${Array.from({ length: n }, () => part).join(', ')}]`;
    const wide = `{ or: ${many(20, '{ languages: ["id"] }')} }`;
    const cases = [
      ['filter: { minSalience: 0.5 }', /^BAD_INPUT: minSalience needs mentionsAll, mentionsAny or aboutAny/],
      [
        `filter: { aboutAny: ["${putin}"], minSalience: 1.5 }`,
        /^BAD_INPUT: minSalience must be between 0 and 1, not 1.5/,
      ],
      [`filter: { mentionsAny: ["${putin}"], not: { minSalience: 0.5 } }`, /^BAD_INPUT: minSalience needs/],
      [
        'filter: { wordCount: { min: 2, max: 1 } }',
        /^BAD_INPUT: wordCount.min must not be more than wordCount.max/,
      ],
      ['filter: { not: { syndication: COLLAPSE } }', /^BAD_INPUT: syndication: COLLAPSE stands at the top/],
      ['filter: { or: [{ syndication: COLLAPSE }] }', /^BAD_INPUT: syndication: COLLAPSE stands at the top/],
      [
        `filter: { or: ${many(21, '{ languages: ["id"] }')} }`,
        /^BAD_INPUT: or takes at most 20 values, not 21/,
      ],
      [`filter: { and: [${wide}, ${wide}, ${wide}] }`, /^BAD_INPUT: A filter holds at most 50 filters/],
      [`filter: ${'{ or: ['.repeat(6)} ${'] }'.repeat(6)}`, /^BAD_INPUT: A filter nests at most 5 deep/],
      [
        `filter: { and: [${'{ not: '.repeat(5)} {} ${'}'.repeat(5)}] }`,
        /^BAD_INPUT: A filter nests at most 5 deep/,
      ],
      [
        `filter: { or: ${many(11, `{ near: ${near} }`)} }`,
        /^BAD_INPUT: A filter holds at most 10 filters by area/,
      ],
      ['orderBy: { field: SALIENCE }', /^BAD_INPUT: Order by SALIENCE needs exactly one entity/],
      [
        `orderBy: { field: SALIENCE }, filter: { mentionsAny: ["${putin}", "${turkey}"] }`,
        /^BAD_INPUT: Order by SALIENCE needs exactly one entity/,
      ],
      [
        `orderBy: { field: SALIENCE }, filter: { not: { mentionsAny: ["${putin}"] } }`,
        /^BAD_INPUT: Order by SALIENCE needs exactly one entity/,
      ],
      ['orderBy: { field: DISTANCE }', /^BAD_INPUT: Order by DISTANCE needs near/],
      [
        `orderBy: { field: DISTANCE }, filter: { not: { near: ${near} } }`,
        /^BAD_INPUT: Order by DISTANCE needs near/,
      ],
    ] as const;
    for (const [args, message] of cases) {
      const { errors, statements } = await ask(database, `{ articles(${args}) { nodes { id } } }`);
      expect(errors[0], args).toMatch(message);
      expect(statements, args).toBe(0);
    }
  });

  it('cost a statement for each kind of id that they name, and the list', async () => {
    expect(
      await cost('filter: { wordCount: { min: 1 }, accessibleForFree: true, syndication: COLLAPSE }'),
    ).toBe(1);
    expect(await cost('filter: { sourceKinds: [WIRE], sourceCountries: ["ID"] }')).toBe(2);
    expect(
      await cost(`filter: { aboutAny: ["${putin}"], mentionsAll: ["${turkey}"], minSalience: 0.1 }`),
    ).toBe(2);
    expect(await cost(`filter: { citesSourceIds: ["${seedIds.source('kawat')}"], near: ${near} }`)).toBe(3);
    expect(await cost('filter: { or: [{ sourceKinds: [WIRE] }, { languages: ["id"] }] }')).toBe(2);
  });
});

describe('orders', () => {
  const by = (field: string, direction = 'DESC') => `orderBy: { field: ${field}, direction: ${direction} }`;

  it('by salience of the one entity that a filter names', async () => {
    const most = await found(`filter: { mentionsAny: ["${turkey}"] }, ${by('SALIENCE')}`);
    expect(most).toEqual(['jet-3', 'jet-2', 'jet-1', 'jet-5']);
    const least = await found(`filter: { aboutAny: ["${turkey}"] }, ${by('SALIENCE', 'ASC')}`);
    expect(least).toEqual([...most].reverse());
    expect(await found(`filter: { mentionsAll: ["per_x"] }, ${by('SALIENCE')}`)).toEqual([]);
    expect(await found(`query: "jet", filter: { mentionsAll: ["${turkey}"] }, ${by('SALIENCE')}`)).toEqual([
      'jet-2',
      'jet-1',
    ]);
  });

  it('by salience of the entity that they are listed under', async () => {
    const query = `query ($ids: [ID!]!, $after: String) { nodes(ids: $ids) {
      ... on Place { articles(orderBy: { field: SALIENCE }, includeContained: false) { nodes { url } }
        all: articles(orderBy: { field: SALIENCE }, first: 2, after: $after) { nodes { url } pageInfo { endCursor } totalCount } } } }`;
    const { data, errors, statements } = await ask(database, query, { ids: [moscow, turkey] });
    expect(errors).toEqual([]);
    expect(slugs(data.nodes[0].articles)).toEqual(['talks-2', 'jet-1', 'talks-1']);
    expect(slugs(data.nodes[1].articles)).toEqual(['jet-3', 'jet-2', 'jet-1', 'jet-5']);
    // The Kremlin, which is in Moscow, is more salient in talks-1 and in jet-2 than Moscow in jet-1.
    expect(slugs(data.nodes[0].all)).toEqual(['talks-2', 'talks-1']);
    expect(data.nodes[0].all.totalCount).toBe(4);
    expect(statements).toBe(4);
    const after = data.nodes[0].all.pageInfo.endCursor;
    const rest = await ask(database, query, { ids: [moscow], after });
    expect(slugs(rest.data.nodes[0].all)).toEqual(['jet-1', 'jet-2']);
  });

  it('by the outlets of the story, and by distance', async () => {
    const outlets = await found(by('SOURCE_COUNT'));
    expect(outlets.slice(0, 5)).toEqual(['jet-5', 'jet-4', 'jet-3', 'jet-2', 'jet-1']);
    expect(outlets.slice(9)).toEqual(['un', 'weather', 'sport']);
    expect(await found(by('SOURCE_COUNT', 'ASC'))).toEqual([...outlets].reverse());
    const closest = await found(`filter: { near: ${near} }, ${by('DISTANCE', 'ASC')}`);
    expect(closest).toEqual(['jet-1', 'talks-1', 'talks-2', 'jet-2']);
    expect(await found(`filter: { near: ${near}, languages: ["en"] }, ${by('DISTANCE')}`)).toEqual([
      'jet-2',
      'talks-2',
      'jet-1',
    ]);
  });

  it('cost what other lists cost', async () => {
    expect(await cost(by('SOURCE_COUNT'))).toBe(1);
    expect(await cost(`filter: { aboutAny: ["${putin}"] }, ${by('SALIENCE')}`)).toBe(2);
    expect(await cost(`filter: { near: ${near} }, ${by('DISTANCE', 'ASC')}`)).toBe(2);
  });

  it('are bound to their cursors', async () => {
    const query = `query ($after: String, $filter: ArticleFilter, $orderBy: ArticleOrder) {
      articles(first: 1, after: $after, filter: $filter, orderBy: $orderBy) { nodes { url } pageInfo { endCursor } } }`;
    const filter = { aboutAny: [turkey], near: { latitude: 55.75, longitude: 37.62, radiusKm: 5000 } };
    const orders = ['SALIENCE', 'SOURCE_COUNT', 'DISTANCE', 'WORD_COUNT'];
    for (const field of orders) {
      const { data } = await ask(database, query, { filter, orderBy: { field } });
      const after = data.articles.pageInfo.endCursor;
      for (const other of orders) {
        const { errors } = await ask(database, query, { after, filter, orderBy: { field: other } });
        expect(
          errors.map((error) => error.split(':')[0]),
          `${field} ${other}`,
        ).toEqual(other === field ? [] : ['BAD_CURSOR']);
      }
      const changed = { ...filter, minSalience: 0.1 };
      const { errors } = await ask(database, query, { after, filter: changed, orderBy: { field } });
      expect(errors[0]).toMatch(/^BAD_CURSOR/);
    }
  });
});

describe('a story', () => {
  it('lists its articles without copies when asked, in one statement for all stories', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Story {
      articles { totalCount } alone: articles(collapseSyndication: true, first: 2) { nodes { url } totalCount }
      originals: articles(collapseSyndication: true, filter: { syndication: ORIGINALS_ONLY, sourceDomains: ["post.example"] }) { nodes { url } } } } }`;
    const { data, errors, statements } = await ask(database, query, {
      ids: [seedIds.story('jet'), seedIds.story('talks')],
    });
    expect(errors).toEqual([]);
    const [jet, talks] = data.nodes;
    expect([jet.articles.totalCount, jet.alone.totalCount]).toEqual([5, 4]);
    expect([talks.articles.totalCount, talks.alone.totalCount]).toEqual([4, 4]);
    expect(slugs(jet.alone)).toEqual(['jet-5', 'jet-4']);
    expect(slugs(jet.originals)).toEqual(['jet-5']);
    // Stories, source ids, three pages, two counts.
    expect(statements).toBe(7);
  });
});

describe('the series of a list', () => {
  const points = (series: { points: { count: number }[] }) => series.points.map(({ count }) => count);

  it('counts the whole list over its own range, zero-filled', async () => {
    const query = `{ articles(first: 1, filter: { published: { last: "P2D" }, languages: ["en"] }) { totalCount
      series(interval: DAY) { interval timeZone total points { time count value complete } coverage { note } } } }`;
    const { data, errors, statements } = await ask(database, query);
    expect(errors).toEqual([]);
    const { series, totalCount } = data.articles;
    expect(series.points.map(({ time }: { time: string }) => time.slice(0, 10))).toEqual([
      '2015-11-26',
      '2015-11-27',
      '2015-11-28',
    ]);
    expect(points(series)).toEqual([3, 4, 0]);
    expect([series.total, totalCount]).toEqual([7, 7]);
    expect(series.points.map(({ complete }: { complete: boolean }) => complete)).toEqual([true, true, false]);
    expect(statements).toBe(4);
  });

  it('marks the steps that the range cuts, and takes 30 days where there is none', async () => {
    const cut = `{ articles(filter: { published: { between: { start: "2015-11-26T12:00:00Z", end: "2015-11-27T12:00:00Z" } } }) {
      totalCount series(interval: DAY) { total points { count complete } } } }`;
    const { data } = await ask(database, cut);
    expect(data.articles.series.points.map(({ complete }: { complete: boolean }) => complete)).toEqual([
      false,
      false,
    ]);
    expect(data.articles.series.total).toBe(data.articles.totalCount);
    const usual = await ask(
      database,
      '{ articles(query: "jet", orderBy: { field: RELEVANCE }) { series(interval: WEEK) { total points { time count } } } }',
    );
    expect(usual.errors).toEqual([]);
    expect(usual.data.articles.series.total).toBe(2);
    expect(usual.data.articles.series.points).toHaveLength(5);
  });

  it('gives shares of all articles of the step', async () => {
    const query = `{ articles(filter: { published: { last: "P2D" }, languages: ["id"] }) {
      series(interval: DAY, normalize: SHARE_OF_ARTICLES) { points { count value } } } }`;
    const { data, errors } = await ask(database, query);
    expect(errors).toEqual([]);
    const [first, second, third] = data.articles.series.points;
    expect(first).toEqual({ count: 2, value: 0.4 });
    expect(second).toEqual({ count: 3, value: expect.closeTo(3 / 7) });
    expect(third).toEqual({ count: 0, value: 0 });
  });

  it('agrees with the list where copies are left out, under many parents in one statement', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Source { articles(filter: { syndication: COLLAPSE }) {
      totalCount series(interval: DAY) { total } facets(fields: [LANGUAGE]) { buckets { count } } } } } }`;
    const sources = ['pagi', 'post', 'kawat'].map(seedIds.source);
    const one = await ask(database, query, { ids: sources.slice(0, 1) });
    const { data, errors, statements } = await ask(database, query, { ids: sources });
    expect(errors).toEqual([]);
    for (const { articles } of data.nodes) {
      const sum = articles.facets[0].buckets.reduce(
        (n: number, { count }: { count: number }) => n + count,
        0,
      );
      expect([articles.series.total, sum]).toEqual([articles.totalCount, articles.totalCount]);
    }
    expect(statements).toBe(one.statements);
  });

  it('refuses more points than a series has', async () => {
    const { errors } = await ask(database, '{ articles { series(interval: MINUTE_15) { total } } }');
    expect(errors[0]).toMatch(/^BAD_INPUT: A series has at most 2000 points/);
  });
});

describe('the page on lists', () => {
  it('shows a query that answers', async () => {
    const page = readFileSync(new URL('../../docs/article-lists.md', import.meta.url), 'utf8');
    const [, text = ''] = /```graphql\n([\s\S]*?)```/.exec(page) ?? [];
    const { data, errors } = await ask(database, text);
    expect(errors).toEqual([]);
    expect(data.articles.series.points).toHaveLength(8);
  });
});

describe('an address that is no id', () => {
  it('finds nothing and harms nothing', async () => {
    for (const value of ['', '\\u0000', 'x'.repeat(5000), "'; drop table articles; --", '🦊']) {
      const filter = `{ aboutAny: ["${value}"], citesSourceIds: ["${value}"] }`;
      expect(await found(`filter: ${filter}`)).toEqual([]);
    }
    expect(await found(`filter: { urls: ["${articleUrl('un', 'post')}"] }`)).toEqual(['un']);
  });
});
