/** Writing trending boards: what was counted, the runs and their rows. Runs are append-only, so any past one can be shown. */
import { type SQL, sql } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import type { EntityKind } from '../base/news.ts';
import { type Database, type Db, rows, rowsOf } from './db.ts';
import { boardRows, boardRuns } from './tables.ts';

/** Counts of one entity that at least two outlets named within a day. Ages are in hours before now. */
export interface ActivityRow {
  entityId: number;
  kind: EntityKind;
  /** [age as a whole number, weighted count, articles] for each hour with a mention; age 0 is the hour that ends now. */
  hours: [number, number, number][];
  /** Of each outlet, the age of its latest article and of its latest that is no copy, or null. */
  outlets: [number, number | null][];
  /** Ages of the articles of the last six hours. */
  ages: number[];
}

/** How far back to count, and how. */
export interface ActivityScope {
  now: Date;
  historyHours: number;
  /** An outlet's articles on an entity are numbered within this span, and each weighs one by its number. */
  repeatHours: number;
  /** What a copy weighs beside its original, before it is divided by its place among the copies. */
  copyShare: number;
}

const instantOf = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;
const hoursLong = (count: number): SQL => sql`make_interval(hours => ${count}::int)`;

/** Mentions of the `fresh` entities with their age, their number within the outlet's repeats and among the copies. */
function namedMentions(scope: ActivityScope): SQL {
  const now = instantOf(scope.now);
  return sql`select m.entity_id, m.source_id, c.article_id is not null as is_copy,
      (extract(epoch from ${now} - m.published_at) / 3600)::float8 as age,
      count(*) over (partition by m.entity_id, m.source_id order by m.published_at
          range between ${hoursLong(scope.repeatHours)} preceding and current row)
        - count(*) over (partition by m.entity_id, m.source_id, m.published_at)
        + row_number() over (partition by m.entity_id, m.source_id, m.published_at order by m.article_id)
        as nth,
      row_number() over (partition by m.entity_id, coalesce(c.original_id, m.article_id)
        order by c.article_id is not null, m.published_at, m.article_id) as place
    from mentions m join fresh using (entity_id) left join copies c on c.article_id = m.article_id
    where m.published_at > ${now} - ${hoursLong(scope.historyHours)} and m.published_at <= ${now}
      and not m.derived`;
}

/**
 * Every entity that two outlets named in the last day, by name and not by adjective alone, with its weighted counts. The
 * numbers within the repeat span follow (instant, article), so that articles of one instant get different ones.
 */
export function listActivity(database: Database, scope: ActivityScope): Promise<ActivityRow[]> {
  const now = instantOf(scope.now);
  return rows<ActivityRow>(
    database,
    sql`with fresh as materialized (
          select entity_id, min(kind) as kind from mentions
          where published_at > ${now} - ${hoursLong(24)} and published_at <= ${now} and not derived
          group by entity_id having count(distinct source_id) > 1),
        named as (${namedMentions(scope)}),
        hourly as (
          select entity_id, floor(age)::int as age, count(*)::int as n,
            sum(case when is_copy then ${scope.copyShare}::float8 / greatest(place, 2) else 1 end / nth)::float8
              as weight
          from named group by entity_id, floor(age)),
        outlets as (
          select entity_id, min(age) as age, min(age) filter (where not is_copy) as own_age
          from named group by entity_id, source_id)
        select f.entity_id::int as "entityId", f.kind, h.hours, o.outlets, coalesce(r.ages, '{}') as ages
        from fresh f
          join (select entity_id, jsonb_agg(jsonb_build_array(age, weight, n) order by age) as hours
            from hourly group by entity_id) h using (entity_id)
          join (select entity_id, jsonb_agg(jsonb_build_array(age, own_age)) as outlets
            from outlets group by entity_id) o using (entity_id)
          left join (select entity_id, array_agg(age) as ages
            from named where age < 6 group by entity_id) r using (entity_id)`,
  );
}

/** Articles of each clock hour (start in epoch milliseconds) of a span, hours without one left out. */
export async function articlesByHour(
  database: Database,
  span: { from: Date; to: Date },
): Promise<Map<number, number>> {
  const found = await rows<{ hour: number; n: number }>(
    database,
    sql`select (extract(epoch from date_trunc('hour', sort_date, 'UTC')) * 1000)::float8 as hour, count(*)::int as n
      from articles
      where sort_date >= ${span.from.toISOString()}::timestamptz and sort_date < ${span.to.toISOString()}::timestamptz
      group by 1`,
  );
  return new Map(found.map(({ hour, n }) => [hour, n]));
}

/** True for a channel `c` that works and has not been due for an hour without being read. */
export const isHeard = (now: Date): SQL =>
  sql`(c.state in ('HEALTHY', 'DEGRADED')
    and c.next_attempt_at > ${now.toISOString()}::timestamptz - interval '1 hour')`;

/** Since when counts exist, and how many of the sources we should hear from were heard. */
export async function inputState(
  database: Database,
  now: Date,
): Promise<{ observedSince: Date | null; expectedSources: number; healthySources: number }> {
  const [row] = await rows<{ since: number | null; expected: number; healthy: number }>(
    database,
    sql`select (select (extract(epoch from min(sort_date)) * 1000)::float8 from articles) as since,
          count(distinct s.id)::int as expected,
          count(distinct s.id) filter (where ${isHeard(now)})::int as healthy
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
