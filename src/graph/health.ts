/** Health of a source, worked out from its channels. */
import { sourceStateOf } from '../store/sourceState.ts';
import type { ChannelRow } from '../store/sources.ts';
import type { HealthState } from '../store/tables.ts';

export interface SourceHealthValue {
  state: HealthState;
  lastAttemptAt: Date | null;
  lastSuccessAt: Date | null;
  consecutiveFailures: number;
  lastHttpStatus: number | null;
  lastError: string | null;
  nextAttemptAt: Date | null;
}

function latest(dates: (Date | null)[]): Date | null {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/**
 * Health over the channels that we read or had to stop reading; NEVER_FETCHED for a source without one. Facts come from
 * the latest attempt.
 */
export function healthOf(channels: readonly ChannelRow[]): SourceHealthValue {
  const read = channels.filter(({ ingestible, state }) => ingestible || state !== 'NEVER_FETCHED');
  const attempted = read.filter(({ lastAttemptAt }) => lastAttemptAt !== null);
  const newest = attempted.sort((a, b) => Number(b.lastAttemptAt) - Number(a.lastAttemptAt));
  const state = sourceStateOf(channels);
  const next = read
    .filter((channel) => channel.state !== 'PAUSED')
    .map((channel) => channel.nextAttemptAt.getTime());
  return {
    state,
    lastAttemptAt: latest(read.map((channel) => channel.lastAttemptAt)),
    lastSuccessAt: latest(read.map((channel) => channel.lastSuccessAt)),
    consecutiveFailures: Math.max(0, ...read.map((channel) => channel.consecutiveFailures)),
    lastHttpStatus: newest[0]?.lastHttpStatus ?? null,
    lastError: newest.find((channel) => channel.lastError !== null)?.lastError ?? null,
    nextAttemptAt: next.length === 0 ? null : new Date(Math.min(...next)),
  };
}
