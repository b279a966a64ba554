/** The worker: claims due channels and reads them side by side; beside that it writes the trending boards. */
import { pause } from '../base/pause.ts';
import { type ClaimedChannel, claimDueChannels } from '../store/channels.ts';
import { retentionOf, writeBoards } from './boards.ts';
import { type Chore, choresOf } from './chores.ts';
import type { Pipeline } from './parts.ts';
import { type ChannelReport, leaseMs, runChannel } from './turn.ts';

export type { ChannelReport } from './turn.ts';

/** Channels read side by side; entries of one channel go one after the other. Most of the time they wait for hosts. */
const channelsAtOnce = 8;
const idleMs = 1000;
const boardMs = 60_000;
const choreMs = 60_000;
/** Outlets that relay a wire wait for it so long at most. */
const wireHeadStartMs = 60_000;

/** Channels being read at present. */
interface Floor {
  running: Map<number, { channel: ClaimedChannel; since: number; done: Promise<void> }>;
  start(channel: ClaimedChannel): void;
}

interface FloorOptions {
  signal: AbortSignal;
  /** Longest turn at one channel in ms; null for as long as it takes. */
  turnMs: number | null;
  onChannel: (report: ChannelReport) => void;
}

function openFloor(pipeline: Pipeline, options: FloorOptions): Floor {
  const running: Floor['running'] = new Map();
  const read = async (channel: ClaimedChannel) => {
    try {
      options.onChannel(await runChannel(pipeline, channel, options));
    } catch (error) {
      // The database failed: the lease runs out, and the channel is tried again.
      pipeline.log.error({ err: error, url: channel.url }, 'channel could not be settled');
    } finally {
      running.delete(channel.channelId);
    }
  };
  return {
    running,
    start(channel) {
      running.set(channel.channelId, {
        channel,
        since: pipeline.clock().getTime(),
        done: read(channel),
      });
    },
  };
}

/** Hosts at which as many channels are being read as may be. */
function busyHosts({ config, fetcher }: Pipeline, { running }: Floor): string[] {
  const counts = new Map<string, number>();
  for (const { channel } of running.values()) {
    if (!fetcher.isPaced(channel.url)) continue;
    const { host } = new URL(channel.url);
    counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= config.HOST_CONCURRENCY).map(([host]) => host);
}

interface Wanted {
  domain: string | null;
  claimedBefore: Date | null;
  wires: boolean | null;
}

/** Fills the floor with what is wanted, one claim at a time so that no host gets too many. */
async function fill(pipeline: Pipeline, floor: Floor, wanted: Wanted): Promise<void> {
  while (floor.running.size < channelsAtOnce) {
    const now = pipeline.clock();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const hosts = busyHosts(pipeline, floor);
    const options = { ...wanted, now, leaseUntil, limit: 1, busyHosts: hosts };
    const [channel] = await claimDueChannels(pipeline.database, options);
    if (channel === undefined) return;
    floor.start(channel);
  }
}

/**
 * Reads every configured channel (or those of one domain, paused ones too) once, due or not, wires before the outlets
 * that relay them, and writes the boards. Channels that another worker holds are left to it.
 */
export async function ingestOnce(
  pipeline: Pipeline,
  options: { domain: string | null; onChannel?: (report: ChannelReport) => void },
): Promise<{ channels: number; failed: number; articles: number }> {
  const total = { channels: 0, failed: 0, articles: 0 };
  const claimedBefore = pipeline.clock();
  const floor = openFloor(pipeline, {
    signal: new AbortController().signal,
    turnMs: null,
    onChannel: (report) => {
      total.channels += 1;
      total.failed += report.ok ? 0 : 1;
      total.articles += report.outcomes.created ?? 0;
      options.onChannel?.(report);
    },
  });
  for (const wires of [true, false]) {
    for (;;) {
      await fill(pipeline, floor, { domain: options.domain, claimedBefore, wires });
      if (floor.running.size === 0) break;
      await Promise.race([...floor.running.values()].map(({ done }) => done));
    }
  }
  await writeBoards(pipeline, retentionOf(pipeline));
  return total;
}

/** True while an outlet that relays a wire should wait for it: originals come in before their copies. */
function isWireAhead(pipeline: Pipeline, { running }: Floor): boolean {
  const now = pipeline.clock().getTime();
  return [...running.values()].some(
    ({ channel, since }) => channel.sourceKind === 'WIRE' && now - since < wireHeadStartMs,
  );
}

interface Pace {
  signal: AbortSignal;
  /** How long to wait after a round. */
  pauseMs: () => number;
}

/** Goes through a chore until stopped; a fault of one round is logged and the next comes all the same. */
async function keepAt(name: string, chore: Chore, log: Pipeline['log'], pace: Pace): Promise<void> {
  while (!pace.signal.aborted) {
    await chore().catch((error: unknown) => log.error({ err: error, chore: name }, 'chore failed'));
    await pause(pace.pauseMs(), pace.signal);
  }
}

/** A channel read in one turn for longer than this goes on in its next; others wait for its place. */
const workerTurnMs = 8 * 60_000;

/**
 * Works until stopped. `stop` lets the entries being read finish, and leaves the rest of their channels to the next
 * worker; a fault of the database is logged and tried again.
 */
export function startWorker(pipeline: Pipeline): { stop(): Promise<void> } {
  const { log, clock } = pipeline;
  const stopping = new AbortController();
  const { signal } = stopping;
  const floor = openFloor(pipeline, { signal, turnMs: workerTurnMs, onChannel: () => {} });
  const due = { domain: null, claimedBefore: null };
  const round = async () => {
    await fill(pipeline, floor, { ...due, wires: true });
    if (!isWireAhead(pipeline, floor)) await fill(pipeline, floor, { ...due, wires: false });
    const ended = [...floor.running.values()].map(({ done }) => done);
    await pause(idleMs, signal, ended);
  };
  const run = async () => {
    while (!signal.aborted) {
      try {
        await round();
      } catch (error) {
        log.error({ err: error }, 'worker failed, trying again');
        await pause(5 * idleMs, signal);
      }
    }
    await Promise.all([...floor.running.values()].map(({ done }) => done));
  };
  const chores = Object.entries(choresOf(pipeline)).map(([name, chore]) =>
    keepAt(name, chore, log, { signal, pauseMs: () => choreMs }),
  );
  const boards = keepAt('boards', () => writeBoards(pipeline, retentionOf(pipeline)), log, {
    signal,
    pauseMs: () => boardMs - (clock().getTime() % boardMs),
  });
  const running = Promise.all([run(), boards, ...chores]).then(() => {});
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
