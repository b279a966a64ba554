/** One training of the tagger with the settings that measured best, and how its models are scored. */

import { enrich } from '../../src/enrich/enrich.ts';
import type { Tagger } from '../../src/enrich/knowledge.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { createTagger } from '../../src/enrich/tagger.ts';
import { modelOf, type StoredModel } from '../../src/enrich/taggerModel.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';
import type { Marked } from './nerCorpora.ts';
import { withoutWeights } from './taggerLists.ts';
import { type NameScores, scoreNames } from './taggerScores.ts';
import type { DevelopmentSet, TaggerSets } from './taggerSets.ts';
import { weightsOf } from './taggerWeights.ts';
import { type Trained, type TrainingOptions, train } from './trainTagger.ts';

/** Chosen on the sets kept back. */
export const trainingOptions: TrainingOptions = {
  epochs: 3,
  rate: 0.15,
  dropout: 0.1,
  seed: 1,
  runs: 4,
  withDocument: true,
  report: (line) => console.log(line),
};

/**
 * Weights of each language: which groups' own weights are added to the shared ones, at what share, and how many rows are
 * kept. The sets contradict each other (idner-news marks no country in "militer Rusia", NERGrit takes "kota" into the name),
 * so none of them is followed alone.
 */
const languages: readonly { tags: string[]; shares: Readonly<Record<string, number>>; rows: number }[] = [
  { tags: ['en', '*'], shares: { 'en-own': 0.7, 'en-open': 0.4 }, rows: 190_000 },
  { tags: ['id', 'ms'], shares: { 'id-own': 0.3, 'id-news': 0.3, 'id-web': 0.3 }, rows: 130_000 },
  { tags: ['pt'], shares: { pt: 1 }, rows: 90_000 },
];

/** The model of a training, as it is shipped. */
export function modelOfTraining(trained: Trained, lists: StoredModel): StoredModel {
  const tables = languages.map(({ tags, shares, rows }) => weightsOf(trained, tags, shares, rows));
  return { ...lists, transitions: Float32Array.from(trained.transitions), tables };
}

/** Trains on the sets; `withNames` false does without the gazetteer. */
export function trainModel(sets: TaggerSets, options: TrainingOptions, withNames = true): StoredModel {
  const lists = withoutWeights(withNames);
  return modelOfTraining(train(sets.training, lists, options), lists);
}

/** Names by the tagger alone. */
export function namesByTagger(tagger: Tagger, text: string, language: string): Marked[] {
  const scan = tokenize(text);
  return tagger.tag(scan, language).names.map(({ kind, from, to }) => ({
    kind,
    start: scan.tokens[from]?.start ?? 0,
    end: scan.tokens[to - 1]?.end ?? 0,
  }));
}

/** Names by the whole recogniser; adjectives and demonyms are no names in others' sets. */
export function namesByRecogniser(tagger: Tagger | null, text: string, language: string): Marked[] {
  const nothing = {
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  const knowledge = { gazetteer: loadGazetteer(), registry: createRegistry(), tagger };
  return enrich({ ...nothing, text, language }, knowledge).mentions.filter((mention) => !mention.derived);
}

/** Scores of one way to find names on a set kept back. */
export function scoreSet(
  set: DevelopmentSet,
  find: (text: string, language: string) => Marked[],
): NameScores {
  return scoreNames(
    set.documents.map(({ text, names }) => ({ gold: names, found: find(text, set.language) })),
  );
}

export function taggerOf(model: StoredModel): Tagger {
  return createTagger(modelOf(model));
}
