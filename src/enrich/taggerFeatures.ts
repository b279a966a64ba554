/**
 * The tagger's features: for each word of a sentence, hashes of what can be seen of it and around it, in the sentence, in
 * lists of known names, and where else the document prints the same word. The model holds weights for these hashes, so a
 * change here asks for a new training (`npm run train:entities`).
 *
 * The kinds of features are those that measured well for names in newswire: word, affixes, shape and two neighbours on
 * each side (Finkel et al., 2005), word clusters and lists (Ratinov and Roth, 2009), other occurrences in the document.
 */

import type { HashTable } from './taggerTable.ts';
import { joinHash, phraseStart, type Word } from './taggerWords.ts';

/** Known phrases by hash: one bit for each class of `phraseClasses`, and `opensPhrase` where a longer phrase goes on. */
export const phraseClasses = [
  'country',
  'area',
  'city',
  'town',
  'person',
  'organization',
  'demonym',
] as const;
export const opensPhrase = 1 << 7;
const classes = 8;
/** Longest phrase looked up, in words. */
const longestPhrase = 6;

/** One document ready for features. Sentences are stretches of `words`. */
export interface Page {
  words: Word[];
  /** First word of each sentence, and at last the number of words. */
  bounds: Int32Array;
  /** 1 where no white space stands before a word. */
  glued: Uint8Array;
  /** Per word and class: 0 none, 1 first, 2 inner, 3 last, 4 only word of a known phrase. */
  phrases: Uint8Array;
  occurrences: Occurrences;
}

/** Where a document's capitalised words stand. */
interface Occurrences {
  /** By hash of the word as printed. Null where the document is one sentence. */
  at: Map<number, number[]> | null;
  /** Lower-case words of the document. */
  plain: Set<number>;
  /** The sentence a word belongs to, as its first word. */
  starts: Int32Array;
  ends: Int32Array;
}

const occurrencesKept = 12;

function occurrencesOf(words: readonly Word[], bounds: Int32Array): Occurrences {
  const starts = new Int32Array(words.length);
  const ends = new Int32Array(words.length);
  for (let s = 0; s + 1 < bounds.length; s += 1) {
    const [from, to] = [bounds[s] ?? 0, bounds[s + 1] ?? 0];
    starts.fill(from, from, to);
    ends.fill(to, from, to);
  }
  const plain = new Set<number>();
  if (bounds.length <= 2) return { at: null, plain, starts, ends };
  const at = new Map<number, number[]>();
  for (const [i, word] of words.entries()) {
    if (word.capital === 0 || word.length < 2) {
      plain.add(word.lower);
      continue;
    }
    const places = at.get(word.exact);
    if (places === undefined) at.set(word.exact, [i]);
    else if (places.length < occurrencesKept) places.push(i);
  }
  return { at, plain, starts, ends };
}

/** Marks known phrases, the longest from each word on, in each class by itself. */
function markPhrases(words: readonly Word[], bounds: Int32Array, known: HashTable): Uint8Array {
  const marks = new Uint8Array(words.length * classes);
  const longest = new Uint8Array(classes);
  for (let s = 0; s + 1 < bounds.length; s += 1) {
    const end = bounds[s + 1] ?? 0;
    for (let from = bounds[s] ?? 0; from < end; from += 1) {
      const first = words[from] as Word;
      if (first.capital === 0 && !first.isNumber) continue;
      longest.fill(0);
      let phrase = phraseStart;
      for (let at = from; at < end && at < from + longestPhrase; at += 1) {
        const word = words[at] as Word;
        phrase = joinHash(phrase, word.lower);
        const here = known.get(at === from && word.upper ? phrase ^ word.exact : phrase) | known.get(phrase);
        for (let c = 0; c < classes - 1; c += 1) if ((here >> c) & 1) longest[c] = at - from + 1;
        if ((here & opensPhrase) === 0) break;
      }
      for (let c = 0; c < classes - 1; c += 1) markPhrase(marks, from, c, longest[c] as number);
    }
  }
  return marks;
}

function markPhrase(marks: Uint8Array, from: number, kind: number, length: number): void {
  for (let i = 0; i < length; i += 1) {
    const at = (from + i) * classes + kind;
    const mark = length === 1 ? 4 : i === 0 ? 1 : i === length - 1 ? 3 : 2;
    if (marks[at] === 0 || (i === 0 && length > 1 && marks[at] === 4)) marks[at] = mark;
  }
}

