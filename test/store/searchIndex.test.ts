import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { rows } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';

/** With a thousand articles on a list of pending rows, PostgreSQL reads the whole table rather than the index. */
it('the index of words takes each article at once', async () => {
  const database = await openTestDatabase();
  const found = await rows<{ reloptions: string[] }>(
    database,
    sql`select reloptions from pg_class where relname = 'article_search_vector'`,
  );
  expect(found).toEqual([{ reloptions: [expect.stringMatching(/^fastupdate=(off|false)$/)] }]);
  await database.close();
});
