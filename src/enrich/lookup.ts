/**
 * Known names in a scan: the longest gazetteer match at each word, in the language of the text, with the vetoes that keep
 * short forms and ordinary words from being names. Also the span type that all mention rules share.
 */
import type { EntityKind } from '../base/news.ts';
import { isCommonWord } from './commonWords.ts';
import type { FullGazetteer } from './gazetteer.ts';
import type { NameSense } from './knowledge.ts';
import { titles } from './titles.ts';
import type { Scan, Token } from './tokens.ts';

/** A name found in a scan, before it is told whose name it is. Token positions, `to` exclusive. */
export interface Span {
  kind: EntityKind;
  from: number;
  to: number;
  /** What the gazetteer says the name may mean; empty for unknown names. */
  senses: NameSense[];
  derived: boolean;
  role: string | null;
  confidence: number;
  /** Another name in this document that this one stands for by a printed equation ("Long Form (LF)"), as token position. */
  sameAs: number | null;
}

/** A stretch of tokens, `to` exclusive. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * The stretches that share a token with a given one, in their own order. Built in the sum of their lengths; a look-up
 * costs the length of what is asked.
 */
export function crossingIndex<T extends Stretch>(stretches: readonly T[]): (asked: Stretch) => T[] {
  const at = new Map<number, number[]>();
  for (const [i, { from, to }] of stretches.entries()) {
    for (let token = from; token < to; token += 1) {
      const here = at.get(token);
      if (here === undefined) at.set(token, [i]);
      else here.push(i);
    }
  }
  return ({ from, to }) => {
    const found = new Set<number>();
    for (let token = from; token < to; token += 1) for (const i of at.get(token) ?? []) found.add(i);
    return [...found].sort((a, b) => a - b).flatMap((i) => stretches[i] ?? []);
  };
}

/** Words of up to this length may be lower case inside a known name ("Bashar al-Assad", "Bank of China"). */
const particleLength = 3;

/** The printed name between two token positions. */
export function spanText(scan: Scan, from: number, to: number): string {
  const first = scan.tokens[from];
  const last = scan.tokens[to - 1];
  return first === undefined || last === undefined ? '' : scan.text.slice(first.start, last.end);
}

/** Fresh span of a kind; unknown until somebody fills in the senses. */
export function spanOf(kind: EntityKind, from: number, to: number, confidence: number): Span {
  return { kind, from, to, senses: [], derived: false, role: null, confidence, sameAs: null };
}

function mayStart(token: Token | undefined): boolean {
  return token !== undefined && token.kind === 'word' && (token.capital || /^\p{N}/u.test(token.text));
}

/** Inside a known name each longer word has a capital, and no sentence, comma or quote is crossed. */
function mayContinue(scan: Scan, from: number, at: number): boolean {
  const token = scan.tokens[at];
  const first = scan.tokens[from];
  if (token === undefined || first === undefined || token.sentence !== first.sentence) return false;
  if (token.kind === 'mark')
    return token.text === '&' || token.text === '.' || (token.text === '-' && token.glued);
  if (token.text.startsWith("'") || token.text.startsWith('’')) return false;
  return token.capital || token.kind === 'number' || token.text.length <= particleLength || token.glued;
}

/** A city in "Samba-Panza" or "Murray-Smith" is part of a longer, unknown name. */
function isHyphenated(scan: Scan, from: number, to: number): boolean {
  const { tokens } = scan;
  const isBound = (dash: Token | undefined, other: Token | undefined, glued: boolean) =>
    dash?.text === '-' && glued && other?.capital === true && !titles.has(other.lower);
  const before = tokens[from - 1];
  const after = tokens[to];
  const stem = tokens[from - 2]?.lower ?? '';
  // "al-Tunisi": the article makes a family name of it.
  if (before?.text === '-' && before.glued && /^(?:al|el|an|as|ash|at|ad|ar)$/.test(stem)) return true;
  const bornLeft = isBound(before, tokens[from - 2], before?.glued === true && tokens[from]?.glued === true);
  return bornLeft || isBound(after, tokens[to + 1], after?.glued === true && tokens[to + 1]?.glued === true);
}

