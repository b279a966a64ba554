/**
 * What a site's own page tells of the outlet: its feeds, its channels elsewhere, its name, language, country and icon.
 * Pure; whether an address is a feed is for the caller to find out.
 */
import type { PublisherProfile } from '../base/news.ts';
import { absoluteUrl, isSameSite } from '../base/url.ts';
import { type NamedChannel, namedChannel } from './channelAddress.ts';
import { countryOfDomain, countryOfLocales } from './country.ts';
import { type PublisherFacts, readPublisher } from './publisherLd.ts';
import { type PageLink, type SitePage, scanSitePage } from './sitePage.ts';

/** What a site's page says of itself and its channels. */
export interface SiteFacts {
  /** og:site_name, else application-name, else the name in its JSON-LD; null when the page names none. */
  name: string | null;
  title: string | null;
  /** BCP 47, from `<html lang>`, og:locale or JSON-LD. */
  language: string | null;
  /** ISO 3166-1 alpha-2: of the postal address in JSON-LD, else of the domain, else of the locale. */
  country: string | null;
  /** Absolute; the largest touch icon, else the largest icon, else the logo in JSON-LD. */
  iconUrl: string | null;
  /** What the publisher says of itself; null when it says nothing. */
  profile: PublisherProfile | null;
  /** Null where the page leaves a doubt. */
  kind: PublisherFacts['kind'];
  /** Addresses that may be feeds, best first, no doubles. */
  feeds: string[];
  /** WhatsApp and public Telegram channels that the page names, no doubles. */
  named: NamedChannel[];
  /** Base of the WordPress REST interface that the page declares, with a slash at the end. */
  wordPressApi: string | null;
}

const feedTypes = /^(?:application|text)\/(?:rss|atom|rdf)\+xml$|^application\/feed\+json$/i;
/** Types that feeds are declared with by mistake; they count only when the address agrees. */
const vagueTypes = /^(?:application|text)\/(?:xml|json)$/i;
const feedAddress = /(?:^|[/._=-])(?:rss\d*|feeds?|atom|rdf)(?:[/._?&=-]|$)|\/index\.xml$/i;
const feedLabel = /^\s*(?:rss|atom|feed|rss feed|web feed|umpan(?: rss)?)\s*$/i;
/** Feeds of readers' comments, and the share links of feed readers. */
const notNews = /\/comments?\/|[?&]feed=comments|comments?[-_.]?(?:feed|rss)|\/wp-json\/|oembed/i;

/** Paths at which publishing systems keep a feed, tried when a page tells of none. */
export const usualFeedPaths = [
  '/feed/',
  '/rss',
  '/rss.xml',
  '/feed.xml',
  '/atom.xml',
  '/feed.json',
  '/index.xml',
];

/** Paths at which outlets keep the sitemap of their latest news, tried beside those robots.txt names. */
export const usualSitemapPaths = ['/news-sitemap.xml', '/sitemap-news.xml', '/sitemap_index.xml'];

/** Channels of one kind beyond this number are links of a page that lists them, not the outlet's own. */
const mostNamed = 5;

function isDeclaredFeed({ rels, type, href }: PageLink): boolean {
  if (rels.includes('feed')) return true;
  return (
    rels.includes('alternate') && (feedTypes.test(type) || (vagueTypes.test(type) && feedAddress.test(href)))
  );
}

function declaredFeeds({ links, base }: SitePage): string[] {
  const found = links.filter(isDeclaredFeed).map(({ href }) => absoluteUrl(href, base));
  return found.filter((address) => address !== null).filter((address) => !notNews.test(address));
}

/** The test of the text comes before the parse of the address: pages have thousands of anchors. */
function clickableFeeds({ anchors, base }: SitePage): string[] {
  return anchors.flatMap(({ href, label }) => {
    if (!feedLabel.test(label) && !feedAddress.test(href.split('#', 1)[0] ?? '')) return [];
    const address = absoluteUrl(href, base);
    if (address === null || notNews.test(address) || !isSameSite(address, base)) return [];
    const { pathname, search } = new URL(address);
    return feedLabel.test(label) || feedAddress.test(pathname + search) ? [address] : [];
  });
}

