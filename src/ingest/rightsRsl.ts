/**
 * RSL, Really Simple Licensing 1.0: where a licence document is named, and what it says. A licence that asks for money
 * permits us nothing; among licences of one content the reader may choose, but what any of them prohibits is prohibited.
 */
import { Parser } from 'htmlparser2';
import type { RightsSignal } from '../base/news.ts';
import type { PageFacts } from './pageFacts.ts';
import { licenceAddress, rightsSignal, type ScopedSignal } from './rightsSignal.ts';

const maxCharacters = 512 * 1024;
const mostContents = 200;
const mostLicences = 20;
const longestList = 1000;
/** A licence document is five deep; the parser's own work grows with the square of the depth. */
const maxDepth = 100;
const chunk = 8192;

/** Media type of a licence document. */
const rslType = /application\/rsl\+xml/i;

/** One `<license>`: usages it permits (null when it lists none, which permits all) and prohibits. */
interface Terms {
  permits: string[] | null;
  prohibits: string[];
  isFree: boolean;
}

const tokensOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 50);

/** A content with its licences, as they are read. */
interface Content {
  url: string;
  isFree: boolean;
  terms: Terms[];
}

interface Walk {
  root: string | null;
  contents: Content[];
  content: Content | null;
  licence: Terms | null;
  /** List of usages that the text now read belongs to, and that text. */
  list: 'permits' | 'prohibits' | null;
  text: string;
  depth: number;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

function openElement(walk: Walk, name: string, attribs: Record<string, string>): void {
  walk.root ??= name;
  if (name === 'content') {
    // A licence server means that each licence must be acquired.
    walk.content = { url: attribs.url?.trim() ?? '', isFree: !attribs.server, terms: [] };
  } else if (name === 'license' && walk.content !== null) {
    walk.licence = { permits: null, prohibits: [], isFree: walk.content.isFree };
  } else if (name === 'payment' && walk.licence !== null) {
    walk.licence.isFree &&= /^(?:free|attribution)$/.test(attribs.type ?? 'free');
  } else if (name === 'permits' || name === 'prohibits') {
    walk.list = (attribs.type ?? 'usage') === 'usage' ? name : null;
    walk.text = '';
  }
}

function closeElement(walk: Walk, name: string): void {
  if (name === walk.list && walk.licence !== null) {
    const tokens = tokensOf(walk.text);
    if (name === 'permits') walk.licence.permits = [...(walk.licence.permits ?? []), ...tokens].slice(0, 50);
    else walk.licence.prohibits = [...walk.licence.prohibits, ...tokens].slice(0, 50);
    walk.list = null;
  } else if (name === 'license' && walk.licence !== null && walk.content !== null) {
    if (walk.content.terms.length < mostLicences) walk.content.terms.push(walk.licence);
    walk.licence = null;
  } else if (name === 'content' && walk.content !== null) {
    if (walk.contents.length < mostContents) walk.contents.push(walk.content);
    walk.content = null;
  }
}

/** The contents of an RSL document that were closed; none when its root is another element. */
function contentsOf(text: string): Content[] {
  const walk: Walk = {
    root: null,
    contents: [],
    content: null,
    licence: null,
    list: null,
    text: '',
    depth: 0,
  };
  const parser = new Parser(
    {
      onopentag: (name, attribs) => {
        walk.depth += 1;
        openElement(walk, localName(name), attribs);
      },
      onclosetag: (name, implied) => {
        walk.depth -= 1;
        if (!implied) closeElement(walk, localName(name));
      },
      ontext: (data) => {
        if (walk.list !== null && walk.text.length < longestList) walk.text += data;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const length = Math.min(text.length, maxCharacters);
  for (let at = 0; at < length && walk.depth <= maxDepth; at += chunk) {
    parser.write(text.slice(at, Math.min(at + chunk, length)));
  }
  parser.end();
  return walk.root === 'rsl' ? walk.contents : [];
}

/** Usages with the words that include them; the older draft's names as well. */
const usages = {
  search: ['search', 'all'],
  training: ['ai-train', 'train-ai', 'train-genai', 'ai-all', 'all'],
};

/** Whether some free licence permits one of these usages; null when none lists what it permits, which permits all. */
function permission(terms: Terms[], names: string[]): boolean | null {
  const free = terms.filter(({ isFree }) => isFree);
  if (free.some(({ permits }) => permits?.some((usage) => names.includes(usage)))) return true;
  return free.some(({ permits }) => permits === null) ? null : false;
}

const isProhibited = (terms: Terms[], names: string[]): boolean =>
  terms.some(({ prohibits }) => prohibits.some((usage) => names.includes(usage)));

function wordsOf(pattern: string, terms: Terms[]): string {
  const licences = terms.map(({ permits, prohibits, isFree }) =>
    [
      permits && `permits ${permits.join(' ')}`,
      prohibits.length > 0 && `prohibits ${prohibits.join(' ')}`,
      !isFree && 'for payment',
    ]
      .filter(Boolean)
      .join(', '),
  );
  return `content ${pattern.slice(0, 100)}: ${licences.join(' | ')}`;
}

/** What the licences of one content mean for us: search is what an aggregator of headlines and extracts does. */
function signalOf(pattern: string, terms: Terms[], url: string): RightsSignal {
  const search = permission(terms, usages.search) === false ? 'SNIPPET' : null;
  return rightsSignal('RSL', wordsOf(pattern, terms), {
    url,
    licenceUrl: url,
    tdmReserved: isProhibited(terms, ['all']) ? true : null,
    aiTrainingAllowed: isProhibited(terms, usages.training) ? false : permission(terms, usages.training),
    exposure: isProhibited(terms, usages.search) ? 'NONE' : search,
  });
}

/** Path pattern of a content's address; null when it is on another origin. */
function patternOf(address: string, url: string): string | null {
  if (!/^https?:/i.test(address)) return /^[/*]/.test(address) ? address : `/${address}`;
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(address) ?? [];
  return host.toLowerCase() === new URL(url).host ? path || '/' : null;
}

/**
 * What an RSL document says, content by content. None when it is no RSL.
 * @param url its own address
 * @see https://rslstandard.org/rsl
 */
export function parseRsl(text: string, url: string): ScopedSignal[] {
  const contents = new Map<string, Terms[]>();
  for (const { url: address, terms } of contentsOf(text)) {
    const pattern = patternOf(address, url);
    if (pattern === null || terms.length === 0) continue;
    contents.set(pattern, [...(contents.get(pattern) ?? []), ...terms]);
  }
  return [...contents].map(([pattern, terms]) => ({
    document: `rsl ${url}`,
    pattern,
    signal: signalOf(pattern, terms, url),
  }));
}

/** Address of the RSL document in a `Link` header, null when there is none (RFC 8288 section 3). */
export function rslOfLinkHeader(header: string | null, base: string): string | null {
  for (const link of (header ?? '').slice(0, 8000).split(/,(?=\s*<)/)) {
    const [, target = '', parameters = ''] = /^\s*<([^<>]*)>(.*)$/.exec(link) ?? [];
    if (/\brel\s*=\s*"?[^";]*\blicense\b/i.test(parameters) && rslType.test(parameters))
      return licenceAddress(target, base);
  }
  return null;
}

/** Licences that a page links: RSL documents and others, such as Creative Commons deeds. */
export function licenceLinks(
  elements: PageFacts['elements'],
  base: string,
): { url: string; isRsl: boolean }[] {
  const links: { url: string; isRsl: boolean }[] = [];
  for (const { name, attribs } of elements) {
    if (name !== 'link' || !/\blicense\b/i.test(attribs.rel ?? '') || links.length >= 3) continue;
    const url = licenceAddress(attribs.href, base);
    if (url !== null) links.push({ url, isRsl: rslType.test(attribs.type ?? '') });
  }
  return links;
}
