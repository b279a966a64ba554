/** Topics, genre and the second headline are written with the article and changed by its edits. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, rows } from '../../src/store/db.ts';
import { saveArticle } from '../../src/store/saveArticle.ts';
import { openTestDatabase } from '../kit/database.ts';
import { addPaper, articleToSave, at, inStoryOf } from './articleKit.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('is replaced as a whole by an edit', async () => {
  const sourceId = await addPaper(database, 'a.example');
  const url = 'https://a.example/opini/1';
  const save = async (text: string, topics: string[], alternativeHeadline: string | null) => {
    const article = articleToSave({ sourceId, url, text, topics });
    const draft = { ...article.draft, alternativeHeadline };
    const options = { entry: null, decide: async () => inStoryOf(url), now: at('2015-11-24T06:00:00Z') };
    return saveArticle(database, { ...article, draft }, options);
  };
  const stored = async () => {
    const [row] = await rows(
      database,
      sql`select genre, alternative_headline as other, topic_codes as codes, topic_scores::float8[] as scores,
        topic_methods as methods from articles where url = ${url}`,
    );
    return row;
  };
  expect(await save('One.', ['medtop:15000000', 'medtop:16000000'], 'Another')).toBe('created');
  expect(await stored()).toEqual({
    genre: 'OPINION',
    other: 'Another',
    codes: ['medtop:15000000', 'medtop:16000000'],
    scores: [0.75, 0.75],
    methods: ['rules:terms', 'rules:terms'],
  });
  expect(await save('Two.', ['medtop:17000000'], null)).toBe('updated');
  expect(await stored()).toMatchObject({ other: null, codes: ['medtop:17000000'], scores: [0.75] });
  expect(await save('Three.', [], null)).toBe('updated');
  expect(await stored()).toMatchObject({ codes: [], scores: [], methods: [] });
});
