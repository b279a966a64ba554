/**
 * Queries that a set of labelled headlines asks by itself, and how well an answer serves them. A query is the two, three
 * or four most characteristic words of a story; what is relevant to it is that story. A proxy: words that tell a story
 * apart favour matching by words.
 */
import { searchWords } from '../../src/store/searchWords.ts';

export interface LabelledHeadline {
  id: string;
  headline: string;
  story: string;
}

export interface StoryQuery {
  text: string;
  story: string;
}

const fewestArticles = 8;
const lengths = [2, 3, 4];
/** Of a story's headlines, the share that a characteristic word stands in at least. */
const leastShare = 0.2;

function countBy<T>(items: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

const wordSet = (headline: string) => [
  ...new Set(searchWords(headline).filter((word) => word.length > 2 && !/^\p{N}+$/u.test(word))),
];

/** Words of a story by share of its headlines times inverse document frequency, best first. */
function characteristic(own: readonly string[][], frequency: Map<string, number>, total: number): string[] {
  const counts = countBy(own.flat());
  const scored = [...counts].flatMap(([word, count]) => {
    const share = count / own.length;
    if (share < leastShare) return [];
    return [{ word, score: share * Math.log(total / (frequency.get(word) ?? 1)) }];
  });
  return scored.sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1)).map(({ word }) => word);
}

/** Three queries for every story with eight headlines or more. */
export function queriesOf(headlines: readonly LabelledHeadline[]): StoryQuery[] {
  const frequency = countBy(headlines.flatMap(({ headline }) => wordSet(headline)));
  const byStory = new Map<string, string[][]>();
  for (const { story, headline } of headlines) {
    byStory.set(story, [...(byStory.get(story) ?? []), wordSet(headline)]);
  }
  return [...byStory].flatMap(([story, own]) => {
    if (own.length < fewestArticles) return [];
    const words = characteristic(own, frequency, headlines.length);
    const usable = lengths.filter((length) => length <= words.length);
    return usable.map((length) => ({ story, text: words.slice(0, length).join(' ') }));
  });
}

/**
 * Normalised discounted cumulative gain of the first ten answers, with gains of 0 and 1 (K. Järvelin, J. Kekäläinen,
 * "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002).
 */
export function ndcg10(answers: readonly boolean[], relevant: number): number {
  const discount = (place: number) => 1 / Math.log2(place + 2);
  const gain = answers.slice(0, 10).reduce((sum, hit, place) => sum + (hit ? discount(place) : 0), 0);
  const ideal = Array.from({ length: Math.min(10, relevant) }, (_, place) => discount(place));
  return gain / ideal.reduce((a, b) => a + b, 0);
}
