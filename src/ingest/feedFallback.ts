/**
 * The lenient reader for feeds that the strict one refuses: RSS of any version, RDF, Atom and CDF, told apart by element
 * names alone. Linear, depth-capped, expands nothing.
 */
import type { ChannelKind } from '../base/news.ts';
import type { RawEntry, RawFeed } from './feedEntry.ts';
import { outlineXml, type XmlField, type XmlRecord } from './xmlOutline.ts';

const recordNames = new Set(['item', 'entry']);

function texts(fields: XmlField[], ...names: string[]): string[] {
  return names.flatMap((name) =>
    fields
      .filter((f) => f.name === name && f.path.length === 0 && f.prefix !== 'media')
      .map((f) => f.text.trim()),
  );
}

function linksOf(record: XmlRecord): string[] {
  const links = record.fields.filter((f) => f.name === 'link' && f.path.length === 0);
  const origin = texts(record.fields, 'origlink');
  const printed = links.map((f) => f.text.trim());
  const alternate = links
    .filter((f) => (f.attribs.rel ?? 'alternate') === 'alternate')
    .map((f) => f.attribs.href);
  const about = record.attribs['rdf:about'] ?? record.attribs.href;
  return [...origin, ...printed, ...alternate, about].filter((link): link is string => Boolean(link?.trim()));
}

function imagesOf(record: XmlRecord): string[] {
  const found = record.fields.filter(
    (f) =>
      (f.prefix === 'media' && (f.name === 'thumbnail' || (f.name === 'content' && isImage(f.attribs)))) ||
      (f.name === 'enclosure' && isImage(f.attribs)) ||
      (f.name === 'link' && f.attribs.rel === 'enclosure' && isImage(f.attribs)),
  );
  return found.flatMap((f) => f.attribs.url ?? f.attribs.href ?? []);
}

/** True for the attributes of a media element that holds a picture. */
export function isImage({ type, medium, url }: Record<string, string | undefined>): boolean {
  return (
    Boolean(type?.startsWith('image/')) ||
    medium === 'image' ||
    /\.(?:jpe?g|png|webp|gif)(?:\?|$)/i.test(url ?? '')
  );
}

function authorsOf(fields: XmlField[]): string[] {
  const nested = fields.filter((f) => f.name === 'name' && f.path.at(-1) === 'author').map((f) => f.text);
  const plain = fields
    .filter(
      (f) => (f.name === 'author' || f.name === 'creator') && f.path.length === 0 && !f.text.includes('<'),
    )
    // RSS 2.0: "mail@example.com (Name)".
    .map((f) => /\(([^()]+)\)\s*$/.exec(f.text)?.[1] ?? f.text);
  return [...nested, ...plain];
}

function toRaw(record: XmlRecord): RawEntry {
  const { fields } = record;
  const guid = texts(fields, 'guid', 'id')[0] ?? record.attribs['rdf:about'];
  const isPermalink = fields.some((f) => f.name === 'guid' && f.attribs.ispermalink === 'false') === false;
  const encoded = fields.find((f) => f.name === 'encoded' && f.prefix === 'content')?.text;
  const atomContent = record.name === 'entry' ? texts(fields, 'content')[0] : undefined;
  const categories = fields.filter((f) => f.name === 'category' && f.path.length === 0);
  return {
    guid,
    links: linksOf(record),
    permalink: isPermalink ? guid : null,
    title: texts(fields, 'title')[0],
    summary: texts(fields, 'description', 'summary', 'abstract')[0],
    contentHtml: encoded ?? atomContent,
    published: texts(fields, 'pubdate', 'published', 'issued', 'date', 'created'),
    modified: texts(fields, 'updated', 'modified'),
    authors: authorsOf(fields),
    keywords: categories.map((f) => f.attribs.term ?? f.text),
    images: imagesOf(record),
    language: record.attribs['xml:lang'] ?? texts(fields, 'language')[0],
    base: record.attribs['xml:base'],
  };
}

function headText(head: XmlField[], name: string): string | undefined {
  // "channel" is the parent in RSS; an image's own title and link stand deeper.
  return head
    .find((f) => f.name === name && f.path.filter((step) => step !== 'channel').length === 0)
    ?.text.trim();
}

/** A feed as far as it can be read: complete records, in order. Null when the root is no feed's. Never throws. */
export function readLenient(text: string): RawFeed | null {
  const { root, head, records, isCut } = outlineXml(text, recordNames);
  if (root === null || !['rss', 'rdf', 'feed', 'channel'].includes(root.name)) return null;
  const kind: ChannelKind = root.name === 'feed' ? 'ATOM' : 'RSS';
  const link = head.find((f) => f.name === 'link' && f.path.every((step) => step === 'channel'));
  const entries = records.map(toRaw);
  const cut = { index: entries.length, message: 'The feed ends in the middle of this entry' };
  return {
    kind,
    title: headText(head, 'title'),
    siteUrl: link?.text.trim() || link?.attribs.href,
    language: root.attribs['xml:lang'] ?? headText(head, 'language'),
    ttlMinutes: Number.parseInt(headText(head, 'ttl') ?? '', 10) || null,
    base: root.attribs['xml:base'],
    entries,
    faults: isCut ? [cut] : [],
  };
}
