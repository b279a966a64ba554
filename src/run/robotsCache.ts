/** robots.txt of each host, read once and kept a day (RFC 9309 section 2.4). */
import { asAppError } from '../base/errors.ts';
import type { Fetcher } from '../ingest/http.ts';
import { parseRobots, type Robots } from '../ingest/robots.ts';

const dayMs = 86_400_000;
const allowAll = parseRobots('', 'kabar');
const forbidAll = parseRobots('User-agent: *\nDisallow: /', 'kabar');

export interface RobotsCache {
  /** The rules for an address. A missing file allows everything, an unreachable one nothing (RFC 9309 section 2.3.1). */
  rulesFor(url: string): Promise<Robots>;
}

/** A cache that asks through `fetcher`. A host that did not answer is asked again after ten minutes. */
export function createRobotsCache(fetcher: Fetcher, userAgent: string, clock: () => Date): RobotsCache {
  const known = new Map<string, { rules: Promise<Robots>; until: number }>();
  const read = async (origin: string): Promise<Robots> => {
    const url = `${origin}/robots.txt`;
    try {
      const { bytes } = await fetcher.fetchBytes(url, { accept: 'text/plain' });
      return parseRobots(new TextDecoder().decode(bytes), userAgent, url);
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code !== 'UNREACHABLE') return allowAll;
      const entry = known.get(origin);
      if (entry) entry.until = clock().getTime() + 600_000;
      return forbidAll;
    }
  };
  return {
    rulesFor(url) {
      const { origin } = new URL(url);
      const now = clock().getTime();
      const held = known.get(origin);
      if (held && held.until > now) return held.rules;
      const entry = { rules: Promise.resolve(allowAll), until: now + dayMs };
      known.set(origin, entry);
      entry.rules = read(origin);
      return entry.rules;
    },
  };
}
