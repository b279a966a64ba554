/** Reads of the stories of a trending run. */
import { sql } from 'drizzle-orm';
import type { ScoredStory } from './boards.ts';
import { type Database, rows } from './db.ts';
import type { BoardRun } from './trending.ts';

/** `storyId` is that of the survivor when the story was merged away since. */
export interface BoardStoryRow extends ScoredStory {
  rank: number;
  previousRank: number | null;
  peakRank: number;
  listedSince: Date;
}

/** The first stories of a run, by rank. A story that was merged into one above it is left out. */
export async function boardStoriesOf(
  database: Database,
  run: Pick<BoardRun, 'id'>,
  limit: number,
): Promise<BoardStoryRow[]> {
  const found = await rows<Omit<BoardStoryRow, 'listedSince'> & { since: number }>(
    database,
    sql`select coalesce(s.merged_into_id, s.id)::float8 as "storyId", b.rank, b.score, b.window_count as "windowCount",
          b.weighted_count as "weightedCount", b.baseline_mean as "baselineMean", b.source_count as "sourceCount",
          b.own_source_count as "ownSourceCount", b.gate, b.previous_rank as "previousRank",
          b.peak_rank as "peakRank", (extract(epoch from b.listed_since) * 1000)::float8 as since, b.sparkline
        from board_stories b join stories s on s.id = b.story_id
        where b.run_id = ${run.id} order by b.rank limit ${limit}`,
  );
  const seen = new Set<number>();
  return found.flatMap(({ since, ...row }) => {
    if (seen.has(row.storyId)) return [];
    seen.add(row.storyId);
    return [{ ...row, listedSince: new Date(since) }];
  });
}
