/**
 * XML feeds of every dialect: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, CDF, told apart by element names alone, so that a
 * feed may mix them, forget a declaration or break off in the middle. Linear, depth-capped, expands nothing.
 * @see https://www.rssboard.org/rss-specification
 * @see RFC 4287
 */
import type { ChannelKind } from '../base/news.ts';
import type { RawEntry, RawFeed } from './feedEntry.ts';
import { imagesOf } from './feedMedia.ts';
import { outlineXml, type XmlField, type XmlRecord } from './xmlOutline.ts';

const recordNames = new Set(['item', 'entry']);

/** Direct children of a record or head by `prefix:name`; the feed's own vocabulary has no prefix (`:title`). */
type FieldIndex = Map<string, XmlField[]>;

function indexOf(fields: XmlField[]): FieldIndex {
  const index: FieldIndex = new Map();
  for (const field of fields) {
    if (field.parent !== null) continue;
    const key = `${field.prefix}:${field.name}`;
    const list = index.get(key);
    if (list === undefined) index.set(key, [field]);
    else list.push(field);
  }
  return index;
}

function all(index: FieldIndex, ...keys: string[]): XmlField[] {
  const found: XmlField[] = [];
  for (const key of keys) for (const field of index.get(key) ?? []) found.push(field);
  return found;
}

