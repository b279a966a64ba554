/**
 * Training of the tagger: a conditional random field by stochastic gradient with per-weight rates (AdaGrad; Duchi, Hazan
 * and Singer, 2011). Every feature has a weight shared by all sets and one for its group of sets, so that sets which mark
 * names differently do not pull at the same weight (Daumé, 2007). Several trainings, which differ by the order of sentences
 * and the features left out, are averaged (a logarithmic opinion pool; Smith, Cohn and Osborne, 2005): nothing else measured
 * bought as much. The same data and seed give the same model.
 */
import { labelCount as L, type StoredModel } from '../../src/enrich/taggerModel.ts';
import { randomOf } from './stories.ts';
import {
  score,
  stepTransitions,
  stepWeights,
  sumPaths,
  type Workspace,
  workspaceOf,
} from './taggerGradient.ts';
import {
  numberFeatures,
  numberGroups,
  readSentences,
  type Sentences,
  type TrainingSet,
} from './taggerSentences.ts';

export interface TrainingOptions {
  epochs: number;
  rate: number;
  dropout: number;
  seed: number;
  /** Trainings that are averaged. */
  runs: number;
  /** Whether features look beyond the sentence. */
  withDocument: boolean;
  /** Is told how training goes. */
  report: (line: string) => void;
}

/** What training leaves: weights by row, and the rows of each group. */
export interface Trained {
  keys: Int32Array;
  weights: Float32Array;
  /** Per group: the row of its own weights for each shared row, 0 where the group never saw the feature. */
  groupRows: Int32Array[];
  groupNames: string[];
  transitions: Float32Array;
}

function shuffled(length: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const other = order[j] as number;
    order[j] = order[i] as number;
    order[i] = other;
  }
  return order;
}

/** Draws the features of a sentence that take part in a step: each word's shared rows, and the group's own beside them. */
function drawFeatures(
  work: Workspace,
  data: Sentences,
  own: Int32Array,
  at: { start: number; end: number; isDropped: () => boolean },
): void {
  let k = 0;
  for (let word = at.start; word < at.end; word += 1) {
    work.keptStarts[word - at.start] = k;
    const to = data.featureStarts[word + 1] as number;
    for (let f = data.featureStarts[word] as number; f < to; f += 1) {
      const row = data.features[f] as number;
      if (row < 0 || at.isDropped()) continue;
      work.kept[k] = row;
      work.kept[k + 1] = own[row] as number;
      k += 2;
    }
  }
  work.keptStarts[at.end - at.start] = k;
}

/** A workspace that holds the longest sentence. */
function workspaceFor({ starts, featureStarts }: Sentences): Workspace {
  let [longest, most] = [0, 0];
  for (let s = 0; s + 1 < starts.length; s += 1) {
    const [from, to] = [starts[s] as number, starts[s + 1] as number];
    longest = Math.max(longest, to - from);
    most = Math.max(most, (featureStarts[to] as number) - (featureStarts[from] as number));
  }
  return workspaceOf(longest, most);
}

/** Sentences with their features numbered. */
interface Task {
  data: Sentences;
  groupRows: Int32Array[];
  /** Rows of weights, shared and of groups. */
  rows: number;
}

/** One training from nothing. */
function trainOnce({ data, groupRows, rows }: Task, options: TrainingOptions, seed: number) {
  const { epochs, rate, dropout } = options;
  const weights = new Float32Array(rows * L);
  const squares = new Float32Array(rows * L);
  const work = workspaceFor(data);
  const random = randomOf(seed);
  const isDropped = () => random() < dropout;
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    for (const s of shuffled(data.starts.length - 1, random)) {
      const [start, end] = [data.starts[s] as number, data.starts[s + 1] as number];
      drawFeatures(work, data, groupRows[data.groups[s] as number] as Int32Array, { start, end, isDropped });
      const length = end - start;
      score(work, weights, length, 1 - dropout);
      const total = sumPaths(work, length);
      const weight = data.weights[s] as number;
      stepWeights(work, weights, squares, data.labels, { start, length, rate, weight });
      stepTransitions(work, data.labels, { start, length, rate, total });
    }
  }
  return { weights, transitions: work.transitions };
}

/** Seeds of runs lie this far apart, so that neighbouring seeds share no run. */
const seedStep = 1000;

/** Trains on the sets. `lists` is a model without weights. Reports the size of the task and each run's time. */
export function train(sets: readonly TrainingSet[], lists: StoredModel, options: TrainingOptions): Trained {
  const { runs, seed, report } = options;
  const groupNames = [...new Set(sets.map((set) => set.group))];
  const data = readSentences(sets, groupNames, lists, options.withDocument);
  const { keys, rows: shared } = numberFeatures(data.features);
  const { groupRows, rows } = numberGroups(data, groupNames.length, shared);
  report(
    `${data.starts.length - 1} sentences, ${data.labels.length} words, ${shared} features, ${rows - shared} of groups`,
  );
  const weights = new Float32Array(rows * L);
  const transitions = new Float32Array((L + 1) ** 2);
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    const one = trainOnce({ data, groupRows, rows }, options, seed + run * seedStep);
    for (const [i, weight] of one.weights.entries()) weights[i] = (weights[i] as number) + weight / runs;
    for (const [i, value] of one.transitions.entries())
      transitions[i] = (transitions[i] as number) + value / runs;
    report(`run ${run + 1} of ${runs}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return { keys, weights, groupRows, groupNames, transitions };
}
