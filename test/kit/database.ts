/**
 * A fresh, migrated, empty database for a test file: PGlite restored from a snapshot, or, with TEST_DATABASE_URL set,
 * a new database on that PostgreSQL cloned from a template. The same suite runs on both.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type Database, databaseOfPglite, openPostgres, rows } from '../../src/store/db.ts';
import { openPglite } from '../../src/store/pglite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    snapshot: string;
    template: string;
  }
}

export const postgresUrl = process.env.TEST_DATABASE_URL || null;

/** The same server, another database. */
export function urlOf(database: string): string {
  const url = new URL(postgresUrl ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs one statement on the server's own database. */
export async function onServer(statement: string): Promise<void> {
  const admin = postgres(postgresUrl ?? '', { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}

/** Opens it; `close()` drops it. */
export async function openTestDatabase(): Promise<Database & { url: string | null }> {
  if (!postgresUrl) {
    const lite = await openPglite({
      dataDir: null,
      snapshot: new Uint8Array(readFileSync(inject('snapshot'))),
    });
    return { ...databaseOfPglite(lite), url: null };
  }
  const name = `kabar_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${inject('template')}`);
  const database = openPostgres(urlOf(name), { pool: 4, prepare: true });
  const close = async () => {
    await database.close();
    await onServer(`drop database ${name} with (force)`);
  };
  return { ...database, url: urlOf(name), close };
}

/** Empties every table, so that one database serves all tests of a file. */
export async function truncate(database: Database): Promise<void> {
  const tables = await rows<{ name: string }>(
    database,
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const names = tables.map((table) => table.name).join(', ');
  await database.db.execute(sql.raw(`truncate ${names} restart identity cascade`));
}
