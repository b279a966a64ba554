/**
 * Whether two quotes report the same statement. In one language they must share most content words in the same order, or
 * the shorter one must be a part of the longer. In two languages what both share is counted: numbers, names and loan words
 * by their sound, and for Indonesian and English the words of quoteLexicon.ts. Whose words they are is for the caller to
 * see to. The thresholds were chosen on the development half of test/gold/quotes (`npm run eval:quotes`), for precision: a
 * wrong variant puts words into a mouth, a missing one only leaves out a line. Pure.
 */
import type { StatementWords } from './quoteWords.ts';

/** A quote as one of several reports of statements. */
export interface Statement {
  id: number;
  articleId: number;
  words: StatementWords;
}

/** What likeness a pair must have, with evidence that both are about one happening (one story) and without. */
export interface Floors {
  /** In one language. */
  same: number;
  /** In two languages. */
  across: number;
  /** Content words and numbers that two languages must share at least. */
  shared: number;
}

export const withinStory: Floors = { same: 0.6, across: 0.42, shared: 2 };
export const outsideStory: Floors = { same: 0.75, across: 0.5, shared: 4 };

/** A candidate in the other language must be so much more alike than the next of its article, and the asked likewise. */
const clearly = 0.1;
/** A part of a longer statement has at least so many content words, all but a fifth of them in the longer one. */
const part = { words: 3, share: 0.8 };
/** A whole statement is more alike than a part of it. */
const partOf = 0.95;
/** Two words may be the subject of a whole speech: so few must be most of both statements. */
const few = { words: 2, share: 0.6 };
/** An article that prints a statement twice is known by so much likeness of the two. */
const twice = 0.9;
/** Statements are of like length when the shorter has this share of the longer's content words. */
const whole = 0.6;

/** 0 to 1: how alike two statements are, 0 where they contradict each other. Symmetric. */
export function likeness(a: StatementWords, b: StatementWords, floors: Floors): number {
  if (lacks(a.numbers, b.numbers) && lacks(b.numbers, a.numbers)) return 0;
  return a.language === b.language ? sameLanguage(a, b) : acrossLanguages(a, b, floors);
}

const lacks = (numbers: readonly string[], others: readonly string[]): boolean =>
  numbers.some((number) => !others.includes(number));

function sameLanguage(a: StatementWords, b: StatementWords): number {
  const [shorter, longer] = a.stems.length <= b.stems.length ? [a, b] : [b, a];
  const least = shorter.stems.length;
  const most = longer.stems.length;
  // Nothing but function words: no more can be said than that the words are the same.
  if (least === 0) return a.all === b.all ? 1 : 0;
  const shared = commonInOrder(shorter.stems, longer.stems);
  if (a.denies !== b.denies && isWhole(least, most)) return 0;
  const overlap = (2 * shared) / (least + most);
  const isPart = least >= part.words && shared >= least * part.share;
  return isPart ? Math.max(overlap, (partOf * shared) / least) : overlap;
}

/** Of a part, the words that deny may have been left out; of two statements of like length, not. */
const isWhole = (least: number, most: number): boolean => least >= most * whole;

/** Length of the longest common subsequence. */
function commonInOrder(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const stem of a) {
    const next = [0];
    for (const [j, other] of b.entries()) {
      next.push(stem === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function acrossLanguages(a: StatementWords, b: StatementWords, floors: Floors): number {
  const figures = a.numbers.filter((number) => b.numbers.includes(number)).length;
  // A word takes the first that fits, so that the two directions may differ.
  const shared = Math.max(aligned(a.keys, b.keys), aligned(b.keys, a.keys)) + figures;
  const [sizeA, sizeB] = [a, b].map(({ keys, numbers }) => keys.length + numbers.length) as [number, number];
  if (shared < floors.shared) return 0;
  if (a.denies !== b.denies && isWhole(Math.min(sizeA, sizeB), Math.max(sizeA, sizeB))) return 0;
  const overlap = (2 * shared) / (sizeA + sizeB);
  return shared <= few.words && overlap < few.share ? 0 : overlap;
}

/** Words of `a` that find a word of their own in `b`. */
function aligned(a: readonly string[][], b: readonly string[][]): number {
  const free = b.map((keys) => new Set(keys));
  let found = 0;
  for (const keys of a) {
    const at = free.findIndex((other) => keys.some((key) => other.has(key)));
    if (at < 0) continue;
    free.splice(at, 1);
    found += 1;
  }
  return found;
}

/** A report of the same statement, and how alike it is, 0 to 1. */
export interface Variant {
  id: number;
  likeness: number;
}

/**
 * The reports of a statement among those of the same speaker, most alike first; those of its own article are not given,
 * but are looked at: in another language a pair counts only when neither article holds a rival that fits as well.
 */
export function variantsAmong(
  asked: Statement,
  others: readonly (Statement & { floors: Floors })[],
): Variant[] {
  const scored = others.map((other) => ({
    ...other,
    likeness: other.id === asked.id ? 0 : likeness(asked.words, other.words, other.floors),
  }));
  return scored
    .filter((candidate) => candidate.articleId !== asked.articleId && isVariant(asked, candidate, scored))
    .map(({ id, likeness: alike }) => ({ id, likeness: alike }))
    .sort((a, b) => b.likeness - a.likeness || a.id - b.id);
}

type Scored = Statement & { floors: Floors; likeness: number };

function isVariant(asked: Statement, candidate: Scored, all: readonly Scored[]): boolean {
  const { words, floors, likeness: alike } = candidate;
  if (words.language === asked.words.language) return alike >= floors.same;
  if (alike < floors.across) return false;
  const beside = all.filter(
    (rival) =>
      rival.articleId === candidate.articleId &&
      rival.id !== candidate.id &&
      rival.words.language === words.language,
  );
  const own = all.filter((rival) => rival.articleId === asked.articleId && rival.id !== asked.id);
  return (
    beside.every((rival) => alike - rival.likeness >= clearly || isSame(rival, candidate)) &&
    own.every((rival) => alike - likeness(rival.words, words, floors) >= clearly || isSame(rival, asked))
  );
}

/** An article may print one statement twice, in its lead and below: that is no rival. */
const isSame = (rival: Statement, statement: Statement): boolean =>
  rival.words.language === statement.words.language && sameLanguage(rival.words, statement.words) >= twice;
