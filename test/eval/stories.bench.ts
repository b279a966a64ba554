/**
 * `npm run bench:stories`: the clusterer alone, in memory. A generated stream of 5,000 articles a day, with as many words
 * as stories have a tail, held at windows of 5,000 and 15,000 articles; and ten thousand near-identical rows of one day.
 */
import { it } from 'vitest';
import { createStoryAssigner, type StoryArticle, type StoryAssigner } from '../../src/stories/assign.ts';
import { randomOf } from './stories.ts';

const dayMs = 86_400_000;
const epochMs = Date.parse('2026-03-01T00:00:00Z');

/** A headline and lead of words by Zipf's law, six of them the story's own; a tenth of the articles open a story. */
function stream(count: number, seed: number): StoryArticle[] {
  const random = randomOf(seed);
  const word = () => `w${Math.floor(30_000 ** random())}`;
  const stories: string[][] = [];
  return Array.from({ length: count }, (_, i) => {
    if (stories.length === 0 || random() < 0.1) {
      stories.push(
        Array.from({ length: 6 }, () => `s${stories.length}x${Math.floor(random() * 9)}${word()}`),
      );
    }
    const recent = Math.floor(Math.min(stories.length, 300) * random() ** 2);
    const own = stories[stories.length - 1 - recent] ?? [];
    const lead = Array.from({ length: 60 }, () => (random() < 0.2 ? own[Math.floor(random() * 6)] : word()));
    return {
      id: String(i),
      language: 'id',
      headline: [...own.slice(0, 3), word(), word()].join(' '),
      text: lead.join(' '),
      publishedAt: new Date(epochMs + (i * dayMs) / 5000),
      sourceDomain: `outlet${Math.floor(random() * 40)}.demo`,
      entityIds: [],
    };
  });
}

function timed(assigner: StoryAssigner, articles: readonly StoryArticle[]): number[] {
  return articles
    .map((article) => {
      const startedMs = performance.now();
      assigner.assign(article);
      return performance.now() - startedMs;
    })
    .sort((a, b) => a - b);
}

function print(title: string, times: readonly number[]): void {
  const total = times.reduce((sum, ms) => sum + ms, 0);
  const at = (part: number) => (times[Math.floor(part * times.length)] ?? 0).toFixed(2);
  const rate = ((1000 * times.length) / total).toFixed(0);
  console.log(`${title.padEnd(34)} ${rate.padStart(6)} articles/s  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`);
}

it('a growing window', () => {
  const articles = stream(17_000, 1);
  const assigner = createStoryAssigner();
  timed(assigner, articles.slice(0, 5000));
  print('window of 5,000', timed(assigner, articles.slice(5000, 7000)));
  timed(assigner, articles.slice(7000, 15_000));
  const heapBefore = process.memoryUsage().heapUsed;
  print('window of 15,000', timed(assigner, articles.slice(15_000)));
  console.log(`heap with 15,000: ${(heapBefore / 1e6).toFixed(0)} MB, garbage included`);
});

it('ten thousand near-identical rows of one day', () => {
  const lead =
    'harga emas batangan hari ini naik tipis di semua gerai resmi kata petugas penjualan di kota itu';
  const long = stream(2, 5)[1]?.text ?? '';
  const rows = (text: string) =>
    Array.from({ length: 10_000 }, (_, i) => ({
      id: String(i),
      language: 'id',
      headline: `Harga emas hari ini naik tipis jadi ${i} rupiah per gram`,
      text: text && `${text} sebesar ${i} rupiah`,
      publishedAt: new Date(epochMs + i * 1000),
      sourceDomain: 'a.demo',
      entityIds: [],
    }));
  print('headlines', timed(createStoryAssigner(), rows('')));
  print('headlines with a short lead', timed(createStoryAssigner(), rows(lead)));
  print('with a long text', timed(createStoryAssigner(), rows(`${long} ${lead}`)));
});
