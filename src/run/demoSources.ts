/** The demo newsroom as sources: started and read like any other outlet, while no real one is configured. */
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { startNewsroom } from '../demo/newsroom.ts';
import {
  addSource,
  demoEpoch,
  keepDemoChannels,
  listConfigured,
  retireDemoSources,
} from '../store/configuredSources.ts';
import type { Database } from '../store/db.ts';

export interface RunningDemo {
  url: string;
  /** host:port of the newsroom, which the fetcher must be allowed to read. */
  allowHosts: string[];
  close(): Promise<void>;
}

/**
 * Serves the demo newsroom on loopback and configures its outlets. Null when a real outlet is configured or DEMO=off.
 * A process beside ours on the same database may serve it already; then its newsroom is read.
 * The replay goes on from the first time this database saw it, so that a restart neither doubles nor loses articles.
 */
export async function startDemo(options: {
  config: Config;
  log: Log;
  database: Database;
  clock: () => Date;
}): Promise<RunningDemo | null> {
  const { config, log, database, clock } = options;
  const configured = await listConfigured(database);
  if (config.DEMO === 'off' || configured.some((source) => !source.isDemo)) {
    await retireDemoSources(database, clock());
    return null;
  }
  const epoch = (await demoEpoch(database)) ?? clock();
  const open = (port: number) => startNewsroom({ port, host: '127.0.0.1', epoch, now: clock });
  const newsroom = await open(config.DEMO_PORT).catch(async (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRINUSE' && (await isServedBeside(database, config.DEMO_PORT))) return null;
    // The port is part of the articles' addresses: on another one a known demo would come in twice.
    const isKnown = (await listConfigured(database)).length > 0;
    if (cause.code === 'EADDRINUSE' && !isKnown) return open(0);
    const message = `Port ${config.DEMO_PORT} of the demo newsroom cannot be opened (${cause.code}): set DEMO_PORT, or DEMO=off.`;
    throw new AppError('CONFLICT', message, { cause });
  });
  if (newsroom === null) {
    const host = `127.0.0.1:${config.DEMO_PORT}`;
    return { url: `http://${host}`, allowHosts: [host], close: async () => {} };
  }
  for (const { outlet, channelUrl, homeUrl } of newsroom.outlets) {
    await addSource(
      database,
      {
        name: outlet.name,
        domain: outlet.domain,
        url: homeUrl,
        kind: outlet.kind,
        country: outlet.country,
        languages: outlet.languages,
        exposure: 'FULL_TEXT',
        isDemo: true,
        channels: [{ kind: outlet.channel, url: channelUrl }],
      },
      epoch,
    );
  }
  await keepDemoChannels(
    database,
    newsroom.outlets.map((outlet) => outlet.channelUrl),
  );
  log.info({ url: newsroom.url, outlets: newsroom.outlets.length, epoch }, 'demo newsroom open');
  return { url: newsroom.url, allowHosts: [new URL(newsroom.url).host], close: () => newsroom.close() };
}

/** Tries, a tenth of a second apart: a process that starts beside ours has its port before its rows. */
const tries = 20;

/** Whether another process on this database (only PostgreSQL has any) serves the demo newsroom at the port. */
async function isServedBeside(database: Database, port: number): Promise<boolean> {
  if (database.engine === 'pglite') return false;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const channels = (await listConfigured(database)).flatMap((source) => source.channels);
    const ours = channels.find(({ url }) => new URL(url).host === `127.0.0.1:${port}`);
    if (ours) return answers(ours.url);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
