/**
 * Writes the trending boards, aligned to the clock so that every poller sees the same run. Boards over all articles that
 * look back a day at most are made every minute; those of a language or country every five, longer windows every 15.
 */
import { createHash } from 'node:crypto';
import { asBoardWriter, type BoardRetention, latestRuns, pruneBoards, saveBoard } from '../store/boards.ts';
import {
  articleHours,
  type ExpectedSource,
  expectedSources,
  pastMentions,
  pastOutlets,
  recentMentions,
  toldStories,
} from '../store/boardsInput.ts';
import type { Database } from '../store/db.ts';
import { needsRecount, recountRollups } from '../store/rollupRecount.ts';
import { windowHours } from '../store/trending.ts';
import type { BoardScope } from '../trends/activity.ts';
import { recentHours } from '../trends/activity.ts';
import { pastSpans } from '../trends/past.ts';
import { historyHours, trendParameters } from '../trends/score.ts';
import { storyParameters } from '../trends/storyScore.ts';
import { type BoardInput, boardRowsOf, scopeInput, scopeOf, storyRowsOf } from './boardRows.ts';
import { allArticles, boardScopes, scopeKey } from './boardScopes.ts';
import { topicInput, topicRowsOf } from './boardTopics.ts';
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
async function dueBoards(database: Database, asOf: Date): Promise<DueBoard[]> {
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

/** Everything that boards are made of whose windows are `longest` hours or less, read once. */
export async function boardInput(database: Database, asOf: Date, longest: number): Promise<BoardInput> {
  const history = historyHours(longest);
  const long = Object.values(windowHours).filter((hours) => hours > recentHours && hours <= longest);
  const spans = pastSpans(history, long);
  const recent = await recentMentions(database, asOf, recentHours);
  const ids = recent.map(({ entityId }) => entityId);
  const past = await pastMentions(database, ids, { now: asOf, spanOfHour: spans.ofHour });
  const outlets = long.length > 0 ? await pastOutlets(database, ids, { now: asOf, hours: longest }) : [];
  const from = new Date(asOf.getTime() - history * hourMs);
  const hours = await articleHours(database, { from, to: asOf });
  const stories = await toldStories(database, asOf, longest);
  return { asOf, recent, spans, past, outlets, hours, stories };
}

/** How long boards are kept, as the operator set it. */
export const retentionOf = ({ config }: Pick<Pipeline, 'config'>): BoardRetention => ({
  minuteDays: config.BOARD_MINUTE_DAYS,
  hourDays: config.BOARD_DAYS,
});

/**
 * Computes and stores the boards that are due at the minute that has begun. Nothing happens while another process is
 * writing them.
 */
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
  const boards = await asBoardWriter(database, (inside) => writeDue(inside, asOf, now));
  if (boards === null) return log.debug({ asOf }, 'boards are being written by another process');
  if (boards === 0) return;
  if (asOf.getUTCMinutes() === 0) await pruneBoards(database, retention, now);
  log.debug({ asOf, boards }, 'boards written');
}

/** How many boards were due. */
async function writeDue(database: Database, asOf: Date, now: Date): Promise<number> {
  const due = await dueBoards(database, asOf);
  if (due.length === 0) return 0;
  const longest = Math.max(...due.map(({ window }) => windowHours[window]));
  const input = await boardInput(database, asOf, longest);
  const topics = await topicInput(database, asOf, { spans: input.spans, longest });
  const expected = await expectedSources(database, now);
  for (const scope of new Set(due.map((board) => board.scope))) {
    const of = scopeInput(input, scope);
    const ofTopics = scopeOf(input, scope, topics);
    const health = healthOf(expected, scope);
    for (const { window, nextRunAt } of due.filter((board) => board.scope === scope)) {
      const hours = windowHours[window];
      const run = { window, scope: scopeKey(scope), asOf, nextRunAt, parametersHash, ...health };
      const stories = storyRowsOf(of, hours);
      const board = { ...run, rows: boardRowsOf(of, hours), stories, topics: topicRowsOf(ofTopics, hours) };
      await saveBoard(database, board, now);
    }
  }
  return due.length;
}

/** Which of the sources in a scope are heard. */
function healthOf(expected: readonly ExpectedSource[], scope: BoardScope) {
  const ofScope = expected.filter(
    ({ country, languages }) =>
      (scope.country === null || country === scope.country) &&
      (scope.language === null || languages.includes(scope.language)),
  );
  const missing = ofScope.filter(({ isHeard }) => !isHeard).map(({ id }) => id);
  return {
    expectedSources: ofScope.length,
    healthySources: ofScope.length - missing.length,
    missingSourceIds: missing.slice(0, missingLimit),
  };
}
