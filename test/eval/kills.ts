/**
 * Lives and deaths of a worker: the built program reads the demo newsroom in a process of its own and is killed where it
 * stands (SIGKILL). What it leaves behind must be what an undisturbed worker leaves.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readConfig } from '../../src/base/config.ts';
import { type Database, openDatabase, rows } from '../../src/store/db.ts';
import { onServer, postgresUrl, urlOf } from '../kit/database.ts';

/** The built program. */
export const program = 'dist/main.js';

/** An empty database and the settings that name it. */
export interface Trial {
  env: Record<string, string>;
  close(): Promise<void>;
}

/** On PostgreSQL when TEST_DATABASE_URL is set, otherwise embedded in a directory of its own. */
export async function openTrial(): Promise<Trial> {
  const env = { DEMO_PORT: String(await freePort()), READER_THREADS: '1', LOG_LEVEL: 'fatal' };
  if (postgresUrl === null) {
    const folder = await mkdtemp(join(tmpdir(), 'kabar-kills-'));
    return {
      env: { ...env, KABAR_DATA_DIR: folder },
      close: () => rm(folder, { recursive: true, force: true }),
    };
  }
  const name = `kabar_kills_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  return {
    env: { ...env, DATABASE_URL: urlOf(name) },
    close: () => onServer(`drop database ${name} with (force)`),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export interface Life {
  /** Exit code; null when it was killed. */
  code: number | null;
  lifeMs: number;
  out: string;
  err: string;
}

/** Runs the program on a trial, killed after so many milliseconds or left to end by itself. */
export function live(trial: Trial, args: readonly string[], killAfterMs: number | null): Promise<Life> {
  const startedMs = performance.now();
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [program, ...args], { env: { ...inherited, ...trial.env } });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text.err += chunk;
  });
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (timer) clearTimeout(timer);
      resolve({ code, lifeMs: performance.now() - startedMs, ...text });
    });
  });
}

/** Uses a trial's database while no worker lives. */
async function within<T>(trial: Trial, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(readConfig(trial.env));
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

/** Ends the leases of dead workers at once: by themselves they run out after ten minutes. */
export async function endLeases(trial: Trial): Promise<void> {
  await within(trial, async (database) => {
    const [found] = await rows<{ at: string | null }>(
      database,
      sql`select to_regclass('source_channels')::text as at`,
    );
    if (found?.at) await database.db.execute(sql`update source_channels set lease_until = null`);
  });
}

export interface Remains {
  articles: number;
  /** Those that were out a minute before the newsroom opened: as many in every trial. Some outlets print no seconds. */
  opening: number;
  stories: number;
  copies: number;
  /** What is not as it should be, each with how often; empty when all is well. */
  faults: string[];
}

/** Counts what a trial holds, and compares every figure kept with a full recount. */
export async function remainsOf(trial: Trial): Promise<Remains> {
  const recount = await live(trial, ['recount', '--check'], null);
  return within(trial, async (database) => {
    const faults = recount.code === 0 ? [] : [`recount --check: ${recount.out.trim()} ${recount.err.trim()}`];
    for (const [name, query] of Object.entries(wrongRows)) {
      const [found] = await rows<{ n: number }>(database, query);
      if (found?.n !== 0) faults.push(`${name}: ${found?.n}`);
    }
    const [counts] = await rows<Omit<Remains, 'faults'>>(
      database,
      sql`select (select count(*)::int from articles) as articles, (select count(*)::int from copies) as copies,
            (select count(*)::int from articles
              where sort_date < (select min(created_at) - interval '1 minute' from sources)) as opening,
            (select count(*)::int from stories where merged_into_id is null) as stories`,
    );
    return { articles: 0, opening: 0, stories: 0, copies: 0, ...counts, faults };
  });
}

/** Statements that count rows which no order of saves and deaths may leave behind. */
const wrongRows = {
  'articles without text, story or entry': sql`select count(*)::int as n from articles a
    where a.story_id is null or not exists (select 1 from article_texts t where t.article_id = a.id)
      or not exists (select 1 from feed_entries f where f.article_id = a.id and f.outcome = 'saved')`,
  'entries saved without an article': sql`select count(*)::int as n from feed_entries f
    where f.outcome = 'saved' and not exists (select 1 from articles a where a.id = f.article_id)`,
  'stories whose figures are not those of their articles': sql`select count(*)::int as n from stories s left join lateral (
      select count(*)::int as articles, count(distinct a.source_id)::int as sources, min(a.sort_date) as started,
        count(distinct a.source_id) filter (where c.kind is distinct from 'COPY')::int as independent,
        max(a.sort_date) as latest
      from articles a left join copies c on c.article_id = a.id where a.story_id = s.id) f on true
    where s.merged_into_id is null and (s.article_count, s.source_count, s.independent_source_count, s.started_at, s.latest_at)
      is distinct from (f.articles, f.sources, f.independent, f.started, f.latest)`,
  'articles in a story that was merged': sql`select count(*)::int as n from articles a
    join stories s on s.id = a.story_id where s.merged_into_id is not null`,
  'articles that a client following changes has not': sql`with seen as (
      select distinct on (node_id) node_id, op from changes where typename = 'Article' and op <> 'UPDATED'
      order by node_id, sequence desc)
    select count(*)::int as n from articles a full join (select * from seen where op = 'CREATED') c on c.node_id = a.public_id
    where a.id is null or c.node_id is null`,
  'stories that a client following changes has not': sql`with seen as (
      select distinct on (node_id) node_id, op from changes where typename = 'Story' and op <> 'UPDATED'
      order by node_id, sequence desc)
    select count(*)::int as n from stories s full join seen c on c.node_id = s.public_id
    where s.id is null or c.node_id is null or (c.op = 'MERGED') <> (s.merged_into_id is not null)`,
};
