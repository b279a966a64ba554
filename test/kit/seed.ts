/**
 * A small graph, written row by row without the pipeline, for tests of reading: 3 sources, 12 articles in Indonesian and
 * English, places within places, two stories and one that was merged away, copies, quotes, citations and one board run.
 * Instants are around the evening of 27 November 2015; `seedNow` is "now".
 */
import { sql } from 'drizzle-orm';
import { entityId, publicId } from '../../src/base/id.ts';
import type { EntityKind, PlaceType } from '../../src/base/news.ts';
import type { Database } from '../../src/store/db.ts';
import { searchVector } from '../../src/store/searchIndex.ts';
import * as t from '../../src/store/tables.ts';

export const seedNow = new Date('2015-11-28T00:00:00.000Z');

const hour = (hours: number) => new Date(seedNow.getTime() - hours * 3_600_000);

const sourceSeeds = [
  {
    key: 'pagi',
    name: 'Surya Pagi',
    kind: 'NEWSPAPER',
    country: 'ID',
    languages: ['id'],
    exposure: 'SNIPPET',
  },
  {
    key: 'post',
    name: 'Morning Post',
    kind: 'BROADCASTER',
    country: 'GB',
    languages: ['en'],
    exposure: 'FULL_TEXT',
  },
  {
    key: 'kawat',
    name: 'Kawat Nusantara',
    kind: 'WIRE',
    country: 'ID',
    languages: ['id', 'en'],
    exposure: 'NONE',
  },
] as const;

interface EntitySeed {
  key: string;
  kind: EntityKind;
  name: string;
  names?: Record<string, string>;
  wikidataId?: string;
  jobTitles?: Record<string, string>;
  place?: {
    type: PlaceType;
    country: string;
    parent?: string;
    geonamesId?: number;
    point?: [number, number];
  };
  mergedInto?: string;
}

const entitySeeds: EntitySeed[] = [
  {
    key: 'wd:Q159',
    kind: 'PLACE',
    name: 'Russia',
    names: { en: 'Russia', id: 'Rusia' },
    wikidataId: 'Q159',
    place: { type: 'COUNTRY', country: 'RU', geonamesId: 2017370, point: [60, 100] },
  },
  {
    key: 'wd:Q649',
    kind: 'PLACE',
    name: 'Moscow',
    names: { en: 'Moscow', id: 'Moskwa' },
    wikidataId: 'Q649',
    place: { type: 'CITY', country: 'RU', parent: 'wd:Q159', geonamesId: 524901, point: [55.75, 37.62] },
  },
  {
    key: 'wd:Q133274',
    kind: 'PLACE',
    name: 'Kremlin',
    names: { en: 'Kremlin' },
    wikidataId: 'Q133274',
    place: { type: 'POI', country: 'RU', parent: 'wd:Q649' },
  },
  {
    key: 'wd:Q43',
    kind: 'PLACE',
    name: 'Turkey',
    names: { en: 'Turkey', id: 'Turki' },
    wikidataId: 'Q43',
    place: { type: 'COUNTRY', country: 'TR' },
  },
  {
    key: 'wd:Q7747',
    kind: 'PERSON',
    name: 'Vladimir Putin',
    names: { en: 'Vladimir Putin', id: 'Vladimir Putin', ru: 'Владимир Путин' },
    wikidataId: 'Q7747',
    jobTitles: { id: 'Presiden', en: 'President' },
  },
  {
    key: 'wd:Q157',
    kind: 'PERSON',
    name: 'François Hollande',
    names: { en: 'François Hollande', id: 'Francois Hollande' },
    wikidataId: 'Q157',
  },
  {
    key: 'person:konstantin murakhtin',
    kind: 'PERSON',
    name: 'Konstantin Murakhtin',
    names: { en: 'Konstantin Murakhtin' },
  },
  {
    key: 'person:konstantin murahtin',
    kind: 'PERSON',
    name: 'Konstantin Murahtin',
    names: { id: 'Konstantin Murahtin' },
    mergedInto: 'person:konstantin murakhtin',
  },
  {
    key: 'wd:Q130879',
    kind: 'ORGANIZATION',
    name: 'Reuters',
    names: { en: 'Reuters' },
    wikidataId: 'Q130879',
  },
  {
    key: 'wd:Q1065',
    kind: 'ORGANIZATION',
    name: 'United Nations',
    names: { en: 'United Nations', id: 'Perserikatan Bangsa-Bangsa' },
    wikidataId: 'Q1065',
  },
];

