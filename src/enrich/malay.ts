/**
 * Indonesian or Malay: two standards of one language that letter statistics cannot part. Naive Bayes (equal priors) over
 * the words of a text, learnt from the lists and sentence pairs of malayTexts.ts; a word that was never seen counts by its
 * groups of letters. Learnt once, on first use, in a few milliseconds.
 */
import { indonesianWords, malayWords, parallelSentences } from './malayTexts.ts';

/** For each feature the natural logarithm of how much likelier it is in Indonesian than in Malay. */
interface Model {
  words: ReadonlyMap<string, number>;
  groups: ReadonlyMap<string, number>;
}

/** A word of a list counts as if this many sentences held it; one in both lists says nothing. */
const listedCount = 6;
/** Added to each count, so that a word seen once is a hint and no proof. */
const smoothing = 0.5;
/** Letter groups depend on each other; their sum is weighed down to what one word can say. */
const groupWeight = 0.2;
/** No word says more than this, and none is counted more than this often: one quoted title must not decide an article. */
const strongest = 2.5;
const countedAtMost = 3;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];

/** Groups of three and four letters of a word, its ends marked. */
function groupsOf(word: string): string[] {
  const marked = `^${word.slice(0, 24)}$`;
  const groups: string[] = [];
  for (const length of [3, 4])
    for (let at = 0; at + length <= marked.length; at += 1) groups.push(marked.slice(at, at + length));
  return groups;
}

type Counts = Map<string, [indonesian: number, malay: number]>;

function add(counts: Counts, feature: string, side: 0 | 1, by: number): void {
  const count = counts.get(feature) ?? [0, 0];
  count[side] += by;
  counts.set(feature, count);
}

function oddsOf(counts: Counts): Map<string, number> {
  const totals = [0, 0];
  for (const [indonesian, malay] of counts.values()) {
    totals[0] = (totals[0] ?? 0) + indonesian + smoothing;
    totals[1] = (totals[1] ?? 0) + malay + smoothing;
  }
  const balance = Math.log((totals[1] ?? 1) / (totals[0] ?? 1));
  return new Map(
    [...counts].map(([feature, [indonesian, malay]]) => {
      const odds = Math.log((indonesian + smoothing) / (malay + smoothing)) + balance;
      return [feature, Math.min(Math.max(odds, -strongest), strongest)];
    }),
  );
}

function learn(): Model {
  const words: Counts = new Map();
  const groups: Counts = new Map();
  const lists = [new Set(indonesianWords), new Set(malayWords)] as const;
  for (const side of [0, 1] as const) {
    for (const word of lists[side]) {
      if (!lists[side === 0 ? 1 : 0].has(word)) add(words, word, side, listedCount);
    }
    for (const pair of parallelSentences)
      for (const word of new Set(wordsOf(pair[side]))) add(words, word, side, 1);
  }
  for (const [word, [indonesian, malay]] of words) {
    for (const group of groupsOf(word)) {
      if (indonesian > malay) add(groups, group, 0, 1);
      else if (malay > indonesian) add(groups, group, 1, 1);
    }
  }
  return { words: oddsOf(words), groups: oddsOf(groups) };
}

let model: Model | null = null;

function oddsOfWord(word: string, { words, groups }: Model): number {
  const known = words.get(word);
  if (known !== undefined) return known;
  const own = groupsOf(word);
  const sum = own.reduce((total, group) => total + (groups.get(group) ?? 0), 0);
  return Math.min(Math.max((groupWeight * sum) / Math.sqrt(own.length), -1), 1);
}

/**
 * How much likelier the text is Indonesian than Malay, as a natural logarithm: above 0 Indonesian, below 0 Malay. Says
 * nothing of texts in a third language. The whole text counts, words with a capital inside a sentence excepted: names are
 * of no language.
 */
export function indonesianOdds(text: string): number {
  model ??= learn();
  const seen = new Map<string, number>();
  let odds = 0;
  for (const word of wordsOf(text.replace(/(?<=[\p{Ll},;] )\p{Lu}[\p{L}'-]*/gu, ' '))) {
    const times = (seen.get(word) ?? 0) + 1;
    seen.set(word, times);
    if (times <= countedAtMost) odds += oddsOfWord(word, model);
  }
  return odds;
}

const listed = new Set([...indonesianWords, ...malayWords]);

/** Whether a lower-case word is listed as one that tells Indonesian and Malay apart, on either side. */
export function isMalayWord(word: string): boolean {
  return listed.has(word);
}
