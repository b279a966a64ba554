/**
 * A random corpus in the database and the same in memory, with filters and orders worked out plainly on the latter: what
 * the statements of lists are held against.
 */
import { publicId } from '../../src/base/id.ts';
import type { ArticleOrder } from '../../src/store/articleSort.ts';
import type { Database } from '../../src/store/db.ts';
import type { ArticleFilter, Syndication } from '../../src/store/filter.ts';
import { searchVector } from '../../src/store/searchIndex.ts';
import { mostSubjects, subjectSalience } from '../../src/store/subjects.ts';
import * as t from '../../src/store/tables.ts';

export interface ModelMention {
  entity: number;
  salience: number;
  inHeadline: boolean;
  derived: boolean;
}

/** An article as the model knows it; numbers of sources, stories and entities count from 0. */
export interface ModelArticle {
  id: number;
  publicId: string;
  source: number;
  language: string;
  story: number | null;
  sortDate: number;
  firstSeen: number;
  wordCount: number;
  isFree: boolean | null;
  words: string[];
  mentions: ModelMention[];
  cites: number | null;
  /** The article it is a copy of (serial key); null for originals and rewrites. */
  copyOf: number | null;
}

export interface Corpus {
  articles: ModelArticle[];
  sourceIds: number[];
  storyIds: number[];
  entityIds: number[];
}

export const model = { sources: 4, stories: 5, entities: 6 };
/** The last three entities are places: a region with two cities inside. */
export const [region, city, town] = [3, 4, 5];
const places = [
  { placeType: 'REGION' as const, latitude: 0, longitude: 100, parent: null },
  { placeType: 'CITY' as const, latitude: 1, longitude: 101, parent: region },
  { placeType: 'CITY' as const, latitude: 3, longitude: 104, parent: region },
];
const kinds = ['NEWSPAPER', 'WIRE', 'BROADCASTER', 'NEWSPAPER'] as const;
const storySources = [1, 4, 2, 2, 3];
const origin = Date.parse('2026-03-01T00:00:00Z');
const hourMs = 3_600_000;
const words = ['harbour', 'budget', 'volcano'];

export const modelIds = {
  source: (n: number) => publicId('Source', `outlet${n}.example`),
  story: (n: number) => publicId('Story', `model ${n}`),
  entity: (n: number) => `${n < region ? 'per' : 'pla'}_model${n}`,
};
export const instant = (hours: number) => new Date(origin + hours * hourMs);
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

export type Random = () => number;
const below = (random: Random, n: number) => Math.floor(random() * n);

async function seedParents({ db }: Database): Promise<Omit<Corpus, 'articles'>> {
  const sources = await db
    .insert(t.sources)
    .values(
      range(model.sources).map((n) => ({
        ...{ publicId: modelIds.source(n), name: `Outlet ${n}`, domain: `outlet${n}.example` },
        ...{
          url: `https://outlet${n}.example/`,
          kind: kinds[n] ?? ('OTHER' as const),
          country: n < 2 ? 'ID' : 'GB',
        },
      })),
    )
    .returning({ id: t.sources.id });
  const stories = await db
    .insert(t.stories)
    .values(
      range(model.stories).map((n) => ({
        ...{ publicId: modelIds.story(n), sourceCount: storySources[n] ?? 0 },
        ...{ headlines: {}, headline: 'Model', startedAt: instant(0), latestAt: instant(1) },
      })),
    )
    .returning({ id: t.stories.id });
  const entities = await db
    .insert(t.entities)
    .values(
      range(model.entities).map((n) => ({
        ...{ publicId: modelIds.entity(n), key: `model:${n}`, name: `Model ${n}`, names: {} },
        kind: n < region ? ('PERSON' as const) : ('PLACE' as const),
      })),
    )
    .returning({ id: t.entities.id });
  const entityIds = entities.map(({ id }) => id);
  await db.insert(t.places).values(
    places.map(({ parent, ...place }, i) => ({
      ...place,
      entityId: entityIds[region + i] ?? 0,
      parentId: parent === null ? null : (entityIds[parent] ?? 0),
    })),
  );
  return { sourceIds: sources.map(({ id }) => id), storyIds: stories.map(({ id }) => id), entityIds };
}