interface ArticleSeed {
  slug: string;
  source: (typeof sourceSeeds)[number]['key'];
  language: 'id' | 'en';
  headline: string;
  text: string;
  at: Date;
  story: 'jet' | 'talks' | null;
  /** Entity keys without prefix repetition, most salient first. */
  mentions: string[];
}

const putin = 'wd:Q7747';
const hollande = 'wd:Q157';
const pilot = 'person:konstantin murakhtin';
const [russia, moscow, kremlin, turkey] = ['wd:Q159', 'wd:Q649', 'wd:Q133274', 'wd:Q43'];
const [reuters, un] = ['wd:Q130879', 'wd:Q1065'];

/** Four articles share one instant: pages must break ties by key. */
const tied = hour(10);

const articleSeeds: ArticleSeed[] = [
  {
    slug: 'jet-1',
    source: 'kawat',
    language: 'en',
    headline: 'Turkey shoots down Russian jet',
    text: 'Turkey shot down a Russian jet near the border. The pilots were running out of time.\n\nMoscow protested.',
    at: hour(40),
    story: 'jet',
    mentions: [turkey, russia, moscow],
  },
  {
    slug: 'jet-2',
    source: 'post',
    language: 'en',
    headline: 'Russian jet shot down by Turkey',
    text: 'Turkey shot down a Russian jet near the border, an agency says.\n\n"This is a stab in the back," Putin said <angrily> & left.',
    at: hour(38),
    story: 'jet',
    mentions: [turkey, putin, russia, kremlin],
  },
  {
    slug: 'jet-3',
    source: 'pagi',
    language: 'id',
    headline: 'Turki tembak jatuh pesawat Rusia',
    text: 'Turki menembak jatuh pesawat Rusia, seperti dikabarkan Reuters.\n\nKapten Konstantin Murahtin selamat.',
    at: hour(36),
    story: 'jet',
    mentions: [turkey, pilot, russia, reuters],
  },
  {
    slug: 'jet-4',
    source: 'pagi',
    language: 'id',
    headline: 'Penyelamatan pilot berlangsung 12 jam',
    text: 'Kapten Konstantin Murahtin diselamatkan pasukan khusus.',
    at: hour(30),
    story: 'jet',
    mentions: [pilot],
  },
  {
    slug: 'jet-5',
    source: 'post',
    language: 'en',
    headline: 'Rescued pilot denies warning',
    text: 'Captain Konstantin Murakhtin says no warning was given.',
    at: hour(29),
    story: 'jet',
    mentions: [pilot, turkey],
  },
  {
    slug: 'talks-1',
    source: 'pagi',
    language: 'id',
    headline: 'Putin dan Hollande sepakat lawan ISIS',
    text: 'Presiden Vladimir Putin dan Francois Hollande bertemu di Kremlin, Moskow.\n\n"Kami siap untuk bekerja sama," kata Putin.',
    at: tied,
    story: 'talks',
    mentions: [putin, hollande, kremlin, moscow, un],
  },
  {
    slug: 'talks-2',
    source: 'post',
    language: 'en',
    headline: 'Hollande meets Putin in Moscow',
    text: 'President Francois Hollande met Vladimir Putin in Moscow to talk about a coalition.',
    at: tied,
    story: 'talks',
    mentions: [hollande, putin, moscow],
  },
  {
    slug: 'talks-3',
    source: 'kawat',
    language: 'id',
    headline: 'Hollande bertemu Putin',
    text: 'Presiden Prancis bertemu Vladimir Putin.',
    at: tied,
    story: 'talks',
    mentions: [putin, hollande],
  },
  {
    slug: 'talks-4',
    source: 'kawat',
    language: 'en',
    headline: 'Putin and Hollande agree on targets',
    text: 'Both sides agreed on targets, the United Nations was told.',
    at: tied,
    story: 'talks',
    mentions: [putin, un],
  },
  {
    slug: 'sport',
    source: 'pagi',
    language: 'id',
    headline: 'Olahraga: final di Solo',
    text: 'Pertandingan final digelar di Solo. Putin tidak hadir.',
    at: hour(6),
    story: null,
    mentions: [putin],
  },
  {
    slug: 'weather',
    source: 'post',
    language: 'en',
    headline: 'Weather',
    text: 'It rains and the wind runs north.',
    at: hour(5),
    story: null,
    mentions: [],
  },
  {
    slug: 'un',
    source: 'post',
    language: 'en',
    headline: 'UN meets',
    text: 'The United Nations meets on Monday.',
    at: hour(4),
    story: null,
    mentions: [un],
  },
];

