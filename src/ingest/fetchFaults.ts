/** What can go wrong with a fetch, as errors that say whether another try is worth it. */
import { AppError } from '../base/errors.ts';
import { parseDate } from '../base/time.ts';
import type { Answer } from './answer.ts';

function retryAfterSeconds(value: string | null): number | null {
  if (value === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value);
  const at = parseDate(value)?.at;
  return at === undefined ? null : Math.max(0, Math.ceil((at.getTime() - Date.now()) / 1000));
}

/** The error for an answer that is neither 200 nor what was asked for. */
export function statusError(answer: Answer, url: URL): AppError {
  const { status } = answer;
  const data = {
    url: url.href,
    status,
    retryAfterSeconds: retryAfterSeconds(answer.header('retry-after')),
  };
  const message = `${url.host} answered ${status} for ${url.pathname}`;
  if (status === 404 || status === 410) return new AppError('NOT_FOUND', message, { data });
  // 408 and 425 ask for another try; every other 4xx would be answered the same way again.
  const mayRetry = status === 429 || status === 408 || status === 425 || status < 400 || status >= 500;
  return new AppError(mayRetry ? 'UNREACHABLE' : 'REFUSED', message, { data });
}

/** The error itself and all it was caused by, through aggregates. */
function causes(error: unknown, depth = 0): unknown[] {
  if (!(error instanceof Error) || depth > 5) return [error];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...inner].filter(Boolean).flatMap((e) => causes(e, depth + 1))];
}

/** Whatever a fetch threw, as one of ours. `timeout` tells whether our own time ran out. */
export function asFetchError(thrown: unknown, url: string, timeout: AbortSignal): AppError {
  const chain = causes(thrown);
  const own = chain.find((e) => e instanceof AppError);
  if (own instanceof AppError) return own;
  const data = { url };
  if (timeout.aborted)
    return new AppError('UNREACHABLE', `No full answer in time from ${url}`, { cause: thrown, data });
  const codes = chain.map((e) => (e as { code?: unknown } | null)?.code).filter((c) => typeof c === 'string');
  if (codes.some((code) => /^Z_(?!BUF)|^ERR__ERROR_FORMAT|^ERR_BROTLI|^ERR_PADDING/.test(code)))
    return new AppError('UNPARSABLE', `Broken compression in the answer of ${url}`, { cause: thrown, data });
  const reason = codes[0] ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return new AppError('UNREACHABLE', `Could not read ${url}: ${reason}`, { cause: thrown, data });
}