function randomMentions(random: Random): ModelMention[] {
  const chosen = range(model.entities).filter(() => random() < 0.35);
  return chosen.map((entity) => ({
    entity,
    // A real holds these exactly enough to compare equal in both worlds.
    salience: Math.fround(below(random, 11) / 10),
    inHeadline: random() < 0.2,
    derived: random() < 0.2,
  }));
}

function randomArticle(random: Random, earlier: readonly ModelArticle[]): Omit<ModelArticle, 'id'> {
  const originals = earlier.filter(({ copyOf }) => copyOf === null).slice(-12);
  const isCopy = originals.length > 0 && random() < 0.45;
  const chance = <T>(share: number, value: T): T | null => (random() < share ? value : null);
  return {
    publicId: publicId('Article', `model ${earlier.length}`),
    source: below(random, model.sources),
    language: random() < 0.5 ? 'id' : 'en',
    story: chance(0.8, below(random, model.stories)),
    // Few different values, so that ties are many.
    sortDate: instant(below(random, 30)).getTime(),
    firstSeen: instant(below(random, 30)).getTime(),
    wordCount: 100 * below(random, 5),
    isFree: chance(0.7, random() < 0.5),
    words: words.filter(() => random() < 0.5),
    mentions: randomMentions(random),
    cites: chance(0.3, below(random, model.sources)),
    copyOf: isCopy ? (originals[below(random, originals.length)]?.id ?? null) : null,
  };
}

/** Writes `count` random articles and what they hang on. */
export async function seedModel(database: Database, random: Random, count: number): Promise<Corpus> {
  const { db } = database;
  const parents = await seedParents(database);
  const { sourceIds, storyIds, entityIds } = parents;
  const articles: ModelArticle[] = [];
  for (let n = 0; n < count; n += 1) {
    const seed = randomArticle(random, articles);
    const sourceId = sourceIds[seed.source] ?? 0;
    const [row] = await db
      .insert(t.articles)
      .values({
        ...{ publicId: seed.publicId, sourceId, url: `https://outlet${seed.source}.example/${n}` },
        ...{ headline: 'Model', language: seed.language, contentHash: String(n), wordCount: seed.wordCount },
        ...{ sortDate: new Date(seed.sortDate), firstSeenAt: new Date(seed.firstSeen) },
        ...{
          isAccessibleForFree: seed.isFree,
          storyId: seed.story === null ? null : (storyIds[seed.story] ?? 0),
        },
      })
      .returning({ id: t.articles.id });
    const id = row?.id ?? 0;
    articles.push({ ...seed, id });
    const text = seed.words.join(' ');
    const named = seed.mentions.map(({ entity }) => entityIds[entity] ?? 0);
    const vector = searchVector({
      headline: 'Model',
      text,
      language: seed.language,
      sourceId,
      entityIds: named,
    });
    await db.insert(t.articleSearch).values({ articleId: id, sortDate: new Date(seed.sortDate), vector });
    if (seed.mentions.length > 0) {
      await db.insert(t.mentions).values(
        seed.mentions.map(({ entity, salience, inHeadline, derived }) => ({
          ...{ articleId: id, entityId: entityIds[entity] ?? 0, kind: 'PERSON' as const, sourceId },
          ...{ publishedAt: new Date(seed.sortDate), count: 1, confidence: 1, spans: [0, 1] },
          ...{ salience, inHeadline, derived },
        })),
      );
    }
    if (seed.cites !== null) {
      const sourceCited = sourceIds[seed.cites] ?? 0;
      const citation = { articleId: id, kind: 'REPORTED_BY' as const, text: 'x', confidence: 1 };
      await db.insert(t.citations).values({ ...citation, sourceId: sourceCited });
    }
    const isRewrite = seed.copyOf === null && n > 0 && random() < 0.15;
    const originalId = isRewrite ? (articles[below(random, n)]?.id ?? null) : seed.copyOf;
    if (originalId !== null) {
      const kind = isRewrite ? ('DERIVED' as const) : ('COPY' as const);
      await db.insert(t.copies).values({ articleId: id, originalId, kind, containment: 0.9 });
    }
  }
  return { ...parents, articles };
}

