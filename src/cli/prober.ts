/** What the commands that try addresses need, opened for the length of one command. */
import type { Config } from '../base/config.ts';
import { silentLog } from '../base/log.ts';
import { createFetcher } from '../ingest/http.ts';
import type { ProbeDeps } from '../run/probeFeeds.ts';
import { createRobotsCache } from '../run/robotsCache.ts';

/** Runs `use` with a fetcher and a robots cache as the settings say; `timeoutMs` null takes that of the settings. */
export async function withProber<T>(
  config: Config,
  options: { timeoutMs: number | null; onProgress: (line: string) => void },
  use: (deps: ProbeDeps) => Promise<T>,
): Promise<T> {
  const fetcher = createFetcher({
    userAgent: config.USER_AGENT,
    timeoutMs: options.timeoutMs ?? config.FETCH_TIMEOUT_MS,
    maxBytes: config.FETCH_MAX_BYTES,
    allowHosts: config.FETCH_ALLOW_HOSTS,
    hostPauseMs: config.HOST_PAUSE_MS,
    hostConcurrency: config.HOST_CONCURRENCY,
    log: silentLog,
  });
  const clock = () => new Date();
  const robots = createRobotsCache(fetcher, config.USER_AGENT, clock);
  try {
    return await use({ fetcher, robots, clock, onProgress: options.onProgress });
  } finally {
    await fetcher.close();
  }
}
