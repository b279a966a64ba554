/**
 * `npm run eval:search`: how well answers in the order RELEVANCE serve queries that labelled headlines ask by themselves
 * (search.ts), in the embedded database. Headlines without text, English only, labelled by an aggregator.
 */
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { it } from 'vitest';
import { publicId } from '../../src/base/id.ts';
import { type Database, databaseOfPglite, rows } from '../../src/store/db.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { searchVector } from '../../src/store/searchIndex.ts';
import { keysOfSearch } from '../../src/store/searchKeys.ts';
import { readSearch } from '../../src/store/searchNames.ts';
import * as t from '../../src/store/tables.ts';
import { findData } from './data.ts';
import { type LabelledHeadline, ndcg10, queriesOf, type StoryQuery } from './search.ts';

type Line = LabelledHeadline & { publishedAt: number; language: string };

const list = { scope: null, order: { field: 'RELEVANCE', descending: true } } as const;
const page = { limit: 10, backwards: false, after: null, before: null };
const batchSize = 500;

async function store({ db }: Database, lines: readonly Line[]): Promise<void> {
  const [source] = await db
    .insert(t.sources)
    .values({ publicId: publicId('Source', 'x'), name: 'x', domain: 'x.example', url: 'https://x.example/' })
    .returning({ id: t.sources.id });
  const sourceId = source?.id ?? 0;
  for (let from = 0; from < lines.length; from += batchSize) {
    const batch = lines.slice(from, from + batchSize);
    const stored = await db
      .insert(t.articles)
      .values(
        batch.map(({ id, headline, language, publishedAt }) => ({
          ...{ publicId: publicId('Article', id), sourceId, url: id, headline, language, contentHash: id },
          ...{ firstSeenAt: new Date(publishedAt), sortDate: new Date(publishedAt) },
        })),
      )
      .returning({ id: t.articles.id });
    await db.insert(t.articleSearch).values(
      batch.map(({ headline, language, publishedAt }, i) => ({
        articleId: stored[i]?.id ?? 0,
        sortDate: new Date(publishedAt),
        vector: searchVector({ headline, text: '', language, sourceId, entityIds: [] }),
      })),
    );
  }
}

/** The articles that answer a query, best first, as keys of the data set. */
async function answersTo(database: Database, query: string): Promise<string[]> {
  const search = await readSearch(database, query);
  if (!search) return [];
  const found = await rows<{ url: string }>(
    database,
    sql`select a.url from (${keysOfSearch(search, list, page)}) k join articles a on a.id = k.id order by k.k desc, k.id desc`,
  );
  return found.slice(0, page.limit).map(({ url }) => url);
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

it('search: nDCG@10 of headlines by story', { timeout: 600_000 }, async () => {
  const path = findData('stories/uci-dev.ndjson');
  if (path === null) return;
  const lines = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const storyOf = new Map(lines.map(({ id, story }) => [id, story]));
  const database = databaseOfPglite(await openPglite({ dataDir: null }));
  await migrateDatabase(database, undefined);
  await store(database, lines);
  const queries = queriesOf(lines);
  const scored: { query: StoryQuery; score: number; found: number }[] = [];
  for (const query of queries) {
    const answers = await answersTo(database, query.text);
    const relevant = lines.filter(({ story }) => story === query.story).length;
    const score = ndcg10(
      answers.map((id) => storyOf.get(id) === query.story),
      relevant,
    );
    scored.push({ query, score, found: answers.length });
  }
  await database.close();
  const of = (length: number | null) =>
    scored
      .filter(({ query }) => length === null || query.text.split(' ').length === length)
      .map(({ score }) => score);
  const empty = scored.filter(({ found }) => found === 0).length;
  console.log(`\n${lines.length} headlines, ${queries.length} queries, ${empty} without an answer`);
  for (const length of [2, 3, 4]) console.log(`${length} words  nDCG@10 ${mean(of(length)).toFixed(3)}`);
  console.log(`all      nDCG@10 ${mean(of(null)).toFixed(3)}`);
});
