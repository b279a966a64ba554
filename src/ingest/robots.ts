/** robots.txt: what an outlet lets us read and how fast. */
import robotsParser from 'robots-parser';

export interface Robots {
  /** False only where the file forbids it. Addresses of other hosts are not its business and come back true. */
  mayFetch(url: string): boolean;
  /** Seconds between two requests that the outlet asks of us; null when it does not. */
  crawlDelaySeconds: number | null;
  /** Addresses of sitemaps named in the file. */
  sitemaps: string[];
}

interface RobotsFile {
  isAllowed(url: string, userAgent?: string): boolean | undefined;
  getCrawlDelay(userAgent?: string): number | undefined;
  getSitemaps(): string[];
}

// The library is CommonJS whose declaration promises a default export that is the module itself.
const openRobots = robotsParser as unknown as (url: string, text: string) => RobotsFile;

/** robots.txt files are read up to this size (RFC 9309 §2.5 asks for at least 500 KiB). */
const maxCharacters = 512 * 1024;

/**
 * The rules of one robots.txt for one user agent (product name before the first slash counts). A group naming the agent
 * replaces the `*` group. An empty text allows everything.
 * @param url address of the robots.txt itself; rules apply to its host alone
 * @see RFC 9309
 */
export function parseRobots(
  text: string,
  userAgent: string,
  url = 'http://robots.invalid/robots.txt',
): Robots {
  const anyHost = new URL(url).hostname === 'robots.invalid';
  const file = openRobots(url, text.slice(0, maxCharacters));
  const delay = file.getCrawlDelay(userAgent);
  return {
    mayFetch(target) {
      if (!URL.canParse(target)) return false;
      const { pathname, search } = new URL(target);
      const asked = anyHost ? new URL(`${pathname}${search}`, url).href : target;
      return file.isAllowed(asked, userAgent) !== false;
    },
    crawlDelaySeconds: delay !== undefined && delay >= 0 ? delay : null,
    sitemaps: file.getSitemaps(),
  };
}
