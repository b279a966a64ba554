/** The runs of the day's board over all articles, one after the other, for whoever tells what entered it. */
import { sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';

export interface DayRun {
  rowId: number;
  asOf: Date;
  /** Public id of the run before it; null for the first. */
  before: string | null;
}

/** Runs that were stored after the one with a serial key, oldest first, `limit` at most. */
export async function dayRunsAfter(database: Database, after: number, limit: number): Promise<DayRun[]> {
  const found = await rows<Omit<DayRun, 'asOf'> & { ms: number }>(
    database,
    sql`select r.id::float8 as "rowId", (extract(epoch from r.as_of) * 1000)::float8 as ms,
          (select p.public_id from board_runs p where p.time_window = 'DAY' and p.scope = ''
            and (p.as_of, p.id) < (r.as_of, r.id) order by p.as_of desc, p.id desc limit 1) as before
        from board_runs r where r.time_window = 'DAY' and r.scope = '' and r.id > ${after}
        order by r.id limit ${limit}`,
  );
  return found.map(({ ms, ...run }) => ({ ...run, asOf: new Date(ms) }));
}
