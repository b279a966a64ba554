/**
 * Where a site keeps its feeds, as far as its own page tells: links it declares, then links a reader could click. Pure;
 * whether an address is a feed is for the caller to find out.
 */
import { Parser } from 'htmlparser2';
import { absoluteUrl, isSameSite } from '../base/url.ts';

/** What a site's page says of itself and its feeds. */
export interface SiteFacts {
  /** og:site_name, else application-name; null when the page names neither. */
  name: string | null;
  title: string | null;
  /** BCP 47, from `<html lang>` or og:locale. */
  language: string | null;
  /** Addresses that may be feeds, best first, no doubles. */
  feeds: string[];
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

interface Found {
  base: string;
  declared: string[];
  clickable: string[];
  meta: Map<string, string>;
  title: string;
  language: string | null;
}

function readLink(attributes: Record<string, string>, found: Found): void {
  const { rel = '', type = '', href = '' } = attributes;
  const kinds = rel.toLowerCase().split(/\s+/);
  const address = absoluteUrl(href, found.base);
  if (address === null || !kinds.some((kind) => kind === 'alternate' || kind === 'feed')) return;
  const mime = type.split(';')[0]?.trim() ?? '';
  const isFeed =
    feedTypes.test(mime) || kinds.includes('feed') || (vagueTypes.test(mime) && feedAddress.test(href));
  if (isFeed && !notNews.test(address)) found.declared.push(address);
}

function readAnchor(href: string, label: string, found: Found): void {
  const address = absoluteUrl(href, found.base);
  if (address === null || notNews.test(address) || !isSameSite(address, found.base)) return;
  const { pathname, search } = new URL(address);
  if (feedLabel.test(label) || feedAddress.test(pathname + search)) found.clickable.push(address);
}

/** Reads a page's head and anchors in one pass. `label` is the anchor's text or title. */
function scan(html: string, url: string): Found {
  const found: Found = { base: url, declared: [], clickable: [], meta: new Map(), title: '', language: null };
  let anchor: { href: string; label: string } | null = null;
  let inTitle = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'html') found.language = attributes.lang?.trim() || null;
      if (name === 'base' && attributes.href) found.base = absoluteUrl(attributes.href, url) ?? found.base;
      if (name === 'link') readLink(attributes, found);
      if (name === 'meta') {
        const key = (attributes.property ?? attributes.name ?? '').toLowerCase();
        if (key !== '' && attributes.content && !found.meta.has(key))
          found.meta.set(key, attributes.content.trim());
      }
      if (name === 'title') inTitle = found.title === '';
      if (name === 'a' && attributes.href) anchor = { href: attributes.href, label: attributes.title ?? '' };
    },
    ontext(text) {
      if (inTitle) found.title += text;
      if (anchor && anchor.label.length < 100) anchor.label += text;
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
      if (name !== 'a' || !anchor) return;
      readAnchor(anchor.href, anchor.label, found);
      anchor = null;
    },
  });
  parser.end(html);
  return found;
}

const clean = (text: string | undefined): string | null => text?.replace(/\s+/g, ' ').trim() || null;

/** What the page at `url` tells. Never throws; a page that tells nothing gives nulls and no feeds. */
export function readSite(html: string, url: string): SiteFacts {
  const { declared, clickable, meta, title, language } = scan(html, url);
  const locale = language ?? meta.get('og:locale') ?? null;
  return {
    name: clean(meta.get('og:site_name')) ?? clean(meta.get('application-name')),
    title: clean(title),
    language: locale?.replace('_', '-') ?? null,
    feeds: [...new Set([...declared, ...clickable])],
  };
}
