/** How entities are told about over time: trend scores, and how much of the input numbers rest on. */
import { Arg, Args, Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { EntityRow } from '../store/entities.ts';
import type { BoardRow, TrendWindow } from '../store/trending.ts';
import type { GraphContext } from './context.ts';
import {
  CooccurrenceArgs,
  CooccurrenceConnection,
  type CooccurrencePage,
  cooccurrencesOf,
} from './cooccurrence.ts';
import { Entity } from './entity.ts';
import { DateTime } from './scalars.ts';
import { SeriesArgs, seriesOf, TimeSeries } from './series.ts';
import { TrendWindowEnum } from './trendEnums.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'Why an entity or a story stands where it stands on a board.',
})
export class TrendScore {
  @Field(() => Int, {
    description:
      'Place on the board that is shown, 1 is the top; of an entity alone, its place over all kinds.',
  })
  rank!: number;

  @Field(() => Float, { description: 'What the board is ranked by: how surprising the count is.' })
  score!: number;

  @Field(() => Int, {
    description: 'Count in the window, in the unit of the board: articles unless asked otherwise.',
  })
  windowCount!: number;

  @Field(() => Int, { description: 'Articles in the window, each counting one.' })
  articleCount!: number;

  @Field(() => Float, {
    description:
      "Articles in the window as they weigh: an outlet's second on the same in a day counts half, its third a third; a copy 0.3, divided by its place among the copies.",
  })
  weightedCount!: number;

  @Field(() => Float, {
    description:
      'weightedCount to be expected, from the four weeks before the window and the rhythm of the week.',
  })
  baselineMean!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'weightedCount over baselineMean; null without a past.',
  })
  lift!: number | null;

  @Field(() => Int, { description: 'Outlets that tell of it in the window.' })
  sourceCount!: number;

  @Field(() => Int, { description: 'Outlets that tell of it in a text of their own.' })
  independentSourceCount!: number;

  @Field(() => Float, {
    description:
      'What the outlets behind the count made of the score, 0 to 1: 1 - 2^(1 - D), where D is the number of outlets with a text of their own in the last day, and 0.3 for each that only copied.',
  })
  gate!: number;

  @Field(() => Int, { nullable: true, description: 'Place on the board before; null when newly listed.' })
  previousRank!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Places moved up since; negative is down, null is newly listed.',
  })
  rankDelta!: number | null;

  @Field(() => Boolean, { description: 'It was not on the board before.' })
  isNew!: boolean;

  @Field(() => Int, { description: 'Best place since listedSince.' })
  peakRank!: number;

  @Field(() => DateTime, { description: 'Since when it has been on the board without a break.' })
  listedSince!: Date;
}

type Scored = Omit<TrendScore, 'articleCount' | 'independentSourceCount' | 'rankDelta' | 'isNew'> & {
  ownSourceCount: number;
};

/** The score of a stored row; `windowCount` in another unit than articles is handed over. */
export function scoreOf(row: Scored, count: number = row.windowCount): TrendScore {
  const { previousRank, rank, windowCount, ownSourceCount } = row;
  return {
    ...row,
    windowCount: count,
    articleCount: windowCount,
    independentSourceCount: ownSourceCount,
    rankDelta: previousRank === null ? null : previousRank - rank,
    isNew: previousRank === null,
  };
}

@Resolver(() => Entity)
export class EntityTrendResolver {
  @FieldResolver(() => TrendScore, {
    nullable: true,
    description: 'Its place on the latest board over all articles; null when not ranked.',
  })
  async trend(
    @Root() { rowId }: EntityRow,
    @Ctx() { loaders }: GraphContext,
    @Arg('window', () => TrendWindowEnum, {
      nullable: true,
      defaultValue: 'DAY',
      description: 'Span that the board looks at.',
    })
    window: TrendWindow | null,
  ): Promise<TrendScore | null> {
    const row: BoardRow | null = await loaders.trend(window ?? 'DAY').load(rowId);
    return row && scoreOf(row);
  }

  @FieldResolver(() => TimeSeries, {
    description:
      'Articles that name it over time, not by adjective alone, zero-filled; at most 2,000 points.',
  })
  mentionSeries(
    @Root() { rowId }: EntityRow,
    @Ctx() context: GraphContext,
    @Args(() => SeriesArgs) args: SeriesArgs,
  ): Promise<TimeSeries> {
    return seriesOf(context, rowId, args);
  }

  @FieldResolver(() => CooccurrenceConnection, {
    description: 'Entities that articles name together with it, the closest first.',
  })
  cooccurrences(
    @Root() entity: EntityRow,
    @Ctx() context: GraphContext,
    @Args(() => CooccurrenceArgs) args: CooccurrenceArgs,
  ): Promise<CooccurrencePage> {
    return cooccurrencesOf(context, entity, args);
  }
}
