/**
 * Taking an article out of the store, in ONE transaction: the article and all that hangs on it go, what counted it is put
 * right, its copies get another original, its story another opener or its end. A tombstone and a change stay.
 */
import { eq, sql } from 'drizzle-orm';
import { publicId } from '../base/id.ts';
import type { Database, Db } from './db.ts';
import { rowsOf } from './db.ts';
import { addToRollups, takeFromRollups } from './rollup.ts';
import { removeMentions } from './saveParts.ts';
import { dropIfEmpty, lockStories, refreshStories } from './saveStory.ts';
import { articles, feedEntries, type tombstones } from './tables.ts';
import { bury, noteGone, takedownReason, tombstoneOfUrl } from './tombstones.ts';

/** Why an article goes, and who asked for it. */
export interface Withdrawal {
  /** RETRACTED: the publisher took it back, and may bring it again. TAKEDOWN: it is never stored again. */
  cause: (typeof tombstones.$inferSelect)['cause'];
  requester: string | null;
  note: string | null;
  now: Date;
}

export interface Withdrawn {
  /** Public id of the article. */
  id: string;
  url: string;
  /** False when nothing was stored at the address: a takedown keeps it out all the same. */
  wasStored: boolean;
  /** Public ids of stories that ended with it, those that had been merged into one included. */
  endedStories: string[];
}

interface Found {
  articleId: number;
  id: string;
  url: string;
  sourceId: number;
  storyId: number | null;
}

/**
 * Withdraws the article with this public id or canonical URL. Null when there is none; but an address that is taken down
 * before anything was stored there gets its tombstone. Waits for a save that runs (the story lock).
 */
export function withdrawArticle(
  database: Database,
  by: { id: string } | { url: string },
  withdrawal: Withdrawal,
): Promise<Withdrawn | null> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const found = await findArticle(tx, by);
    if (found) return removeArticle(tx, found, withdrawal);
    if (withdrawal.cause === 'RETRACTED') return null;
    return keepOut(tx, by, withdrawal);
  });
}

async function findArticle(tx: Db, by: { id: string } | { url: string }): Promise<Found | null> {
  const isThis = 'id' in by ? eq(articles.publicId, by.id) : eq(articles.url, by.url);
  const { id: articleId, publicId: id, url, sourceId, storyId } = articles;
  const [row] = await tx.select({ articleId, id, url, sourceId, storyId }).from(articles).where(isThis);
  return row ?? null;
}

async function removeArticle(tx: Db, article: Found, withdrawal: Withdrawal): Promise<Withdrawn> {
  const { articleId, id, url, sourceId, storyId } = article;
  const { now } = withdrawal;
  const copyIds = await copiesOf(tx, articleId);
  await takeFromRollups(tx, [articleId, ...copyIds]);
  await passOnCopies(tx, articleId);
  await removeMentions(tx, articleId);
  await tx.delete(articles).where(eq(articles.id, articleId));
  await addToRollups(tx, copyIds);
  await leaveTombstone(tx, { id, url, sourceId }, withdrawal);
  await noteGone(tx, 'WITHDRAWN', { typename: 'Article', nodeId: id }, now);
  await closeEntries(tx, article, withdrawal);
  const endedStories = storyId === null ? [] : await mendStory(tx, storyId, now);
  return { id, url, wasStored: true, endedStories };
}

/**
 * The earliest remaining copy stands for the text from now on: the others become copies of it, and what the article itself
 * was taken from becomes its origin. A whole copy goes before a text that only embeds the article.
 */
async function passOnCopies(tx: Db, articleId: number): Promise<void> {
  const [heir] = await rowsOf<{ id: number }>(
    tx,
    sql`select c.article_id::int as id from copies c join articles a on a.id = c.article_id
        where c.original_id = ${articleId} order by c.kind = 'COPY' desc, a.sort_date, a.id limit 1`,
  );
  if (heir === undefined) return;
  await tx.execute(
    sql`update copies set original_id = ${heir.id} where original_id = ${articleId} and article_id <> ${heir.id}`,
  );
  await tx.execute(sql`delete from copies where article_id = ${heir.id}`);
  // The article's own row goes with the article; changed to the heir's, it tells where the text came from.
  await tx.execute(
    sql`update copies set article_id = ${heir.id} where article_id = ${articleId} and original_id <> ${heir.id}`,
  );
}

async function copiesOf(tx: Db, articleId: number): Promise<number[]> {
  const found = await rowsOf<{ id: number }>(
    tx,
    sql`select article_id::float8 as id from copies where original_id = ${articleId}`,
  );
  return found.map(({ id }) => id);
}

async function leaveTombstone(
  tx: Db,
  article: { id: string; url: string; sourceId: number | null },
  { cause, requester, note, now }: Withdrawal,
): Promise<void> {
  const { id, url, sourceId } = article;
  await bury(tx, { publicId: id, typename: 'Article', url, sourceId, cause, requester, note, at: now });
}

/** A retracted article's entry may still be revisited (revisit.ts), in case it was taken back by mistake. */
async function closeEntries(tx: Db, article: Found, { cause, note, now }: Withdrawal): Promise<void> {
  const isTakedown = cause === 'TAKEDOWN';
  const reason = isTakedown ? takedownReason(article.url) : `RETRACTED: ${note ?? 'by its publisher'}`;
  await tx
    .update(feedEntries)
    .set({
      outcome: 'gave_up',
      reason,
      nextAttemptAt: null,
      articleId: null,
      updatedAt: now,
      // Without validators: a page that comes back unchanged must not answer 304.
      etag: null,
      lastModified: null,
      ...(isTakedown ? { revisitAt: null } : {}),
    })
    .where(eq(feedEntries.articleId, article.articleId));
}

async function mendStory(tx: Db, storyId: number, now: Date): Promise<string[]> {
  const ended = await dropIfEmpty(tx, storyId, now);
  if (ended.length === 0) {
    await refreshStories(tx, [storyId]);
    await tx.execute(
      sql`insert into changes (op, typename, node_id, at)
          select 'UPDATED', 'Story', public_id, ${now.toISOString()}::timestamptz from stories where id = ${storyId}`,
    );
  }
  for (const publicId of ended) {
    const told = { typename: 'Story', url: null, sourceId: null, requester: null, note: null };
    await bury(tx, { publicId, ...told, cause: 'RETRACTED', at: now });
  }
  return ended;
}

/** An address taken down before anything was stored there, or after it was retracted. */
async function keepOut(
  tx: Db,
  by: { id: string } | { url: string },
  withdrawal: Withdrawal,
): Promise<Withdrawn | null> {
  if ('id' in by) return null;
  const { url } = by;
  const former = await tombstoneOfUrl(tx, url);
  const id = former?.publicId ?? publicId('Article', url);
  await leaveTombstone(tx, { id, url, sourceId: former?.sourceId ?? null }, withdrawal);
  await tx
    .update(feedEntries)
    .set({ outcome: 'gave_up', reason: takedownReason(url), nextAttemptAt: null, revisitAt: null })
    .where(eq(feedEntries.url, url));
  return { id, url, wasStored: false, endedStories: [] };
}

/** The canonical URL of the article that a feed's own address led to; null when none did or it is gone. */
export async function articleUrlOfEntry(database: Database, url: string): Promise<string | null> {
  const [found] = await database.db
    .select({ url: articles.url })
    .from(feedEntries)
    .innerJoin(articles, eq(articles.id, feedEntries.articleId))
    .where(eq(feedEntries.url, url))
    .limit(1);
  return found?.url ?? null;
}
