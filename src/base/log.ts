/** Logging: one JSON line an event on stderr (stdout belongs to command output), pretty on a terminal. */
import pino from 'pino';
import type { Config } from './config.ts';

export type Log = pino.Logger;

/**
 * A logger writing to stderr unless told otherwise. Secrets in known fields are redacted, and parameters of statements
 * that failed are left out.
 */
export function createLog(config: Pick<Config, 'LOG_LEVEL'>, to?: pino.DestinationStream): Log {
  const options = {
    level: config.LOG_LEVEL,
    base: null,
    redact: ['*.authorization', '*.cookie', '*["x-api-key"]', 'DATABASE_URL', '*.DATABASE_URL'],
    serializers: { err: loggedError },
  };
  if (to) return pino(options, to);
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  const transport = { target: 'pino-pretty', options: { destination: 2, translateTime: 'HH:MM:ss' } };
  return pino({ ...options, transport });
}

/** An error as a log line has it. */
function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { params: _, message, stack, ...rest } = pino.stdSerializers.err(error);
  const told = parametersIn(error);
  const withoutThem = (text: string) => told.reduce((left, part) => left.replaceAll(part, ''), text);
  const inside = error instanceof AggregateError ? { aggregateErrors: error.errors.map(loggedError) } : {};
  return { ...rest, ...inside, message: withoutThem(message), stack: withoutThem(stack) };
}

/**
 * The ends of the messages of an error and its causes in which drizzle repeats the parameters of a statement: texts and
 * tokens of clients may be among them.
 */
function parametersIn(error: Error): string[] {
  const chain = new Set<Error>();
  for (let at: unknown = error; at instanceof Error && !chain.has(at); at = at.cause) chain.add(at);
  return [...chain].flatMap((each) => {
    const from = 'params' in each && 'query' in each ? each.message.indexOf('\nparams: ') : -1;
    return from < 0 ? [] : [each.message.slice(from)];
  });
}

/** A logger that writes nothing, for filters and tests. */
export const silentLog: Log = pino({ level: 'silent' });
