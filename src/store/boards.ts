/** Writing trending boards: what was counted, the runs and their rows. Runs are append-only, so any past one can be shown. */
import { sql } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import type { EntityKind } from '../base/news.ts';
import { type Database, type Db, rows, rowsOf } from './db.ts';
import { boardRows, boardRuns } from './tables.ts';

/** Counts of one entity that was mentioned in the window. */
export interface ActivityRow {
  entityId: number;
  kind: EntityKind;
  /** [start of the hour in epoch milliseconds, articles] for each hour with a mention, two weeks back. */
  hours: [number, number][];
  /** Outlets in the window, and those of them that only ran copies. */
  sources: number;
  copyOnlySources: number;
  /** 24 zero-filled counts over the window, oldest first. */
  sparkline: number[];
}

const baselineDays = 14;
const sparks = 24;

/** Every entity named in the window that ends now, by name and not by adjective alone, with its counts two weeks back. */
export async function listActivity(
  database: Database,
  window: { now: Date; windowHours: number },
): Promise<ActivityRow[]> {
  const now = sql`${window.now.toISOString()}::timestamptz`;
  const length = sql`make_interval(hours => ${window.windowHours}::int)`;
  const found = await rows<Omit<ActivityRow, 'sparkline'> & { ages: number[] }>(
    database,
    sql`with recent as (
          select m.entity_id, min(m.kind) as kind, count(distinct m.source_id)::int as sources,
            count(distinct m.source_id) filter (where c.kind is distinct from 'COPY')::int as independent,
            array_agg((extract(epoch from ${now} - m.published_at) / 3600)::float8) as ages
          from mentions m left join copies c on c.article_id = m.article_id
          where m.published_at > ${now} - ${length} and m.published_at <= ${now} and not m.derived
          group by m.entity_id),
        hourly as (
          select m.entity_id, (extract(epoch from date_trunc('hour', m.published_at)) * 1000)::float8 as hour,
            count(*)::int as n
          from mentions m join recent r on r.entity_id = m.entity_id
          where m.published_at > ${now} - make_interval(days => ${baselineDays}::int)
            and m.published_at <= ${now} and not m.derived
          group by 1, 2)
        select r.entity_id::int as "entityId", r.kind, r.sources, r.sources - r.independent as "copyOnlySources",
          r.ages, (select jsonb_agg(jsonb_build_array(h.hour, h.n) order by h.hour) from hourly h
                   where h.entity_id = r.entity_id) as hours
        from recent r`,
  );
  return found.map(({ ages, ...row }) => ({ ...row, sparkline: sparklineOf(ages, window.windowHours) }));
}

function sparklineOf(ages: number[], windowHours: number): number[] {
  const counts = new Array<number>(sparks).fill(0);
  for (const age of ages) {
    const bucket = sparks - 1 - Math.min(sparks - 1, Math.floor((age / windowHours) * sparks));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

/** Since when counts exist, and how many of the sources we should hear from were heard. */
export async function inputState(
  database: Database,
): Promise<{ observedSince: Date | null; expectedSources: number; healthySources: number }> {
  const [row] = await rows<{ since: number | null; expected: number; healthy: number }>(
    database,
    sql`select (select (extract(epoch from min(sort_date)) * 1000)::float8 from articles) as since,
          count(distinct s.id)::int as expected,
          count(distinct s.id) filter (where c.state in ('HEALTHY', 'DEGRADED'))::int as healthy
        from sources s join source_channels c on c.source_id = s.id and c.ingestible
        where s.retired_at is null`,
  );
  return {
    observedSince: row?.since == null ? null : new Date(row.since),
    expectedSources: row?.expected ?? 0,
    healthySources: row?.healthy ?? 0,
  };
}

/** One row of a board to be stored, in rank order. */
export interface ScoredRow {
  entityId: number;
  kind: EntityKind;
  score: number;
  windowCount: number;
  baselineMean: number;
  lift: number | null;
  sourceCount: number;
  sparkline: number[];
}

export interface NewBoard {
  window: string;
  asOf: Date;
  nextRunAt: Date;
  expectedSources: number;
  healthySources: number;
  rows: ScoredRow[];
}

/** Stores a run, each row with its rank in the run before, its best rank and since when it is listed without a gap. */
export async function saveBoard(database: Database, board: NewBoard, now: Date): Promise<void> {
  await database.db.transaction(async (tx) => {
    const { rows: scored, ...run } = board;
    const before = await previousRows(tx, board.window);
    const [saved] = await tx
      .insert(boardRuns)
      .values({
        ...run,
        computedAt: now,
        publicId: publicId('TrendingRun', `${board.window}\n${board.asOf.toISOString()}`),
      })
      .onConflictDoNothing()
      .returning({ id: boardRuns.id });
    // Another worker has written this minute's run.
    if (!saved || scored.length === 0) return;
    const ranked = scored.map((row, i) => {
      const previous = before.get(row.entityId);
      const rank = i + 1;
      return {
        ...row,
        runId: saved.id,
        rank,
        previousRank: previous?.rank ?? null,
        peakRank: Math.min(rank, previous?.peakRank ?? rank),
        listedSince: previous ? new Date(previous.listedSince) : board.asOf,
      };
    });
    await tx.insert(boardRows).values(ranked);
  });
}

async function previousRows(
  tx: Db,
  window: string,
): Promise<Map<number, { rank: number; peakRank: number; listedSince: string }>> {
  const found = await rowsOf<{ entityId: number; rank: number; peakRank: number; listedSince: string }>(
    tx,
    sql`select r.entity_id::int as "entityId", r.rank, r.peak_rank as "peakRank",
          to_char(r.listed_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "listedSince"
        from board_rows r where r.run_id = (
          select id from board_runs where time_window = ${window} order by as_of desc, id desc limit 1)`,
  );
  return new Map(found.map((row) => [row.entityId, row]));
}
