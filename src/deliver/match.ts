/** From the logs to the queue: what each webhook is to be told of, found and queued in one round. */
import { AppError } from '../base/errors.ts';
import { publicId } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import { type DayRun, dayRunsAfter } from '../store/boardNews.ts';
import { logEnds } from '../store/changeSignals.ts';
import { type ChangePage, type ChangeRow, changesAfter } from '../store/changes.ts';
import type { Database } from '../store/db.ts';
import {
  type Cursors,
  type Findings,
  moveCursors,
  type News,
  saveFindings,
  untold,
} from '../store/webhookDeliveries.ts';
import { type DueWebhook, turnOffWebhook, webhooksBehind } from '../store/webhooks.ts';
import {
  articlesAdded,
  articlesWithdrawn,
  contentWithdrawn,
  type Happening,
  isStoryFound,
  sourcesFailing,
  storiesBreakingAt,
  trendsEntered,
} from './happenings.ts';
import type { Reader } from './reader.ts';

export interface MatchDeps {
  database: Database;
  log: Log;
  clock: () => Date;
  /** The graph; made when it is first needed. */
  reader: () => Promise<Reader>;
}

/** Webhooks of one round, and how far one looks ahead in it. */
const atOnce = 500;
const changesAtOnce = 500;
const runsAtOnce = 20;

/** `ARTICLE_ADDED` as payloads say it: `article.added`. */
export const typeOf = (event: string): string => event.toLowerCase().replace('_', '.');

/** Half a surrogate pair, which an excerpt may end with, is no text to the database. */
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value).toString() : value;

function newsOf(webhook: DueWebhook, { event, key, at, data }: Happening): News {
  const payload = JSON.stringify({ type: typeOf(event), timestamp: at.toISOString(), data }, wellFormed);
  return { publicId: publicId('WebhookDelivery', `${webhook.id}\n${event}\n${key}`), event, payload };
}

/** One round's reads: webhooks that stand at the same place share them. */
function openRound({ database, clock }: MatchDeps, reader: Reader) {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const found = known.get(name) ?? read();
    known.set(name, found);
    return found as Promise<T>;
  };
  return {
    reader,
    database,
    found: ({ changeCursor, search }: DueWebhook, changes: readonly ChangeRow[]) =>
      once(`articles ${changeCursor} ${JSON.stringify(search)}`, () =>
        articlesAdded(reader, search, changes),
      ),
    failing: ({ changeCursor }: DueWebhook, changes: readonly ChangeRow[]) =>
      once(`failing ${changeCursor}`, () => sourcesFailing(reader, database, changes)),
    changes: (after: number): Promise<ChangePage | null> =>
      once(`changes ${after}`, () =>
        changesAfter(database, after, { typenames: ['Article', 'Source'], limit: changesAtOnce }),
      ),
    runs: (after: number): Promise<DayRun[]> =>
      once(`runs ${after}`, () => dayRunsAfter(database, after, runsAtOnce)),
    entered: (run: DayRun) => once(`entered ${run.rowId}`, () => trendsEntered(reader, run)),
    breaking: () => once('breaking', () => storiesBreakingAt(reader, clock())),
  };
}

type Round = ReturnType<typeof openRound>;

async function newsOfChanges(
  round: Round,
  webhook: DueWebhook,
  { changes }: ChangePage,
): Promise<Happening[]> {
  const { events } = webhook;
  const found = [
    events.includes('ARTICLE_ADDED') ? await round.found(webhook, changes) : [],
    events.includes('SOURCE_FAILING') ? await round.failing(webhook, changes) : [],
    events.includes('CONTENT_WITHDRAWN') ? contentWithdrawn(changes) : [],
  ];
  return found.flat();
}

/** Breaking stories that the webhook was not told of and that its search finds. */
async function breakingFor(round: Round, webhook: DueWebhook): Promise<Happening[]> {
  const stories = await round.breaking();
  const ids = new Map(stories.map((happening) => [newsOf(webhook, happening).publicId, happening]));
  const kept: Happening[] = [];
  for (const id of await untold(round.database, [...ids.keys()])) {
    const happening = ids.get(id);
    if (happening && (await isStoryFound(round.reader, webhook.search, happening.key))) kept.push(happening);
  }
  return kept;
}

