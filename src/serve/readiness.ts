/** Whether this process should be sent requests: the facts behind /readyz. */
import type { Database } from '../store/db.ts';
import { pingDatabase } from '../store/health.ts';

/** The one switch of a stopping server. */
export interface Drain {
  draining: boolean;
}

export interface Readiness {
  ready: boolean;
  /** One word a check: `ok`, or what is wrong. */
  checks: { database: 'ok' | 'unreachable' | 'unmigrated'; draining: boolean };
}

const pingTimeoutMs = 1_000;

/** Ready means: not draining, and the migrated database answers within one second. Never throws. */
export async function checkReadiness(database: Database, drain: Drain): Promise<Readiness> {
  const state = await databaseState(database);
  return { ready: state === 'ok' && !drain.draining, checks: { database: state, draining: drain.draining } };
}

async function databaseState(database: Database): Promise<Readiness['checks']['database']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unreachable'>((resolve) => {
    timer = setTimeout(() => resolve('unreachable'), pingTimeoutMs);
  });
  try {
    return await Promise.race([pingDatabase(database), late]);
  } catch {
    return 'unreachable';
  } finally {
    clearTimeout(timer);
  }
}
