/**
 * What live readers need of the logs beside their rows: where they end, a call when they grow, and the health of sources
 * as it was logged. Triggers (migration 0005) send a NOTIFY without content at the end of each writing transaction.
 */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import type { HealthState } from './tables.ts';

/** The NOTIFY channel of migration 0005. */
const channel = 'kabar_live';

/** The last sequence of the change log and the last key of the trending runs; 0 for an empty table. */
export interface LogEnds {
  changes: number;
  boards: number;
}

/** Where the logs end now. One statement, two look-ups in indexes. */
export async function logEnds(database: Database): Promise<LogEnds> {
  const [found] = await rows<LogEnds>(
    database,
    sql`select (select coalesce(max(sequence), 0) from changes)::float8 as changes,
          (select coalesce(max(id), 0) from board_runs)::float8 as boards`,
  );
  return found ?? { changes: 0, boards: 0 };
}

/**
 * Calls `onTold` whenever some process has written, and after each new connection, since what was told meanwhile is lost.
 * It holds one connection of its own, made again when it breaks. A transaction pooler hands no notice on: such readers
 * find news by looking from time to time.
 */
export function listenForWrites(
  url: string,
  onTold: () => void,
  onFailure: (error: unknown) => void,
): { close(): Promise<void> } {
  const client = postgres(url, { max: 1, connect_timeout: 5, idle_timeout: 0, onnotice: () => {} });
  client.listen(channel, onTold, onTold).catch(onFailure);
  return { close: () => client.end({ timeout: 1 }) };
}

/** A source's health as it changed at a place of the log. */
export interface HealthChange {
  sequence: number;
  before: HealthState;
  after: HealthState;
}

/** The changes of health at these places of the log; places that hold none are left out. */
export function healthChangesAt(database: Database, sequences: readonly number[]): Promise<HealthChange[]> {
  return rows(
    database,
    sql`select sequence::float8 as sequence, health_before as before, health_after as after from changes
        where sequence = any(${array(sequences, 'bigint')}) and health_after is not null order by sequence`,
  );
}
