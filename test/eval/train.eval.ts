/**
 * `npm run train:extract`: trains the block classifier on the development pages and writes it where Kabar loads it. The
 * figures are out of fold: each page is read by a model that saw no page of its site.
 */
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { packTrees } from '../../src/ingest/trees.ts';
import { countSegments, type FundusPage, readPages, type SegmentsPage } from './blockLabels.ts';
import { type BoostOptions, boost } from './boost.ts';
import { findData } from './data.ts';
import { shingleScore, summaryOf } from './extract.ts';
import { segmentScore } from './extractSets.ts';
import { examplesOf, folds, type ReadyPage, readyFundus, readySegments, textBy } from './trainExtract.ts';

const modelPath = 'src/ingest/data/blocks.model.json';
const options: BoostOptions = { trees: 140, depth: 6, rate: 0.1, columnShare: 0.5, rowShare: 0.7 };
const hourMs = 3_600_000;

/** Prints what models that saw none of the page's site make of the pages. */
function printOutOfFold(ready: readonly ReadyPage[], fundus: FundusPage[], segments: SegmentsPage[]): void {
  const texts = new Map<string, string>();
  for (let fold = 0; fold < folds; fold += 1) {
    const model = boost(examplesOf(ready.filter((page) => page.fold !== fold)), options);
    for (const page of ready.filter((each) => each.fold === fold))
      texts.set(page.set + page.id, textBy(model, page));
  }
  const scores = fundus.map(({ id, gold }) => shingleScore(gold.text, texts.get(`fundus${id}`) ?? ''));
  const { precision, recall, f1, tenthPercentile } = summaryOf(scores);
  console.log(
    `Fundus out of fold: P ${precision.toFixed(1)} R ${recall.toFixed(1)} F1 ${f1.toFixed(1)}, tenth percentile of F1 ${tenthPercentile.toFixed(1)}`,
  );
  const counts = segments.map(({ id, gold }) => countSegments(texts.get(`trafilatura${id}`) ?? '', gold));
  const score = segmentScore(counts);
  console.log(
    `trafilatura out of fold: P ${score.precision.toFixed(1)} R ${score.recall.toFixed(1)} F1 ${score.f1.toFixed(1)}`,
  );
}

it('block classifier', { timeout: hourMs }, () => {
  const paths = ['pages/fundus-dev.ndjson.gz', 'pages/trafilatura.ndjson.gz'].map(findData);
  const [fundusPath, segmentsPath] = paths;
  if (!fundusPath || !segmentsPath) return;
  const fundus = readPages<FundusPage>(fundusPath);
  const segments = readPages<SegmentsPage>(segmentsPath);
  const ready = [...fundus.map(readyFundus), ...segments.map(readySegments)];
  console.log(
    `\npages: ${fundus.length} of Fundus, ${segments.length} of trafilatura, ${folds} folds by site`,
  );
  printOutOfFold(ready, fundus, segments);
  const examples = examplesOf(ready);
  const trees = boost(examples, options);
  const about = {
    trainedOn: {
      fundusPages: fundus.length,
      trafilaturaPages: segments.length,
      blocks: examples.rows.length,
    },
    options,
  };
  const file = `${JSON.stringify({ about, trees: packTrees(trees) }, null, 2)}\n`;
  writeFileSync(modelPath, file);
  console.log(`${modelPath}: ${options.trees} trees, ${trees.feature.length} nodes, ${file.length} bytes`);
});
