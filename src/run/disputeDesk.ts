/**
 * Which disputed names are put to the endpoint, and which answers are known already. Whatever goes wrong leaves an article as
 * the tagger had it: nothing here throws.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { asAppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Dispute, Settled } from '../enrich/disputed.ts';
import { askEndpoint, type EndpointSettings, type Verdict } from './entityEndpoint.ts';

/** How much is asked. */
export interface DeskLimits {
  perArticle: number;
  /** In a day of UTC, over all articles. */
  perDay: number;
}

/** What came of it since the start. */
export interface DeskCounts {
  /** Questions sent. */
  asked: number;
  answered: number;
  /** Answers taken from memory. */
  remembered: number;
  /** Questions without an answer that can be used, and parts of answers to nothing that was asked. */
  unusable: number;
  /** Requests that failed. */
  failed: number;
}

export interface DisputeDesk {
  /** Answers to some or all of an article's disputes. Never throws. */
  settle(language: string, disputes: readonly Dispute[]): Promise<Settled[]>;
  readonly counts: Readonly<DeskCounts>;
}

const answersRemembered = 20_000;
/** Requests at a time: a model on the operator's own machine answers one after the other. */
const requestsAtATime = 2;
/** After so many failures in a row nobody is asked for a while: each would cost its article the whole time limit. */
const patience = { failures: 3, pauseMs: 600_000 };

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** The same question in another article is the same question, and so is its answer. */
function keyOf(model: string, language: string, { context, candidates }: Dispute): string {
  return createHash('sha256')
    .update(JSON.stringify([model, language, context, candidates]))
    .digest('base64');
}

/** Opens a desk that asks one endpoint; `clock` tells the day and the end of a pause. */
export function createDisputeDesk(
  endpoint: EndpointSettings,
  limits: DeskLimits,
  { clock, log }: { clock: () => Date; log: Log },
): DisputeDesk {
  const known = new LRUCache<string, Verdict>({ max: answersRemembered });
  const queue = new PQueue({ concurrency: requestsAtATime });
  const counts: DeskCounts = { asked: 0, answered: 0, remembered: 0, unusable: 0, failed: 0 };
  const told = new Set<string>();
  let today = { day: '', asked: 0 };
  let failuresInARow = 0;
  let pausedUntil = 0;

  /** The questions that today's limit still allows, counted as asked. */
  const granted = (disputes: readonly Dispute[]): readonly Dispute[] => {
    const now = clock();
    if (now.getTime() < pausedUntil) return [];
    if (today.day !== dayOf(now)) today = { day: dayOf(now), asked: 0 };
    const allowed = disputes.slice(0, Math.max(0, limits.perDay - today.asked));
    today.asked += allowed.length;
    return allowed;
  };

  const fail = (thrown: unknown) => {
    const { code, message } = asAppError(thrown);
    counts.failed += 1;
    failuresInARow += 1;
    if (failuresInARow >= patience.failures) {
      pausedUntil = clock().getTime() + patience.pauseMs;
      failuresInARow = 0;
    }
    // One line for each way to fail: a thousand articles say no more than the first.
    if (!told.has(message)) log.warn({ code, reason: message }, 'disputed names were not settled');
    told.add(message);
  };

  /** Asks, and remembers what was answered. */
  const ask = async (language: string, disputes: readonly Dispute[]): Promise<void> => {
    const asked = granted(disputes);
    if (asked.length === 0) return;
    counts.asked += asked.length;
    try {
      const { verdicts, ignored } = await askEndpoint(endpoint, language, asked);
      failuresInARow = 0;
      for (const [i, dispute] of asked.entries()) {
        const verdict = verdicts[i] ?? null;
        if (verdict !== null) known.set(keyOf(endpoint.model, language, dispute), verdict);
      }
      const answered = verdicts.filter((verdict) => verdict !== null).length;
      counts.answered += answered;
      counts.unusable += ignored + asked.length - answered;
    } catch (thrown) {
      fail(thrown);
    }
  };

  return {
    counts,
    settle: async (language, disputes) => {
      const chosen = disputes.slice(0, limits.perArticle);
      const isKnown = (dispute: Dispute) => known.has(keyOf(endpoint.model, language, dispute));
      const fresh = chosen.filter((dispute) => !isKnown(dispute));
      counts.remembered += chosen.length - fresh.length;
      if (fresh.length > 0) await queue.add(() => ask(language, fresh));
      return chosen.flatMap((dispute): Settled[] => {
        const verdict = known.get(keyOf(endpoint.model, language, dispute));
        return verdict === undefined ? [] : [{ dispute, name: verdict.name }];
      });
    },
  };
}