const kindOf = new Map(entitySeeds.map((seed) => [seed.key, seed.kind]));
const address = (slug: string, source: string) => `https://${source}.example/${slug}`;

/** Public ids of the seeded things, by their short names. */
export const seedIds = {
  source: (key: string) => publicId('Source', `${key}.example`),
  entity: (key: string) => entityId(kindOf.get(key) ?? 'PERSON', key),
  article: (slug: string) => {
    const seed = articleSeeds.find((article) => article.slug === slug);
    return publicId('Article', address(slug, seed?.source ?? ''));
  },
  story: (key: 'jet' | 'talks' | 'merged') => publicId('Story', key),
  quote: (key: 'stab' | 'ready' | 'nobody') => publicId('Quote', key),
  author: publicId('Author', 'pagi\nRini'),
  run: publicId('TrendingRun', 'seed'),
};

export const articleUrl = address;
export const articleSlugs: string[] = articleSeeds.map(({ slug }) => slug);

async function seedSources({ db }: Database): Promise<Map<string, number>> {
  const rows = await db
    .insert(t.sources)
    .values(
      sourceSeeds.map(({ key, ...seed }) => ({
        ...seed,
        languages: [...seed.languages],
        publicId: seedIds.source(key),
        domain: `${key}.example`,
        url: `https://${key}.example/`,
        snippetMaxChars: 40,
        createdAt: hour(100),
      })),
    )
    .returning({ id: t.sources.id, domain: t.sources.domain });
  const ids = new Map(rows.map(({ id, domain }) => [domain.replace('.example', ''), id]));
  const pagi = ids.get('pagi') ?? 0;
  const post = ids.get('post') ?? 0;
  await db.insert(t.sourceChannels).values([
    {
      sourceId: pagi,
      kind: 'RSS',
      url: 'https://pagi.example/rss',
      state: 'HEALTHY',
      lastAttemptAt: hour(1),
      lastSuccessAt: hour(1),
      lastHttpStatus: 200,
      nextAttemptAt: hour(-1),
    },
    {
      sourceId: pagi,
      kind: 'NEWS_SITEMAP',
      url: 'https://pagi.example/news.xml',
      state: 'FAILING',
      lastAttemptAt: hour(2),
      lastSuccessAt: hour(90),
      lastHttpStatus: 503,
      lastErrorCode: 'UNREACHABLE',
      lastError: 'HTTP 503',
      consecutiveFailures: 4,
      nextAttemptAt: hour(-2),
    },
    { sourceId: pagi, kind: 'WHATSAPP_CHANNEL', url: 'https://pagi.example/wa', ingestible: false },
    {
      sourceId: post,
      kind: 'ATOM',
      url: 'https://post.example/atom',
      state: 'HEALTHY',
      lastAttemptAt: hour(1),
      lastSuccessAt: hour(1),
      lastHttpStatus: 304,
      nextAttemptAt: hour(-1),
    },
  ]);
  return ids;
}

