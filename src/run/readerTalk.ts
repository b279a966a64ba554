/** How a reader thread answers its owner. */
import { type AppError, asAppError } from '../base/errors.ts';

/** A thread's answer. Errors are told as facts: an AppError would lose its code on the way. */
export type Told<T> =
  | { ok: true; value: T }
  | { ok: false; code: AppError['code']; message: string; data: Record<string, unknown> };

/** What a job gave, or why it failed. */
export function tell<T>(work: () => T): Told<T> {
  try {
    return { ok: true, value: work() };
  } catch (thrown) {
    const { code, message, data } = asAppError(thrown);
    return { ok: false, code, message, data };
  }
}
