/** Lists of articles held against a plain model of them: random filters, every order, parents, queries and copies. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleParent } from '../../src/store/articleKeys.ts';
import {
  type ArticleList,
  type ArticleOrder,
  type ArticleOrderField,
  keyTypeOf,
} from '../../src/store/articleSort.ts';
import {
  articlesUnder,
  countArticles,
  countArticlesUnder,
  listArticles,
  type PlacedArticle,
} from '../../src/store/articles.ts';
import type { Database } from '../../src/store/db.ts';
import { type ArticleFilter, resolveArticleFilter } from '../../src/store/filter.ts';
import type { Page } from '../../src/store/keyset.ts';
import { facetsOf } from '../../src/store/searchFacets.ts';
import { readSearch, type Search } from '../../src/store/searchNames.ts';
import { seriesOfLists } from '../../src/store/seriesOfLists.ts';
import { randomOf } from '../eval/stories.ts';
import { openTestDatabase } from '../kit/database.ts';
import {
  type Corpus,
  city,
  instant,
  type ModelArticle,
  matches,
  model,
  modelIds,
  noFilter,
  randomFilter,
  region,
  seedModel,
  sorted,
  syndicated,
  town,
} from './articleModel.ts';

let database: Database;
let corpus: Corpus;
const random = randomOf(20260301);
const below = (n: number) => Math.floor(random() * n);
const syndications = ['COLLAPSE', 'ALL', 'COLLAPSE', 'ORIGINALS_ONLY'] as const;

beforeAll(async () => {
  database = await openTestDatabase();
  corpus = await seedModel(database, random, 90);
}, 60_000);

afterAll(() => database.close());

/** A list and how to read it: all of it, `parent` null, or what stands under one parent. */
interface Listed {
  list: ArticleList;
  search: Search | null;
  parent: ArticleParent | null;
  rowId: number;
}

async function rowsOf({ list, search, parent, rowId }: Listed, page: Page): Promise<PlacedArticle[]> {
  if (parent === null) return listArticles(database, search, list, page);
  return articlesUnder(database, parent, [rowId], list, page);
}

/** The serial keys of a list, walked in pages of a size from either end. */
async function walk(listed: Listed, limit: number, backwards: boolean): Promise<number[]> {
  const seen: number[] = [];
  let page: Page = { limit, backwards, after: null, before: null };
  for (;;) {
    const found = await rowsOf(listed, page);
    const taken = found.slice(0, limit);
    seen.push(...taken.map(({ rowId }) => rowId));
    expect(seen.length).toBeLessThanOrEqual(corpus.articles.length);
    const last = taken.at(-1);
    if (found.length <= limit || !last) return backwards ? seen.reverse() : seen;
    const position = { key: last.sortKey, id: last.rowId };
    // As through a cursor.
    const through = JSON.parse(JSON.stringify(position));
    page = { ...page, ...(backwards ? { before: through } : { after: through }) };
  }
}

async function countOf({ list, search, parent, rowId }: Listed): Promise<number> {
  if (parent === null) return countArticles(database, search, list);
  const [counted] = await countArticlesUnder(database, parent, [rowId], list.scope);
  return counted?.n ?? 0;
}

/** How many articles facets and series make of a list. */
async function countedOtherwise(listed: Listed): Promise<number[]> {
  const { rowId, ...lists } = listed;
  const facets = await facetsOf(database, lists, [rowId], { fields: ['LANGUAGE'], size: 100 });
  const buckets = facets.get(rowId)?.get('LANGUAGE')?.buckets ?? [];
  const bounds = [instant(-1), instant(12), instant(40)].map((at) => at.getTime());
  const steps = await seriesOfLists(database, lists, [rowId], bounds);
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  return [sum(buckets.map(({ count }) => count)), sum(steps.map(({ articles }) => articles))];
}

interface Under {
  parent: ArticleParent;
  rowId: number;
  has: (article: ModelArticle) => boolean;
  entities: number[];
}

function randomParent(): Under | null {
  const [source, story, entity] = [below(model.sources), below(model.stories), below(model.entities)];
  const mentions = (entities: number[]) => (article: ModelArticle) =>
    article.mentions.some((m) => entities.includes(m.entity));
  const { sourceIds, storyIds, entityIds } = corpus;
  const tree = [region, city, town];
  const parents: Under[] = [
    { parent: 'source', rowId: sourceIds[source] ?? 0, has: (a) => a.source === source, entities: [] },
    { parent: 'story', rowId: storyIds[story] ?? 0, has: (a) => a.story === story, entities: [] },
    { parent: 'entity', rowId: entityIds[entity] ?? 0, has: mentions([entity]), entities: [entity] },
    { parent: 'placeTree', rowId: entityIds[region] ?? 0, has: mentions(tree), entities: tree },
  ];
  return parents[below(parents.length * 2)] ?? null;
}

const fields: ArticleOrderField[] = [
  'DATE',
  'FIRST_SEEN',
  'SALIENCE',
  'SOURCE_COUNT',
  'WORD_COUNT',
  'DISTANCE',
];

/** A filter that has what the order needs. */
function filterFor(
  { field }: ArticleOrder,
  isUnderEntity: boolean,
): { filter: ArticleFilter; entities: number[] } {
  const filter = { ...randomFilter(random), syndication: null };
  if (field === 'DISTANCE')
    return { filter: { ...filter, near: { latitude: 1, longitude: 101, radiusKm: 900 } }, entities: [] };
  if (field !== 'SALIENCE' || isUnderEntity) return { filter, entities: [] };
  const entity = below(model.entities);
  const named = [{ mentionsAll: [modelIds.entity(entity)] }, { aboutAny: [modelIds.entity(entity)] }];
  const none = { mentionsAll: null, mentionsAny: null, aboutAny: null };
  return { filter: { ...filter, ...none, ...named[below(2)] }, entities: [entity] };
}

