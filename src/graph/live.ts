/**
 * The logs as subscriptions follow them: one reader a process looks where the change log and the trending runs end,
 * whenever it is told or some time has passed, and keeps the latest changes for all subscriptions together.
 */
import { AppError } from '../base/errors.ts';
import { pause } from '../base/pause.ts';
import { type LogEnds, listenForWrites } from '../store/changeSignals.ts';
import type { ChangePage, ChangeRow } from '../store/changes.ts';
import type { Database } from '../store/db.ts';
import { openWakeUps, type RedisAt, type WakeUps } from '../store/wakeUps.ts';
import type { GraphContext } from './context.ts';
import { openTail } from './liveTail.ts';

/** One thing to tell a subscription. */
export interface LiveEvent {
  /** Where to go on after it. */
  sequence: string;
  /** The value of the subscription's field. */
  value: object;
}

/** What a subscription's resolvers share beside a request's. */
export interface LiveContext extends GraphContext {
  readonly feed: LiveFeed;
  /** Ends the subscription. */
  readonly signal: AbortSignal;
  /** Last-Event-ID of a client that comes back; it stands for the argument `after`. */
  readonly lastEventId: string | null;
  /** A context for one round: what earlier ones loaded is not believed any more. */
  readonly fresh: () => GraphContext;
  /** What this execution tells; null while the subscription is opened. */
  readonly event: LiveEvent | null;
}

export interface LiveFeed {
  /** Where the logs end now. */
  ends(): Promise<LogEnds>;
  /** The changes after a place, oldest first; null when the log ends before it. No statement for the latest ones. */
  after(place: number): Promise<ChangePage | null>;
  /** Resolves when a log is longer than `place`, when it was cut (a database restored), or when the signal ends it. */
  grown(log: keyof LogEnds, place: number, signal: AbortSignal): Promise<void>;
  /** Looks now; for whoever has just written in this process. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export interface FeedOptions {
  database: Database;
  /** Address to LISTEN at; null where no notice of a writer arrives. */
  url: string | null;
  /** Redis, over which processes wake each other; null or absent without. */
  redis?: RedisAt | null;
  /** Longest time between two looks while somebody waits, in ms: where writers are heard, and where not. */
  lookMs?: { heard: number; unheard: number };
  onFailure: (error: unknown) => void;
}

/** A safety net where writers are heard; where not, the delay itself. */
const defaultLookMs = { heard: 5_000, unheard: 250 };

interface Waiter {
  log: keyof LogEnds;
  place: number;
  resolve: () => void;
}

