/** Filters and queries of articles from the graph's input to the store's conditions, checked on the way. */
import { canonicalJson } from '../base/cursor.ts';
import { AppError } from '../base/errors.ts';
import {
  type ArticleFilter,
  type ArticleScope,
  type IntRange,
  resolveArticleFilter,
} from '../store/filter.ts';
import { readSearch, type Search } from '../store/searchNames.ts';
import type { GraphContext } from './context.ts';
import { type ArticleFilterInput, bounded, type IntRangeInput, spanOf } from './filters.ts';
import { boxOf, circleOf } from './geo.ts';

const deepestFilter = 5;
const mostParts = 20;
/** Each is looked up by itself. */
const mostFilters = 50;
/** Filters with near, bbox or withinPlaceId: each looks at every place there is. */
const mostAreas = 10;

const wrong = (field: string, message: string) => new AppError('BAD_INPUT', message, { data: { field } });

function salienceOf(input: ArticleFilterInput): number | null {
  const { minSalience = null } = input;
  if (minSalience === null) return null;
  if (!(minSalience >= 0 && minSalience <= 1)) {
    throw wrong('minSalience', `minSalience must be between 0 and 1, not ${minSalience}.`);
  }
  if (input.mentionsAll ?? input.mentionsAny ?? input.aboutAny) return minSalience;
  throw wrong('minSalience', 'minSalience needs mentionsAll, mentionsAny or aboutAny beside it.');
}

function intRangeOf({ min = null, max = null }: IntRangeInput, field: string): IntRange {
  if (min === null || max === null || min <= max) return { min, max };
  throw wrong(field, `${field}.min must not be more than ${field}.max.`);
}

function syndicationOf({ syndication }: ArticleFilterInput, depth: number): ArticleFilter['syndication'] {
  if (!syndication || syndication === 'ALL') return null;
  if (syndication === 'ORIGINALS_ONLY' || depth === 1) return syndication;
  throw wrong('syndication', 'syndication: COLLAPSE stands at the top of a filter, not in and, or or not.');
}

/** A filter and those in it, as deep as filters nest, up to a little more than `mostFilters`. */
function allFilters(filter: ArticleFilterInput, depth = 1): ArticleFilterInput[] {
  const { and, or, not } = filter;
  const found = [filter];
  if (depth > deepestFilter) return found;
  for (const part of [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])]) {
    if (found.length > mostFilters) break;
    found.push(...allFilters(part, depth + 1));
  }
  return found;
}

const namesArea = ({ near, bbox, withinPlaceId }: ArticleFilterInput): boolean =>
  Boolean(near || bbox || withinPlaceId);

/**
 * The store's filter for an input; spans are resolved at `at`.
 * @throws AppError BAD_INPUT for one that is too deep, too long or contradicts itself.
 */
export function articleFilterOf(input: ArticleFilterInput, at: Date): ArticleFilter {
  const filters = allFilters(input);
  const refuse = (what: string, max: number) =>
    new AppError('BAD_INPUT', `A filter holds at most ${max} ${what} in and, or and not.`, { data: { max } });
  if (filters.length > mostFilters) throw refuse('filters', mostFilters);
  if (filters.filter(namesArea).length > mostAreas) throw refuse('filters by area', mostAreas);
  return filterAt(input, at, 1);
}

function filterAt(input: ArticleFilterInput, at: Date, depth: number): ArticleFilter {
  if (depth > deepestFilter) {
    throw new AppError('BAD_INPUT', `A filter nests at most ${deepestFilter} deep.`, {
      data: { max: deepestFilter },
    });
  }
  const parts = (filters: ArticleFilterInput[] | null | undefined, field: string) =>
    bounded(filters, field, mostParts)?.map((part) => filterAt(part, at, depth + 1)) ?? null;
  return {
    ids: bounded(input.ids, 'ids'),
    urls: bounded(input.urls, 'urls'),
    sourceIds: bounded(input.sourceIds, 'sourceIds'),
    sourceDomains: bounded(input.sourceDomains, 'sourceDomains'),
    sourceCountries: bounded(input.sourceCountries, 'sourceCountries'),
    sourceKinds: bounded(input.sourceKinds, 'sourceKinds'),
    languages: bounded(input.languages, 'languages'),
    authorIds: bounded(input.authorIds, 'authorIds'),
    mentionsAll: bounded(input.mentionsAll, 'mentionsAll'),
    mentionsAny: bounded(input.mentionsAny, 'mentionsAny'),
    aboutAny: bounded(input.aboutAny, 'aboutAny'),
    minSalience: salienceOf(input),
    storyId: input.storyId ?? null,
    published: input.published ? spanOf(input.published, at) : null,
    firstSeen: input.firstSeen ? spanOf(input.firstSeen, at) : null,
    withinPlaceId: input.withinPlaceId ?? null,
    near: input.near ? circleOf(input.near) : null,
    bbox: input.bbox ? boxOf(input.bbox) : null,
    wordCount: input.wordCount ? intRangeOf(input.wordCount, 'wordCount') : null,
    accessibleForFree: input.accessibleForFree ?? null,
    citesSourceIds: bounded(input.citesSourceIds, 'citesSourceIds'),
    mediaTopics: bounded(input.mediaTopics, 'mediaTopics'),
    genres: bounded(input.genres, 'genres'),
    syndication: syndicationOf(input, depth),
    and: parts(input.and, 'and'),
    or: parts(input.or, 'or'),
    not: input.not ? filterAt(input.not, at, depth + 1) : null,
  };
}

/** The filter in the database's keys, looked up once a request; null for no filter or one that sets no condition. */
export async function scopeOf(
  context: GraphContext,
  input: ArticleFilterInput | null | undefined,
): Promise<ArticleScope | null> {
  if (!input) return null;
  const filter = articleFilterOf(input, context.at);
  if (Object.values(filter).every((condition) => condition === null)) return null;
  return context.loaders.once(`scope ${canonicalJson(filter)}`, () =>
    resolveArticleFilter(context.database, filter),
  );
}

/** A full-text query, parsed and looked up once a request; null for none. @throws AppError BAD_QUERY when it does not parse. */
export async function searchOf(
  { loaders, database }: GraphContext,
  query: string | null | undefined,
): Promise<Search | null> {
  if (!query) return null;
  return loaders.once(`search ${query}`, () => readSearch(database, query));
}