/** A document's words with what its features need; `bounds` as in `Page`. */
export function pageOf(words: Word[], bounds: Int32Array, glued: Uint8Array, known: HashTable): Page {
  return {
    words,
    bounds,
    glued,
    phrases: markPhrases(words, bounds, known),
    occurrences: occurrencesOf(words, bounds),
  };
}

/** Features of one word at most; further ones are dropped. */
export const featuresAtMost = 192;

/** Hashes of one word's features, `count` of them. Reused from word to word. */
export interface FeatureBuffer {
  hashes: Int32Array;
  count: number;
}

export function featureBuffer(): FeatureBuffer {
  return { hashes: new Int32Array(featuresAtMost), count: 0 };
}

/** Stands for the word before the first and behind the last. */
const edge = 0x1234567;

/** Mixes a feature's number with two values (the finaliser of MurmurHash3, A. Appleby). */
export function mixHash(template: number, a: number, b: number): number {
  let h = Math.imul(template + 1, 0x9e3779b1) ^ a;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b) ^ b;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function add(buffer: FeatureBuffer, template: number, a: number, b: number): void {
  if (buffer.count < featuresAtMost) {
    buffer.hashes[buffer.count] = mixHash(template, a, b);
    buffer.count += 1;
  }
}

/** 1 where most words are printed in capitals, 2 where most begin with one (a headline), else 0. */
export function caseOf(words: readonly Word[], from: number, to: number): number {
  let [letters, upper, capital] = [0, 0, 0];
  for (let i = from; i < to; i += 1) {
    const word = words[i] as Word;
    if (!word.isLetters) continue;
    letters += 1;
    if (word.upper) upper += 1;
    if (word.capital === 1 || word.length <= 3) capital += 1;
  }
  if (letters > 2 && upper * 10 > letters * 7) return 1;
  return letters > 3 && capital * 10 > letters * 9 ? 2 : 0;
}

/** Where in the document a word stands. */
interface Spot {
  page: Page;
  at: number;
  from: number;
  to: number;
  /** Case and place of the word as one number. */
  cased: number;
}

/** Fills the buffer with the features of word `at` of a sentence `from` to `to` whose case is `shouting` (`caseOf`). */
export function featuresOf(page: Page, at: number, shouting: number, buffer: FeatureBuffer): void {
  const from = page.occurrences.starts[at] as number;
  const to = page.occurrences.ends[at] as number;
  const word = page.words[at] as Word;
  const cased = word.capital | (word.upper ? 2 : 0) | (at === from ? 4 : 0) | (shouting * 8);
  const spot = { page, at, from, to, cased };
  buffer.count = 0;
  addWords(spot, buffer);
  addAffixes(spot, buffer);
  addRun(spot, buffer);
  addPhrases(spot, buffer);
  addClusters(spot, buffer);
  addClasses(spot, buffer);
  addDocument(spot, buffer);
}

function addWords({ page, at, from, to, cased }: Spot, buffer: FeatureBuffer): void {
  const { words, glued } = page;
  const here = words[at] as Word;
  const before = at - 1 >= from ? (words[at - 1] as Word) : null;
  const beforeThat = at - 2 >= from ? (words[at - 2] as Word) : null;
  const after = at + 1 < to ? (words[at + 1] as Word) : null;
  const afterThat = at + 2 < to ? (words[at + 2] as Word) : null;
  const w1 = before === null ? edge : before.lower;
  const w2 = beforeThat === null ? edge : beforeThat.lower;
  const x1 = after === null ? edge : after.lower;
  const x2 = afterThat === null ? edge : afterThat.lower;
  const s1 = before === null ? edge : before.shortShape;
  const r1 = after === null ? edge : after.shortShape;
  add(buffer, 0, 1, 0);
  add(buffer, 1, here.exact, 0);
  add(buffer, 2, here.lower, 0);
  add(buffer, 3, w1, 0);
  add(buffer, 4, x1, 0);
  add(buffer, 5, w2, 0);
  add(buffer, 6, x2, 0);
  add(buffer, 7, w1, here.lower);
  add(buffer, 8, here.lower, x1);
  add(buffer, 9, w1, x1);
  add(buffer, 10, here.shape, 0);
  add(buffer, 11, here.shortShape, 0);
  add(buffer, 12, s1, here.shortShape);
  add(buffer, 13, here.shortShape, r1);
  add(buffer, 14, s1, 0);
  add(buffer, 15, r1, 0);
  add(buffer, 16, mixHash(90, s1, here.shortShape), r1);
  add(buffer, 17, cased, 0);
  add(buffer, 18, beforeThat === null ? edge : beforeThat.shortShape, 0);
  add(buffer, 19, afterThat === null ? edge : afterThat.shortShape, 0);
  add(buffer, 20, w1, here.shortShape);
  add(buffer, 21, x1, here.shortShape);
  add(buffer, 63, w2, mixHash(1, w1, here.capital));
  add(buffer, 64, x1, mixHash(1, x2, here.capital));
  const joints = (glued[at] as number) | (after !== null ? (glued[at + 1] as number) * 2 : 0);
  if (joints !== 0) {
    add(buffer, 81, joints, mixHash(2, s1, r1));
    add(buffer, 82, joints, here.shortShape);
  }
}

