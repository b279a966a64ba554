import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { seedGraph, seedNow } from '../kit/seed.ts';
import { startTestServer, type TestServer } from './server.ts';

const blocks = [...readFileSync('docs/http.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)];
const lines = blocks.flatMap(([, block = '']) => block.trim().split('\n'));

let database: Database;
let server: TestServer;

beforeAll(async () => {
  database = await openTestDatabase();
  await seedGraph(database);
  server = await startTestServer(database, { schema: buildGraph(), now: () => seedNow });
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
});

it('holds lines to try', () => expect(lines.length).toBeGreaterThan(9));

it.each(lines)('docs/http.md: %s', async (line) => {
  const here = line.replaceAll('localhost:4000', server.url);
  const { stdout } = await promisify(execFile)('bash', ['-euc', here]);
  expect(stdout).not.toContain('"errors"');
});
