/** What reader threads and their owner say to each other. */
import { type AppError, asAppError } from '../base/errors.ts';
import type { EntityRecord, Facts } from '../base/news.ts';
import type { Registry } from '../enrich/knowledge.ts';
import { createRegistry } from '../enrich/registry.ts';

/** An entity that earlier articles taught, with the names it goes by. */
export interface LearntEntity {
  record: EntityRecord;
  names: string[];
}

/** What threads and their owner say to each other besides jobs. */
export type Word =
  | { kind: 'wants'; thread: number }
  | { kind: 'knows'; thread: number; learnt: LearntEntity[] }
  | { kind: 'learn'; facts: Facts };

/** A thread's answer. Errors are told as facts: an AppError would lose its code on the way. */
export type Told<T> =
  | { ok: true; value: T }
  | { ok: false; code: AppError['code']; message: string; data: Record<string, unknown> };

/** A registry that knows `learnt`. */
export function registryOf(learnt: readonly LearntEntity[]): Registry {
  const registry = createRegistry();
  for (const { record, names } of learnt) {
    registry.learn(record, names, { language: 'und', companions: new Set(), role: null });
  }
  return registry;
}

/** What a job gave, or why it failed. */
export function tell<T>(work: () => T): Told<T> {
  try {
    return { ok: true, value: work() };
  } catch (thrown) {
    const { code, message, data } = asAppError(thrown);
    return { ok: false, code, message, data };
  }
}
