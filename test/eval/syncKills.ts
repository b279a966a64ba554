/**
 * A server and a client of its change feed, each a process of its own, killed where they stand (SIGKILL) and started again
 * while the store is edited. PostgreSQL alone: the embedded database has room for one process.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../src/store/db.ts';
import { randomEdit, storedNodes } from '../kit/randomEdits.ts';
import { addPaper } from '../store/articleKit.ts';
import { randomOf } from './stories.ts';

/** The built program. */
export const program = 'dist/main.js';
const client = fileURLToPath(new URL('./syncClient.mjs', import.meta.url));

/** A process that is killed and started again; `ended` resolves when the one that runs has ended. */
interface Mortal {
  start(...more: string[]): void;
  kill(): Promise<void>;
  ended(): Promise<void>;
}

function mortal(args: readonly string[], env: Record<string, string> = {}): Mortal {
  let child: ChildProcess | null = null;
  let end = Promise.resolve();
  return {
    start(...more) {
      const options = { env: { ...process.env, ...env }, stdio: 'ignore' as const };
      const started = spawn(process.execPath, [...args, ...more], options);
      end = new Promise((resolve) => started.once('close', () => resolve()));
      child = started;
    },
    async kill() {
      child?.kill('SIGKILL');
      await end;
    },
    ended: () => end,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await setTimeout(50);
  }
  throw new Error('The server did not start within 30 s.');
}

export interface SyncedStates {
  /** What the client holds, and what is stored: public ids with their nodes, in order. */
  copy: [string, unknown][];
  stored: [string, unknown][];
  /** How often each was killed. */
  kills: { server: number; client: number };
}

const inOrder = (nodes: Iterable<[string, unknown]>) => [...nodes].sort(([a], [b]) => (a < b ? -1 : 1));

/** Edits an empty, migrated database while server and client are killed `kills` times between them. */
export async function runSyncKills(
  database: Database & { url: string | null },
  { kills, seed }: { kills: number; seed: number },
): Promise<SyncedStates> {
  const random = randomOf(seed);
  const folder = await mkdtemp(join(tmpdir(), 'kabar-sync-'));
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, 'copy.json');
  const settings = { PORT: port, DATABASE_URL: database.url ?? '', LOG_LEVEL: 'fatal', PLAYGROUND: 'false' };
  const server = mortal([program, 'serve'], settings);
  const reader = mortal([client, `${url}/graphql`, file]);
  const counts = { server: 0, client: 0 };
  let step = 0;
  try {
    const sourceId = await addPaper(database, 'paper.example');
    server.start();
    reader.start();
    for (let n = 0; n < kills; n++) {
      // A dead server gets up now and then only after more edits; the client's place must outlast both.
      if (random() < 0.7) await untilReady(url);
      for (let edits = 1 + Math.floor(random() * 6); edits > 0; edits--) {
        await randomEdit(database, { sourceId, step: step++, random });
      }
      await setTimeout(Math.floor(random() * 100));
      const victim = random() < 0.4 ? 'server' : 'client';
      const killed = victim === 'server' ? server : reader;
      await killed.kill();
      counts[victim] += 1;
      killed.start();
    }
    await untilReady(url);
    await reader.kill();
    reader.start('once');
    await reader.ended();
    const { nodes } = JSON.parse(await readFile(file, 'utf8'));
    const stored = inOrder(await storedNodes(database));
    return { copy: inOrder(Object.entries(nodes)), stored, kills: counts };
  } finally {
    await Promise.all([server.kill(), reader.kill()]);
    await rm(folder, { recursive: true, force: true });
  }
}
