/**
 * Trains gradient-boosted trees for two classes: logistic loss, histograms of 64 bins, second-order gains (Friedman 2001;
 * Chen and Guestrin 2016). Deterministic: the same rows in the same order give the same trees.
 */
import type { Trees } from '../../src/ingest/trees.ts';

export interface BoostOptions {
  trees: number;
  depth: number;
  rate: number;
  /** Part of the features and of the rows each tree sees. */
  columnShare: number;
  rowShare: number;
}

/** What is learnt from: rows, whether each is of the class, and how much it counts. */
export interface Examples {
  rows: Float32Array[];
  labels: boolean[];
  weights: number[];
}

const bins = 64;
const lambda = 3;
const minHessian = 1;
const minGain = 0.5;
const minRows = 40;

/** A leaf has a value, any other node a question and two children. */
interface Node {
  feature: number;
  value: number;
  left: Node | null;
  right: Node | null;
}

interface Training {
  columns: Uint8Array[];
  edges: Float32Array[];
  gradients: Float64Array;
  hessians: Float64Array;
  options: BoostOptions;
}

function edgesOf(rows: readonly Float32Array[], feature: number): Float32Array {
  const step = Math.max(1, Math.floor(rows.length / 20_000));
  const values = rows.filter((_, i) => i % step === 0).map((row) => row[feature] as number);
  const sorted = Float32Array.from(values).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin += 1) {
    const edge = sorted[Math.floor((bin * sorted.length) / bins)] as number;
    if (edges.length === 0 || edge > (edges.at(-1) as number)) edges.push(edge);
  }
  return Float32Array.from(edges);
}

function binOf(edges: Float32Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Split {
  gain: number;
  feature: number;
  bin: number;
}

function bestBin(
  training: Training,
  rows: Int32Array,
  feature: number,
  sums: [number, number],
): Split | null {
  const { columns, edges, gradients, hessians } = training;
  const column = columns[feature] as Uint8Array;
  const count = (edges[feature] as Float32Array).length + 1;
  if (count < 2) return null;
  const [g, h] = [new Float64Array(count), new Float64Array(count)];
  for (const row of rows) {
    const bin = column[row] as number;
    g[bin] = (g[bin] as number) + (gradients[row] as number);
    h[bin] = (h[bin] as number) + (hessians[row] as number);
  }
  const [allG, allH] = sums;
  const whole = (allG * allG) / (allH + lambda);
  let best: Split | null = null;
  let [leftG, leftH] = [0, 0];
  for (let bin = 0; bin < count - 1; bin += 1) {
    leftG += g[bin] as number;
    leftH += h[bin] as number;
    if (leftH < minHessian || allH - leftH < minHessian) continue;
    const gain = (leftG * leftG) / (leftH + lambda) + (allG - leftG) ** 2 / (allH - leftH + lambda) - whole;
    if (best === null || gain > best.gain) best = { gain, feature, bin };
  }
  return best;
}

function grow(training: Training, rows: Int32Array, features: readonly number[], depth: number): Node {
  let [g, h] = [0, 0];
  for (const row of rows) {
    g += training.gradients[row] as number;
    h += training.hessians[row] as number;
  }
  const leaf = { feature: -1, value: (-training.options.rate * g) / (h + lambda), left: null, right: null };
  if (depth === 0 || rows.length <= minRows || h <= 2 * minHessian) return leaf;
  let best: Split | null = null;
  for (const feature of features) {
    const split = bestBin(training, rows, feature, [g, h]);
    if (split !== null && (best === null || split.gain > best.gain)) best = split;
  }
  if (best === null || best.gain <= minGain) return leaf;
  const { feature, bin } = best;
  const column = training.columns[feature] as Uint8Array;
  return {
    feature,
    value: training.edges[feature]?.[bin] as number,
    left: grow(
      training,
      rows.filter((row) => (column[row] as number) <= bin),
      features,
      depth - 1,
    ),
    right: grow(
      training,
      rows.filter((row) => (column[row] as number) > bin),
      features,
      depth - 1,
    ),
  };
}

function valueFor(node: Node, row: Float32Array): number {
  let at = node;
  while (at.left !== null && at.right !== null)
    at = (row[at.feature] as number) < at.value ? at.left : at.right;
  return at.value;
}

/** Numbers 0..1, the same ones every time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function flatten(base: number, features: number, roots: readonly Node[]): Trees {
  const nodes: { feature: number; value: number; right: number }[] = [];
  const add = (node: Node): void => {
    const at = nodes.push({ feature: node.feature, value: node.value, right: 0 }) - 1;
    if (node.left === null || node.right === null) return;
    add(node.left);
    (nodes[at] as (typeof nodes)[number]).right = nodes.length - at;
    add(node.right);
  };
  const starts = roots.map((root) => {
    const start = nodes.length;
    add(root);
    return start;
  });
  return {
    base,
    features,
    roots: Uint32Array.from(starts),
    feature: Int16Array.from(nodes, (node) => node.feature),
    value: Float32Array.from(nodes, (node) => node.value),
    right: Uint16Array.from(nodes, (node) => node.right),
  };
}

/** Trees that tell rows of the class from the others. */
export function boost({ rows, labels, weights }: Examples, options: BoostOptions): Trees {
  const width = rows[0]?.length ?? 0;
  const edges = Array.from({ length: width }, (_, feature) => edgesOf(rows, feature));
  const columns = edges.map((own, feature) =>
    Uint8Array.from(rows, (row) => binOf(own, row[feature] as number)),
  );
  const gradients = new Float64Array(rows.length);
  const hessians = new Float64Array(rows.length);
  const training: Training = { columns, edges, gradients, hessians, options };
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const positive = weights.reduce((sum, weight, i) => sum + (labels[i] ? weight : 0), 0);
  const base = Math.log(positive / (total - positive));
  const sums = new Float64Array(rows.length).fill(base);
  const random = randomOf(7);
  const roots: Node[] = [];
  for (let tree = 0; tree < options.trees; tree += 1) {
    for (const [i, sum] of sums.entries()) {
      const p = 1 / (1 + Math.exp(-sum));
      gradients[i] = (weights[i] as number) * (p - (labels[i] ? 1 : 0));
      hessians[i] = (weights[i] as number) * p * (1 - p);
    }
    const seen = Int32Array.from(rows.keys()).filter(() => random() < options.rowShare);
    const features = edges.map((_, feature) => feature).filter(() => random() < options.columnShare);
    const root = grow(training, seen, features, options.depth);
    roots.push(root);
    for (const [i, row] of rows.entries()) sums[i] = (sums[i] as number) + valueFor(root, row);
  }
  return flatten(base, width, roots);
}
