/** What keys use, noted beside their requests: added up here, and written together half a minute later. */
import type { Log } from '../base/log.ts';
import type { Database } from '../store/db.ts';
import { addKeyUse, type KeyUse } from '../store/keyUsage.ts';

export interface UsageLog {
  /** Adds to the running hour of a key (serial id). Points less than 0 were given back. */
  note(keyId: number, use: { points?: number; operations?: number }): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/** Time between a note and its writing, in ms; what a process notes after its last writing is lost with it. */
const writeAfterMs = 30_000;

const hourMs = 3_600_000;

/** The usage log of one server. What cannot be written is kept and tried again; nothing is thrown. */
export function createUsageLog(deps: { database: Database; log: Log; now: () => Date }): UsageLog {
  const { database, log, now } = deps;
  let waiting = new Map<string, KeyUse>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const add = ({ keyId, hour, operations, points }: KeyUse) => {
    const name = `${keyId} ${hour.getTime()}`;
    const use = waiting.get(name) ?? { keyId, hour, operations: 0, points: 0 };
    waiting.set(name, { ...use, operations: use.operations + operations, points: use.points + points });
    timer ??= setTimeout(write, writeAfterMs).unref();
  };
  const writeAll = async () => {
    const uses = [...waiting.values()];
    waiting = new Map();
    try {
      await addKeyUse(database, uses);
    } catch (error) {
      log.warn({ err: error }, 'could not note what keys used');
      for (const use of uses) add(use);
    }
  };
  const write = () => {
    timer = null;
    writing = writing.then(writeAll);
  };
  return {
    note(keyId, { points = 0, operations = 0 }) {
      const hour = new Date(Math.floor(now().getTime() / hourMs) * hourMs);
      add({ keyId, hour, operations, points });
    },
    async close() {
      if (timer !== null) clearTimeout(timer);
      write();
      await writing;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
