import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/db.ts';
import { countBlocks, recurringBlocks } from '../../src/store/outletBlocks.ts';
import { saveArticle } from '../../src/store/saveArticle.ts';
import { outletBlocks } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, articleToSave, copyOf, inStoryOf, save } from './articleKit.ts';

const trailer = { hash: 'trailer', sample: 'Follow us' };
const own = (n: number) => ({ hash: `own ${n}`, sample: `Text ${n}` });

describe("the blocks of an outlet's articles", () => {
  let database: Database;
  let sourceId = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    sourceId = await addPaper(database, 'paper.example');
  });

  /** Counts articles `from` to `to`, each with its own block. */
  async function count(from: number, to: number, withTrailer: boolean) {
    for (let n = from; n <= to; n += 1) {
      const blocks = [own(n), ...(withTrailer ? [trailer, trailer] : [])];
      await database.db.transaction((tx) => countBlocks(tx, sourceId, blocks));
    }
  }
  const trailerNow = async () => (await recurringBlocks(database, sourceId)).blocks;

  it('recur from the fifth article on, counted once an article', async () => {
    await count(1, 4, true);
    expect(await trailerNow()).toEqual([]);
    await count(5, 6, true);
    expect(await recurringBlocks(database, sourceId)).toEqual({
      blocks: [{ hash: 'trailer', articles: 6, firstAt: 1, lastAt: 6 }],
      articlesCounted: 6,
    });
    const kept = await database.db.select().from(outletBlocks);
    expect(kept.filter((row) => row.sample !== '').map((row) => row.sample)).toEqual(['Follow us']);
  });

  it('are no longer told after fifty articles without them, and start anew when they come again', async () => {
    await count(1, 5, true);
    await count(6, 55, false);
    expect(await trailerNow()).toEqual([]);
    await count(56, 60, true);
    expect(await trailerNow()).toEqual([{ hash: 'trailer', articles: 5, firstAt: 56, lastAt: 60 }]);
  });

  it('are forgotten when they were rare and long ago', async () => {
    await count(1, 251, false);
    const kept = await database.db.select().from(outletBlocks);
    expect(kept.some((row) => row.hash === 'own 1')).toBe(false);
    expect(kept.some((row) => row.hash === 'own 250')).toBe(true);
  });

  it('are counted for new articles alone: not for edits, not for whole copies', async () => {
    const url = 'https://paper.example/a';
    const put = (told: object, decision = inStoryOf(url)) =>
      saveArticle(
        database,
        { ...articleToSave({ sourceId, url, ...told }), blocks: [trailer] },
        { entry: null, decide: async () => decision, now: new Date('2015-11-24T06:00:00Z') },
      );
    await put({});
    await put({ text: 'Edited.' });
    await put({ url: 'https://paper.example/b' }, copyOf(url));
    await save(database, { sourceId, url: 'https://paper.example/c' });
    expect(await database.db.select().from(outletBlocks)).toMatchObject([{ articles: 1, lastAt: 1 }]);
  });
});
