/**
 * Wake-ups between processes over Redis, for those that no NOTIFY reaches: behind a transaction pooler nobody can LISTEN.
 * A message says where the logs end; whoever knows of less looks. Nothing rests on a message: while Redis is away, each
 * process looks by itself more often.
 */
import { setTimeout } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { type LogEnds, logEnds } from './changeSignals.ts';
import type { Database } from './db.ts';

export interface WakeUps {
  /** Tells all processes where the logs end; false when it could not be sent. */
  tell(ends: LogEnds): boolean;
  /** Whether others are heard at present. */
  isHeard(): boolean;
  close(): Promise<void>;
}

/** Where Redis is, and who wants to know whether it can be reached. */
export interface RedisAt {
  url: string;
  /** Called once when Redis goes away or cannot be reached, however many tries fail after that. */
  onLost: (error: unknown) => void;
  /** Called when Redis is back after that. */
  onBack: () => void;
}

/** Redis at an address, one log line for each loss and return; null for no address. */
export function loggedRedis(url: string | undefined, log: Log): RedisAt | null {
  if (url === undefined) return null;
  return {
    url,
    onLost: (error) =>
      log.warn({ err: error }, 'Redis cannot be reached: news is looked for in the database instead'),
    onBack: () => log.info('Redis is back'),
  };
}

/** In ms. A connection silent for `socket` is given up, pings included; a new one is tried for as long as it takes. */
const times = { connect: 5_000, ping: 5_000, socket: 15_000, retry: 250, longestRetry: 5_000 };

/** Several installations may share one Redis: each number of a database there has its own channel. */
const channelOf = (url: string): string => `kabar:live:${new URL(url).pathname.replace(/\D/g, '') || 0}`;

function readEnds(message: string): LogEnds | null {
  const [changes, boards] = message.split(' ').map(Number);
  const isPlace = (n: number | undefined): n is number => Number.isSafeInteger(n) && Number(n) >= 0;
  return isPlace(changes) && isPlace(boards) ? { changes, boards } : null;
}

function createRedis(url: string) {
  const options = {
    RESP: 3,
    disableOfflineQueue: true,
    pingInterval: times.ping,
    socket: {
      connectTimeout: times.connect,
      socketTimeout: times.socket,
      reconnectStrategy: (tries: number) =>
        Math.min(times.longestRetry, times.retry * 2 ** Math.min(tries, 10)),
    },
  } as const;
  try {
    return { client: createClient({ url, ...options }), channel: channelOf(url) };
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'REDIS_URL is not an address such as redis://user@host:6379/0.', {
      cause,
    });
  }
}

/**
 * Connects to Redis, and again whenever the connection breaks. That it cannot is no error: `onLost` is told.
 * @param onTold called with where the logs end by somebody's word; with null after each new connection, since what was
 *   told meanwhile is lost
 * @throws AppError BAD_INPUT for what is no address
 */
export function openWakeUps(
  { url, onLost, onBack }: RedisAt,
  onTold: (ends: LogEnds | null) => void,
): WakeUps {
  const { client, channel } = createRedis(url);
  let isHeard = false;
  let isLost = false;
  let isClosed = false;
  const lost = (error: unknown) => {
    isHeard = false;
    if (isLost || isClosed) return;
    isLost = true;
    onLost(error);
  };
  const heard = () => {
    isHeard = true;
    if (isLost) onBack();
    isLost = false;
    onTold(null);
  };
  client.on('error', lost);
  client.on('reconnecting', () => {
    isHeard = false;
  });
  client
    .connect()
    .then(() =>
      client.subscribe(channel, (message) => {
        const ends = readEnds(message);
        if (ends) onTold(ends);
      }),
    )
    .then(() => {
      heard();
      // Subscriptions are made again before the client is ready again.
      client.on('ready', heard);
    })
    .catch(lost);
  return {
    tell({ changes, boards }) {
      if (!client.isReady) return false;
      client.publish(channel, `${changes} ${boards}`).catch(lost);
      return true;
    },
    isHeard: () => isHeard,
    async close() {
      isClosed = true;
      client.destroy();
    },
  };
}

export interface HeraldOptions {
  database: Database;
  redis: RedisAt;
  /** Pause between two looks at where the logs end, in ms. */
  lookMs?: number;
  /** Called once for looks that fail one after the other. */
  onFailure: (error: unknown) => void;
}

/** Looks for others where the logs end, and tells them when they have grown: for the process that writes. */
export function startHerald(options: HeraldOptions): { close(): Promise<void> } {
  const { database, redis, lookMs = 250, onFailure } = options;
  const wakeUps = openWakeUps(redis, () => {});
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    let told: LogEnds | null = null;
    let hasFailed = false;
    while (!signal.aborted) {
      try {
        const ends = await logEnds(database);
        const isNews = told?.changes !== ends.changes || told.boards !== ends.boards;
        if (isNews && wakeUps.tell(ends)) told = ends;
        hasFailed = false;
      } catch (error) {
        if (!hasFailed) onFailure(error);
        hasFailed = true;
      }
      await setTimeout(lookMs, null, { signal }).catch(() => {});
    }
  };
  const running = run();
  return {
    async close() {
      stopping.abort();
      await Promise.all([running, wakeUps.close()]);
    },
  };
}
