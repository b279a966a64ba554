import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldName } from '../../src/base/foldName.ts';
import { type Database, rows } from '../../src/store/db.ts';
import * as t from '../../src/store/tables.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask, askInterpreted } from '../kit/graph.ts';
import { seedGraph, seedIds } from '../kit/seed.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  const found = await rows<{ id: number; name: string }>(
    database,
    sql`select id::int as id, name from entities where merged_into_id is null and public_id <> ${seedIds.entity('wd:Q649')}`,
  );
  const aliases = found.map(({ id, name }) => ({
    entityId: id,
    name,
    folded: foldName(name),
    source: 'IMPORT' as const,
  }));
  await database.db.insert(t.entityAliases).values(aliases);
  await database.db.execute(sql`analyze`);
});

afterAll(() => database.close());

const slugOf = (node: { url: string }) => node.url.split('/').at(-1);

async function found(args: string): Promise<(string | undefined)[]> {
  const { data, errors } = await ask(database, `{ articles(${args}) { nodes { url } totalCount } }`);
  expect(errors).toEqual([]);
  expect(data.articles.totalCount).toBe(data.articles.nodes.length);
  return data.articles.nodes.map(slugOf);
}

describe('a query', () => {
  it('without a word sets no condition', async () => {
    for (const query of ['', ' ?! ', '\\u0000', '-'])
      expect(await found(`query: "${query}"`)).toHaveLength(12);
    expect(await found('query: "the"')).not.toHaveLength(0);
  });

  it('that is wrong is told where, in data too', async () => {
    const query = 'query ($query: String) { articles(query: $query) { nodes { id } } }';
    const cases = [
      [
        'putin (hollande',
        'BAD_QUERY: The query is wrong at column 16: it ends here; expected ) for the ( at column 7.',
      ],
      [
        '((',
        'BAD_QUERY: The query is wrong at column 3: it ends here; expected a word, a "phrase" or an opening parenthesis.',
      ],
      [
        'putin "kata',
        'BAD_QUERY: The query is wrong at column 7: found a quotation mark that nothing closes; expected another one after it.',
      ],
      [
        '('.repeat(10_000),
        'BAD_QUERY: The query is wrong at column 1001: it has 10000 characters; expected at most 1000.',
      ],
    ] as const;
    for (const [text, error] of cases) {
      const { errors, data } = await ask(database, query, { query: text });
      expect(errors).toEqual([error]);
      expect(data).toBeNull();
    }
  });

  it('takes any text without a fault of ours', async () => {
    for (const query of [
      "'",
      'a & b | !c',
      '\\',
      '- -a b',
      '\u0000',
      "~e:1'::tsquery",
      '\ud800',
      'x'.repeat(60),
    ]) {
      const { errors } = await ask(
        database,
        'query ($query: String) { articles(query: $query) { nodes { id } totalCount } }',
        { query },
      );
      expect(errors, query).toEqual([]);
    }
  });

  it('names outlets, languages and entities', async () => {
    expect(await found('query: "person:\\"vladimir putin\\" source:kawat"')).toEqual(['talks-4', 'talks-3']);
    expect(await found('query: "place:moscow lang:en -jet"')).toEqual(['talks-2']);
    expect(await found('query: "org:reuters"')).toEqual(['jet-3']);
    expect(await found('query: "headline:putin -headline:hollande"')).toEqual([]);
    expect(await found('query: "near3:(stab back)"')).toEqual(['jet-2']);
  });

  it('may be relaxed by relevance, and says so', async () => {
    const text = `{ articles(query: "coalition targets", orderBy: { field: RELEVANCE }) {
      totalCount edges { holdsAllWords score node { url } } } }`;
    const { data, errors, statements } = await ask(database, text);
    expect(errors).toEqual([]);
    expect(data.articles.totalCount).toBe(2);
    const edges = data.articles.edges.map(
      ({ holdsAllWords, node }: { holdsAllWords: boolean; node: { url: string } }) => [
        slugOf(node),
        holdsAllWords,
      ],
    );
    expect(edges).toEqual([
      ['talks-4', false],
      ['talks-2', false],
    ]);
    expect(statements).toBe(2);
    expect(await found('query: "coalition targets"')).toEqual([]);
    const plain = await ask(database, '{ articles(first: 1) { edges { holdsAllWords score } } }');
    expect(plain.data.articles.edges).toEqual([{ holdsAllWords: null, score: null }]);
  });
});

