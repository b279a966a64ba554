/** What the worker does beside reading channels, each at its own pace: looking again at pages, keeping subscriptions. */
import type { Pipeline } from './parts.ts';
import { rereadEntry } from './pipeline.ts';
import { revisitDue } from './revisit.ts';
import { renewSubscriptions } from './websub.ts';

/** One round of a chore. */
export type Chore = () => Promise<unknown>;

/** The chores of a worker, by name. One round each is bounded; they are asked again every minute. */
export function choresOf(pipeline: Pipeline): Record<string, Chore> {
  const { database, log, clock, config, fetcher } = pipeline;
  const looks = () =>
    revisitDue({ database, log, clock, rereadEntry: (revisit) => rereadEntry(pipeline, revisit) });
  const publicUrl = config.PUBLIC_URL ?? null;
  return {
    ...(config.REVISIT ? { revisit: looks } : {}),
    websub: () => renewSubscriptions({ database, log, clock, publicUrl, post: fetcher.post }),
  };
}