function isVetoed(scan: Scan, language: string, from: number, to: number, sense: NameSense): boolean {
  const token = scan.tokens[from];
  if (token === undefined || to - from > 1) return false;
  if (/^(?:ber)?inisial$|^initials$/.test(scan.tokens[from - 1]?.lower ?? '')) return true;
  const isShouted = scan.shouted[token.sentence] === true;
  if (sense.exact && isShouted && token.text.length <= 2) return true;
  if (sense.exact && isShouted && isCommonWord(token.lower, language)) return true;
  // "Su-24", "F-16": a letter code before a number is a product.
  const next = scan.tokens[to];
  if (next?.text === '-' && next.glued && scan.tokens[to + 1]?.kind === 'number') return true;
  if (token.initial && !sense.exact && sense.prominence < 0.5 && scan.vocabulary.has(token.lower))
    return true;
  const isKnownWell = sense.exact || sense.prominence >= 0.9 || sense.record.place?.placeType === 'COUNTRY';
  return (token.initial || isShouted) && !isKnownWell && isCommonWord(token.lower, language);
}

/** Drops a style in front that the gazetteer lists with the name ("Pope Francis"): the span is the name alone. */
function withoutTitle(scan: Scan, from: number, to: number, kind: EntityKind): number {
  let start = from;
  while (kind === 'PERSON' && start < to - 1 && titles.has(scan.tokens[start]?.lower ?? '')) start += 1;
  return start;
}

const companyForms = /^(?:plc|Plc|PLC|Inc|Corp|Ltd|Tbk|AG|SA|SE|NV|LLC|Co)$/;

function matchAt(scan: Scan, language: string, gazetteer: FullGazetteer, from: number): Span | null {
  if (!mayStart(scan.tokens[from])) return null;
  // "Wali Kota Tegal" is the mayor of Tegal and no "Kota Tegal".
  if (scan.tokens[from]?.lower === 'kota' && scan.tokens[from - 1]?.lower === 'wali') return null;
  let to = from + 1;
  while (to - from < gazetteer.longestName + 2 && mayContinue(scan, from, to)) to += 1;
  for (; to > from; to -= 1) {
    const last = scan.tokens[to - 1];
    if (last === undefined || last.kind === 'mark') continue;
    const found = gazetteer.senses(spanText(scan, from, to), language);
    const senses = found.filter((s) => !isVetoed(scan, language, from, to, s));
    const [best] = senses;
    if (
      best === undefined ||
      (to - from === 1 && isHyphenated(scan, from, to) && !isPair(scan, language, gazetteer, from))
    )
      continue;
    if (to - from === 1 && best.record.kind === 'PERSON' && titles.has(last.lower)) continue;
    if (best.record.kind === 'ORGANIZATION' && companyForms.test(scan.tokens[to]?.text ?? '')) to += 1;
    const start = withoutTitle(scan, from, to, best.record.kind);
    return { ...spanOf(best.record.kind, start, to, 0.9), senses, derived: best.derived };
  }
  return null;
}

/** "Rusia-Prancis": both sides of the hyphen are known places or organisations. */
function isPair(scan: Scan, language: string, gazetteer: FullGazetteer, at: number): boolean {
  return [at - 2, at + 2].some((other) => {
    const token = scan.tokens[other];
    const isJoined = scan.tokens[(at + other) / 2]?.text === '-';
    if (token === undefined || !isJoined) return false;
    return gazetteer.senses(token.text, language).some((s) => s.record.kind !== 'PERSON');
  });
}

/** "Greater Tunis", "Tunis Raya", "Northern Iraq": the wider area is a name of its own, unknown as such. */
function withRegion(scan: Scan, span: Span): Span {
  if (span.kind !== 'PLACE' || span.derived) return span;
  const before = scan.tokens[span.from - 1];
  const isWider =
    before !== undefined &&
    !before.initial &&
    /^(?:Greater|Inner|Northern|Southern|Eastern|Western)$/.test(before.text);
  if (isWider) return { ...spanOf('PLACE', span.from - 1, span.to, 0.8) };
  return scan.tokens[span.to]?.text === 'Raya' ? { ...spanOf('PLACE', span.from, span.to + 1, 0.8) } : span;
}

/** Known names in reading order, longest first at each word, never overlapping. */
export function findKnownNames(scan: Scan, language: string, gazetteer: FullGazetteer): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < scan.tokens.length; at += 1) {
    const span = matchAt(scan, language, gazetteer, at);
    if (span === null) continue;
    spans.push(withRegion(scan, span));
    at = span.to - 1;
  }
  return spans;
}
