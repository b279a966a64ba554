/** Trending boards: which entities are told about more than usual. */
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { AppError } from '../base/errors.ts';
import type { EntityKind } from '../base/news.ts';
import type { ArticleRow } from '../store/articles.ts';
import type { EntityRow } from '../store/entities.ts';
import type { StoryRow } from '../store/stories.ts';
import {
  type BoardRow,
  type BoardRun,
  type BoardScope,
  boardRowsOf,
  boardRun,
  boardRunByPublicId,
  type TrendWindow,
  windowHours,
} from '../store/trending.ts';
import { Article } from './article.ts';
import { firstOptions, listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity, nameIn } from './entity.ts';
import { EntityKindEnum, TrendWindowEnum } from './enums.ts';
import { entityKeysOf } from './filters.ts';
import { DateTime, LanguageTag } from './scalars.ts';
import { Story } from './story.ts';
import { Coverage, coverageOf, scoreOf, TrendScore } from './trend.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'One row of a trending board, flat enough for a table panel.',
})
export class TrendingEntity {
  @Field(() => ID, { description: 'Id of the entity.' })
  id!: string;

  @Field(() => Entity, { description: 'The entity.' })
  entity!: Entity;

  @Field(() => EntityKindEnum, { description: 'Person, place or organization.' })
  kind!: EntityKind;

  @Field(() => TrendScore, { description: 'Its place and what explains it.' })
  trend!: TrendScore;
}

@ObjectType({ simpleResolvers: true, description: 'What happened to a board since an earlier run.' })
export class TrendingDelta {
  @Field(() => ID, { description: 'The earlier run.' })
  fromRunId!: string;

  @Field(() => ID, { description: 'The run of this board.' })
  toRunId!: string;

  @Field(() => [TrendingEntity], { description: 'Rows that were not on it, by rank.' })
  entered!: TrendingEntity[];

  @Field(() => [TrendingEntity], { description: 'Rows whose rank is another, by rank.' })
  moved!: TrendingEntity[];

  @Field(() => [ID], { description: 'Entities that are no longer on it.' })
  leftIds!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A trending board: one published run, the same for every reader.',
})
export class TrendingBoard {
  @Field(() => ID, { description: 'Changes only when a new run is published; run_none before the first.' })
  runId!: string;

  @Field(() => DateTime, { description: 'When the run was computed.' })
  computedAt!: Date;

  @Field(() => DateTime, { description: 'When the next run is due.' })
  nextRunAt!: Date;

  @Field(() => DateTime, { description: 'End of the window.' })
  asOf!: Date;

  @Field(() => TrendWindowEnum, { description: 'Span that the board looks at.' })
  window!: TrendWindow;

  @Field(() => Coverage, { description: 'How much of the expected input the run rests on.' })
  coverage!: Coverage;

  @Field(() => [TrendingEntity], { description: 'The rows, by rank.' })
  nodes!: TrendingEntity[];

  @Field(() => TrendingDelta, {
    nullable: true,
    description:
      'Difference to the same board of an earlier run, for clients that keep state; null when that run is not known any more, and the whole board is to be taken.',
  })
  async changesSince(
    @Root() board: BoardValue,
    @Ctx() context: GraphContext,
    @Arg('runId', () => ID, { description: 'runId of the board that the client has.' }) runId: string,
  ): Promise<DeltaValue | null> {
    return deltaOf(context, board, runId);
  }
}

@InputType({ description: 'Which board to show, and which of its rows.' })
export class TrendingInput {
  @Field(() => [EntityKindEnum], {
    nullable: true,
    defaultValue: ['PERSON', 'ORGANIZATION', 'PLACE'],
    description: 'Only entities of these kinds.',
  })
  kinds?: EntityKind[] | null;

  @Field(() => TrendWindowEnum, { defaultValue: 'DAY', description: 'Span that the board looks at.' })
  window!: TrendWindow;

  @Field(() => Int, { defaultValue: 3, description: 'Only rows with at least this windowCount.' })
  minCount!: number;

  @Field(() => Int, { defaultValue: 2, description: 'Only rows with at least this many outlets.' })
  minSources!: number;

  @Field(() => [ID], { nullable: true, description: 'Entities to leave out.' })
  excludeIds?: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'The board as it stood at this instant.' })
  asOf?: Date | null;
}

const defaults: TrendingInput = { kinds: null, window: 'DAY', minCount: 3, minSources: 2 };
const allKinds: EntityKind[] = ['PERSON', 'ORGANIZATION', 'PLACE'];

type RowValue = Omit<TrendingEntity, 'entity'> & {
  entity: EntityRow;
  row: BoardRow;
  run: BoardRun;
  window: TrendWindow;
};
type BoardValue = Omit<TrendingBoard, 'nodes' | 'changesSince'> & {
  nodes: RowValue[];
  input: TrendingInput;
  first: number;
};
type DeltaValue = Omit<TrendingDelta, 'entered' | 'moved'> & { entered: RowValue[]; moved: RowValue[] };

