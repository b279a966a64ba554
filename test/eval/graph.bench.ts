/**
 * `npm run bench:graph`: what the graph answers in a second, over HTTP, from the embedded database in a directory, for
 * four screens of a reader. Server and database run as built; the load comes from a thread of the same process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { it } from 'vitest';
import { readConfig } from '../../src/base/config.ts';
import { silentLog } from '../../src/base/log.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { writeBoards } from '../../src/run/boards.ts';
import { startServer } from '../../src/serve/listen.ts';
import { openDatabase } from '../../src/store/db.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { type Corpus, writeCorpus } from './corpus.ts';
import { quantileOf } from './scores.ts';

const size = { sources: 20, entities: 1500, stories: 1250, articles: 5000 };
const variants = 64;
/** Longer than it takes V8 and PostgreSQL to settle. */
const warmMs = 1_500;
const measureMs = 4_000;
const crowd = 8;

/** Name, text, and the variables of the nth request. */
interface Screen {
  name: string;
  query: string;
  variables: (n: number) => Record<string, unknown>;
}

function screensOf({ people, words }: Corpus): Screen[] {
  return [
    {
      name: 'feed',
      query: `query Feed($filter: ArticleFilter) { articles(first: 20, filter: $filter) { pageInfo { endCursor } nodes {
        id headline sortDate source { name } people(first: 3) { name } places(first: 3) { name }
        story { headline sourceCount } } } }`,
      variables: (n) => ({ filter: n % 2 === 0 ? null : { languages: ['id'] } }),
    },
    {
      name: 'person',
      query: `query Person($id: ID!) { person(by: { id: $id }) { name articles(first: 20) { nodes {
        headline sortDate source { name } story { headline sourceCount } } } } }`,
      variables: (n) => ({ id: people[n] }),
    },
    {
      name: 'trending',
      query: `query Trending($kinds: [EntityKind!]) { trending(input: { kinds: $kinds, window: DAY }, first: 20) { nodes {
        name trend { rank score windowCount sourceCount } topStory { headline sourceCount } } } }`,
      variables: (n) => ({ kinds: [['PERSON'], ['PLACE'], ['PERSON', 'PLACE', 'ORGANIZATION']][n % 3] }),
    },
    {
      name: 'search',
      query: `query Search($query: String!) { articles(query: $query, first: 10, orderBy: { field: RELEVANCE }) {
        nodes { headline sortDate source { name } people(first: 3) { name } } } }`,
      variables: (n) => ({ query: `${words[3 * n + 5]} ${words[2 * n + 40]}` }),
    },
  ];
}

interface Load {
  url: string;
  bodies: string[];
  connections: number;
}

function loadWith(load: Load): Promise<{ times: number[]; bytes: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load.mjs', import.meta.url), {
      workerData: { ...load, warmMs, measureMs },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const bodiesOf = ({ query, variables }: Screen) =>
  Array.from({ length: variants }, (_, n) => JSON.stringify({ query, variables: variables(n) }));

/** SQL statements of one request that has been asked before, as the largest of a few variants. */
async function statementsOf(url: string, bodies: string[], count: () => number): Promise<number> {
  let most = 0;
  for (const body of [...bodies.slice(0, 6), ...bodies.slice(0, 6)]) {
    const before = count();
    const headers = { 'content-type': 'application/json' };
    await (await fetch(url, { method: 'POST', headers, body })).text();
    most = Math.max(most, count() - before);
  }
  return most;
}

const columns = (cells: readonly (string | number)[]) =>
  cells.map((cell, i) => (i === 0 ? String(cell).padEnd(10) : String(cell).padStart(13))).join('');

async function printScreen(url: string, screen: Screen, count: () => number): Promise<void> {
  const bodies = bodiesOf(screen);
  const statements = await statementsOf(url, bodies, count);
  const alone = await loadWith({ url, bodies, connections: 1 });
  const crowded = await loadWith({ url, bodies, connections: crowd });
  const ms = (times: number[], share: number) => quantileOf(times, share).toFixed(1);
  const perSecond = ((1000 * crowded.times.length) / measureMs).toFixed(0);
  const kilobytes = (crowded.bytes / Math.max(crowded.times.length, 1) / 1000).toFixed(1);
  const cells = [perSecond, ms(crowded.times, 0.5), ms(crowded.times, 0.99), ms(alone.times, 0.5)];
  console.log(columns([screen.name, ...cells, ms(alone.times, 0.99), statements, kilobytes]));
}

it('answers four screens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kabar-bench-'));
  const config = readConfig({ KABAR_DATA_DIR: folder });
  const database = await openDatabase(config);
  await migrateDatabase(database, undefined);
  const now = new Date();
  const startedMs = performance.now();
  const corpus = await writeCorpus(database, size, now);
  await writeBoards({ database, clock: () => now, log: silentLog }, { minuteDays: 2, hourDays: 400 });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`\n${JSON.stringify(size)}, written in ${seconds} s; ${variants} sets of variables in turn`);
  const server = await startServer(
    {
      database,
      config: { HOST: '127.0.0.1', PORT: 0, PLAYGROUND: false },
      log: silentLog,
      schema: buildGraph(),
      version: 'bench',
      now: () => new Date(),
    },
    { drainMs: 0 },
  );
  const head = [`req/s (${crowd})`, 'p50 ms', 'p99 ms', 'p50 ms (1)', 'p99 ms (1)', 'statements', 'kB'];
  console.log(columns(['', ...head]));
  const url = `${server.url}/graphql`;
  for (const screen of screensOf(corpus)) await printScreen(url, screen, database.statementCount);
  await server.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});
