/** What became of each feed entry, so that a known one costs no page fetch and a failed one is tried again. */
import { and, eq, sql } from 'drizzle-orm';
import type { Database, Db } from './db.ts';
import { array } from './keyset.ts';
import { articles, feedEntries } from './tables.ts';
import { takedownMark } from './tombstones.ts';

/** What is known of feed entries, by entry key. */
export interface KnownEntry {
  entryKey: string;
  fingerprint: string;
  outcome: 'saved' | 'skipped' | 'gave_up' | 'retry';
  attempts: number;
  nextAttemptAt: Date | null;
  /** Its article was taken down: the page is not read again, whatever the feed says. */
  isTakenDown: boolean;
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
      isTakenDown: sql<boolean>`coalesce(starts_with(${feedEntries.reason}, ${takedownMark}), false)`,
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

/** The canonical URL of the source's own article that an entry brought; null when there is none, or it is another's. */
export async function articleOfEntry(
  database: Database,
  sourceId: number,
  entryKey: string,
): Promise<string | null> {
  const [found] = await database.db
    .select({ url: articles.url })
    .from(feedEntries)
    .innerJoin(articles, eq(articles.id, feedEntries.articleId))
    .where(
      and(
        eq(feedEntries.sourceId, sourceId),
        eq(feedEntries.entryKey, entryKey),
        eq(articles.sourceId, sourceId),
      ),
    );
  return found?.url ?? null;
}

/** What the answer with the entry's page leaves for the next look at it (revisit.ts). */
export interface PageVisit {
  etag: string | null;
  lastModified: string | null;
  /** When the page is looked at again; null for never. */
  revisitAt: Date | null;
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
  /** Left out or null when no page was read: what is known of it stays. */
  visit?: PageVisit | null;
}

/** Remembers what became of an entry. Runs inside the article's transaction when it was saved. */
export async function saveEntryOutcome(db: Db, entry: EntryOutcome, now: Date): Promise<void> {
  const { articleId, visit = null, ...told } = entry;
  const rest = { ...told, ...(visit === null ? {} : { ...visit, revisits: 0 }), updatedAt: now };
  await db
    .insert(feedEntries)
    .values({ ...rest, articleId })
    .onConflictDoUpdate({
      target: [feedEntries.sourceId, feedEntries.entryKey],
      set: {
        ...rest,
        ...(articleId === null ? {} : { articleId }),
        attempts: entry.outcome === 'retry' ? sql`${feedEntries.attempts} + 1` : 1,
      },
    });
}
