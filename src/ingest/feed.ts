/**
 * Feeds of every dialect: RSS 0.9x to 2.0, RDF, Atom, JSON Feed and sitemaps, from the bytes as fetched. A strict parser
 * reads first; what it refuses although it looks like a feed goes to the lenient one. One broken entry never fails a feed.
 */
import { parseFeed as parseStrict } from 'feedsmith';
import { AppError } from '../base/errors.ts';
import type { Feed } from '../base/news.ts';
import { decodeXml } from './decode.ts';
import { assembleFeed, type RawEntry, type RawFeed } from './feedEntry.ts';
import { isImage, readLenient } from './feedFallback.ts';
import { parseSitemap } from './sitemap.ts';

export interface FeedSource {
  /** The address that answered: base of relative links. */
  url: string;
  contentType?: string | null;
  /** Needed by dates that lean on today. */
  now: Date;
}

type Strict = ReturnType<typeof parseStrict<string>>;
type Of<F extends Strict['format']> = Extract<Strict, { format: F }>['feed'];
type Entry<F extends 'rss' | 'rdf' | 'json'> = NonNullable<Of<F>['items']>[number];
type AtomEntry = NonNullable<Of<'atom'>['entries']>[number];
type Media = Entry<'rss'>['media'];
type Link = { href?: string; rel?: string; type?: string };

function mediaImages(media: Media): (string | undefined)[] {
  const inside = [
    ...(media?.contents ?? []),
    ...(media?.groups ?? []).flatMap((group) => group.contents ?? []),
  ];
  const thumbnails = [
    ...(media?.thumbnails ?? []),
    ...(media?.groups ?? []).flatMap((group) => group.thumbnails ?? []),
    ...inside.flatMap((content) => content.thumbnails ?? []),
  ];
  const pictures = inside.filter(({ url, type, medium }) =>
    isImage({ ...omitAbsent({ url, type, medium }) }),
  );
  return [...pictures.map(({ url }) => url), ...thumbnails.map(({ url }) => url)];
}

function omitAbsent(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
}

/** Addresses of the page itself: alternates, HTML first. */
function alternates(links: readonly Link[] | undefined): (string | undefined)[] {
  const found = (links ?? []).filter(({ rel }) => rel === undefined || rel === 'alternate');
  const isHtml = ({ type }: Link) => type === undefined || type.includes('html');
  return [...found.filter(isHtml), ...found.filter((link) => !isHtml(link))].map(({ href }) => href);
}

function fromRss(item: Entry<'rss'>): RawEntry {
  const { guid, dc, dcterms, atom, media, enclosures = [] } = item;
  const pictures = enclosures.filter(({ url, type }) => isImage(omitAbsent({ url, type })));
  return {
    guid: guid?.value,
    links: [item.link, ...alternates(atom?.links)],
    permalink: guid?.isPermaLink === false ? null : guid?.value,
    title: item.title ?? dc?.titles?.[0] ?? media?.title?.value,
    summary: item.description ?? atom?.summary?.value ?? dc?.descriptions?.[0] ?? media?.description?.value,
    contentHtml: item.content?.encoded ?? atom?.content?.value,
    published: [item.pubDate, ...(dc?.dates ?? []), atom?.published, ...(dcterms?.created ?? [])],
    modified: [atom?.updated, ...(dcterms?.modified ?? [])],
    authors: dc?.creators?.length
      ? dc.creators
      : (item.authors ?? []).map(({ name, email }) => name ?? email),
    keywords: (item.categories ?? []).map(({ name }) => name),
    images: [...mediaImages(media), ...pictures.map(({ url }) => url), item.itunes?.image],
    language: dc?.languages?.[0] ?? item.xml?.lang,
    base: item.xml?.base,
  };
}

function fromRdf(item: Entry<'rdf'>): RawEntry {
  const { dc, rdf } = item;
  return {
    guid: rdf?.about,
    links: [item.link],
    permalink: rdf?.about,
    title: item.title ?? dc?.titles?.[0],
    summary: item.description ?? dc?.descriptions?.[0],
    contentHtml: item.content?.encoded,
    published: [...(dc?.dates ?? []), ...(item.dcterms?.issued ?? []), ...(item.dcterms?.created ?? [])],
    modified: item.dcterms?.modified ?? [],
    authors: dc?.creators ?? [],
    keywords: dc?.subjects ?? [],
    images: mediaImages(item.media),
    language: dc?.languages?.[0],
  };
}

const escapeText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** An Atom text construct as HTML (RFC 4287 §3.1: plain text unless its type says otherwise). */
function asHtml(construct: { value?: string; type?: string } | undefined): string | undefined {
  if (construct?.value === undefined) return undefined;
  const isMarkup = construct.type !== undefined && /html|xml/i.test(construct.type);
  // Publishers who forget the type write markup all the same; a tag in it settles the matter.
  return isMarkup || /<\/?[a-z][^>]*>/i.test(construct.value) ? construct.value : escapeText(construct.value);
}

function fromAtom(entry: AtomEntry): RawEntry {
  return {
    guid: entry.id,
    links: alternates(entry.links),
    permalink: entry.id,
    title: asHtml(entry.title),
    summary: asHtml(entry.summary),
    contentHtml: asHtml(entry.content),
    published: [entry.published, ...(entry.dc?.dates ?? []), entry.updated],
    modified: [entry.updated],
    authors: (entry.authors ?? []).map(({ name }) => name),
    keywords: (entry.categories ?? []).map(({ label, term }) => label ?? term),
    images: [
      ...mediaImages(entry.media),
      ...(entry.links ?? [])
        .filter((l) => l.rel === 'enclosure' && l.type?.startsWith('image/'))
        .map((l) => l.href),
    ],
    language: entry.xml?.lang,
    base: entry.xml?.base,
  };
}

