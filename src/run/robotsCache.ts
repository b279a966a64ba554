/** robots.txt of each host, read once and kept a day at most (RFC 9309 section 2.4). */
import { LRUCache } from 'lru-cache';
import { asAppError } from '../base/errors.ts';
import type { Fetcher } from '../ingest/http.ts';
import { longestRobots, parseRobots, type Robots, unreachableRobots } from '../ingest/robots.ts';
import { maxAgeOf } from './schedule.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A host that did not answer is asked again after this. */
const retryMs = 600_000;
/** What a host said last holds so long while it does not answer; the RFC sets no limit. */
const lastWordMs = 7 * dayMs;
const mostOrigins = 5000;
/** Characters of all files kept together. */
const mostText = 32_000_000;

export interface RobotsCache {
  /**
   * The rules for an address. A missing file allows everything (also after too many redirects), one that cannot be had
   * nothing, unless the host said something in the last week (RFC 9309 section 2.3.1). Never rejects.
   */
  rulesFor(url: string): Promise<Robots>;
}

/** What asks; a fetcher that can be slowed down is, as crawl delays say. */
export type RobotsFetcher = Pick<Fetcher, 'fetchBytes'> & Partial<Pick<Fetcher, 'slowDown'>>;

interface Held {
  rules: Robots;
  readAt: number;
  until: number;
}

/** A cache that asks through `fetcher`; askers of one host at the same time share one answer. */
export function createRobotsCache(fetcher: RobotsFetcher, userAgent: string, clock: () => Date): RobotsCache {
  const known = new LRUCache<string, Held>({
    max: mostOrigins,
    maxSize: mostText,
    sizeCalculation: ({ rules }) => rules.text.length + 500,
  });
  const asking = new Map<string, Promise<Robots>>();

  async function ask(origin: string): Promise<Held> {
    const url = `${origin}/robots.txt`;
    const now = clock().getTime();
    try {
      const { bytes, headers } = await fetcher.fetchBytes(url, {
        accept: 'text/plain',
        firstBytes: longestRobots,
      });
      const rules = parseRobots(new TextDecoder().decode(bytes), userAgent, url);
      const askedMs = (maxAgeOf(headers['cache-control']) ?? dayMs) * 1000;
      return { rules, readAt: now, until: now + Math.min(Math.max(askedMs, hourMs), dayMs) };
    } catch (thrown) {
      const { code, message, data } = asAppError(thrown);
      const isMissing = code === 'NOT_FOUND' || code === 'REFUSED' || typeof data.redirects === 'number';
      if (isMissing) return { rules: parseRobots('', userAgent, url), readAt: now, until: now + dayMs };
      const last = known.peek(origin);
      const holds = last !== undefined && last.rules.unreachable === null && now - last.readAt < lastWordMs;
      const rules = holds ? last.rules : unreachableRobots(message, userAgent);
      return { rules, readAt: holds ? last.readAt : now, until: now + retryMs };
    }
  }

  async function refresh(origin: string): Promise<Robots> {
    const held = await ask(origin);
    known.set(origin, held);
    return held.rules;
  }

  async function rulesOf(origin: string): Promise<Robots> {
    const held = known.get(origin);
    if (held && held.until > clock().getTime()) return held.rules;
    const running = asking.get(origin) ?? refresh(origin).finally(() => asking.delete(origin));
    asking.set(origin, running);
    return running;
  }

  return {
    async rulesFor(url) {
      const { origin } = new URL(url);
      const rules = await rulesOf(origin);
      fetcher.slowDown?.(url, rules.crawlDelaySeconds ?? 0);
      return rules;
    },
  };
}

/** The text of an origin's robots.txt out of a cache: empty when it has none, null when it cannot be had. */
export async function robotsText(robots: RobotsCache, origin: string): Promise<string | null> {
  const { text, unreachable } = await robots.rulesFor(`${origin}/`);
  return unreachable === null ? text : null;
}
