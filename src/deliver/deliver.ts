/** The two loops of delivery: finding what is news to whom, and sending it. Many processes may run them side by side. */
import { pause } from '../base/pause.ts';
import { type ClaimedDelivery, claimDeliveries, settleDelivery } from '../store/webhookQueue.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { type MatchDeps, matchOnce } from './match.ts';
import type { Reader } from './reader.ts';

export type DeliveryDeps = Omit<MatchDeps, 'reader'> & AttemptDeps;

/** Attempts of one process under way at a time. */
const attemptsAtOnce = 32;
const lookMs = 1_000;
const faultMs = 5_000;

/** Attempts under way in this process, by lane. */
interface Outbox {
  readonly running: Set<Promise<void>>;
  readonly busy: Map<string, number>;
}

const openOutbox = (): Outbox => ({ running: new Set(), busy: new Map() });

async function send(deps: DeliveryDeps, delivery: ClaimedDelivery): Promise<void> {
  const { database, log, clock } = deps;
  const { id, webhookId, event } = delivery;
  const went = await attempt(deps, delivery);
  const turnedOff = await settleDelivery(database, delivery, went, clock());
  const { state, status, error } = went;
  log.debug({ delivery: id, webhook: webhookId, event, state, status, error }, 'delivery attempted');
  if (turnedOff !== null) log.warn({ webhook: webhookId, reason: turnedOff }, 'webhook turned off');
}

/** Starts what is due and there is room for; how many. */
async function fill(deps: DeliveryDeps, { running, busy }: Outbox): Promise<number> {
  const limit = attemptsAtOnce - running.size;
  if (limit === 0) return 0;
  const claimed = await claimDeliveries(deps.database, { now: deps.clock(), limit, busy });
  for (const delivery of claimed) {
    const { lane } = delivery;
    busy.set(lane, (busy.get(lane) ?? 0) + 1);
    const sent = send(deps, delivery)
      // What could not be written down is tried again when its lease has run out.
      .catch((error: unknown) =>
        deps.log.error({ err: error, delivery: delivery.id }, 'delivery not settled'),
      )
      .finally(() => {
        running.delete(sent);
        const left = (busy.get(lane) ?? 1) - 1;
        if (left === 0) busy.delete(lane);
        else busy.set(lane, left);
      });
    running.add(sent);
  }
  return claimed.length;
}

/** Sends everything that is due, and returns when nothing is and all attempts have ended. How many attempts it took. */
export async function sendDue(deps: DeliveryDeps): Promise<number> {
  const outbox = openOutbox();
  let attempts = 0;
  for (;;) {
    // An attempt that ends meanwhile may have held the row of what is due next.
    const wasIdle = outbox.running.size === 0;
    const started = await fill(deps, outbox);
    attempts += started;
    if (started === 0 && wasIdle) return attempts;
    if (outbox.running.size > 0) await Promise.race(outbox.running);
  }
}

/** Finds everything that the logs hold for webhooks and queues it. How many deliveries were queued. */
export async function matchAll(deps: MatchDeps): Promise<number> {
  let total = 0;
  for (;;) {
    const { queued, hasMore } = await matchOnce(deps);
    total += queued;
    if (!hasMore) return total;
  }
}

/** Does rounds until stopped, with a rest after one that says it found nothing more to do. */
async function keepAt(deps: DeliveryDeps, signal: AbortSignal, round: () => Promise<boolean>): Promise<void> {
  while (!signal.aborted) {
    try {
      const hasMore = await round();
      if (!hasMore) await pause(lookMs, signal);
    } catch (error) {
      deps.log.error({ err: error }, 'delivery failed, trying again');
      await pause(faultMs, signal);
    }
  }
}

/**
 * Delivers until stopped. `stop` waits for attempts that are under way; one that is cut off is made again by whoever
 * finds its lease run out.
 */
export function startDelivery(deps: DeliveryDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const outbox = openOutbox();
  let opened: Reader | null = null;
  const reader = async () => {
    // The schema takes a moment to build, and most gateways have no webhook.
    opened ??= (await import('./reader.ts')).openReader(deps.database, deps.clock);
    return opened;
  };
  const matching = keepAt(deps, signal, async () => (await matchOnce({ ...deps, reader })).hasMore);
  const sending = keepAt(deps, signal, async () => {
    const started = await fill(deps, outbox);
    const { running } = outbox;
    if (running.size > 0) await pause(lookMs, signal, running);
    return started > 0 || running.size > 0;
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all([matching, sending]);
      await Promise.all(outbox.running);
    },
  };
}