describe('highlights', () => {
  const text = `query ($first: Int) { articles(query: "putin hollande", first: $first) {
    nodes { url source { name } highlights { field fragment } } } }`;

  it('mark the words in what may be shown', async () => {
    const { data, errors } = await ask(database, text);
    expect(errors).toEqual([]);
    const byslug = new Map(
      data.articles.nodes.map((node: { url: string; highlights: object[] }) => [
        slugOf(node),
        node.highlights,
      ]),
    );
    expect(byslug.get('talks-1')).toEqual([
      { field: 'headline', fragment: '<mark>Putin</mark> dan <mark>Hollande</mark> sepakat lawan ISIS' },
      {
        field: 'description',
        fragment: expect.stringContaining('Presiden Vladimir <mark>Putin</mark> dan Francois…'),
      },
    ]);
    // Its source shows no descriptions.
    expect(byslug.get('talks-4')).toEqual([
      { field: 'headline', fragment: '<mark>Putin</mark> and <mark>Hollande</mark> agree on targets' },
    ]);
  });

  it('cost one statement a page, and are null without a query', async () => {
    const [small, large] = [
      await ask(database, text, { first: 1 }),
      await ask(database, text, { first: 10 }),
    ];
    expect([small.statements, large.statements]).toEqual([3, 3]);
    const { data } = await ask(database, '{ articles(first: 1) { nodes { highlights { field } } } }');
    expect(data.articles.nodes).toEqual([{ highlights: null }]);
  });
});

describe('facets', () => {
  it('count the whole list, not the page', async () => {
    const { data, errors, statements } = await ask(
      database,
      `{ articles(first: 1, query: "putin OR turkey OR turki") { totalCount
        facets(fields: [LANGUAGE, SOURCE, PERSON, SOURCE_COUNTRY, DAY, AUTHOR], size: 2) {
          field exact otherCount buckets { value label count source { name } entity { name } } } } }`,
    );
    expect(errors).toEqual([]);
    const [language, source, person, country, day, author] = data.articles.facets;
    expect(language).toEqual({
      field: 'LANGUAGE',
      exact: true,
      otherCount: 0,
      buckets: [
        { value: 'en', label: 'English', count: 4, source: null, entity: null },
        { value: 'id', label: 'Indonesian', count: 4, source: null, entity: null },
      ],
    });
    expect(source.buckets.map((bucket: { count: number }) => bucket.count)).toEqual([3, 3]);
    expect(source.otherCount).toBe(2);
    expect(source.buckets[0]).toMatchObject({
      value: expect.stringMatching(/^src_/),
      source: { name: expect.any(String) },
    });
    expect(person.buckets[0]).toMatchObject({
      value: seedIds.entity('wd:Q7747'),
      label: 'Vladimir Putin',
      count: 6,
      entity: { name: 'Vladimir Putin' },
    });
    expect(country.buckets.map((bucket: { label: string }) => bucket.label).sort()).toEqual([
      'Indonesia',
      'United Kingdom',
    ]);
    expect(day.buckets.map((bucket: { value: string }) => bucket.value)).toEqual([
      '2015-11-27',
      '2015-11-26',
    ]);
    expect(day.otherCount).toBe(0);
    expect(author.buckets).toMatchObject([{ label: 'Rini', count: 3 }]);
    expect(data.articles.totalCount).toBe(8);
    expect(statements).toBe(6);
  });

  it('stand under every list, at one statement for all parents', async () => {
    const text = (first: number) => `{ sources(first: ${first}) { nodes { domain
      articles(first: 1) { totalCount facets(fields: [LANGUAGE, HOUR], size: 100) { buckets { label count } otherCount } } } } }`;
    const [one, all] = [await ask(database, text(1)), await ask(database, text(3))];
    expect(all.errors).toEqual([]);
    expect([one.statements, all.statements]).toEqual([4, 4]);
    for (const { articles } of all.data.sources.nodes) {
      for (const facet of articles.facets) {
        const sum = facet.buckets.reduce((n: number, { count }: { count: number }) => n + count, 0);
        expect(sum).toBe(articles.totalCount);
      }
    }
    const person = await ask(
      database,
      `{ person(by: { wikidataId: "Q7747" }) { articles(filter: { languages: ["en"] }) { facets(fields: [PLACE]) { buckets { label count } } } } }`,
    );
    expect(person.data.person.articles.facets[0].buckets).toContainEqual({ label: 'Moscow', count: 1 });
  });

  it('of an empty list are empty, and of nothing a mistake', async () => {
    const empty = await ask(
      database,
      '{ articles(query: "nowhere") { facets(fields: [DAY]) { buckets { value } otherCount exact } } }',
    );
    expect(empty.data.articles.facets).toEqual([{ buckets: [], otherCount: 0, exact: true }]);
    for (const fields of ['[]', '[DAY, DAY]', '[DAY], size: 101', '[DAY], size: 0']) {
      const { errors } = await ask(database, `{ articles { facets(fields: ${fields}) { field } } }`);
      expect(errors[0]).toMatch(/^BAD_INPUT/);
    }
  });
});

