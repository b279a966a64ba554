/** Topics and genres told anew from stored articles. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { relabelArticles } from '../../src/run/relabel.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { articlesAfter, saveLabels } from '../../src/store/topics.ts';
import { openTestDatabase } from '../kit/database.ts';
import { addPaper, save } from '../store/articleKit.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const stored = async (url: string) => {
  const [row] = await rows<{ genre: string; codes: string[]; scores: number; methods: string[] }>(
    database,
    sql`select genre, topic_codes as codes, cardinality(topic_scores) as scores, topic_methods as methods
      from articles where url = ${url}`,
  );
  return row;
};

it('labels what was stored without labels, keeps a genre that the page told, and leaves articles without a text', async () => {
  const sourceId = await addPaper(database, 'a.example');
  const told = (url: string, headline: string, text: string, topics: string[] = []) =>
    save(database, { sourceId, url, headline, text, topics });
  await told('https://a.example/1', 'Late goal sends Rovers to cup final', 'The striker scored again.');
  await told(
    'https://a.example/opinion/2',
    'What the election means',
    'Voters were tired of both candidates.',
  );
  await told('https://a.example/3', 'Earthquake flattens villages', '', ['medtop:17000000']);
  await told('https://a.example/4', 'Hello', 'Hello again.', ['medtop:17000000']);
  await database.db.execute(sql`update articles set genre = 'NEWS'`);
  await database.db.execute(sql`update articles set genre = 'LIVEBLOG' where url = 'https://a.example/1'`);
  expect(await relabelArticles(database)).toBe(4);
  expect(await stored('https://a.example/1')).toEqual({
    ...{ genre: 'LIVEBLOG', codes: ['medtop:20001065'], scores: 1, methods: ['rules:terms'] },
  });
  expect(await stored('https://a.example/opinion/2')).toMatchObject({
    ...{ genre: 'OPINION', codes: ['medtop:20000574'] },
  });
  expect(await stored('https://a.example/3')).toMatchObject({ genre: 'NEWS', codes: ['medtop:17000000'] });
  expect(await stored('https://a.example/4')).toMatchObject({ codes: [], scores: 0, methods: [] });
  expect(await relabelArticles(database)).toBe(4);
});

it('leaves an article alone that was edited since it was read', async () => {
  const url = 'https://a.example/1';
  const [article] = await articlesAfter(database, 0, 1);
  if (!article) throw new Error('there are articles');
  await database.db.execute(
    sql`update articles set content_hash = 'edited', genre = 'OPINION' where url = ${url}`,
  );
  const labels = { id: article.id, contentHash: article.contentHash, genre: 'NEWS' as const, topics: [] };
  await saveLabels(database, [labels]);
  expect(await stored(url)).toMatchObject({ genre: 'OPINION', codes: ['medtop:20001065'] });
});
