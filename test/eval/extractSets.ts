/** Scores over the pieces of text that an extractor must find and must not find. Pure. */
import type { SegmentCounts } from './blockLabels.ts';
import { rateOf, type Score } from './scores.ts';

/** Precision, recall and F1 over the pieces of all pages. */
export function segmentScore(counts: readonly SegmentCounts[]): Score {
  const sum = (pick: (count: SegmentCounts) => number) => counts.reduce((all, count) => all + pick(count), 0);
  const found = sum((count) => count.found);
  const unwanted = sum((count) => count.unwanted);
  const missed = sum((count) => count.missed);
  return rateOf(found, found + unwanted, found + missed);
}
