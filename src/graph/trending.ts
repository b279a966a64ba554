/** Trending boards: which entities and stories are told about more than usual. */
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import type { ArticleRow } from '../store/articles.ts';
import { everyArticle } from '../store/filter.ts';
import type { StoryRow } from '../store/stories.ts';
import { type TrendAlgorithm, type TrendCountUnit, windowHours } from '../store/trending.ts';
import { Article } from './article.ts';
import { firstOptions, listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { nameIn } from './entity.ts';
import { LanguageTag } from './scalars.ts';
import { Story } from './story.ts';
import { TrendAlgorithmEnum, TrendCountUnitEnum } from './trendEnums.ts';
import {
  BoardOfRun,
  TrendingDelta,
  TrendingEntity,
  TrendingInput,
  TrendingStoriesInput,
  TrendingStoryBoard,
} from './trendingBoard.ts';
import {
  type BoardValue,
  boardOf,
  type DeltaValue,
  deltaOf,
  type RowValue,
  type StoryBoardValue,
  storyBoardOf,
} from './trendingRuns.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'A trending board: one published run, the same for every reader.',
})
export class TrendingBoard extends BoardOfRun {
  @Field(() => TrendAlgorithmEnum, { description: 'What the rows are ranked by.' })
  algorithm!: TrendAlgorithm;

  @Field(() => TrendCountUnitEnum, { description: 'What windowCount counts.' })
  countUnit!: TrendCountUnit;

  @Field(() => [TrendingEntity], { description: 'The rows, by rank.' })
  nodes!: TrendingEntity[];

  @Field(() => TrendingDelta, {
    nullable: true,
    description:
      'Difference to the same board of an earlier run, for clients that keep state; null when that run is not known any more, and the whole board is to be taken.',
  })
  changesSince(
    @Root() board: BoardValue,
    @Ctx() context: GraphContext,
    @Arg('runId', () => ID, { description: 'runId of the board that the client has.' }) runId: string,
  ): Promise<DeltaValue | null> {
    return deltaOf(context, board, runId);
  }
}

const spanOfRun = ({ run, window }: RowValue) => ({
  start: new Date(run.asOf.getTime() - windowHours[window] * 3_600_000),
  end: run.asOf,
});

const storedPoints = 24;

/** Counts summed to fewer points. @throws AppError BAD_INPUT unless `points` divides 24. */
function condense(counts: readonly number[], points: number): number[] {
  if (!Number.isInteger(points) || points < 1 || storedPoints % points !== 0) {
    throw new AppError('BAD_INPUT', `points must divide ${storedPoints}, which ${points} does not.`, {
      data: { argument: 'points', given: points },
    });
  }
  const size = storedPoints / points;
  const sum = (from: number) => counts.slice(from, from + size).reduce((a, b) => a + b, 0);
  return Array.from({ length: points }, (_, i) => sum(i * size));
}

@Resolver(() => TrendingEntity)
export class TrendingResolver {
  @Query(() => TrendingBoard, {
    description: 'Trending board. One run serves every reader of the same window and filter.',
  })
  trending(
    @Ctx() context: GraphContext,
    @Arg('input', () => TrendingInput, {
      nullable: true,
      description: 'Which board; the day over all kinds when not given.',
    })
    given: TrendingInput | null,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many rows at most, 1 to 100.' })
    first: number,
  ): Promise<BoardValue> {
    return boardOf(context, given, first);
  }

  @Query(() => TrendingStoryBoard, {
    description: 'The stories that are told most beyond what a story usually is.',
  })
  trendingStories(
    @Ctx() context: GraphContext,
    @Arg('input', () => TrendingStoriesInput, {
      nullable: true,
      description: 'Which board; the day over all articles when not given.',
    })
    given: TrendingStoriesInput | null,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many stories at most, 1 to 100.' })
    first: number,
  ): Promise<StoryBoardValue> {
    return storyBoardOf(context, given, first);
  }

  @FieldResolver(() => String, {
    description: 'Name of the entity in the language, else in English, else its main name.',
  })
  name(
    @Root() { entity }: RowValue,
    @Arg('language', () => LanguageTag, { nullable: true, description: 'Language to prefer.' }) language:
      | string
      | null,
  ): string {
    return nameIn(entity, language ?? null);
  }

  @FieldResolver(() => [Int], { description: 'Articles over the window, zero-filled, oldest first.' })
  sparkline(
    @Root() { row }: RowValue,
    @Arg('points', () => Int, {
      nullable: true,
      defaultValue: 24,
      description: 'How many counts; a divisor of 24.',
    })
    points: number | null,
  ): number[] {
    return condense(row.sparkline, points ?? storedPoints);
  }

  @FieldResolver(() => Story, {
    nullable: true,
    description: 'The story that tells most about it in the window.',
  })
  async topStory(@Root() value: RowValue, @Ctx() { loaders }: GraphContext): Promise<StoryRow | null> {
    const top = await loaders.topStory(spanOfRun(value)).load(value.row.entityId);
    return top && loaders.story.load(top.storyId);
  }

  @FieldResolver(() => [Article], { description: 'Newest articles of the window that mention it.' })
  evidence(
    @Root() value: RowValue,
    @Ctx() { loaders }: GraphContext,
    @Arg('first', () => Int, { ...firstOptions, defaultValue: 3 }) first: number | null,
  ): Promise<ArticleRow[]> {
    const scope = { ...everyArticle, published: spanOfRun(value) };
    const page = { limit: listSize(first ?? 3, 'first'), backwards: false, after: null, before: null };
    const list = { scope, order: { field: 'DATE', descending: true } } as const;
    return loaders.pages
      .articlesUnder('entity', list, page)
      .load(value.row.entityId)
      .then((rows) => rows.slice(0, page.limit));
  }
}