const noRun = 'run_none';

function boardOf(run: BoardRun | null, asked: Pick<BoardValue, 'input' | 'first'>, at: Date): BoardValue {
  const { window, asOf } = asked.input;
  const board = { ...asked, window, nodes: [] };
  if (!run) {
    const then = asOf ?? at;
    const coverage = coverageOf(0, 0, false);
    return { ...board, runId: noRun, computedAt: then, nextRunAt: then, asOf: then, coverage };
  }
  const coverage = coverageOf(run.expectedSources, run.healthySources, !asOf);
  const { publicId: runId, computedAt, nextRunAt } = run;
  return { ...board, runId, computedAt, nextRunAt, asOf: run.asOf, coverage };
}

async function boardScopeOf(context: GraphContext, input: TrendingInput): Promise<BoardScope> {
  return {
    kinds: input.kinds ?? allKinds,
    minCount: input.minCount,
    minSources: input.minSources,
    excluded: (await entityKeysOf(context, input.excludeIds, 'excludeIds')) ?? [],
  };
}

async function rowsOf(
  context: GraphContext,
  run: BoardRun,
  input: TrendingInput,
  first: number,
): Promise<RowValue[]> {
  const rows = await boardRowsOf(context.database, run, await boardScopeOf(context, input), first);
  const found = await Promise.all(rows.map(({ entityId }) => context.loaders.entity.load(entityId)));
  return rows.flatMap((row, i) => {
    const entity = found[i];
    if (!entity) return [];
    return [
      { id: entity.id, entity, kind: entity.kind, trend: scoreOf(row), row, run, window: input.window },
    ];
  });
}

/** @throws AppError BAD_INPUT for a run of another window. */
async function deltaOf(context: GraphContext, board: BoardValue, runId: string): Promise<DeltaValue | null> {
  const { input, first, nodes, runId: toRunId } = board;
  const isRunId = runId !== noRun && !runId.includes('\0');
  const run = isRunId ? await boardRunByPublicId(context.database, runId) : null;
  if (!run && runId !== noRun) return null;
  if (run && run.window !== input.window) {
    throw new AppError('BAD_INPUT', `${runId} is a run of the window ${run.window}, not ${input.window}.`, {
      data: { argument: 'runId', given: runId },
    });
  }
  const before = run ? await rowsOf(context, run, input, first) : [];
  const rankBefore = new Map(before.map(({ id, trend }) => [id, trend.rank]));
  const now = new Set(nodes.map(({ id }) => id));
  return {
    fromRunId: runId,
    toRunId,
    entered: nodes.filter(({ id }) => !rankBefore.has(id)),
    moved: nodes.filter(({ id, trend }) => rankBefore.has(id) && rankBefore.get(id) !== trend.rank),
    leftIds: before.flatMap(({ id }) => (now.has(id) ? [] : [id])),
  };
}

const spanOfRun = ({ run, window }: RowValue) => ({
  start: new Date(run.asOf.getTime() - windowHours[window] * 3_600_000),
  end: run.asOf,
});

const storedPoints = 24;

/** Counts summed to fewer points. @throws AppError BAD_INPUT unless `points` divides 24. */
export function condense(counts: readonly number[], points: number): number[] {
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
    description: 'Trending board. One run serves every reader of the same window.',
  })
  async trending(
    @Ctx() context: GraphContext,
    @Arg('input', () => TrendingInput, {
      nullable: true,
      description: 'Which board; the day over all kinds when not given.',
    })
    given: TrendingInput | null,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many rows at most, 1 to 100.' })
    first: number,
  ): Promise<BoardValue> {
    const limit = listSize(first, 'first');
    const input = given ?? defaults;
    const run = await boardRun(context.database, input.window, input.asOf ?? null);
    const board = boardOf(run, { input, first: limit }, context.at);
    return run ? { ...board, nodes: await rowsOf(context, run, input, limit) } : board;
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

  @FieldResolver(() => [Int], { description: 'Counts over the window, zero-filled, oldest first.' })
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
    const scope = { ...noConditions, published: spanOfRun(value) };
    const page = { limit: listSize(first ?? 3, 'first'), backwards: false, after: null, before: null };
    const list = { scope, order: { field: 'DATE', descending: true } } as const;
    return loaders
      .articlesUnder('entity', list, page)
      .load(value.row.entityId)
      .then((rows) => rows.slice(0, page.limit));
  }
}

const noConditions = {
  publicIds: null,
  urls: null,
  sourceIds: null,
  languages: null,
  authorIds: null,
  mentionSets: [],
  storyIds: null,
  firstSeen: null,
  not: null,
};