function addAffixes({ page, at, from, to }: Spot, buffer: FeatureBuffer): void {
  const { words } = page;
  const here = words[at] as Word;
  for (let size = 0; size < 4; size += 1) {
    const beginning = here.beginnings[size] as number;
    const end = here.ends[size] as number;
    if (beginning !== 0) add(buffer, 22 + size, beginning, here.capital);
    if (end !== 0) add(buffer, 26 + size, end, here.capital);
  }
  for (let i = 0; i < here.middles.length; i += 1) add(buffer, 66, here.middles[i] as number, 0);
  if (at - 1 >= from) {
    const before = words[at - 1] as Word;
    if (before.ends[2] !== 0) add(buffer, 30, before.ends[2] as number, before.capital);
    add(buffer, 65, before.ends[1] !== 0 ? (before.ends[1] as number) : before.lower, here.ends[2] as number);
  }
  if (at + 1 < to) {
    const after = words[at + 1] as Word;
    if (after.ends[2] !== 0) add(buffer, 31, after.ends[2] as number, after.capital);
  }
}

/** How far a run of capitals is followed. */
const longestRun = 6;

/** The words at and around the ends of the run of capitalised words that holds this one. */
function addRun({ page, at, from, to, cased }: Spot, buffer: FeatureBuffer): void {
  const { words } = page;
  const here = words[at] as Word;
  let first = at;
  while (first > from && (words[first - 1] as Word).capital === 1 && at - first < longestRun) first -= 1;
  let last = at;
  while (last + 1 < to && (words[last + 1] as Word).capital === 1 && last - at < longestRun) last += 1;
  const left = first > from ? (words[first - 1] as Word).lower : edge;
  const right = last + 1 < to ? (words[last + 1] as Word).lower : edge;
  add(buffer, 32, left, here.capital);
  add(buffer, 33, right, here.capital);
  add(buffer, 34, Math.min(at - first, 4) * 8 + Math.min(last - at, 4), cased);
  if (here.capital === 0) return;
  const [firstWord, lastWord] = [words[first] as Word, words[last] as Word];
  add(buffer, 35, firstWord.lower, Math.min(at - first, 3));
  add(buffer, 36, lastWord.lower, Math.min(last - at, 3));
  if (first > from) add(buffer, 67, mixHash(5, left, firstWord.lower), 0);
}

function addPhrases({ page, at, from, to, cased }: Spot, buffer: FeatureBuffer): void {
  const { words, phrases } = page;
  for (let d = -1; d <= 1; d += 1) {
    if (at + d < from || at + d >= to) continue;
    const word = words[at + d] as Word;
    let all = 0;
    for (let c = 0; c < classes - 1; c += 1) {
      const mark = phrases[(at + d) * classes + c] as number;
      if (mark !== 0) add(buffer, 38 + d, c * 8 + mark, d === 0 ? cased : 0);
      all = Math.imul(all, 5) + mark;
    }
    add(buffer, 41 + d, all, word.personal * 2 + word.capital);
    if (word.personal !== 0) add(buffer, 44 + d, word.personal, word.capital);
    if (d === 0) add(buffer, 46, all, word.capital);
  }
  const here = words[at] as Word;
  const personal = (word: Word) => word.personal * 4 + word.capital * 2 + here.capital;
  if (at - 1 >= from) add(buffer, 47, personal(words[at - 1] as Word), here.personal);
  if (at + 1 < to) add(buffer, 48, personal(words[at + 1] as Word), here.personal);
}

