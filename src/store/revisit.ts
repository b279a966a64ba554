/** Pages that are looked at again for edits and retractions: claiming those that are due, settling a look. */
import { eq, sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { feedEntries } from './tables.ts';

/** An entry whose page a worker looks at again, with what it needs to know of the source. */
export interface ClaimedRevisit {
  entryId: number;
  entryKey: string;
  /** The entry's own address, as the feed gave it. */
  url: string;
  fingerprint: string;
  /** Canonical URL of the stored article; null while it counts as retracted. */
  articleUrl: string | null;
  /** Validators of the latest 200 of the page; null when it gave none. */
  etag: string | null;
  lastModified: string | null;
  /** Looks before this one that ended. */
  revisits: number;
  /** The look before this one found the page gone. */
  wasGone: boolean;
  sourceId: number;
  sourceDomain: string;
}

/** The reason of a stored entry whose page was gone at the latest look, but not yet long enough. */
const goneReason = 'NOT_FOUND: gone at the latest look';

/**
 * Takes up to `limit` entries whose look is due, at most `perSource` of one source, the longest due first, and puts them
 * off to `leaseUntil`: several workers never get the same one (`FOR UPDATE SKIP LOCKED`), a dead worker's come again then.
 */
export async function claimDueRevisits(
  database: Database,
  options: { now: Date; leaseUntil: Date; limit: number; perSource: number },
): Promise<ClaimedRevisit[]> {
  const now = sql`${options.now.toISOString()}::timestamptz`;
  const claimed = await rows<ClaimedRevisit & { at: number }>(
    database,
    sql`with due as (
          select f.id, f.revisit_at, row_number() over (partition by f.source_id order by f.revisit_at, f.id) as place
          from feed_entries f join sources s on s.id = f.source_id
          where f.revisit_at <= ${now} and s.retired_at is null),
        taken as (
          select f.id, f.revisit_at as due_at from feed_entries f
          where f.id in (select id from due where place <= ${options.perSource}) and f.revisit_at <= ${now}
          order by f.revisit_at, f.id limit ${options.limit} for update skip locked)
        update feed_entries f set revisit_at = ${options.leaseUntil.toISOString()}::timestamptz
        from taken t, sources s where f.id = t.id and s.id = f.source_id
        returning f.id::int as "entryId", f.entry_key as "entryKey", f.url, f.fingerprint, f.etag,
          f.last_modified as "lastModified", f.revisits::int as revisits,
          coalesce(f.reason = ${goneReason}, false) as "wasGone",
          (select a.url from articles a where a.id = f.article_id) as "articleUrl",
          s.id::int as "sourceId", s.domain as "sourceDomain",
          extract(epoch from t.due_at)::float8 as at`,
  );
  return claimed.sort((a, b) => a.at - b.at || a.entryId - b.entryId).map(({ at: _, ...revisit }) => revisit);
}

/** How a look ended. */
export interface RevisitOutcome {
  revisits: number;
  /** The next look; null for none. */
  revisitAt: Date | null;
  /** The page was gone, and is looked at once more before its article counts as retracted. */
  isGone: boolean;
  /** Validators of a 200; null keeps the stored ones. */
  validators: { etag: string | null; lastModified: string | null } | null;
}

/** Writes how a look ended. An entry that was settled otherwise meanwhile (taken down) keeps its reason. */
export async function settleRevisit(
  database: Database,
  entryId: number,
  { revisits, revisitAt, isGone, validators }: RevisitOutcome,
): Promise<void> {
  const isTakenDown = sql`starts_with(coalesce(${feedEntries.reason}, ''), 'TAKEDOWN')`;
  const reason = isGone ? sql`${goneReason}` : sql`null::text`;
  const at = revisitAt === null ? sql`null::timestamptz` : sql`${revisitAt.toISOString()}::timestamptz`;
  await database.db
    .update(feedEntries)
    .set({
      ...validators,
      revisits,
      revisitAt: sql`case when ${isTakenDown} then null else ${at} end`,
      reason: sql`case when ${feedEntries.outcome} = 'saved' then ${reason} else ${feedEntries.reason} end`,
    })
    .where(eq(feedEntries.id, entryId));
}

/** How many articles of a source were retracted since because their pages were gone. */
export async function retractionsSince(database: Database, sourceId: number, since: Date): Promise<number> {
  const [row] = await rows<{ n: number }>(
    database,
    sql`select count(*)::int as n from tombstones where source_id = ${sourceId} and cause = 'RETRACTED'
          and requester like 'HTTP %' and at > ${since.toISOString()}::timestamptz`,
  );
  return row?.n ?? 0;
}
