/** `kabar ingest` and `kabar migrate`: one pass, then the end. */
import { AppError } from '../base/errors.ts';
import { createLog } from '../base/log.ts';
import { startDemo } from '../run/demoSources.ts';
import { openPipeline } from '../run/openPipeline.ts';
import { type ChannelReport, ingestOnce } from '../run/worker.ts';
import { listConfigured } from '../store/configuredSources.ts';
import type { Database } from '../store/db.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';
import { explainListening } from './listening.ts';

type Config = Awaited<ReturnType<CliIo['readConfig']>>;

const clock = () => new Date();

function describe({ domain, url, ok, entries, outcomes, error }: ChannelReport): string {
  if (!ok) return `${domain}  failed: ${error ?? 'no reason given'}  ${url}`;
  const counted = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  return `${domain}  ${entries} entries${counted.length > 0 ? ` (${counted.join(', ')})` : ''}  ${url}`;
}

async function assertConfigured(database: Database, domain: string | null): Promise<void> {
  const sources = await listConfigured(database);
  if (domain === null && sources.length === 0) {
    throw new AppError('NOT_FOUND', 'No outlet is configured; add one with: kabar sources add <url>');
  }
  if (domain === null || sources.some((source) => source.domain === domain)) return;
  throw new AppError('NOT_FOUND', `${domain} is not configured: "kabar sources list" shows what is.`);
}

async function ingestInto(
  io: CliIo,
  config: Config,
  database: Database,
  domain: string | null,
): Promise<number> {
  // Each channel's end is printed below; the same as log lines would only double it.
  const log = createLog({ LOG_LEVEL: config.LOG_LEVEL === 'info' ? 'error' : config.LOG_LEVEL });
  const demo = await startDemo({ config, log, database, clock }).catch((thrown: unknown) => {
    throw explainListening(thrown, config);
  });
  try {
    await assertConfigured(database, domain);
    if (demo) await writeProgress(io, `No outlet configured: reading the demo newsroom at ${demo.url}`);
    const pipeline = await openPipeline({ config, log, database, clock, allowHosts: demo?.allowHosts ?? [] });
    try {
      const onChannel = (report: ChannelReport) => void writeProgress(io, describe(report));
      const { channels, failed, articles } = await ingestOnce(pipeline, { domain, onChannel });
      await writeResult(io, `${channels} channels, ${failed} failed, ${articles} new articles.`);
      return failed > 0 ? exitCodes.failed : exitCodes.done;
    } finally {
      await pipeline.close();
    }
  } finally {
    await demo?.close();
  }
}

/** `ingest`: reads every channel once, or those of one domain. Interrupted, it closes the database and ends. */
export async function runIngest(io: CliIo, options: { domain: string | null }): Promise<number> {
  const config = await io.readConfig();
  return withDatabase(config, async (database) => {
    const ingested = ingestInto(io, config, database, options.domain);
    const interrupted = io.stopRequested().then(async () => {
      await writeProgress(io, 'Interrupted; what was read is stored.');
      return exitCodes.interrupted;
    });
    // The loser of the race may still fail when the database closes under it, which is no news then.
    ingested.catch(() => undefined);
    return Promise.race([ingested, interrupted]);
  });
}

/** `migrate`: brings the database to the newest migration. */
export async function runMigrate(io: CliIo): Promise<number> {
  const config = await io.readConfig();
  const engine = await withDatabase(config, async (database) => database.engine);
  const where = engine === 'pglite' ? `the embedded database in ${config.KABAR_DATA_DIR}` : 'PostgreSQL';
  await writeResult(io, `The schema of ${where} is up to date.`);
  return exitCodes.done;
}
