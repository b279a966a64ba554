/** The demo newsroom as sources: started and read like any other outlet, while no real one is configured. */
import type { Config } from '../base/config.ts';
import type { Log } from '../base/log.ts';
import { startNewsroom } from '../demo/newsroom.ts';
import { addSource, demoEpoch, listConfigured } from '../store/channels.ts';
import type { Database } from '../store/db.ts';

export interface RunningDemo {
  url: string;
  /** host:port of the newsroom, which the fetcher must be allowed to read. */
  allowHosts: string[];
  close(): Promise<void>;
}

/**
 * Serves the demo newsroom on loopback and configures its outlets. Null when a real outlet is configured or DEMO=off.
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
  if (config.DEMO === 'off' || configured.some((source) => !source.isDemo)) return null;
  const epoch = (await demoEpoch(database)) ?? clock();
  const newsroom = await startNewsroom({ port: config.DEMO_PORT, host: '127.0.0.1', epoch, now: clock });
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
  log.info({ url: newsroom.url, outlets: newsroom.outlets.length, epoch }, 'demo newsroom open');
  return { url: newsroom.url, allowHosts: [new URL(newsroom.url).host], close: () => newsroom.close() };
}
