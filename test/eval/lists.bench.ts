/**
 * `npm run bench:lists`: milliseconds of lists of articles over 100,000 (BENCH_ARTICLES) in PostgreSQL, in a database of
 * its own that is dropped at the end: a page of 20, its count, a facet and a series. 28 of 100 articles are copies.
 * BENCH_DATABASE_URL names the server. Median of seven, as the caller sees it.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { it } from 'vitest';
import type { ArticleOrderField } from '../../src/store/articleSort.ts';
import { countArticles, listArticles } from '../../src/store/articles.ts';
import { type Database, openPostgres, rows } from '../../src/store/db.ts';
import { type ArticleScope, everyArticle, type MentionSet } from '../../src/store/filter.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { facetsOf } from '../../src/store/searchFacets.ts';
import { readSearch } from '../../src/store/searchNames.ts';
import { seriesOfLists } from '../../src/store/seriesOfLists.ts';
import { quantileOf } from './scores.ts';
import { wordOf, writeSearchCorpus } from './searchCorpus.ts';

const server = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const articles = Number(process.env.BENCH_ARTICLES ?? 100_000);
const now = new Date('2026-01-01T00:00:00Z');
const page = { limit: 20, backwards: false, after: null, before: null };
const bounds = Array.from({ length: 31 }, (_, day) => now.getTime() - (30 - day) * 86_400_000);

async function onServer(statement: string): Promise<void> {
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(statement);
  await admin.end();
}

/** What the corpus of the search benchmark lacks: stories, copies, places, and how salient a mention is. */
const additions = [
  `insert into stories (public_id, headlines, headline, started_at, latest_at, source_count)
    select 'sto_' || n, '{}', 'x', now(), now(), 1 + n % 20 from generate_series(1, 20000) n`,
  'update articles set story_id = (select min(id) from stories) + id % 20000 where id % 5 <> 0',
  `insert into copies (article_id, original_id, kind, containment)
    select id, id - id % 7, case when id % 7 = 3 then 'DERIVED' else 'COPY' end, 0.9
    from articles where id % 7 in (1, 2, 3) and id > 7`,
  'update mentions set salience = (article_id * 37 + entity_id * 11) % 1000 / 1000.0',
  `insert into entities (public_id, key, kind, name, names)
    select 'pla_' || n, 'place:' || n, 'PLACE', 'p' || n, '{}' from generate_series(1, 2000) n`,
  `insert into places (entity_id, place_type, latitude, longitude)
    select id, 'CITY', id % 60 - 30, id % 300 - 150 from entities where kind = 'PLACE'`,
  `insert into mentions (article_id, entity_id, kind, source_id, published_at, count, salience, in_headline, confidence, spans)
    select a.id, (select min(entity_id) from places) + a.id * k * 7919 % 2000, 'PLACE', a.source_id, a.sort_date,
      1, 0.3, false, 1, '{0,1}' from articles a, generate_series(1, 2) k on conflict do nothing`,
  'vacuum analyze',
];

interface Case {
  name: string;
  scope?: Partial<ArticleScope>;
  field?: ArticleOrderField;
  query?: string;
}

async function casesFor(database: Database): Promise<Case[]> {
  const [most] = await rows<{ id: number }>(
    database,
    sql`select entity_id::float8 as id from mentions group by 1 order by count(*) desc limit 1`,
  );
  const near = await rows<{ id: number }>(
    database,
    sql`select entity_id::float8 as id from places where latitude between -8 and 8 and longitude between -8 and 8`,
  );
  const id = most?.id ?? 0;
  const set = (more: Partial<MentionSet> = {}): MentionSet[] => [
    { ids: [id], isSubject: false, minSalience: null, ...more },
  ];
  const places = { ids: near.map((place) => place.id), isSubject: false, minSalience: null };
  const circle = { latitude: 0, longitude: 0, radiusKm: 900 };
  const copies = { syndication: 'COLLAPSE' } as const;
  const inTwo = [{ languages: ['id'] }, { mentionSets: set() }].map((part) => ({ ...everyArticle, ...part }));
  return [
    { name: 'all' },
    { name: 'originals', scope: { syndication: 'ORIGINALS_ONLY' } },
    { name: 'collapsed', scope: copies },
    { name: 'language, collapsed', scope: { languages: ['id'], ...copies } },
    { name: 'person', scope: { mentionSets: set() } },
    { name: 'person, collapsed', scope: { mentionSets: set(), ...copies } },
    { name: 'about person', scope: { mentionSets: set({ isSubject: true }) } },
    { name: 'person by SALIENCE', scope: { mentionSets: set(), salientId: id }, field: 'SALIENCE' },
    { name: 'or of two', scope: { or: inTwo } },
    { name: 'by SOURCE_COUNT', field: 'SOURCE_COUNT' },
    { name: 'by WORD_COUNT', field: 'WORD_COUNT' },
    { name: 'by FIRST_SEEN', field: 'FIRST_SEEN' },
    {
      name: 'near by DISTANCE',
      scope: { mentionSets: [places], near: { circle, places } },
      field: 'DISTANCE',
    },
    { name: 'word', query: wordOf(100) },
    { name: 'word, collapsed', query: wordOf(100), scope: copies },
    { name: 'word by RELEVANCE', query: wordOf(100), field: 'RELEVANCE' },
    { name: '… collapsed', query: wordOf(100), field: 'RELEVANCE', scope: copies },
  ];
}

async function medianMs(run: () => Promise<unknown>): Promise<string> {
  const taken: number[] = [];
  for (let i = 0; i < 7; i += 1) {
    const start = performance.now();
    await run();
    taken.push(performance.now() - start);
  }
  return quantileOf(taken, 0.5).toFixed(1);
}

async function printCase(database: Database, { name, scope, field = 'DATE', query }: Case): Promise<void> {
  const search = query === undefined ? null : await readSearch(database, query);
  const order = { field, descending: field !== 'DISTANCE' };
  const list = { scope: scope ? { ...everyArticle, ...scope } : null, order };
  const lists = { list, search, parent: null };
  const line = [
    await medianMs(() => listArticles(database, search, list, page)),
    await medianMs(() => countArticles(database, search, list)),
    await medianMs(() => facetsOf(database, lists, [0], { fields: ['LANGUAGE'], size: 10 })),
    await medianMs(() => seriesOfLists(database, lists, [0], bounds)),
  ];
  console.log([name.padEnd(20), ...line.map((cell) => cell.padStart(9))].join(''));
}

it('lists', { timeout: 3_600_000 }, async () => {
  const name = `kabar_bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const database = openPostgres(address.href, { pool: 2, prepare: true });
  try {
    await migrateDatabase(database, address.href);
    await writeSearchCorpus(database, articles, now);
    for (const addition of additions) await database.db.execute(sql.raw(addition));
    console.log(
      `${articles} articles`.padEnd(20) +
        ['page', 'count', 'facet', 'series'].map((c) => c.padStart(9)).join(''),
    );
    for (const each of await casesFor(database)) await printCase(database, each);
  } finally {
    await database.close();
    await onServer(`drop database ${name} with (force)`);
  }
});
