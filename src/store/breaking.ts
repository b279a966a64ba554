/**
 * How fast a story grows against its own past, 0 to 1, read from the latest run of the day's board over all articles.
 * Its sparkline counts the story's articles in 24 hours, one by one. The last three are compared with what the hours
 * before would make of three: since its first article of the day, three hours at least, so that a story is not
 * breaking for ever by having been young once. With r articles in the last three hours where e were to be expected
 *
 *     score = gate × (r − e) / (r + e + 2), and 0 where r ≤ e
 *
 * and the gate is the board's own (trends/weight.ts): one outlet makes no news. The 2 keeps a story of two or three
 * articles low. Scores change with each run, that is once a minute, and stand still between.
 */
import { type SQL, sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';

/** From this score on a story counts as breaking: four articles of three outlets in three hours after silence. */
export const breakingFloor = 0.5;

const recentHours = 3;
const pastHours = 24 - recentHours;

const latestRun = sql`(select id from board_runs where time_window = 'DAY' and scope = ''
  order by as_of desc, id desc limit 1)`;

/** Stories that grow, by the serial key of the survivor: a subquery of `story_id` and `score`, above 0. */
export const breakingStories: SQL = sql`(
  select coalesce(s.merged_into_id, s.id) as story_id,
    max(b.gate * (x.recent - x.expected) / (x.recent + x.expected + 2))::float8 as score
  from board_stories b join stories s on s.id = b.story_id cross join lateral (
    select n.recent, n.past * ${sql.raw(String(recentHours))}::float8 / greatest(n.hours, ${sql.raw(String(recentHours))}) as expected
    from (
      select coalesce(sum(v) filter (where i > ${sql.raw(String(pastHours))}), 0)::float8 as recent,
        coalesce(sum(v) filter (where i <= ${sql.raw(String(pastHours))}), 0)::float8 as past,
        ${sql.raw(String(pastHours + 1))} - min(i) filter (where v > 0) as hours
      from unnest(b.sparkline) with ordinality as points(v, i)) n
  ) x
  where b.run_id = ${latestRun} and x.recent > x.expected group by 1)`;

/** The score of each story (serial keys), 0 for one that does not grow; nothing at all before the first run. */
export function breakingScores(
  database: Database,
  ids: readonly number[],
): Promise<{ storyId: number; score: number }[]> {
  return rows(
    database,
    sql`select p.id::float8 as "storyId", coalesce(b.score, 0) as score
      from unnest(${array(ids, 'bigint')}) as p(id) left join ${breakingStories} b on b.story_id = p.id
      where ${latestRun} is not null`,
  );
}