/** The first field of these names that holds any text. */
function first(index: FieldIndex, ...keys: string[]): XmlField | undefined {
  for (const key of keys) {
    const found = index.get(key)?.find(({ text }) => /\S/.test(text));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What stands in the fields of these names, empty ones left out. */
const texts = (index: FieldIndex, ...keys: string[]): string[] =>
  all(index, ...keys)
    .map(({ text }) => text.trim())
    .filter(Boolean);

/** Plain text as HTML. */
export const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Atom 0.3 says so in `mode`; for Atom 1.0 every type that is neither text nor XML is base64 (RFC 4287 §4.1.3.3). */
const isBase64 = ({ type = '', mode = '' }: Record<string, string>): boolean =>
  mode === 'base64' || (type.startsWith('application/') && !/xml|html|json/i.test(type));

/**
 * A text construct as HTML. Atom says plain text unless a type says otherwise (RFC 4287 §3.1), RSS says nothing and
 * means HTML; publishers who forget the type write markup all the same, and a tag in it settles the matter.
 */
function asHtml(field: XmlField | undefined, isAtom: boolean): string | undefined {
  if (field === undefined || field.isMarkup) return field?.text;
  const { type = '' } = field.attribs;
  const text = isBase64(field.attribs) ? Buffer.from(field.text, 'base64').toString('utf8') : field.text;
  const isPlain = (isAtom && !/html|xml/i.test(type)) || type === 'text' || type === 'text/plain';
  return isPlain && !/<\/?[a-z][^<>]*>/i.test(text) ? escapeHtml(text) : text;
}

/** Addresses of the page itself: what FeedBurner hid, the printed link, alternates, HTML first. */
function linksOf(index: FieldIndex): XmlField[] {
  const links = all(index, 'feedburner:origlink', ':link');
  const own = links.filter(({ attribs: { rel = 'alternate' } }) => rel === 'alternate' || rel === '');
  const isOther = ({ attribs: { type } }: XmlField) => type !== undefined && !type.includes('html');
  return [...own.filter((link) => !isOther(link)), ...own.filter(isOther)];
}

const addressIn = ({ text, attribs }: XmlField): string => text.trim() || (attribs.href ?? '');

/** RSS 2.0 prints "mail@example.com (Name)". */
function personIn(text: string): string {
  const head = text.slice(0, 1000);
  return /\(([^()]+)\)\s*$/.exec(head)?.[1] ?? head;
}

function authorsOf(fields: XmlField[], index: FieldIndex): string[] {
  const nested = fields.filter(({ name, parent }) => name === 'name' && parent?.parent === null);
  const named = nested.filter(({ parent }) => parent?.name === 'author' && parent.prefix === '');
  if (named.length > 0) return named.map(({ text }) => text);
  const creators = texts(index, 'dc:creator', 'dc:author', ':creator');
  if (creators.length > 0) return creators;
  const plain = texts(index, ':author');
  return (plain.length > 0 ? plain : texts(index, 'itunes:author', 'dc:contributor')).map(personIn);
}

function keywordsOf(index: FieldIndex): string[] {
  const categories = all(index, ':category').map(
    ({ attribs, text }) => attribs.label ?? attribs.term ?? text,
  );
  const listed = texts(index, 'media:keywords', 'itunes:keywords').flatMap((text) => text.split(','));
  return [...categories, ...texts(index, 'dc:subject'), ...listed];
}

function attributeEnding(attribs: Record<string, string>, ending: string): string | undefined {
  if (attribs[ending] !== undefined) return attribs[ending];
  const name = Object.keys(attribs).find((key) => key.endsWith(`:${ending}`));
  return name === undefined ? undefined : attribs[name];
}

/** RSS `<source url="…">Name</source>`; Atom's is a whole head of a feed. */
function publisherOf(fields: XmlField[], index: FieldIndex): RawEntry['publisher'] {
  const [source] = all(index, ':source');
  if (source === undefined) return null;
  if (source.attribs.url !== undefined) return { name: source.text, url: source.attribs.url };
  const inside = fields.filter(({ parent }) => parent === source);
  const link = inside.find(
    ({ name, attribs }) => name === 'link' && (attribs.rel ?? 'alternate') === 'alternate',
  );
  return { name: inside.find(({ name }) => name === 'title')?.text, url: link?.attribs.href };
}

/** Full text: encoded content before Atom's, an XHTML body last. Content that stands elsewhere (`src`) is none. */
function contentOf(index: FieldIndex, isAtom: boolean): string | undefined {
  const field = first(
    index,
    'content:encoded',
    ':encoded',
    ':content_encoded',
    ':content',
    ':fullitem',
    'xhtml:body',
    'xhtml:div',
    ':body',
  );
  return asHtml(field, isAtom || field?.name === 'content');
}

function datesOf(index: FieldIndex): Pick<RawEntry, 'published' | 'modified'> {
  const created = texts(index, ':pubdate', ':published', ':issued', 'dcterms:issued', 'dc:date', ':created');
  const modified = texts(index, ':updated', ':modified', 'dcterms:modified');
  const last = texts(index, 'dcterms:created', 'dc:created', ':date', ':pubdatetime');
  return { published: [...created, ...last, ...modified], modified };
}

function toRaw(record: XmlRecord): RawEntry {
  const { fields, attribs } = record;
  const index = indexOf(fields);
  const isAtom = record.name === 'entry';
  const about = attributeEnding(attribs, 'about');
  const guidField = first(index, ':guid', ':id');
  const guid = guidField?.text ?? about;
  const links = linksOf(index);
  const title = first(index, ':title', 'dc:title', 'media:title', 'itunes:title');
  const summary = first(
    index,
    ':description',
    ':summary',
    'dc:description',
    ':abstract',
    'media:description',
    'itunes:summary',
    'itunes:subtitle',
  );
  return {
    guid,
    links: [...links.map(addressIn), about, attribs.href],
    permalink: guidField?.attribs.ispermalink === 'false' ? null : guid,
    title: asHtml(title, isAtom),
    summary: asHtml(summary, isAtom),
    contentHtml: contentOf(index, isAtom),
    ...datesOf(index),
    authors: authorsOf(fields, index),
    keywords: keywordsOf(index),
    images: imagesOf(fields),
    language: attribs['xml:lang'] ?? first(index, 'dc:language', ':language')?.text,
    bases: links[0]?.bases ?? record.bases,
    publisher: publisherOf(fields, index),
  };
}

/** Minutes in a period of the RSS syndication module. @see https://web.resource.org/rss/1.0/modules/syndication/ */
const periodMinutes: Record<string, number> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

/** Minutes between polls: RSS `ttl`, else `sy:updatePeriod` shared among `sy:updateFrequency`. */
function ttlOf(index: FieldIndex): number | null {
  const ttl = Number.parseInt(first(index, ':ttl')?.text ?? '', 10);
  if (ttl > 0) return ttl;
  const period = periodMinutes[first(index, 'sy:updateperiod')?.text.trim().toLowerCase() ?? ''];
  const frequency = Number.parseInt(first(index, 'sy:updatefrequency')?.text ?? '1', 10);
  return period === undefined ? null : period / (frequency > 0 ? frequency : 1);
}

/** Names of the elements an XML feed may have for its root. */
export const feedRoots = ['rss', 'rdf', 'feed', 'channel'];

/** A raw XML feed, and the program that wrote it when it says so. */
export interface RawXmlFeed extends RawFeed {
  generator: string | null;
}

/** A feed as far as it can be read: complete records, in order. Null when the root is no feed's. Never throws. */
export function readXmlFeed(text: string): RawXmlFeed | null {
  const { root, head, records: entries, isCut } = outlineXml(text, recordNames, toRaw);
  if (root === null) return null;
  const isLoneEntry = root.name === 'entry' || root.name === 'item';
  if (!isLoneEntry && !feedRoots.includes(root.name)) return null;
  const kind: ChannelKind = root.name === 'feed' || root.name === 'entry' ? 'ATOM' : 'RSS';
  const index = indexOf(head);
  const [link] = linksOf(index);
  const cut = { index: entries.length, message: 'The feed breaks off at this entry' };
  const rootBase = root.attribs['xml:base'];
  return {
    kind,
    title: asHtml(first(index, ':title', 'dc:title'), kind === 'ATOM'),
    siteUrl: (link && addressIn(link)) || root.attribs.href,
    language: root.attribs['xml:lang'] ?? first(index, ':language', 'dc:language')?.text,
    ttlMinutes: ttlOf(index),
    bases: link?.bases ?? (rootBase === undefined ? [] : [rootBase]),
    entries,
    faults: isCut ? [cut] : [],
    generator: first(index, ':generator')?.text.trim() ?? null,
  };
}
