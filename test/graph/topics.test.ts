/** Media topics and genres in the graph: of articles and stories, as filters, as facets. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { seedGraph, seedIds } from '../kit/seed.ts';

let database: Database;
const slugs = new Map<string, string>();

/** Topics by article: code without prefix, score, method. */
const topics: Record<string, [number, number, string][]> = {
  'jet-1': [[20000056, 0.8, 'rules:terms']],
  'jet-2': [
    [20000056, 0.6, 'rules:section'],
    [20000638, 0.5, 'rules:terms'],
  ],
  'jet-3': [[16000000, 0.4, 'rules:terms']],
  'talks-1': [[20000639, 0.7, 'rules:terms']],
  'talks-2': [[20000639, 0.5, 'rules:terms']],
  sport: [[20001065, 0.9, 'rules:section']],
};

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  for (const slug of ['jet-1', 'jet-2', 'jet-3', 'talks-1', 'talks-2', 'sport', 'weather', 'un']) {
    slugs.set(seedIds.article(slug), slug);
    const found = topics[slug] ?? [];
    await database.db
      .update(t.articles)
      .set({
        topicCodes: found.map(([code]) => `medtop:${code}`),
        topicScores: found.map(([, score]) => score),
        topicMethods: found.map(([, , method]) => method),
        genre: slug === 'weather' ? 'OTHER' : slug === 'talks-2' ? 'ANALYSIS' : 'NEWS',
      })
      .where(eq(t.articles.publicId, seedIds.article(slug)));
  }
});
afterAll(() => database.close());

const listed = async (filter: string) => {
  const { data, errors, statements } = await ask(
    database,
    `{ articles(filter: ${filter}, first: 50) { nodes { id } totalCount } }`,
  );
  if (errors.length > 0) return errors[0];
  expect(statements).toBe(2);
  expect(data.articles.totalCount).toBe(data.articles.nodes.length);
  return data.articles.nodes.map(({ id }: { id: string }) => slugs.get(id)).sort();
};

describe('topics of articles', () => {
  const fields = `mediaTopics { score method topic {
    code wikidataId name inIndonesian: name(language: "id-ID") french: name(language: "fr") broader { code broader { code } } } }`;

  it('come with the article, in no statement of their own', async () => {
    const query = (first: number) => `{ articles(first: ${first}) { nodes { id genre ${fields} } } }`;
    const { data, errors, statements } = await ask(database, query(50));
    expect(errors).toEqual([]);
    expect(statements).toBe((await ask(database, '{ articles(first: 50) { nodes { id } } }')).statements);
    const jet = data.articles.nodes.find(({ id }: { id: string }) => slugs.get(id) === 'jet-2');
    expect(jet.mediaTopics).toMatchObject([
      {
        method: 'rules:section',
        topic: {
          code: 'medtop:20000056',
          wikidataId: 'Q350604',
          name: 'armed conflict',
          inIndonesian: 'konflik bersenjata',
          french: 'armed conflict',
          broader: { code: 'medtop:16000000', broader: null },
        },
      },
      { method: 'rules:terms', topic: { code: 'medtop:20000638' } },
    ]);
    expect(jet.mediaTopics[0].score).toBeCloseTo(0.6);
  });

  it('filter with what is narrower', async () => {
    expect(await listed('{ mediaTopics: ["medtop:20000056"] }')).toEqual(['jet-1', 'jet-2']);
    expect(await listed('{ mediaTopics: ["medtop:16000000"] }')).toEqual(['jet-1', 'jet-2', 'jet-3']);
    expect(await listed('{ mediaTopics: ["medtop:11000000", "MEDTOP:15000000"] }')).toEqual([
      'jet-2',
      'sport',
      'talks-1',
      'talks-2',
    ]);
    expect(
      await listed('{ mediaTopics: ["medtop:16000000"], not: { mediaTopics: ["medtop:11000000"] } }'),
    ).toEqual(['jet-1', 'jet-3']);
  });

  it('filter searches too', async () => {
    const { data } = await ask(
      database,
      '{ articles(query: "jet OR pesawat", filter: { mediaTopics: ["medtop:20000056"], genres: [NEWS] }) { nodes { id } totalCount } }',
    );
    const found = data.articles.nodes.map(({ id }: { id: string }) => slugs.get(id)).sort();
    expect([found, data.articles.totalCount]).toEqual([['jet-1', 'jet-2'], 2]);
  });

  it('match nothing by a code that is in no vocabulary, and are refused when they are no code', async () => {
    expect(await listed('{ mediaTopics: ["medtop:99999999"] }')).toEqual([]);
    expect(await listed('{ mediaTopics: [] }')).toEqual([]);
    for (const bad of ['"16000000"', '"medtop:1"', '"medtop:16000000\\u0000"', '16000000', '""']) {
      expect(await listed(`{ mediaTopics: [${bad}] }`)).toMatch(/BAD_INPUT|GRAPHQL_VALIDATION|eight digits/);
    }
    const many = Array.from({ length: 201 }, () => '"medtop:16000000"').join(', ');
    expect(await listed(`{ mediaTopics: [${many}] }`)).toMatch(/^BAD_INPUT: mediaTopics takes at most 200/);
  });
});

