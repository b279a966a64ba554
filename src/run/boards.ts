/** Writes the trending boards: one run a window and minute, aligned to the clock so that every poller sees the same one. */
import { type ActivityRow, inputState, listActivity, saveBoard } from '../store/boards.ts';
import { trendScores } from '../trends/score.ts';
import type { Pipeline } from './parts.ts';

/** The graph's `TrendWindow`, in hours. */
const windows = { HOUR: 1, HOURS_6: 6, DAY: 24, DAYS_3: 72, WEEK: 168 };
const minuteMs = 60_000;
/** Rows a board keeps: more than any page shows. */
const boardLength = 500;

/** Computes and stores the boards of the minute that has begun. */
export async function writeBoards(pipeline: Pick<Pipeline, 'database' | 'clock' | 'log'>): Promise<void> {
  const { database, clock, log } = pipeline;
  const now = clock();
  const asOf = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs);
  const { observedSince, ...coverage } = await inputState(database);
  for (const [window, windowHours] of Object.entries(windows)) {
    const activity = await listActivity(database, { now: asOf, windowHours });
    const byId = new Map(activity.map((row) => [row.entityId, row]));
    const scores = trendScores(activity.map(activityOf), { now: asOf, windowHours, observedSince });
    const rows = scores.slice(0, boardLength).flatMap(({ articleCount: _, ...score }) => {
      const counted = byId.get(score.entityId);
      return counted ? [{ ...score, kind: counted.kind, sparkline: counted.sparkline }] : [];
    });
    const nextRunAt = new Date(asOf.getTime() + minuteMs);
    await saveBoard(database, { window, asOf, nextRunAt, ...coverage, rows }, now);
  }
  log.debug({ asOf, windows: Object.keys(windows).length }, 'boards written');
}

function activityOf(row: ActivityRow) {
  return {
    entityId: row.entityId,
    hours: row.hours.map(([hour, articles]) => ({ hour: new Date(hour), articles })),
    sourceCount: row.sources,
    copyOnlySources: row.copyOnlySources,
  };
}
