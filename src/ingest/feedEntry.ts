/**
 * One entry of any feed dialect, as strings, and its way to a `FeedEntry`: addresses made absolute, markup taken out of
 * headlines and summaries, dates read. The dialects' readers (feedXml.ts, feedJson.ts, sitemap.ts and so on) fill
 * `RawEntry`.
 */
import type { ChannelKind, Feed, FeedEntry, Image } from '../base/news.ts';
import { parseDate } from '../base/time.ts';
import { absoluteUrl, canonicalUrl, isSameSite } from '../base/url.ts';
import { imageSize } from './imageSize.ts';
import { linesOf, parseHtml, plainText } from './tree.ts';

export type Text = string | null | undefined;

/** A picture as printed; caption and credit may be HTML. */
export interface RawImage {
  url: Text;
  /** In pixels, as printed. */
  width?: Text;
  height?: Text;
  caption?: Text;
  credit?: Text;
}

/** An entry as printed, nothing resolved or decoded; every dialect fills what it has. */
export interface RawEntry {
  guid?: Text;
  /** Candidate addresses, best first; relative ones are resolved. */
  links: Text[];
  /** A guid or id that may serve as the address when no link does. */
  permalink?: Text;
  title?: Text;
  summary?: Text;
  contentHtml?: Text;
  /** Candidates, best first; the first that parses wins. */
  published: Text[];
  modified: Text[];
  authors: Text[];
  keywords: Text[];
  /** Candidates, best first. */
  images: RawImage[];
  language?: Text;
  /** Values of xml:base that hold for its links, outermost first. */
  bases?: string[] | undefined;
  /** Whose article it is; passed on only when it is another site than the feed's. */
  publisher?: { name: Text; url: Text } | null | undefined;
  isWhole?: boolean;
  isRetraction?: boolean;
}

/** A feed as printed. */
export interface RawFeed {
  kind: ChannelKind;
  title?: Text;
  siteUrl?: Text;
  language?: Text;
  ttlMinutes?: number | null | undefined;
  /** Values of xml:base on the root, outermost first. */
  bases?: string[];
  entries: RawEntry[];
  faults?: Feed['faults'];
}

/** A declared language as a BCP 47 tag (`en_us` gives `en-US`); null when it is none. */
export function languageTag(declared: Text): string | null {
  const text = declared?.trim().replace(/_/g, '-') ?? '';
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(text)) return null;
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

const teaserEnd =
  /\s*(?:\[?(?:…|\.\.\.|&hellip;)\]?\s*)?(?:The post .{1,300} appeared first on .{1,200}|(?:Read more|Continue reading|Baca selengkapnya|Selengkapnya|Leia mais)\b.{0,120})$/iu;

/** In characters; no honest feed comes near, and nobody would read more. */
const longest = { headline: 1_000, summary: 10_000, markup: 200_000, name: 300, names: 100 };

/** The first `limit` characters, no pair of surrogates torn. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Markup as one line of text of at most `limit` characters; the markup itself may be long, but not without end. */
function lineOf(html: Text, limit: number): string | null {
  const text = html ? plainText(cutText(html, longest.markup)) : null;
  // Control characters in a headline would forge lines in logs and terminals.
  return text === null ? null : cutText(text.replace(/(?!\0)\p{Cc}+/gu, ' '), limit).trim() || null;
}

/** A summary on one line, without the "Read more" that publishing systems append. Null when nothing is left. */
function summaryText(html: Text): string | null {
  const text = lineOf(html, longest.summary);
  if (text === null || text.length === longest.summary) return text;
  const tail = text.slice(-700);
  return (text.slice(0, -700) + tail.replace(teaserEnd, '')).trim() || null;
}

function names(candidates: Text[]): string[] {
  const some = candidates.slice(0, longest.names);
  const clean = some.map((name) => lineOf(name, longest.name)?.replace(/^mailto:/i, '') ?? '');
  // An address for mail is nobody's name, and nothing to pass on.
  return [...new Set(clean.filter((name) => name !== '' && !/^\S+@\S+$/.test(name)))];
}

function firstDate(candidates: Text[], now: Date): Date | null {
  for (const text of candidates) {
    const parsed = text ? parseDate(text, { now }) : null;
    if (parsed) return parsed.at;
  }
  return null;
}

function firstUrl(candidates: Text[], base: string): string | null {
  for (const candidate of candidates) {
    // Doubly escaped ampersands are common in feeds; no address needs "&amp;" itself.
    const url = candidate?.trim() ? absoluteUrl(candidate.replace(/&amp;/g, '&'), base) : null;
    if (url !== null) return url;
  }
  return null;
}

/** Content that is more than a teaser: several paragraphs, or a long text. */
function fullContent(raw: RawEntry): string | null {
  const content = raw.contentHtml?.trim();
  if (content) return content;
  const summary = raw.summary ?? '';
  if (summary.length < 600 || !/<(?:p|br|div)\b/i.test(summary)) return null;
  return linesOf(parseHtml(summary)).length > 500 ? summary : null;
}

function entryUrl(raw: RawEntry, base: string): string | null {
  const link = firstUrl(raw.links, base);
  if (link !== null) return link;
  return raw.permalink && /^https?:\/\//i.test(raw.permalink.trim()) ? absoluteUrl(raw.permalink) : null;
}

function imageOf(candidates: RawImage[], base: string): Image | null {
  for (const { url, width, height, caption, credit } of candidates) {
    const address = firstUrl([url], base);
    if (address === null) continue;
    return {
      url: address,
      ...imageSize(width, height),
      caption: lineOf(caption, longest.summary),
      credit: lineOf(credit, longest.name),
    };
  }
  return null;
}

