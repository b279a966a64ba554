/** The worker: claims due channels, reads them, settles what happened on their rows, and writes the trending boards. */
import { type AppError, asAppError } from '../base/errors.ts';
import { type ClaimedChannel, claimDueChannels, settleChannel } from '../store/channels.ts';
import { writeBoards } from './boards.ts';
import { type Refresh, refreshChannel } from './channel.ts';
import { type Pipeline, retryAfterOf } from './pipeline.ts';
import { pauseSeconds, stateAfter } from './schedule.ts';

/** How one channel's turn ended. */
export interface ChannelReport {
  domain: string;
  url: string;
  ok: boolean;
  entries: number;
  outcomes: Record<string, number>;
  error: string | null;
}

/** Channels read side by side; entries of one channel go one after the other. */
const channelsAtOnce = 4;
const leaseMs = 10 * 60_000;
const idleMs = 1000;
const boardMs = 60_000;
/** The demo newsroom publishes every few dozen seconds, on our own machine. */
const demoPollSeconds = 15;

/** Reads one claimed channel and stores the outcome on its row. Never throws for a fault of the outlet. */
async function runChannel(pipeline: Pipeline, channel: ClaimedChannel): Promise<ChannelReport> {
  const started = pipeline.clock().getTime();
  try {
    const refresh = await refreshChannel(pipeline, channel);
    return await settleRead(pipeline, channel, refresh, started);
  } catch (thrown) {
    return settleFailure(pipeline, channel, asAppError(thrown));
  }
}

const pollSecondsOf = (pipeline: Pipeline, channel: ClaimedChannel) =>
  channel.isDemo ? demoPollSeconds : pipeline.config.POLL_SECONDS;

async function settleRead(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  refresh: Refresh,
  started: number,
): Promise<ChannelReport> {
  const { log, clock, database } = pipeline;
  const { status, validators, faults, entries, outcomes } = refresh;
  const askedSeconds = channel.isDemo ? null : refresh.askedSeconds;
  const pollSeconds = pollSecondsOf(pipeline, channel);
  const pause = pauseSeconds({ pollSeconds, askedSeconds, failures: 0, retryAfterSeconds: null }, 0);
  const settled = { ok: true as const, status, validators, faults };
  await settleChannel(database, channel.channelId, settled, timesAfter(clock(), pause));
  const facts = {
    source: channel.sourceDomain,
    url: channel.url,
    status,
    entries,
    faults: faults.length,
    outcomes,
  };
  log.info({ ...facts, ms: clock().getTime() - started }, 'channel read');
  return { domain: channel.sourceDomain, url: channel.url, ok: true, entries, outcomes, error: null };
}

async function settleFailure(
  pipeline: Pipeline,
  channel: ClaimedChannel,
  error: AppError,
): Promise<ChannelReport> {
  const { log, clock, database } = pipeline;
  const { code, message } = error;
  const failures = channel.consecutiveFailures + 1;
  const pollSeconds = pollSecondsOf(pipeline, channel);
  const facts = { pollSeconds, askedSeconds: null, failures, retryAfterSeconds: retryAfterOf(error) };
  const times = timesAfter(clock(), pauseSeconds(facts, Math.random()));
  const status = typeof error.data.status === 'number' ? error.data.status : null;
  const state = stateAfter(error, failures);
  await settleChannel(database, channel.channelId, { ok: false, status, code, message, state }, times);
  const cause = code === 'INTERNAL' ? error.cause : undefined;
  log.warn(
    { source: channel.sourceDomain, url: channel.url, code, reason: message, err: cause },
    'channel failed',
  );
  return {
    domain: channel.sourceDomain,
    url: channel.url,
    ok: false,
    entries: 0,
    outcomes: {},
    error: `${code}: ${message}`,
  };
}

const timesAfter = (now: Date, seconds: number) => ({ now, next: new Date(now.getTime() + seconds * 1000) });

/** Wires before the outlets that relay them, so that originals come in before their copies. */
async function runBatch(
  pipeline: Pipeline,
  channels: ClaimedChannel[],
  onChannel: (report: ChannelReport) => void,
): Promise<void> {
  const isWire = (channel: ClaimedChannel) => channel.sourceKind === 'WIRE';
  for (const group of [channels.filter(isWire), channels.filter((channel) => !isWire(channel))]) {
    await Promise.all(group.map(async (channel) => onChannel(await runChannel(pipeline, channel))));
  }
}

/**
 * Reads every configured channel (or those of one domain) once, due or not, and writes the boards.
 * Channels that another worker holds are left to it.
 */
export async function ingestOnce(
  pipeline: Pipeline,
  options: { domain: string | null; onChannel?: (report: ChannelReport) => void },
): Promise<{ channels: number; failed: number; articles: number }> {
  const total = { channels: 0, failed: 0, articles: 0 };
  const claimedBefore = pipeline.clock();
  for (;;) {
    const channels = await claim(pipeline, { domain: options.domain, claimedBefore });
    if (channels.length === 0) break;
    await runBatch(pipeline, channels, (report) => {
      total.channels += 1;
      total.failed += report.ok ? 0 : 1;
      total.articles += report.outcomes.created ?? 0;
      options.onChannel?.(report);
    });
  }
  await writeBoards(pipeline);
  return total;
}

function claim(
  pipeline: Pipeline,
  options: { domain: string | null; claimedBefore: Date | null },
): Promise<ClaimedChannel[]> {
  const now = pipeline.clock();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  return claimDueChannels(pipeline.database, { ...options, now, leaseUntil, limit: channelsAtOnce });
}

/** Works until stopped. `stop` lets running channels finish; a fault of the database is logged and tried again. */
export function startWorker(pipeline: Pipeline): { stop(): Promise<void> } {
  const { log, clock } = pipeline;
  const stopping = new AbortController();
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stopping.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      stopping.signal.addEventListener('abort', done);
    });
  const run = async () => {
    let boardsAt = 0;
    while (!stopping.signal.aborted) {
      try {
        const channels = await claim(pipeline, { domain: null, claimedBefore: null });
        await runBatch(pipeline, channels, () => {});
        if (channels.length === channelsAtOnce) continue;
        if (clock().getTime() >= boardsAt) {
          await writeBoards(pipeline);
          boardsAt = (Math.floor(clock().getTime() / boardMs) + 1) * boardMs;
        }
        await pause(idleMs);
      } catch (error) {
        log.error({ err: error }, 'worker failed, trying again');
        await pause(5 * idleMs);
      }
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
