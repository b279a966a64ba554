/** When a channel or a failed entry is tried next. Pure; time and randomness are handed in. */
import type { AppError, ErrorCode } from '../base/errors.ts';
import { parseDate } from '../base/time.ts';
import type { HealthState } from '../store/tables.ts';

const minuteSeconds = 60;
const hourSeconds = 3600;
const daySeconds = 86_400;
const weekSeconds = 7 * daySeconds;

/** What may lengthen or shorten the pause after an attempt. All in seconds. */
export interface PauseFacts {
  /** Pause when nobody asks for more and nothing fails. */
  pollSeconds: number;
  /** RSS ttl, Cache-Control max-age and the like, null when the outlet asks for nothing. */
  askedSeconds: number | null;
  /** Failures in a row, 0 after a success. */
  failures: number;
  retryAfterSeconds: number | null;
}

/**
 * Seconds until the next attempt: the configured pause, or longer when the outlet asks for it (a day at most); doubled at
 * each failure up to a day, with ±10 % jitter so that a thousand channels that failed together do not come back together.
 * Never sooner than Retry-After says, a day at most.
 */
export function pauseSeconds(facts: PauseFacts, random: number): number {
  const asked = Math.min(Math.max(facts.askedSeconds ?? 0, facts.retryAfterSeconds ?? 0), daySeconds);
  const calm = Math.max(facts.pollSeconds, asked);
  if (facts.failures === 0) return calm;
  const backedOff = Math.min(facts.pollSeconds * 2 ** Math.min(facts.failures, 16), daySeconds);
  return Math.max(backedOff * (0.9 + 0.2 * random), asked);
}

/** Polls for one entry that is to be expected: half of the mean gap is waited. */
const pollsPerEntry = 2;
/** Pause while a channel's rhythm is not known, unless the shortest is longer. */
const unknownSeconds = 900;

/**
 * Seconds between two polls that fit the channel's rhythm: a week shared among its entries, twice over, within the
 * limits of the settings.
 * @see https://miniflux.app/docs/configuration.html (scheduler "entry_frequency")
 */
export function rhythmSeconds(
  entriesPerWeek: number | null,
  limits: { shortest: number; longest: number },
): number {
  const fitting = entriesPerWeek === null ? unknownSeconds : weekSeconds / (entriesPerWeek * pollsPerEntry);
  return Math.max(limits.shortest, Math.min(fitting, limits.longest));
}

/**
 * Entries a week as the dates of the latest answer show them, until now; null without a date that has passed. An outlet
 * that fell silent slows down as time goes by.
 */
export function entriesPerWeekOf(dates: readonly (Date | null)[], now: Date): number | null {
  const past = dates.flatMap((date) => (date !== null && date <= now ? [date.getTime()] : []));
  if (past.length === 0) return null;
  const oldest = past.reduce((a, b) => Math.min(a, b));
  const spanSeconds = Math.max((now.getTime() - oldest) / 1000, hourSeconds);
  return (past.length * weekSeconds) / spanSeconds;
}

/** An answer without news makes the rhythm believed this much slower, so that a silent outlet is asked less and less. */
export const silenceFactor = 0.95;

/** Refusals seldom pass: a blocked channel is asked again after six hours at the earliest. */
export const blockedSeconds = 6 * hourSeconds;

/** A turn that ended before its feed did goes on after this. */
export const nextTurnSeconds = minuteSeconds;

/** Answers in a row that were no feed, after which a channel is paused. */
export const mostParseFailures = 5;

/** The max-age of a Cache-Control header in seconds, null when there is none (RFC 9111 section 5.2.2.1). */
export function maxAgeOf(cacheControl: string | null): number | null {
  const found = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(cacheControl ?? '');
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** What the headers of an answer ask readers to wait, in seconds; null when they ask for nothing. */
export function askedByHeaders(
  headers: {
    'cache-control': string | null;
    expires: string | null;
    date: string | null;
    'retry-after': string | null;
  },
  now: Date,
): number | null {
  const from = parseDate(headers.date ?? '')?.at ?? now;
  const expires = parseDate(headers.expires ?? '')?.at;
  const untilExpiry = expires === undefined ? null : (expires.getTime() - from.getTime()) / 1000;
  // max-age outranks Expires (RFC 9111 section 5.3).
  const fresh = maxAgeOf(headers['cache-control']) ?? untilExpiry;
  const after = Number.parseInt(headers['retry-after'] ?? '', 10);
  const asked = Math.max(fresh ?? 0, after > 0 ? after : 0);
  return asked > 0 ? asked : null;
}

/** Whether an entry that failed with this code is worth another try, or is given up for good. */
export const entryOutcomes: Record<ErrorCode, 'retry' | 'gave_up'> = {
  UNREACHABLE: 'retry',
  TIMEOUT: 'retry',
  INTERNAL: 'retry',
  CONFLICT: 'retry',
  REFUSED: 'gave_up',
  NOT_FOUND: 'gave_up',
  TOO_LARGE: 'gave_up',
  UNPARSABLE: 'gave_up',
  BAD_INPUT: 'gave_up',
  BAD_CURSOR: 'gave_up',
  BAD_QUERY: 'gave_up',
  FORBIDDEN: 'gave_up',
};

/** Tries of one entry before it is given up. */
export const entryAttempts = 6;

/** The state a channel is in after so many failures in a row, the last with this code. */
export function stateAfter(error: Pick<AppError, 'code'>, failures: number): HealthState {
  if (error.code === 'REFUSED') return 'BLOCKED';
  return failures >= 3 ? 'FAILING' : 'DEGRADED';
}