async function seedEntities({ db }: Database): Promise<Map<string, number>> {
  const counts = new Map(
    entitySeeds.map(({ key }) => [key, articleSeeds.filter((a) => a.mentions.includes(key)).length]),
  );
  const rows = await db
    .insert(t.entities)
    .values(
      entitySeeds.map(({ key, kind, name, names, wikidataId, jobTitles }) => ({
        key,
        kind,
        name,
        publicId: seedIds.entity(key),
        names: names ?? {},
        wikidataId: wikidataId ?? null,
        jobTitles: jobTitles ?? {},
        articleCount: counts.get(key) ?? 0,
      })),
    )
    .returning({ id: t.entities.id, key: t.entities.key });
  const ids = new Map(rows.map(({ id, key }) => [key, id]));
  const id = (key: string) => ids.get(key) ?? 0;
  for (const { key, mergedInto } of entitySeeds) {
    if (!mergedInto) continue;
    await db
      .update(t.entities)
      .set({ mergedIntoId: id(mergedInto) })
      .where(sql`key = ${key}`);
  }
  await db.insert(t.entityRedirects).values({ oldPublicId: 'per_0000000000000000', entityId: id(pilot) });
  await db.insert(t.places).values(
    entitySeeds.flatMap(({ key, place }) =>
      place
        ? [
            {
              entityId: id(key),
              placeType: place.type,
              countryCode: place.country,
              parentId: place.parent ? id(place.parent) : null,
              geonamesId: place.geonamesId ?? null,
              latitude: place.point?.[0] ?? null,
              longitude: place.point?.[1] ?? null,
            },
          ]
        : [],
    ),
  );
  await db.insert(t.entityAliases).values([
    { entityId: id(moscow), name: 'Moskow', folded: 'moskow', language: 'id', source: 'EXTRACTED' },
    {
      entityId: id(moscow),
      name: 'Moskwa',
      folded: 'moskwa',
      language: 'id',
      source: 'WIKIDATA',
      preferred: true,
    },
    { entityId: id(moscow), name: 'MOW', folded: 'mow', language: '', source: 'IMPORT' },
    {
      entityId: id(moscow),
      name: 'Moscow',
      folded: 'moscow',
      language: 'en',
      source: 'WIKIDATA',
      preferred: true,
    },
  ]);
  return ids;
}

async function seedStories({ db }: Database): Promise<Map<string, number>> {
  const talks = articleSeeds.filter(({ story }) => story === 'talks');
  const jets = articleSeeds.filter(({ story }) => story === 'jet');
  const rows = await db
    .insert(t.stories)
    .values([
      {
        publicId: seedIds.story('jet'),
        headline: jets[0]?.headline ?? '',
        headlines: { en: jets[0]?.headline ?? '', id: jets[2]?.headline ?? '' },
        startedAt: hour(40),
        latestAt: hour(29),
        articleCount: 5,
        sourceCount: 3,
        independentSourceCount: 2,
        languages: ['en', 'id'],
        countries: ['GB', 'ID'],
      },
      {
        publicId: seedIds.story('talks'),
        headline: talks[0]?.headline ?? '',
        headlines: { id: talks[0]?.headline ?? '', en: talks[1]?.headline ?? '' },
        startedAt: tied,
        latestAt: tied,
        articleCount: 4,
        sourceCount: 3,
        independentSourceCount: 3,
        languages: ['en', 'id'],
        countries: ['GB', 'ID'],
      },
      {
        publicId: seedIds.story('merged'),
        headline: 'Merged',
        headlines: {},
        startedAt: hour(40),
        latestAt: hour(40),
      },
    ])
    .returning({ id: t.stories.id, publicId: t.stories.publicId });
  const ids = new Map(rows.map((row) => [row.publicId, row.id]));
  const jet = ids.get(seedIds.story('jet')) ?? 0;
  await db
    .update(t.stories)
    .set({ mergedIntoId: jet })
    .where(sql`public_id = ${seedIds.story('merged')}`);
  return new Map((['jet', 'talks'] as const).map((key) => [key, ids.get(seedIds.story(key)) ?? 0]));
}