describe('the vocabulary', () => {
  it('is listed from the top, level by level', async () => {
    const { data, statements } = await ask(
      database,
      `{ top: mediaTopics { code } below: mediaTopics(broader: "medtop:20000822") { name broader { name } }
         nothing: mediaTopics(broader: "medtop:99999999") { code } }`,
    );
    expect(statements).toBe(0);
    expect(data.top).toHaveLength(17);
    expect(data.below).toContainEqual({ name: 'football', broader: { name: 'competition discipline' } });
    expect(data.nothing).toEqual([]);
  });
});

describe('suggestions', () => {
  it('hold topics by their names in any language, unless entities alone are asked for', async () => {
    const of = async (args: string) => {
      const { data, errors } = await ask(
        database,
        `{ suggest(${args}) { text matched score node { __typename ... on MediaTopic { code } } } }`,
      );
      expect(errors).toEqual([]);
      return data.suggest.filter(
        ({ node }: { node: { __typename: string } }) => node.__typename === 'MediaTopic',
      );
    };
    expect(await of('prefix: "Sepak bola", language: "en"')).toEqual([
      {
        ...{ text: 'football', matched: 'sepak bola', score: 1 },
        node: { __typename: 'MediaTopic', code: 'medtop:20001065' },
      },
    ]);
    expect((await of('prefix: "eleiç"'))[0]).toMatchObject({
      text: 'election',
      matched: 'eleições',
      score: 0.9,
    });
    expect(await of('prefix: "football", kinds: [PERSON]')).toEqual([]);
    expect(await of('prefix: "f"')).toEqual([]);
    expect((await of('prefix: "s\u0000", first: 1')).length).toBeLessThanOrEqual(1);
  });
});

describe('topics of stories', () => {
  it('are those of a third of its articles, one statement for all stories', async () => {
    const query = '{ stories { nodes { id mediaTopics { score method topic { code } } } } }';
    const { data, statements } = await ask(database, query);
    expect(statements).toBe(2);
    const of = new Map(data.stories.nodes.map((story: { id: string }) => [story.id, story]));
    expect(of.get(seedIds.story('jet'))).toMatchObject({
      mediaTopics: [{ score: expect.closeTo(0.28), topic: { code: 'medtop:20000056' } }],
    });
    expect(of.get(seedIds.story('talks'))).toMatchObject({
      mediaTopics: [
        { score: expect.closeTo(0.3), method: 'rules:terms', topic: { code: 'medtop:20000639' } },
      ],
    });
  });

  it('filter stories by an article', async () => {
    const of = async (code: string) => {
      const { data } = await ask(
        database,
        `{ stories(filter: { mediaTopics: ["${code}"] }) { nodes { id } totalCount } }`,
      );
      return data.stories.nodes.map(({ id }: { id: string }) => id);
    };
    expect(await of('medtop:16000000')).toEqual([seedIds.story('jet')]);
    expect((await of('medtop:20000638')).sort()).toEqual(
      [seedIds.story('jet'), seedIds.story('talks')].sort(),
    );
    expect(await of('medtop:12000000')).toEqual([]);
  });
});

describe('genres', () => {
  it('filter', async () => {
    expect(await listed('{ genres: [OTHER, ANALYSIS] }')).toEqual(['talks-2', 'weather']);
    expect(await listed('{ genres: [OPINION] }')).toEqual([]);
  });
});

describe('facets', () => {
  it('count each topic with those that are wider, as the filter on it does, and genres', async () => {
    const { data, statements } = await ask(
      database,
      `{ articles { facets(fields: [MEDIA_TOPIC, GENRE], size: 20) { field otherCount exact buckets { value label count } } } }`,
    );
    expect(statements).toBe(2);
    const [byTopic, byGenre] = data.articles.facets;
    expect(byTopic.buckets.slice(0, 3)).toEqual([
      { value: 'medtop:11000000', label: 'politics and government', count: 3 },
      { value: 'medtop:16000000', label: 'conflict, war and peace', count: 3 },
      { value: 'medtop:20000638', label: 'international relations', count: 3 },
    ]);
    expect(byTopic.buckets).toContainEqual({ value: 'medtop:20001065', label: 'football', count: 1 });
    expect(byGenre.buckets).toEqual([
      { value: 'NEWS', label: 'NEWS', count: 10 },
      { value: 'ANALYSIS', label: 'ANALYSIS', count: 1 },
      { value: 'OTHER', label: 'OTHER', count: 1 },
    ]);
  });
});
