/** Health of a source from its channels, as one word: logged when it changes, shown in the graph. */
import type { HealthState } from './tables.ts';

/** From bad to worse: what a source is when its channels agree on nothing better. */
const worst: readonly HealthState[] = ['BLOCKED', 'FAILING', 'DEGRADED', 'NEVER_FETCHED', 'PAUSED'];

/** Health over the channels that we read or had to stop reading; NEVER_FETCHED for a source without one. */
export function sourceStateOf(channels: readonly { ingestible: boolean; state: HealthState }[]): HealthState {
  const states = channels
    .filter(({ ingestible, state }) => ingestible || state !== 'NEVER_FETCHED')
    .map(({ state }) => state);
  const read = states.filter((state) => state !== 'PAUSED');
  if (states.length > 0 && read.length === 0) return 'PAUSED';
  // A new channel beside working ones is no sign of trouble.
  const tried = read.filter((state) => state !== 'NEVER_FETCHED');
  if (tried.length > 0 && tried.every((state) => state === 'HEALTHY')) return 'HEALTHY';
  if (tried.includes('HEALTHY')) return 'DEGRADED';
  return worst.find((state) => states.includes(state)) ?? 'NEVER_FETCHED';
}
