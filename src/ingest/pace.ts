/** Manners towards hosts: few requests at a time, and a pause between the starts of two. Hosts never wait for each other. */
import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';

export interface PaceOptions {
  /** Requests to one host at a time. */
  concurrency: number;
  /** Between the starts of two requests to one host. */
  pauseMs: number;
}

export interface Pace {
  /** Does `work` when it is the host's turn. Rejects with the signal's reason when the caller stops waiting. */
  run<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** From now on the host is asked at most once in so many seconds (a minute at most); 0 for the usual pause. */
  slowDown(host: string, seconds: number): void;
}

interface HostTurn {
  queue: PQueue;
  pauseMs: number;
  /** Start of the next request at the earliest, on the monotonic clock. */
  nextStart: number;
}

/** Longer crawl delays would keep a host's news for hours; most search engines ignore them altogether. */
const longestPauseMs = 60_000;
/** Hosts at rest are forgotten beyond this. */
const mostHosts = 2000;

/** A pace of its own memory; one is enough for a process. */
export function createPace(options: PaceOptions): Pace {
  const hosts = new Map<string, HostTurn>();

  function forgetResting(): void {
    const now = performance.now();
    for (const [host, { queue, nextStart }] of hosts) {
      if (queue.size === 0 && queue.pending === 0 && nextStart <= now) hosts.delete(host);
    }
  }

  function turnOf(host: string): HostTurn {
    const known = hosts.get(host);
    if (known) return known;
    if (hosts.size >= mostHosts) forgetResting();
    const queue = new PQueue({ concurrency: options.concurrency });
    const turn = { queue, pauseMs: options.pauseMs, nextStart: 0 };
    hosts.set(host, turn);
    return turn;
  }

  return {
    async run(host, signal, work) {
      const turn = turnOf(host);
      const result = await turn.queue.add(
        async () => {
          const now = performance.now();
          const start = Math.max(now, turn.nextStart);
          turn.nextStart = start + turn.pauseMs;
          if (start > now) await sleep(start - now, undefined, { signal });
          return { value: await work() };
        },
        { signal },
      );
      return result.value;
    },
    slowDown(host, seconds) {
      const asked = Math.min(seconds * 1000, longestPauseMs);
      turnOf(host).pauseMs = Math.max(options.pauseMs, asked);
    },
  };
}
