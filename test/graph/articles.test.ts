import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { ask } from '../kit/graph.ts';
import { articleSlugs, articleUrl, newestFirst, seedGraph, seedIds } from '../kit/seed.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
});

afterAll(() => database.close());

const slugOf = (node: { url: string }) => node.url.split('/').at(-1);
const slugs = (connection: { nodes: { url: string }[] }) => connection.nodes.map(slugOf);

/** Slugs that a filter (as literal) lets through. */
async function found(args: string): Promise<(string | undefined)[]> {
  const { data, errors } = await ask(database, `{ articles(${args}) { nodes { url } totalCount } }`);
  expect(errors).toEqual([]);
  expect(data.articles.totalCount).toBe(data.articles.nodes.length);
  return slugs(data.articles);
}

describe('the front page', () => {
  const query = `query ($first: Int) { articles(first: $first) { nodes {
    headline source { name } people { name } places { name } story { headline sourceCount } } } }`;

  it('costs one statement a noun, whatever its size', async () => {
    const small = await ask(database, query, { first: 5 });
    const large = await ask(database, query, { first: 20 });
    expect(small.errors).toEqual([]);
    expect(large.data.articles.nodes).toHaveLength(12);
    expect([small.statements, large.statements]).toEqual([4, 4]);
  });

  it('shows everything in the order of date and key', async () => {
    const { data } = await ask(database, '{ articles { nodes { url } } }');
    expect(slugs(data.articles)).toEqual(newestFirst);
  });
});

