/**
 * `npm run eval:stories`: stories by BCubed and copies by links, on the demo newsroom in many orders of arrival, and on
 * shuffled English headlines (UCI news aggregator, its development part) where that file is at hand.
 */
import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { catalogue } from '../../src/demo/catalogue.ts';
import { createTimeline } from '../../src/demo/timeline.ts';
import { mentionedIds, summarizeMentions } from '../../src/enrich/summary.ts';
import { wireDomain } from '../../src/enrich/wire.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';
import { findData } from './data.ts';
import {
  arrivalOrders,
  type GoldStoryArticle,
  loadGoldStories,
  runStories,
  scoreDemo,
} from './demoStories.ts';
import { demoArticles, recognise } from './recognise.ts';
import { bcubed, meanOf, type Score } from './scores.ts';
import { randomOf, shuffled } from './stories.ts';

const cells = ({ precision, recall, f1 }: Score): string =>
  [precision, recall, f1].map((value) => value.toFixed(1).padStart(7)).join('');

function printOrders(title: string, items: readonly GoldStoryArticle[]): void {
  console.log(`\n${title}: ${items.length} articles`);
  console.log(`${' '.repeat(18)}stories P      R     F1   copies P      R     F1`);
  for (const { name, order } of arrivalOrders(items, shuffled)) {
    const { stories, copies } = scoreDemo(order);
    console.log(`${name.padEnd(18)}  ${cells(stories)}    ${cells(copies)}`);
  }
  const scores = Array.from({ length: 40 }, (_, seed) => scoreDemo(shuffled(items, seed + 1)).stories.f1);
  const worst = Math.min(...scores);
  console.log(`forty shuffles: mean F1 ${meanOf(scores).toFixed(1)}, worst ${worst.toFixed(1)}`);
}

/** The same articles with the entities and the wire that the recogniser finds, as the pipeline passes them on. */
function recognisedLike(gold: readonly GoldStoryArticle[]): GoldStoryArticle[] {
  const { recognised } = recognise(demoArticles());
  const factsOf = new Map(recognised.map(({ gold: { slug }, facts }) => [slug, facts]));
  return gold.map((item) => {
    const facts = factsOf.get(item.article.id);
    if (facts === undefined) return item;
    const summaries = summarizeMentions(facts, item.article.text.length);
    const entityIds = mentionedIds(facts, summaries);
    return { ...item, article: { ...item.article, entityIds, wire: wireDomain(facts, loadGazetteer()) } };
  });
}

/** The same articles with the times of the replay, which squeezes the week into two days. */
function replayed(gold: readonly GoldStoryArticle[]): GoldStoryArticle[] {
  const epoch = new Date('2026-03-10T12:00:00Z');
  const pieces = createTimeline(catalogue, { epoch }).published(new Date(epoch.getTime() + 3_600_000));
  const times = new Map(
    pieces.filter(({ edition }) => edition === 1).map((piece) => [piece.article.slug, piece.publishedAt]),
  );
  return gold.map((item) => {
    const publishedAt = times.get(item.article.id) ?? item.article.publishedAt;
    return { ...item, article: { ...item.article, publishedAt } };
  });
}

it('demo newsroom (development)', async () => {
  const gold = await loadGoldStories();
  const found = recognisedLike(gold);
  printOrders('demo, entities found by the recogniser', found);
  printOrders('demo as replayed, entities found by the recogniser', replayed(found));
  printOrders('demo, gold entities', gold);
  const random = randomOf(9);
  const partly = gold.map((item) => {
    const entityIds = item.article.entityIds.filter(() => random() > 0.2);
    return { ...item, article: { ...item.article, entityIds } };
  });
  printOrders('demo, a fifth of the gold entities missing', partly);
});

it('English headlines (development)', () => {
  const path = findData('stories/uci-dev.ndjson');
  if (path === null) return;
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const rows = shuffled(
    lines.map((line) => JSON.parse(line)),
    7,
  );
  const articles = rows.map((row) => ({
    id: String(row.id),
    language: 'en',
    headline: String(row.headline),
    text: '',
    publishedAt: new Date(row.publishedAt),
    sourceDomain: String(row.outlet),
    entityIds: [],
  }));
  const run = runStories(articles);
  const score = bcubed(
    rows.map((row) => String(row.story)),
    articles.map(({ id }) => run.stories.get(id) ?? id),
  );
  console.log(`\nUCI headlines, shuffled: ${rows.length} headlines, no text, no entities`);
  console.log(`                   stories P      R     F1\n${' '.repeat(20)}${cells(score)}`);
  console.log(`${run.articlesPerSecond.toFixed(0)} headlines/s in memory`);
});
