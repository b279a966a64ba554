/** How the store and the reading of channels are doing, a cheap statement each. */
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

/** Milliseconds since which the most overdue channel waits to be read, at an instant; 0 when none does. */
export async function readingLagMs(database: Database, at: Date): Promise<number> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const [found] = await rows<{ seconds: number }>(
    database,
    sql`select coalesce(max(extract(epoch from ${now} - c.next_attempt_at)), 0)::float8 as seconds
      from source_channels c join sources s on s.id = c.source_id
      where c.ingestible and s.retired_at is null and c.state <> 'PAUSED' and c.next_attempt_at < ${now}
        and (c.lease_until is null or c.lease_until <= ${now})`,
  );
  return (found?.seconds ?? 0) * 1000;
}
