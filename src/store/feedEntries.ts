/** What became of each feed entry, so that a known one costs no page fetch and a failed one is tried again. */
import { and, eq, sql } from 'drizzle-orm';
import type { Database, Db } from './db.ts';
import { array } from './keyset.ts';
import { feedEntries } from './tables.ts';

/** What is known of feed entries, by entry key. */
export interface KnownEntry {
  entryKey: string;
  fingerprint: string;
  outcome: 'saved' | 'skipped' | 'gave_up' | 'retry';
  attempts: number;
  nextAttemptAt: Date | null;
}

/** One statement for a whole feed: what became of the entries seen before. */
export async function knownEntries(
  database: Database,
  sourceId: number,
  entryKeys: string[],
): Promise<Map<string, KnownEntry>> {
  if (entryKeys.length === 0) return new Map();
  const found = await database.db
    .select({
      entryKey: feedEntries.entryKey,
      fingerprint: feedEntries.fingerprint,
      outcome: feedEntries.outcome,
      attempts: feedEntries.attempts,
      nextAttemptAt: feedEntries.nextAttemptAt,
    })
    .from(feedEntries)
    .where(
      and(
        eq(feedEntries.sourceId, sourceId),
        sql`${feedEntries.entryKey} = any(${array(entryKeys, 'text')})`,
      ),
    );
  return new Map(found.map((entry) => [entry.entryKey, entry]));
}

export interface EntryOutcome {
  sourceId: number;
  entryKey: string;
  url: string;
  fingerprint: string;
  outcome: KnownEntry['outcome'];
  reason: string | null;
  nextAttemptAt: Date | null;
  articleId: number | null;
}

/** Remembers what became of an entry. Runs inside the article's transaction when it was saved. */
export async function saveEntryOutcome(db: Db, entry: EntryOutcome, now: Date): Promise<void> {
  const row = { ...entry, updatedAt: now };
  const { articleId, ...rest } = row;
  await db
    .insert(feedEntries)
    .values(row)
    .onConflictDoUpdate({
      target: [feedEntries.sourceId, feedEntries.entryKey],
      set: {
        ...rest,
        ...(articleId === null ? {} : { articleId }),
        attempts: entry.outcome === 'retry' ? sql`${feedEntries.attempts} + 1` : 1,
      },
    });
}
