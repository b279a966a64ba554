/** Which words of a text a search query means, as its articles were matched: as they stand, or by their stems. */
import { sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { searchLanguages } from './searchLanguages.ts';
import { rankQuery } from './searchMatch.ts';
import type { Search } from './searchNames.ts';

/** A folded word (searchWords.ts) in a text of a language. */
export interface WordOfText {
  word: string;
  /** Primary tag. */
  language: string;
}

/** Those of the words that the query wants, as `language word`. One statement; none for a query that wants no word. */
export async function wordsMeant(
  database: Database,
  search: Search,
  words: readonly WordOfText[],
): Promise<ReadonlySet<string>> {
  const wanted = rankQuery(search.node);
  if (wanted === null || words.length === 0) return new Set();
  const stems = searchLanguages.map(
    ({ tags, configuration }) =>
      sql`when w.language = any(${array(tags, 'text')}) then setweight(to_tsvector(${sql.raw(`'${configuration}'`)}, w.word), 'C')`,
  );
  const found = await rows<WordOfText>(
    database,
    sql`select w.word, w.language from unnest(
        ${array(
          words.map(({ word }) => word),
          'text',
        )}, ${array(
          words.map(({ language }) => language),
          'text',
        )}
      ) as w(word, language)
      where setweight(to_tsvector('simple', w.word), 'A') || (case ${sql.join(stems, sql` `)} else ''::tsvector end)
        @@ (select ${wanted})`,
  );
  return new Set(found.map(({ word, language }) => `${language} ${word}`));
}
