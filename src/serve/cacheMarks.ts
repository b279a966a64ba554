/**
 * What this process knows of the logs, so that a client can be told "nothing new" without a statement. What was looked up
 * is believed for a second at most; while anybody asks it is looked up again before that, beside the requests.
 */
import type { Log } from '../base/log.ts';
import { type LogMarks, logMarks } from '../store/cacheMarks.ts';
import type { Database } from '../store/db.ts';

/** Times in ms. */
export interface MarkTimes {
  /** How long what was looked up is believed: as stale as an answer can be. */
  believeMs: number;
  /** How soon it is looked up again while it is asked for. */
  renewMs: number;
  /** How long after the last question that goes on. */
  interestMs: number;
}

const markTimes: MarkTimes = { believeMs: 1_000, renewMs: 750, interestMs: 30_000 };

export interface CacheMarks {
  /** Where the logs stand, at most `believeMs` old; no statement where that is known. Throws what the database throws. */
  now(): Promise<LogMarks>;
  close(): Promise<void>;
}

/** Watches the logs from the first question on. */
export function watchMarks(
  { database, log }: { database: Database; log: Log },
  given: Partial<MarkTimes> = {},
): CacheMarks {
  const times = { ...markTimes, ...given };
  let known: LogMarks | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<LogMarks> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const lookOnce = async (): Promise<LogMarks> => {
    // Before the statement: what is written while it runs may have escaped it.
    const startedAt = performance.now();
    const found = await logMarks(database, known?.changes ?? Number.MAX_SAFE_INTEGER);
    known = { ...found, curated: Math.max(found.curated, known?.curated ?? 0) };
    lookedAt = startedAt;
    return known;
  };
  const look = (): Promise<LogMarks> => {
    running ??= lookOnce().finally(() => {
      running = null;
    });
    return running;
  };
  const renew = () => {
    timer = null;
    if (performance.now() - askedAt > times.interestMs) return;
    look()
      .catch((error: unknown) => log.debug({ err: error }, 'could not look where the logs end'))
      .finally(plan);
  };
  const plan = () => {
    timer ??= setTimeout(renew, times.renewMs).unref();
  };
  return {
    async now() {
      askedAt = performance.now();
      plan();
      if (known !== null && askedAt - lookedAt < times.believeMs) return known;
      return look();
    },
    async close() {
      askedAt = Number.NEGATIVE_INFINITY;
      if (timer !== null) clearTimeout(timer);
      await running?.catch(() => {});
    },
  };
}
