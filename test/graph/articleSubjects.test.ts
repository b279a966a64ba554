/** What an article is about, where it takes place, what is related to it and what it credits. */
import { eq, sql } from 'drizzle-orm';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../src/graph/context.ts';
import { createExecutor } from '../../src/graph/execute.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { type Database, rows } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { articleSlugs, seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;
const slugs = new Map(articleSlugs.map((slug) => [seedIds.article(slug), slug]));

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});
afterAll(() => database.close());

const article = async (slug: string, fields: string) => {
  const { data, errors } = await ask(
    database,
    `{ article(by: { id: "${seedIds.article(slug)}" }) { ${fields} } }`,
  );
  expect(errors).toEqual([]);
  return data.article;
};
const rowOf = async (slug: string) => {
  const [row] = await database.db
    .select({ id: t.articles.id, sourceId: t.articles.sourceId })
    .from(t.articles)
    .where(eq(t.articles.publicId, seedIds.article(slug)));
  if (!row) throw new Error(`no article ${slug}`);
  return row;
};
const names = (entities: { name: string }[]) => entities.map(({ name }) => name);

describe('about', () => {
  it('is the five most salient subjects', async () => {
    const { about } = await article('talks-1', 'about { name }');
    expect(names(about)).toEqual([
      'Vladimir Putin',
      'François Hollande',
      'Kremlin',
      'Moscow',
      'United Nations',
    ]);
    expect(names((await article('weather', 'about { name }')).about)).toEqual([]);
  });
});

describe('contentLocations', () => {
  it('begin with the place of the dateline', async () => {
    const place = await article('talks-1', 'contentLocations { name }');
    expect(names(place.contentLocations)[0]).toBe('Kremlin');
    await database.db.execute(
      sql`update mentions set spans = '{6,12,40,46}' where article_id = ${(await rowOf('talks-1')).id}
        and entity_id = (select id from entities where key = 'wd:Q649')`,
    );
    await database.db.execute(
      sql`update mentions set spans = '{70,77}' where article_id = ${(await rowOf('talks-1')).id}
        and entity_id = (select id from entities where key = 'wd:Q133274')`,
    );
    const { contentLocations } = await article('talks-1', 'contentLocations { name }');
    expect(names(contentLocations)).toEqual(['Moscow', 'Kremlin']);
  });

  it('are the places among the subjects where there is no dateline', async () => {
    const { contentLocations } = await article('jet-2', 'contentLocations { name }');
    expect(names(contentLocations)).toEqual(['Turkey', 'Russia', 'Kremlin']);
  });
});

describe('related', () => {
  const related = async (slug: string, args = '') => {
    const found = await article(slug, `related${args} { id }`);
    return found.related.map(({ id }: { id: string }) => slugs.get(id));
  };

  it('shares subjects with an article of another story, one of each', async () => {
    expect(await related('jet-2')).toEqual(['talks-1']);
    // Only a copy shares two of its subjects.
    expect(await related('talks-1')).toEqual([]);
    expect(await related('sport')).toEqual(['talks-4']);
    expect(await related('sport', '(first: 1)')).toHaveLength(1);
    expect(await related('weather')).toEqual([]);
  });

  it('is refused for a number that is none of a page', async () => {
    const { errors } = await ask(
      database,
      `{ article(by: { id: "${seedIds.article('sport')}" }) { related(first: 1000) { id } } }`,
    );
    expect(errors[0]).toMatch(/^BAD_INPUT/);
  });

  it.each(['related { id }', 'about { name }', 'contentLocations { name }'])(
    'takes a statement, and one for what it names, however many ask: %s',
    async (field) => {
      const query = (first: number) => `{ articles(first: ${first}) { nodes { ${field} } } }`;
      const [few, many] = [await ask(database, query(7)), await ask(database, query(12))];
      expect(many.errors).toEqual([]);
      expect([few.statements, many.statements]).toEqual([3, 3]);
    },
  );
});

describe('the article a citation means', () => {
  const cite = async (slug: string, source: string) => {
    const { id } = await rowOf(slug);
    const [found] = await rows<{ id: number }>(
      database,
      sql`select id::float8 as id from sources where domain = ${`${source}.example`}`,
    );
    await database.db.insert(t.citations).values({
      ...{ articleId: id, kind: 'REPORTED_BY', text: source, sourceId: found?.id ?? null, confidence: 0.9 },
    });
  };
  const cited = async (slug: string) => {
    const { citations } = await article(slug, 'citations { text article { id } }');
    return citations.map((row: { text: string; article: { id: string } | null }) => [
      row.text,
      row.article && slugs.get(row.article.id),
    ]);
  };

  it('is the original of the copy, else the first of that source in the story, else none', async () => {
    await cite('jet-2', 'kawat');
    await cite('jet-5', 'pagi');
    await cite('jet-1', 'post');
    await cite('sport', 'post');
    expect(await cited('jet-2')).toEqual([['kawat', 'jet-1']]);
    expect(await cited('jet-5')).toEqual([['pagi', 'jet-3']]);
    expect(await cited('jet-1')).toEqual([['post', null]]);
    expect(await cited('sport')).toEqual([['post', null]]);
    expect(await cited('jet-3')).toEqual([['seperti dikabarkan Reuters', null]]);
  });

  it('takes one statement for all', async () => {
    const { statements } = await ask(
      database,
      '{ articles(first: 12) { nodes { citations { text article { id } } } } }',
    );
    expect(statements).toBe(4);
  });
});

describe('what is passed on as it is', () => {
  it('has the other headline, the picture with its size, and the old name of url', async () => {
    const { id } = await rowOf('talks-1');
    await database.db
      .update(t.articles)
      .set({
        alternativeHeadline: 'Satu meja di Kremlin',
        image: { url: 'https://pagi.example/p.jpg', width: 1200, height: 800, caption: null, credit: null },
      })
      .where(eq(t.articles.id, id));
    const fields = 'alternativeHeadline link url image { width height }';
    expect(await article('talks-1', fields)).toEqual({
      alternativeHeadline: 'Satu meja di Kremlin',
      link: 'https://pagi.example/talks-1',
      url: 'https://pagi.example/talks-1',
      image: { width: 1200, height: 800 },
    });
    expect(await article('talks-2', fields)).toMatchObject({ alternativeHeadline: null, image: null });
  });

  it('tells where a name stands to a key that may read whole texts, and to no other', async () => {
    const text = `{ article(by: { id: "${seedIds.article('talks-1')}" }) { mentions(first: 1) { edges { mention { count offsets { start end } } } } } }`;
    const allowed = await ask(database, text);
    expect(allowed.data.article.mentions.edges[0].mention).toEqual({
      count: 5,
      offsets: [{ start: 0, end: 1 }],
    });
    const refused = await createExecutor(buildGraph()).execute({
      document: parse(text),
      queryHash: 'offsets',
      operationName: null,
      variables: {},
      context: {
        ...createContext(database, { now: () => seedNow, version: '1' }),
        scopes: new Set(['READ'] as const),
      },
    });
    expect(refused.errors?.[0]?.message).toMatch(/READ_FULL_TEXT/);
    expect(JSON.parse(JSON.stringify(refused.data)).article.mentions.edges[0].mention).toEqual({
      count: 5,
      offsets: null,
    });
  });
});
