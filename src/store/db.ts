/**
 * The two engines behind one `Database`: PostgreSQL through postgres.js when `DATABASE_URL` is set, else PGlite in a
 * locked directory. Every statement of Kabar goes through the drizzle handle made here, and is counted.
 */
import { join } from 'node:path';
import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import { lockDirectory } from './lock.ts';
import { type EmbeddedPglite, openPglite } from './pglite.ts';

/** The drizzle handle of either engine, and of a transaction in it. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface Database {
  readonly db: Db;
  readonly engine: 'postgres' | 'pglite';
  /** SQL statements sent since the database was opened; tests assert what a query costs. */
  statementCount(): number;
  close(): Promise<void>;
}

type StoreConfig = Pick<Config, 'DATABASE_URL' | 'DATABASE_POOL' | 'DATABASE_PREPARE' | 'KABAR_DATA_DIR'>;

function createCounter() {
  let count = 0;
  const logQuery = () => {
    count += 1;
  };
  return { logger: { logQuery }, statementCount: () => count };
}

/**
 * PostgreSQL as a `Database`. Connections are opened on first use, so an unreachable server shows at the first statement.
 * A statement that runs longer than 30 s is ended by the server.
 */
export function openPostgres(url: string, options: { pool: number; prepare: boolean }): Database {
  const client = connect(url, {
    max: options.pool,
    connect_timeout: 5,
    onnotice: () => {},
    // Compiling a list's statement took three times as long as running it.
    connection: { statement_timeout: 30_000, jit: 'off', application_name: 'kabar' },
  });
  if (!options.prepare) forbidPreparing(client);
  const { logger, statementCount } = createCounter();
  const db = drizzlePostgres(client, { logger }) as unknown as Db;
  return { db, engine: 'postgres', statementCount, close: () => client.end({ timeout: 5 }) };
}

/** postgres.js reads the address by itself and throws a bare TypeError at a wrong one. */
function connect(url: string, options: postgres.Options<Record<string, never>>): postgres.Sql {
  try {
    return postgres(url, options);
  } catch (cause) {
    throw new AppError(
      'BAD_INPUT',
      'DATABASE_URL is not an address such as postgres://user@host:5432/name.',
      {
        cause,
      },
    );
  }
}

/** Drizzle asks for server-side statements by itself; a transaction pooler answers them with other queries' rows. */
function forbidPreparing(client: postgres.Sql): void {
  const unsafe = client.unsafe.bind(client);
  client.unsafe = ((query: string, params?: never[], options?: object) =>
    unsafe(query, params, { ...options, prepare: false })) as typeof client.unsafe;
}

/** An opened PGlite as a `Database`; `release` runs after it has closed. */
export function databaseOfPglite(lite: EmbeddedPglite, release: () => void = () => {}): Database {
  const { logger, statementCount } = createCounter();
  const db = drizzlePglite(lite as never, { logger }) as unknown as Db;
  const close = async () => {
    await lite.close();
    release();
  };
  return { db, engine: 'pglite', statementCount, close };
}

/**
 * Opens the configured database, without migrating it (see migrate.ts).
 * @throws AppError CONFLICT when another process uses the embedded database's directory.
 */
export async function openDatabase(config: StoreConfig): Promise<Database> {
  if (config.DATABASE_URL) {
    return openPostgres(config.DATABASE_URL, {
      pool: config.DATABASE_POOL,
      prepare: config.DATABASE_PREPARE,
    });
  }
  const release = lockDirectory(config.KABAR_DATA_DIR);
  try {
    return databaseOfPglite(await openPglite({ dataDir: join(config.KABAR_DATA_DIR, 'pglite') }), release);
  } catch (error) {
    release();
    throw error;
  }
}

const statements = new WeakMap<Database, Map<string, unknown>>();

/**
 * The statement called `name`, built once a database by `build` (which ends in drizzle's `.prepare(name)`), so that
 * neither drizzle nor PostgreSQL parses it again.
 */
export function prepared<T>(database: Database, name: string, build: (db: Db) => T): T {
  const known = statements.get(database) ?? new Map<string, unknown>();
  statements.set(database, known);
  const found = known.get(name) as T | undefined;
  if (found !== undefined) return found;
  const built = build(database.db);
  known.set(name, built);
  return built;
}

/** Rows of a raw statement; the engines wrap them differently. Works on a transaction's handle as well. */
export async function rowsOf<T>(db: Db, query: SQL): Promise<T[]> {
  const result = (await db.execute(query)) as unknown as T[] | { rows: T[] };
  return Array.isArray(result) ? [...result] : result.rows;
}

/** `rowsOf` outside a transaction. */
export function rows<T>(database: Database, query: SQL): Promise<T[]> {
  return rowsOf<T>(database.db, query);
}
