import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { startWorker } from '../../src/run/worker.ts';
import { openPostgres, rows } from '../../src/store/db.ts';
import { boardRun } from '../../src/store/trending.ts';
import { openTestDatabase, postgresUrl } from '../kit/database.ts';
import { addOutlet, openTestPipeline, page, rss } from '../kit/pipeline.ts';
import { startOutlet } from '../kit/web.ts';

/** The embedded database does one thing after the other. */
it.runIf(postgresUrl)('channels are read while boards are being written', async () => {
  const database = await openTestDatabase();
  const outlet = await startOutlet({});
  const clock = { now: new Date('2015-11-27T12:00:00Z') };
  outlet.routes['/feed'] = {
    body: rss([{ path: '/a', title: 'Harbour plan' }], outlet.url),
    headers: { 'content-type': 'application/rss+xml' },
  };
  outlet.routes['/a'] = page('Harbour plan', ['The plan for the harbour was read in the council on Friday.']);
  await addOutlet(database, outlet, { domain: 'test.example', language: 'en' });
  const pipeline = await openTestPipeline(database, clock, [outlet]);
  const other = openPostgres(database.url ?? '', { pool: 1, prepare: true });
  try {
    let worker: ReturnType<typeof startWorker> | null = null;
    await other.db.transaction(async (tx) => {
      await tx.execute(sql`lock table board_runs in access exclusive mode`);
      worker = startWorker(pipeline);
      const stored = () => rows(database, sql`select 1 from articles`);
      await expect.poll(async () => (await stored()).length, { timeout: 10_000 }).toBe(1);
    });
    const board = () => boardRun(database, { window: 'DAY' }, null);
    await expect.poll(board, { timeout: 10_000 }).toMatchObject({ asOf: clock.now });
    await (worker as ReturnType<typeof startWorker> | null)?.stop();
  } finally {
    await pipeline.close();
    await outlet.close();
    await other.close();
    await database.close();
  }
});
