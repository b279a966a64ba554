/** Gold pages for the block classifier: which blocks of a page belong to its article, as two data sets mark them. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { trigramsOf, wordsOf } from '../../src/ingest/blockContext.ts';
import type { Block } from '../../src/ingest/blocks.ts';

export interface FundusPage {
  id: string;
  url: string;
  html: string;
  gold: { text: string; headline: string | null; authors: string[]; publishedAt: string | null };
}

export interface SegmentsPage {
  id: string;
  url: string;
  html: string;
  /** Pieces of text that an extractor must find and must not find. */
  gold: { with: string[]; without: string[] };
}

/** The pages of a gzipped NDJSON file. */
export function readPages<Page>(path: string): Page[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  return lines.map((line): Page => JSON.parse(line));
}

/** How much of a block stands in the gold text: 0..1 for five words and more, for fewer whether they are a line of it. */
export function textLabels(blocks: readonly Block[], text: string): number[] {
  const words = wordsOf(text);
  const trigrams = trigramsOf(words);
  const lines = new Set(text.split('\n').map((line) => wordsOf(line).join(' ')));
  const whole = ` ${words.join(' ')} `;
  return blocks.map((block) => {
    const own = wordsOf(block.text);
    if (own.length >= 5) {
      const parts = own.slice(2).map((word, i) => `${own[i]} ${own[i + 1]} ${word}`);
      return parts.filter((part) => trigrams.has(part)).length / parts.length;
    }
    const line = own.join(' ');
    if (lines.has(line)) return 1;
    return own.length >= 2 && whole.includes(` ${line} `) ? 0.6 : 0;
  });
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** 1 for blocks with a wanted piece, 0 for those with an unwanted one, null for those that nobody marked. */
export function segmentLabels(blocks: readonly Block[], gold: SegmentsPage['gold']): (number | null)[] {
  const wanted = gold.with.map(oneLine).filter(Boolean);
  const unwanted = gold.without.map(oneLine).filter(Boolean);
  return blocks.map(({ text }) => {
    if (wanted.some((piece) => text.includes(piece) || (text.length > 20 && piece.includes(text)))) return 1;
    const isUnwanted = (piece: string) =>
      text.includes(piece) && (piece.length > 12 || piece.length > 0.25 * text.length);
    return unwanted.some(isUnwanted) ? 0 : null;
  });
}

/** A number that depends on the text alone. */
export function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

/** The fold of an address, by its site, so that no site is in two folds. */
export function foldOf(url: string, folds: number): number {
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  return hashOf(host.split('.').slice(-2).join('.')) % folds;
}

/** Pieces found and missed among those wanted, found among those unwanted. */
export interface SegmentCounts {
  found: number;
  missed: number;
  unwanted: number;
}

/** Counts of one page's text against its pieces, white space aside. */
export function countSegments(text: string, gold: SegmentsPage['gold']): SegmentCounts {
  const plain = oneLine(text);
  const has = (pieces: string[]) =>
    pieces.map(oneLine).filter((piece) => piece !== '' && plain.includes(piece)).length;
  const found = has(gold.with);
  const wanted = gold.with.filter((piece) => oneLine(piece) !== '').length;
  return { found, missed: wanted - found, unwanted: has(gold.without) };
}
