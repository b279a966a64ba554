/**
 * `npm run bench:enrich`: what loading the recogniser takes, and how fast it and its tagger read the demo newsroom. Times are
 * of the processor, not of the clock, so that other work on the machine changes them little.
 */
import { readFileSync, statSync } from 'node:fs';
import { it } from 'vitest';
import { catalogue } from '../../src/demo/catalogue.ts';
import { articleText } from '../../src/demo/format.ts';
import { enrich } from '../../src/enrich/enrich.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { readTagger } from '../../src/enrich/tagger.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

const rounds = 5;

/** What some work returns, and the processor's milliseconds it took. */
function timed<T>(work: () => T): { value: T; ms: number } {
  const began = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(began);
  return { value, ms: (user + system) / 1000 };
}

const megabytes = () => (process.memoryUsage().rss / 1e6).toFixed(0);

it('reads the demo newsroom', () => {
  const before = megabytes();
  const bytes = readFileSync(new URL('../../src/enrich/data/tagger.bin', import.meta.url));
  const { value: tagger, ms } = timed(() => readTagger(bytes));
  console.log(
    `\ntagger: ${bytes.length} bytes, ready in ${ms.toFixed(0)} ms; memory ${before} to ${megabytes()} MB`,
  );
  const { size } = statSync(new URL('../../src/enrich/data/gazetteer.bin', import.meta.url));
  const withTagger = megabytes();
  const gazetteer = timed(loadGazetteer);
  console.log(
    `gazetteer: ${size} bytes, ready in ${gazetteer.ms.toFixed(0)} ms; memory ${withTagger} to ${megabytes()} MB`,
  );
  const articles = catalogue.map((article) => ({ language: article.language, text: articleText(article) }));
  const scans = articles.map(({ text }) => tokenize(text));
  const tokens = scans.reduce((sum, scan) => sum + scan.tokens.length, 0);
  const nothing = {
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  for (let round = 1; round <= rounds; round += 1) {
    const tagging = timed(() => scans.map((scan, i) => tagger.tag(scan, articles[i]?.language ?? 'en')));
    const knowledge = { gazetteer: gazetteer.value, registry: createRegistry(), tagger };
    const whole = timed(() => articles.map((article) => enrich({ ...nothing, ...article }, knowledge)));
    const perSecond = (count: number, taken: number) => ((1000 * count) / taken).toFixed(0);
    console.log(
      `round ${round}: tagger ${perSecond(tokens, tagging.ms)} tokens/s; whole recogniser ${perSecond(tokens, whole.ms)} tokens/s, ${perSecond(articles.length, whole.ms)} articles/s; memory ${megabytes()} MB`,
    );
  }
});
