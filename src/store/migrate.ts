/** Brings a database to the newest migration of `drizzle/`. Safe when many processes start at once. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { advisoryLocks } from './advisoryLocks.ts';
import type { Database } from './db.ts';

/** `drizzle/` beside `src/` or `dist/`. */
function migrationsFolder(): string {
  const candidates = ['../../drizzle', '../../../drizzle'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return candidates.find((path) => existsSync(`${path}/meta/_journal.json`)) ?? 'drizzle';
}

/**
 * Applies what is missing. On PostgreSQL one session takes an advisory lock first, since drizzle's migrator lets two
 * processes apply the same file; on PGlite the directory lock already guarantees a single process.
 */
export async function migrateDatabase(database: Database, url: string | undefined): Promise<void> {
  const config = { migrationsFolder: migrationsFolder() };
  if (!url) return migratePglite(database.db as never, config);
  const session = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    await session`select pg_advisory_lock(${advisoryLocks.migrating})`;
    await migratePostgres(drizzle(session), config);
  } finally {
    await session.end();
  }
}
