/** Trending boards: which entities and stories are told about more than usual. */
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
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
  boardRunByPublicId,
  countColumns,
  type RowScope,
  type TrendAlgorithm,
  type TrendCountUnit,
  type TrendWindow,
  windowHours,
} from '../store/trending.ts';
import { boardStoriesOf } from '../store/trendingStories.ts';
import { Article } from './article.ts';
import { firstOptions, listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { nameIn } from './entity.ts';
import { type ArticleFilterInput, entityKeysOf } from './filters.ts';
import { LanguageTag } from './scalars.ts';
import { Story } from './story.ts';
import { scoreOf } from './trend.ts';
import { TrendAlgorithmEnum, TrendCountUnitEnum } from './trendEnums.ts';
import {
  BoardOfRun,
  TrendingDelta,
  TrendingEntity,
  TrendingInput,
  TrendingStoriesInput,
  type TrendingStory,
  TrendingStoryBoard,
} from './trendingBoard.ts';

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
  async changesSince(
    @Root() board: BoardValue,
    @Ctx() context: GraphContext,
    @Arg('runId', () => ID, { description: 'runId of the board that the client has.' }) runId: string,
  ): Promise<DeltaValue | null> {
    return deltaOf(context, board, runId);
  }
}

const defaults: TrendingInput = {
  ...{ kinds: null, window: 'DAY', algorithm: 'SURPLUS', countUnit: 'ARTICLES', minCount: 3, minSources: 2 },
};
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
type StoryBoardValue = Omit<TrendingStoryBoard, 'nodes'> & {
  nodes: (Omit<TrendingStory, 'story'> & { story: StoryRow })[];
};

const noRun = 'run_none';

interface AskedScope {
  language: string | null;
  country: string | null;
  /** As in `board_runs.scope`. */
  key: string;
}

/** @throws AppError BAD_INPUT for conditions other than one language or one country of outlets. */
function scopeAsked(filter: ArticleFilterInput | null | undefined): AskedScope {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  if (given.length === 0) return { language: null, country: null, key: '' };
  const [[field, values] = ['', null]] = given;
  const [value, ...more] = Array.isArray(values) ? values : [];
  if (given.length === 1 && typeof value === 'string' && more.length === 0) {
    const language = (value.split('-')[0] ?? value).toLowerCase();
    if (field === 'languages') return { language, country: null, key: `l:${language}` };
    if (field === 'sourceCountries') return { language: null, country: value, key: `c:${value}` };
  }
  throw new AppError(
    'BAD_INPUT',
    'A board is kept for one language (languages: ["id"]) or one country of outlets (sourceCountries: ["ID"]), and for no other filter.',
    { data: { argument: 'filter', given: given.map(([name]) => name) } },
  );
}

interface AskedBoard {
  window: TrendWindow;
  scope: AskedScope;
  asOf: Date | null;
}

/** What a board says of its run; of one that was never made, that there is none. */
function headOf(run: BoardRun | null, { window, scope, asOf }: AskedBoard, at: Date) {
  const { language, country } = scope;
  if (!run) {
    const then = asOf ?? at;
    const coverage: Coverage = coverageOf(0, 0, null, 'No such board was computed.');
    const times = { computedAt: then, nextRunAt: then, asOf: then };
    return { window, language, country, runId: noRun, ...times, parametersHash: '', coverage };
  }
  const { publicId: runId, computedAt, nextRunAt, parametersHash } = run;
  const missing = run.missingSourceIds ?? (asOf ? null : 'NOW');
  const coverage = coverageOf(run.expectedSources, run.healthySources, missing);
  return {
    window,
    language,
    country,
    runId,
    computedAt,
    nextRunAt,
    asOf: run.asOf,
    parametersHash,
    coverage,
  };
}

async function rowScopeOf(context: GraphContext, input: TrendingInput): Promise<RowScope> {
  const { algorithm, countUnit, minCount, minSources } = input;
  return {
    ...{ algorithm, countUnit, minCount, minSources },
    kinds: input.kinds ?? allKinds,
    excluded: (await entityKeysOf(context, input.excludeIds, 'excludeIds')) ?? [],
  };
}

async function rowsOf(
  context: GraphContext,
  run: BoardRun,
  input: TrendingInput,
  first: number,
): Promise<RowValue[]> {
  const rows = await boardRowsOf(context.database, run, await rowScopeOf(context, input), first);
  const found = await Promise.all(rows.map(({ entityId }) => context.loaders.entity.load(entityId)));
  return rows.flatMap((row, i) => {
    const entity = found[i];
    if (!entity) return [];
    const trend = scoreOf(row, row[countColumns[input.countUnit]]);
    return [{ id: entity.id, entity, kind: entity.kind, trend, row, run, window: input.window }];
  });
}

/** @throws AppError BAD_INPUT for a run of another window or filter. */
async function deltaOf(context: GraphContext, board: BoardValue, runId: string): Promise<DeltaValue | null> {
  const { input, first, nodes, runId: toRunId } = board;
  const isRunId = runId !== noRun && !runId.includes('\0');
  const run = isRunId ? await boardRunByPublicId(context.database, runId) : null;
  if (!run && runId !== noRun) return null;
  if (run && (run.window !== input.window || run.scope !== scopeAsked(input.filter).key)) {
    const said =
      run.window === input.window
        ? 'with another filter'
        : `of the window ${run.window}, not ${input.window}`;
    throw new AppError('BAD_INPUT', `${runId} is a run ${said}.`, {
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
    description: 'Trending board. One run serves every reader of the same window and filter.',
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
    const { window, algorithm, countUnit } = input;
    const asked = { window, scope: scopeAsked(input.filter), asOf: input.asOf ?? null };
    const run = await boardRun(context.database, { window, scope: asked.scope.key }, asked.asOf);
    const nodes = run ? await rowsOf(context, run, input, limit) : [];
    return { ...headOf(run, asked, context.at), algorithm, countUnit, nodes, input, first: limit };
  }

  @Query(() => TrendingStoryBoard, {
    description: 'The stories that are told most beyond what a story usually is.',
  })
  async trendingStories(
    @Ctx() context: GraphContext,
    @Arg('input', () => TrendingStoriesInput, {
      nullable: true,
      description: 'Which board; the day over all articles when not given.',
    })
    given: TrendingStoriesInput | null,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many stories at most, 1 to 100.' })
    first: number,
  ): Promise<StoryBoardValue> {
    const limit = listSize(first, 'first');
    const { window = 'DAY', filter = null, asOf = null } = given ?? {};
    const asked = { window, scope: scopeAsked(filter), asOf };
    const run = await boardRun(context.database, { window, scope: asked.scope.key }, asOf);
    const rows = run ? await boardStoriesOf(context.database, run, limit) : [];
    const found = await Promise.all(rows.map(({ storyId }) => context.loaders.story.load(storyId)));
    const nodes = rows.flatMap((row, i) => {
      const story = found[i];
      if (!story) return [];
      const trend = scoreOf({ ...row, lift: row.weightedCount / row.baselineMean });
      return [{ id: story.id, story, trend, sparkline: row.sparkline }];
    });
    return { ...headOf(run, asked, context.at), nodes };
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
