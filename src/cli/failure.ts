/** What a person is told when a command fails, and the exit code it ends with. */
import { AppError, asAppError } from '../base/errors.ts';
import { exitCodes } from './io.ts';

export interface Failure {
  message: string;
  exitCode: number;
}

/** An error and everything it was caused by, outermost first. Chains are short; the cap is against cycles. */
function causes(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  let current = thrown;
  while (current !== null && current !== undefined && chain.length < 8) {
    chain.push(current);
    current = current instanceof AggregateError ? current.errors[0] : (current as { cause?: unknown }).cause;
  }
  return chain;
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
]);

/**
 * SQLSTATE classes that are about the set-up: connection (08), authorisation (28), unknown database (3D), resources
 * (53), operator intervention (57). @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const databaseSetUp = /^(?:08|28|3D|53|57)[0-9A-Z]{3}$/;

interface SystemError {
  code: string;
  message: string;
  path?: string;
}

function asSystemError(thrown: unknown): SystemError | null {
  const code = (thrown as { code?: unknown }).code;
  return thrown instanceof Error && typeof code === 'string' ? (thrown as Error & SystemError) : null;
}

/** A sentence for the failures of the machine around us that people meet; null for any other error. */
function systemSentence({ code, message, path }: SystemError): string | null {
  if (code === 'ENOENT' && path !== undefined) return `There is no file ${path}.`;
  if (code === 'EISDIR') return `${path ?? 'This'} is a directory, not a file.`;
  if ((code === 'EACCES' || code === 'EPERM') && path !== undefined) return `No permission for ${path}.`;
  if (code === 'ENOSPC') return 'The disk is full.';
  if (unreachable.has(code)) return `The database of DATABASE_URL cannot be reached (${code}).`;
  if (databaseSetUp.test(code)) return `The database of DATABASE_URL refused: ${message}.`;
  return null;
}

/** A locked data directory is a matter of settings; any other conflict is an ordinary failure. */
function exitCodeOf(error: AppError): number {
  if (error.code === 'BAD_INPUT') return exitCodes.usage;
  return error.code === 'CONFLICT' && 'directory' in error.data ? exitCodes.usage : exitCodes.failed;
}

/**
 * The failure in words. An expected error (AppError) or one of the machine is a sentence; anything else is a fault of
 * ours and comes with its stack, for the report.
 */
export function explainFailure(thrown: unknown): Failure {
  const chain = causes(thrown);
  const known = chain.find(
    (error): error is AppError => error instanceof AppError && error.code !== 'INTERNAL',
  );
  if (known) return { message: known.message, exitCode: exitCodeOf(known) };
  for (const error of chain) {
    const system = asSystemError(error);
    const sentence = system && systemSentence(system);
    if (sentence) return { message: sentence, exitCode: exitCodes.failed };
  }
  if (thrown instanceof AppError) return { message: thrown.message, exitCode: exitCodes.failed };
  const stack = thrown instanceof Error && thrown.stack ? thrown.stack : asAppError(thrown).message;
  return { message: `This is a fault of Kabar; please report it.\n${stack}`, exitCode: exitCodes.failed };
}
