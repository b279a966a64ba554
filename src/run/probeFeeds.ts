/** Trying addresses that may be feeds: each is asked for by robots.txt, fetched and parsed, or left out with a reason. */
import { AppError, asAppError } from '../base/errors.ts';
import type { Feed } from '../base/news.ts';
import { parseFeed } from '../ingest/feed.ts';
import type { Fetched, Fetcher } from '../ingest/http.ts';
import { checkMayFetch } from '../ingest/robots.ts';
import { sitemapChildren } from '../ingest/sitemap.ts';
import type { RobotsCache } from './robotsCache.ts';

export interface ProbeDeps {
  fetcher: Pick<Fetcher, 'fetchBytes'>;
  robots: RobotsCache;
  clock: () => Date;
  /** Told what happens, for a person who waits. */
  onProgress?: (line: string) => void;
}

/** A feed that was read. `answeredAt` is the address after redirects. */
export interface FoundFeed {
  url: string;
  answeredAt: string;
  feed: Feed;
}

/** Feeds read from one page at most; a page that lists one for each tag would keep us for hours. */
const mostCandidates = 10;

/**
 * The feed in an answer; null when it is none.
 * @throws AppError for other faults than UNPARSABLE.
 */
export function feedIn(fetched: Fetched, now: Date): Feed | null {
  try {
    return parseFeed(fetched.bytes, { url: fetched.url, contentType: fetched.headers['content-type'], now });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'UNPARSABLE') return null;
    throw thrown;
  }
}

/** True for an index of sitemaps: it lists other sitemaps and never an article. */
export function isSitemapIndex(feed: Feed, { bytes, url }: Fetched): boolean {
  const isEmpty = feed.kind === 'NEWS_SITEMAP' && feed.entries.length === 0;
  return isEmpty && sitemapChildren(bytes, url) !== null;
}

/** Fetches one address that robots.txt allows. @throws AppError as `checkMayFetch` and `fetchBytes`. */
export async function fetchAllowed(deps: ProbeDeps, url: string): Promise<Fetched> {
  checkMayFetch(await deps.robots.rulesFor(url), url);
  deps.onProgress?.(`Reading ${url}`);
  return deps.fetcher.fetchBytes(url);
}

/** The feed at an address, or the sentence that says why there is none. */
export async function readCandidate(deps: ProbeDeps, url: string): Promise<FoundFeed | string> {
  try {
    const fetched = await fetchAllowed(deps, url);
    const feed = feedIn(fetched, deps.clock());
    if (feed === null || isSitemapIndex(feed, fetched)) return `${url} is no feed`;
    return { url, answeredAt: fetched.url, feed };
  } catch (thrown) {
    return asAppError(thrown).message;
  }
}

/**
 * Reads candidates one after the other, ten at most, until `isEnough`. Of several that lead to one address the first is
 * kept; `reasons` tells why the others were left out.
 */
export async function readCandidates(
  deps: ProbeDeps,
  urls: readonly string[],
  isEnough: (found: FoundFeed[]) => boolean,
): Promise<{ found: FoundFeed[]; reasons: string[] }> {
  const found: FoundFeed[] = [];
  const reasons: string[] = [];
  for (const url of urls.slice(0, mostCandidates)) {
    const read = await readCandidate(deps, url);
    if (typeof read === 'string') reasons.push(read);
    else if (found.every(({ answeredAt }) => answeredAt !== read.answeredAt)) found.push(read);
    if (isEnough(found)) break;
  }
  return { found, reasons };
}
