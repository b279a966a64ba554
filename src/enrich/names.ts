/**
 * Names as keys: a folded form for exact lookup, and a similarity for spellings that no list holds ("Murahtin",
 * "Murakhtin"). Strings in, strings and numbers out; knows no entity.
 *
 * Similarity: the mean of two edit similarities, one on a romanisation-neutral form of the name and one on its consonant
 * skeleton, because transliterations disagree mostly in vowels and in a handful of digraphs (kh/h, oe/u, dj/j, sch/sh).
 * Joining at 0.92 is safe on its own; 0.85 to 0.92 needs other evidence. Family members who differ by a suffix ("Jr")
 * score high and must be kept apart by the caller.
 */
import { foldName } from '../base/foldName.ts';

export { foldName };

/**
 * Spellings of one sound brought together, applied in order to each word. Written for Latin spellings of Russian, Arabic,
 * Serbo-Croatian and old Indonesian (Soekarno, Djakarta) as printed in id, en, pt, de, fr, es and nl. Upper case marks a
 * sound that later rules must not touch.
 */
const soundRules: readonly [RegExp, string][] = [
  [/tsch|tch|cz|tj(?=[aeiou])/g, 'C'],
  [/shch|sch|sh|sz|sj|sy(?=[aeiou])/g, 'S'],
  [/ch(?=[aeiou])/g, 'C'],
  [/kh|ch/g, 'h'],
  [/gh|q/g, 'g'],
  [/ph/g, 'f'],
  [/oe|ou/g, 'u'],
  [/dzh|dj/g, 'j'],
  [/ck/g, 'k'],
  [/c(?=[aou]|$)/g, 'k'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/(?:ij|iy|yy|yj|y|ii|j|ie)$/g, 'i'],
  [/ij|iy|ji|yi|ie|ye|je/g, 'e'],
  [/y|j(?![aeiou])/g, 'i'],
  [/ae/g, 'e'],
  [/ff?$/g, 'v'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/h(?![aeiou])/g, ''],
  [/(.)\1/g, '$1'],
];

/** Initials stay as they are: the rules would silence the H of George H. W. Bush. */
function soundOfWord(word: string): string {
  if (word.length === 1) return word;
  return soundRules.reduce((form, [spelling, sound]) => form.replace(spelling, sound), word).toLowerCase();
}

/** Letters left when vowels after the first letter of a word are dropped. */
function skeleton(form: string): string {
  return form.replace(/(?<=\S)[aeiou]/g, '');
}

/** Levenshtein distance in one row of memory. */
function editDistance(a: string, b: string): number {
  if (a === b) return 0;
  const row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      const substituted = diagonal + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, substituted);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

function editSimilarity(a: string, b: string): number {
  return 1 - editDistance(a, b) / Math.max(a.length, b.length, 1);
}

/** Mean similarity of the sounds and of their skeletons. */
function soundSimilarity(a: string, b: string): number {
  return a === b ? 1 : (editSimilarity(a, b) + editSimilarity(skeleton(a), skeleton(b))) / 2;
}

/** An initial may stand for a word; that is weaker than the word itself. */
const initialMatch = 0.9;

function wordSimilarity(a: string, b: string): number {
  const isInitial = (a.length === 1 || b.length === 1) && a[0] === b[0];
  return isInitial && a !== b ? initialMatch : soundSimilarity(a, b);
}

/** Words of the shorter name paired with the most similar free words of the longer; weights are word lengths. */
function alignedSimilarity(shorter: readonly string[], longer: readonly string[]): number {
  const free = new Set(longer.keys());
  let gained = 0;
  for (const word of shorter) {
    let best = { at: -1, similarity: 0 };
    for (const at of free) {
      const similarity = wordSimilarity(word, longer[at] ?? '');
      if (similarity > best.similarity) best = { at, similarity };
    }
    free.delete(best.at);
    const partner = longer[best.at] ?? '';
    gained += best.similarity * (word.length + partner.length);
  }
  const total = [...shorter, ...longer].reduce((sum, word) => sum + word.length, 0);
  return gained / Math.max(total, 1);
}

/**
 * How alike two names are, 0 to 1; 1 for names that fold or sound the same. Word order does not matter ("Xi Jinping",
 * "Jinping Xi"); a missing word costs its share of the letters; an initial counts as 0.9 of the word it opens.
 * Symmetric. O(letters²).
 */
export function nameSimilarity(a: string, b: string): number {
  const [foldedA, foldedB] = [foldName(a), foldName(b)];
  if (foldedA === '' || foldedB === '') return 0;
  if (foldedA === foldedB) return 1;
  const wordsA = foldedA.split(' ').map(soundOfWord).filter(Boolean);
  const wordsB = foldedB.split(' ').map(soundOfWord).filter(Boolean);
  const whole = soundSimilarity(wordsA.join(' '), wordsB.join(' '));
  const isAFirst = wordsA.length < wordsB.length || (wordsA.length === wordsB.length && foldedA < foldedB);
  const [shorter, longer] = isAFirst ? [wordsA, wordsB] : [wordsB, wordsA];
  return Math.max(whole, alignedSimilarity(shorter, longer));
}
