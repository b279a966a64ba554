/**
 * `npm run bench:search`: milliseconds of searches over 100,000 articles (BENCH_ARTICLES) in PostgreSQL, in a database of
 * its own that is dropped at the end. BENCH_DATABASE_URL names the server. Median of nine, as the caller sees it.
 */
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { it } from 'vitest';
import { type Database, openPostgres, rows } from '../../src/store/db.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { facetsOf } from '../../src/store/searchFacets.ts';
import { countOfSearch, keysOfSearch } from '../../src/store/searchKeys.ts';
import { readSearch, type Search } from '../../src/store/searchNames.ts';
import { suggest } from '../../src/store/searchSuggest.ts';
import { quantileOf } from './scores.ts';
import { wordOf, writeSearchCorpus } from './searchCorpus.ts';

const server = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const articles = Number(process.env.BENCH_ARTICLES ?? 100_000);
const times = 9;
const page = { limit: 20, backwards: false, after: null, before: null };

/** The nth most frequent word; 100 stands in every sixth article. */
const w = wordOf;
const queries: readonly [string, string][] = [
  ['broad', w(100)],
  ['broad, less', w(200)],
  ['middling', w(2000)],
  ['rare', w(40_000)],
  ['two broad', `${w(100)} ${w(130)}`],
  ['two middling', `${w(1000)} ${w(1500)}`],
  ['two rare', `${w(30_000)} ${w(40_000)}`],
  ['four', `${w(110)} ${w(900)} ${w(20_000)} ${w(5000)}`],
  ['phrase', `"${w(100)} ${w(130)}"`],
  ['exclusion', `${w(500)} -${w(100)}`],
  ['prefix', `${w(500).slice(0, 3)}*`],
  ['near', `near5:(${w(500)} ${w(120)})`],
  ['headline', `headline:${w(130)}`],
  ['source', `${w(130)} source:outlet3.example`],
  ['person', `${w(100)} person:"${w(70)} ${w(135)}"`],
  ['excluded only', `-${w(100)}`],
];

async function onServer(statement: string): Promise<void> {
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(statement);
  await admin.end();
}

async function medianMs(run: () => Promise<unknown>): Promise<string> {
  const taken: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    await run();
    taken.push(performance.now() - start);
  }
  return quantileOf(taken, 0.5).toFixed(1);
}

const cells = (parts: readonly (string | number)[]) =>
  parts.map((part, i) => (i === 0 ? String(part).padEnd(15) : String(part).padStart(12))).join('');

async function printSearch(database: Database, name: string, search: Search): Promise<void> {
  const line: (string | number)[] = [name];
  for (const field of ['RELEVANCE', 'DATE'] as const) {
    const list = { scope: null, order: { field, descending: true } };
    const [counted] = await rows<{ n: number }>(database, countOfSearch(search, list));
    const keys = () => rows(database, keysOfSearch(search, list, page));
    const count = () => rows(database, countOfSearch(search, list));
    line.push(counted?.n ?? 0, await medianMs(keys), await medianMs(count));
  }
  const list = { scope: null, order: { field: 'DATE', descending: true } } as const;
  const facets = { fields: ['SOURCE', 'LANGUAGE', 'PERSON', 'DAY'], size: 10 } as const;
  line.push(await medianMs(() => facetsOf(database, { list, search, parent: null }, [0], facets)));
  console.log(cells(line));
}

it('searches', { timeout: 3_600_000 }, async () => {
  const name = `kabar_bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const database = openPostgres(address.href, { pool: 2, prepare: true });
  try {
    await migrateDatabase(database, address.href);
    await writeSearchCorpus(database, articles, new Date());
    console.log(`\n${articles} articles; milliseconds, median of ${times}`);
    console.log(cells(['', 'relevance', 'page', 'count', 'date', 'page', 'count', '4 facets']));
    for (const [label, text] of queries) {
      const search = await readSearch(database, text);
      if (search) await printSearch(database, label, search);
    }
    for (const typed of ['b', 'ba', w(490).slice(0, 4), `${w(490)}x`]) {
      console.log(cells([`suggest ${typed}`, await medianMs(() => suggest(database, typed, null, 10))]));
    }
  } finally {
    await database.close();
    await onServer(`drop database ${name} with (force)`);
  }
});
