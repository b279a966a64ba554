/** Reads of trending boards: the run of a window and scope, its rows, and the place of single entities on it. */
import { and, desc, eq, getTableColumns, lte, type SQL, sql } from 'drizzle-orm';
import type { EntityKind } from '../base/news.ts';
import { isHeard } from './boardsInput.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { boardRows, boardRuns } from './tables.ts';

export type TrendWindow = 'HOUR' | 'HOURS_6' | 'DAY' | 'DAYS_3' | 'WEEK' | 'MONTH';

/** Length of each window in hours. */
export const windowHours: Record<TrendWindow, number> = {
  HOUR: 1,
  HOURS_6: 6,
  DAY: 24,
  DAYS_3: 72,
  WEEK: 168,
  MONTH: 720,
};

export type BoardRun = typeof boardRuns.$inferSelect;

type StoredRow = typeof boardRows.$inferSelect;

/** A row as one algorithm ranks it. */
export interface BoardRow
  extends Omit<StoredRow, 'otherScores' | 'otherRanks' | 'otherPeaks' | 'otherSince'> {
  runId: number;
}

/** The algorithms of trends/algorithms.ts, in its order; the first is the one that boards are ranked by. */
export const trendAlgorithms = [
  'SURPLUS',
  'POISSON_SURPRISE',
  'PEARSON_RESIDUAL',
  'EWMA_Z',
  'LOG_LIFT',
  'COUNT',
] as const;
export type TrendAlgorithm = (typeof trendAlgorithms)[number];

export type TrendCountUnit = 'ARTICLES' | 'INDEPENDENT_SOURCES' | 'MENTIONS';

/** Columns that `windowCount` may count. */
export const countColumns = {
  ARTICLES: 'windowCount',
  INDEPENDENT_SOURCES: 'ownSourceCount',
  MENTIONS: 'mentionCount',
} as const satisfies Record<TrendCountUnit, keyof BoardRow>;

/** Which rows of a board, and by which algorithm; null sets no condition. */
export interface RowScope {
  algorithm: TrendAlgorithm;
  kinds: EntityKind[];
  countUnit: TrendCountUnit;
  minCount: number;
  minSources: number;
  /** Serial keys of entities to leave out. */
  excluded: number[];
}

/**
 * The latest run of a window at an instant (now when null); null when none was made yet.
 * @param scope as in `board_runs.scope`
 */
export async function boardRun(
  database: Database,
  { window, scope = '' }: { window: TrendWindow; scope?: string },
  asOf: Date | null,
): Promise<BoardRun | null> {
  const ofBoard = and(eq(boardRuns.window, window), eq(boardRuns.scope, scope));
  const [run] = await database.db
    .select()
    .from(boardRuns)
    .where(asOf ? and(ofBoard, lte(boardRuns.asOf, asOf)) : ofBoard)
    .orderBy(desc(boardRuns.asOf), desc(boardRuns.id))
    .limit(1);
  return run ?? null;
}

/** A run by its public id; null when there is none, or it was cleared away. */
export async function boardRunByPublicId(database: Database, id: string): Promise<BoardRun | null> {
  const [run] = await database.db.select().from(boardRuns).where(eq(boardRuns.publicId, id)).limit(1);
  return run ?? null;
}

/** Place in the arrays of the other algorithms, from 1; 0 for the one that boards are ranked by. */
const otherIndex = (algorithm: TrendAlgorithm): number => trendAlgorithms.indexOf(algorithm);

/** The rank over all kinds by an algorithm. */
function rankBy(algorithm: TrendAlgorithm): SQL {
  const index = otherIndex(algorithm);
  return index === 0 ? sql`${boardRows.rank}` : sql`${boardRows.otherRanks}[${sql.raw(String(index))}]`;
}

function rowConditions(runId: SQL, scope: RowScope): SQL[] {
  const isListed =
    otherIndex(scope.algorithm) === 0 ? sql`${boardRows.score} > 0` : sql`${rankBy(scope.algorithm)} > 0`;
  return [
    sql`${boardRows.runId} = ${runId}`,
    isListed,
    sql`${boardRows.kind} = any(${array(scope.kinds, 'text')})`,
    sql`${boardRows[countColumns[scope.countUnit]]} >= ${scope.minCount}::integer`,
    sql`${boardRows.sourceCount} >= ${scope.minSources}::integer`,
    sql`not ${boardRows.entityId} = any(${array(scope.excluded, 'bigint')})`,
  ];
}

/**
 * The first rows of a run among those in scope, ranked 1, 2, 3 among themselves; their previous rank is that among the
 * rows in scope of the run before, null for one that was not in scope there. The run before gone, the ranks over all
 * kinds stand in. The best rank is that over all kinds, when that is better. One statement.
 */
