/** What keys used: operations and points by clock hour, added up by every gateway and read as a series. */
import { sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { type Bounds, stepOf, within } from './series.ts';

/** What a key used in an hour, or what is to be added to that. */
export interface KeyUse {
  keyId: number;
  /** Start of the clock hour in UTC. */
  hour: Date;
  operations: number;
  /** Less than 0 when more of an earlier hour's points were given back than were taken. */
  points: number;
}

/**
 * Adds to what is on record, in one statement; keys that are gone are passed over. No key and hour may stand twice. Rows are
 * locked in one order, so that gateways that write at once wait for each other and do not deadlock.
 */
export async function addKeyUse(database: Database, uses: readonly KeyUse[]): Promise<void> {
  if (uses.length === 0) return;
  const column = (pick: (use: KeyUse) => number, type: 'bigint' | 'integer') => array(uses.map(pick), type);
  const hours = uses.map(({ hour }) => hour.toISOString());
  const keys = column(({ keyId }) => keyId, 'bigint');
  const operations = column((use) => use.operations, 'integer');
  const points = column((use) => Math.round(use.points), 'bigint');
  await rows(
    database,
    sql`insert into key_usage (key_id, hour, operations, points)
      select k.id, u.hour, u.operations, u.points
      from unnest(${keys}, ${array(hours, 'text')}::timestamptz[], ${operations}, ${points})
        as u(key_id, hour, operations, points)
      join api_keys k on k.id = u.key_id
      order by k.id, u.hour
      on conflict (key_id, hour) do update
        set operations = key_usage.operations + excluded.operations, points = key_usage.points + excluded.points`,
  );
}

/** Forgets hours before an instant, of all keys; a series that reaches further back has zeros there. */
export async function forgetKeyUse(database: Database, before: Date): Promise<void> {
  await rows(database, sql`delete from key_usage where hour < ${before.toISOString()}::timestamptz`);
}

/** Points of a key in each step of whole hours; steps without any are left out. */
export function pointsOfKey(
  database: Database,
  keyId: number,
  bounds: Bounds,
): Promise<{ step: number; points: number }[]> {
  return rows(
    database,
    sql`select ${stepOf(sql`hour`, bounds)} as step, greatest(sum(points), 0)::float8 as points
      from key_usage where key_id = ${keyId} and ${within(sql`hour`, bounds)} group by 1`,
  );
}
