/** Boards as the graph shows them: from what is asked to a published run and its rows. */
import { AppError } from '../base/errors.ts';
import type { EntityKind } from '../base/news.ts';
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
} from '../store/trending.ts';
import { boardStoriesOf } from '../store/trendingStories.ts';
import { listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { type ArticleFilterInput, entityKeysOf } from './filters.ts';
import { scoreOf } from './trend.ts';
import type {
  TrendingDelta,
  TrendingEntity,
  TrendingInput,
  TrendingStoriesInput,
  TrendingStory,
  TrendingStoryBoard,
} from './trendingBoard.ts';

/** What is asked by who gives no input. */
export const usualBoard: TrendingInput = {
  ...{ kinds: null, window: 'DAY', algorithm: 'SURPLUS', countUnit: 'ARTICLES', minCount: 3, minSources: 2 },
};
const allKinds: EntityKind[] = ['PERSON', 'ORGANIZATION', 'PLACE'];

export type RowValue = Omit<TrendingEntity, 'entity'> & {
  entity: EntityRow;
  row: BoardRow;
  run: BoardRun;
  window: TrendWindow;
};
/** A board with what it was asked by, so that its difference to another run can be told. */
export type BoardValue = ReturnType<typeof headOf> & {
  algorithm: TrendAlgorithm;
  countUnit: TrendCountUnit;
  nodes: RowValue[];
  input: TrendingInput;
  first: number;
};
export type DeltaValue = Omit<TrendingDelta, 'entered' | 'moved'> & {
  entered: RowValue[];
  moved: RowValue[];
};
export type StoryBoardValue = Omit<TrendingStoryBoard, 'nodes'> & {
  nodes: (Omit<TrendingStory, 'story'> & { story: StoryRow })[];
};

/** `runId` of a board that was never computed. */
export const noRun = 'run_none';

interface AskedScope {
  language: string | null;
  country: string | null;
  /** As in `board_runs.scope`. */
  key: string;
}

/** @throws AppError BAD_INPUT for conditions other than one language or one country of outlets. */
export function scopeAsked(filter: ArticleFilterInput | null | undefined): AskedScope {
  const given = Object.entries(filter ?? {}).filter(
    ([name, value]) => value !== null && value !== undefined && !(name === 'syndication' && value === 'ALL'),
  );
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
export function headOf(run: BoardRun | null, { window, scope, asOf }: AskedBoard, at: Date) {
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

/**
 * What became of a board since an earlier run; null when that run is not known any more.
 * @throws AppError BAD_INPUT for a run of another window or filter.
 */
export async function deltaOf(
  context: GraphContext,
  board: BoardValue,
  runId: string,
): Promise<DeltaValue | null> {
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

/** Notes which run an answer shows, and until when it is the latest. */
export function noteRun({ shownRuns, at }: GraphContext, run: BoardRun | null, asOf: Date | null): void {
  const isPast = asOf !== null && asOf < at;
  shownRuns.push({ id: run?.publicId ?? noRun, nextRunAt: isPast ? null : (run?.nextRunAt ?? null) });
}

/**
 * The board that `given` asks for (`usualBoard` for null), with its first rows.
 * @throws AppError BAD_INPUT for a size out of bounds or a filter that no board is kept for.
 */
export async function boardOf(
  context: GraphContext,
  given: TrendingInput | null,
  first: number,
): Promise<BoardValue> {
  const limit = listSize(first, 'first');
  const input = given ?? usualBoard;
  const { window, algorithm, countUnit } = input;
  const asked = { window, scope: scopeAsked(input.filter), asOf: input.asOf ?? null };
  const run = await boardRun(context.database, { window, scope: asked.scope.key }, asked.asOf);
  noteRun(context, run, asked.asOf);
  const nodes = run ? await rowsOf(context, run, input, limit) : [];
  return { ...headOf(run, asked, context.at), algorithm, countUnit, nodes, input, first: limit };
}

/** The board of stories that is asked for; the day over all articles for null. Errors as `boardOf`. */
export async function storyBoardOf(
  context: GraphContext,
  given: TrendingStoriesInput | null,
  first: number,
): Promise<StoryBoardValue> {
  const limit = listSize(first, 'first');
  const { window = 'DAY', filter = null, asOf = null } = given ?? {};
  const asked = { window, scope: scopeAsked(filter), asOf };
  const run = await boardRun(context.database, { window, scope: asked.scope.key }, asOf);
  noteRun(context, run, asOf);
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
