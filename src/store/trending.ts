/** Reads of trending boards: the run of a window, its rows, and the place of single entities on it. */
import { and, desc, eq, getTableColumns, lte, type SQL, sql } from 'drizzle-orm';
import type { EntityKind } from '../base/news.ts';
import { isHeard } from './boards.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { boardRows, boardRuns } from './tables.ts';

export type TrendWindow = 'HOUR' | 'HOURS_6' | 'DAY' | 'DAYS_3' | 'WEEK';

/** Length of each window in hours. */
export const windowHours: Record<TrendWindow, number> = {
  HOUR: 1,
  HOURS_6: 6,
  DAY: 24,
  DAYS_3: 72,
  WEEK: 168,
};

export type BoardRun = typeof boardRuns.$inferSelect;

export interface BoardRow extends Omit<typeof boardRows.$inferSelect, 'runId'> {
  runId: number;
}

/** Conditions on the rows of a board; null sets none. */
export interface BoardScope {
  kinds: EntityKind[];
  minCount: number;
  minSources: number;
  /** Serial keys of entities to leave out. */
  excluded: number[];
}

/** The latest run of a window at an instant (now when null); null when none was made yet. */
export async function boardRun(
  database: Database,
  window: TrendWindow,
  asOf: Date | null,
): Promise<BoardRun | null> {
  const ofWindow = eq(boardRuns.window, window);
  const [run] = await database.db
    .select()
    .from(boardRuns)
    .where(asOf ? and(ofWindow, lte(boardRuns.asOf, asOf)) : ofWindow)
    .orderBy(desc(boardRuns.asOf), desc(boardRuns.id))
    .limit(1);
  return run ?? null;
}

/** A run by its public id; null when there is none, or it was cleared away. */
export async function boardRunByPublicId(database: Database, id: string): Promise<BoardRun | null> {
  const [run] = await database.db.select().from(boardRuns).where(eq(boardRuns.publicId, id)).limit(1);
  return run ?? null;
}

function rowConditions(runId: SQL, scope: BoardScope): SQL[] {
  return [
    sql`${boardRows.runId} = ${runId}`,
    sql`${boardRows.kind} = any(${array(scope.kinds, 'text')})`,
    sql`${boardRows.windowCount} >= ${scope.minCount}::integer`,
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
  run: Pick<BoardRun, 'id' | 'window' | 'asOf'>,
  scope: BoardScope,
  limit: number,
): Promise<BoardRow[]> {
  const { db } = database;
  const place = sql<number>`(row_number() over (order by ${boardRows.rank}))::integer`.as('place');
  const before = sql`(select id from board_runs where time_window = ${run.window}
    and (as_of, id) < (${run.asOf.toISOString()}::timestamptz, ${run.id}::bigint)
    order by as_of desc, id desc limit 1)`;
  const previous = db
    .select({ entityId: boardRows.entityId, place })
    .from(boardRows)
    .where(and(...rowConditions(before, scope)))
    .as('previous');
  const found = await db
    .select({
      row: getTableColumns(boardRows),
      place,
      placeBefore: sql<number | null>`${previous.place}`,
      hasBefore: sql<boolean>`${before} is not null`,
    })
    .from(boardRows)
    .leftJoin(previous, eq(previous.entityId, boardRows.entityId))
    .where(and(...rowConditions(sql`${run.id}::bigint`, scope)))
    .orderBy(boardRows.rank)
    .limit(limit);
  return found.map(({ row, place: rank, placeBefore, hasBefore }) => {
    const previousRank = hasBefore ? placeBefore : row.previousRank;
    return { ...row, rank, previousRank, peakRank: Math.min(row.peakRank, rank, previousRank ?? rank) };
  });
}

/** The place of each entity on the latest run of a window; entities that are not on it are left out. */
export async function boardRowsOfEntities(
  database: Database,
  window: TrendWindow,
  ids: readonly number[],
): Promise<BoardRow[]> {
  const latest = sql`(select id from board_runs where time_window = ${window} order by as_of desc, id desc limit 1)`;
  return await database.db
    .select()
    .from(boardRows)
    .where(sql`${boardRows.runId} = ${latest} and ${boardRows.entityId} = any(${array(ids, 'bigint')})`);
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
