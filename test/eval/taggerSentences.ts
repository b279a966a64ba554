/** Labelled texts as rows of features: what training reads, over and over, without making an object. */
import type { EntityKind } from '../../src/base/news.ts';
import { pageOfScan } from '../../src/enrich/tagger.ts';
import { caseOf, featureBuffer, featuresOf, type Page } from '../../src/enrich/taggerFeatures.ts';
import { modelOf, type StoredModel } from '../../src/enrich/taggerModel.ts';
import { wordCache } from '../../src/enrich/taggerWords.ts';
import { type Scan, tokenFrom, tokenize } from '../../src/enrich/tokens.ts';
import type { LabelledText, Marked } from './nerCorpora.ts';

export interface TrainingSet {
  documents: LabelledText[];
  /** Sentences of one group share the group's weights. */
  group: string;
  /** How much a sentence counts. */
  weight: number;
}

/** Sentences as rows of features. */
export interface Sentences {
  /** First word of each sentence, and at last the number of words. */
  starts: number[];
  groups: number[];
  weights: number[];
  labels: Uint8Array;
  /** First feature of each word, and at last the number of features. */
  featureStarts: Uint32Array;
  /** Hashes of features; after `numberFeatures` their rows, -1 for none. */
  features: Int32Array;
}

const kinds: readonly EntityKind[] = ['PERSON', 'PLACE', 'ORGANIZATION'];

/** The label of each token of a scan; names that no run of tokens of one sentence covers exactly are left out. */
export function labelsOf(scan: Scan, names: readonly Marked[]): Uint8Array {
  const labels = new Uint8Array(scan.tokens.length);
  for (const { kind, start, end } of names) {
    const from = tokenFrom(scan, start);
    const to = tokenFrom(scan, end);
    const [first, last] = [scan.tokens[from], scan.tokens[to - 1]];
    if (first?.start !== start || last?.end !== end || first.sentence !== last.sentence) continue;
    const base = 1 + kinds.indexOf(kind) * 4;
    labels.fill(base + 1, from, to);
    labels[from] = to - from === 1 ? base + 3 : base;
    if (to - from > 1) labels[to - 1] = base + 2;
  }
  return labels;
}

/** A list of numbers that grows. */
function growing(): { push(value: number): void; done(): Int32Array } {
  let values = new Int32Array(1 << 20);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const larger = new Int32Array(Math.ceil(values.length * 1.5));
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    done: () => values.subarray(0, length),
  };
}

/** Collects the sentences of pages, one after another. */
function collector() {
  const buffer = featureBuffer();
  const [features, labels, featureStarts] = [growing(), growing(), growing()];
  const [starts, groups, weights]: [number[], number[], number[]] = [[], [], []];
  let [words, count] = [0, 0];
  const addSentence = (page: Page, from: number, to: number, gold: Uint8Array): void => {
    starts.push(words);
    const shouting = caseOf(page.words, from, to);
    for (let at = from; at < to; at += 1) {
      featuresOf(page, at, shouting, buffer);
      featureStarts.push(count);
      for (let f = 0; f < buffer.count; f += 1) features.push(buffer.hashes[f] as number);
      count += buffer.count;
      labels.push(gold[at] as number);
      words += 1;
    }
  };
  const done = (): Sentences => {
    starts.push(words);
    featureStarts.push(count);
    const labelled = Uint8Array.from(labels.done());
    const featured = Uint32Array.from(featureStarts.done());
    return { starts, groups, weights, labels: labelled, featureStarts: featured, features: features.done() };
  };
  return { addSentence, groups, weights, done };
}

/** The sentences of all sets, groups as positions in `groupNames`; features as hashes. */
export function readSentences(
  sets: readonly TrainingSet[],
  groupNames: readonly string[],
  lists: StoredModel,
  withDocument: boolean,
): Sentences {
  const model = modelOf(lists);
  const word = wordCache(model.lists, 400_000);
  const { addSentence, groups, weights, done } = collector();
  for (const { documents, group, weight } of sets) {
    for (const { text, names } of documents) {
      const scan = tokenize(text);
      const page = pageOfScan(scan, word, model);
      if (!withDocument) page.occurrences.at = null;
      const gold = labelsOf(scan, names);
      for (let s = 0; s + 1 < page.bounds.length; s += 1) {
        const [from, to] = [page.bounds[s] as number, page.bounds[s + 1] as number];
        if (from === to) continue;
        addSentence(page, from, to, gold);
        groups.push(groupNames.indexOf(group));
        weights.push(weight);
      }
    }
  }
  return done();
}

/** Slots for distinct features, as a power of two: at most so many, and enough for few features. */
const mostSlotBits = 25;

/** Features seen once are no evidence; the others get a row each. Replaces the hashes by rows, -1 for none. */
export function numberFeatures(features: Int32Array): { keys: Int32Array; rows: number } {
  const slotBits = Math.min(mostSlotBits, Math.ceil(Math.log2(features.length + 2)) + 1);
  const mask = (1 << slotBits) - 1;
  const hashes = new Int32Array(1 << slotBits);
  // 0 free, -1 seen once, else the row plus one.
  const states = new Int32Array(1 << slotBits);
  const slotOf = (hash: number) => {
    let at = (Math.imul(hash, 0x9e3779b1) >>> (32 - slotBits)) & mask;
    while (states[at] !== 0 && hashes[at] !== hash) at = (at + 1) & mask;
    return at;
  };
  const keys = growing();
  let rows = 0;
  for (const hash of features) {
    const at = slotOf(hash);
    if (states[at] === 0) {
      hashes[at] = hash;
      states[at] = -1;
    } else if (states[at] === -1) {
      keys.push(hash);
      rows += 1;
      states[at] = rows;
    }
  }
  for (let i = 0; i < features.length; i += 1) {
    const state = states[slotOf(features[i] as number)] as number;
    features[i] = state > 0 ? state - 1 : -1;
  }
  return { keys: keys.done().slice(), rows };
}

/** Gives each group a row for every feature it sees. */
export function numberGroups(
  data: Sentences,
  groups: number,
  rows: number,
): { groupRows: Int32Array[]; rows: number } {
  const groupRows = Array.from({ length: groups }, () => new Int32Array(rows));
  let next = rows;
  for (let s = 0; s + 1 < data.starts.length; s += 1) {
    const own = groupRows[data.groups[s] as number] as Int32Array;
    const from = data.featureStarts[data.starts[s] as number] as number;
    const to = data.featureStarts[data.starts[s + 1] as number] as number;
    for (let f = from; f < to; f += 1) {
      const row = data.features[f] as number;
      if (row >= 0 && own[row] === 0) {
        own[row] = next;
        next += 1;
      }
    }
  }
  return { groupRows, rows: next };
}
