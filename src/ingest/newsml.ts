/**
 * NewsML-G2, the XML of wires: one newsItem, or a newsMessage with a set of them. Bodies are XHTML, NITF or plain text.
 * @see https://iptc.org/std/NewsML-G2/guidelines/
 */
import type { Feed } from '../base/news.ts';
import type { RawEntry, RawFeed, RawImage } from './feedEntry.ts';
import { childrenOf, dataOf, elementAt, htmlOf, nameOf, parseXml } from './feedTree.ts';
import {
  authorNames,
  codeOf,
  datelined,
  embargoFault,
  isCancelled,
  itemAddress,
  paragraphs,
  statusFault,
} from './feedWire.ts';
import { escapeHtml } from './feedXml.ts';
import { elementsOf, isElement, type Tree, type TreeElement } from './tree.ts';

/** True for a text that begins with a root element of NewsML-G2. */
export function isNewsMl(text: string): boolean {
  return /^<(?:[\w-]+:)?(?:newsItem|newsMessage|packageItem)[\s>]/i.test(text);
}

const line = (element: TreeElement | undefined): string | null =>
  dataOf(element).replace(/\s+/g, ' ').trim() || null;

const codeIn = (element: TreeElement | undefined): string =>
  codeOf(element?.attribs.qcode ?? element?.attribs.uri);

/** The name of a concept: its `name`, else what is printed in it, else its literal. */
const conceptName = (element: TreeElement | undefined): string | null =>
  line(elementAt(element, 'name')) ?? line(element) ?? element?.attribs.literal ?? null;

/** NITF's own words for headings, and what is in it but not in the text; inline names of persons keep their content. */
const htmlNames = new Map<string, string | null | undefined>([
  ['hl1', 'h2'],
  ['hl2', 'h2'],
  ['hedline', null],
  ['block', 'div'],
  ['media', undefined],
  ['script', undefined],
  ['style', undefined],
  ['head', undefined],
  ['note', undefined],
]);

const keptNames = new Set(
  'p br h1 h2 h3 h4 h5 h6 ul ol li a b strong i em blockquote div table tr td th caption pre img figure figcaption'.split(
    ' ',
  ),
);

const htmlName = (name: string): string | null | undefined =>
  htmlNames.has(name) ? htmlNames.get(name) : keptNames.has(name) ? name : null;

function below(element: TreeElement | undefined, name: string): TreeElement | undefined {
  if (element === undefined) return undefined;
  for (const each of elementsOf(element)) if (nameOf(each) === name) return each;
  return undefined;
}

/** The body as HTML; null when the item holds none inline. */
function bodyOf(item: TreeElement): string | null {
  const sets = childrenOf(item, 'contentset');
  const inline = sets.flatMap((set) => childrenOf(set, 'inlinexml', 'inlinedata'));
  const [best] = [...inline].sort(
    (a, b) => Number(nameOf(b) === 'inlinexml') - Number(nameOf(a) === 'inlinexml'),
  );
  if (best === undefined) return null;
  if (nameOf(best) === 'inlinedata') {
    const isMarkup = /html/i.test(best.attribs.contenttype ?? '');
    return (isMarkup ? dataOf(best) : paragraphs(dataOf(best))) || null;
  }
  const body = below(best, 'body.content') ?? below(best, 'body') ?? best;
  return htmlOf(body, htmlName).trim() || null;
}

interface Parts {
  item: TreeElement;
  meta: TreeElement | undefined;
  content: TreeElement | undefined;
}

const partsOf = (item: TreeElement): Parts => ({
  item,
  meta: elementAt(item, 'itemmeta'),
  content: elementAt(item, 'contentmeta'),
});

function headlineOf({ item, meta, content }: Parts): string | null {
  const printed = childrenOf(content, 'headline');
  const main = printed.find(({ attribs }) => attribs.role === undefined || /main$/.test(attribs.role));
  return (
    line(main ?? printed[0]) ??
    line(elementAt(meta, 'title')) ??
    line(below(elementAt(item, 'contentset'), 'hl1'))
  );
}

function authorsOf({ item, content }: Parts): string[] {
  const byline = line(elementAt(content, 'by')) ?? line(below(elementAt(item, 'contentset'), 'byline'));
  if (byline !== null) return authorNames(byline);
  const creators = childrenOf(content, 'creator').map(conceptName);
  return creators.flatMap((name) => name ?? []);
}

function keywordsOf({ content }: Parts): string[] {
  const subjects = childrenOf(content, 'subject').map(conceptName);
  return [...subjects, ...childrenOf(content, 'keyword').map(line)].flatMap((name) => name ?? []);
}

function datelineOf({ item, content }: Parts): string | null {
  return (
    line(elementAt(content, 'dateline')) ??
    line(below(elementAt(item, 'contentset'), 'dateline')) ??
    conceptName(elementAt(content, 'located'))
  );
}

