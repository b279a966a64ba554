import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printGraph } from '../../src/cli/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask, askInterpreted } from '../kit/graph.ts';
import { articleUrl, seedGraph, seedIds, seedNow } from '../kit/seed.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});

afterAll(() => database.close());

describe('lookups', () => {
  it('find a thing by what the world calls it', async () => {
    const { data, errors } = await ask(
      database,
      `{ article(by: { url: "${articleUrl('un', 'post')}" }) { headline } person(by: { wikidataId: "q7747" }) { name }
        place(by: { geonamesId: 524901 }) { name } organization(by: { wikidataId: "Q1065" }) { name(language: "id-ID") }
        source(by: { domain: "PAGI.example" }) { name } story(id: "${seedIds.story('jet')}") { articleCount } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      article: { headline: 'UN meets' },
      person: { name: 'Vladimir Putin' },
      place: { name: 'Moscow' },
      organization: { name: 'Perserikatan Bangsa-Bangsa' },
      source: { name: 'Surya Pagi' },
      story: { articleCount: 5 },
    });
  });

  it('give null for what is not there, and for things of another kind', async () => {
    const { data, errors } = await ask(
      database,
      `{ a: article(by: { id: "art_x" }) { id } b: person(by: { id: "${seedIds.entity('wd:Q649')}" }) { id }
        c: place(by: { geonamesId: 1 }) { id } d: source(by: { domain: "\\u0000" }) { id } e: story(id: "") { id }
        f: node(id: "run_x") { id } g: node(id: "___") { id } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ a: null, b: null, c: null, d: null, e: null, f: null, g: null });
  });

  it('give many nodes in the order asked, with null for unknown ids', async () => {
    const ids = [
      seedIds.story('talks'),
      'nonsense',
      seedIds.article('un'),
      seedIds.story('merged'),
      seedIds.article('un'),
    ];
    const { data, statements } = await ask(
      database,
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      { ids },
    );
    expect(data.nodes).toEqual([
      { __typename: 'Story', id: ids[0] },
      null,
      { __typename: 'Article', id: ids[2] },
      { __typename: 'Story', id: seedIds.story('jet') },
      { __typename: 'Article', id: ids[2] },
    ]);
    // One a table, and one more for the survivor of the merged story.
    expect(statements).toBe(3);
  });

  it('refuse more than 100 nodes, and lookups by none or two ways', async () => {
    const ids = Array.from({ length: 101 }, (_, i) => `art_${i}`);
    const { errors } = await ask(database, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(errors).toEqual(['BAD_INPUT: ids takes at most 100 ids, not 101.']);
    for (const by of ['{}', '{ id: "a", domain: "b" }', '{ id: null }']) {
      const answer = await ask(database, `{ source(by: ${by}) { id } }`);
      expect(answer.errors[0], by).toMatch(/^BAD_INPUT/);
    }
  });
});

describe('entities', () => {
  it('have a name in each language without a statement', async () => {
    const { data, statements } = await ask(
      database,
      `{ place(by: { wikidataId: "Q649" }) { main: name id: name(language: "id") regional: name(language: "id-ID") other: name(language: "fi") } }`,
    );
    expect(data.place).toEqual({ main: 'Moscow', id: 'Moskwa', regional: 'Moskwa', other: 'Moscow' });
    expect(statements).toBe(1);
  });

  it('know their aliases and other identities', async () => {
    const { data } = await ask(
      database,
      `{ place(by: { wikidataId: "Q649" }) { aliases(language: "id") { name language source preferred } sameAs { scheme value url } } }`,
    );
    expect(data.place.aliases.map((alias: { name: string }) => alias.name)).toEqual([
      'Moskwa',
      'Moskow',
      'MOW',
    ]);
    expect(data.place.aliases[2]).toEqual({
      name: 'MOW',
      language: null,
      source: 'IMPORT',
      preferred: false,
    });
    expect(data.place.sameAs).toEqual([
      { scheme: 'wikidata', value: 'Q649', url: 'https://www.wikidata.org/entity/Q649' },
      { scheme: 'geonames', value: '524901', url: 'https://sws.geonames.org/524901/' },
    ]);
  });

  it('carry role, quotes, stories and place on the board', async () => {
    const { data, errors } = await ask(
      database,
      `{ person(by: { wikidataId: "Q7747" }) { jobTitle(language: "id") other: jobTitle(language: "fi")
        quotes(first: 1) { nodes { text article { url } } totalCount pageInfo { hasNextPage } }
        stories { nodes { headline } totalCount } trend { rank rankDelta isNew } hour: trend(window: HOUR) { rank } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.person).toEqual({
      jobTitle: 'Presiden',
      other: 'President',
      quotes: {
        nodes: [{ text: 'Kami siap untuk bekerja sama', article: { url: articleUrl('talks-1', 'pagi') } }],
        totalCount: 2,
        pageInfo: { hasNextPage: true },
      },
      stories: {
        nodes: [
          { headline: 'Putin dan Hollande sepakat lawan ISIS' },
          { headline: 'Turkey shoots down Russian jet' },
        ],
        totalCount: 2,
      },
      trend: { rank: 1, rankDelta: 1, isNew: false },
      hour: null,
    });
  });

  it('lie within each other as places', async () => {
    const { data, errors } = await ask(
      database,
      `{ place(by: { wikidataId: "Q133274" }) { placeType geo { latitude } containedInPlace { name geo { latitude longitude }
        containedInPlace { name countryCode containsPlaces { nodes { name } totalCount } pois: containsPlaces(types: [POI]) { totalCount }
          containedInPlace { name } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.place).toEqual({
      placeType: 'POI',
      geo: null,
      containedInPlace: {
        name: 'Moscow',
        geo: { latitude: 55.75, longitude: 37.62 },
        containedInPlace: {
          name: 'Russia',
          countryCode: 'RU',
          containsPlaces: { nodes: [{ name: 'Moscow' }], totalCount: 1 },
          pois: { totalCount: 0 },
          containedInPlace: null,
        },
      },
    });
  });

  it('count articles of a place with or without the places inside', async () => {
    const { data } = await ask(
      database,
      `{ place(by: { wikidataId: "Q649" }) { all: articles { totalCount nodes { url } } own: articles(includeContained: false) { totalCount nodes { url } } } }`,
    );
    expect(data.place.all.totalCount).toBe(4);
    expect(data.place.all.nodes).toHaveLength(4);
    expect(data.place.own.totalCount).toBe(3);
    expect(data.place.own.nodes).toHaveLength(3);
  });

  it('are listed by kind, name, country and place, without those merged away', async () => {
    const { data, errors } = await ask(
      database,
      `{ people(orderBy: { field: NAME, direction: ASC }) { nodes { name } totalCount }
        places(filter: { countries: ["RU"], placeTypes: [CITY, POI] }) { nodes { name } }
        byAlias: entities(filter: { query: "moskwa" }) { nodes { name } }
        wild: entities(filter: { query: "%" }) { totalCount }
        within: entities(filter: { withinPlaceId: "${seedIds.entity('wd:Q649')}" }) { nodes { name } }
        none: people(filter: { kinds: [PLACE] }) { totalCount } }`,
    );
    expect(errors).toEqual([]);
    expect(data.people).toEqual({
      nodes: [{ name: 'François Hollande' }, { name: 'Konstantin Murakhtin' }, { name: 'Vladimir Putin' }],
      totalCount: 3,
    });
    expect(data.places.nodes.map((node: { name: string }) => node.name)).toEqual(['Moscow', 'Kremlin']);
    expect(data.byAlias.nodes).toEqual([{ name: 'Moscow' }]);
    expect(data.wild.totalCount).toBe(0);
    expect(data.within.nodes).toHaveLength(2);
    expect(data.none.totalCount).toBe(0);
  });

  it('page in every order', async () => {
    for (const field of ['NAME', 'MENTIONS', 'LAST_MENTIONED']) {
      const names: string[] = [];
      let after: string | null = null;
      do {
        const { data, errors } = await ask(
          database,
          `query ($after: String) { entities(first: 2, after: $after, orderBy: { field: ${field} }) { nodes { name } pageInfo { hasNextPage endCursor } totalCount } }`,
          { after },
        );
        expect(errors).toEqual([]);
        names.push(...data.entities.nodes.map((node: { name: string }) => node.name));
        expect(data.entities.totalCount).toBe(9);
        expect(names.length).toBeLessThanOrEqual(9);
        after = data.entities.pageInfo.hasNextPage ? data.entities.pageInfo.endCursor : null;
      } while (after);
      expect(new Set(names).size).toBe(9);
    }
  });
});

describe('stories', () => {
  it('tell headline, first report and who is in them', async () => {
    const { data, errors, statements } = await ask(
      database,
      `{ story(id: "${seedIds.story('merged')}") { id headline idn: headline(language: "id") firstReport { url } articleCount sourceCount
        independentSourceCount languages countries mergedInto { id } people(first: 1) { count entity { name } } places(first: 2) { count entity { name } }
        organizations { entity { name } } articles(first: 1, orderBy: { field: DATE, direction: ASC }) { nodes { url } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.story).toEqual({
      id: seedIds.story('jet'),
      headline: 'Turkey shoots down Russian jet',
      idn: 'Turki tembak jatuh pesawat Rusia',
      firstReport: { url: articleUrl('jet-1', 'kawat') },
      articleCount: 5,
      sourceCount: 3,
      independentSourceCount: 2,
      languages: ['en', 'id'],
      countries: ['GB', 'ID'],
      mergedInto: null,
      people: [{ count: 3, entity: { name: 'Konstantin Murakhtin' } }],
      places: [
        { count: 4, entity: { name: 'Turkey' } },
        { count: 3, entity: { name: 'Russia' } },
      ],
      organizations: [{ entity: { name: 'Reuters' } }],
      articles: { nodes: [{ url: articleUrl('jet-1', 'kawat') }] },
    });
    // story, its survivor, first report, counts of all kinds, entities of all kinds, articles
    expect(statements).toBe(6);
  });

  it('are listed by filter, merged ones left out', async () => {
    const totals = async (filter: string) => {
      const { data, errors } = await ask(
        database,
        `{ stories(filter: { ${filter} }) { totalCount nodes { id } } }`,
      );
      expect(errors).toEqual([]);
      expect(data.stories.nodes).toHaveLength(data.stories.totalCount);
      return data.stories.totalCount;
    };
    expect(await totals('')).toBe(2);
    expect(await totals('languages: ["id-ID"]')).toBe(2);
    expect(await totals('countries: ["TR"]')).toBe(0);
    expect(await totals('minSources: 4')).toBe(0);
    expect(await totals(`mentionsAny: ["${seedIds.entity('person:konstantin murahtin')}"]`)).toBe(1);
    expect(await totals('mentionsAny: ["per_x"]')).toBe(0);
    expect(await totals('active: { last: "PT12H" }')).toBe(1);
  });

  it('page in every order', async () => {
    for (const field of ['LATEST', 'SIZE', 'INDEPENDENT_SOURCES', 'STARTED']) {
      const query = `query ($after: String) { stories(first: 1, after: $after, orderBy: { field: ${field} }) { nodes { id } pageInfo { endCursor hasNextPage } } }`;
      const first = await ask(database, query);
      const second = await ask(database, query, { after: first.data.stories.pageInfo.endCursor });
      expect(second.errors).toEqual([]);
      expect(second.data.stories.nodes[0].id).not.toBe(first.data.stories.nodes[0].id);
      expect(second.data.stories.pageInfo.hasNextPage).toBe(false);
    }
  });
});

describe('sources', () => {
  it('tell their channels, health and rights', async () => {
    const { data, errors } = await ask(
      database,
      `{ sources { totalCount nodes { name kind country channels { kind ingestible state } health { state lastSuccessAt consecutiveFailures lastHttpStatus lastError }
        rights { exposure snippetMaxChars tdmReserved } articles { totalCount } } } }`,
    );
    expect(errors).toEqual([]);
    const [wire, post, pagi] = data.sources.nodes;
    expect(data.sources.totalCount).toBe(3);
    expect(wire).toMatchObject({
      name: 'Kawat Nusantara',
      kind: 'WIRE',
      channels: [],
      health: { state: 'NEVER_FETCHED', lastSuccessAt: null },
    });
    expect(post).toMatchObject({
      rights: { exposure: 'FULL_TEXT' },
      health: { state: 'HEALTHY', lastHttpStatus: 304, lastError: null },
    });
    expect(pagi.channels).toHaveLength(3);
    expect(pagi.health).toEqual({
      state: 'DEGRADED',
      lastSuccessAt: '2015-11-27T23:00:00.000Z',
      consecutiveFailures: 4,
      lastHttpStatus: 200,
      lastError: 'HTTP 503',
    });
    expect(pagi.articles.totalCount).toBe(4);
  });

  it('are listed by filter and order', async () => {
    const names = async (args: string) => {
      const { data, errors } = await ask(database, `{ sources(${args}) { nodes { name } totalCount } }`);
      expect(errors).toEqual([]);
      return data.sources.nodes.map((node: { name: string }) => node.name);
    };
    expect(await names('filter: { query: "pagi" }')).toEqual(['Surya Pagi']);
    expect(await names('filter: { states: [FAILING] }')).toEqual(['Surya Pagi']);
    expect(await names('filter: { kinds: [WIRE, BLOG], countries: ["id"] }')).toEqual(['Kawat Nusantara']);
    expect(await names('filter: { languages: ["en"], domains: ["post.example"] }')).toEqual(['Morning Post']);
    expect(await names('orderBy: { field: LAST_SUCCESS, direction: DESC }, first: 2')).toHaveLength(2);
  });
});

describe('quotes', () => {
  it('are found by speaker, style, language and time', async () => {
    const putin = seedIds.entity('wd:Q7747');
    const total = async (filter: string) => {
      const { data, errors } = await ask(
        database,
        `{ quotes(filter: { ${filter} }) { totalCount nodes { id } } }`,
      );
      expect(errors).toEqual([]);
      expect(data.quotes.nodes).toHaveLength(data.quotes.totalCount);
      return data.quotes.totalCount;
    };
    expect(await total('')).toBe(3);
    expect(await total(`speakerIds: ["${putin}"]`)).toBe(2);
    expect(await total('style: INDIRECT')).toBe(1);
    expect(await total('languages: ["en"]')).toBe(1);
    expect(await total('range: { last: "P1D" }')).toBe(2);
    expect(await total('speakerIds: []')).toBe(0);
  });
});

describe('trending', () => {
  it('shows the run with its rows and what explains them', async () => {
    const { data, errors } = await ask(
      database,
      `{ trending(input: { minSources: 1 }) { runId asOf nextRunAt window coverage { expectedSources healthySources ratio }
        nodes { id name(language: "id") kind trend { rank previousRank rankDelta isNew score lift } sparkline(points: 2) topStory { id } evidence(first: 1) { url } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.trending).toMatchObject({
      runId: seedIds.run,
      asOf: '2015-11-28T00:00:00.000Z',
      nextRunAt: '2015-11-28T01:00:00.000Z',
      window: 'DAY',
      coverage: { expectedSources: 3, healthySources: 2 },
    });
    expect(data.trending.nodes).toHaveLength(3);
    expect(data.trending.nodes[1]).toEqual({
      id: seedIds.entity('wd:Q649'),
      name: 'Moskwa',
      kind: 'PLACE',
      trend: { rank: 2, previousRank: null, rankDelta: null, isNew: true, score: 4.25, lift: 10 },
      sparkline: [12, 12],
      topStory: { id: seedIds.story('talks') },
      evidence: [{ url: articleUrl('talks-2', 'post') }],
    });
  });

  it('narrows to kinds, sources and a size, and leaves out what is excluded', async () => {
    const names = async (args: string) => {
      const { data, errors } = await ask(database, `{ trending(${args}) { nodes { name } } }`);
      expect(errors).toEqual([]);
      return data.trending.nodes.map((node: { name: string }) => node.name);
    };
    expect(await names('first: 10')).toEqual(['Vladimir Putin', 'Moscow']);
    expect(await names('input: { kinds: [PLACE] }')).toEqual(['Moscow']);
    expect(await names(`input: { excludeIds: ["${seedIds.entity('wd:Q7747')}"] }, first: 1`)).toEqual([
      'Moscow',
    ]);
    expect(await names('input: { minCount: 4 }')).toEqual(['Vladimir Putin']);
  });

  it('is empty before the first run', async () => {
    const { data, errors } = await ask(
      database,
      '{ trending(input: { asOf: "2015-11-01T00:00:00Z" }) { runId nodes { id } coverage { ratio } } week: trending(input: { window: WEEK }) { runId } }',
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      trending: { runId: 'run_none', nodes: [], coverage: { ratio: 1 } },
      week: { runId: 'run_none' },
    });
  });

  it('refuses a number of points that does not divide the stored ones', async () => {
    const { errors } = await ask(database, '{ trending { nodes { sparkline(points: 7) } } }');
    expect(errors[0]).toBe('BAD_INPUT: points must divide 24, which 7 does not.');
  });
});

describe('status', () => {
  it('sums up the service', async () => {
    const { data } = await ask(
      database,
      '{ status { version articleCount oldestArticleAt coverage { expectedSources healthySources ratio } } }',
    );
    expect(data.status).toEqual({
      version: '1.2.3',
      articleCount: 12,
      oldestArticleAt: '2015-11-26T08:00:00.000Z',
      coverage: { expectedSources: 2, healthySources: 2, ratio: 1 },
    });
  });
});

describe('the state of reading', () => {
  const status = async (fields: string) => {
    const answer = await ask(database, `{ status { ${fields} } }`);
    const interpreted = await askInterpreted(database, `{ status { ${fields} } }`);
    expect(interpreted.data).toEqual(answer.data);
    expect([...answer.errors, ...interpreted.errors]).toEqual([]);
    return answer.data.status;
  };

  it('names the schema by the hash of its text', async () => {
    const hash = createHash('sha256').update(printGraph()).digest('hex');
    expect(await status('schemaHash')).toEqual({ schemaHash: hash });
  });

  it('is how long the most overdue channel waits', async () => {
    expect(await status('ingestLag')).toEqual({ ingestLag: 'PT0S' });
    const due = (url: string, minutes: number, set = sql`lease_until = null`) =>
      database.db.execute(sql`update source_channels set ${set},
        next_attempt_at = ${new Date(seedNow.getTime() - minutes * 60_000).toISOString()} where url like ${url}`);
    await due('%pagi%rss', 90);
    await due('%post%', 5);
    expect(await status('ingestLag')).toEqual({ ingestLag: 'PT1H30M' });
    // It is being read.
    await due('%pagi%rss', 90, sql`lease_until = ${new Date(seedNow.getTime() + 60_000).toISOString()}`);
    expect(await status('ingestLag')).toEqual({ ingestLag: 'PT5M' });
    await due('%', -60);
  });
});

describe('nested pages', () => {
  const cost = async (query: string, variables: Record<string, unknown>) => {
    const { errors, statements } = await ask(database, query, variables);
    expect(errors).toEqual([]);
    return statements;
  };

  it.each([
    [
      'people',
      'people(first: $n) { nodes { articles(first: $n) { totalCount nodes { source { name } } } } }',
      4,
    ],
    ['places', 'places(first: $n) { nodes { articles(first: $n) { nodes { headline } } } }', 2],
    [
      'stories',
      'stories(first: $n) { nodes { articles(first: $n, filter: { languages: ["en"] }) { nodes { people { name } } } } }',
      3,
    ],
    [
      'sources',
      'sources(first: $n) { nodes { health { state } articles(first: $n) { nodes { story { headline } } } } }',
      4,
    ],
    [
      'articles',
      'articles(first: $n, orderBy: { field: DATE, direction: ASC }) { nodes { mentions(first: $n) { totalCount nodes { name } } quotes { nodes { text } } syndication { role } } }',
      6,
    ],
    [
      'entities',
      'entities(first: $n) { nodes { stories(first: $n) { totalCount nodes { people { count entity { name } } } } trend { rank } mergedIds aliases { name } } }',
      8,
    ],
  ])('under %s cost one statement a level and noun', async (_, field, statements) => {
    const query = `query ($n: Int) { ${field} }`;
    expect(await cost(query, { n: 2 })).toBe(statements);
    expect(await cost(query, { n: 50 })).toBe(statements);
  });
});
