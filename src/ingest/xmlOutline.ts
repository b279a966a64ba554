/**
 * A lenient walk over XML, for documents as publishers really write them: undeclared prefixes, bare ampersands, cut ends.
 * Records are taken whole (an item, an entry, a url), with their children flattened; nothing is ever expanded or fetched.
 */
import { Parser } from 'htmlparser2';
import { type NameScope, resolveName, scopeInside } from './feedNames.ts';

/** An element of a record (or of the head): its resolved name, attributes (names in lower case) and text. */
export interface XmlField {
  /** As `feedNames` resolves it: `''` for the feed's own vocabulary. */
  prefix: string;
  /** Local name, lower case. */
  name: string;
  attribs: Record<string, string>;
  /** Text inside it. Elements inside a field of text are kept as HTML, and then `isMarkup` is true. */
  text: string;
  isMarkup: boolean;
  /** The field around it; null right below the record. */
  parent: XmlField | null;
  /** Values of xml:base that hold here, outermost first. */
  bases: string[];
}

export interface XmlRecord {
  /** Local name of the record's element. */
  name: string;
  attribs: Record<string, string>;
  /** In the order of the document, parents before their children. */
  fields: XmlField[];
  bases: string[];
}

export interface XmlOutline<Read> {
  root: { name: string; attribs: Record<string, string> } | null;
  /** Fields outside any record (title, link, language of the feed). */
  head: XmlField[];
  /** What was read out of each record. */
  records: Read[];
  /** A record was open when the document ended or nested too deep. */
  isCut: boolean;
}

/** Real feeds stay below 30, XHTML content included. */
const maxDepth = 256;

/** What one sitemap may hold (sitemaps.org); no honest feed comes near. What lies behind is not read. */
const maxRecords = 50_000;

/** Elements that hold the records and are no fields themselves. */
const containerNames = new Set(['channel', 'rss', 'rdf', 'feed', 'items', 'urlset', 'sitemapindex']);

/** Fields of text: whatever stands inside them is markup and no field. */
const textNames = new Set(
  `title description summary abstract content encoded subtitle tagline info copyright rights body div
  fullitem content_encoded`.split(/\s+/),
);

const voidNames = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

class Stop extends Error {}

interface OpenField {
  field: XmlField;
  depth: number;
  isText: boolean;
  /** Some of the text was CDATA, and so is markup already. */
  isRaw: boolean;
}

interface Walk {
  outline: XmlOutline<unknown>;
  read: (record: XmlRecord) => unknown;
  recordNames: Set<string>;
  record: XmlRecord | null;
  recordDepth: number;
  open: OpenField[];
  depth: number;
  scopes: { scope: NameScope | null; depth: number }[];
  bases: { chain: string[]; depth: number }[];
  isInCdata: boolean;
  /** The text is over: what closes now was never closed by the publisher. */
  isEnding: boolean;
}

const escapeAttribute = (value: string) => value.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

