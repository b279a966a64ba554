/** One cheap statement that tells whether the database answers and holds Kabar's tables. */
import { sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';

/**
 * `ok`, or `unmigrated` when the migrations table is missing. One statement.
 * @throws the driver's error when the database does not answer; there is no time limit here.
 */
export async function pingDatabase(database: Database): Promise<'ok' | 'unmigrated'> {
  const table = sql`select to_regclass('drizzle.__drizzle_migrations') is not null as present`;
  const [found] = await rows<{ present: boolean }>(database, table);
  return found?.present ? 'ok' : 'unmigrated';
}
