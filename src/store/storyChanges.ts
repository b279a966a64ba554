/** What other processes changed about articles a clusterer knows already: stories merged, and articles found to be copies. */
import { sql } from 'drizzle-orm';
import { type Db, rowsOf } from './db.ts';

/** Ids are public. */
export interface StoryChanges {
  /** The log's newest sequence: what to ask from the next time. */
  sequence: number;
  /** Stories that are no more, each with the one its articles are in now; oldest merge first. */
  merged: { from: string; into: string }[];
  /** Articles that were taken from ones that came in after them. */
  recast: { id: string; originalId: string; kind: 'COPY' | 'DERIVED' }[];
}

/**
 * Merges after a sequence of the change log (none for null, which asks where the log ends), and copies, stored up to
 * serial `knownId`, of articles stored after it.
 */
export async function storyChangesAfter(
  db: Db,
  { sequence, knownId }: { sequence: number | null; knownId: number },
): Promise<StoryChanges> {
  const [end] = await rowsOf<{ sequence: number }>(
    db,
    sql`select coalesce(max(sequence), 0)::float8 as sequence from changes`,
  );
  const upTo = { sequence: end?.sequence ?? 0 };
  if (sequence === null) return { ...upTo, merged: [], recast: [] };
  const merged = await rowsOf<StoryChanges['merged'][number]>(
    db,
    sql`select s.public_id as "from", i.public_id as "into"
        from changes c join stories s on s.public_id = c.node_id join stories i on i.id = s.merged_into_id
        where c.sequence > ${sequence} and c.op = 'MERGED' and c.typename = 'Story' order by c.sequence`,
  );
  const recast = await rowsOf<StoryChanges['recast'][number]>(
    db,
    sql`select a.public_id as id, o.public_id as "originalId", c.kind
        from copies c join articles a on a.id = c.article_id join articles o on o.id = c.original_id
        where c.original_id > ${knownId} and c.article_id <= ${knownId} order by c.article_id`,
  );
  return { ...upTo, merged, recast };
}