async function seedArticle(
  { db }: Database,
  seed: ArticleSeed,
  ids: {
    sources: Map<string, number>;
    entities: Map<string, number>;
    stories: Map<string, number>;
    author: number;
  },
): Promise<number> {
  const sourceId = ids.sources.get(seed.source) ?? 0;
  const entityKeys = (kind: EntityKind) =>
    seed.mentions.filter((key) => kindOf.get(key) === kind).map((key) => ids.entities.get(key) ?? 0);
  const [row] = await db
    .insert(t.articles)
    .values({
      publicId: seedIds.article(seed.slug),
      sourceId,
      url: address(seed.slug, seed.source),
      headline: seed.headline,
      description: seed.text.split('\n')[0] ?? null,
      dateline: seed.slug === 'talks-1' ? 'Pagi, MOSKOW' : null,
      language: seed.language,
      keywords: seed.slug === 'talks-1' ? ['Putin', 'ISIS'] : [],
      authorIds: seed.source === 'pagi' ? [ids.author] : [],
      image:
        seed.slug === 'talks-1'
          ? { url: 'https://pagi.example/p.jpg', caption: 'Putin', credit: 'dok' }
          : null,
      datePublished: seed.at,
      datePublishedPrecision: 'MINUTE',
      firstSeenAt: new Date(seed.at.getTime() + 60_000),
      sortDate: seed.at,
      wordCount: seed.text.split(/\s+/).length,
      contentHash: seed.slug,
      storyId: seed.story ? (ids.stories.get(seed.story) ?? null) : null,
      personIds: entityKeys('PERSON'),
      placeIds: entityKeys('PLACE'),
      organizationIds: entityKeys('ORGANIZATION'),
    })
    .returning({ id: t.articles.id });
  const articleId = row?.id ?? 0;
  await db.insert(t.articleTexts).values({ articleId, text: seed.text, sketch: [] });
  const { headline, text, language } = seed;
  const entityIds = seed.mentions.map((key) => ids.entities.get(key) ?? 0);
  const vector = searchVector({ headline, text, language, sourceId, entityIds });
  await db.insert(t.articleSearch).values({ articleId, sortDate: seed.at, vector });
  if (seed.mentions.length === 0) return articleId;
  await db.insert(t.mentions).values(
    seed.mentions.map((key, i) => ({
      articleId,
      entityId: ids.entities.get(key) ?? 0,
      kind: kindOf.get(key) ?? 'PERSON',
      sourceId,
      publishedAt: seed.at,
      count: seed.mentions.length - i,
      // Not exact in binary: cursors must survive the way through text.
      salience: 0.9 - i * 0.1,
      inHeadline: i === 0,
      confidence: 0.8,
      surfaceForms: [key],
      spans: [0, 1],
    })),
  );
  return articleId;
}

