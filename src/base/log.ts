/** Logging: one JSON line an event on stderr (stdout belongs to command output), pretty on a terminal. */
import pino from 'pino';
import type { Config } from './config.ts';

export type Log = pino.Logger;

/** A logger writing to stderr. Secrets in known fields are redacted. */
export function createLog(config: Pick<Config, 'LOG_LEVEL'>): Log {
  const options = {
    level: config.LOG_LEVEL,
    base: null,
    redact: ['*.authorization', '*.cookie', '*["x-api-key"]', 'DATABASE_URL', '*.DATABASE_URL'],
  };
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  const transport = { target: 'pino-pretty', options: { destination: 2, translateTime: 'HH:MM:ss' } };
  return pino({ ...options, transport });
}

/** A logger that writes nothing, for filters and tests. */
export const silentLog: Log = pino({ level: 'silent' });
