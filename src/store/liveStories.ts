/** What subscriptions to stories ask beside the reads of stories.ts. */
import { sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';

/** Which of these stories (serial keys) have an article that mentions one of the entities. One statement. */
export async function storiesMentioning(
  database: Database,
  storyIds: readonly number[],
  entityIds: readonly number[],
): Promise<Set<number>> {
  const found = await rows<{ id: number }>(
    database,
    sql`select distinct a.story_id::float8 as id from articles a join mentions m on m.article_id = a.id
        where a.story_id = any(${array(storyIds, 'bigint')}) and m.entity_id = any(${array(entityIds, 'bigint')})`,
  );
  return new Set(found.map(({ id }) => id));
}
