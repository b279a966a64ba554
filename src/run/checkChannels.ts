/** Which channels answer: each is asked of robots.txt, fetched and parsed once, and nothing is stored. */
import { asAppError } from '../base/errors.ts';
import type { Feed } from '../base/news.ts';
import type { ListedOutlet } from '../base/opml.ts';
import { feedIn, isSitemapIndex, type ProbeDeps } from './probeFeeds.ts';

/** How one channel answered. */
export interface ChannelCheck {
  outlet: string;
  domain: string;
  url: string;
  /** As found in the answer; as listed where there was none. */
  kind: string;
  /** True when a feed was read. */
  ok: boolean;
  /** What robots.txt says of the address; null when the host did not answer. */
  robots: 'ALLOWED' | 'FORBIDDEN' | null;
  status: number | null;
  entries: number;
  /** Date of the newest entry, null without one. */
  newestAt: Date | null;
  /** Milliseconds for the feed itself, robots.txt not counted. */
  ms: number;
  /** Why it does not answer; null when it does. */
  error: string | null;
}

function newestOf({ entries }: Feed): Date | null {
  const times = entries.flatMap(
    ({ publishedAt, modifiedAt }) => (publishedAt ?? modifiedAt)?.getTime() ?? [],
  );
  return times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b)));
}

type Channel = ListedOutlet['channels'][number];

/** Fetches and parses; throws whatever stands in the way. */
async function readOnce(deps: ProbeDeps, url: string): Promise<Partial<ChannelCheck>> {
  const fetched = await deps.fetcher.fetchBytes(url);
  const feed = feedIn(fetched, deps.clock());
  const { status } = fetched;
  if (feed === null) return { status, error: 'The answer is no feed' };
  if (feed.entries.length === 0 && !isSitemapIndex(feed, fetched)) {
    const [fault] = feed.faults;
    return {
      status,
      kind: feed.kind,
      error: fault ? `No entry can be read: ${fault.message}` : 'It is empty',
    };
  }
  const facts = { kind: feed.kind, entries: feed.entries.length, newestAt: newestOf(feed) };
  return { ...facts, ok: true, status };
}

async function checkChannel(deps: ProbeDeps, outlet: ListedOutlet, channel: Channel): Promise<ChannelCheck> {
  const check: ChannelCheck = {
    outlet: outlet.name,
    domain: outlet.domain,
    url: channel.url,
    kind: channel.kind,
    ok: false,
    robots: null,
    status: null,
    entries: 0,
    newestAt: null,
    ms: 0,
    error: null,
  };
  const rules = await deps.robots.rulesFor(channel.url);
  if (!rules.mayFetch(channel.url)) {
    if (rules.unreachable !== null) return { ...check, error: rules.unreachable };
    return { ...check, robots: 'FORBIDDEN', error: 'robots.txt forbids it' };
  }
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  try {
    const read = await readOnce(deps, channel.url);
    return { ...check, robots: 'ALLOWED', ...read, ms: elapsed() };
  } catch (thrown) {
    const { message, data } = asAppError(thrown);
    const status = typeof data.status === 'number' ? data.status : null;
    return { ...check, robots: 'ALLOWED', status, error: message, ms: elapsed() };
  }
}

/**
 * Checks every channel that is to be read. Outlets are asked side by side, `concurrency` at a time, the channels of one
 * after the other. Results come in the order of the list; `onCheck` hears of each as it ends. Never throws for a fault of
 * an outlet.
 */
export async function checkChannels(
  deps: ProbeDeps,
  outlets: readonly ListedOutlet[],
  options: { concurrency: number; onCheck?: (check: ChannelCheck) => void },
): Promise<ChannelCheck[]> {
  const results: ChannelCheck[][] = outlets.map(() => []);
  const waiting = outlets.entries();
  const work = async () => {
    for (const [index, outlet] of waiting) {
      for (const channel of outlet.channels.filter(({ ingestible }) => ingestible)) {
        const check = await checkChannel(deps, outlet, channel);
        results[index]?.push(check);
        options.onCheck?.(check);
      }
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
  return results.flat();
}
