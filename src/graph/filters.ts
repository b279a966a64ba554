/** Input types: filters, orders, ranges and lookups, and how they become the store's conditions. */
import { Field, ID, InputType, Int } from 'type-graphql';
import { canonicalJson } from '../base/cursor.ts';
import { AppError } from '../base/errors.ts';
import type { ArticleOrder, ArticleOrderField } from '../store/articleKeys.ts';
import {
  type ArticleFilter,
  type ArticleScope,
  resolveArticleFilter,
  type TimeRange,
} from '../store/filter.ts';
import type { GraphContext } from './context.ts';
import { ArticleOrderFieldEnum, SortDirection } from './enums.ts';
import { boxOf, circleOf, GeoBoxInput, GeoNearInput } from './geo.ts';
import { CountryCode, DateTime, Duration, durationMs, LanguageTag, Url, WikidataId } from './scalars.ts';

export type Direction = keyof typeof SortDirection;

@InputType({ description: 'Explicit bounds in time.' })
export class InstantRangeInput {
  @Field(() => DateTime, { description: 'First instant inside.' })
  start!: Date;

  @Field(() => DateTime, { description: 'First instant no longer inside.' })
  end!: Date;
}

@InputType({ description: 'A span of time: relative to now, or with explicit bounds. Exactly one field.' })
export class TimeRangeInput {
  @Field(() => Duration, { nullable: true, description: 'The latest span of this length, up to now.' })
  last?: string | null;

  @Field(() => InstantRangeInput, { nullable: true, description: 'From start to end.' })
  between?: InstantRangeInput | null;
}

@InputType('ArticleFilter', {
  description:
    'Conditions on articles. Conditions are ANDed; the values of one field are ORed. An id that nobody has matches nothing.',
})
export class ArticleFilterInput {
  @Field(() => [ID], { nullable: true, description: 'One of these articles.' })
  ids?: string[] | null;

  @Field(() => [Url], { nullable: true, description: 'At one of these canonical URLs.' })
  urls?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Published by one of these sources.' })
  sourceIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Published at one of these registrable domains.' })
  sourceDomains?: string[] | null;

  @Field(() => [CountryCode], {
    nullable: true,
    description: 'Published by a source of one of these countries.',
  })
  sourceCountries?: string[] | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'Written in one of these languages.' })
  languages?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Written by one of these authors.' })
  authorIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Mentions all of these entities.' })
  mentionsAll?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Mentions any of these entities.' })
  mentionsAny?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Part of this story.' })
  storyId?: string | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'Its sortDate lies in this span.' })
  published?: TimeRangeInput | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'First seen by us in this span.' })
  firstSeen?: TimeRangeInput | null;

  @Field(() => ID, { nullable: true, description: 'Mentions this place or a place inside it.' })
  withinPlaceId?: string | null;

  @Field(() => GeoNearInput, {
    nullable: true,
    description: 'Mentions a place at most so far from a point; countries and regions are no points.',
  })
  near?: GeoNearInput | null;

  @Field(() => GeoBoxInput, {
    nullable: true,
    description: 'Mentions a place between these edges; countries and regions are no points.',
  })
  bbox?: GeoBoxInput | null;

  @Field(() => ArticleFilterInput, {
    nullable: true,
    description: 'Does not match this filter. Nests to a depth of 5.',
  })
  not?: ArticleFilterInput | null;
}

@InputType('ArticleOrder', { description: 'Order of articles.' })
export class ArticleOrderInput {
  @Field(() => ArticleOrderFieldEnum, { description: 'What to order by.' })
  field!: ArticleOrderField;

  @Field(() => SortDirection, { defaultValue: 'DESC', description: 'Which end comes first.' })
  direction!: Direction;
}

/** Names of the inputs of which exactly one field must be given; schema.ts marks them `@oneOf`. */
export const oneOfInputs = ['TimeRangeInput', 'ArticleBy', 'PersonBy', 'PlaceBy', 'SourceBy'];

@InputType({ description: 'One way to name an article. Exactly one field.' })
export class ArticleBy {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string | null;

  @Field(() => Url, { nullable: true, description: 'Its canonical URL.' })
  url?: string | null;
}

@InputType({ description: 'One way to name a person or an organization. Exactly one field.' })
export class PersonBy {
  @Field(() => ID, { nullable: true, description: 'Its id, or one that was merged into it.' })
  id?: string | null;

  @Field(() => WikidataId, { nullable: true, description: 'Its Wikidata item id.' })
  wikidataId?: string | null;
}

