/** Input types of filters and ranges, and the spans and keys that they mean. articleFilter.ts reads filters of articles. */
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import type { Genre } from '../base/news.ts';
import type { Syndication, TimeRange } from '../store/filter.ts';
import type { SourceKind } from '../store/tables.ts';
import type { GraphContext } from './context.ts';
import { GenreEnum, type SortDirection, SourceKindEnum, SyndicationFilterEnum } from './enums.ts';
import { GeoBoxInput, GeoNearInput } from './geo.ts';
import { theOne } from './lookupInputs.ts';
import { CountryCode, DateTime, Duration, durationMs, LanguageTag, MediaTopicCode, Url } from './scalars.ts';

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

@InputType({ description: 'Bounds of a whole number, both included; one that is not given is open.' })
export class IntRangeInput {
  @Field(() => Int, { nullable: true, description: 'The least that is inside.' })
  min?: number | null;

  @Field(() => Int, { nullable: true, description: 'The most that is inside.' })
  max?: number | null;
}

@InputType('ArticleFilter', {
  description:
    'Conditions on articles. Conditions are ANDed; the values of one field are ORed, and an empty list matches nothing; `and`, `or` and `not` do the rest, to a depth of 5. An id that nobody has matches nothing.',
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

  @Field(() => [SourceKindEnum], {
    nullable: true,
    description: 'Published by a source of one of these kinds.',
  })
  sourceKinds?: SourceKind[] | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'Written in one of these languages.' })
  languages?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Written by one of these authors.' })
  authorIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Mentions all of these entities.' })
  mentionsAll?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Mentions any of these entities.' })
  mentionsAny?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Is about any of these entities: one of its five main subjects, which its headline names or its text keeps coming back to.',
  })
  aboutAny?: string[] | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The mention that mentionsAll, mentionsAny or aboutAny asks for has this salience or more, 0 to 1. Not without one of them.',
  })
  minSalience?: number | null;

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

  @Field(() => IntRangeInput, { nullable: true, description: 'Its text has so many words.' })
  wordCount?: IntRangeInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Free to read, or behind a paywall; articles whose page does not tell match neither.',
  })
  accessibleForFree?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Credits one of these sources in its text.' })
  citesSourceIds?: string[] | null;

  @Field(() => [MediaTopicCode], {
    nullable: true,
    description: 'Is about one of these topics, or about one that is narrower.',
  })
  mediaTopics?: string[] | null;

  @Field(() => [GenreEnum], { nullable: true, description: 'Is a text of one of these kinds.' })
  genres?: Genre[] | null;

  @Field(() => SyndicationFilterEnum, {
    nullable: true,
    defaultValue: 'ALL',
    description:
      'What becomes of one text in several articles. COLLAPSE looks at all conditions of a list and stands at the top of a filter only.',
  })
  syndication?: Syndication | null;

  @Field(() => [ArticleFilterInput], {
    nullable: true,
    description: 'Matches all of these filters, 20 at most; an empty list sets no condition.',
  })
  and?: ArticleFilterInput[] | null;

  @Field(() => [ArticleFilterInput], {
    nullable: true,
    description: 'Matches at least one of these filters, 20 at most; an empty list matches nothing.',
  })
  or?: ArticleFilterInput[] | null;

  @Field(() => ArticleFilterInput, { nullable: true, description: 'Does not match this filter.' })
  not?: ArticleFilterInput | null;
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

const mostValues = 200;

/** A list of values that is not too long; null for none. @throws AppError BAD_INPUT naming the field. */
export function bounded<T>(values: T[] | null | undefined, field: string, max = mostValues): T[] | null {
  if (!values) return null;
  if (values.length <= max) return values;
  throw new AppError('BAD_INPUT', `${field} takes at most ${max} values, not ${values.length}.`, {
    data: { field, max, given: values.length },
  });
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
