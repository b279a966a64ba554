/** Scores of extracted pages and parsed feeds against what they hold. Pure. */
import { quantileOf, rateOf, type Score } from './scores.ts';

/** Words of any script; Han, Hiragana and Katakana count by the character, as they stand without spaces. */
const word = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}\p{M}]+/gu;
const shingleWords = 4;

/** Runs of four words, lower case, each as often as it stands in the text; a shorter text is one run. */
export function shinglesOf(text: string): string[] {
  const words = text.toLowerCase().match(word) ?? [];
  if (words.length === 0) return [];
  const count = Math.max(1, words.length - shingleWords + 1);
  return Array.from({ length: count }, (_, i) => words.slice(i, i + shingleWords).join(' '));
}

/** How much of the found text is in the expected one, and the other way round, in shingles counted with repetition. */
export function shingleScore(expected: string, found: string): Score {
  const wanted = new Map<string, number>();
  const goldShingles = shinglesOf(expected);
  for (const shingle of goldShingles) wanted.set(shingle, (wanted.get(shingle) ?? 0) + 1);
  const foundShingles = shinglesOf(found);
  let right = 0;
  for (const shingle of foundShingles) {
    const left = wanted.get(shingle) ?? 0;
    if (left > 0) right += 1;
    wanted.set(shingle, left - 1);
  }
  return rateOf(right, foundShingles.length, goldShingles.length);
}

const plain = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Equal but for white space and the composition of accents. */
export function isSameText(a: string | null, b: string | null): boolean {
  return plain(a ?? '') === plain(b ?? '');
}

/** The same names, whatever their order and case. */
export function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const keys = (names: readonly string[]) =>
    [...new Set(names.map((name) => plain(name).toLowerCase()))].sort();
  return JSON.stringify(keys(a)) === JSON.stringify(keys(b));
}

/** Both instants on one day in UTC. */
export function isSameDay(a: Date | null, b: Date | null): boolean {
  return a?.toISOString().slice(0, 10) === b?.toISOString().slice(0, 10);
}

/** Both instants in one minute: pages print no seconds. */
export function isSameMinute(a: Date | null, b: Date | null): boolean {
  return a?.toISOString().slice(0, 16) === b?.toISOString().slice(0, 16);
}

/** Mean of precision, recall and F1 over pages, with the tenth percentile of F1, which shows the pages that fail. */
export function summaryOf(scores: readonly Score[]): Score & { tenthPercentile: number } {
  const mean = (pick: (score: Score) => number) =>
    scores.reduce((sum, score) => sum + pick(score), 0) / Math.max(scores.length, 1);
  return {
    precision: mean((score) => score.precision),
    recall: mean((score) => score.recall),
    f1: mean((score) => score.f1),
    tenthPercentile: quantileOf(
      scores.map(({ f1 }) => f1),
      0.1,
    ),
  };
}