function namedChannels(addresses: readonly string[]): NamedChannel[] {
  const found = new Map<string, NamedChannel>();
  for (const address of addresses) {
    if (!/whatsapp\.com\/channel\/|\b(?:t|telegram)\.me\//i.test(address)) continue;
    const channel = namedChannel(address);
    if (channel !== null) found.set(channel.url.toLowerCase(), channel);
  }
  const channels = [...found.values()];
  const few = (kind: NamedChannel['kind']) => channels.filter((one) => one.kind === kind).slice(0, mostNamed);
  return [...few('WHATSAPP_CHANNEL'), ...few('TELEGRAM')];
}

/** Pixels of the larger side; a drawing that scales ("any") counts as 512. */
function sizeOf({ sizes }: PageLink): number {
  if (sizes.includes('any')) return 512;
  return Math.max(0, ...[...sizes.slice(0, 200).matchAll(/(\d{1,5})x\d/g)].map(([, width]) => Number(width)));
}

function iconOf({ links, base }: SitePage): string | null {
  const largest = (rels: RegExp): string | null => {
    const icons = links.filter((link) => link.rels.some((rel) => rels.test(rel)));
    for (const icon of icons.sort((a, b) => sizeOf(b) - sizeOf(a))) {
      const address = absoluteUrl(icon.href, base);
      if (address !== null) return address;
    }
    return null;
  };
  return largest(/^apple-touch-icon/) ?? largest(/^icon$/);
}

function wordPressApi({ links, base }: SitePage): string | null {
  const link = links.find(({ rels }) => rels.includes('https://api.w.org/'));
  const address = link === undefined ? null : absoluteUrl(link.href, base);
  return address === null || !isSameSite(address, base) ? null : address.replace(/\/?$/, '/');
}

const clean = (text: string | null | undefined): string | null =>
  text?.slice(0, 500).replace(/\s+/g, ' ').trim() || null;

/** A name that is an address names nobody. */
function cleanName(text: string | null | undefined): string | null {
  const name = clean(text);
  return name === null || /^https?:\/\//i.test(name) ? null : name;
}

function profileOf(publisher: PublisherFacts, base: string): PublisherProfile | null {
  const { foundedYear, principlesUrl, correctionsUrl, owners } = publisher;
  const logoUrl = absoluteUrl(publisher.logoUrl, base);
  const facts = [logoUrl, foundedYear, principlesUrl, correctionsUrl, ...owners];
  if (facts.every((fact) => fact === null)) return null;
  return { logoUrl, foundedYear, principlesUrl, correctionsUrl, owners };
}

/** What the page at `url` tells. Never throws; a page that tells nothing gives nulls and empty lists. */
export function readSite(html: string, url: string): SiteFacts {
  const page = scanSitePage(html, url);
  const { meta, title, language, base } = page;
  const publisher = readPublisher(page.ldBlocks, url);
  const locales = [meta.get('og:locale') ?? null, language];
  const locale = language ?? meta.get('og:locale') ?? publisher.language;
  return {
    name:
      cleanName(meta.get('og:site_name')) ??
      cleanName(meta.get('application-name')) ??
      cleanName(publisher.name),
    title: clean(title),
    language: locale?.slice(0, 40).replace('_', '-') ?? null,
    country: publisher.country ?? countryOfDomain(url) ?? countryOfLocales(locales),
    iconUrl: iconOf(page) ?? absoluteUrl(publisher.logoUrl, base),
    profile: profileOf(publisher, base),
    kind: publisher.kind,
    feeds: [...new Set([...declaredFeeds(page), ...clickableFeeds(page)])],
    named: namedChannels([...page.anchors.map(({ href }) => href), ...publisher.sameAs]),
    wordPressApi: wordPressApi(page),
  };
}
