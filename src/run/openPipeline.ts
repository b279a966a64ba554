/** Puts the pipeline together: everything a worker needs, opened once a process. */
import type { Config } from '../base/config.ts';
import type { Log } from '../base/log.ts';
import { createFetcher } from '../ingest/http.ts';
import type { Database } from '../store/db.ts';
import { loadGazetteer } from './knowledge.ts';
import { withBackends } from './nameBackends.ts';
import { openBackends } from './openBackends.ts';
import type { Pipeline } from './parts.ts';
import { readersHere, readersInThreads, usualThreads } from './readers.ts';
import { createRightsBook } from './rights.ts';
import { createRobotsCache } from './robotsCache.ts';
import { createStoryWriter } from './storyWriter.ts';

/** What the pipeline is made from. `allowHosts` adds to the hosts in private networks that may be fetched. */
export interface PipelineOptions {
  config: Config;
  log: Log;
  database: Database;
  clock: () => Date;
  allowHosts?: string[];
}

/** Opens the pipeline on a migrated database. Close it before the database. */
export async function openPipeline(options: PipelineOptions): Promise<Pipeline & { close(): Promise<void> }> {
  const { config, log, database, clock } = options;
  const fetcher = createFetcher({
    userAgent: config.USER_AGENT,
    timeoutMs: config.FETCH_TIMEOUT_MS,
    maxBytes: config.FETCH_MAX_BYTES,
    hostPauseMs: config.HOST_PAUSE_MS,
    hostConcurrency: config.HOST_CONCURRENCY,
    allowHosts: [...config.FETCH_ALLOW_HOSTS, ...(options.allowHosts ?? [])],
    log,
  });
  const robots = createRobotsCache(fetcher, config.USER_AGENT, clock);
  const threads = config.READER_THREADS ?? usualThreads();
  const backends = await openBackends(config, { clock, log });
  const readers = withBackends(threads === 0 ? readersHere() : readersInThreads(threads), backends, log);
  return {
    config,
    log,
    clock,
    database,
    fetcher,
    robots,
    rights: createRightsBook({
      ...{ fetcher, robots, database, clock, log },
      userAgent: config.USER_AGENT,
    }),
    readers,
    stories: createStoryWriter(clock, loadGazetteer()),
    close: async () => {
      await Promise.all([fetcher.close(), readers.close()]);
    },
  };
}
