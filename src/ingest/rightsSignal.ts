/** What all readers of rights share: making a signal, and which of a site's signals hold for an address. Pure. */
import type { RightsSignal } from '../base/news.ts';
import { absoluteUrl } from '../base/url.ts';

/** A signal of a site as a whole; `pattern` is the part of the site it holds for. */
export interface ScopedSignal {
  /** Rules of one document compete by how exactly they match; those of two documents hold side by side. */
  document: string;
  /** Path pattern as in robots.txt: a prefix, `*` for any characters, a final `$` for the end (RFC 9309 section 2.2.3). */
  pattern: string;
  signal: RightsSignal;
}

const longestExcerpt = 300;

type Said = Partial<Omit<RightsSignal, 'basis' | 'excerpt'>>;

/** A signal that says nothing but what `said` says. The excerpt is cut to 300 characters. */
export function rightsSignal(basis: RightsSignal['basis'], excerpt: string, said: Said): RightsSignal {
  const words = excerpt
    .slice(0, 4 * longestExcerpt)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return {
    basis,
    url: null,
    excerpt: words.slice(0, longestExcerpt).replace(/\p{Surrogate}/gu, '\ufffd'),
    tdmReserved: null,
    aiTrainingAllowed: null,
    exposure: null,
    licenceUrl: null,
    ...said,
  };
}

/** An address of terms, absolute; null when there is none, or it is longer than browsers take. */
export function licenceAddress(text: string | null | undefined, base?: string): string | null {
  return text && text.length <= longestPath ? absoluteUrl(text, base) : null;
}

/** In characters; longer patterns match nothing, so that no outlet makes us compare for long. */
const longestPattern = 500;
const longestPath = 2048;

/** The same octets for the same path, however it was escaped; a broken escape stays as it is. */
function foldEscapes(path: string): string {
  const unescaped = path.replace(/%(?:2D|2E|5F|7E|3\d|[46][1-9A-F]|[57][0-9A])/gi, (octet) =>
    String.fromCharCode(Number.parseInt(octet.slice(1), 16)),
  );
  return encodeURI(unescaped).replace(/%25([0-9a-f]{2})/gi, (_, hex: string) => `%${hex.toUpperCase()}`);
}

function foldPath(path: string): string {
  try {
    return foldEscapes(path);
  } catch {
    // A lone surrogate cannot be encoded and stands in no address.
    return path;
  }
}

/** Path and query of an address as patterns are matched against it; null for what is no address. */
function pathOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { pathname, search } = new URL(url);
  return foldPath(`${pathname}${search}`.slice(0, longestPath));
}

function matches(pattern: string, path: string): boolean {
  if (pattern.length > longestPattern) return false;
  const isWhole = pattern.endsWith('$');
  const pieces = foldPath(isWhole ? pattern.slice(0, -1) : pattern).split('*');
  const last = pieces.pop() ?? '';
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const found = index === 0 ? (path.startsWith(piece) ? 0 : -1) : path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  if (pieces.length === 0) return isWhole ? path === last : path.startsWith(last);
  return isWhole ? path.length - last.length >= at && path.endsWith(last) : path.indexOf(last, at) >= 0;
}

/**
 * True when the pattern matches the path (query included) of an address, as robots.txt rules do.
 * @see RFC 9309 sections 2.2.2 and 2.2.3
 */
export function matchesPath(pattern: string, url: string): boolean {
  const path = pathOf(url);
  return path !== null && matches(pattern, path);
}

/**
 * The signals of a site that hold for an address: of each document those whose pattern is the longest that matches, and
 * where a document says the same pattern twice, both. In the order of the documents.
 */
export function signalsAt(scoped: readonly ScopedSignal[], url: string): RightsSignal[] {
  const path = pathOf(url);
  if (path === null) return [];
  const best = new Map<string, ScopedSignal[]>();
  for (const rule of scoped) {
    if (!matches(rule.pattern, path)) continue;
    const held = best.get(rule.document) ?? [];
    const length = held[0]?.pattern.length ?? -1;
    if (rule.pattern.length > length) best.set(rule.document, [rule]);
    else if (rule.pattern.length === length) best.set(rule.document, [...held, rule]);
  }
  return [...best.values()].flatMap((rules) => rules.map(({ signal }) => signal));
}
