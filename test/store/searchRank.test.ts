import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, rows } from '../../src/store/db.ts';
import { rankQuery } from '../../src/store/searchMatch.ts';
import { readSearch } from '../../src/store/searchNames.ts';
import { openTestDatabase } from '../kit/database.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

/** What a search is ranked by: its lexemes with their weights, in no order. */
async function rankedBy(text: string): Promise<string[]> {
  const search = await readSearch(database, text);
  const query = search && rankQuery(search.node);
  const [row] = query ? await rows<{ query: string }>(database, sql`select (${query})::text as query`) : [];
  return (row?.query ?? '').split(' | ').sort();
}

it('ranks by each lexeme once, however many languages have it for a stem', async () => {
  expect(await rankedBy('budget')).toEqual(["'budget':ABCD"]);
  expect(await rankedBy('beruang')).toEqual(["'beruang':ABCD", "'uang':CD"]);
  expect(await rankedBy('fiancé')).toEqual(["'fianc':CD", "'fiance':ABCD"]);
  expect(await rankedBy('eco*')).toEqual(["'eco':*AB"]);
});
