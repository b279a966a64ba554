/** The end of the logs as one process knows it, with the latest changes, kept for all subscriptions together. */
import { type LogEnds, logEnds } from '../store/changeSignals.ts';
import { type ChangePage, type ChangeRow, changesAfter } from '../store/changes.ts';
import type { Database } from '../store/db.ts';

export interface LogTail {
  /** Where the logs end as far as they were read; null before the first reading. */
  ends(): LogEnds | null;
  /**
   * Reads what came since the last reading: a statement, and one for every 500 changes, four at most. `isNew` when what
   * was known before says nothing of the logs as they are: at the first reading, and when they were cut (a database
   * restored).
   */
  read(): Promise<{ isNew: boolean; hasGrown: boolean }>;
  /** The changes after a place, oldest first; null when the log ends before it. No statement for those that are kept. */
  after(place: number): Promise<ChangePage | null>;
}

/** Changes kept for all, about 200 bytes each. */
const mostKept = 2_000;
const pageSize = 500;

/** Opens no connection and reads nothing yet. */
export function openTail(database: Database): LogTail {
  let ends: LogEnds | null = null;
  let kept: ChangeRow[] = [];
  /** The kept changes are all there are from this place to where the log ends. */
  let keptFrom = 0;

  const beginAt = (place: number, boards: number) => {
    kept = [];
    keptFrom = place;
    ends = { changes: place, boards };
  };
  /** Rows and end move together: who asks between two pages, or after one that failed, is told of no change twice. */
  const keep = ({ changes, upTo }: ChangePage, boards: number) => {
    const all = [...kept, ...changes];
    const surplus = all.length - mostKept;
    keptFrom = all[surplus - 1]?.sequence ?? keptFrom;
    kept = all.slice(Math.max(0, surplus));
    ends = { changes: upTo, boards };
  };
  return {
    ends: () => ends,
    async read() {
      const now = await logEnds(database);
      const known = ends;
      if (known === null || now.changes < known.changes) {
        beginAt(now.changes, now.boards);
        return { isNew: true, hasGrown: true };
      }
      const least = now.changes - mostKept;
      // Nothing was read for long: no more is read than is kept.
      if (known.changes < least) beginAt(least, known.boards);
      let upTo = Math.max(known.changes, least);
      while (upTo < now.changes) {
        const page = await changesAfter(database, upTo, { typenames: null, limit: pageSize });
        if (page === null) break;
        keep(page, known.boards);
        upTo = page.upTo;
      }
      ends = { changes: upTo, boards: now.boards };
      return { isNew: false, hasGrown: upTo > known.changes || now.boards > known.boards };
    },
    async after(place) {
      if (ends === null || place < keptFrom || place > ends.changes) {
        return changesAfter(database, place, { typenames: null, limit: pageSize });
      }
      const changes = kept.filter(({ sequence }) => sequence > place);
      return { changes, upTo: ends.changes, hasMore: false };
    },
  };
}
