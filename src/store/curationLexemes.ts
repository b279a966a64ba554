/** The entity lexemes (`~e:<serial key>`) of the search vector, rewritten when entities change. See search.ts. */
import { type SQL, sql } from 'drizzle-orm';
import { type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';

/** Articles whose vector named the one entity alone, or both. */
export interface MovedLexemes {
  alone: number[];
  both: number[];
}

const lexeme = (id: number): string => `~e:${id}`;
const asQuery = (id: number): SQL => sql`${`'${lexeme(id)}'`}::tsquery`;
const asVector = (id: number): SQL => sql`array_to_tsvector(array[${lexeme(id)}]::text[])`;
const without = (id: number): SQL => sql`ts_delete(s.vector, ${lexeme(id)}::text)`;

/** Puts `into` where `from` stands, in the articles that `within` (a condition on `article_id`) allows. */
export async function moveLexemes(
  tx: Db,
  [from, into]: readonly [number, number],
  within: SQL,
): Promise<MovedLexemes> {
  const found = await rowsOf<{ id: number; both: boolean }>(
    tx,
    sql`with hit as (
          select article_id, vector @@ ${asQuery(into)} as both from article_search
          where vector @@ ${asQuery(from)} and ${within})
        update article_search s set vector = ${without(from)} || ${asVector(into)}
        from hit where hit.article_id = s.article_id
        returning s.article_id::float8 as id, hit.both`,
  );
  const ids = (both: boolean) => found.filter((row) => row.both === both).map(({ id }) => id);
  return { alone: ids(false), both: ids(true) };
}

/** Takes `moveLexemes` back, but in the articles of `kept`. */
export async function backLexemes(
  tx: Db,
  [from, into]: readonly [number, number],
  moved: MovedLexemes,
  kept: ReadonlySet<number>,
): Promise<void> {
  const alone = moved.alone.filter((id) => !kept.has(id));
  const both = moved.both.filter((id) => !kept.has(id));
  await tx.execute(
    sql`update article_search s set vector = ${without(into)} || ${asVector(from)}
        where s.article_id = any(${array(alone, 'bigint')}) and s.vector @@ ${asQuery(into)}`,
  );
  await addLexeme(tx, from, both);
}

/** Names an entity in the vectors of these articles. */
export async function addLexeme(tx: Db, entityId: number, articleIds: readonly number[]): Promise<void> {
  await tx.execute(
    sql`update article_search s set vector = s.vector || ${asVector(entityId)}
        where s.article_id = any(${array(articleIds, 'bigint')})`,
  );
}

/** Takes an entity out of every vector; the articles that named it. */
export async function removeLexeme(tx: Db, entityId: number): Promise<number[]> {
  const found = await rowsOf<{ id: number }>(
    tx,
    sql`update article_search s set vector = ${without(entityId)}
        where s.vector @@ ${asQuery(entityId)} returning s.article_id::float8 as id`,
  );
  return found.map(({ id }) => id);
}
