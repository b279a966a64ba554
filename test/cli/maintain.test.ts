import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../../src/cli/database.ts';
import type { Database } from '../../src/store/db.ts';
import { addPaper, save } from '../store/articleKit.ts';
import { createProcess, runCommand } from './kit.ts';

let folder = '';
let env: Record<string, string> = {};

async function inDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabase(await createProcess({ env }).io.readConfig(), work);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabar-maintain-'));
  env = { KABAR_DATA_DIR: join(folder, 'data'), DEMO: 'off' };
  await inDatabase(async (database) => {
    const sourceId = await addPaper(database, 'paper.example');
    const people = ['Ana Lima', 'Rui Costa'];
    await save(database, { sourceId, url: 'https://paper.example/1', headline: 'Bridge falls', people });
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const kabar = (...args: string[]) => runCommand(args, { env });

describe('kabar recount', () => {
  it('tells that sums are right, tells where they are not, and puts them right', async () => {
    expect(await kabar('recount', '--check')).toMatchObject({
      exitCode: 0,
      out: 'All sums are what the articles say.\n',
    });
    await inDatabase((database) => database.db.execute(sql`update entity_hours set articles = articles + 1`));
    const wrong = await kabar('recount', '--check');
    expect(wrong).toMatchObject({ exitCode: 1, out: expect.stringContaining('hours: ') });
    expect((await kabar('recount')).out).toMatch(/^1 articles counted: /);
    expect((await kabar('recount', '--check')).exitCode).toBe(0);
  });
});

describe('kabar reindex', () => {
  it('makes search vectors, topics and genres anew', async () => {
    await inDatabase((database) => database.db.execute(sql`update article_search set vector = ''`));
    const out = 'Search knows every article anew; topics and genres of 1 told.\n';
    expect(await kabar('reindex')).toMatchObject({ exitCode: 0, out });
    const found = await inDatabase(({ db }) =>
      db.execute(sql`select 1 from article_search where vector <> ''`),
    );
    expect([
      ...((found as unknown as { rows?: unknown[] }).rows ?? (found as unknown as unknown[])),
    ]).toHaveLength(1);
  });
});
