/**
 * From an address that a person gives to a source that can be read: the address is a feed, or a site whose page leads to
 * feeds. Every channel was fetched and parsed once; nothing is taken on trust.
 */
import { AppError, asAppError } from '../base/errors.ts';
import type { Feed } from '../base/news.ts';
import { absoluteUrl, domainOf } from '../base/url.ts';
import { decodeHtml } from '../ingest/decode.ts';
import { parseFeed } from '../ingest/feed.ts';
import type { Fetched, Fetcher } from '../ingest/http.ts';
import { readSite, type SiteFacts, usualFeedPaths } from '../outlets/discovery.ts';
import type { NewSource } from '../store/configuredSources.ts';
import type { RobotsCache } from './robotsCache.ts';
import { storable } from './storable.ts';

export interface ProbeDeps {
  fetcher: Pick<Fetcher, 'fetchBytes'>;
  robots: RobotsCache;
  clock: () => Date;
  /** Told what happens, for a person who waits. */
  onProgress?: (line: string) => void;
}

/** What the person says about the source; null leaves it to the feed and the page. */
export interface GivenFacts {
  name: string | null;
  country: string | null;
  language: string | null;
  kind: NewSource['kind'] | null;
}

interface FoundFeed {
  url: string;
  feed: Feed;
}

/** Feeds read from one page at most; a page that lists one for each tag would keep us for hours. */
const mostCandidates = 10;

/** The feed in an answer, null when it is none. Other faults of a parser are told. */
function feedIn(fetched: Fetched, now: Date): Feed | null {
  const feed = parsedFeed(fetched, now);
  // An index lists other sitemaps and never an article: as a channel it would stay silent for ever.
  const isIndex = feed?.kind === 'NEWS_SITEMAP' && feed.entries.length === 0;
  if (isIndex && Buffer.from(fetched.bytes).includes('<sitemapindex')) {
    throw new AppError(
      'NOT_FOUND',
      `${fetched.url} is an index of sitemaps: give the address of the news sitemap in it.`,
    );
  }
  return feed;
}

function parsedFeed(fetched: Fetched, now: Date): Feed | null {
  try {
    return parseFeed(fetched.bytes, { url: fetched.url, contentType: fetched.headers['content-type'], now });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'UNPARSABLE') return null;
    throw thrown;
  }
}

async function readCandidate(deps: ProbeDeps, url: string): Promise<FoundFeed | string> {
  try {
    const fetched = await deps.fetcher.fetchBytes(url);
    const feed = feedIn(fetched, deps.clock());
    if (feed === null) return `${url} is no feed`;
    const rules = await deps.robots.rulesFor(url);
    return rules.mayFetch(url) ? { url, feed } : `robots.txt forbids reading ${url}`;
  } catch (thrown) {
    return asAppError(thrown).message;
  }
}

/** Reads candidates one after the other; `reasons` tells why the others were left out. */
async function readCandidates(
  deps: ProbeDeps,
  urls: readonly string[],
  isEnough: (found: FoundFeed[]) => boolean,
): Promise<{ found: FoundFeed[]; reasons: string[] }> {
  const found: FoundFeed[] = [];
  const reasons: string[] = [];
  for (const url of urls.slice(0, mostCandidates)) {
    deps.onProgress?.(`Reading ${url}`);
    const read = await readCandidate(deps, url);
    if (typeof read === 'string') reasons.push(read);
    else found.push(read);
    if (isEnough(found)) break;
  }
  return { found, reasons };
}

async function findFeeds(deps: ProbeDeps, site: SiteFacts, siteUrl: string): Promise<FoundFeed[]> {
  const told = await readCandidates(deps, site.feeds, () => false);
  if (told.found.length > 0) return told.found;
  const usual = usualFeedPaths.map((path) => new URL(path, siteUrl).href);
  const guessed = await readCandidates(deps, usual, (found) => found.length > 0);
  if (guessed.found.length > 0) return guessed.found;
  const reason = told.reasons[0];
  throw new AppError(
    'NOT_FOUND',
    reason === undefined
      ? `No feed was found at ${siteUrl}: give the address of a feed instead.`
      : `No feed of ${siteUrl} can be read (${reason}): give the address of a feed instead.`,
    { data: { url: siteUrl, reasons: told.reasons } },
  );
}

/** Feed titles often say that they are feeds; a publisher's name does not. */
function nameIn(title: string | null): string | null {
  const name = title
    ?.replace(/\s+/g, ' ')
    .replace(/\s*[-–—|»:]\s*(?:rss|atom|feed|rss feed|all|latest)\s*$/i, '')
    .trim();
  return name || null;
}

const primaryTag = (tag: string | null): string | null => tag?.split(/[-_]/)[0]?.toLowerCase() || null;

function sourceOf(feeds: FoundFeed[], site: SiteFacts | null, siteUrl: string, given: GivenFacts): NewSource {
  const titles = feeds.map(({ feed }) => nameIn(feed.title));
  const domain = domainOf(siteUrl);
  const language =
    given.language ??
    feeds.map(({ feed }) => feed.language).find((tag) => tag !== null) ??
    site?.language ??
    null;
  const tag = primaryTag(language);
  return {
    name:
      given.name ??
      site?.name ??
      titles.find((title) => title !== null) ??
      nameIn(site?.title ?? null) ??
      domain,
    domain,
    url: siteUrl,
    kind: given.kind ?? 'OTHER',
    country: given.country,
    languages: tag === null ? [] : [tag],
    exposure: 'SNIPPET',
    isDemo: false,
    channels: feeds.map(({ feed, url }) => ({ kind: feed.kind, url })),
  };
}

/** An address as typed: without a scheme it is taken for https. */
function typedUrl(text: string): string {
  const url = absoluteUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text : `https://${text.trim()}`);
  if (url === null) throw new AppError('BAD_INPUT', `This is not a web address: ${text.slice(0, 200)}`);
  return url;
}

/**
 * The source that an address leads to, not stored yet. A feed is its one channel; a site gives every feed that its page
 * links and that parses, else the first at a usual path.
 * @throws AppError NOT_FOUND when there is no feed, REFUSED when robots.txt or our guard forbids it, BAD_INPUT for no
 * address, and whatever the fetch ended with.
 */
export async function probeSource(deps: ProbeDeps, text: string, given: GivenFacts): Promise<NewSource> {
  const url = typedUrl(text);
  deps.onProgress?.(`Reading ${url}`);
  const fetched = await deps.fetcher.fetchBytes(url);
  const feed = feedIn(fetched, deps.clock());
  if (feed !== null) {
    const rules = await deps.robots.rulesFor(url);
    if (!rules.mayFetch(url)) throw new AppError('REFUSED', `robots.txt forbids reading ${url}`);
    const siteUrl = absoluteUrl(feed.siteUrl) ?? new URL(fetched.url).origin;
    return storable(sourceOf([{ url, feed }], null, siteUrl, given));
  }
  const site = readSite(decodeHtml(fetched.bytes, fetched.headers['content-type']), fetched.url);
  const feeds = await findFeeds(deps, site, fetched.url);
  return storable(sourceOf(feeds, site, fetched.url, given));
}
