/** Writes the trending boards: one run a window and minute, aligned to the clock so that every poller sees the same one. */
import { type ActivityRow, articlesByHour, inputState, listActivity, saveBoard } from '../store/boards.ts';
import { type EntityActivity, historyHours, trendScores } from '../trends/score.ts';
import { seasonOf } from '../trends/season.ts';
import { sparklineOf } from '../trends/sparkline.ts';
import { copyShare, repeatHours } from '../trends/weight.ts';
import type { Pipeline } from './parts.ts';

/** The graph's `TrendWindow`, in hours. */
const windows = { HOUR: 1, HOURS_6: 6, DAY: 24, DAYS_3: 72, WEEK: 168 };
const longestWindow = Math.max(...Object.values(windows));
const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Rows a board keeps: more than any page shows. */
const boardLength = 500;

/** Computes and stores the boards of the minute that has begun. What was counted is read once for all windows. */
export async function writeBoards(pipeline: Pick<Pipeline, 'database' | 'clock' | 'log'>): Promise<void> {
  const { database, clock, log } = pipeline;
  const now = clock();
  const asOf = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs);
  const back = (hours: number) => new Date(asOf.getTime() - hours * hourMs);
  const history = historyHours(longestWindow);
  const { observedSince, ...coverage } = await inputState(database, now);
  const activity = await listActivity(database, { now: asOf, historyHours: history, repeatHours, copyShare });
  const byHour = await articlesByHour(database, { from: back(history), to: asOf });
  const byId = new Map(activity.map((row) => [row.entityId, row]));
  const from = new Date(Math.max(back(history).getTime(), observedSince?.getTime() ?? asOf.getTime()));
  for (const [window, windowHours] of Object.entries(windows)) {
    const season = seasonOf(byHour, { from, to: back(windowHours) });
    const scores = trendScores(
      activity.map((row) => activityOf(row, windowHours)),
      { now: asOf, windowHours, observedSince, season },
    );
    const rows = scores.slice(0, boardLength).flatMap(({ gate: _, weightedCount: __, ...score }) => {
      const counted = byId.get(score.entityId);
      return counted ? [{ ...score, kind: counted.kind, sparkline: sparklineOf(counted, windowHours) }] : [];
    });
    const nextRunAt = new Date(asOf.getTime() + minuteMs);
    await saveBoard(database, { window, asOf, nextRunAt, ...coverage, rows }, now);
  }
  log.debug({ asOf, windows: Object.keys(windows).length }, 'boards written');
}

function activityOf({ entityId, hours, outlets }: ActivityRow, windowHours: number): EntityActivity<number> {
  const within = (age: number | null, span: number) => age !== null && age < span;
  const day = Math.min(windowHours, 24);
  return {
    entityId,
    hours: hours.map(([age, weight, articles]) => ({ age, weight, articles })),
    sourceCount: outlets.filter(([age]) => within(age, windowHours)).length,
    outlets: {
      own: outlets.filter(([, ownAge]) => within(ownAge, day)).length,
      copying: outlets.filter(([age, ownAge]) => within(age, day) && !within(ownAge, day)).length,
    },
  };
}