function addClusters({ page, at, from, to, cased }: Spot, buffer: FeatureBuffer): void {
  const { words } = page;
  for (let d = -2; d <= 2; d += 1) {
    if (at + d < from || at + d >= to) continue;
    const word = words[at + d] as Word;
    if (word.fine === 0) continue;
    add(buffer, 51 + d, word.coarse, d === 0 ? cased : 0);
    add(buffer, 56 + d, word.fine, d === 0 ? cased : 0);
  }
  const here = words[at] as Word;
  const before = at - 1 >= from ? (words[at - 1] as Word).coarse : -1;
  const after = at + 1 < to ? (words[at + 1] as Word).coarse : -1;
  if (before >= 0) add(buffer, 59, before, here.coarse);
  if (after >= 0) add(buffer, 60, here.coarse, after);
  if (before >= 0 && after >= 0) add(buffer, 68, before, after);
}

/** What the rules' lists say of the word and of its neighbours: titles, heads of names, verbs of speech. */
function addClasses({ page, at, from, to, cased }: Spot, buffer: FeatureBuffer): void {
  const { words } = page;
  const here = words[at] as Word;
  for (let d = -2; d <= 2; d += 1) {
    if (at + d < from || at + d >= to) continue;
    const word = words[at + d] as Word;
    if (word.class !== 0) add(buffer, 102 + d, word.class, d === 0 ? cased : word.capital * 2 + here.capital);
  }
  if (at - 1 < from || at + 1 >= to) return;
  const [before, after] = [words[at - 1] as Word, words[at + 1] as Word];
  if ((before.class | after.class) !== 0)
    add(buffer, 105, mixHash(7, before.class, after.class), here.shortShape);
}

/** Other occurrences of the same word that are looked at. */
const occurrencesRead = 6;

/** What stands beside the other occurrences of this word in the document. */
function addDocument({ page, at, cased }: Spot, buffer: FeatureBuffer): void {
  const { words, occurrences } = page;
  const here = words[at] as Word;
  if (occurrences.at === null || here.capital === 0 || here.length < 2) return;
  const start = buffer.count;
  let others = 0;
  for (const other of occurrences.at.get(here.exact) ?? []) {
    if (other === at) continue;
    others += 1;
    if (others > occurrencesRead) continue;
    const before = other - 1 >= (occurrences.starts[other] as number) ? (words[other - 1] as Word) : null;
    const after = other + 1 < (occurrences.ends[other] as number) ? (words[other + 1] as Word) : null;
    addOnce(buffer, start, 70, before === null ? edge : before.lower);
    addOnce(buffer, start, 71, after === null ? edge : after.lower);
    const shapes = mixHash(
      3,
      before === null ? edge : before.shortShape,
      after === null ? edge : after.shortShape,
    );
    addOnce(buffer, start, 72, shapes);
    if (before !== null) addNeighbour(buffer, start, 73, before);
    if (after !== null) addNeighbour(buffer, start, 74, after);
    if (after !== null && after.capital === 1) addOnce(buffer, start, 80, after.lower);
  }
  const isPlainToo = occurrences.plain.has(here.lower) ? 1 : 0;
  add(buffer, 77, Math.min(others, 4), isPlainToo);
  add(buffer, 78, isPlainToo, cased);
}

function addNeighbour(buffer: FeatureBuffer, start: number, template: number, word: Word): void {
  if (word.fine !== 0) addOnce(buffer, start, template, word.coarse);
  if (word.personal !== 0) addOnce(buffer, start, template + 2, word.personal * 2 + word.capital);
}

function addOnce(buffer: FeatureBuffer, start: number, template: number, value: number): void {
  const hash = mixHash(template, value, 0);
  for (let i = start; i < buffer.count; i += 1) if (buffer.hashes[i] === hash) return;
  if (buffer.count < featuresAtMost) {
    buffer.hashes[buffer.count] = hash;
    buffer.count += 1;
  }
}
