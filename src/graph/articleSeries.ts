/** A list of articles counted over time. */
import DataLoader from 'dataloader';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { canonicalJson } from '../base/cursor.ts';
import { everyArticle, type TimeRange } from '../store/filter.ts';
import type { Counted, Lists } from '../store/searchFacets.ts';
import type { Bounds, StepCount } from '../store/series.ts';
import { boundsOf, type TimeInterval } from '../store/seriesBounds.ts';
import { seriesOfLists } from '../store/seriesOfLists.ts';
import { ArticleConnection } from './articleLists.ts';
import type { GraphContext } from './context.ts';
import { articlesOf, coverageIn, TimeSeries, zeroFilled } from './series.ts';
import { SeriesNormalizationEnum, TimeIntervalEnum } from './trendEnums.ts';

/** Span of a list whose filter names none. */
const usualSpanMs = 30 * 86_400_000;

@ArgsType()
class ListSeriesArgs {
  @Field(() => TimeIntervalEnum, { description: 'Length of the steps, in UTC.' })
  interval!: TimeInterval;

  @Field(() => SeriesNormalizationEnum, {
    nullable: true,
    defaultValue: 'NONE',
    description:
      'What the values are; shares are of all articles of the step, whatever filter and query say.',
  })
  normalize?: keyof typeof SeriesNormalizationEnum | null;
}

@Resolver(() => ArticleConnection)
export class ArticleSeriesResolver {
  @FieldResolver(() => TimeSeries, {
    description:
      "The whole list by date, not the page alone, zero-filled: over the filter's own `published`, else the last 30 days. A step that `published` cuts is not complete. Of a query those are counted that hold all words, by RELEVANCE too.",
  })
  async series(
    @Root() { listed }: { listed: Counted },
    @Ctx() context: GraphContext,
    @Args(() => ListSeriesArgs) { interval, normalize: given }: ListSeriesArgs,
  ): Promise<TimeSeries> {
    const normalize = given ?? 'NONE';
    const published = listed.list.scope?.published ?? null;
    const { at } = context;
    const usual = { start: new Date(at.getTime() - usualSpanMs), end: new Date(at.getTime() + 1) };
    const bounds = boundsOf(published ?? usual, interval, 'UTC');
    const inSpan = published && { ...everyArticle, published };
    const { rowId, ...lists } = listed;
    const [counted, totals, coverage] = await Promise.all([
      countsOf(context, lists, bounds).load(rowId),
      normalize === 'NONE' ? null : articlesOf(context, bounds, inSpan),
      coverageIn(context, bounds),
    ]);
    const steps = { interval, timeZone: 'UTC', bounds, normalize };
    const series = zeroFilled(steps, { counted, totals, coverage }, at);
    return published === null ? series : { ...series, points: marked(series.points, bounds, published) };
  }
}

/** Points of which those that a span cuts are not complete. */
function marked(
  points: TimeSeries['points'],
  bounds: Bounds,
  { start, end }: TimeRange,
): TimeSeries['points'] {
  return points.map((point, step) => {
    const isWhole = point.time >= start && (bounds[step + 1] ?? 0) <= end.getTime();
    return { ...point, complete: point.complete && isWhole };
  });
}

/** The lists of all parents of a level take one statement. */
function countsOf({ loaders, database }: GraphContext, lists: Lists, bounds: Bounds) {
  const name = `series of lists ${canonicalJson({ ...lists, search: lists.search?.node, bounds })}`;
  return loaders.once(
    name,
    () =>
      new DataLoader<number, StepCount[]>(async (ids) => {
        const found = await seriesOfLists(database, lists, ids, bounds);
        return ids.map((id) => found.filter(({ parent }) => parent === id));
      }),
  );
}