export const noFilter: ArticleFilter = {
  ...{
    ids: null,
    urls: null,
    sourceIds: null,
    sourceDomains: null,
    sourceCountries: null,
    sourceKinds: null,
  },
  ...{
    languages: null,
    authorIds: null,
    mentionsAll: null,
    mentionsAny: null,
    aboutAny: null,
    minSalience: null,
  },
  ...{ storyId: null, published: null, firstSeen: null, withinPlaceId: null, near: null, bbox: null },
  ...{
    wordCount: null,
    accessibleForFree: null,
    citesSourceIds: null,
    mediaTopics: null,
    genres: null,
    syndication: null,
  },
  ...{ and: null, or: null, not: null },
};

/** A circle that holds the city, and one that holds both. */
const circles = [
  { latitude: 1, longitude: 101, radiusKm: 10 },
  { latitude: 1, longitude: 101, radiusKm: 1000 },
];

const conditions: ((random: Random) => Partial<ArticleFilter>)[] = [
  (random) => ({ sourceIds: [modelIds.source(below(random, 4)), modelIds.source(below(random, 4))] }),
  (random) => ({ sourceKinds: [kinds[below(random, 4)] ?? 'WIRE'] }),
  (random) => ({ languages: [random() < 0.5 ? 'id' : 'en-GB'] }),
  (random) => ({ mentionsAll: [modelIds.entity(below(random, 6))] }),
  (random) => ({ mentionsAny: [modelIds.entity(below(random, 6)), modelIds.entity(below(random, 6))] }),
  (random) => ({ mentionsAny: [modelIds.entity(below(random, 6))], minSalience: below(random, 11) / 10 }),
  (random) => ({ aboutAny: [modelIds.entity(below(random, 6)), modelIds.entity(below(random, 6))] }),
  (random) => ({ storyId: modelIds.story(below(random, 5)) }),
  (random) => ({ published: { start: instant(below(random, 10)), end: instant(15 + below(random, 15)) } }),
  (random) => ({ wordCount: { min: 100 * below(random, 3), max: random() < 0.5 ? 300 : null } }),
  (random) => ({ accessibleForFree: random() < 0.5 }),
  (random) => ({ citesSourceIds: [modelIds.source(below(random, 4))] }),
  () => ({ withinPlaceId: modelIds.entity(region) }),
  (random) => ({ near: circles[below(random, 2)] ?? null }),
];

/** One to three conditions, some of them in `and`, `or` and `not` (nested to a depth of three). */
export function randomFilter(random: Random, depth = 1): ArticleFilter {
  const chosen = range(1 + below(random, 2)).map(() =>
    conditions[below(random, conditions.length)]?.(random),
  );
  const filter: ArticleFilter = Object.assign({}, noFilter, ...chosen);
  if (depth > 2) return filter;
  const parts = () => range(1 + below(random, 3)).map(() => randomFilter(random, depth + 1));
  if (random() < 0.2) filter.and = parts();
  if (random() < 0.3) filter.or = parts();
  if (random() < 0.3) filter.not = randomFilter(random, depth + 1);
  return filter;
}

const subjects = (article: ModelArticle): ModelMention[] =>
  article.mentions
    .filter((m) => (m.inHeadline && !m.derived) || m.salience >= Math.fround(subjectSalience))
    .sort((a, b) => b.salience - a.salience || b.entity - a.entity)
    .slice(0, mostSubjects);

const kmOf = (article: ModelArticle): number =>
  Math.min(
    ...article.mentions.map(({ entity }) =>
      entity === city ? 0 : entity === town ? 400 : Number.POSITIVE_INFINITY,
    ),
  );

