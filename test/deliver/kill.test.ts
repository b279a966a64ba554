import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { type Database, rows } from '../../src/store/db.ts';
import { openTestDatabase, postgresUrl } from '../kit/database.ts';
import { addPaper, save } from '../store/articleKit.ts';
import { addKey, addWebhook, startReceiver } from './kit.ts';

/** The built program; made by `npm run build`, which tests do not run. */
const isBuilt = existsSync('dist/deliver/deliver.js');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function startWorker(env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['test/deliver/worker.mjs'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

const count = async (database: Database, state: string): Promise<number> => {
  const [row] = await rows<{ n: number }>(
    database,
    sql`select count(*)::int as n from webhook_deliveries where state like ${state}`,
  );
  return row?.n ?? 0;
};

describe.runIf(postgresUrl !== null && isBuilt)('two processes that are killed again and again', () => {
  it('queue each article once for each webhook, and deliver each at least once', async () => {
    const database = await openTestDatabase();
    const receiver = await startReceiver();
    // So that some are always under way when they are killed.
    receiver.reply = () => ({ delayMs: 150 });
    const now = new Date();
    const keyId = await addKey(database, now);
    for (const name of ['a', 'b']) await addWebhook(database, { keyId, now, url: `${receiver.url}/${name}` });
    const sourceId = await addPaper(database, 'paper.example');
    const env = { PATH: process.env.PATH ?? '', DATABASE_URL: database.url ?? '', ALLOW_HOST: receiver.host };
    const rounds = 5;
    const articles = rounds * 12;
    for (let round = 0; round < rounds; round += 1) {
      const before = receiver.received.length;
      const pair = await Promise.all([startWorker(env), startWorker(env)]);
      for (let n = round; n < articles; n += rounds) {
        await save(database, { sourceId, url: `https://paper.example/${n}`, headline: `Number ${n}` });
      }
      await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBeGreaterThan(before);
      await sleep(Math.random() * 300);
      for (const child of pair) child.kill('SIGKILL');
    }
    // What the dead held is let go of after a minute.
    await startWorker({ ...env, AHEAD_MS: '120000' });
    await expect.poll(() => count(database, 'DELIVERED'), { timeout: 60_000 }).toBe(2 * articles);
    expect(await count(database, '%')).toBe(2 * articles);
    const bodies = new Map<unknown, string>();
    for (const { path, body, headers } of receiver.received) {
      const id = headers['webhook-id'];
      expect(bodies.get(id) ?? path + body).toBe(path + body);
      bodies.set(id, path + body);
    }
    expect(new Set(bodies.values()).size).toBe(2 * articles);
    for (const child of children) child.kill('SIGKILL');
    await receiver.close();
    await database.close();
  }, 180_000);
});
