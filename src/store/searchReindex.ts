/** Search vectors written anew from the stored texts, for articles that were stored by a release that indexed otherwise. */
import { sql } from 'drizzle-orm';
import { type Database, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { searchVector } from './searchIndex.ts';

interface Stored {
  id: number;
  headline: string;
  text: string;
  language: string;
  sourceId: number;
  entityIds: number[];
}

/**
 * Indexes the next `count` articles after the serial key `after`; the last one's key, null when there were none. One
 * transaction, in which nobody else changes these articles' vectors. Which entities an article names is kept as it stands.
 */
export async function reindexArticles(
  database: Database,
  after: number,
  count: number,
): Promise<number | null> {
  return database.db.transaction(async (tx) => {
    const stored = await rowsOf<Stored>(
      tx,
      sql`select a.id::float8 as id, a.headline, x.text, a.language, a.source_id::float8 as "sourceId",
          array(select substr(l.lexeme, 4)::bigint from unnest(s.vector) l where l.lexeme like '~e:%')::float8[] as "entityIds"
        from article_search s join articles a on a.id = s.article_id join article_texts x on x.article_id = a.id
        where s.article_id > ${after}::bigint order by s.article_id limit ${count}::integer for update of s`,
    );
    if (stored.length === 0) return null;
    const vectors = stored.map((article) => sql`(${article.id}::bigint, ${searchVector(article)})`);
    await tx.execute(
      sql`update article_search s set vector = v.vector from (values ${sql.join(vectors, sql`, `)}) as v(id, vector)
          where s.article_id = v.id and s.article_id = any(${array(
            stored.map(({ id }) => id),
            'bigint',
          )})`,
    );
    return stored.at(-1)?.id ?? null;
  });
}
