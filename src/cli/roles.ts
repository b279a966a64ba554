/** The commands that keep running: `start`, `serve`, `work` and `demo`. They end when they are asked to stop. */
import { createLog, type Log } from '../base/log.ts';
import { startDelivery } from '../deliver/deliver.ts';
import { startNewsroom } from '../demo/newsroom.ts';
import { startDemo } from '../run/demoSources.ts';
import { openPipeline } from '../run/openPipeline.ts';
import { startWorker } from '../run/worker.ts';
import { startServer } from '../serve/listen.ts';
import { listConfigured } from '../store/configuredSources.ts';
import type { Database } from '../store/db.ts';
import { loggedRedis, startHerald } from '../store/wakeUps.ts';
import { withDatabase } from './database.ts';
import { openDelivery, receiversOf } from './delivery.ts';
import { type CliIo, exitCodes, type StopSignal, writeProgress, writeResult } from './io.ts';
import { explainListening } from './listening.ts';
import { packageVersion } from './version.ts';

export interface Roles {
  /** Answer HTTP. */
  serve: boolean;
  /** Read outlets, and deliver to webhooks. */
  work: boolean;
}

type Close = () => Promise<void>;
type Config = Awaited<ReturnType<CliIo['readConfig']>>;

const clock = () => new Date();

/** Time the server and the worker get to end what they are at, and everything else to close; in ms. */
const finishMs = 8_000;
const closeMs = 1_500;

/** What stands behind the roles of one process. */
interface House {
  io: CliIo;
  config: Config;
  log: Log;
  database: Database;
  /** Ended first and side by side: what takes in work. */
  stops: Close[];
  /** Closed after that, newest first: what the work stands on. */
  closers: Close[];
}

async function openServer({ config, log, database, stops }: House, isDemo: boolean): Promise<string> {
  // The schema takes a moment to build, and `work` does without it.
  const { buildGraph } = await import('../graph/schema.ts');
  const server = await startServer({
    database,
    config,
    log,
    schema: buildGraph(),
    version: packageVersion(),
    now: clock,
    label: isDemo ? 'Demo newsroom' : null,
    receivers: receiversOf(config),
  });
  stops.push(() => server.stop());
  return server.url;
}

/** The listener of a federation router: nobody else reaches it, so neither keys nor budgets are asked for. */
async function openSubgraph({ config, log, database, stops }: House, port: number): Promise<string> {
  const { buildSubgraph } = await import('../graph/federation.ts');
  const inner = {
    ...{ HOST: config.FEDERATION_HOST, PORT: port, PLAYGROUND: false, REQUIRE_KEY: false },
    ...{ ANONYMOUS_RESTORE: 0, KEY_RESTORE: 0 },
  };
  const schema = buildSubgraph();
  const server = await startServer({
    ...{ database, log, schema, now: clock, version: packageVersion(), receivers: receiversOf(config) },
    config: { ...config, ...inner },
    isTraced: true,
  });
  stops.push(() => server.stop());
  return server.url;
}

async function openWorker(
  { config, log, database, stops, closers }: House,
  allowHosts: string[],
): Promise<void> {
  const pipeline = await openPipeline({ config, log, database, clock, allowHosts });
  closers.push(() => pipeline.close());
  const worker = startWorker(pipeline);
  stops.push(() => worker.stop());
  const redis = loggedRedis(config.REDIS_URL, log);
  if (redis === null) return;
  const onFailure = (error: unknown) => log.warn({ err: error }, 'could not tell of news');
  const herald = startHerald({ database, redis, onFailure });
  closers.push(() => herald.close());
}

function openDeliverer({ config, log, database, stops, closers }: House): void {
  const parts = openDelivery(config, { database, log, clock });
  closers.push(() => parts.close());
  const deliverer = startDelivery(parts);
  stops.push(() => deliverer.stop());
}

const hint = 'add one with: npm run -s kabar -- sources add <url>';

/** The line about outlets, null when there are real ones and nothing needs to be said. */
function outletLine(demoUrl: string | null, hasOutlets: boolean): string | null {
  if (demoUrl !== null) return `No outlet configured: reading the demo newsroom at ${demoUrl}; ${hint}`;
  return hasOutlets ? null : `No outlet configured: ${hint}`;
}

async function openRoles(house: House, roles: Roles): Promise<void> {
  const { io, config, log, database, closers } = house;
  const demo = roles.work ? await startDemo({ config, log, database, clock }) : null;
  if (demo) closers.push(() => demo.close());
  const sources = await listConfigured(database);
  const isDemo = sources.some((source) => source.isDemo);
  const url = roles.serve ? await openServer(house, isDemo) : null;
  if (roles.serve && config.FEDERATION_PORT !== undefined) {
    log.info({ url: await openSubgraph(house, config.FEDERATION_PORT) }, 'subgraph is ready');
  }
  if (roles.work) {
    await openWorker(house, demo?.allowHosts ?? []);
    openDeliverer(house);
  }
  const what = url === null ? 'Kabar is working.' : `Kabar is ready at ${url}/graphql`;
  const outlets = outletLine(demo?.url ?? null, sources.length > 0);
  await writeResult(io, outlets === null ? what : `${what}\n${outlets}`);
}

/** Waits for an end, but not longer than `ms`: a fetch that hangs must not keep the process from ending. */
async function endWithin(ms: number, close: Close, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  const ended = close().catch((error: unknown) => log.error({ err: error }, 'could not close'));
  await Promise.race([ended, late]);
  clearTimeout(timer);
}

async function closeHouse({ stops, closers, log }: House): Promise<void> {
  await Promise.all(stops.map((stop) => endWithin(finishMs, stop, log)));
  for (const close of closers.reverse()) await endWithin(closeMs, close, log);
}

/** Ctrl-C is an interruption; SIGTERM is how a service is asked to end, and ending is then what was asked for. */
const codeOf = (signal: StopSignal): number => (signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.done);

/** `start`, `serve` and `work`: runs the roles until asked to stop, then lets go of everything in order. */
export async function runRoles(io: CliIo, roles: Roles): Promise<number> {
  const config = await io.readConfig();
  const log = createLog(config);
  const stopRequested = io.stopRequested();
  return withDatabase(config, async (database) => {
    const house: House = { io, config, log, database, stops: [], closers: [] };
    try {
      // Whoever asks to stop during the start need not wait for its end; what is open by then is closed.
      await Promise.race([openRoles(house, roles), stopRequested]);
      const signal = await stopRequested;
      await writeProgress(io, 'Stopping …');
      return codeOf(signal);
    } catch (thrown) {
      throw explainListening(thrown, config);
    } finally {
      await closeHouse(house);
    }
  });
}

async function openNewsroom(config: Config): ReturnType<typeof startNewsroom> {
  try {
    return await startNewsroom({ port: config.DEMO_PORT, host: '127.0.0.1', epoch: clock(), now: clock });
  } catch (thrown) {
    throw explainListening(thrown, config);
  }
}

/** `demo`: serves the demo newsroom alone, from now on, and prints its channels. */
export async function runDemo(io: CliIo, options: { port: number | null }): Promise<number> {
  const config = await io.readConfig();
  const stopRequested = io.stopRequested();
  const newsroom = await openNewsroom({ ...config, DEMO_PORT: options.port ?? config.DEMO_PORT });
  try {
    await writeProgress(io, `The demo newsroom is open at ${newsroom.url}`);
    for (const { outlet, channelUrl } of newsroom.outlets) {
      await writeResult(io, `${outlet.channel}\t${channelUrl}\t${outlet.name}`);
    }
    return codeOf(await stopRequested);
  } finally {
    await newsroom.close();
  }
}
