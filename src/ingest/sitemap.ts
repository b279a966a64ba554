/** Sitemaps as channels: plain `urlset`s, Google News sitemaps, and the index files that list other sitemaps. */
import { parseDate } from '../base/time.ts';
import { absoluteUrl } from '../base/url.ts';
import { decodeXml, unzipped } from './decode.ts';
import type { RawEntry, RawFeed, RawImage } from './feedEntry.ts';
import { outlineXml, type XmlField, type XmlRecord } from './xmlOutline.ts';

/** A sitemap that an index lists. */
export interface SitemapChild {
  /** Absolute. */
  url: string;
  /** When the child last changed, as the index says; null when it does not. */
  lastmod: Date | null;
}

const recordNames = new Set(['url', 'sitemap']);

/** The first field of a name (and prefix) that holds text. */
function field(record: XmlRecord, name: string, prefix = ''): string | undefined {
  const matches = (each: XmlField) => each.name === name && each.prefix === prefix && each.text.trim() !== '';
  return record.fields.find(matches)?.text.trim();
}

function imagesOf({ fields }: XmlRecord): RawImage[] {
  const inside = (parent: XmlField, name: string) =>
    fields.find((each) => each.parent === parent && each.name === name)?.text.trim();
  return fields
    .filter(({ name, prefix }) => name === 'image' && prefix === 'image')
    .slice(0, 20)
    .map((image) => ({
      url: inside(image, 'loc'),
      caption: inside(image, 'caption') ?? inside(image, 'title'),
    }));
}

function toRaw(record: XmlRecord): RawEntry {
  const keywords = field(record, 'keywords', 'news') ?? '';
  return {
    links: [field(record, 'loc')],
    title: field(record, 'title', 'news'),
    published: [field(record, 'publication_date', 'news')],
    modified: [field(record, 'lastmod')],
    authors: [],
    keywords: keywords.slice(0, 10_000).split(','),
    images: imagesOf(record),
    language: field(record, 'language', 'news'),
  };
}

interface Listed {
  isUrl: boolean;
  entry: RawEntry;
  publication: string | undefined;
}

const readRecord = (record: XmlRecord): Listed => ({
  isUrl: record.name === 'url',
  entry: toRaw(record),
  publication: field(record, 'name', 'news'),
});

/** The publication that all entries name, if it is one. */
function publicationOf(urls: Listed[]): string | null {
  const names = new Set(urls.map(({ publication }) => publication));
  const [name] = names;
  return names.size === 1 ? (name ?? null) : null;
}

/**
 * The sitemap in a text as a raw feed; null when the root is neither `urlset` nor `sitemapindex`. An index has no
 * entries. Headlines are there in news sitemaps only. Never throws.
 * @see https://www.sitemaps.org/protocol.html
 * @see https://www.google.com/schemas/sitemap-news/0.9
 */
export function readSitemap(text: string): RawFeed | null {
  const { root, records, isCut } = outlineXml(text, recordNames, readRecord);
  if (root?.name === 'sitemapindex') return { kind: 'NEWS_SITEMAP', entries: [] };
  if (root?.name !== 'urlset') return null;
  const urls = records.filter(({ isUrl }) => isUrl);
  const cut = { index: urls.length, message: 'The sitemap breaks off at this entry' };
  return {
    kind: 'NEWS_SITEMAP',
    title: publicationOf(urls),
    entries: urls.map(({ entry }) => entry),
    faults: isCut ? [cut] : [],
  };
}

/**
 * The sitemaps that a sitemap index lists, in its order, doubles left out; null when the answer is no sitemap index.
 * Follow those whose `lastmod` is newer than the last read, or null. Never throws.
 * @param input the answer as fetched (gzip is taken off), or its text
 * @param url address the index was read from, the base of relative ones
 */
export function sitemapChildren(input: Uint8Array | string, url: string): SitemapChild[] | null {
  const text = typeof input === 'string' ? input : decodeXml(unzipped(input), null);
  const { root, records } = outlineXml(text, recordNames, readRecord);
  if (root?.name !== 'sitemapindex') return null;
  const children = new Map<string, SitemapChild>();
  for (const { isUrl, entry } of records) {
    const address = isUrl ? null : absoluteUrl(entry.links[0], url);
    const lastmod = parseDate(entry.modified[0] ?? '')?.at ?? null;
    if (address !== null && !children.has(address)) children.set(address, { url: address, lastmod });
  }
  return [...children.values()];
}
