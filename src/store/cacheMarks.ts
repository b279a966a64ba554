/** Where the logs stand, as far as answers that somebody keeps can become untrue by it. */
import { sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';

export interface LogMarks {
  /** The last sequence of the change log and the last key of the trending runs; 0 for an empty table. */
  changes: number;
  boards: number;
  /** The last change after the place asked that an editor made to an entity: merged, renamed, hidden. 0 when there is none. */
  curated: number;
}

/**
 * Where the logs end now, and the last curation after `place`. One statement: two look-ups in indexes, and a range of the
 * change log that holds what was written since.
 */
export async function logMarks(database: Database, place: number): Promise<LogMarks> {
  const [found] = await rows<LogMarks>(
    database,
    sql`select (select coalesce(max(sequence), 0) from changes)::float8 as changes,
          (select coalesce(max(id), 0) from board_runs)::float8 as boards,
          (select coalesce(max(sequence), 0) from changes where sequence > ${place}
             and typename in ('Person', 'Place', 'Organization') and op <> 'CREATED')::float8 as curated`,
  );
  return found ?? { changes: 0, boards: 0, curated: 0 };
}
