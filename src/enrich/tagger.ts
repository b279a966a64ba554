/**
 * The trained recogniser: a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over the words of
 * a scan. It tells names of people, places and organisations by word, shape, context and lists; who they are, and what
 * hangs on them (titles, datelines, demonyms), the rules tell.
 */
import type { EntityKind } from '../base/news.ts';
import type { Tagged, TaggedName, Tagger } from './knowledge.ts';
import {
  caseOf,
  type FeatureBuffer,
  featureBuffer,
  featuresOf,
  type Page,
  pageOf,
} from './taggerFeatures.ts';
import { labelCount, type Model, modelOf, unpackModel, type Weights } from './taggerModel.ts';
import { type Word, wordCache } from './taggerWords.ts';
import type { Scan } from './tokens.ts';

const kinds: readonly EntityKind[] = ['PERSON', 'PLACE', 'ORGANIZATION'];
const side = labelCount + 1;

/** The place of a label in its name: 0 first, 1 inner, 2 last, 3 only word; -1 outside. */
const partOf = (label: number): number => (label === 0 || label === labelCount ? -1 : (label - 1) % 4);
const kindOf = (label: number): number => (label - 1) >> 2;

/** Whether one label may follow another; `labelCount` stands for the start and the end. */
export function mayFollow(before: number, after: number): boolean {
  const [left, right] = [partOf(before), partOf(after)];
  const isOpen = left === 0 || left === 1;
  const goesOn = right === 1 || right === 2;
  return isOpen ? goesOn && kindOf(before) === kindOf(after) : !goesOn;
}

/** The words of a scan as the features want them. */
export function pageOfScan(scan: Scan, word: (text: string) => Word, model: Pick<Model, 'phrases'>): Page {
  const { tokens, sentences } = scan;
  const words = tokens.map((token) => word(token.text));
  const bounds = Int32Array.from([...sentences, tokens.length]);
  const glued = Uint8Array.from(tokens, (token) => (token.glued ? 1 : 0));
  return pageOf(words, bounds, glued, model.phrases);
}

/** Labels that may stand before each label, and the transitions as factors. */
interface Chain {
  before: number[][];
  transitions: Float32Array;
  factors: Float64Array;
}

function chainOf(transitions: Float32Array): Chain {
  const labels = Array.from({ length: labelCount }, (_, i) => i);
  const before = labels.map((label) => labels.filter((earlier) => mayFollow(earlier, label)));
  const factors = Float64Array.from(transitions, (value, i) =>
    mayFollow(Math.floor(i / side), i % side) ? Math.exp(value) : 0,
  );
  return { before, transitions, factors };
}

/** Sums of the weights of each word's features, `labelCount` a word. */
function scoresOf(
  page: Page,
  from: number,
  to: number,
  weights: Weights,
  buffer: FeatureBuffer,
): Float64Array {
  const scores = new Float64Array((to - from) * labelCount);
  const shouting = caseOf(page.words, from, to);
  const sums = new Int32Array(labelCount);
  for (let at = from; at < to; at += 1) {
    featuresOf(page, at, shouting, buffer);
    sums.fill(0);
    for (let f = 0; f < buffer.count; f += 1) {
      const row = weights.rows.get(buffer.hashes[f] as number);
      if (row === 0) continue;
      const start = (row - 1) * labelCount;
      for (let l = 0; l < labelCount; l += 1)
        sums[l] = (sums[l] as number) + (weights.weights[start + l] as number);
    }
    const base = (at - from) * labelCount;
    for (let l = 0; l < labelCount; l += 1) scores[base + l] = (sums[l] as number) * weights.scale;
  }
  return scores;
}

/** The likeliest labels of a sentence (Viterbi). */
export function bestLabels(scores: Float64Array, chain: Chain): Uint8Array {
  const length = scores.length / labelCount;
  const { before, transitions } = chain;
  const back = new Uint8Array(scores.length);
  let current = new Float64Array(labelCount);
  let next = new Float64Array(labelCount);
  for (let l = 0; l < labelCount; l += 1) {
    const isAllowed = mayFollow(labelCount, l);
    current[l] = isAllowed ? (scores[l] as number) + (transitions[labelCount * side + l] as number) : -1e9;
  }
  for (let i = 1; i < length; i += 1) {
    for (let l = 0; l < labelCount; l += 1) {
      let [best, from] = [-1e18, 0];
      for (const earlier of before[l] as number[]) {
        const value = (current[earlier] as number) + (transitions[earlier * side + l] as number);
        if (value > best) [best, from] = [value, earlier];
      }
      next[l] = best + (scores[i * labelCount + l] as number);
      back[i * labelCount + l] = from;
    }
    [current, next] = [next, current];
  }
  let [best, last] = [-1e18, 0];
  for (let l = 0; l < labelCount; l += 1) {
    if (!mayFollow(l, labelCount)) continue;
    const value = (current[l] as number) + (transitions[l * side + labelCount] as number);
    if (value > best) [best, last] = [value, l];
  }
  const labels = new Uint8Array(length);
  for (let i = length - 1; i >= 0; i -= 1) {
    labels[i] = last;
    last = back[i * labelCount + last] as number;
  }
  return labels;
}