async function newsOfRuns(round: Round, webhook: DueWebhook, runs: readonly DayRun[]): Promise<Happening[]> {
  const { events } = webhook;
  if (runs.length === 0) return [];
  const entered: Happening[] = [];
  if (events.includes('TREND_ENTERED')) for (const run of runs) entered.push(...(await round.entered(run)));
  return events.includes('STORY_BREAKING') ? [...entered, ...(await breakingFor(round, webhook))] : entered;
}

async function findingsFor(round: Round, webhook: DueWebhook): Promise<Findings & { hasMore: boolean }> {
  const { changeCursor, runCursor, runsEnd } = webhook;
  const page = await round.changes(changeCursor);
  // The log is shorter than it was: the database was restored, and what comes from here on is news.
  if (page === null) {
    const { changes, boards } = await logEnds(round.database);
    return { changeCursor: changes, runCursor: boards, news: [], withdrawn: [], hasMore: false };
  }
  const runs = await round.runs(runCursor);
  const happenings = [
    ...(await newsOfChanges(round, webhook, page)),
    ...(await newsOfRuns(round, webhook, runs)),
  ];
  const lastRun = runs.at(-1)?.rowId ?? runCursor;
  return {
    changeCursor: page.upTo,
    runCursor: runs.length < runsAtOnce ? Math.max(lastRun, runsEnd) : lastRun,
    news: happenings.map((happening) => newsOf(webhook, happening)),
    withdrawn: articlesWithdrawn(page.changes).map(({ nodeId }) => nodeId),
    hasMore: page.hasMore || runs.length === runsAtOnce,
  };
}

/** Moves webhooks on for which there was nothing: those at the same place, which most are, together. How many moved. */
async function passOver(
  database: Database,
  idle: readonly { webhook: DueWebhook; to: Cursors }[],
): Promise<number> {
  const moves = new Map<string, { from: Cursors; to: Cursors; rowIds: number[] }>();
  for (const { webhook, to } of idle) {
    const { changeCursor, runCursor, rowId } = webhook;
    const key = [changeCursor, runCursor, to.changeCursor, to.runCursor].join(' ');
    const move = moves.get(key) ?? { from: { changeCursor, runCursor }, to, rowIds: [] };
    move.rowIds.push(rowId);
    moves.set(key, move);
  }
  let moved = 0;
  for (const move of moves.values()) moved += await moveCursors(database, move);
  return moved;
}

const isSearchFault = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && (thrown.code === 'BAD_INPUT' || thrown.code === 'BAD_QUERY');

/** A search that is not understood any more, after an update for instance, would be asked for ever. */
async function giveUp({ database, log }: MatchDeps, { id }: DueWebhook, fault: AppError): Promise<void> {
  const reason = `Its saved search is not understood: ${fault.message}`;
  await turnOffWebhook(database, id, reason);
  log.warn({ webhook: id, reason }, 'webhook turned off');
}

/**
 * One round over the webhooks that the logs have outgrown: each gets what it is to be told of, and its cursors move with
 * it. How many deliveries were queued, and whether the logs hold more. A fault with one webhook does not keep the
 * others waiting; it is logged, and the next round tries again.
 */
export async function matchOnce(deps: MatchDeps): Promise<{ queued: number; hasMore: boolean }> {
  const { database, log, clock } = deps;
  const due = await webhooksBehind(database, clock(), atOnce);
  const total = { queued: 0, hasMore: false };
  if (due.length === 0) return total;
  const round = openRound(deps, await deps.reader());
  const idle: { webhook: DueWebhook; to: Cursors }[] = [];
  for (const webhook of due) {
    try {
      const { hasMore, ...findings } = await findingsFor(round, webhook);
      const isIdle = findings.news.length + findings.withdrawn.length === 0;
      if (isIdle) idle.push({ webhook, to: findings });
      else if (await saveFindings(database, webhook, findings, clock())) total.queued += findings.news.length;
      total.hasMore ||= hasMore;
    } catch (thrown) {
      if (isSearchFault(thrown) && webhook.search !== null) await giveUp(deps, webhook, thrown);
      else log.error({ err: thrown, webhook: webhook.id }, 'webhook could not be matched');
    }
  }
  const moved = await passOver(database, idle);
  // Where nothing could be written there is no use in another round at once.
  const isStuck = total.queued + moved === 0;
  return { ...total, hasMore: !isStuck && (total.hasMore || due.length === atOnce) };
}
