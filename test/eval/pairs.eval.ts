/**
 * `npm run eval:pairs`: labelled pairs of reports, taken for one event or not, by language and half, with the entities
 * that the recogniser finds and with none. Thresholds are chosen on the development half alone.
 */
import { it } from 'vitest';
import {
  aucOf,
  halfOf,
  likenessOf,
  type Pair,
  pairScore,
  pairsOf,
  type Report,
  readReports,
  withEntities,
} from './pairs.ts';
import { demoArticles } from './recognise.ts';

/** The demo newsroom's articles as reports of one family. */
function demoReports(): Report[] {
  return demoArticles().map(({ event, language, headline, text, publishedAt }) => ({
    family: 'demo newsroom',
    event,
    language,
    headline,
    text,
    publishedAt,
    entityIds: [],
  }));
}

function printPairs(title: string, pairs: readonly Pair[], window: readonly Report[]): void {
  const likeness = likenessOf(pairs, window);
  const { precision, recall, f1 } = pairScore(pairs, likeness);
  const cells = [precision, recall, f1, aucOf(pairs, likeness)].map((value) => value.toFixed(1).padStart(7));
  const same = pairs.filter(({ isSame }) => isSame).length;
  console.log(
    `${title.padEnd(34)} ${String(pairs.length).padStart(5)} ${String(same).padStart(5)} ${cells.join('')}`,
  );
}

const languages: [string, string][] = [
  ['id', 'id'],
  ['en', 'en'],
  ['id', 'en'],
];

function printAll(title: string, reports: readonly Report[], demo: readonly Report[]): void {
  console.log(`\n${title}`);
  console.log(`${' '.repeat(35)}pairs  same       P      R     F1    AUC`);
  for (const pair of languages) {
    printPairs(`demo newsroom, ${pair.join('-')}`, pairsOf(demo, pair), [...reports, ...demo]);
    for (const half of ['development', 'test'] as const) {
      const own = reports.filter(({ family }) => halfOf(family) === half);
      printPairs(`families, ${half}, ${pair.join('-')}`, pairsOf(own, pair), [...own, ...demo]);
    }
  }
}

it('pairs of reports', () => {
  const reports = readReports();
  const demo = demoReports();
  printAll('with the entities found', withEntities(reports), withEntities(demo));
  const titles = (items: readonly Report[]) => items.map((item) => ({ ...item, text: '' }));
  printAll('title and lead, no entities', reports, demo);
  printAll('titles alone, no entities', titles(reports), titles(demo));
});