/** Chance of each label at each word (forward-backward, scaled at each word), `labelCount` a word. */
function chancesOf(scores: Float64Array, { before, factors }: Chain): Float64Array {
  const length = scores.length / labelCount;
  const local = new Float64Array(scores.length);
  for (let i = 0; i < length; i += 1) {
    let most = Number.NEGATIVE_INFINITY;
    for (let l = 0; l < labelCount; l += 1) most = Math.max(most, scores[i * labelCount + l] as number);
    for (let l = 0; l < labelCount; l += 1)
      local[i * labelCount + l] = Math.exp((scores[i * labelCount + l] as number) - most);
  }
  const forward = new Float64Array(scores.length);
  const scale = new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    let sum = 0;
    for (let l = 0; l < labelCount; l += 1) {
      let value = i === 0 ? (factors[labelCount * side + l] as number) : 0;
      if (i > 0)
        for (const earlier of before[l] as number[])
          value +=
            (forward[(i - 1) * labelCount + earlier] as number) * (factors[earlier * side + l] as number);
      value *= local[i * labelCount + l] as number;
      forward[i * labelCount + l] = value;
      sum += value;
    }
    scale[i] = sum;
    for (let l = 0; l < labelCount; l += 1)
      forward[i * labelCount + l] = (forward[i * labelCount + l] as number) / sum;
  }
  const backward = new Float64Array(scores.length);
  let total = 0;
  for (let l = 0; l < labelCount; l += 1) {
    const end = factors[l * side + labelCount] as number;
    backward[(length - 1) * labelCount + l] = end;
    total += end * (forward[(length - 1) * labelCount + l] as number);
  }
  for (let i = length - 1; i > 0; i -= 1) {
    for (let l = 0; l < labelCount; l += 1) {
      const ahead =
        ((backward[i * labelCount + l] as number) * (local[i * labelCount + l] as number)) /
        (scale[i] as number);
      if (ahead === 0) continue;
      for (const earlier of before[l] as number[]) {
        const at = (i - 1) * labelCount + earlier;
        backward[at] = (backward[at] as number) + ahead * (factors[earlier * side + l] as number);
      }
    }
  }
  for (let i = 0; i < forward.length; i += 1)
    forward[i] = ((forward[i] as number) * (backward[i] as number)) / total;
  return forward;
}

/** Names in a row of labels, positions from `offset` on; `confidence` is the least chance of its labels. */
export function namesOf(labels: Uint8Array, chances: Float64Array, offset: number): TaggedName[] {
  const names: TaggedName[] = [];
  let start = -1;
  let least = 1;
  for (const [i, label] of labels.entries()) {
    const part = partOf(label);
    if (part < 0) continue;
    if (part === 0 || part === 3) [start, least] = [i, 1];
    least = Math.min(least, chances[i * labelCount + label] as number);
    if (part < 2) continue;
    const kind = kinds[kindOf(label)] as EntityKind;
    names.push({ kind, from: start + offset, to: i + 1 + offset, confidence: least });
  }
  return names;
}

/** A tagger of a model. Linear in the length of the text. */
export function createTagger(model: Model): Tagger {
  const word = wordCache(model.lists);
  const chain = chainOf(model.transitions);
  const buffer = featureBuffer();
  return {
    tag: (scan, language): Tagged => {
      const page = pageOfScan(scan, word, model);
      const weights = model.weightsFor(language);
      const names: TaggedName[] = [];
      const outside = new Float32Array(page.words.length);
      for (let s = 0; s + 1 < page.bounds.length; s += 1) {
        const [from, to] = [page.bounds[s] as number, page.bounds[s + 1] as number];
        if (to === from) continue;
        const scores = scoresOf(page, from, to, weights, buffer);
        const chances = chancesOf(scores, chain);
        for (let at = from; at < to; at += 1) outside[at] = chances[(at - from) * labelCount] as number;
        names.push(...namesOf(bestLabels(scores, chain), chances, from));
      }
      return { names, outside };
    },
  };
}

/**
 * A tagger of a model file's bytes.
 * @throws AppError INTERNAL when they are no model of this version.
 */
export function readTagger(bytes: Uint8Array): Tagger {
  return createTagger(modelOf(unpackModel(bytes)));
}