/** A named or numbered entity that XML does not know stays what HTML knows it for. */
const escapeText = (text: string) => text.replace(/&(?!#?\w{1,10};)/g, '&amp;').replace(/</g, '&lt;');

function tagOf(name: string, attribs: Record<string, string>): string {
  const printed = Object.entries(attribs)
    .filter(([key]) => !key.startsWith('xml'))
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  return `<${name}${printed.join('')}>`;
}

/** From here on the field is markup: what came before as plain text is escaped. */
function becomeMarkup({ field, isRaw }: OpenField): void {
  if (field.isMarkup) return;
  field.isMarkup = true;
  if (!isRaw) field.text = escapeText(field.text);
}

function addText(open: OpenField, text: string, isCdata: boolean): void {
  open.field.text += open.field.isMarkup && !isCdata ? escapeText(text) : text;
  if (isCdata) open.isRaw = true;
}

function endRecord(walk: Walk): void {
  if (walk.record !== null) {
    if (walk.isEnding) walk.outline.isCut = true;
    else walk.outline.records.push(walk.read(walk.record));
  }
  walk.record = null;
  walk.open = [];
  if (walk.outline.records.length >= maxRecords) throw new Stop();
}

function openField(walk: Walk, prefix: string, name: string, attribs: Record<string, string>): void {
  const field: XmlField = {
    prefix,
    name,
    attribs,
    text: '',
    isMarkup: false,
    parent: walk.open.at(-1)?.field ?? null,
    bases: walk.bases.at(-1)?.chain ?? [],
  };
  // `media:content` is a file with facts inside, every other `content` is text.
  const isText = (textNames.has(name) && prefix !== 'rdf' && prefix !== 'media') || prefix === 'xhtml';
  walk.open.push({ field, depth: walk.depth, isText, isRaw: false });
  (walk.record?.fields ?? walk.outline.head).push(field);
}

function openElement(walk: Walk, printed: string, attribs: Record<string, string>): void {
  walk.depth += 1;
  if (walk.depth > maxDepth) throw new Stop();
  const outer = walk.scopes.at(-1)?.scope ?? null;
  const scope = scopeInside(attribs, outer);
  if (scope !== outer) walk.scopes.push({ scope, depth: walk.depth });
  const base = attribs['xml:base'];
  if (base !== undefined)
    walk.bases.push({ chain: [...(walk.bases.at(-1)?.chain ?? []), base], depth: walk.depth });
  const [prefix, name] = resolveName(printed, scope);
  const isRoot = walk.outline.root === null;
  if (isRoot) walk.outline.root = { name, attribs };
  const top = walk.open.at(-1);
  if (prefix === '' && walk.recordNames.has(name)) {
    // A record inside a record: the publisher forgot to close the first.
    endRecord(walk);
    walk.record = { name, attribs, fields: [], bases: walk.bases.at(-1)?.chain ?? [] };
    walk.recordDepth = walk.depth;
  } else if (top?.isText) {
    becomeMarkup(top);
    top.field.text += tagOf(name, attribs);
  } else if (!isRoot && !(walk.record === null && containerNames.has(name))) {
    openField(walk, prefix, name, attribs);
  }
}

function closeElement(walk: Walk, printed: string): void {
  const top = walk.open.at(-1);
  if (walk.record !== null && walk.depth === walk.recordDepth) {
    endRecord(walk);
  } else if (top?.depth === walk.depth) {
    walk.open.pop();
  } else if (top?.isText) {
    const name = printed.slice(printed.indexOf(':') + 1).toLowerCase();
    if (!voidNames.has(name)) top.field.text += `</${name}>`;
  }
  if (walk.scopes.at(-1)?.depth === walk.depth) walk.scopes.pop();
  if (walk.bases.at(-1)?.depth === walk.depth) walk.bases.pop();
  walk.depth -= 1;
}

function parserFor(walk: Walk): Parser {
  return new Parser(
    {
      onopentag: (name, attribs) => openElement(walk, name, attribs),
      onclosetag: (name) => closeElement(walk, name),
      oncdatastart: () => {
        walk.isInCdata = true;
      },
      oncdataend: () => {
        walk.isInCdata = false;
      },
      ontext: (data) => {
        const top = walk.open.at(-1);
        if (top !== undefined) addText(top, data, walk.isInCdata);
      },
    },
    { xmlMode: true, decodeEntities: true, lowerCaseAttributeNames: true },
  );
}

/**
 * The records of an XML document in order, 50,000 at most. Linear in its length; nesting deeper than 256 ends the walk.
 * Throws only what `read` throws.
 * @param recordNames local names, lower case, of the elements that are records
 * @param read called with each record as soon as it is whole, so that a large document is never held twice
 */
export function outlineXml<Read>(
  text: string,
  recordNames: Set<string>,
  read: (record: XmlRecord) => Read,
): XmlOutline<Read> {
  const outline: XmlOutline<Read> = { root: null, head: [], records: [], isCut: false };
  const state = { record: null, recordDepth: 0, open: [], depth: 0, scopes: [], bases: [] };
  const walk: Walk = { outline, read, recordNames, ...state, isInCdata: false, isEnding: false };
  const parser = parserFor(walk);
  try {
    parser.write(text);
    walk.isEnding = true;
    parser.end();
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    outline.isCut = true;
  }
  return outline;
}
