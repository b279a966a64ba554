/** The score of copies found, and orders and numbers that a seed decides. Pure. */
import { rateOf, type Score } from './scores.ts';

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
  return rateOf(right, found.length, gold.length);
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
