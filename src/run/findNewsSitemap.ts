/** Finds the sitemap of a site's latest news: one whose entries carry news facts, or an index of such. */
import { asAppError } from '../base/errors.ts';
import type { Feed } from '../base/news.ts';
import { isSameSite } from '../base/url.ts';
import type { Fetched } from '../ingest/http.ts';
import { sitemapChildren } from '../ingest/sitemap.ts';
import { usualSitemapPaths } from '../outlets/discovery.ts';
import { type FoundFeed, feedIn, fetchAllowed, isSitemapIndex, type ProbeDeps } from './probeFeeds.ts';

/** Sitemaps read for one site at most, and children of one index among them. */
const mostRead = 6;
const mostChildren = 2;

const saysNews = (url: string): boolean => /news|berita|latest|terbaru/i.test(new URL(url).pathname);
/** An address with a date or a long number in it is one of a series, and goes stale. */
const isOfSeries = (url: string): boolean => /\d{4}/.test(new URL(url).pathname);

/** Only the news extension gives a sitemap's entry a title. @see https://www.google.com/schemas/sitemap-news/0.9 */
const hasNews = (feed: Feed): boolean =>
  feed.kind === 'NEWS_SITEMAP' && feed.entries.some(({ headline }) => headline !== null);

/** The sitemaps that an index lists: those whose address says news first, in their order. */
function childrenOf({ bytes, url }: Fetched): string[] {
  const children = (sitemapChildren(bytes, url) ?? []).slice(0, 1000).map((child) => child.url);
  const own = children.filter((child) => isSameSite(child, url));
  return [...own.filter(saysNews), ...(saysNews(url) ? own.filter((child) => !saysNews(child)) : [])];
}

async function readSitemap(deps: ProbeDeps, url: string): Promise<{ feed: Feed; fetched: Fetched } | null> {
  try {
    const fetched = await fetchAllowed(deps, url);
    const feed = feedIn(fetched, deps.clock());
    return feed?.kind === 'NEWS_SITEMAP' ? { feed, fetched } : null;
  } catch (thrown) {
    deps.onProgress?.(asAppError(thrown).message);
    return null;
  }
}

const asFound = (url: string, { feed, fetched }: { feed: Feed; fetched: Fetched }): FoundFeed => ({
  url,
  answeredAt: fetched.url,
  feed,
});

/**
 * The channel in an index of sitemaps: its first child with news, or the index itself where that child is one of a
 * series. Null when the first children hold no news.
 */
export async function newsInIndex(deps: ProbeDeps, url: string, fetched: Fetched): Promise<FoundFeed | null> {
  for (const child of childrenOf(fetched).slice(0, mostChildren)) {
    const read = await readSitemap(deps, child);
    if (read === null || !hasNews(read.feed)) continue;
    if (!isOfSeries(child)) return asFound(child, read);
    // An index of everything would make the worker read the archive.
    return saysNews(url) ? asFound(url, { feed: read.feed, fetched }) : null;
  }
  return null;
}

/** The news sitemap of a site, from robots.txt or at a usual path; null when there is none among the first six. */
export async function findNewsSitemap(deps: ProbeDeps, siteUrl: string): Promise<FoundFeed | null> {
  const { sitemaps } = await deps.robots.rulesFor(siteUrl);
  const named = sitemaps.slice(0, 200).filter((url) => URL.canParse(url) && isSameSite(url, siteUrl));
  const usual = usualSitemapPaths.map((path) => new URL(path, siteUrl).href);
  const rest = named.filter((url) => !saysNews(url));
  const candidates = [...new Set([...named.filter(saysNews), ...usual, ...rest])].slice(0, mostRead);
  for (const url of candidates) {
    const read = await readSitemap(deps, url);
    if (read === null) continue;
    if (hasNews(read.feed)) return asFound(url, read);
    const found = isSitemapIndex(read.feed, read.fetched) ? await newsInIndex(deps, url, read.fetched) : null;
    if (found !== null) return found;
  }
  return null;
}
