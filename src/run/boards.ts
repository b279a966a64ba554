/**
 * Writes the trending boards, aligned to the clock so that every poller sees the same run. Boards over all articles that
 * look back a day at most are made every minute; those of a language or country every five, longer windows every 15.
 */
import { createHash } from 'node:crypto';
import { type BoardRetention, latestRuns, pruneBoards, saveBoard } from '../store/boards.ts';
import {
  articleHours,
  expectedSources,
  pastMentions,
  recentMentions,
  toldStories,
} from '../store/boardsInput.ts';
import { needsRecount, recountRollups } from '../store/rollupRecount.ts';
import { windowHours } from '../store/trending.ts';
import type { BoardScope } from '../trends/activity.ts';
import { recentHours } from '../trends/activity.ts';
import { historyHours, trendParameters } from '../trends/score.ts';
import { storyParameters } from '../trends/storyScore.ts';
import { type BoardInput, boardRowsOf, storyRowsOf } from './boardRows.ts';
import { allArticles, boardScopes, scopeKey } from './boardScopes.ts';
import type { Pipeline } from './parts.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Silent sources that a run names. */
const missingLimit = 100;

const parametersHash = createHash('sha256')
  .update(JSON.stringify({ ...trendParameters, ...storyParameters }))
  .digest('hex')
  .slice(0, 12);

interface DueBoard {
  window: keyof typeof windowHours;
  scope: BoardScope;
  nextRunAt: Date;
}

const everyMs = (hours: number, scope: BoardScope): number => {
  if (hours > recentHours) return 15 * minuteMs;
  return scope === allArticles ? minuteMs : 5 * minuteMs;
};

/** Boards whose latest run is from before the span of the clock that has begun. */
async function dueBoards({ database }: Pick<Pipeline, 'database'>, asOf: Date): Promise<DueBoard[]> {
  const latest = await latestRuns(database);
  const scopes = [allArticles, ...(await boardScopes(database, asOf))];
  return scopes.flatMap((scope) =>
    Object.entries(windowHours).flatMap(([name, hours]) => {
      const every = everyMs(hours, scope);
      const begun = Math.floor(asOf.getTime() / every) * every;
      const last = latest.get(`${name} ${scopeKey(scope)}`);
      if (last && last.getTime() >= begun) return [];
      return [{ window: name as DueBoard['window'], scope, nextRunAt: new Date(begun + every) }];
    }),
  );
}

/** Everything that the due boards are made of, read once. */
async function inputOf(
  { database }: Pick<Pipeline, 'database'>,
  asOf: Date,
  longest: number,
): Promise<BoardInput> {
  const history = historyHours(longest);
  const recent = await recentMentions(database, asOf, recentHours);
  const ids = recent.map(({ entityId }) => entityId);
  const past = await pastMentions(database, ids, { now: asOf, historyHours: history });
  const from = new Date(asOf.getTime() - history * hourMs);
  const hours = await articleHours(database, { from, to: asOf });
  const stories = await toldStories(database, asOf, longest);
  return { asOf, recent, past, hours, stories };
}

/** How long boards are kept, as the operator set it. */
export const retentionOf = ({ config }: Pick<Pipeline, 'config'>): BoardRetention => ({
  minuteDays: config.BOARD_MINUTE_DAYS,
  hourDays: config.BOARD_DAYS,
});

/** Computes and stores the boards that are due at the minute that has begun. */
export async function writeBoards(
  pipeline: Pick<Pipeline, 'database' | 'clock' | 'log'>,
  retention: BoardRetention,
): Promise<void> {
  const { database, clock, log } = pipeline;
  if (await needsRecount(database)) {
    log.info(await recountRollups(database), 'sums for trends made from what was stored before');
  }
  const now = clock();
  const asOf = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs);
  const due = await dueBoards(pipeline, asOf);
  if (due.length === 0) return;
  const longest = Math.max(...due.map(({ window }) => windowHours[window]));
  const input = await inputOf(pipeline, asOf, longest);
  const expected = await expectedSources(database, now);
  for (const { window, scope, nextRunAt } of due) {
    const hours = windowHours[window];
    const ofScope = expected.filter(
      ({ country, languages }) =>
        (scope.country === null || country === scope.country) &&
        (scope.language === null || languages.includes(scope.language)),
    );
    const missing = ofScope.filter(({ isHeard }) => !isHeard).map(({ id }) => id);
    const board = {
      ...{ window, scope: scopeKey(scope), asOf, nextRunAt, parametersHash },
      expectedSources: ofScope.length,
      healthySources: ofScope.length - missing.length,
      missingSourceIds: missing.slice(0, missingLimit),
      rows: await boardRowsOf(database, input, { windowHours: hours, scope }),
      stories: storyRowsOf(input, { windowHours: hours, scope }),
    };
    await saveBoard(database, board, now);
  }
  if (asOf.getUTCMinutes() === 0) await pruneBoards(database, retention, now);
  log.debug({ asOf, boards: due.length }, 'boards written');
}
