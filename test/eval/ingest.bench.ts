/**
 * `npm run bench:ingest`: articles a second through the whole pipeline (HTTP, feeds, pages, recogniser, stories, one
 * transaction each) from the demo newsroom into an empty embedded database, and what a second look at known feeds takes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { silentLog } from '../../src/base/log.ts';
import { startDemo } from '../../src/run/demoSources.ts';
import { openPipeline } from '../../src/run/openPipeline.ts';
import { ingestOnce } from '../../src/run/worker.ts';
import { openDatabase } from '../../src/store/db.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';

const rounds = 4;

async function readNewsroom(round: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kabar-bench-'));
  const config = readConfig({ KABAR_DATA_DIR: folder, DEMO_PORT: '0', READER_THREADS: '0' });
  const database = await openDatabase(config);
  await migrateDatabase(database, undefined);
  // The newsroom opens an hour before it is read: by then the whole week is out.
  const epoch = new Date();
  let now = epoch;
  const clock = () => now;
  const demo = await startDemo({ config, log: silentLog, database, clock });
  now = new Date(epoch.getTime() + 3_600_000);
  const allowHosts = demo?.allowHosts ?? [];
  const pipeline = await openPipeline({ config, log: silentLog, database, clock, allowHosts });
  const startedMs = performance.now();
  const before = database.statementCount();
  const { articles, channels, failed } = await ingestOnce(pipeline, { domain: null });
  const ms = performance.now() - startedMs;
  const statements = (database.statementCount() - before) / Math.max(articles, 1);
  now = new Date(now.getTime() + 1_000);
  const againMs = performance.now();
  await ingestOnce(pipeline, { domain: null });
  const again = (performance.now() - againMs).toFixed(0);
  const rate = ((1000 * articles) / ms).toFixed(1);
  console.log(
    `round ${round}: ${articles} articles, ${channels} channels (${failed} failed) in ${(ms / 1000).toFixed(2)} s: ${rate} articles/s, ${statements.toFixed(0)} statements each; a second look at all channels ${again} ms`,
  );
  await pipeline.close();
  await demo?.close();
  await database.close();
  rmSync(folder, { recursive: true });
}

it('reads the demo newsroom', async () => {
  console.log('\nThe first round loads the gazetteer and compiles; the others are the steady state.');
  for (let round = 1; round <= rounds; round += 1) await readNewsroom(round);
});
