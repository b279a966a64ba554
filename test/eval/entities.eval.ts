/**
 * `npm run eval:entities`: people, places, organisations, their identity, datelines, quotes and citations against gold.
 *
 * Two sets, never mixed. The demo newsroom is development data: `FAULTS=1` lists what is wrong there, `EVENT=<slug>` looks
 * at one event. The held-out set is printed as sums alone, so that nobody tunes on it.
 */
import { it } from 'vitest';
import { type EntityScores, scoreEntities } from './entities.ts';
import { demoArticles, heldOutArticles, type Recognised, recognise } from './recognise.ts';
import type { Rate } from './scores.ts';

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