@InputType({ description: 'One way to name a place. Exactly one field.' })
export class PlaceBy {
  @Field(() => ID, { nullable: true, description: 'Its id, or one that was merged into it.' })
  id?: string | null;

  @Field(() => WikidataId, { nullable: true, description: 'Its Wikidata item id.' })
  wikidataId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Its GeoNames id.' })
  geonamesId?: number | null;
}

@InputType({ description: 'One way to name a source. Exactly one field.' })
export class SourceBy {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'Its registrable domain, e.g. solopos.com.' })
  domain?: string | null;
}

/**
 * The one field given in a `@oneOf` input. Validation has checked it already where a transport runs graphql-js; this
 * holds for every other way in.
 * @throws AppError BAD_INPUT when none or several are given.
 */
export function theOne<T extends object>(input: T, name: string): [keyof T, NonNullable<T[keyof T]>] {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const [only] = given;
  if (only && given.length === 1) return only as [keyof T, NonNullable<T[keyof T]>];
  throw new AppError('BAD_INPUT', `${name} takes exactly one field, not ${given.length}.`, {
    data: { input: name, given: given.map(([key]) => key) },
  });
}

/** The span a range means at an instant. @throws AppError BAD_INPUT when it is empty or reaches before the year 1. */
export function spanOf(range: TimeRangeInput, at: Date): TimeRange {
  theOne(range, 'TimeRangeInput');
  if (range.between) {
    const { start, end } = range.between;
    if (start < end) return { start, end };
    throw new AppError('BAD_INPUT', 'A range must start before it ends.', {
      data: { start: start.toISOString(), end: end.toISOString() },
    });
  }
  const start = new Date(at.getTime() - durationMs(range.last ?? 'PT0S'));
  if (!(start.getUTCFullYear() >= 1)) {
    throw new AppError('BAD_INPUT', 'This duration reaches back before the year 1.', {
      data: { last: range.last },
    });
  }
  return { start, end: new Date(at.getTime() + 1) };
}

const deepestFilter = 5;
const mostValues = 200;

function bounded<T>(values: T[] | null | undefined, field: string): T[] | null {
  if (!values) return null;
  if (values.length <= mostValues) return values;
  throw new AppError('BAD_INPUT', `${field} takes at most ${mostValues} values, not ${values.length}.`, {
    data: { field, max: mostValues, given: values.length },
  });
}

/** The store's filter for an input; spans are resolved at `at`. @throws AppError BAD_INPUT for too deep or too long ones. */
export function articleFilterOf(input: ArticleFilterInput, at: Date, depth = 1): ArticleFilter {
  if (depth > deepestFilter) {
    throw new AppError('BAD_INPUT', `A filter nests at most ${deepestFilter} deep.`, {
      data: { max: deepestFilter },
    });
  }
  return {
    ids: bounded(input.ids, 'ids'),
    urls: bounded(input.urls, 'urls'),
    sourceIds: bounded(input.sourceIds, 'sourceIds'),
    sourceDomains: bounded(input.sourceDomains, 'sourceDomains'),
    sourceCountries: bounded(input.sourceCountries, 'sourceCountries'),
    languages: bounded(input.languages, 'languages'),
    authorIds: bounded(input.authorIds, 'authorIds'),
    mentionsAll: bounded(input.mentionsAll, 'mentionsAll'),
    mentionsAny: bounded(input.mentionsAny, 'mentionsAny'),
    storyId: input.storyId ?? null,
    published: input.published ? spanOf(input.published, at) : null,
    firstSeen: input.firstSeen ? spanOf(input.firstSeen, at) : null,
    withinPlaceId: input.withinPlaceId ?? null,
    near: input.near ? circleOf(input.near) : null,
    bbox: input.bbox ? boxOf(input.bbox) : null,
    not: input.not ? articleFilterOf(input.not, at, depth + 1) : null,
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

/** Serial keys of entities by public id, unknown ones left out; null stays null. */
export async function entityKeysOf(
  context: GraphContext,
  ids: string[] | null | undefined,
  field: string,
): Promise<number[] | null> {
  const asked = bounded(ids, field);
  if (!asked) return null;
  const found = await Promise.all(asked.map((id) => entityById(context, id)));
  return found.flatMap((row) => (row ? [row.rowId] : []));
}

/** An entity by public id, or null; text that no id can be costs nothing. */
export const entityById = async (context: GraphContext, id: string) =>
  id.includes('\0') ? null : context.loaders.entityBy('publicId').load(id);

/** The store's order; newest first when none is asked. */
export function articleOrderOf(input: ArticleOrderInput | null | undefined): ArticleOrder {
  return { field: input?.field ?? 'DATE', descending: input?.direction !== 'ASC' };
}