describe('suggestions', () => {
  const text = `query ($prefix: String!, $kinds: [EntityKind!], $first: Int! = 10, $language: LanguageTag) {
    suggest(prefix: $prefix, kinds: $kinds, first: $first, language: $language) {
      text matched score node { __typename ... on Person { id } ... on Place { id } ... on Organization { id } ... on Source { id domain } } } }`;

  async function suggested(variables: Record<string, unknown>) {
    const { data, errors } = await ask(database, text, variables);
    expect(errors).toEqual([]);
    return data.suggest as { text: string; matched: string; score: number; node: { __typename: string } }[];
  }
  const names = async (variables: Record<string, unknown>) => (await suggested(variables)).map((s) => s.text);

  it('begin with what was typed, whole names and the most mentioned first', async () => {
    expect(await names({ prefix: 'm' })).toEqual(['Morning Post', 'Moscow']);
    expect(await names({ prefix: 'Françoi' })).toEqual(['François Hollande']);
    expect(await names({ prefix: 'hollande', kinds: ['PERSON'] })).toEqual(['François Hollande']);
    expect(await suggested({ prefix: 'mosk', language: 'id' })).toMatchObject([
      {
        text: 'Moskwa',
        matched: 'Moskwa',
        score: 0.9,
        node: { __typename: 'Place', id: seedIds.entity('wd:Q649') },
      },
    ]);
    expect(await suggested({ prefix: 'moskow' })).toMatchObject([{ matched: 'Moskow', score: 1 }]);
    const both = await names({ prefix: 'r' });
    expect(both).toEqual(expect.arrayContaining(['Russia', 'Reuters']));
  });

  it('resemble what was typed wrongly', async () => {
    expect(await names({ prefix: 'Vladimir Putim' })).toEqual(['Vladimir Putin']);
    const [first] = await suggested({ prefix: 'holande' });
    expect(first?.text).toBe('François Hollande');
    expect(first?.score).toBeLessThan(0.9);
    expect(first?.score).toBeGreaterThan(0.5);
  });

  it('know sources, unless kinds are asked for', async () => {
    expect(await suggested({ prefix: 'surya' })).toMatchObject([
      { text: 'Surya Pagi', node: { __typename: 'Source', domain: 'pagi.example' } },
    ]);
    expect(await names({ prefix: 'pagi.ex' })).toEqual(['Surya Pagi']);
    expect(await names({ prefix: 'surya', kinds: ['PERSON'] })).toEqual([]);
    expect(await names({ prefix: 'r', kinds: ['PLACE'] })).toEqual(['Russia']);
    expect(await names({ prefix: 'r', kinds: [] })).toEqual([]);
  });

  it('know stories by the headlines of their articles, in any language, unless kinds are asked for', async () => {
    expect(await suggested({ prefix: 'turki tembak jat' })).toEqual([
      {
        text: 'Turkey shoots down Russian jet',
        matched: 'Turki tembak jatuh pesawat Rusia',
        score: 0.7,
        node: { __typename: 'Story' },
      },
    ]);
    expect(await names({ prefix: 'HOLLANDE' })).toEqual([
      'François Hollande',
      'Putin dan Hollande sepakat lawan ISIS',
    ]);
    expect(await names({ prefix: 'jatuh tembak', language: 'id' })).toEqual([
      'Turki tembak jatuh pesawat Rusia',
    ]);
    expect(await names({ prefix: 'turki tembak', kinds: ['PLACE'] })).toEqual([]);
    // No story has it, and too little is typed of the last word.
    expect(await names({ prefix: 'final di solo' })).toEqual([]);
    expect(await names({ prefix: 'turki te' })).toEqual([]);
  });

  it('leave out who was merged away or is out of sight', async () => {
    const shown = async () => (await names({ prefix: 'konstantin' })).length;
    expect(await shown()).toBe(1);
    await database.db.execute(
      sql`update entities set suppressed_at = now() where name = 'Konstantin Murakhtin'`,
    );
    expect(await shown()).toBe(0);
    await database.db.execute(
      sql`update entities set suppressed_at = null where name = 'Konstantin Murakhtin'`,
    );
  });

  it('cost one statement and one a kind of node, both ways of executing', async () => {
    const { statements } = await ask(database, text, { prefix: 's' });
    expect(statements).toBe(2);
    const interpreted = await askInterpreted(database, text, { prefix: 'mosk' });
    expect(interpreted.errors).toEqual([]);
    expect(interpreted.statements).toBe(2);
    expect((await ask(database, text, { prefix: '  ?' })).statements).toBe(0);
  });

  it('take any text', async () => {
    for (const prefix of [
      '',
      '%',
      '_',
      '\\',
      "'",
      '\u0000',
      'a\u0000b',
      '🙂',
      'x'.repeat(10_000),
      '\ud800a',
      '(((',
    ]) {
      expect(await names({ prefix }), prefix.slice(0, 20)).toEqual([]);
    }
    const { errors } = await ask(database, text, { prefix: 'a', first: 101 });
    expect(errors[0]).toMatch(/^BAD_INPUT: first must be between 1 and 100/);
  });
});

