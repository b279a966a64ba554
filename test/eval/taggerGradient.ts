/**
 * One step of training on one sentence: scores, sums over all paths (forward and backward, scaled at each word), and the
 * slopes by which weights and transitions move, each at a rate of its own (AdaGrad).
 */
import { mayFollow } from '../../src/enrich/tagger.ts';
import { labelCount as L } from '../../src/enrich/taggerModel.ts';

const side = L + 1;

/** Everything one step of the gradient touches; made once, as long as the longest sentence. */
export interface Workspace {
  scores: Float64Array;
  forward: Float64Array;
  backward: Float64Array;
  scale: Float64Array;
  factors: Float64Array;
  transitions: Float32Array;
  transitionSquares: Float32Array;
  transitionSlopes: Float64Array;
  slopes: Float64Array;
  kept: Int32Array;
  keptStarts: Uint32Array;
}

export function workspaceOf(longest: number, mostFeatures: number): Workspace {
  const cells = () => new Float64Array(longest * L);
  return {
    scores: cells(),
    forward: cells(),
    backward: cells(),
    scale: new Float64Array(longest),
    factors: new Float64Array(side * side),
    transitions: new Float32Array(side * side),
    transitionSquares: new Float32Array(side * side),
    transitionSlopes: new Float64Array(side * side),
    slopes: new Float64Array(L),
    kept: new Int32Array(mostFeatures * 2),
    keptStarts: new Uint32Array(longest + 1),
  };
}

const allowed = Uint8Array.from({ length: side * side }, (_, i) =>
  mayFollow(Math.floor(i / side), i % side) ? 1 : 0,
);

/** Draws the features that take part and sums their weights into `scores`. */
export function score(work: Workspace, weights: Float32Array, length: number, keptShare: number): void {
  const { scores, kept, keptStarts } = work;
  for (let i = 0; i < length; i += 1) {
    const base = i * L;
    for (let l = 0; l < L; l += 1) scores[base + l] = 0;
    const to = keptStarts[i + 1] as number;
    for (let k = keptStarts[i] as number; k < to; k += 1) {
      const row = (kept[k] as number) * L;
      for (let l = 0; l < L; l += 1)
        scores[base + l] = (scores[base + l] as number) + (weights[row + l] as number);
    }
    for (let l = 0; l < L; l += 1) scores[base + l] = (scores[base + l] as number) / keptShare;
  }
}

/** Forward and backward in scaled space; `scores` become factors. */
export function sumPaths(work: Workspace, length: number): number {
  const { scores, forward, backward, scale, factors, transitions } = work;
  for (let i = 0; i < side * side; i += 1)
    factors[i] = allowed[i] === 1 ? Math.exp(transitions[i] as number) : 0;
  for (let i = 0; i < length; i += 1) {
    let most = -1e30;
    for (let l = 0; l < L; l += 1) most = Math.max(most, scores[i * L + l] as number);
    let sum = 0;
    for (let l = 0; l < L; l += 1) {
      const factor = Math.exp((scores[i * L + l] as number) - most);
      scores[i * L + l] = factor;
      let value = 0;
      if (i === 0) value = factors[L * side + l] as number;
      else
        for (let k = 0; k < L; k += 1)
          value += (forward[(i - 1) * L + k] as number) * (factors[k * side + l] as number);
      forward[i * L + l] = value * factor;
      sum += value * factor;
    }
    scale[i] = sum;
    for (let l = 0; l < L; l += 1) forward[i * L + l] = (forward[i * L + l] as number) / sum;
  }
  let total = 0;
  for (let l = 0; l < L; l += 1)
    total += (forward[(length - 1) * L + l] as number) * (factors[l * side + L] as number);
  for (let l = 0; l < L; l += 1) backward[(length - 1) * L + l] = (factors[l * side + L] as number) / total;
  for (let i = length - 2; i >= 0; i -= 1) {
    for (let l = 0; l < L; l += 1) {
      let value = 0;
      for (let k = 0; k < L; k += 1)
        value +=
          (factors[l * side + k] as number) *
          (scores[(i + 1) * L + k] as number) *
          (backward[(i + 1) * L + k] as number);
      backward[i * L + l] = value / (scale[i + 1] as number);
    }
  }
  return total;
}

export function stepTransitions(
  work: Workspace,
  labels: Uint8Array,
  { start, length, rate, total }: { start: number; length: number; rate: number; total: number },
): void {
  const {
    scores,
    forward,
    backward,
    scale,
    factors,
    transitionSlopes: slopes,
    transitions,
    transitionSquares,
  } = work;
  slopes.fill(0);
  let before = L;
  for (let i = 0; i < length; i += 1) {
    const label = labels[start + i] as number;
    slopes[before * side + label] = (slopes[before * side + label] as number) - 1;
    before = label;
    for (let l = 0; l < L; l += 1) {
      const ahead = ((scores[i * L + l] as number) * (backward[i * L + l] as number)) / (scale[i] as number);
      if (i === 0)
        slopes[L * side + l] =
          (slopes[L * side + l] as number) + (forward[l] as number) * (backward[l] as number);
      else
        for (let k = 0; k < L; k += 1)
          slopes[k * side + l] =
            (slopes[k * side + l] as number) +
            (forward[(i - 1) * L + k] as number) * (factors[k * side + l] as number) * ahead;
    }
  }
  slopes[before * side + L] = (slopes[before * side + L] as number) - 1;
  for (let l = 0; l < L; l += 1)
    slopes[l * side + L] =
      (slopes[l * side + L] as number) +
      ((forward[(length - 1) * L + l] as number) * (factors[l * side + L] as number)) / total;
  for (let i = 0; i < side * side; i += 1) {
    const slope = slopes[i] as number;
    if (allowed[i] === 0 || slope === 0) continue;
    transitionSquares[i] = (transitionSquares[i] as number) + slope * slope;
    transitions[i] =
      (transitions[i] as number) - (rate * slope) / (Math.sqrt(transitionSquares[i] as number) + 1e-6);
  }
}

/** A slope below this changes nothing worth the time. */
const leastSlope = 1e-3;

export function stepWeights(
  work: Workspace,
  weights: Float32Array,
  squares: Float32Array,
  labels: Uint8Array,
  at: { start: number; length: number; rate: number; weight: number },
): void {
  const { forward, backward, slopes, kept, keptStarts } = work;
  for (let i = 0; i < at.length; i += 1) {
    let most = 0;
    for (let l = 0; l < L; l += 1) {
      const slope =
        (forward[i * L + l] as number) * (backward[i * L + l] as number) -
        (labels[at.start + i] === l ? 1 : 0);
      slopes[l] = slope * at.weight;
      most = Math.max(most, Math.abs(slope));
    }
    if (most < leastSlope) continue;
    const to = keptStarts[i + 1] as number;
    for (let k = keptStarts[i] as number; k < to; k += 1) {
      const row = (kept[k] as number) * L;
      for (let l = 0; l < L; l += 1) {
        const slope = slopes[l] as number;
        const square = (squares[row + l] as number) + slope * slope;
        squares[row + l] = square;
        weights[row + l] = (weights[row + l] as number) - (at.rate * slope) / (Math.sqrt(square) + 1e-6);
      }
    }
  }
}
