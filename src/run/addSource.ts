/**
 * From an address that a person gives to a source that can be read: the address is a feed, or a site whose page leads to
 * feeds, a news sitemap and channels elsewhere. Every channel that is to be read was fetched and parsed once; nothing is
 * taken on trust.
 */
import { AppError } from '../base/errors.ts';
import { absoluteUrl, domainOf } from '../base/url.ts';
import { detectLanguage } from '../enrich/language.ts';
import { decodeHtml } from '../ingest/decode.ts';
import type { Fetched } from '../ingest/http.ts';
import { checkMayFetch } from '../ingest/robots.ts';
import { googleNewsSite, type NamedChannel, namedChannel } from '../outlets/channelAddress.ts';
import { countryOfDomain, countryOfLocales } from '../outlets/country.ts';
import { readSite, type SiteFacts, usualFeedPaths } from '../outlets/discovery.ts';
import type { NewChannel, NewSource } from '../store/configuredSources.ts';
import { findNewsSitemap, newsInIndex } from './findNewsSitemap.ts';
import {
  type FoundFeed,
  feedIn,
  isSitemapIndex,
  type ProbeDeps,
  readCandidate,
  readCandidates,
} from './probeFeeds.ts';
import { storable } from './storable.ts';

/** What the person says about the source; null leaves it to the feed and the page. */
export interface GivenFacts {
  name: string | null;
  country: string | null;
  language: string | null;
  kind: NewSource['kind'] | null;
  /** Read the public Telegram channels that the page names, instead of noting them for people. */
  readTelegram: boolean;
}

/** What an address led to. */
interface Findings {
  siteUrl: string;
  site: SiteFacts | null;
  feeds: FoundFeed[];
  /** Channels that are not feeds of the site. */
  others: NewChannel[];
}

/** A site's REST interface as a list of its latest posts, with authors and pictures. */
function wordPressPosts(api: string): string {
  const url = new URL(api);
  const route = url.searchParams.get('rest_route');
  if (route === null) url.pathname = `${url.pathname.replace(/\/$/, '')}/wp/v2/posts`;
  else url.searchParams.set('rest_route', `${route.replace(/\/$/, '')}/wp/v2/posts`);
  url.searchParams.set('per_page', '20');
  url.searchParams.set('_embed', '1');
  return url.href;
}

/** Feeds that the page links, else the first at a usual path, else its REST interface; and its news sitemap. */
async function findFeeds(deps: ProbeDeps, site: SiteFacts, siteUrl: string): Promise<FoundFeed[]> {
  const told = await readCandidates(deps, site.feeds, () => false);
  const isFound = (found: FoundFeed[]) => found.length > 0;
  const guesses = [usualFeedPaths.map((path) => new URL(path, siteUrl).href)];
  guesses.push([wordPressPosts(site.wordPressApi ?? new URL('/wp-json/', siteUrl).href)]);
  const feeds = told.found;
  for (const urls of guesses) {
    if (feeds.length === 0) feeds.push(...(await readCandidates(deps, urls, isFound)).found);
  }
  const sitemap = await findNewsSitemap(deps, siteUrl);
  if (sitemap !== null && feeds.every(({ url }) => url !== sitemap.url)) feeds.push(sitemap);
  if (feeds.length > 0) return feeds;
  const reason = told.reasons[0];
  throw new AppError(
    'NOT_FOUND',
    reason === undefined
      ? `No feed was found at ${siteUrl}: give the address of a feed instead.`
      : `No feed of ${siteUrl} can be read (${reason}): give the address of a feed instead.`,
    { data: { url: siteUrl, reasons: told.reasons } },
  );
}

/** Channels that the page names, for people; a Telegram channel that was asked for and can be read is read. */
async function settleNamed(
  deps: ProbeDeps,
  named: readonly NamedChannel[],
  readTelegram: boolean,
): Promise<NewChannel[]> {
  const channels: NewChannel[] = [];
  for (const { kind, url } of named) {
    const read = kind === 'TELEGRAM' && readTelegram ? await readCandidate(deps, url) : null;
    if (typeof read === 'string') deps.onProgress?.(`Kept for people only: ${read}`);
    channels.push({ kind, url, ingestible: read !== null && typeof read !== 'string' });
  }
  return channels;
}

/** Feed titles often say that they are feeds; a publisher's name does not. */
function nameIn(title: string | null): string | null {
  const name = title
    ?.slice(0, 500)
    .replace(/\s+/g, ' ')
    .replace(/ ?[-–—|»:] ?(?:rss|atom|feed|rss feed|all|latest) ?$/i, '')
    .trim();
  return name || null;
}

const primaryTag = (tag: string | null): string | null => tag?.split(/[-_]/)[0]?.toLowerCase() || null;

/**
 * As the person says, or feeds and page in one voice; else as the headlines read, since publishing systems declare a
 * language where nobody chose one. Null when nothing tells.
 */