/** Follows the logs of a database from the first question on. Looks only while somebody waits. */
export function openFeed(options: FeedOptions): LiveFeed {
  const { database, url, redis = null, lookMs = defaultLookMs, onFailure } = options;
  const waiters = new Set<Waiter>();
  const tail = openTail(database);
  let timer: NodeJS.Timeout | null = null;
  let listener: { close(): Promise<void> } | null = null;
  let wakeUps: WakeUps | null = null;
  let lookedAt = 0;
  /** Where the logs end as the last message had it. */
  let told: LogEnds | null = null;

  const release = (isDue: (waiter: Waiter) => boolean) => {
    for (const waiter of [...waiters]) if (isDue(waiter)) waiter.resolve();
  };
  const lookOnce = async () => {
    const { isNew, hasGrown } = await tail.read();
    const ends = tail.ends();
    if (isNew || ends === null) return release(() => true);
    if (hasGrown && (told?.changes !== ends.changes || told.boards !== ends.boards)) wakeUps?.tell(ends);
    release(({ log, place }) => ends[log] > place);
  };
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  const look = (): Promise<void> => {
    if (running === null) {
      lookedAt = Date.now();
      running = lookOnce().finally(() => {
        running = null;
      });
      return running;
    }
    // What was written since the running look began may have escaped it.
    queued ??= running
      .catch(() => {})
      .then(() => {
        queued = null;
        return look();
      });
    return queued;
  };
  const lookIfAwaited = () => {
    if (waiters.size > 0) look().catch(onFailure);
  };
  /** What the timer does. It runs at the pace of a process that hears nobody, for Redis may go away at any time. */
  const lookIfDue = () => {
    const isHearing = url === null && wakeUps?.isHeard() === true;
    if (!isHearing || Date.now() - lookedAt >= lookMs.heard) lookIfAwaited();
  };
  const onTold = (now: LogEnds | null) => {
    told = now;
    const ends = tail.ends();
    const isOld = now !== null && ends !== null && now.changes <= ends.changes && now.boards <= ends.boards;
    if (!isOld) lookIfAwaited();
  };
  const drop = (waiter: Waiter) => {
    waiters.delete(waiter);
    if (waiters.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
  return {
    async ends() {
      if (url !== null) listener ??= listenForWrites(url, lookIfAwaited, onFailure);
      if (redis !== null) wakeUps ??= openWakeUps(redis, onTold);
      await look();
      return tail.ends() ?? { changes: 0, boards: 0 };
    },
    after: tail.after,
    grown(log, place, signal) {
      if (signal.aborted || (tail.ends()?.[log] ?? 0) > place) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          drop(waiter);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const waiter = { log, place, resolve: done };
        waiters.add(waiter);
        signal.addEventListener('abort', done, { once: true });
        timer ??= setInterval(lookIfDue, url === null ? lookMs.unheard : lookMs.heard).unref();
      });
    },
    look,
    async close() {
      release(() => true);
      await listener?.close();
      await wakeUps?.close();
      await running?.catch(() => {});
    },
  };
}

const retries = { pauseMs: 1_000, most: 60 };

/** Work that rides out a database that is away for up to a minute. What is the client's fault is thrown at once. */
export async function steady<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError || signal.aborted || failures >= retries.most) throw error;
      await pause(retries.pauseMs, signal);
    }
  }
}

const unknownPlace = (after: string) =>
  new AppError(
    'BAD_CURSOR',
    `after is no sequence of this log: ${after.slice(0, 40)}. Subscribe without it.`,
    {
      data: { argument: 'after' },
    },
  );

/** The number in `after` or Last-Event-ID; null when neither was given. @throws AppError BAD_CURSOR */
export function placeAsked({ lastEventId }: LiveContext, after: string | null | undefined): number | null {
  const text = lastEventId ?? after ?? null;
  if (text === null) return null;
  if (!/^\d{1,15}$/.test(text)) throw unknownPlace(text);
  return Number(text);
}

/** A resumed log may have been shortened by then (run/chores.ts keeps every change for seven days). */
const longestAwayMs = 6.5 * 86_400_000;

/**
 * Where in the change log a subscription begins: after the place asked, else at the end.
 * @throws AppError BAD_CURSOR for a place beyond the log, or so old that changes after it were put together.
 */
export async function beginningOf(context: LiveContext, after: string | null | undefined): Promise<number> {
  const asked = placeAsked(context, after);
  const { changes } = await context.feed.ends();
  if (asked === null) return changes;
  const page = await context.feed.after(asked);
  if (page === null || asked > changes) throw unknownPlace(String(asked));
  const [first] = page.changes;
  if (first && context.at.getTime() - first.at.getTime() > longestAwayMs) {
    throw new AppError('BAD_CURSOR', 'after is older than six days: read `changes` from there first.', {
      data: { argument: 'after' },
    });
  }
  return asked;
}

/** The changes after a place, a page at a time, until the subscription ends. @throws AppError BAD_CURSOR */
export async function* follow(context: LiveContext, from: number): AsyncGenerator<ChangeRow[]> {
  const { feed, signal } = context;
  let place = from;
  while (!signal.aborted) {
    const page = await steady(signal, () => feed.after(place));
    if (page === null) throw unknownPlace(String(place));
    if (page.changes.length > 0) yield page.changes;
    place = page.upTo;
    if (!page.hasMore) await feed.grown('changes', place, signal);
  }
}
