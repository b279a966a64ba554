/** A trained tagger's weights made small: those of one language, the weakest left out, rounded to bytes. */
import { labelCount as L, type StoredWeights } from '../../src/enrich/taggerModel.ts';
import type { Trained } from './trainTagger.ts';

/** Adds up the weights of a shared row and of groups at their shares, into one array that is used again. */
function summer(trained: Trained, shares: Readonly<Record<string, number>>): (row: number) => Float32Array {
  const { weights, groupRows, groupNames } = trained;
  const own = Object.entries(shares).flatMap(([name, share]) => {
    const rows = groupRows[groupNames.indexOf(name)];
    return rows === undefined ? [] : [{ rows, share }];
  });
  const sum = new Float32Array(L);
  return (row) => {
    sum.set(weights.subarray(row * L, (row + 1) * L));
    for (const { rows, share } of own) {
      const groupRow = rows[row] as number;
      if (groupRow === 0) continue;
      for (let l = 0; l < L; l += 1)
        sum[l] = (sum[l] as number) + share * (weights[groupRow * L + l] as number);
    }
    return sum;
  };
}

/** How much a row of weights tells labels apart: the largest distance from their mean. */
function spread(sum: Float32Array): number {
  const mean = sum.reduce((a, b) => a + b, 0) / L;
  return sum.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
}

/** Larger weights are cut to this, so that the others keep their digits. */
const largestWeight = 8;

/**
 * The weights for texts of `languages`: shared ones, and those of the groups in `shares` at their share. At most about
 * `keep` rows, those that tell labels apart best.
 */
export function weightsOf(
  trained: Trained,
  languages: string[],
  shares: Readonly<Record<string, number>>,
  keep: number,
): StoredWeights {
  const { keys } = trained;
  const sumOf = summer(trained, shares);
  const spreads = Float32Array.from(keys, (_, row) => spread(sumOf(row)));
  const least = spreads.slice().sort()[Math.max(0, spreads.length - keep)] ?? 0;
  const rows = Array.from(spreads.keys()).filter((row) => (spreads[row] ?? 0) >= Math.max(least, 1e-6));
  rows.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  const largest = rows.reduce(
    (most, row) => sumOf(row).reduce((a, w) => Math.max(a, Math.abs(w)), most),
    1e-6,
  );
  const scale = Math.fround(Math.min(largest, largestWeight) / 127);
  const weights = new Int8Array(rows.length * L);
  for (const [i, row] of rows.entries()) {
    const rounded = sumOf(row).map((weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
    weights.set(rounded, i * L);
  }
  return { languages, scale, keys: Int32Array.from(rows, (row) => keys[row] ?? 0), weights };
}
