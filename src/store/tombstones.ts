/** What is left of things that were taken back or taken down: tombstones, by address and by id. */
import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { Database, Db } from './db.ts';
import { array } from './keyset.ts';
import { changes, feedEntries, sourceChannels, tombstones } from './tables.ts';

export type Tombstone = typeof tombstones.$inferSelect;

/** The reason that the feed entries of a taken-down article carry; `knownEntries` and the undoing look for it. */
export const takedownReason = (url: string): string => `${takedownMark}${url}`;
export const takedownMark = 'TAKEDOWN: ';

/** The tombstone of the article at a canonical URL; null when there is none. */
export async function tombstoneOfUrl(db: Db, url: string): Promise<Tombstone | null> {
  const [found] = await db.select().from(tombstones).where(eq(tombstones.url, url));
  return found ?? null;
}

/** Which of these public ids belong to things that are gone. One statement, none for an empty list. */
export async function buriedIds(db: Db, publicIds: readonly string[]): Promise<string[]> {
  if (publicIds.length === 0) return [];
  const found = await db
    .select({ publicId: tombstones.publicId })
    .from(tombstones)
    .where(sql`${tombstones.publicId} = any(${array(publicIds, 'text')})`);
  return found.map((row) => row.publicId);
}

/** Leaves a tombstone. A retraction becomes a takedown; a takedown stays as it was first asked for. */
export async function bury(db: Db, tombstone: Tombstone): Promise<void> {
  const { publicId: _, ...set } = tombstone;
  await db
    .insert(tombstones)
    .values(tombstone)
    .onConflictDoUpdate({
      target: tombstones.publicId,
      set,
      setWhere: sql`${tombstones.cause} = 'RETRACTED'`,
    });
}

/** Removes the tombstones of things that are back. */
export async function unbury(db: Db, publicIds: string[]): Promise<void> {
  await db.delete(tombstones).where(inArray(tombstones.publicId, publicIds));
}

/** Tombstones of articles, the newest first. */
export async function listTombstones(database: Database, limit: number): Promise<Tombstone[]> {
  return await database.db
    .select()
    .from(tombstones)
    .where(eq(tombstones.typename, 'Article'))
    .orderBy(desc(tombstones.at), tombstones.publicId)
    .limit(limit);
}

/**
 * Allows the articles at these addresses to be read and stored again: the tombstones go, and their feed entries are
 * read when the feed is read next. The addresses that had one.
 */
export function undoWithdrawal(database: Database, urls: readonly string[], now: Date): Promise<string[]> {
  return database.db.transaction(async (tx) => {
    const removed = await tx
      .delete(tombstones)
      .where(sql`${tombstones.url} = any(${array(urls, 'text')})`)
      .returning({ publicId: tombstones.publicId, url: tombstones.url });
    const found = removed.flatMap(({ url }) => (url === null ? [] : [url]));
    if (found.length === 0) return [];
    const entries = await tx
      .update(feedEntries)
      .set({ outcome: 'retry', reason: null, attempts: 0, nextAttemptAt: now, updatedAt: now })
      .where(inArray(feedEntries.reason, found.map(takedownReason)))
      .returning({ sourceId: feedEntries.sourceId });
    // A feed that did not change since must be read all the same.
    await tx
      .update(sourceChannels)
      .set({ etag: null, lastModified: null, bodyHash: null })
      .where(inArray(sourceChannels.sourceId, [...new Set(entries.map(({ sourceId }) => sourceId))]));
    return found;
  });
}

/** Notes that a node is gone, so that clients drop their copy. */
export async function noteGone(
  db: Db,
  op: 'WITHDRAWN' | 'DELETED',
  node: { typename: string; nodeId: string },
  now: Date,
): Promise<void> {
  await db.insert(changes).values({ op, ...node, at: now });
}
