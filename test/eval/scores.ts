/** Scores that every evaluation shares, in percent (0..100). Pure. Nothing to find and nothing found is all right: 100. */

export interface Score {
  precision: number;
  recall: number;
  f1: number;
}

/** A score with the counts it was made from. */
export interface Rate extends Score {
  right: number;
  found: number;
  expected: number;
}

export interface Share {
  right: number;
  of: number;
  percent: number;
}

/** Precision, recall and their harmonic mean from counts. */
export function rateOf(right: number, found: number, expected: number): Rate {
  const precision = found === 0 ? 100 : (100 * right) / found;
  const recall = expected === 0 ? 100 : (100 * right) / expected;
  return { right, found, expected, ...scoreOf(precision, recall) };
}

/** A score from precision and recall in percent. */
export function scoreOf(precision: number, recall: number): Score {
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

export function shareOf(right: number, of: number): Share {
  return { right, of, percent: of === 0 ? 100 : (100 * right) / of };
}

/**
 * BCubed of two groupings of the same items: for each item the part of its group that shares its gold group, and the
 * other way round, averaged (A. Bagga and B. Baldwin, 1998).
 */
export function bcubed(gold: readonly string[], found: readonly string[]): Score {
  if (gold.length === 0) return scoreOf(100, 100);
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
  return scoreOf((100 * precision) / gold.length, (100 * recall) / gold.length);
}

/**
 * BCubed over other languages alone: of those that share a mention's group in another language, how many belong there.
 * Mentions whose group (gold for recall, found for precision) has nothing in another language do not count.
 */
export function bcubedAcross(items: readonly { gold: string; found: string; language: string }[]): Score {
  const keys = (item: (typeof items)[number]) => [item.gold, item.found, `${item.gold}\n${item.found}`];
  const all = countOf(items.flatMap(keys));
  const own = countOf(items.flatMap((item) => keys(item).map((key) => `${item.language}\n${key}`)));
  const elsewhere = items.map((item) => {
    const counts = keys(item).map((key) => (all.get(key) ?? 0) - (own.get(`${item.language}\n${key}`) ?? 0));
    const [gold = 0, found = 0, both = 0] = counts;
    return { gold, found, both };
  });
  const shareOf = (rows: readonly { of: number; both: number }[]) =>
    100 * meanOf(rows.filter(({ of }) => of > 0).map(({ of, both }) => both / of));
  return scoreOf(
    shareOf(elsewhere.map(({ found, both }) => ({ of: found, both }))),
    shareOf(elsewhere.map(({ gold, both }) => ({ of: gold, both }))),
  );
}

function countOf(groups: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}

/** The mean; 0 of nothing. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}

/** The value below which `share` (0..1) of the values lie, nearest rank; 0 of nothing. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
