/**
 * One entry of any feed dialect, as strings, and its way to a `FeedEntry`: addresses made absolute, markup taken out of
 * headlines and summaries, dates read. The dialects' readers (feed.ts, feedFallback.ts, sitemap.ts) fill `RawEntry`.
 */
import type { ChannelKind, Feed, FeedEntry, Image } from '../base/news.ts';
import { parseDate } from '../base/time.ts';
import { absoluteUrl, canonicalUrl } from '../base/url.ts';
import { linesOf, parseHtml, plainText } from './tree.ts';

type Text = string | null | undefined;

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
  images: Text[];
  language?: Text;
  /** xml:base of the entry. */
  base?: Text;
}

/** A feed as printed. */
export interface RawFeed {
  kind: ChannelKind;
  title?: Text;
  siteUrl?: Text;
  language?: Text;
  ttlMinutes?: number | null | undefined;
  base?: Text;
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

/** A summary on one line, without the "Read more" that publishing systems append. Null when nothing is left. */
function summaryText(html: Text): string | null {
  const text = plainText(html);
  return text?.replace(teaserEnd, '').trim() || null;
}

function names(candidates: Text[]): string[] {
  const clean = candidates.map((name) => plainText(name)?.replace(/^mailto:/i, '') ?? '');
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
  if (raw.contentHtml?.trim()) return raw.contentHtml;
  const summary = raw.summary ?? '';
  if (summary.length < 600 || !/<(?:p|br|div)\b/i.test(summary)) return null;
  return linesOf(parseHtml(summary)).length > 500 ? summary : null;
}

function entryUrl(raw: RawEntry, base: string): string | null {
  const link = firstUrl(raw.links, base);
  if (link !== null) return link;
  return raw.permalink && /^https?:\/\//i.test(raw.permalink.trim()) ? absoluteUrl(raw.permalink) : null;
}

function toEntry(raw: RawEntry, url: string, base: string, language: string | null, now: Date): FeedEntry {
  const summary = summaryText(raw.summary);
  return {
    guid: raw.guid?.trim() || null,
    url,
    headline: plainText(raw.title),
    summary,
    contentHtml: fullContent(raw),
    publishedAt: firstDate(raw.published, now),
    modifiedAt: firstDate(raw.modified, now),
    authors: names(raw.authors),
    keywords: names(raw.keywords),
    image: imageAt(firstUrl(raw.images, base)),
    language: languageTag(raw.language) ?? language,
    publisher: null,
    isWhole: false,
    isRetraction: false,
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

/**
 * A feed from its raw parts. An entry without any address, or one that breaks while being read, is told in `faults`.
 * @param feedUrl address the feed was read from, the base of last resort for relative links
 * @param now needed by dates such as "2 hours ago"
 */
export function assembleFeed(raw: RawFeed, feedUrl: string, now: Date): Feed {
  const faults = [...(raw.faults ?? [])];
  const language = languageTag(raw.language);
  const siteUrl = firstUrl([raw.siteUrl], raw.base ? (absoluteUrl(raw.base, feedUrl) ?? feedUrl) : feedUrl);
  const feedBase = firstUrl([raw.base], feedUrl) ?? (raw.kind === 'RSS' ? siteUrl : null) ?? feedUrl;
  const entries: { index: number; entry: FeedEntry }[] = [];
  raw.entries.forEach((item, index) => {
    try {
      const base = firstUrl([item.base], feedBase) ?? feedBase;
      const url = entryUrl(item, base);
      if (url === null) faults.push({ index, message: 'The entry has no address' });
      else entries.push({ index, entry: toEntry(item, url, base, language, now) });
    } catch (thrown) {
      faults.push({ index, message: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  });
  const ttl = raw.ttlMinutes ?? null;
  return {
    kind: raw.kind,
    title: plainText(raw.title),
    siteUrl,
    language,
    ttlMinutes: ttl !== null && ttl > 0 ? ttl : null,
    entries: collapse(entries, faults),
    faults,
  };
}

function imageAt(url: string | null): Image | null {
  return url === null ? null : { url, caption: null, credit: null };
}
