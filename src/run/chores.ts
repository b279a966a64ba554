/**
 * What the worker does beside reading channels, each at its own pace: looking again at pages, keeping subscriptions, keeping
 * the log of changes short.
 */
import { compactChanges } from '../store/changes.ts';
import { forgetKeyUse } from '../store/keyUsage.ts';
import { tidyDeliveries } from '../store/webhookDeliveries.ts';
import type { Pipeline } from './parts.ts';
import { rereadEntry } from './pipeline.ts';
import { revisitDue } from './revisit.ts';
import { renewSubscriptions } from './websub.ts';

/** One round of a chore. */
export type Chore = () => Promise<unknown>;

const dayMs = 86_400_000;
/** Changes of a node stay beside each other this long; then the last one stands for them. */
const changesApartMs = 7 * dayMs;
/** How long it is kept what a key used: a year, and the month that it is compared in. */
const useKeptMs = 400 * dayMs;
/** How long the log of deliveries to webhooks goes back. */
const deliveriesKeptMs = 30 * dayMs;

/** A chore that is asked every minute and needs doing once a day. */
function daily(clock: () => Date, chore: Chore): Chore {
  let dueMs = 0;
  return async () => {
    const nowMs = clock().getTime();
    if (nowMs < dueMs) return;
    await chore();
    dueMs = nowMs + dayMs;
  };
}

/** The chores of a worker, by name. One round each is bounded; they are asked again every minute. */
export function choresOf(pipeline: Pipeline): Record<string, Chore> {
  const { database, log, clock, config, fetcher } = pipeline;
  const looks = () =>
    revisitDue({ database, log, clock, rereadEntry: (revisit) => rereadEntry(pipeline, revisit) });
  const publicUrl = config.PUBLIC_URL ?? null;
  const ago = (ms: number) => new Date(clock().getTime() - ms);
  return {
    ...(config.REVISIT ? { revisit: looks } : {}),
    changes: daily(clock, () => compactChanges(database, ago(changesApartMs))),
    deliveries: daily(clock, () => tidyDeliveries(database, ago(deliveriesKeptMs))),
    usage: daily(clock, () => forgetKeyUse(database, ago(useKeptMs))),
    websub: () => renewSubscriptions({ database, log, clock, publicUrl, post: fetcher.post }),
  };
}
