/**
 * The log of changes, for clients that keep a copy. Every writer of it holds the lock of `lockStories` until its transaction
 * ends, so a row becomes visible only after all rows before it: a reader that has seen a sequence has missed none.
 */
import { sql } from 'drizzle-orm';
import { type Database, type Db, rows } from './db.ts';
import { array } from './keyset.ts';
import { changes } from './tables.ts';

export type ChangeOp = (typeof changes.$inferSelect)['op'];

export interface ChangeRow {
  sequence: number;
  at: Date;
  op: ChangeOp;
  typename: string;
  /** Public id. */
  nodeId: string;
  changedFields: string[];
}

export interface ChangePage {
  changes: ChangeRow[];
  /** Sequence up to which the reader knows everything now. */
  upTo: number;
  hasMore: boolean;
}

/**
 * At most `limit` changes after a sequence, oldest first; `typenames` null for all types.
 * `null` when the log ends before that sequence: it is another database's, or this one was restored.
 */
export async function changesAfter(
  database: Database,
  after: number,
  { typenames, limit }: { typenames: readonly string[] | null; limit: number },
): Promise<ChangePage | null> {
  const wanted = typenames === null ? sql`true` : sql`c.typename = any(${array(typenames, 'text')})`;
  const found = await rows<Omit<ChangeRow, 'at'> & { ms: number | null; last: number }>(
    database,
    sql`select last.sequence::float8 as last, c.sequence::float8 as sequence,
          (extract(epoch from c.at) * 1000)::float8 as ms, c.op, c.typename, c.node_id as "nodeId",
          c.changed_fields as "changedFields"
        from (select coalesce(max(sequence), 0) as sequence from changes) last
          left join lateral (
            select * from changes c where c.sequence > ${after} and ${wanted} order by c.sequence limit ${limit + 1}
          ) c on true
        order by c.sequence`,
  );
  const last = found[0]?.last ?? 0;
  if (after > last) return null;
  const seen = found.flatMap(({ last: _, ms, ...row }) =>
    ms === null ? [] : [{ ...row, at: new Date(ms) }],
  );
  const page = seen.slice(0, limit);
  const hasMore = seen.length > limit;
  return { changes: page, upTo: hasMore ? (page.at(-1)?.sequence ?? after) : last, hasMore };
}

/**
 * Drops rows older than `before` that a later row of the same node stands for, and returns how many: a reader who comes
 * late is told of each node once, and of every tombstone.
 */
export async function compactChanges(database: Database, before: Date): Promise<number> {
  const [row] = await rows<{ n: number }>(
    database,
    sql`with gone as (
          delete from changes c using (
            select typename, node_id, max(sequence) as latest from changes group by typename, node_id
          ) l
          where c.typename = l.typename and c.node_id = l.node_id and c.sequence < l.latest
            and c.at < ${before.toISOString()}::timestamptz
          returning 1)
        select count(*)::int as n from gone`,
  );
  return row?.n ?? 0;
}

/** Logs that a source came or changed; nothing for a null id. The caller's transaction began with `lockStories`. */
export async function noteSource(
  tx: Db,
  op: 'CREATED' | 'UPDATED',
  id: string | null | undefined,
  now: Date,
): Promise<void> {
  if (id) await tx.insert(changes).values({ op, typename: 'Source', nodeId: id, at: now });
}