export async function boardRowsOf(
  database: Database,
  run: Pick<BoardRun, 'id' | 'window' | 'scope' | 'asOf'>,
  scope: RowScope,
  limit: number,
): Promise<BoardRow[]> {
  const { db } = database;
  const rank = rankBy(scope.algorithm);
  const number = sql<number>`(row_number() over (order by ${rank}))::integer`;
  const before = sql`(select id from board_runs where time_window = ${run.window} and scope = ${run.scope}
    and (as_of, id) < (${run.asOf.toISOString()}::timestamptz, ${run.id}::bigint)
    order by as_of desc, id desc limit 1)`;
  const previous = db
    .select({ entityId: boardRows.entityId, place: number.as('place_before') })
    .from(boardRows)
    .where(and(...rowConditions(before, scope)))
    .as('previous');
  // The page is cut before it is joined: PostgreSQL does not know how few rows a run has.
  const current = db
    .select({
      ...getTableColumns(boardRows),
      place: number.as('place'),
      hasBefore: sql<boolean>`${before} is not null`.as('has_before'),
    })
    .from(boardRows)
    .where(and(...rowConditions(sql`${run.id}::bigint`, scope)))
    .orderBy(rank)
    .limit(limit)
    .as('current');
  const found = await db
    .select()
    .from(current)
    .leftJoin(previous, eq(previous.entityId, current.entityId))
    .orderBy(current.place);
  return found.map(({ current: { place: shown, hasBefore, ...stored }, previous: placed }) => {
    const row = rowBy(stored, scope.algorithm);
    const previousRank = hasBefore ? (placed?.place ?? null) : row.previousRank;
    return {
      ...row,
      rank: shown,
      previousRank,
      peakRank: Math.min(row.peakRank, shown, previousRank ?? shown),
    };
  });
}

const minuteMs = 60_000;

/** A stored row with the figures of an algorithm. */
function rowBy(stored: StoredRow, algorithm: TrendAlgorithm): BoardRow {
  const { otherScores, otherRanks, otherPeaks, otherSince, ...row } = stored;
  const i = otherIndex(algorithm) - 1;
  if (i < 0) return row;
  const rank = otherRanks[i] ?? 0;
  return {
    ...row,
    rank,
    score: otherScores[i] ?? 0,
    // It is not noted; the row is new when it was listed in this run.
    previousRank: null,
    peakRank: otherPeaks[i] ?? rank,
    listedSince: new Date((otherSince[i] ?? 0) * minuteMs),
    // The plain count is believed as it is.
    gate: algorithm === 'COUNT' ? 1 : row.gate,
  };
}

/** The place of each entity on the latest run of a window; entities that are not on it are left out. */
export async function boardRowsOfEntities(
  database: Database,
  window: TrendWindow,
  ids: readonly number[],
): Promise<BoardRow[]> {
  const latest = sql`(select id from board_runs where time_window = ${window} and scope = ''
    order by as_of desc, id desc limit 1)`;
  const found = await database.db
    .select()
    .from(boardRows)
    .where(
      sql`${boardRows.runId} = ${latest} and ${boardRows.score} > 0
        and ${boardRows.entityId} = any(${array(ids, 'bigint')})`,
    );
  return found.map((stored) => rowBy(stored, 'SURPLUS'));
}

/** The story with most articles about each entity in a span of time; entities without one are left out. */
export function topStoriesOfEntities(
  database: Database,
  ids: readonly number[],
  span: { start: Date; end: Date },
): Promise<{ entityId: number; storyId: number }[]> {
  return rows(
    database,
    sql`select p.id::float8 as "entityId", x.story_id::float8 as "storyId"
      from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
        select a.story_id from mentions m join articles a on a.id = m.article_id
        where m.entity_id = p.id and a.story_id is not null
          and m.published_at >= ${span.start.toISOString()}::timestamptz
          and m.published_at < ${span.end.toISOString()}::timestamptz
        group by a.story_id order by count(*) desc, sum(m.salience) desc, a.story_id limit 1
      ) x`,
  );
}

/** How many articles are stored, and the sort date of the oldest; null when there are none. */
export async function articleTotals(
  database: Database,
): Promise<{ articleCount: number; oldestArticleAt: Date | null }> {
  const [row] = await rows<{ n: number; oldest: number | null }>(
    database,
    sql`select count(*)::integer as n, (extract(epoch from min(sort_date)) * 1000)::float8 as oldest from articles`,
  );
  const oldest = row?.oldest ?? null;
  return { articleCount: row?.n ?? 0, oldestArticleAt: oldest === null ? null : new Date(oldest) };
}

/** Missing sources listed at most. */
const missingLimit = 100;

/**
 * Serial keys of the first hundred sources that should be heard and are not: no channel of theirs works, or those that
 * do have been due for an hour. An outage shows here, a source with nothing to say does not.
 */
export async function missingSourceIds(database: Database, now: Date): Promise<number[]> {
  const found = await rows<{ id: number }>(
    database,
    sql`select s.id::float8 as id from sources s join source_channels c on c.source_id = s.id and c.ingestible
      where s.retired_at is null group by s.id having not bool_or(${isHeard(now)}) order by s.id
      limit ${missingLimit}::integer`,
  );
  return found.map(({ id }) => id);
}