/** A page on the web that the item names for itself. */
function webLink({ meta, content, item }: Parts): string | null {
  const links = [...childrenOf(meta, 'link'), ...childrenOf(content, 'link')];
  const pages = links.filter(({ attribs: { contenttype: type = 'html' } }) => type.includes('html'));
  const own = pages.find(({ attribs }) => /(?:web|alternate|canonical|permalink)/i.test(attribs.rel ?? ''));
  const href = own?.attribs.href ?? pages.find(({ attribs }) => attribs.rel === undefined)?.attribs.href;
  return [href, item.attribs.guid].find((each) => /^https?:\/\//i.test(each ?? '')) ?? null;
}

function summaryOf({ content }: Parts): string | null {
  const printed = childrenOf(content, 'description');
  return line(printed.find(({ attribs }) => /summary/.test(attribs.role ?? '')) ?? printed[0]);
}

function pictureOf(parts: Parts): RawImage | null {
  const files = elementAt(parts.item, 'contentset');
  const width = ({ attribs }: TreeElement) => Number(attribs.width) || 0;
  const [widest] = childrenOf(files, 'remotecontent').sort((a, b) => width(b) - width(a));
  const credit =
    line(elementAt(parts.content, 'creditline')) ?? conceptName(elementAt(parts.content, 'creator'));
  const caption = summaryOf(parts);
  if (widest?.attribs.href === undefined) return null;
  return {
    url: widest.attribs.href,
    caption: caption && escapeHtml(caption),
    credit: credit && escapeHtml(credit),
  };
}

/** Pictures that the item links, found by guid among the other items of the message. */
function imagesOf({ meta, content, item }: Parts, pictures: Map<string, RawImage>): RawImage[] {
  const links = [meta, content, item, elementAt(item, 'group')].flatMap((each) => childrenOf(each, 'link'));
  return links.flatMap(({ attribs }) => pictures.get(attribs.residref ?? '') ?? []);
}

function toRaw(parts: Parts, pictures: Map<string, RawImage>, feedUrl: string): RawEntry {
  const { item, meta, content } = parts;
  const guid = item.attribs.guid ?? null;
  const [headline, summary, body] = [headlineOf(parts), summaryOf(parts), bodyOf(item)];
  const created = line(elementAt(meta, 'versioncreated'));
  return {
    guid,
    links: [webLink(parts) ?? (guid === null ? null : itemAddress(feedUrl, guid))],
    title: headline && escapeHtml(headline),
    summary: summary && escapeHtml(summary),
    contentHtml: body && datelined(body, datelineOf(parts)),
    published: [line(elementAt(content, 'contentcreated')), line(elementAt(meta, 'firstcreated')), created],
    modified: [line(elementAt(content, 'contentmodified')), created],
    authors: authorsOf(parts).map(escapeHtml),
    keywords: keywordsOf(parts).map(escapeHtml),
    images: imagesOf(parts, pictures),
    language: elementAt(content, 'language')?.attribs.tag ?? item.attribs['xml:lang'],
    isWhole: true,
    isRetraction: isCancelled(codeIn(elementAt(meta, 'pubstatus'))),
  };
}

function itemsIn(tree: Tree): TreeElement[] {
  const [root] = tree.children.filter(isElement);
  if (root === undefined) return [];
  if (nameOf(root) === 'newsitem') return [root];
  return childrenOf(root, 'itemset').flatMap((set) => childrenOf(set, 'newsitem'));
}

/** Why an item must not be shown now; null when it may be. */
function faultOf({ meta }: Parts, now: Date): string | null {
  const status = statusFault(codeIn(elementAt(meta, 'pubstatus')));
  return status ?? embargoFault(line(elementAt(meta, 'embargoed')), now);
}

/**
 * The text items of a NewsML-G2 document; null when it is none. Texts are whole, there is no page to read. An item's
 * address is its web link where it has one, else `<feed url>?item=<guid>` (without the feed's own query). Items under embargo or
 * withheld are faults;
 * pictures serve the texts that link them; packages, videos and the rest are left out. Never throws.
 */
export function readNewsMl(text: string, feedUrl: string, now: Date): RawFeed | null {
  const all = itemsIn(parseXml(text)).map(partsOf);
  if (all.length === 0 && !isNewsMl(text)) return null;
  const classOf = ({ meta }: Parts) => codeIn(elementAt(meta, 'itemclass'));
  const pictures = new Map<string, RawImage>();
  for (const parts of all) {
    const picture = classOf(parts) === 'picture' ? pictureOf(parts) : null;
    if (picture !== null) pictures.set(parts.item.attribs.guid ?? '', picture);
  }
  const entries: RawEntry[] = [];
  const faults: Feed['faults'] = [];
  all.forEach((parts, index) => {
    if (!['', 'text', 'composite'].includes(classOf(parts))) return;
    const fault = faultOf(parts, now);
    if (fault === null) entries.push(toRaw(parts, pictures, feedUrl));
    else faults.push({ index, message: fault });
  });
  return { kind: 'API', entries, faults };
}
