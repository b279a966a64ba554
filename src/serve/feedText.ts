/** A list of articles as a feed: RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1. Pure; the same list gives the same text. */
import { generateAtomFeed, generateRssFeed } from 'feedsmith';
import { escapeHtml, xmlText } from '../base/html.ts';

export type FeedFormat = 'rss' | 'atom' | 'json';

/** One article, as much of it as may be shown. */
export interface FeedItem {
  /** Public id. */
  id: string;
  /** At the publisher. */
  url: string;
  headline: string;
  /** Excerpt; null when none may be shown. */
  description: string | null;
  /** Whom to name beside every excerpt. */
  credit: string;
  publisher: { name: string; url: string };
  authors: string[];
  /** BCP 47 tag. */
  language: string;
  published: Date;
  updated: Date;
}

export interface FeedList {
  /** Public id of the search. */
  id: string;
  title: string;
  /** Where the feed itself is. */
  selfUrl: string;
  /** Where the gateway is. */
  homeUrl: string;
  /** When the search was made: what an empty feed is dated. */
  createdAt: Date;
  items: FeedItem[];
}

export const feedTypes: Record<FeedFormat, string> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

/** The list with nothing but characters that every format can hold. */
function cleaned(list: FeedList): FeedList {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return xmlText(value);
    if (Array.isArray(value)) return value.map(clean);
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
  };
  return clean(list) as FeedList;
}

/** The generator puts CDATA on a line of its own, and not every reader trims an address. */
const joined = (xml: string): string =>
  xml.replace(/(<[\w:]+(?: [^<>]*)?>)\s+(<!\[CDATA\[)/g, '$1$2').replace(/(\]\]>)\s+(<\/[\w:]+>)/g, '$1$2');

/** The excerpt, and below it whose it is, with a link to them. */
function contentOf({ description, credit, url }: FeedItem): string {
  const excerpt = description === null ? '' : `<p>${escapeHtml(description)}</p>\n`;
  return `${excerpt}<p><a href="${escapeHtml(url)}">${escapeHtml(credit)}</a></p>`;
}

const authorsOf = ({ authors, publisher }: FeedItem): string[] =>
  authors.length > 0 ? authors : [publisher.name];

/** When the newest thing in it happened. */
function updatedAt({ createdAt, items }: FeedList): Date {
  return new Date(Math.max(createdAt.getTime(), ...items.map(({ updated }) => updated.getTime())));
}

/** RFC 4287 section 4.2.6 wants an IRI; the namespace is our own. */
const urnOf = (id: string): string => `urn:kabar:${id}`;

function rssOf(list: FeedList): string {
  const items = list.items.map((item) => ({
    title: item.headline,
    link: item.url,
    guid: { value: item.id, isPermaLink: false },
    pubDate: item.published,
    ...(item.description === null ? {} : { description: escapeHtml(item.description) }),
    content: { encoded: contentOf(item) },
    dc: {
      creators: authorsOf(item),
      publishers: [item.publisher.name],
      rights: [item.credit],
      languages: [item.language],
    },
  }));
  const feed = generateRssFeed({
    title: list.title,
    link: list.homeUrl,
    description: 'Articles that a saved search finds, newest first.',
    lastBuildDate: updatedAt(list),
    generator: 'Kabar',
    ttl: 5,
    atom: { links: [{ href: list.selfUrl, rel: 'self', type: feedTypes.rss }] },
    items,
  });
  return joined(feed);
}

function atomOf(list: FeedList): string {
  const entries = list.items.map((item) => ({
    id: urnOf(item.id),
    title: { value: escapeHtml(item.headline), type: 'html' },
    links: [{ href: item.url, rel: 'alternate', hreflang: item.language }],
    published: item.published,
    updated: item.updated,
    authors: authorsOf(item).map((name) => ({ name })),
    ...(item.description === null ? {} : { summary: { value: escapeHtml(item.description), type: 'html' } }),
    content: { value: contentOf(item), type: 'html' },
    rights: { value: item.credit, type: 'text' },
  }));
  const feed = generateAtomFeed({
    id: urnOf(list.id),
    title: { value: escapeHtml(list.title), type: 'html' },
    links: [
      { href: list.selfUrl, rel: 'self', type: feedTypes.atom },
      { href: list.homeUrl, rel: 'alternate' },
    ],
    updated: updatedAt(list),
    generator: { text: 'Kabar' },
    entries,
  });
  return joined(feed);
}

/** Written by hand: the generator drops an empty list of items, which the format demands. */
function jsonOf(list: FeedList): string {
  const items = list.items.map((item) => ({
    id: item.id,
    url: item.url,
    title: item.headline,
    content_html: contentOf(item),
    ...(item.description === null ? {} : { summary: item.description }),
    date_published: item.published.toISOString(),
    date_modified: item.updated.toISOString(),
    authors: authorsOf(item).map((name) => ({ name })),
    language: item.language,
    _kabar: { credit: item.credit, publisher: item.publisher },
  }));
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: list.title,
    home_page_url: list.homeUrl,
    feed_url: list.selfUrl,
    items,
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

const writers: Record<FeedFormat, (list: FeedList) => string> = { rss: rssOf, atom: atomOf, json: jsonOf };

/** The list in a format. Control characters and halves of surrogate pairs are left out. */
export const feedText = (list: FeedList, format: FeedFormat): string => writers[format](cleaned(list));
