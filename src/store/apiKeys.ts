/** API keys: made, looked up by hash, listed, revoked. The text of a key is never stored. */
import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { type ApiKeyText, makeApiKey } from '../base/apiKey.ts';
import { type ApiScope, isApiScope } from '../base/apiScopes.ts';
import { type Database, prepared } from './db.ts';
import { apiKeys } from './tables.ts';

type Columns = typeof apiKeys.$inferSelect;

/** A key without its hash. */
export type ApiKey = Omit<Columns, 'hash' | 'scopes'> & { scopes: ApiScope[] };

/** Use is noted at most this often a key: one statement a minute, however busy the key is. */
export const usageIntervalMs = 60_000;

function withoutHash({ hash: _, scopes, ...key }: Columns): ApiKey {
  // A word that a later version wrote allows nothing here.
  return { ...key, scopes: scopes.filter(isApiScope) };
}

/** Makes a key; READ is always among its scopes. `text` is shown now or never. */
export async function createApiKey(
  database: Database,
  asked: { name: string; scopes: readonly ApiScope[]; expiresAt: Date | null; now: Date },
): Promise<{ key: ApiKey; text: string }> {
  const { text, prefix, hash }: ApiKeyText = makeApiKey();
  const { name, expiresAt, now: createdAt } = asked;
  const scopes = [...new Set<ApiScope>(['READ', ...asked.scopes])];
  const row = { publicId: `key_${prefix}`, name, prefix, hash, scopes, createdAt, expiresAt };
  const [saved] = await database.db.insert(apiKeys).values(row).returning();
  if (!saved) throw new Error('an insert returns its row');
  return { key: withoutHash(saved), text };
}

/** The key with this hash, revoked and expired ones included; null when there is none. */
export async function findApiKey(database: Database, hash: string): Promise<ApiKey | null> {
  const statement = prepared(database, 'api_key_by_hash', (db) =>
    db
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.hash, sql.placeholder('hash')))
      .prepare('api_key_by_hash'),
  );
  const [row] = await statement.execute({ hash });
  return row ? withoutHash(row) : null;
}

/** All keys, newest first. */
export async function listApiKeys(database: Database): Promise<ApiKey[]> {
  const found = await database.db.select().from(apiKeys).orderBy(desc(apiKeys.id));
  return found.map(withoutHash);
}

/** Revokes a key for good, by prefix or public id. Null when there is none; one revoked before keeps its instant. */
export async function revokeApiKey(database: Database, name: string, now: Date): Promise<ApiKey | null> {
  const [row] = await database.db
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${now.toISOString()}::timestamptz)` })
    .where(or(eq(apiKeys.prefix, name), eq(apiKeys.publicId, name)))
    .returning();
  return row ? withoutHash(row) : null;
}

/** Notes that a key was used, unless that was noted within the last minute, by whichever process. */
export async function touchApiKey(database: Database, id: number, now: Date): Promise<void> {
  const before = new Date(now.getTime() - usageIntervalMs).toISOString();
  const isStale = or(isNull(apiKeys.lastUsedAt), sql`${apiKeys.lastUsedAt} <= ${before}::timestamptz`);
  await database.db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, id), isStale));
}
