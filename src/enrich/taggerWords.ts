/**
 * What the tagger asks of a word on its own: hashes of its forms, beginnings and ends, its shape, and what the model's
 * lists say of it. Numbers only, so that features are joined without making strings.
 */
import { wordClass } from './taggerClasses.ts';
import type { HashTable } from './taggerTable.ts';

/** A word as numbers. Hashes are signed 32-bit; 0 stands for "none" in beginnings and ends. */
export interface Word {
  /** As printed. */
  exact: number;
  /** Lower case, digits as 0. */
  lower: number;
  /** Letters to X, x, d, at most ten of them. */
  shape: number;
  /** The shape with repetitions left out. */
  shortShape: number;
  /** First one to four letters, lower case. */
  beginnings: Int32Array;
  /** Last one to four letters, lower case. */
  ends: Int32Array;
  /** Three letters in a row inside a capitalised word. */
  middles: Int32Array;
  /** 1 when it starts with an upper-case letter. */
  capital: number;
  /** Two letters or more, all upper case. */
  upper: boolean;
  isLetters: boolean;
  isNumber: boolean;
  length: number;
  /** Bits: 1 given name, 2 family name. */
  personal: number;
  /** Coarse and fine cluster of words used alike; 0 where unknown. */
  coarse: number;
  fine: number;
  /** What the rules' lists say of it (`wordClass`); 0 where they say nothing. */
  class: number;
}

/** The word lists of a model. */
export interface WordLists {
  /** Hash of a lower-cased word to bits of `personal`. */
  personal: HashTable;
  /** Hash of a lower-cased word to its fine cluster. */
  clusters: HashTable;
  /** Fine cluster to coarse cluster. */
  coarseOf: Uint8Array;
}

/** Longer words are addresses or garbage; what lies behind this many code units is not looked at. */
const longestWord = 48;

/** Shape letters are hashed up to here. */
const longestShape = 10;

const fnvOffset = 0x811c9dc5 | 0;
const fnvPrime = 0x01000193;

/** FNV-1a over UTF-16 code units (Fowler, Noll, Vo), 32 bits, signed. */
export function hashText(text: string, from = 0, to = text.length, seed = fnvOffset): number {
  let hash = seed;
  for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), fnvPrime);
  return hash;
}

/** Goes on from the hash of a phrase to that of the phrase with one more word. */
export function joinHash(phrase: number, word: number): number {
  return (Math.imul(phrase ^ word, fnvPrime) + 0x7f4a7c15) | 0;
}

/** Where the hash of every phrase starts. */
export const phraseStart = 0x55;

/** The form under which lists know a word. */
export function lowerForm(text: string): string {
  return text
    .slice(0, longestWord)
    .toLowerCase()
    .replace(/\p{Nd}/gu, '0');
}

function shapeOf(text: string): string {
  return text
    .replace(/\p{Lu}/gu, 'X')
    .replace(/[\p{Ll}\p{Lo}\p{Lm}]/gu, 'x')
    .replace(/\p{Nd}/gu, 'd');
}

function edges(lower: string, atEnd: boolean): Int32Array {
  const hashes = new Int32Array(4);
  for (let size = 1; size <= Math.min(4, lower.length); size += 1) {
    const from = atEnd ? lower.length - size : 0;
    hashes[size - 1] = hashText(lower, from, from + size, (atEnd ? 99 : 77) + size);
  }
  return hashes;
}

function middlesOf(lower: string): Int32Array {
  const hashes: number[] = [];
  for (let i = 1; i + 3 < lower.length && i < 8; i += 1) hashes.push(hashText(lower, i, i + 3));
  return Int32Array.from(hashes);
}

const none = new Int32Array(0);

/** The facts of a word. */
export function wordOf(printed: string, lists: WordLists): Word {
  const text = printed.length > longestWord ? printed.slice(0, longestWord) : printed;
  const lower = lowerForm(text);
  const shape = shapeOf(text);
  const hash = hashText(lower);
  const fine = lists.clusters.get(hash);
  const isCapital = shape.startsWith('X');
  return {
    exact: hashText(text),
    lower: hash,
    shape: hashText(shape.slice(0, longestShape)),
    shortShape: hashText(shape.replace(/(.)\1+/gu, '$1')),
    beginnings: edges(lower, false),
    ends: edges(lower, true),
    middles: isCapital ? middlesOf(lower) : none,
    capital: isCapital ? 1 : 0,
    upper: /^[^x]*X[^x]*X[^x]*$/.test(shape),
    isLetters: /^[Xx]/.test(shape),
    isNumber: shape.startsWith('d'),
    length: text.length,
    personal: lists.personal.get(hash),
    coarse: fine === 0 ? 0 : (lists.coarseOf[fine] ?? 0),
    fine,
    class: wordClass(lower),
  };
}

/** A part of a long text keeps all of it in memory; this is the part alone. */
function ownCopy(text: string): string {
  return text.split('').join('');
}

/** Words of a text repeat: facts are made once for each of the last few ten thousand different ones. */
export function wordCache(lists: WordLists, atMost = 50_000): (text: string) => Word {
  const known = new Map<string, Word>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= atMost) known.clear();
    const word = wordOf(text, lists);
    if (text.length <= longestWord) known.set(ownCopy(text), word);
    return word;
  };
}