function fromJson(item: Entry<'json'>): RawEntry {
  const text = item.content_text;
  return {
    guid: item.id,
    links: [item.url, item.external_url],
    permalink: item.id,
    title: item.title === undefined ? null : escapeText(item.title),
    summary: item.summary === undefined ? text && escapeText(text.slice(0, 1000)) : escapeText(item.summary),
    contentHtml: item.content_html ?? (text && escapeText(text).replace(/\n\s*\n/g, '<p>')),
    published: [item.date_published],
    modified: [item.date_modified],
    authors: (item.authors ?? []).map(({ name }) => name),
    keywords: item.tags ?? [],
    images: [item.image, item.banner_image],
    language: item.language,
  };
}

function toRaw(strict: Strict): RawFeed {
  if (strict.format === 'json') {
    const { title, home_page_url: siteUrl, language, items = [] } = strict.feed;
    return {
      kind: 'JSON_FEED',
      title: title && escapeText(title),
      siteUrl,
      language,
      entries: items.map(fromJson),
    };
  }
  if (strict.format === 'atom') {
    const { title, links, entries = [], xml } = strict.feed;
    const siteUrl = alternates(links)[0];
    return {
      kind: 'ATOM',
      title: asHtml(title),
      siteUrl,
      language: xml?.lang,
      base: xml?.base,
      entries: entries.map(fromAtom),
    };
  }
  if (strict.format === 'rdf') {
    const { title, link: siteUrl, dc, items = [] } = strict.feed;
    return { kind: 'RSS', title, siteUrl, language: dc?.languages?.[0], entries: items.map(fromRdf) };
  }
  const { title, link: siteUrl, language, dc, ttl, xml, items = [] } = strict.feed;
  const entries = items.map(fromRss);
  return {
    kind: 'RSS',
    title,
    siteUrl,
    language: language ?? dc?.languages?.[0],
    ttlMinutes: ttl,
    base: xml?.base,
    entries,
  };
}

/** Where the root element of an XML feed begins; -1 when the text has none near its start, or is an HTML page. */
function feedStart(text: string): number {
  const head = text.slice(0, 8192).replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
  const root = head.search(/<(?:[\w-]+:)?(?:rss|rdf|feed|channel|urlset|sitemapindex)[\s>]/i);
  const page = head.search(/<!doctype html|<html[\s>]/i);
  return page >= 0 && (root < 0 || page < root) ? -1 : root;
}

function notAFeed(text: string, source: FeedSource): AppError {
  const type = source.contentType?.split(';')[0]?.trim() || 'no content type';
  const isPage = /<!doctype html|<html[\s>]/i.test(text.slice(0, 8192));
  const what = text.trim() === '' ? 'an empty answer' : isPage ? 'an HTML page' : 'not a feed';
  return new AppError(
    'UNPARSABLE',
    `${source.url} is ${what} (${type}); expected RSS, Atom, JSON Feed or a sitemap`,
    {
      data: { url: source.url, contentType: source.contentType ?? null },
    },
  );
}

/** The strict parser's time for an author grows with the square of its length; no person's name is this long. */
const overlongAuthor =
  /<(?:[\w-]{1,20}:)?(?:author|managingEditor|webMaster)(?:\s[^>]{0,500})?>\s{0,100}(?:<!\[CDATA\[)?[^<]{1000}/i;

function readStrict(text: string): RawFeed | null {
  if (overlongAuthor.test(text)) return null;
  try {
    return toRaw(parseStrict(text));
  } catch {
    // A refusal is an answer here: the lenient reader is asked next, and reports when it fails as well.
    return null;
  }
}

/**
 * The feed in an answer. Entries come in feed order with absolute addresses and plain-text headlines and summaries;
 * duplicates within the feed are collapsed to the newest. A sitemap index is a feed without entries (`parseSitemap` tells
 * its children). Dates stay as printed, also when they lie in the future.
 * @throws AppError UNPARSABLE when the answer is no feed at all (an HTML page, an image, nothing).
 */
export function parseFeed(input: Uint8Array | string, source: FeedSource): Feed {
  const text = typeof input === 'string' ? input : decodeXml(input, source.contentType ?? null);
  if (/^\s*\{/.test(text)) {
    const json = readStrict(text);
    if (json === null) throw notAFeed(text, source);
    return assembleFeed(json, source.url, source.now);
  }
  const start = feedStart(text);
  if (start < 0) throw notAFeed(text, source);
  const isSitemap = /^<(?:[\w-]+:)?(?:urlset|sitemapindex)/i.test(text.slice(start, start + 64));
  const sitemap = isSitemap ? parseSitemap(text.slice(start), source) : null;
  if (sitemap !== null) return sitemap;
  const strict = readStrict(text);
  const hasEntries = strict !== null && strict.entries.length > 0;
  const lenient = hasEntries ? null : readLenient(text.slice(start));
  const raw = hasEntries ? strict : (lenient ?? strict);
  if (raw === null) throw notAFeed(text, source);
  return assembleFeed(raw, source.url, source.now);
}