/** Somebody else's article; null when the named site is the feed's own, or there is no name or address. */
function publisherOf(raw: RawEntry, homes: string[]): FeedEntry['publisher'] {
  const name = lineOf(raw.publisher?.name, longest.name);
  const url = absoluteUrl(raw.publisher?.url);
  if (name === null || url === null || homes.some((home) => isSameSite(url, home))) return null;
  return { name, url };
}

interface Surroundings {
  base: string;
  /** Addresses of the feed itself and its site. */
  homes: string[];
  language: string | null;
  now: Date;
}

function toEntry(raw: RawEntry, url: string, around: Surroundings): FeedEntry {
  return {
    guid: raw.guid?.trim() || null,
    url,
    headline: lineOf(raw.title, longest.headline),
    summary: summaryText(raw.summary),
    contentHtml: fullContent(raw),
    publishedAt: firstDate(raw.published, around.now),
    modifiedAt: firstDate(raw.modified, around.now),
    authors: names(raw.authors),
    keywords: names(raw.keywords),
    image: imageOf(raw.images, around.base),
    language: languageTag(raw.language) ?? around.language,
    publisher: publisherOf(raw, around.homes),
    isWhole: raw.isWhole ?? false,
    isRetraction: raw.isRetraction ?? false,
  };
}

/** Publishers that give every entry the same id mean nothing by it; ids shared by more addresses than this are ignored. */
const maxUrlsOfGuid = 2;

/** Entries with the same address or id become one, the newest; the losers are told in `faults`. */
function collapse(entries: { index: number; entry: FeedEntry }[], faults: Feed['faults']): FeedEntry[] {
  const keyOf = new Map(entries.map(({ entry }) => [entry, canonicalUrl(entry.url)]));
  const urlsOfGuid = new Map<string, Set<string>>();
  for (const { entry } of entries) {
    if (entry.guid === null) continue;
    const urls = urlsOfGuid.get(entry.guid) ?? new Set();
    urlsOfGuid.set(entry.guid, urls.add(keyOf.get(entry) ?? entry.url));
  }
  const kept = new Map<FeedEntry, number>();
  const byKey = new Map<string, FeedEntry>();
  const age = (entry: FeedEntry) =>
    (entry.modifiedAt ?? entry.publishedAt)?.getTime() ?? Number.NEGATIVE_INFINITY;
  for (const { index, entry } of entries) {
    const guidIsUsable = entry.guid !== null && (urlsOfGuid.get(entry.guid)?.size ?? 0) <= maxUrlsOfGuid;
    const keys = [`url ${keyOf.get(entry)}`, ...(guidIsUsable ? [`guid ${entry.guid}`] : [])];
    const rival = keys.map((key) => byKey.get(key)).find((found) => found !== undefined && kept.has(found));
    const loser = rival === undefined ? null : age(entry) > age(rival) ? rival : entry;
    if (loser !== null)
      faults.push({
        index: kept.get(loser) ?? index,
        message: `The same article is listed twice: ${loser.url}`,
      });
    if (loser === entry) continue;
    if (loser !== null) kept.delete(loser);
    kept.set(entry, index);
    for (const key of keys) byKey.set(key, entry);
  }
  return [...kept].sort((a, b) => a[1] - b[1]).map(([entry]) => entry);
}

/** Like a sitemap's limit (sitemaps.org). */
const maxEntries = 50_000;

/** A base put together from nested xml:base values. */
function baseOf(bases: string[] | undefined, outer: string): string {
  return (bases ?? []).reduce((base, inner) => absoluteUrl(inner, base) ?? base, outer);
}

/**
 * A feed from its raw parts. An entry without any address, or one that breaks while being read, is told in `faults`.
 * @param feedUrl address the feed was read from, the base of last resort for relative links
 * @param now needed by dates such as "2 hours ago"
 */
export function assembleFeed(raw: RawFeed, feedUrl: string, now: Date): Feed {
  const faults = [...(raw.faults ?? [])];
  const language = languageTag(raw.language);
  const siteUrl = firstUrl([raw.siteUrl], baseOf(raw.bases, feedUrl));
  const outer = (raw.kind === 'RSS' ? siteUrl : null) ?? feedUrl;
  const homes = [feedUrl, ...(siteUrl === null ? [] : [siteUrl])];
  const entries: { index: number; entry: FeedEntry }[] = [];
  const some = raw.entries.slice(0, maxEntries);
  some.forEach((item, index) => {
    try {
      const bases = item.bases?.length ? item.bases : raw.bases;
      const base = bases?.length ? baseOf(bases, feedUrl) : outer;
      const url = entryUrl(item, base);
      if (url === null) faults.push({ index, message: 'The entry has no address' });
      else entries.push({ index, entry: toEntry(item, url, { base, homes, language, now }) });
    } catch (thrown) {
      faults.push({ index, message: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  });
  if (raw.entries.length > some.length)
    faults.push({ index: some.length, message: `Only the first ${maxEntries} entries are read` });
  const ttl = raw.ttlMinutes ?? null;
  return {
    kind: raw.kind,
    title: lineOf(raw.title, longest.headline),
    siteUrl,
    language,
    ttlMinutes: ttl !== null && ttl > 0 && Number.isFinite(ttl) ? Math.ceil(ttl) : null,
    entries: collapse(entries, faults),
    faults,
  };
}
