/**
 * `npm run eval:entities`: people, places, organisations, their identity, datelines, quotes and citations against gold.
 *
 * Three sets, never mixed. The demo newsroom is development data, and the tagger learns from it: `FAULTS=1` lists what is
 * wrong there, `EVENT=<slug>` looks at one event. The two held-out sets are printed as sums alone, so that nobody tunes on
 * them; the second has datelines, citations and quotes in numbers.
 *
 * Then names alone, on a fifth of our own newswire and on the development parts of others' sets, by a tagger trained
 * without them and without the demo newsroom (a few minutes): the tagger by itself, and the whole recogniser. `CURVE=1`
 * trains with a quarter and a half of our own newswire too, `ABLATE=1` without gazetteer, without document, without our own.
 */
import { it } from 'vitest';
import type { Tagger } from '../../src/enrich/knowledge.ts';
import { heldOut2 } from '../kit/goldHeldout2.ts';
import { type EntityScores, scoreEntities } from './entities.ts';
import {
  demoArticles,
  heldOutArticles,
  type LabelledArticle,
  type Recognised,
  recognise,
} from './recognise.ts';
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
function tableOf({ mentions, identity, dateline, quotes, speakers, citations }: EntityScores): string {
  const blank = ' '.repeat(14);
  return [
    `${blank}      P      R     F1   right/found/expected`,
    row('persons', mentions.PERSON),
    row('places', mentions.PLACE),
    row('organisations', mentions.ORGANIZATION),
    row('all mentions', mentions.ALL),
    `${'identity'.padEnd(14)}${percent(identity.precision)}${percent(identity.recall)}${percent(identity.f1)}   BCubed over ${identity.mentions}`,
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

/** The second held-out set, earliest first. It judges: print sums over it and never a fault. */
function secondHeldOut(): LabelledArticle[] {
  return heldOut2
    .map(({ paragraphs, publishedAt, ...article }) => ({
      ...article,
      event: article.gold.story,
      text: paragraphs.join('\n\n'),
      publishedAt: new Date(publishedAt),
    }))
    .sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
}

it('second held-out set', () => {
  const { recognised, msPerArticle } = recognise(secondHeldOut());
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

function printTraining(
  title: string,
  sets: TaggerSets | null,
  more: { withDocument?: boolean; withNames?: boolean },
): void {
  if (sets === null) return;
  const options = { ...trainingOptions, withDocument: more.withDocument ?? true };
  printNames(title, sets, taggerOf(trainModel(sets, options, more.withNames ?? true)));
}

const hourMs = 3_600_000;

it('names in newswire and in sets of others: tagger alone, whole recogniser', { timeout: hourMs }, () => {
  printTraining('names, F1: tagger alone | whole recogniser', taggerSets(cut), {});
});

it.runIf(process.env.CURVE)('with less of our own newswire', { timeout: hourMs }, () => {
  for (const ownShare of [0.25, 0.5])
    printTraining(`with ${100 * ownShare} % of our own newswire`, taggerSets({ ...cut, ownShare }), {});
});

it.runIf(process.env.ABLATE)('with parts left out', { timeout: hourMs }, () => {
  printTraining('without the gazetteer in the tagger', taggerSets(cut), { withNames: false });
  printTraining('without features of the document', taggerSets(cut), { withDocument: false });
  printTraining('without our own newswire', taggerSets({ ...cut, ownShare: 0 }), {});
});
