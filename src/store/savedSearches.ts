/** Searches that keys keep: written, found, listed and deleted, and found again by the token of their feeds. */
import { randomBytes } from 'node:crypto';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { randomId } from '../base/id.ts';
import type { Database } from './db.ts';
import { all, array, keysetConditions, keysetOrder, type Page, type Placed, type Sort } from './keyset.ts';
import { apiKeys } from './tables.ts';
import { savedSearches } from './tablesClients.ts';

/** Searches a key may keep. */
export const mostSavedSearches = 100;

const columns = {
  id: savedSearches.publicId,
  rowId: savedSearches.id,
  keyId: savedSearches.keyId,
  name: savedSearches.name,
  query: savedSearches.query,
  filter: savedSearches.filter,
  feedToken: savedSearches.feedToken,
  createdAt: savedSearches.createdAt,
};

export interface SavedSearchRow extends Omit<typeof savedSearches.$inferSelect, 'id' | 'publicId'> {
  /** Public id. */
  id: string;
  rowId: number;
}

export type PlacedSearch = SavedSearchRow & Placed;

/** What is kept of a search; the store gives it its id and the token of its feeds (144 random bits). */
export type NewSearch = Pick<SavedSearchRow, 'keyId' | 'name' | 'query' | 'filter' | 'createdAt'>;

/** Keeps a search. Null when the key keeps `mostSavedSearches` already; keys that create at once take turns. */
export async function createSavedSearch(
  database: Database,
  search: NewSearch,
): Promise<SavedSearchRow | null> {
  return database.db.transaction(async (tx) => {
    const isOwner = eq(apiKeys.id, search.keyId);
    await tx.select({ id: apiKeys.id }).from(apiKeys).where(isOwner).for('no key update');
    const kept = await tx.$count(savedSearches, eq(savedSearches.keyId, search.keyId));
    if (kept >= mostSavedSearches) return null;
    const feedToken = randomBytes(18).toString('base64url');
    const [row] = await tx
      .insert(savedSearches)
      .values({ ...search, publicId: randomId('SavedSearch'), feedToken })
      .returning(columns);
    if (!row) throw new Error('an insert returns its row');
    return row;
  });
}

/** Deletes a key's search with its feeds and webhooks. False when the key keeps no such search. */
export async function deleteSavedSearch(database: Database, keyId: number, id: string): Promise<boolean> {
  const gone = await database.db
    .delete(savedSearches)
    .where(and(eq(savedSearches.keyId, keyId), eq(savedSearches.publicId, id)))
    .returning({ id: savedSearches.id });
  return gone.length > 0;
}

/** Searches by public id or serial key, whoever keeps them, in no order. */
export async function findSavedSearches(
  database: Database,
  by: 'id' | 'rowId',
  values: readonly (string | number)[],
): Promise<SavedSearchRow[]> {
  const among =
    by === 'id'
      ? sql`${savedSearches.publicId} = any(${array(values, 'text')})`
      : sql`${savedSearches.id} = any(${array(values, 'bigint')})`;
  return await database.db.select(columns).from(savedSearches).where(among);
}

const byAge: Sort = {
  key: sql`${savedSearches.id}`,
  id: sql`${savedSearches.id}`,
  type: 'integer',
  descending: true,
};

/** A page of a key's searches, newest first; one row more than `page.limit` where there are more. */
export async function listSavedSearches(
  database: Database,
  keyId: number,
  page: Page,
): Promise<PlacedSearch[]> {
  const conditions: SQL[] = [eq(savedSearches.keyId, keyId), ...keysetConditions(byAge, page)];
  const found = await database.db
    .select(columns)
    .from(savedSearches)
    .where(all(conditions))
    .orderBy(keysetOrder(byAge, page.backwards))
    .limit(page.limit + 1);
  return found.map((row) => ({ ...row, parent: keyId, sortKey: row.rowId }));
}

/** How many searches a key keeps. */
export async function countSavedSearches(database: Database, keyId: number): Promise<number> {
  return database.db.$count(savedSearches, eq(savedSearches.keyId, keyId));
}

/** A search as somebody follows it, and the last sequence of the change log when it was looked up. */
export interface FollowedSearch {
  search: SavedSearchRow;
  /** 0 when nothing was ever logged. */
  sequence: number;
}

/**
 * The search of a feed's token. Null when there is none, and when the key that keeps it was revoked or has expired: what a
 * key gave away ends with it. One statement.
 */
export async function followedSearch(
  database: Database,
  token: string,
  now: Date,
): Promise<FollowedSearch | null> {
  const isValid = sql`${apiKeys.revokedAt} is null
    and (${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > ${now.toISOString()}::timestamptz)`;
  const [row] = await database.db
    .select({ ...columns, sequence: sql<number>`(select coalesce(max(sequence), 0) from changes)::float8` })
    .from(savedSearches)
    .innerJoin(apiKeys, eq(apiKeys.id, savedSearches.keyId))
    .where(and(eq(savedSearches.feedToken, token), isValid));
  if (!row) return null;
  const { sequence, ...search } = row;
  return { search, sequence };
}