describe('areas', () => {
  const near = (latitude: number, longitude: number, radiusKm: number) =>
    found(`filter: { near: { latitude: ${latitude}, longitude: ${longitude}, radiusKm: ${radiusKm} } }`);
  const box = (west: number, south: number, east: number, north: number) =>
    found(`filter: { bbox: { west: ${west}, south: ${south}, east: ${east}, north: ${north} } }`);
  const inMoscow = ['talks-2', 'talks-1', 'jet-1'];

  it('hold articles that mention a place inside', async () => {
    expect(await near(55.7, 37.6, 50)).toEqual(inMoscow);
    expect(await near(55.7, 37.6, 20_038)).toEqual(inMoscow);
    expect(await near(-7.57, 110.82, 50)).toEqual([]);
    expect(await box(37, 55, 38, 56)).toEqual(inMoscow);
    expect(await box(-180, -90, 180, 90)).toEqual(inMoscow);
    expect(await box(38, 55, 37, 56)).toEqual([]);
  });

  it('may cross the 180th meridian', async () => {
    const moved = (longitude: number) =>
      database.db.execute(
        sql`update places set latitude = 0, longitude = ${longitude}::float8 where entity_id = (select id from entities where name = 'Kremlin')`,
      );
    await moved(179.9);
    expect(await near(0, -179.9, 30)).toEqual(['talks-1', 'jet-2']);
    expect(await near(0, -179.9, 20)).toEqual([]);
    expect(await box(170, -1, -170, 1)).toEqual(['talks-1', 'jet-2']);
    expect(await box(-170, -1, 170, 1)).toEqual([]);
    await moved(-180);
    expect(await near(0, 180, 1)).toEqual(['talks-1', 'jet-2']);
    expect(await near(90, 0, 10_100)).toEqual(expect.arrayContaining(['jet-2']));
  });

  it('join other conditions', async () => {
    const filter = 'near: { latitude: 55.7, longitude: 37.6, radiusKm: 50 }';
    expect(await found(`filter: { ${filter}, languages: ["en"] }`)).toEqual(['talks-2', 'jet-1']);
    expect(await found(`query: "putin", filter: { ${filter} }`)).toEqual(['talks-2', 'talks-1']);
    expect(await found(`filter: { not: { ${filter} } }`)).toHaveLength(9);
  });

  it('are refused where they are none', async () => {
    const cases = [
      [
        'near: { latitude: 91, longitude: 0, radiusKm: 1 }',
        'near.latitude must be between -90 and 90, not 91.',
      ],
      [
        'near: { latitude: 0, longitude: -180.5, radiusKm: 1 }',
        'near.longitude must be between -180 and 180, not -180.5.',
      ],
      ['near: { latitude: 0, longitude: 0, radiusKm: 0 }', 'near.radiusKm must be more than 0.'],
      [
        'near: { latitude: 0, longitude: 0, radiusKm: 1e9 }',
        'near.radiusKm must be between 0 and 20038, not 1000000000.',
      ],
      ['bbox: { west: 0, south: 10, east: 1, north: -10 }', 'bbox.north must not be south of bbox.south.'],
      [
        'bbox: { west: 0, south: 0, east: 181, north: 1 }',
        'bbox.east must be between -180 and 180, not 181.',
      ],
    ] as const;
    for (const [filter, message] of cases) {
      const { errors } = await ask(database, `{ articles(filter: { ${filter} }) { nodes { id } } }`);
      expect(errors).toEqual([`BAD_INPUT: ${message}`]);
    }
  });
});
