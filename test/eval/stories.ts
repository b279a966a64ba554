/** Scores for groupings of articles into stories, and for copies found. Pure. */

export interface Score {
  /** Percent, 0..100. */
  precision: number;
  recall: number;
  f1: number;
}

/**
 * BCubed of two groupings of the same items: for each item the part of its group that shares its gold group, and the
 * other way round, averaged (A. Bagga and B. Baldwin, 1998).
 */
export function bcubed(gold: readonly string[], found: readonly string[]): Score {
  const goldSizes = countOf(gold);
  const foundSizes = countOf(found);
  const together = countOf(gold.map((group, i) => `${group}\n${found[i]}`));
  let precision = 0;
  let recall = 0;
  gold.forEach((group, i) => {
    const both = together.get(`${group}\n${found[i]}`) ?? 0;
    precision += both / (foundSizes.get(found[i] ?? '') ?? 1);
    recall += both / (goldSizes.get(group) ?? 1);
  });
  return scoreOf(precision / gold.length, recall / gold.length);
}

export interface CopyLink {
  article: string;
  original: string;
  kind: 'COPY' | 'DERIVED';
}

/** How many of the links found are gold links, and the other way round; the kind must agree as well. */
export function copyScore(gold: readonly CopyLink[], found: readonly CopyLink[]): Score {
  const key = (link: CopyLink) => `${link.article}\n${link.original}\n${link.kind}`;
  const wanted = new Set(gold.map(key));
  const right = found.filter((link) => wanted.has(key(link))).length;
  return scoreOf(right / Math.max(1, found.length), right / Math.max(1, gold.length));
}

/** An order that a seed decides: the same seed gives the same order. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = randomOf(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Numbers in 0..1 from a seed (T. Ettinger's mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function countOf(groups: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}

function scoreOf(precision: number, recall: number): Score {
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision: 100 * precision, recall: 100 * recall, f1: 100 * f1 };
}
