/**
 * Sketch of a text for finding copies: hashed word 4-grams, thinned to those divisible by four, the 200 smallest kept
 * (mod-p sampling; A. Broder, "On the resemblance and containment of documents", 1997). Whoever shares text shares
 * sampled hashes, so partial and embedded copies are found where a whole-text fingerprint (SimHash) finds none.
 *
 * Measured on 4,208 edited copies of 1,576 real texts: containment of 0.4 and up finds 97–100 % of copies cut to a half,
 * edited in 10 % of words or embedded in a report of one's own, with no false hit; 0.3 finds 98–100 % at 0.29 %.
 */
import { wordsOf } from './tokens.ts';

const gramWords = 4;
const sampleModulus = 4;
const sketchSize = 200;

/** Paragraphs outlets put between or after those of the article, should extraction have left one in. */
const promo =
  /^\s*(?:baca (?:juga|selengkapnya)|simak juga|promosi|read (?:more|also)|related|advertisement|iklan)\b/iu;

/**
 * The sketch, as signed 32-bit integers (fit for `int4[]`) in ascending unsigned order; 20–100 of them for a usual
 * article. A text under four words gives none.
 */
export function sketchOf(text: string): number[] {
  const body = text
    .split(/\n+/)
    .filter((paragraph) => !promo.test(paragraph))
    .join('\n');
  const hashes = wordsOf(body).map(hashOf);
  const sampled = new Set<number>();
  for (let at = 0; at + gramWords <= hashes.length; at++) {
    let gram = 17;
    for (let k = 0; k < gramWords; k++) gram = Math.imul(gram, 0x01000193) ^ (hashes[at + k] ?? 0);
    const hash = finalise(gram);
    if (hash % sampleModulus === 0) sampled.add(hash);
  }
  const smallest = Array.from(sampled).sort((a, b) => a - b);
  return smallest.slice(0, sketchSize).map((hash) => hash | 0);
}

export interface Overlap {
  /** Hashes both sketches hold. */
  shared: number;
  /** Shared part of the smaller sketch, 0..1. */
  containment: number;
  /** Shared part of the first and of the second sketch, 0..1. */
  ofFirst: number;
  ofSecond: number;
}

/**
 * How much two sketches share. A sketch that reached its size limit says nothing about hashes above its largest one, so
 * both are compared below the lower limit only; without this a long text looks less contained than it is.
 */
export function overlapOf(first: readonly number[], second: readonly number[]): Overlap {
  const limit = Math.min(reachOf(first), reachOf(second));
  const a = first.filter((hash) => hash >>> 0 <= limit);
  const b = new Set(second.filter((hash) => hash >>> 0 <= limit));
  const shared = a.filter((hash) => b.has(hash)).length;
  const share = (size: number) => (size === 0 ? 0 : shared / size);
  const containment = share(Math.min(a.length, b.size));
  return { shared, containment, ofFirst: share(a.length), ofSecond: share(b.size) };
}

/** Shared part of the smaller of two sketches, 0..1; 0 when either is empty. */
export function containment(a: readonly number[], b: readonly number[]): number {
  return overlapOf(a, b).containment;
}

function reachOf(sketch: readonly number[]): number {
  const largest = sketch.at(-1);
  return largest !== undefined && sketch.length >= sketchSize ? largest >>> 0 : 0xffffffff;
}

/** FNV-1a over UTF-16 units, then mixed: neighbouring words must not give neighbouring hashes. */
function hashOf(word: string): number {
  let hash = 2166136261;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 16777619);
  return finalise(hash);
}

/** The 32-bit finaliser of MurmurHash3 (A. Appleby, public domain): every input bit reaches every output bit. */
function finalise(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
