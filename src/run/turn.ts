/** One turn at one claimed channel, and how it ends on the channel's row: when it is read next, and how well it is. */
import { type AppError, asAppError } from '../base/errors.ts';
import { type ClaimedChannel, renewLease, settleChannel } from '../store/channels.ts';
import { type Refresh, refreshChannel, type Turn } from './channel.ts';
import type { Pipeline } from './parts.ts';
import { retryAfterOf } from './pipeline.ts';
import {
  blockedSeconds,
  mostParseFailures,
  nextTurnSeconds,
  pauseSeconds,
  rhythmSeconds,
  stateAfter,
} from './schedule.ts';

/** How one channel's turn ended. */
export interface ChannelReport {
  domain: string;
  url: string;
  ok: boolean;
  entries: number;
  outcomes: Record<string, number>;
  error: string | null;
}

/** When a turn ends before its channel is read to the end. */
export interface TurnOptions {
  signal: AbortSignal;
  turnMs: number | null;
}

/** A claimed channel is held so long; a turn that takes longer renews it in time. */
export const leaseMs = 10 * 60_000;
const renewAfterMs = 2 * 60_000;
/** The demo newsroom publishes every few dozen seconds, on our own machine. */
const demoPollSeconds = 15;

/** A turn that ends when asked to, when its time is over, or when the lease was lost to another worker. */
function openTurn(pipeline: Pipeline, channelId: number, { signal, turnMs }: TurnOptions): Turn {
  const { database, clock } = pipeline;
  const started = clock().getTime();
  let renewedAt = started;
  return {
    async goesOn() {
      const now = clock().getTime();
      if (signal.aborted || (turnMs !== null && now - started > turnMs)) return false;
      if (now - renewedAt < renewAfterMs) return true;
      renewedAt = now;
      return renewLease(database, channelId, { now: new Date(now), until: new Date(now + leaseMs) });
    },
  };
}

/** Reads one claimed channel and stores the outcome on its row. Throws only for faults of the database. */
export async function runChannel(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  options: TurnOptions,
): Promise<ChannelReport> {
  const started = pipeline.clock().getTime();
  const turn = openTurn(pipeline, channel.channelId, options);
  const refresh = await refreshChannel(pipeline, channel, turn).catch(asAppError);
  if ('code' in refresh) return settleFailure(pipeline, channel, refresh);
  return settleRead(pipeline, channel, refresh, started);
}

/** The pause when nothing fails and nobody asks for more. */
function calmSeconds(
  { config }: Pipeline,
  { isDemo }: ClaimedChannel,
  entriesPerWeek: number | null,
): number {
  if (isDemo) return demoPollSeconds;
  const { POLL_SECONDS: shortest, POLL_MAX_SECONDS: longest } = config;
  return rhythmSeconds(entriesPerWeek, { shortest, longest });
}

async function settleRead(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  refresh: Refresh,
  started: number,
): Promise<ChannelReport> {
  const { log, clock, database } = pipeline;
  const { status, learnt, validators, entriesPerWeek, entries, outcomes, isWhole } = refresh;
  const pollSeconds = calmSeconds(pipeline, channel, entriesPerWeek);
  const askedSeconds = channel.isDemo ? null : refresh.askedSeconds;
  const pause = pauseSeconds({ pollSeconds, askedSeconds, failures: 0, retryAfterSeconds: null }, 0);
  const settled = { ok: true as const, status, learnt, validators, entriesPerWeek };
  const times = timesAfter(clock(), isWhole ? pause : nextTurnSeconds);
  await settleChannel(database, channel.channelId, settled, times);
  const { sourceDomain: domain, url } = channel;
  const faults = learnt?.faults.length ?? 0;
  const ms = clock().getTime() - started;
  log.info({ source: domain, url, status, entries, faults, outcomes, isWhole, ms }, 'channel read');
  return { domain, url, ok: true, entries, outcomes, error: null };
}

/** What a failure makes of the channel. */
function verdictOn(channel: ClaimedChannel, { code, message, data }: AppError) {
  const failures = channel.consecutiveFailures + 1;
  // Only answers that were no feed count; a host that does not answer says nothing of its feed.
  const parseFailures = channel.parseFailures + (code === 'UNPARSABLE' ? 1 : 0);
  const isGone = data.status === 410;
  const isHopeless = code === 'UNPARSABLE' && parseFailures >= mostParseFailures;
  if (isGone)
    return { state: 'PAUSED' as const, message: `Gone for good: ${message}`, parseFailures, isGone };
  if (!isHopeless) return { state: stateAfter({ code }, failures), message, parseFailures, isGone };
  const reason = `Paused after ${parseFailures} answers in a row that were no feed: ${message}`;
  return { state: 'PAUSED' as const, message: reason, parseFailures, isGone };
}

async function settleFailure(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  error: AppError,
): Promise<ChannelReport> {
  const { log, clock, database } = pipeline;
  const { code } = error;
  const verdict = verdictOn(channel, error);
  const facts = {
    pollSeconds: calmSeconds(pipeline, channel, channel.entriesPerWeek),
    askedSeconds: null,
    failures: channel.consecutiveFailures + 1,
    retryAfterSeconds: retryAfterOf(error),
  };
  const pause = pauseSeconds(facts, Math.random());
  const isSlow = verdict.state === 'BLOCKED' && !channel.isDemo;
  const times = timesAfter(clock(), isSlow ? Math.max(pause, blockedSeconds) : pause);
  const status = typeof error.data.status === 'number' ? error.data.status : null;
  await settleChannel(database, channel.channelId, { ok: false, status, code, ...verdict }, times);
  const { sourceDomain: domain, url } = channel;
  const { state, message: reason } = verdict;
  const err = code === 'INTERNAL' ? error.cause : undefined;
  log.warn({ source: domain, url, code, state, reason, err }, 'channel failed');
  return { domain, url, ok: false, entries: 0, outcomes: {}, error: `${code}: ${reason}` };
}

const timesAfter = (now: Date, seconds: number) => ({ now, next: new Date(now.getTime() + seconds * 1000) });
