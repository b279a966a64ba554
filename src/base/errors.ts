/** The one error class of Kabar and its closed list of codes. */

const errorCodes = [
  /** The caller's argument, flag or setting is wrong; the message says which and how to mend it. */
  'BAD_INPUT',
  /** A page cursor that this list did not give out. */
  'BAD_CURSOR',
  /** A full-text query that does not parse. */
  'BAD_QUERY',
  /** What was asked for is not there (or no longer: HTTP 404, 410). */
  'NOT_FOUND',
  /** The caller may not do this. */
  'FORBIDDEN',
  /** A host did not answer, answered 5xx or 429, or answered too late. Worth another try. */
  'UNREACHABLE',
  /** A host or our own guard refused: HTTP 401/403, robots.txt, a private address. */
  'REFUSED',
  /** More bytes than we take, counted after decompression. */
  'TOO_LARGE',
  /** Bytes that are not what they should be: no feed, no article text, wrong content type. */
  'UNPARSABLE',
  /** Somebody else holds it: a locked data directory, an outlet that exists. */
  'CONFLICT',
  /** The database did not answer in time. */
  'TIMEOUT',
  /** A fault of ours. */
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An expected failure. `message` is one sentence for a person; `data` holds facts for a program (status, url, limit). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; data?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.data = options.data ?? {};
  }
}

/** Any thrown value as an AppError: itself, or INTERNAL with the value as cause. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('INTERNAL', message, { cause: thrown });
}
