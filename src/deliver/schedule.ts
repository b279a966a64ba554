/** When a delivery that failed is tried again. */
import { parseDate } from '../base/time.ts';

const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000];

/**
 * Pauses after the first, second … failure, as the Standard Webhooks specification proposes them ("Deliverability and
 * reliability"): ten tries in a little over three days.
 */
const pausesMs = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

/** Tries that one delivery gets. */
export const mostAttempts = pausesMs.length + 1;

/** Part of a pause that chance adds at most, so that what failed together is not tried together. */
const jitter = 0.2;
const longestAskedMs = 24 * hourMs;

/** What a `Retry-After` asks for, from now, a day at most; null when it is absent or unreadable (RFC 9110 §10.2.3). */
export function askedPauseMs(retryAfter: string | null, now: Date): number | null {
  if (retryAfter === null) return null;
  const seconds = /^\s*(\d{1,9})\s*$/.exec(retryAfter)?.[1];
  const at = seconds === undefined ? (parseDate(retryAfter)?.at ?? null) : null;
  if (seconds === undefined && at === null) return null;
  const ms = at === null ? Number(seconds) * secondMs : at.getTime() - now.getTime();
  return Math.min(Math.max(ms, 0), longestAskedMs);
}

/**
 * When the next try is after so many, which all failed; null when that was the last. Not before `askedMs` from now.
 * @param random 0..1
 */
export function nextAttemptAt(
  attempts: number,
  { now, askedMs, random }: { now: Date; askedMs: number | null; random: number },
): Date | null {
  const pause = pausesMs[attempts - 1];
  if (pause === undefined) return null;
  return new Date(now.getTime() + Math.max(pause * (1 + jitter * random), askedMs ?? 0));
}