/** Whether an article meets every condition of a filter, `syndication` apart. */
export function matches(filter: ArticleFilter, article: ModelArticle): boolean {
  const { mentionsAll, mentionsAny, aboutAny, published, wordCount, near } = filter;
  const least = Math.fround(filter.minSalience ?? 0);
  const has = (list: readonly ModelMention[], id: string) =>
    list.some(({ entity, salience }) => modelIds.entity(entity) === id && salience >= least);
  const { mentions } = article;
  const tests = [
    !filter.sourceIds || filter.sourceIds.includes(modelIds.source(article.source)),
    !filter.sourceKinds || filter.sourceKinds.includes(kinds[article.source] ?? 'OTHER'),
    !filter.languages || filter.languages.some((tag) => tag.startsWith(article.language)),
    !mentionsAll || mentionsAll.every((id) => has(mentions, id)),
    !mentionsAny || mentionsAny.some((id) => has(mentions, id)),
    !aboutAny || aboutAny.some((id) => has(subjects(article), id)),
    !filter.storyId || (article.story !== null && modelIds.story(article.story) === filter.storyId),
    !published ||
      (article.sortDate >= published.start.getTime() && article.sortDate < published.end.getTime()),
    !wordCount ||
      (article.wordCount >= (wordCount.min ?? 0) &&
        article.wordCount <= (wordCount.max ?? article.wordCount)),
    filter.accessibleForFree === null || article.isFree === filter.accessibleForFree,
    !filter.citesSourceIds || filter.citesSourceIds.some((id) => id === modelIds.source(article.cites ?? -1)),
    !filter.withinPlaceId || mentions.some(({ entity }) => entity >= region),
    !near || kmOf(article) <= near.radiusKm,
    !filter.and || filter.and.every((part) => matches(part, article)),
    !filter.or || filter.or.some((part) => matches(part, article)),
    !filter.not || !matches(filter.not, article),
  ];
  return tests.every(Boolean);
}

/** Of each original and its copies among some articles the original, else the first seen. */
export function collapse(articles: readonly ModelArticle[]): ModelArticle[] {
  const best = new Map<number, ModelArticle>();
  const rank = (article: ModelArticle) => (article.copyOf === null ? -1 : article.firstSeen);
  for (const article of articles) {
    const group = article.copyOf ?? article.id;
    const known = best.get(group);
    const isFirst =
      !known || rank(article) < rank(known) || (rank(article) === rank(known) && article.id < known.id);
    if (isFirst) best.set(group, article);
  }
  return articles.filter((article) => best.get(article.copyOf ?? article.id) === article);
}

export function syndicated(articles: readonly ModelArticle[], syndication: Syndication): ModelArticle[] {
  if (syndication === 'ORIGINALS_ONLY') return articles.filter(({ copyOf }) => copyOf === null);
  return syndication === 'COLLAPSE' ? collapse(articles) : [...articles];
}

/** Serial keys in an order; `entities` are what they are salient of. */
export function sorted(articles: readonly ModelArticle[], order: ArticleOrder, entities: number[]): number[] {
  const salience = (article: ModelArticle) =>
    Math.max(...article.mentions.flatMap((m) => (entities.includes(m.entity) ? [m.salience] : [])));
  const keys: Record<ArticleOrder['field'], (article: ModelArticle) => number> = {
    RELEVANCE: () => 0,
    DATE: ({ sortDate }) => sortDate,
    FIRST_SEEN: ({ firstSeen }) => firstSeen,
    SALIENCE: salience,
    SOURCE_COUNT: ({ story }) => (story === null ? 1 : (storySources[story] ?? 0)),
    WORD_COUNT: ({ wordCount }) => wordCount,
    DISTANCE: kmOf,
  };
  const key = keys[order.field];
  const ascending = [...articles].sort((a, b) => key(a) - key(b) || a.id - b.id).map(({ id }) => id);
  return order.descending ? ascending.reverse() : ascending;
}
