/**
 * `npm run eval:entities`: people, places, organisations, their identity, datelines, quotes and citations against gold.
 *
 * Three sets, never mixed. The demo newsroom is development data, and the tagger learns from it: `FAULTS=1` lists what is
 * wrong there, `EVENT=<slug>` looks at one event. The two held-out sets are printed as sums alone, so that nobody tunes on
 * them; the second has datelines, citations and quotes in numbers.
 *
 * Then names alone, on a fifth of our own newswire and on the development parts of others' sets, by a tagger trained
 * without them and without the demo newsroom (a few minutes): the tagger by itself, and the whole recogniser.
 */
import { it } from 'vitest';
import type { Tagger } from '../../src/enrich/knowledge.ts';
import { heldOut2 } from '../kit/goldHeldout2.ts';
import { type EntityScores, scoreEntities } from './entities.ts';
import { demoArticles, heldOutArticles, type Recognised, recognise } from './recognise.ts';
import type { Rate } from './scores.ts';
import type { NameScores } from './taggerScores.ts';
import { type Cut, type TaggerSets, taggerSets } from './taggerSets.ts';
import {
  namesByRecogniser,
  namesByTagger,
  scoreSet,
  taggerOf,
  trainingOptions,
  trainModel,
} from './taggerTraining.ts';

const percent = (value: number): string => value.toFixed(1).padStart(7);

function row(name: string, rate: Rate): string {
  const counts = `${rate.right}/${rate.found}/${rate.expected}`;
  return `${name.padEnd(14)}${percent(rate.precision)}${percent(rate.recall)}${percent(rate.f1)}   ${counts}`;
}

/** Precision, recall, F1, and right/found/expected. */
function tableOf({
  mentions,
  identity,
  acrossLanguages: across,
  dateline,
  quotes,
  speakers,
  citations,
}: EntityScores): string {
  const blank = ' '.repeat(14);
  return [
    `${blank}      P      R     F1   right/found/expected`,
    row('persons', mentions.PERSON),
    row('places', mentions.PLACE),
    row('organisations', mentions.ORGANIZATION),
    row('all mentions', mentions.ALL),
    `${'identity'.padEnd(14)}${percent(identity.precision)}${percent(identity.recall)}${percent(identity.f1)}   BCubed over ${identity.mentions}`,
    `${'languages'.padEnd(14)}${percent(across.precision)}${percent(across.recall)}${percent(across.f1)}   BCubed across languages alone`,
    `${'datelines'.padEnd(14)}${blank}${percent(dateline.percent)}   ${dateline.right}/${dateline.of}`,
    row('quotes', quotes),
    `${'speakers'.padEnd(14)}${blank}${percent(speakers.percent)}   ${speakers.right}/${speakers.of}`,
    row('citations', citations),
  ].join('\n');
}

function printTables(set: string, recognised: readonly Recognised[], msPerArticle: number): void {
  const languages = [
    ['both languages', recognised],
    ['Indonesian', recognised.filter(({ language }) => language === 'id')],
    ['English', recognised.filter(({ language }) => language === 'en')],
  ] as const;
  for (const [name, articles] of languages) {
    console.log(`\n${set}, ${name}: ${articles.length} articles\n${tableOf(scoreEntities(articles))}`);
  }
  console.log(`\n${set}: ${msPerArticle.toFixed(1)} ms an article`);
}

it('demo newsroom (development)', () => {
  const articles = demoArticles().filter(({ event }) => (process.env.EVENT ?? event) === event);
  const { recognised, msPerArticle } = recognise(articles);
  printTables('demo', recognised, msPerArticle);
  if (process.env.FAULTS) console.log(scoreEntities(recognised).faults.join('\n'));
});

it('held-out set', () => {
  const { recognised, msPerArticle } = recognise(heldOutArticles());
  printTables('held out', recognised, msPerArticle);
});

it('second held-out set', () => {
  const { recognised, msPerArticle } = recognise(heldOutArticles(heldOut2));
  printTables('held out 2', recognised, msPerArticle);
});

function scoreCells({ PERSON, PLACE, ORGANIZATION, ALL }: NameScores): string {
  return [PERSON, PLACE, ORGANIZATION, ALL].map(({ f1 }) => percent(f1)).join('');
}

/** F1 of people, places, organisations and all names, by the tagger alone and by the whole recogniser. */
function printNames(title: string, sets: TaggerSets, tagger: Tagger): void {
  const rows = sets.development.map((set) => {
    const alone = scoreSet(set, (text, language) => namesByTagger(tagger, text, language));
    const whole = scoreSet(set, (text, language) => namesByRecogniser(tagger, text, language));
    return `${set.name.padEnd(18)}${scoreCells(alone)}   ${scoreCells(whole)}`;
  });
  const head = ['people', 'places', 'orgs', 'all'].map((name) => name.padStart(7)).join('');
  console.log(`\n${title}\n${' '.repeat(18)}${head}   ${head}\n${rows.join('\n')}`);
}

const cut: Cut = { isWhole: false, ownShare: 1 };

const hourMs = 3_600_000;

it('names in newswire and in sets of others: tagger alone, whole recogniser', { timeout: hourMs }, () => {
  const sets = taggerSets(cut);
  if (sets === null) return;
  const tagger = taggerOf(trainModel(sets, trainingOptions));
  printNames('names, F1: tagger alone | whole recogniser', sets, tagger);
});
