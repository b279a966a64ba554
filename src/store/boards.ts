/** Writing trending boards: runs and their rows. Runs are append-only, so any past one can be shown until it is pruned. */
import { getTableColumns, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { publicId } from '../base/id.ts';
import type { EntityKind } from '../base/news.ts';
import { advisoryLocks } from './advisoryLocks.ts';
import { type Database, type Db, rows, rowsOf } from './db.ts';
import { boardRows, boardRuns, boardStories, boardTopics } from './tables.ts';

/** A place by another algorithm than the one the board is ranked by; score and rank are 0 when it has none. */
export interface OtherPlace {
  score: number;
  rank: number;
}

/** One row of a board to be stored, in rank order. */
export interface ScoredRow {
  entityId: number;
  kind: EntityKind;
  score: number;
  windowCount: number;
  weightedCount: number;
  baselineMean: number;
  lift: number | null;
  sourceCount: number;
  ownSourceCount: number;
  mentionCount: number;
  gate: number;
  sparkline: number[];
  others: OtherPlace[];
}

/** One story of a board, in rank order. */
export interface ScoredStory {
  storyId: number;
  score: number;
  windowCount: number;
  weightedCount: number;
  baselineMean: number;
  sourceCount: number;
  ownSourceCount: number;
  gate: number;
  sparkline: number[];
}

/** One media topic of a board, in rank order. */
export interface ScoredTopic extends Omit<ScoredStory, 'storyId'> {
  topicCode: string;
  lift: number | null;
}

export interface NewBoard {
  window: string;
  /** As in `board_runs.scope`. */
  scope: string;
  asOf: Date;
  nextRunAt: Date;
  expectedSources: number;
  healthySources: number;
  missingSourceIds: number[];
  parametersHash: string;
  rows: ScoredRow[];
  stories: ScoredStory[];
  topics: ScoredTopic[];
}

/** Sums of a month are grouped in memory: sorted on disk they take twice as long. */
const workMemory = '64MB';

/**
 * Does the work as the only one who writes boards, in one transaction, and gives its result; null when another process is
 * at it. The embedded database has one process, and is not held up for others by a long transaction.
 */
export function asBoardWriter<T>(
  database: Database,
  work: (database: Database) => Promise<T>,
): Promise<T | null> {
  if (database.engine === 'pglite') return work(database);
  return database.db.transaction(async (tx) => {
    const [lock] = await rowsOf<{ taken: boolean }>(
      tx,
      sql`select pg_try_advisory_xact_lock(${advisoryLocks.writingBoards}) as taken,
        set_config('work_mem', ${workMemory}, true)`,
    );
    return lock?.taken ? work({ ...database, db: tx }) : null;
  });
}

/** Stores a run, each row with its rank in the run before, its best rank and since when it is listed without a gap. */
export async function saveBoard(database: Database, board: NewBoard, now: Date): Promise<void> {
  await database.db.transaction(async (tx) => {
    const { rows: scored, stories: told, topics, ...run } = board;
    const before = await previousRows(tx, board);
    const storiesBefore = await previousStories(tx, board);
    const topicsBefore = await previousTopics(tx, board);
    const name = `${board.window}\n${board.scope}${board.scope && '\n'}${board.asOf.toISOString()}`;
    const [saved] = await tx
      .insert(boardRuns)
      .values({ ...run, computedAt: now, publicId: publicId('TrendingRun', name) })
      .onConflictDoNothing()
      .returning({ id: boardRuns.id });
    // Another worker has written this minute's run.
    if (!saved) return;
    const ranked = scored.map((row, i) => rankedRow(row, i + 1, before.get(row.entityId), board.asOf));
    const runId = saved.id;
    await insertAll(
      tx,
      boardRows,
      ranked.map((row) => ({ ...row, runId })),
    );
    const rankedStories = told.map((row, i) => ({
      ...{ ...row, runId },
      ...historyOf(i + 1, storiesBefore.get(row.storyId), board.asOf),
    }));
    await insertAll(tx, boardStories, rankedStories);
    const rankedTopics = topics.map((row, i) => ({
      ...{ ...row, runId },
      ...historyOf(i + 1, topicsBefore.get(row.topicCode), board.asOf),
    }));
    await insertAll(tx, boardTopics, rankedTopics);
  });
}

/** Inserts hundreds of wide rows as one parameter: one for each value takes longer than the insert itself. */
async function insertAll<T extends PgTable>(
  tx: Db,
  table: T,
  values: readonly T['$inferInsert'][],
): Promise<void> {
  if (values.length === 0) return;
  const columns = Object.entries(getTableColumns(table));
  const named = values.map((row) =>
    Object.fromEntries(columns.map(([key, { name }]) => [name, row[key as keyof typeof row]])),
  );
  await tx.execute(
    sql`insert into ${table} select * from json_populate_recordset(null::${table}, ${JSON.stringify(named)}::json)`,
  );
}

interface Placed {
  rank: number;
  peakRank: number;
  /** In minutes since 1970; boards are of whole minutes. */
  since: number;
}

interface PreviousRow extends Placed {
  score: number;
  otherRanks: number[];
  otherPeaks: number[];
  otherSince: number[];
}

const minuteMs = 60_000;

function historyOf(rank: number, previous: Placed | undefined, asOf: Date) {
  return {
    rank,
    previousRank: previous?.rank ?? null,
    peakRank: Math.min(rank, previous?.peakRank ?? rank),
    listedSince: previous ? new Date(previous.since * minuteMs) : asOf,
  };
}

function rankedRow({ others, ...row }: ScoredRow, rank: number, before: PreviousRow | undefined, asOf: Date) {
  const minute = Math.floor(asOf.getTime() / minuteMs);
  const wasAt = (i: number) => before?.otherRanks[i] ?? 0;
  return {
    ...row,
    // A row that only another algorithm listed was not on the board.
    ...historyOf(rank, before && before.score > 0 ? before : undefined, asOf),
    otherScores: others.map(({ score }) => score),
    otherRanks: others.map((of) => of.rank),
    otherPeaks: others.map((of, i) => {
      if (of.rank === 0) return 0;
      return wasAt(i) > 0 ? Math.min(of.rank, before?.otherPeaks[i] ?? of.rank) : of.rank;
    }),
    otherSince: others.map((of, i) => {
      if (of.rank === 0) return 0;
      return wasAt(i) > 0 ? (before?.otherSince[i] ?? minute) : minute;
    }),
  };
}

const latestRun = ({ window, scope }: Pick<NewBoard, 'window' | 'scope'>) =>
  sql`(select id from board_runs where time_window = ${window} and scope = ${scope} order by as_of desc, id desc limit 1)`;

async function previousRows(tx: Db, board: NewBoard): Promise<Map<number, PreviousRow>> {
  const found = await rowsOf<PreviousRow & { entityId: number }>(
    tx,
    sql`select entity_id::int as "entityId", rank, peak_rank as "peakRank", score,
          (extract(epoch from listed_since) / 60)::int as since,
          other_ranks as "otherRanks", other_peaks as "otherPeaks", other_since as "otherSince"
        from board_rows where run_id = ${latestRun(board)}`,
  );
  return new Map(found.map((row) => [row.entityId, row]));
}

async function previousStories(tx: Db, board: NewBoard): Promise<Map<number, Placed>> {
  const found = await rowsOf<Placed & { storyId: number }>(
    tx,
    sql`select story_id::int as "storyId", rank, peak_rank as "peakRank",
          (extract(epoch from listed_since) / 60)::int as since
        from board_stories where run_id = ${latestRun(board)}`,
  );
  return new Map(found.map((row) => [row.storyId, row]));
}

async function previousTopics(tx: Db, board: NewBoard): Promise<Map<string, Placed>> {
  const found = await rowsOf<Placed & { topicCode: string }>(
    tx,
    sql`select topic_code as "topicCode", rank, peak_rank as "peakRank",
          (extract(epoch from listed_since) / 60)::int as since
        from board_topics where run_id = ${latestRun(board)}`,
  );
  return new Map(found.map((row) => [row.topicCode, row]));
}

/** When the latest run of each board was, by `window scope`. */
export async function latestRuns(database: Database): Promise<Map<string, Date>> {
  const found = await rows<{ board: string; at: number }>(
    database,
    sql`with recursive boards as (
          (select time_window, scope from board_runs order by time_window, scope limit 1)
          union all
          select n.time_window, n.scope from boards b cross join lateral (
            select r.time_window, r.scope from board_runs r
            where (r.time_window, r.scope) > (b.time_window, b.scope)
            order by r.time_window, r.scope limit 1) n)
        select b.time_window || ' ' || b.scope as board, (select (extract(epoch from r.as_of) * 1000)::float8
          from board_runs r where r.time_window = b.time_window and r.scope = b.scope
          order by r.as_of desc limit 1) as at
        from boards b`,
  );
  return new Map(found.map(({ board, at }) => [board, new Date(at)]));
}

/** How long board runs are kept. */
export interface BoardRetention {
  /** Every run of the last days; of older ones those of the full hour. */
  minuteDays: number;
  /** All older ones go. */
  hourDays: number;
}

/** Deletes runs that are past keeping; how many went. */
export async function pruneBoards(
  database: Database,
  { minuteDays, hourDays }: BoardRetention,
  now: Date,
): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const gone = await rows(
    database,
    sql`delete from board_runs where as_of < ${at} - make_interval(days => ${hourDays}::int)
          or (as_of < ${at} - make_interval(days => ${minuteDays}::int) and extract(minute from as_of at time zone 'UTC') <> 0)
        returning id`,
  );
  return gone.length;
}