describe('the fields of an article', () => {
  it('carry what is stored, and from its relatives', async () => {
    const { data, errors } = await ask(
      database,
      `query ($id: ID!) { article(by: { id: $id }) {
        id url headline description dateline datePublished datePublishedPrecision dateModified firstSeenAt sortDate
        inLanguage wordCount keywords image { url caption creditText } authors { name source { domain } }
        source { name } people { name } places(first: 1) { name(language: "id") } organizations { name }
        story { headline(language: "en") } rights { exposure creditText evidence { basis } }
        quotes { nodes { text style speakerText speaker { name } } totalCount } } }`,
      { id: seedIds.article('talks-1') },
    );
    expect(errors).toEqual([]);
    expect(data.article).toEqual({
      id: seedIds.article('talks-1'),
      url: articleUrl('talks-1', 'pagi'),
      headline: 'Putin dan Hollande sepakat lawan ISIS',
      description: 'Presiden Vladimir Putin dan Francois…',
      dateline: 'Pagi, MOSKOW',
      datePublished: '2015-11-27T14:00:00.000Z',
      datePublishedPrecision: 'MINUTE',
      dateModified: null,
      firstSeenAt: '2015-11-27T14:01:00.000Z',
      sortDate: '2015-11-27T14:00:00.000Z',
      inLanguage: 'id',
      wordCount: 17,
      keywords: ['Putin', 'ISIS'],
      image: { url: 'https://pagi.example/p.jpg', caption: 'Putin', creditText: 'dok' },
      authors: [{ name: 'Rini', source: { domain: 'pagi.example' } }],
      source: { name: 'Surya Pagi' },
      people: [{ name: 'Vladimir Putin' }, { name: 'François Hollande' }],
      places: [{ name: 'Kremlin' }],
      organizations: [{ name: 'United Nations' }],
      story: { headline: 'Hollande meets Putin in Moscow' },
      rights: { exposure: 'SNIPPET', creditText: 'Surya Pagi', evidence: [{ basis: 'OPERATOR_DEFAULT' }] },
      quotes: {
        nodes: [
          {
            text: 'Kami siap untuk bekerja sama',
            style: 'DIRECT',
            speakerText: 'kata Putin',
            speaker: { name: 'Vladimir Putin' },
          },
          { text: 'Semua setuju', style: 'INDIRECT', speakerText: '', speaker: null },
        ],
        totalCount: 2,
      },
    });
  });

  it('give the text only where the source allows it, and say why not elsewhere', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Article { description
      articleBody(format: HTML) { __typename ... on ArticleText { text format complete }
        ... on ContentWithheld { basis originalUrl } } } } }`;
    const ids = ['jet-2', 'talks-1', 'jet-1'].map(seedIds.article);
    const { data, errors } = await ask(database, query, { ids });
    expect(errors).toEqual([]);
    expect(data.nodes[0].articleBody).toEqual({
      __typename: 'ArticleText',
      text: '<p>Turkey shot down a Russian jet near the border, an agency says.</p>\n<p>&quot;This is a stab in the back,&quot; Putin said &lt;angrily&gt; &amp; left.</p>',
      format: 'HTML',
      complete: true,
    });
    expect(data.nodes[1].articleBody).toEqual({
      __typename: 'ContentWithheld',
      basis: 'OPERATOR_DEFAULT',
      originalUrl: articleUrl('talks-1', 'pagi'),
    });
    expect(data.nodes[2]).toMatchObject({
      description: null,
      articleBody: { __typename: 'ContentWithheld' },
    });
  });

  it('tell whose text it is', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Article {
      syndication { role similarity groupSize original { url } copies(first: 5) { nodes { url } totalCount } } } } }`;
    const ids = ['jet-1', 'jet-2', 'jet-3', 'weather'].map(seedIds.article);
    const { data, errors, statements } = await ask(database, query, { ids });
    expect(errors).toEqual([]);
    const [original, copy, derived, alone] = data.nodes.map((n: { syndication: unknown }) => n.syndication);
    expect(original).toMatchObject({ role: 'ORIGINAL', groupSize: 3, original: null, similarity: null });
    expect(slugs(original.copies)).toEqual(['jet-3', 'jet-2']);
    expect(copy).toMatchObject({ role: 'COPY', original: { url: articleUrl('jet-1', 'kawat') } });
    expect(copy.similarity).toBeCloseTo(0.8);
    expect(copy.copies).toEqual(original.copies);
    expect(derived.role).toBe('REWRITE');
    expect(alone).toMatchObject({ role: 'ORIGINAL', groupSize: 1, copies: { nodes: [], totalCount: 0 } });
    expect(statements).toBe(5);
  });

  it('tell the dates they name', async () => {
    const dates = [
      {
        start: 0,
        end: 5,
        text: '24/11',
        from: '2015-11-24',
        to: '2015-11-24',
        precision: 'DAY',
        inferred: true,
      },
      {
        start: 9,
        end: 13,
        text: '2014',
        from: '2014-01-01',
        to: '2014-12-31',
        precision: 'YEAR',
        inferred: false,
      },
    ];
    await database.db.execute(
      sql`update article_texts set mentioned_dates = ${JSON.stringify(dates)}::jsonb
          where article_id = (select id from articles where public_id = ${seedIds.article('jet-1')})`,
    );
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Article {
      mentionedDates { text start end precision confidence } } } }`;
    const ids = ['jet-1', 'weather'].map(seedIds.article);
    const { data, errors, statements } = await ask(database, query, { ids });
    expect(errors).toEqual([]);
    expect(data.nodes).toEqual([
      {
        mentionedDates: [
          { text: '24/11', start: '2015-11-24', end: '2015-11-24', precision: 'INFERRED', confidence: 0.8 },
          { text: '2014', start: '2014-01-01', end: '2014-12-31', precision: 'YEAR', confidence: 0.95 },
        ],
      },
      { mentionedDates: [] },
    ]);
    expect(statements).toBe(2);
  });

  it('tell whom it credits', async () => {
    const { data } = await ask(
      database,
      'query ($id: ID!) { article(by: { id: $id }) { citations { kind text confidence source { name } organization { name asSource { name } } } } }',
      { id: seedIds.article('jet-3') },
    );
    expect(data.article.citations).toEqual([
      {
        kind: 'REPORTED_BY',
        text: 'seperti dikabarkan Reuters',
        confidence: expect.closeTo(0.9),
        source: null,
        organization: { name: 'Reuters', asSource: null },
      },
    ]);
  });

  it('name a merged entity once, by its survivor', async () => {
    const { data } = await ask(
      database,
      'query ($id: ID!) { node(id: $id) { ... on Person { id name mergedIds } } }',
      { id: seedIds.entity('person:konstantin murahtin') },
    );
    expect(data.node).toEqual({
      id: seedIds.entity('person:konstantin murakhtin'),
      name: 'Konstantin Murakhtin',
      mergedIds: ['per_0000000000000000', seedIds.entity('person:konstantin murahtin')].sort(),
    });
  });

  it('page through its mentions by salience', async () => {
    const query = `query ($id: ID!, $after: String) { article(by: { id: $id }) { mentions(first: 2, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { name } edges { mention { count salience inHeadline entity { name } } } } } }`;
    const id = seedIds.article('talks-1');
    const names: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page += 1) {
      const { data, errors } = await ask(database, query, { id, after });
      expect(errors).toEqual([]);
      const { mentions } = data.article;
      expect(mentions.totalCount).toBe(5);
      for (const { mention } of mentions.edges) names.push(mention.entity.name);
      after = mentions.pageInfo.endCursor;
      if (!mentions.pageInfo.hasNextPage) break;
    }
    expect(names).toEqual(['Vladimir Putin', 'François Hollande', 'Kremlin', 'Moscow', 'United Nations']);
  });

  it('narrow mentions to kinds and salience', async () => {
    const { data } = await ask(
      database,
      'query ($id: ID!) { article(by: { id: $id }) { mentions(kinds: [PLACE], minSalience: 0.65) { nodes { name } totalCount } } }',
      { id: seedIds.article('talks-1') },
    );
    expect(data.article.mentions).toEqual({ nodes: [{ name: 'Kremlin' }], totalCount: 1 });
  });
});

describe('filters', () => {
  const quoted = (ids: string[]) => JSON.stringify(ids);

  it('by source, domain and country', async () => {
    expect(await found(`filter: { sourceIds: ["${seedIds.source('pagi')}"] }`)).toHaveLength(4);
    expect(await found('filter: { sourceDomains: ["PAGI.example"] }')).toHaveLength(4);
    expect(await found('filter: { sourceCountries: ["id"] }')).toHaveLength(7);
    expect(await found(`filter: { sourceCountries: ["ID"], sourceDomains: ["post.example"] }`)).toEqual([]);
  });

  it('by language, with or without region', async () => {
    expect(await found('filter: { languages: ["id-ID"] }')).toHaveLength(5);
    expect(await found('filter: { languages: ["id", "en"] }')).toHaveLength(12);
  });

  it('by id and by address', async () => {
    const ids = quoted([seedIds.article('sport'), 'art_unknown']);
    expect(await found(`filter: { ids: ${ids} }`)).toEqual(['sport']);
    expect(await found(`filter: { urls: ["${articleUrl('un', 'post')}"] }`)).toEqual(['un']);
  });

  it('by author, story and merged story', async () => {
    expect(await found(`filter: { authorIds: ["${seedIds.author}"] }`)).toHaveLength(4);
    expect(await found(`filter: { storyId: "${seedIds.story('talks')}" }`)).toHaveLength(4);
    expect(await found(`filter: { storyId: "${seedIds.story('merged')}" }`)).toHaveLength(5);
  });

  it('by all or any entity, merged ids included', async () => {
    const putin = seedIds.entity('wd:Q7747');
    const turkey = seedIds.entity('wd:Q43');
    const oldPilot = seedIds.entity('person:konstantin murahtin');
    expect(await found(`filter: { mentionsAll: ${quoted([putin, turkey])} }`)).toEqual(['jet-2']);
    expect(await found(`filter: { mentionsAny: ${quoted([putin, turkey])} }`)).toHaveLength(9);
    expect(await found(`filter: { mentionsAny: ["${oldPilot}"] }`)).toEqual(['jet-5', 'jet-4', 'jet-3']);
    expect(await found(`filter: { mentionsAll: ["${oldPilot}"], languages: ["en"] }`)).toEqual(['jet-5']);
  });

  it('by a place with all it contains', async () => {
    const within = (key: string) => found(`filter: { withinPlaceId: "${seedIds.entity(key)}" }`);
    expect(await within('wd:Q159')).toEqual(['talks-2', 'talks-1', 'jet-3', 'jet-2', 'jet-1']);
    expect(await within('wd:Q649')).toEqual(['talks-2', 'talks-1', 'jet-2', 'jet-1']);
    expect(await within('wd:Q133274')).toEqual(['talks-1', 'jet-2']);
  });

  it('by time, relative or between bounds', async () => {
    expect(await found('filter: { published: { last: "PT6H" } }')).toEqual(['un', 'weather', 'sport']);
    expect(
      await found(
        'filter: { firstSeen: { between: { start: "2015-11-27T14:00:00Z", end: 1448632861000 } } }',
      ),
    ).toHaveLength(4);
  });

  it('by their negation', async () => {
    expect(await found('filter: { not: { languages: ["en"] } }')).toHaveLength(5);
    expect(await found(`filter: { not: { storyId: "${seedIds.story('jet')}" } }`)).toHaveLength(7);
    expect(await found(`filter: { not: { not: { languages: ["en"] } } }`)).toHaveLength(7);
  });

  it('give nothing for ids that nobody has, and for empty lists', async () => {
    for (const filter of [
      'ids: []',
      'sourceIds: ["src_x"]',
      'mentionsAny: []',
      'mentionsAny: ["per_x", "nonsense", "a\\u0000b"]',
      'mentionsAll: ["per_x"]',
      'storyId: "sto_x"',
      'authorIds: ["aut_x"]',
      'withinPlaceId: "pla_x"',
      'sourceDomains: ["\\u0000"]',
    ]) {
      expect(await found(`filter: { ${filter} }`), filter).toEqual([]);
      expect(await found(`query: "Putin", filter: { ${filter} }`), filter).toEqual([]);
    }
  });

  it('refuse what is out of bounds', async () => {
    const deep = 'not: { '.repeat(6);
    const cases = [
      [`filter: { ${deep} languages: ["id"] ${'}'.repeat(6)} }`, 'BAD_INPUT: A filter nests at most 5 deep.'],
      [
        'filter: { published: { between: { start: 2, end: 1 } } }',
        'BAD_INPUT: A range must start before it ends.',
      ],
      ['filter: { published: { last: "P1Y" } }', /BAD_INPUT: .*Duration/],
      ['filter: { published: { last: "P1D", between: { start: 1, end: 2 } } }', /BAD_INPUT: .*exactly one/i],
      ['filter: { languages: ["not a tag"] }', /BAD_INPUT: .*LanguageTag/],
      ['orderBy: { field: RELEVANCE }', /BAD_INPUT: Order by RELEVANCE needs a query/],
    ] as const;
    for (const [args, message] of cases) {
      const { errors } = await ask(database, `{ articles(${args}) { nodes { id } } }`);
      expect(errors[0], args).toMatch(message);
    }
  });
});

describe('full text', () => {
  it('finds word forms of each language and leaves out what is excluded', async () => {
    expect(await found('query: "run"')).toEqual(['weather', 'jet-1']);
    expect(await found('query: "menembak"')).toEqual(['jet-3']);
    expect(await found('query: "Putin -olahraga", filter: { languages: ["id"] }')).toEqual([
      'talks-3',
      'talks-1',
    ]);
    expect(await found('query: "jet -running"')).toEqual(['jet-2']);
    expect(await found('query: "\\"stab in the back\\""')).toEqual(['jet-2']);
    expect(await found('query: "weather OR olahraga"')).toEqual(['weather', 'sport']);
  });

  it('joins words with filters', async () => {
    const kremlin = seedIds.entity('wd:Q133274');
    expect(await found(`query: "Putin", filter: { mentionsAny: ["${kremlin}"] }`)).toEqual([
      'talks-1',
      'jet-2',
    ]);
    expect(
      await found(`query: "Putin", filter: { withinPlaceId: "${seedIds.entity('wd:Q649')}" }`),
    ).toHaveLength(3);
    expect(await found('query: "Putin", filter: { sourceDomains: ["kawat.example"] }')).toEqual([
      'talks-4',
      'talks-3',
    ]);
    expect(
      await found(
        `query: "Putin", filter: { storyId: "${seedIds.story('talks')}", published: { last: "P1D" } }`,
      ),
    ).toHaveLength(4);
  });

  it('ranks by relevance, newer ones weighing more, and pages through it', async () => {
    const query = `query ($after: String) { articles(query: "Putin", orderBy: { field: RELEVANCE }, first: 2, after: $after) {
      edges { score node { url } } pageInfo { hasNextPage endCursor } totalCount } }`;
    const seen: [string | undefined, number][] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await ask(database, query, { after });
      expect(errors).toEqual([]);
      for (const { score, node } of data.articles.edges) seen.push([slugOf(node), score]);
      after = data.articles.pageInfo.hasNextPage ? data.articles.pageInfo.endCursor : null;
      expect(data.articles.totalCount).toBe(6);
      expect(seen.length).toBeLessThanOrEqual(6);
    } while (after);
    expect(new Set(seen.map(([slug]) => slug)).size).toBe(6);
    const scores = seen.map(([, score]) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score > 0)).toBe(true);
    // Named in the headline beats named in passing, though the latter is newer.
    expect(seen.findIndex(([slug]) => slug === 'sport')).toBeGreaterThan(0);
  });
});

describe('pages', () => {
  const query = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: ArticleOrder, $filter: ArticleFilter, $query: String) {
    articles(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter, query: $query) {
      nodes { url } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount totalCountRelation } }`;

  async function walk(size: number, rest: object): Promise<(string | undefined)[]> {
    const seen: (string | undefined)[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await ask(database, query, { first: size, after, ...rest });
      expect(errors).toEqual([]);
      seen.push(...slugs(data.articles));
      expect(seen.length).toBeLessThanOrEqual(articleSlugs.length);
      after = data.articles.pageInfo.hasNextPage ? data.articles.pageInfo.endCursor : null;
    } while (after);
    return seen;
  }

  async function walkBack(size: number, rest: object): Promise<(string | undefined)[]> {
    const seen: (string | undefined)[] = [];
    let before: string | null = null;
    do {
      const { data, errors } = await ask(database, query, { last: size, before, ...rest });
      expect(errors).toEqual([]);
      seen.unshift(...slugs(data.articles));
      expect(seen.length).toBeLessThanOrEqual(articleSlugs.length);
      before = data.articles.pageInfo.hasPreviousPage ? data.articles.pageInfo.startCursor : null;
    } while (before);
    return seen;
  }

  it('walk all rows both ways without loss or doubles, ties included', async () => {
    for (const size of [1, 2, 3, 5, 12, 100]) {
      expect(await walk(size, {}), `forward by ${size}`).toEqual(newestFirst);
      expect(await walkBack(size, {}), `backward by ${size}`).toEqual(newestFirst);
    }
  });

  it('walk every order, filter and driver both ways', async () => {
    const entity = [seedIds.entity('wd:Q7747'), seedIds.entity('wd:Q43')];
    const lists = [
      { orderBy: { field: 'DATE', direction: 'ASC' } },
      { orderBy: { field: 'FIRST_SEEN', direction: 'DESC' } },
      { orderBy: { field: 'WORD_COUNT', direction: 'ASC' } },
      { filter: { mentionsAny: entity } },
      { filter: { mentionsAny: entity }, orderBy: { field: 'WORD_COUNT', direction: 'DESC' } },
      { filter: { withinPlaceId: seedIds.entity('wd:Q159') }, orderBy: { field: 'DATE', direction: 'ASC' } },
      { query: 'Putin' },
      { query: 'Putin', orderBy: { field: 'RELEVANCE', direction: 'ASC' } },
      { query: 'Putin', orderBy: { field: 'FIRST_SEEN', direction: 'ASC' } },
    ];
    for (const list of lists) {
      const whole = await walk(100, list);
      expect(whole.length).toBeGreaterThan(1);
      expect(await walk(2, list), JSON.stringify(list)).toEqual(whole);
      expect(await walkBack(2, list), JSON.stringify(list)).toEqual(whole);
    }
  });

  it('say where they stand', async () => {
    const { data } = await ask(database, query, { first: 3 });
    expect(data.articles).toMatchObject({
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
      totalCount: 12,
      totalCountRelation: 'EXACT',
    });
    expect(data.articles.pageInfo.endCursor).toBe(data.articles.edges[2].cursor);
    const empty = await ask(database, query, { filter: { ids: [] } });
    expect(empty.data.articles.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('have 20 rows when no size is given', async () => {
    expect(articleSlugs.length).toBeLessThan(20);
    const { errors } = await ask(database, '{ articles { nodes { id } } }');
    expect(errors).toEqual([]);
  });

  it('refuse sizes out of bounds, naming the argument and the limit', async () => {
    const refusal = async (args: Record<string, unknown>) => (await ask(database, query, args)).errors[0];
    expect(await refusal({ first: 100000 })).toBe('BAD_INPUT: first must be between 1 and 100, not 100000.');
    expect(await refusal({ first: 0 })).toBe('BAD_INPUT: first must be between 1 and 100, not 0.');
    expect(await refusal({ last: -1 })).toBe('BAD_INPUT: last must be between 1 and 100, not -1.');
    expect(await refusal({ first: 1, last: 1 })).toBe('BAD_INPUT: Give either first or last, not both.');
  });

  it('refuse cursors of other lists and text that is no cursor', async () => {
    const { data } = await ask(database, query, { first: 1 });
    const after = data.articles.pageInfo.endCursor;
    const refusal = async (args: Record<string, unknown>) => (await ask(database, query, args)).errors[0];
    expect(await refusal({ after, filter: { languages: ['id'] } })).toMatch(/^BAD_CURSOR: .*another list/);
    expect(await refusal({ after, orderBy: { field: 'DATE', direction: 'ASC' } })).toMatch(/^BAD_CURSOR/);
    expect(await refusal({ after: 'bm9uc2Vuc2U' })).toMatch(/^BAD_CURSOR/);
    expect(await refusal({ before: '' })).toMatch(/^BAD_CURSOR/);
  });
});
