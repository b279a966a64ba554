/** When a channel or a failed entry is tried next. Pure; time and randomness are handed in. */
import type { AppError, ErrorCode } from '../base/errors.ts';
import type { HealthState } from '../store/tables.ts';

const daySeconds = 86_400;

/** What may lengthen or shorten the pause after an attempt. All in seconds. */
export interface PauseFacts {
  pollSeconds: number;
  /** RSS ttl or Cache-Control max-age, null when the outlet asks for nothing. */
  askedSeconds: number | null;
  /** Failures in a row, 0 after a success. */
  failures: number;
  retryAfterSeconds: number | null;
}

/**
 * Seconds until the next attempt: the configured pause, or longer when the outlet asks for it (an hour at most for
 * caching hints, a day for Retry-After); doubled at each failure up to a day, with ±10 % jitter so that a thousand
 * channels that failed together do not come back together.
 */
export function pauseSeconds(facts: PauseFacts, random: number): number {
  const asked = Math.min(facts.askedSeconds ?? 0, 3600);
  const calm = Math.max(facts.pollSeconds, asked);
  if (facts.failures === 0) return calm;
  const backedOff = Math.min(calm * 2 ** Math.min(facts.failures, 16), daySeconds);
  const jittered = backedOff * (0.9 + 0.2 * random);
  return Math.max(jittered, Math.min(facts.retryAfterSeconds ?? 0, daySeconds));
}

/** The max-age of a Cache-Control header in seconds, null when there is none (RFC 9111 section 5.2.2.1). */
export function maxAgeOf(cacheControl: string | null): number | null {
  const found = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(cacheControl ?? '');
  return found?.[1] === undefined ? null : Number(found[1]);
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
