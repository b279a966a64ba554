/** Sitemap indexes as channels: the sitemaps in them that changed are read, the newest first. */
import { asAppError } from '../base/errors.ts';
import type { Feed, FeedEntry } from '../base/news.ts';
import { isSameSite } from '../base/url.ts';
import type { Fetched } from '../ingest/http.ts';
import { checkMayFetch } from '../ingest/robots.ts';
import { type SitemapChild, sitemapChildren } from '../ingest/sitemap.ts';
import type { Pipeline } from './parts.ts';

const dayMs = 86_400_000;
/** Children read in one turn. */
const mostChildren = 5;
/** An index may be written before its children are served: what changed a day before the last read is read again. */
const marginMs = dayMs;
/** Sitemaps list all an outlet ever wrote; only this much of the past is news. */
const newsMs = 7 * dayMs;

/** What an index led to. */
export interface IndexRead {
  feed: Feed;
  /** True when the index tells when its children change, so that the same index means the same children. */
  isDated: boolean;
}

/** Children that changed since then (all, when null) or do not say, newest first. */
export function freshChildren(children: readonly SitemapChild[], sinceMs: number | null): SitemapChild[] {
  const since = sinceMs === null ? Number.NEGATIVE_INFINITY : sinceMs - marginMs;
  const time = ({ lastmod }: SitemapChild) => lastmod?.getTime() ?? 0;
  const fresh = children.filter(({ lastmod }) => lastmod === null || lastmod.getTime() > since);
  return fresh.sort((a, b) => time(b) - time(a)).slice(0, mostChildren);
}

function isNews({ publishedAt, modifiedAt, headline }: FeedEntry, now: Date): boolean {
  const date = publishedAt ?? modifiedAt;
  return date === null ? headline !== null : date.getTime() > now.getTime() - newsMs;
}

async function readChild(pipeline: Pipeline, url: string): Promise<Feed> {
  checkMayFetch(await pipeline.robots.rulesFor(url), url);
  const fetched = await pipeline.fetcher.fetchBytes(url);
  return pipeline.readers.readFeed({
    bytes: fetched.bytes,
    url: fetched.url,
    contentType: fetched.headers['content-type'],
    now: pipeline.clock(),
  });
}

/**
 * The entries of the children of a sitemap index on the index's own site, as one feed; null when the answer is no index.
 * A child that cannot be read is told in `faults`.
 * @param sinceMs when the index was last read, in milliseconds since 1970; null for never
 */
export async function readSitemapIndex(
  pipeline: Pipeline,
  fetched: Fetched,
  sinceMs: number | null,
): Promise<IndexRead | null> {
  const children = sitemapChildren(fetched.bytes, fetched.url);
  if (children === null) return null;
  const own = children.filter(({ url }) => isSameSite(url, fetched.url));
  const feed: Feed = {
    kind: 'NEWS_SITEMAP',
    title: null,
    siteUrl: null,
    language: null,
    ttlMinutes: null,
    entries: [],
    faults: [],
  };
  for (const [index, { url }] of freshChildren(own, sinceMs).entries()) {
    try {
      const child = await readChild(pipeline, url);
      feed.title ??= child.title;
      feed.entries.push(...child.entries.filter((entry) => isNews(entry, pipeline.clock())));
    } catch (thrown) {
      feed.faults.push({ index, message: `${url}: ${asAppError(thrown).message}` });
    }
  }
  return { feed, isDated: own.every(({ lastmod }) => lastmod !== null) };
}