function languageOf({ feeds, site }: Findings, given: GivenFacts): string | null {
  if (given.language !== null) return primaryTag(given.language);
  const told = [...feeds.map(({ feed }) => feed.language), site?.language ?? null].map(primaryTag);
  const tags = [...new Set(told.filter((tag) => tag !== null))];
  const [first = null] = tags;
  if (tags.length === 1) return first;
  const headlines = feeds.flatMap(({ feed }) =>
    feed.entries.slice(0, 30).map(({ headline }) => headline ?? ''),
  );
  const detected = detectLanguage(headlines.join('\n').slice(0, 5_000), first);
  return detected === 'und' ? first : detected;
}

function sourceOf(found: Findings, given: GivenFacts): NewSource {
  const { siteUrl, site, feeds, others } = found;
  const titles = feeds.map(({ feed }) => nameIn(feed.title));
  const domain = domainOf(siteUrl);
  const language = languageOf(found, given);
  const country = site === null ? countryOfDomain(siteUrl) : site.country;
  const read = feeds.map(({ feed, url }) => ({ kind: feed.kind, url, ingestible: true }));
  return {
    name:
      given.name ??
      site?.name ??
      titles.find((title) => title !== null) ??
      nameIn(site?.title ?? null) ??
      domain,
    domain,
    url: siteUrl,
    kind: given.kind ?? site?.kind ?? 'OTHER',
    country: given.country ?? country ?? countryOfLocales(feeds.map(({ feed }) => feed.language)),
    languages: language === null ? [] : [language],
    exposure: 'SNIPPET',
    isDemo: false,
    iconUrl: site?.iconUrl ?? null,
    profile: site?.profile ?? null,
    channels: [...read, ...others],
  };
}

/** An address as typed: without a scheme it is taken for https. */
function typedUrl(text: string): string {
  const url = absoluteUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text : `https://${text.trim()}`);
  if (url === null) throw new AppError('BAD_INPUT', `This is not a web address: ${text.slice(0, 200)}`);
  return url;
}

/** A search or section of Google News: the outlet it is narrowed to, else Google News itself as an aggregator. */
async function probeGoogleNews(deps: ProbeDeps, url: string, given: GivenFacts): Promise<NewSource> {
  const read = await readCandidate(deps, url);
  if (typeof read === 'string') throw new AppError('NOT_FOUND', read);
  const searched = googleNewsSite(url);
  const siteUrl = searched ?? 'https://news.google.com/';
  const facts: GivenFacts = {
    ...given,
    name: given.name ?? (searched === null ? null : domainOf(searched)),
    kind: given.kind ?? (searched === null ? 'AGGREGATOR' : null),
  };
  const source = sourceOf({ siteUrl, site: null, feeds: [read], others: [] }, facts);
  return { ...source, channels: [{ kind: 'GOOGLE_NEWS', url, ingestible: true }] };
}

async function probeSite(deps: ProbeDeps, fetched: Fetched, given: GivenFacts): Promise<NewSource> {
  const site = readSite(decodeHtml(fetched.bytes, fetched.headers['content-type']), fetched.url);
  const feeds = await findFeeds(deps, site, fetched.url);
  const others = await settleNamed(deps, site.named, given.readTelegram);
  return sourceOf({ siteUrl: fetched.url, site, feeds, others }, given);
}

async function probeAddress(deps: ProbeDeps, url: string, given: GivenFacts): Promise<NewSource> {
  deps.onProgress?.(`Reading ${url}`);
  const fetched = await deps.fetcher.fetchBytes(url);
  const feed = feedIn(fetched, deps.clock());
  if (feed === null) return probeSite(deps, fetched, given);
  checkMayFetch(await deps.robots.rulesFor(url), url);
  const isIndex = isSitemapIndex(feed, fetched);
  const read = isIndex ? await newsInIndex(deps, url, fetched) : { url, answeredAt: fetched.url, feed };
  if (read === null) {
    const message = `${fetched.url} is an index of sitemaps: give the address of the news sitemap in it.`;
    throw new AppError('NOT_FOUND', message);
  }
  const siteUrl = absoluteUrl(read.feed.siteUrl) ?? new URL(fetched.url).origin;
  return sourceOf({ siteUrl, site: null, feeds: [read], others: [] }, given);
}

/**
 * The source that an address leads to, not stored yet. A feed is its one channel; a site gives every feed that its page
 * links and that parses, else the first at a usual path, its news sitemap, and the WhatsApp and Telegram channels it
 * names. Google News addresses may be those of its pages.
 * @throws AppError NOT_FOUND when there is no feed, REFUSED when robots.txt or our guard forbids it, BAD_INPUT for no
 * address or one that is only a channel, and whatever the fetch ended with.
 */
export async function probeSource(deps: ProbeDeps, text: string, given: GivenFacts): Promise<NewSource> {
  const url = typedUrl(text);
  const named = namedChannel(url);
  if (named?.kind === 'GOOGLE_NEWS') return storable(await probeGoogleNews(deps, named.url, given));
  if (named !== null) {
    throw new AppError(
      'BAD_INPUT',
      `${named.url} is a channel and no outlet: give the address of the outlet's site, whose page names it.`,
    );
  }
  return storable(await probeAddress(deps, url, given));
}
