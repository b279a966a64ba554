/**
 * A lenient walk over XML, for documents that a strict parser refuses: undeclared prefixes, bare ampersands, cut ends.
 * Records are taken whole (an item, an entry, a url), with their children flattened; nothing is ever expanded or fetched.
 */
import { Parser } from 'htmlparser2';

/** A child of a record: its local name in lower case, prefix, attributes, and all text and markup inside it. */
export interface XmlField {
  name: string;
  prefix: string;
  attribs: Record<string, string>;
  text: string;
  /** Local names of the elements between the record and this field. */
  path: string[];
}

export interface XmlRecord {
  /** Local name of the record's element. */
  name: string;
  attribs: Record<string, string>;
  fields: XmlField[];
}

export interface XmlOutline {
  root: { name: string; attribs: Record<string, string> } | null;
  /** Fields outside any record (title, link, language of the feed). */
  head: XmlField[];
  records: XmlRecord[];
  /** A record was open when the document ended or nested too deep. */
  isCut: boolean;
}

/** Real feeds stay below 30, XHTML content included. */
const maxDepth = 256;

/** As deep as dialects go (news, publication, language); every level more would copy a hostile text once more. */
const maxOpenFields = 3;

/** Elements that hold the records and are no fields themselves. */
const containerNames = new Set(['channel', 'rss', 'rdf', 'feed', 'items']);

class Stop extends Error {}

function localName(name: string): [prefix: string, local: string] {
  const at = name.indexOf(':');
  return at < 0
    ? ['', name.toLowerCase()]
    : [name.slice(0, at).toLowerCase(), name.slice(at + 1).toLowerCase()];
}

interface Walk {
  outline: XmlOutline;
  record: XmlRecord | null;
  recordDepth: number;
  /** Open fields, outermost first. */
  open: { field: XmlField; depth: number; parts: string[] }[];
  path: string[];
}

function openElement(
  walk: Walk,
  rawName: string,
  attribs: Record<string, string>,
  recordNames: Set<string>,
): void {
  const [prefix, name] = localName(rawName);
  walk.path.push(name);
  if (walk.path.length > maxDepth) throw new Stop();
  if (walk.outline.root === null) {
    walk.outline.root = { name, attribs };
    if (!recordNames.has(name)) return;
  }
  if (
    walk.record === null &&
    recordNames.has(name) &&
    (prefix === '' || prefix === 'rss' || prefix === 'atom')
  ) {
    walk.record = { name, attribs, fields: [] };
    walk.recordDepth = walk.path.length;
    walk.open = [];
    return;
  }
  for (const { parts } of walk.open) parts.push(`<${rawName}>`);
  if (containerNames.has(name) || walk.open.length >= maxOpenFields) return;
  const from = walk.record === null ? 1 : walk.recordDepth;
  const field = { name, prefix, attribs, text: '', path: walk.path.slice(from, -1) };
  walk.open.push({ field, depth: walk.path.length, parts: [] });
}

function closeElement(walk: Walk, rawName: string, implied: boolean): void {
  const depth = walk.path.length;
  if (walk.record !== null && depth === walk.recordDepth) {
    if (implied) walk.outline.isCut = true;
    else walk.outline.records.push(walk.record);
    walk.record = null;
    walk.open = [];
  } else {
    const top = walk.open.at(-1);
    if (top?.depth === depth) {
      walk.open.pop();
      top.field.text = top.parts.join('');
      (walk.record?.fields ?? walk.outline.head).push(top.field);
    }
    for (const { parts } of walk.open) parts.push(`</${rawName}>`);
  }
  walk.path.pop();
}

/**
 * The records of an XML document in order. Linear in its length; nesting deeper than 256 ends the walk. Never throws.
 * @param recordNames local names, lower case, of the elements that are records
 */
export function outlineXml(text: string, recordNames: Set<string>): XmlOutline {
  const outline: XmlOutline = { root: null, head: [], records: [], isCut: false };
  const walk: Walk = { outline, record: null, recordDepth: 0, open: [], path: [] };
  const parser = new Parser(
    {
      onopentag: (name, attribs) => openElement(walk, name, attribs, recordNames),
      onclosetag: (name, implied) => closeElement(walk, name, implied),
      ontext: (data) => {
        for (const { parts } of walk.open) parts.push(data);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  try {
    parser.end(text);
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    outline.isCut = true;
  }
  return outline;
}
