/**
 * `npm run eval:tagger`: what each part of the tagger buys, what more of our own sentences would, and where names are lost,
 * on development sets. Each row is one training of two epochs (the shipped model averages several longer ones), so rows
 * compare with each other and not with `eval:entities`. Some 15 minutes; `-t ablations` and the like run a part.
 */
import { it } from 'vitest';
import type { Tagger } from '../../src/enrich/knowledge.ts';
import type { StoredModel } from '../../src/enrich/taggerModel.ts';
import { worstConfusions } from './confusions.ts';
import { withoutWeights } from './taggerLists.ts';
import { type Cut, taggerSets } from './taggerSets.ts';
import {
  modelOfTraining,
  namesByRecogniser,
  namesByTagger,
  scoreSet,
  taggerOf,
  trainingOptions,
} from './taggerTraining.ts';
import { train } from './trainTagger.ts';

const hourMs = 3_600_000;
const cut: Cut = { isWhole: false, ownShare: 1 };

interface Study {
  title: string;
  ownShare?: number;
  withDocument?: boolean;
  lists?: (lists: StoredModel) => StoredModel;
}

const nothing = { keys: new Int32Array(0), values: new Uint16Array(0) };
const withNames = withoutWeights(true);

function trained({ ownShare = 1, withDocument = true, lists = (all) => all }: Study): Tagger | null {
  const sets = taggerSets({ ...cut, ownShare });
  if (sets === null) return null;
  const options = { ...trainingOptions, epochs: 2, runs: 1, withDocument, report: () => {} };
  const given = lists(withNames);
  return taggerOf(modelOfTraining(train(sets.training, given, options), given));
}

function printRow(study: Study): void {
  const tagger = trained(study);
  const sets = taggerSets(cut);
  if (tagger === null || sets === null) return;
  const cells = sets.development.map((set) => {
    const alone = scoreSet(set, (text, language) => namesByTagger(tagger, text, language)).ALL.f1;
    const whole = scoreSet(set, (text, language) => namesByRecogniser(tagger, text, language)).ALL.f1;
    return `${alone.toFixed(1)} / ${whole.toFixed(1)}`;
  });
  console.log(`| ${study.title} | ${cells.join(' | ')} |`);
}

function printHead(): void {
  const names = taggerSets(cut)?.development.map(({ name }) => name) ?? [];
  console.log(`\n| F1, tagger alone / whole recogniser | ${names.join(' | ')} |`);
}

it('learning curve: own newswire', { timeout: hourMs }, () => {
  printHead();
  for (const ownShare of [0, 0.25, 0.5, 0.75, 1]) printRow({ title: `${100 * ownShare} %`, ownShare });
});

it('ablations', { timeout: hourMs }, () => {
  printHead();
  printRow({ title: 'no lists of names', lists: () => withoutWeights(false) });
  printRow({ title: 'no word clusters', lists: (all) => ({ ...all, clusters: nothing }) });
  printRow({ title: 'no features of the document', withDocument: false });
});

it('worst confusions', { timeout: hourMs }, () => {
  const tagger = trained({ title: 'all' });
  const sets = taggerSets(cut);
  if (tagger === null || sets === null) return;
  const pairs = sets.development.flatMap(({ name, language, documents }) =>
    documents.map(({ text, names }) => ({
      set: name,
      text,
      gold: names,
      found: namesByRecogniser(tagger, text, language),
    })),
  );
  const { kinds, worst } = worstConfusions(pairs, 20);
  for (const [set, counts] of kinds) console.log(`${set}: ${counts}`);
  for (const { what, count, sets: where } of worst) console.log(`| ${what} | ${count} | ${where} |`);
});
