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
  boardRowsOf,
  boardRun,
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
type BoardValue = Omit<TrendingBoard, 'nodes'> & { nodes: RowValue[] };

function boardOf(run: BoardRun | null, window: TrendWindow, asOf: Date, nodes: RowValue[]): BoardValue {
  if (!run) {
    const coverage = coverageOf(0, 0);
    return { runId: 'run_none', computedAt: asOf, nextRunAt: asOf, asOf, window, coverage, nodes };
  }
  const coverage = coverageOf(run.expectedSources, run.healthySources);
  return { ...run, runId: run.publicId, window, coverage, nodes };
}

async function rowsOf(
  context: GraphContext,
  run: BoardRun,
  input: TrendingInput,
  first: number,
): Promise<RowValue[]> {
  const scope = {
    kinds: input.kinds ?? allKinds,
    minCount: input.minCount,
    minSources: input.minSources,
    excluded: (await entityKeysOf(context, input.excludeIds, 'excludeIds')) ?? [],
  };
  const rows = await boardRowsOf(context.database, run.id, scope, first);
  const found = await Promise.all(rows.map(({ entityId }) => context.loaders.entity.load(entityId)));
  return rows.flatMap((row, i) => {
    const entity = found[i];
    if (!entity) return [];
    return [
      { id: entity.id, entity, kind: entity.kind, trend: scoreOf(row), row, run, window: input.window },
    ];
  });
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
    const nodes = run ? await rowsOf(context, run, input, limit) : [];
    return boardOf(run, input.window, input.asOf ?? context.at, nodes);
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
