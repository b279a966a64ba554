/**
 * Lists of news of every kind, from the bytes as fetched: which reader is asked follows from the text itself, never from
 * its content type, which publishers get wrong. One broken entry never fails its feed.
 */
import { AppError } from '../base/errors.ts';
import type { Feed } from '../base/news.ts';
import { decodeXml, unzipped } from './decode.ts';
import { assembleFeed, type RawFeed } from './feedEntry.ts';
import { readJsonList } from './feedJson.ts';
import { readXmlFeed } from './feedXml.ts';
import { asGoogleNews, isGoogleNews } from './googleNews.ts';
import { isNewsMl, readNewsMl } from './newsml.ts';
import { readSitemap } from './sitemap.ts';
import { isTelegramPreview, readTelegram } from './telegram.ts';

export interface FeedSource {
  /** The address that answered: base of relative links. */
  url: string;
  contentType?: string | null;
  /** Needed by dates that lean on today. */
  now: Date;
}

/** How far a feed may begin behind notes, warnings and other junk. */
const headLength = 8192;

const pageStart = /<!doctype html|<html[\s>]/i;

/** Where the root element of an XML list begins; -1 when the text has none near its start, or is an HTML page. */
function listStart(text: string): number {
  const head = text.slice(0, headLength).replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
  const root = head.search(
    /<(?:[\w-]+:)?(?:rss|rdf|feed|channel|entry|urlset|sitemapindex|newsitem|newsmessage|packageitem)[\s>]/i,
  );
  const page = head.search(pageStart);
  return page >= 0 && (root < 0 || page < root) ? -1 : root;
}

function notAFeed(text: string, source: FeedSource): AppError {
  const type = source.contentType?.split(';')[0]?.trim() || 'no content type';
  const isPage = pageStart.test(text.slice(0, headLength));
  const what = text.trim() === '' ? 'an empty answer' : isPage ? 'an HTML page' : 'not a feed';
  return new AppError(
    'UNPARSABLE',
    `${source.url} is ${what} (${type}); expected RSS, Atom, JSON Feed or a sitemap`,
    {
      data: { url: source.url, contentType: source.contentType ?? null },
    },
  );
}

function readXml(text: string, source: FeedSource): RawFeed | null {
  if (isNewsMl(text)) return readNewsMl(text, source.url, source.now);
  const sitemap = /^<(?:[\w-]+:)?(?:urlset|sitemapindex)[\s>]/i.test(text) ? readSitemap(text) : null;
  if (sitemap !== null) return sitemap;
  const feed = readXmlFeed(text);
  return feed !== null && isGoogleNews(feed, source.url) ? asGoogleNews(feed) : feed;
}

/**
 * The list in an answer as printed, nothing resolved: the first half of `parseFeed`. Null when it is no list at all.
 * @param text decoded
 */
export function readList(text: string, source: FeedSource): RawFeed | null {
  if (/^\s*[{[]/.test(text)) return readJsonList(text, source.url, source.now);
  const start = listStart(text);
  if (start >= 0) return readXml(text.slice(start), source);
  return isTelegramPreview(text) ? readTelegram(text) : null;
}

/**
 * The feed in an answer: RSS 0.9x to 2.0, RDF, Atom, CDF, JSON Feed, sitemaps, WordPress posts, ninjs and NewsML-G2 items,
 * Google News, previews of Telegram channels. Entries come in feed order with absolute addresses and plain-text headlines
 * and summaries; duplicates within the feed are collapsed to the newest. A sitemap index is a feed without entries
 * (`sitemapChildren` tells what it lists). Dates stay as printed, also when they lie in the future.
 * @throws AppError UNPARSABLE when the answer is no feed at all (an HTML page, an image, nothing).
 */
export function parseFeed(input: Uint8Array | string, source: FeedSource): Feed {
  const text = typeof input === 'string' ? input : decodeXml(unzipped(input), source.contentType ?? null);
  const raw = readList(text, source);
  if (raw === null) throw notAFeed(text, source);
  return assembleFeed(raw, source.url, source.now);
}