async function seedParts(
  { db }: Database,
  ids: { articles: Map<string, number>; entities: Map<string, number> },
) {
  const article = (slug: string) => ids.articles.get(slug) ?? 0;
  const entity = (key: string) => ids.entities.get(key) ?? 0;
  await db.insert(t.quotes).values([
    {
      publicId: seedIds.quote('stab'),
      articleId: article('jet-2'),
      text: 'This is a stab in the back',
      language: 'en',
      style: 'DIRECT',
      speakerId: entity(putin),
      speakerText: 'Putin said',
      start: 60,
      end: 86,
      publishedAt: hour(38),
    },
    {
      publicId: seedIds.quote('ready'),
      articleId: article('talks-1'),
      text: 'Kami siap untuk bekerja sama',
      language: 'id',
      style: 'DIRECT',
      speakerId: entity(putin),
      speakerText: 'kata Putin',
      start: 80,
      end: 108,
      publishedAt: tied,
    },
    {
      publicId: seedIds.quote('nobody'),
      articleId: article('talks-1'),
      text: 'Semua setuju',
      language: 'id',
      style: 'INDIRECT',
      speakerId: null,
      speakerText: '',
      start: 120,
      end: 132,
      publishedAt: tied,
    },
  ]);
  await db.insert(t.citations).values({
    articleId: article('jet-3'),
    kind: 'REPORTED_BY',
    text: 'seperti dikabarkan Reuters',
    organizationId: entity(reuters),
    confidence: 0.9,
  });
  await db.insert(t.copies).values([
    { articleId: article('jet-2'), originalId: article('jet-1'), kind: 'COPY', containment: 0.8 },
    { articleId: article('jet-3'), originalId: article('jet-1'), kind: 'DERIVED', containment: 0.4 },
  ]);
  for (const [story, slug] of [
    ['jet', 'jet-1'],
    ['talks', 'talks-1'],
  ] as const) {
    await db
      .update(t.stories)
      .set({ firstArticleId: article(slug) })
      .where(sql`public_id = ${seedIds.story(story)}`);
  }
  const [run] = await db
    .insert(t.boardRuns)
    .values({
      publicId: seedIds.run,
      window: 'DAY',
      asOf: seedNow,
      computedAt: seedNow,
      nextRunAt: hour(-1),
      expectedSources: 3,
      healthySources: 2,
    })
    .returning({ id: t.boardRuns.id });
  const row = {
    runId: run?.id ?? 0,
    baselineMean: 0.5,
    lift: 10,
    listedSince: hour(3),
    sparkline: Array.from({ length: 24 }, (_, i) => i % 3),
  };
  await db.insert(t.boardRows).values([
    {
      ...row,
      entityId: entity(putin),
      kind: 'PERSON',
      rank: 1,
      score: 9.5,
      windowCount: 5,
      sourceCount: 3,
      previousRank: 2,
      peakRank: 1,
    },
    {
      ...row,
      entityId: entity(moscow),
      kind: 'PLACE',
      rank: 2,
      score: 4.25,
      windowCount: 3,
      sourceCount: 2,
      previousRank: null,
      peakRank: 2,
    },
    {
      ...row,
      entityId: entity(un),
      kind: 'ORGANIZATION',
      rank: 3,
      score: 2,
      windowCount: 3,
      sourceCount: 1,
      previousRank: 1,
      peakRank: 1,
      lift: null,
    },
  ]);
}

/** Fills an empty, migrated database. */
export async function seedGraph(database: Database): Promise<void> {
  const sources = await seedSources(database);
  const entities = await seedEntities(database);
  const stories = await seedStories(database);
  const [author] = await database.db
    .insert(t.authors)
    .values({ publicId: seedIds.author, sourceId: sources.get('pagi') ?? 0, name: 'Rini' })
    .returning({ id: t.authors.id });
  const articles = new Map<string, number>();
  for (const seed of articleSeeds) {
    articles.set(
      seed.slug,
      await seedArticle(database, seed, { sources, entities, stories, author: author?.id ?? 0 }),
    );
  }
  await seedParts(database, { articles, entities });
}

/** The newest-first order of all seeded articles: by date, then by the order of insertion, both descending. */
export const newestFirst: string[] = articleSeeds
  .map(({ slug, at }, i) => ({ slug, at, i }))
  .sort((a, b) => b.at.getTime() - a.at.getTime() || b.i - a.i)
  .map(({ slug }) => slug);
