/** Sitemaps as channels: plain `urlset`s, Google News sitemaps, and the index files that list other sitemaps. */
import type { Feed } from '../base/news.ts';
import { absoluteUrl } from '../base/url.ts';
import { assembleFeed, type RawEntry } from './feedEntry.ts';
import { outlineXml, type XmlRecord } from './xmlOutline.ts';

/** A sitemap read as a feed. An index has `children` and no entries. */
export interface Sitemap extends Feed {
  kind: 'NEWS_SITEMAP';
  /** Absolute addresses of the sitemaps that an index lists; empty for a urlset. */
  children: string[];
}

const recordNames = new Set(['url', 'sitemap']);

function field(record: XmlRecord, name: string, parent?: string): string | undefined {
  const found = record.fields.find(
    (f) => f.name === name && (parent === undefined ? f.path.length === 0 : f.path.includes(parent)),
  );
  return found?.text.trim() || undefined;
}

function toRaw(record: XmlRecord): RawEntry {
  const published = field(record, 'publication_date', 'news');
  return {
    links: [field(record, 'loc')],
    title: field(record, 'title', 'news'),
    published: [published],
    modified: [field(record, 'lastmod')],
    authors: [],
    keywords: (field(record, 'keywords', 'news') ?? '').split(',').map((word) => word.trim()),
    images: [field(record, 'loc', 'image')],
    language: field(record, 'language', 'publication') ?? field(record, 'language', 'news'),
  };
}

/**
 * The sitemap in a text; null when the root is neither `urlset` nor `sitemapindex`. Never throws.
 * @see https://www.sitemaps.org/protocol.html
 * @see https://www.google.com/schemas/sitemap-news/0.9
 */
export function parseSitemap(text: string, options: { url: string; now: Date }): Sitemap | null {
  const { root, records, isCut } = outlineXml(text, recordNames);
  if (root === null || (root.name !== 'urlset' && root.name !== 'sitemapindex')) return null;
  const isIndex = root.name === 'sitemapindex';
  const entries = isIndex ? [] : records.filter(({ name }) => name === 'url').map(toRaw);
  const faults = isCut
    ? [{ index: records.length, message: 'The sitemap ends in the middle of this entry' }]
    : [];
  const feed = assembleFeed({ kind: 'NEWS_SITEMAP', entries, faults }, options.url, options.now);
  const listed = isIndex ? records.filter(({ name }) => name === 'sitemap') : [];
  const children = listed.flatMap((record) => absoluteUrl(field(record, 'loc'), options.url) ?? []);
  return { ...feed, kind: 'NEWS_SITEMAP', children };
}