describe('lists of articles', () => {
  it('hold what a plain reading of their filter gives, in its order, on pages of any size from either end', async () => {
    let full = 0;
    for (let round = 0; round < 140; round += 1) {
      const order: ArticleOrder = {
        field: fields[round % fields.length] ?? 'DATE',
        descending: random() < 0.5,
      };
      const under = random() < 0.4 ? randomParent() : null;
      const isUnderEntity = (under?.entities.length ?? 0) > 0;
      const { filter, entities } = filterFor(order, isUnderEntity);
      const syndication = syndications[round % 4] ?? 'ALL';
      const asked = { ...filter, syndication: syndication === 'ALL' ? null : syndication };
      const scope = await resolveArticleFilter(database, asked);
      const word = under === null && random() < 0.5 ? 'volcano' : null;
      const search = word && (await readSearch(database, word));
      const found = corpus.articles.filter(
        (article) =>
          matches(asked, article) && (under?.has(article) ?? true) && (!word || article.words.includes(word)),
      );
      const whole = syndicated(found, syndication);
      const expected = sorted(whole, order, isUnderEntity ? (under?.entities ?? []) : entities);
      const listed = {
        list: { scope, order },
        search,
        parent: under?.parent ?? null,
        rowId: under?.rowId ?? 0,
      };
      const said = `${round}: ${JSON.stringify({ order, asked, word, parent: under?.parent })}`;
      const size = 1 + (round % 7);
      expect(await walk(listed, size, false), said).toEqual(expected);
      expect(await walk(listed, size, true), said).toEqual(expected);
      expect(await countOf(listed), said).toBe(expected.length);
      expect(await countedOtherwise(listed), said).toEqual([expected.length, expected.length]);
      if (whole.length > 2) full += 1;
    }
    // Most random filters leave something to page through.
    expect(full).toBeGreaterThan(50);
  }, 240_000);

  it('collapse by relevance what they rank, in pages of any size', async () => {
    for (const [round, words] of ['volcano', 'volcano harbour', 'budget volcano harbour'].entries()) {
      const search = await readSearch(database, words);
      const order: ArticleOrder = { field: 'RELEVANCE', descending: true };
      const list = (asked: Partial<ArticleFilter>) =>
        resolveArticleFilter(database, { ...noFilter, languages: ['id'], ...asked }).then((scope) => ({
          scope,
          order,
        }));
      const all = { list: await list({}), search, parent: null, rowId: 0 };
      const collapsed = { ...all, list: await list({ syndication: 'COLLAPSE' }) };
      const ranked = await walk(all, 100, false);
      const held = corpus.articles.filter(({ id }) => ranked.includes(id));
      const kept = new Set(syndicated(held, 'COLLAPSE').map(({ id }) => id));
      const expected = ranked.filter((id) => kept.has(id));
      expect(expected.length, words).toBeLessThan(ranked.length);
      for (const size of [1 + round, 4 + round]) {
        expect(await walk(collapsed, size, false), words).toEqual(expected);
        expect(await walk(collapsed, size, true), words).toEqual(expected);
      }
      expect(await countOf(collapsed)).toBe(expected.length);
    }
  });

  it('have sort keys that fit a cursor', () => {
    const types = fields.map((field) => keyTypeOf({ field, descending: true }));
    expect(types).toEqual(['instant', 'instant', 'float', 'integer', 'integer', 'float']);
  });
});

describe('and, or and not', () => {
  const idsOf = async (filter: ArticleFilter): Promise<number[]> => {
    const scope = await resolveArticleFilter(database, filter);
    const list = { scope, order: { field: 'DATE', descending: true } } as const;
    const page = { limit: 100, backwards: false, after: null, before: null };
    return (await listArticles(database, null, list, page)).map(({ rowId }) => rowId).sort((a, b) => a - b);
  };

  it('are intersection, union and complement of what their parts give', async () => {
    const everything = corpus.articles.map(({ id }) => id);
    for (let round = 0; round < 25; round += 1) {
      const [one, other] = [randomFilter(random), randomFilter(random)];
      const [a, b] = [await idsOf(one), await idsOf(other)];
      const said = JSON.stringify([one, other]);
      const both = a.filter((id) => b.includes(id));
      const either = everything.filter((id) => a.includes(id) || b.includes(id));
      expect(await idsOf({ ...noFilter, and: [one, other] }), said).toEqual(both);
      expect(await idsOf({ ...noFilter, or: [one, other] }), said).toEqual(either);
      expect(await idsOf({ ...noFilter, not: one }), said).toEqual(
        everything.filter((id) => !a.includes(id)),
      );
      expect(await idsOf({ ...one, and: [other] }), said).toEqual(
        one.and === null ? both : expect.any(Array),
      );
      const neither = {
        ...noFilter,
        and: [
          { ...noFilter, not: one },
          { ...noFilter, not: other },
        ],
      };
      expect(await idsOf({ ...noFilter, not: neither }), said).toEqual(either);
    }
  });

  it('of no parts are true, false, and the complement of everything', async () => {
    expect(await idsOf({ ...noFilter, and: [] })).toHaveLength(90);
    expect(await idsOf({ ...noFilter, or: [] })).toEqual([]);
    expect(await idsOf({ ...noFilter, not: { ...noFilter } })).toEqual([]);
    expect(await idsOf({ ...noFilter, not: { ...noFilter, or: [] } })).toHaveLength(90);
  });
});
