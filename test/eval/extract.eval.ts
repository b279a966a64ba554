/**
 * `npm run eval:extract`: pages and feeds. The demo newsroom's pages must come out to the letter; foreign pages (Fundus,
 * development part) and the feeds of other readers' test suites are measured where they are at hand.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import type { Page } from '../../src/base/news.ts';
import { catalogue } from '../../src/demo/catalogue.ts';
import { articleText, type DemoArticle } from '../../src/demo/format.ts';
import { startNewsroom } from '../../src/demo/newsroom.ts';
import { createTimeline } from '../../src/demo/timeline.ts';
import { parseFeed } from '../../src/ingest/feed.ts';
import { extractPage } from '../../src/ingest/page.ts';
import { findData } from './data.ts';
import { isSameDay, isSameMinute, isSameSet, isSameText, shingleScore, summaryOf } from './extract.ts';
import { shareOf } from './scores.ts';

function printShare(name: string, right: number, of: number): void {
  console.log(`${name.padEnd(24)}${shareOf(right, of).percent.toFixed(1).padStart(7)}   ${right}/${of}`);
}

const mostListed = 6;

function listed(names: readonly string[]): string {
  const rest = names.length - mostListed;
  return names.slice(0, mostListed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Shares of the pages that pass each test; names of those that fail, when told to. */
function printShares<Item extends { name: string }>(
  items: readonly Item[],
  tests: Record<string, (item: Item) => boolean>,
  withFaults: boolean,
): void {
  for (const [name, isRight] of Object.entries(tests)) {
    const wrong = items.filter((item) => !isRight(item));
    printShare(name, items.length - wrong.length, items.length);
    if (withFaults && wrong.length > 0) console.log(`  not: ${listed(wrong.map((item) => item.name))}`);
  }
}

interface DemoPage {
  name: string;
  article: DemoArticle;
  publishedAt: Date;
  page: Page;
  url: string;
}

it('demo pages (development)', async () => {
  const epoch = new Date('2026-03-10T12:00:00Z');
  const now = new Date(epoch.getTime() + 3_600_000);
  const newsroom = await startNewsroom({ port: 0, host: '127.0.0.1', epoch, now: () => now });
  const pieces = createTimeline(catalogue, { epoch })
    .published(now)
    .filter(({ edition }) => edition === 1);
  const items: DemoPage[] = [];
  for (const { article, path, publishedAt } of pieces) {
    const url = newsroom.url + path;
    const html = await (await fetch(url)).text();
    const outlet = newsroom.outlets.find((each) => each.outlet.slug === article.outlet)?.outlet;
    const page = extractPage(html, { url, outletName: outlet?.name ?? null });
    items.push({ name: path, article, publishedAt, page, url });
  }
  await newsroom.close();
  console.log(`\ndemo pages: ${items.length}`);
  const tests: Record<string, (item: DemoPage) => boolean> = {
    'text to the letter': ({ article, page }) => page.text === articleText(article),
    'headline exact': ({ article, page }) => isSameText(page.headline, article.headline),
    'date to the minute': ({ publishedAt, page }) => isSameMinute(page.publishedAt, publishedAt),
    'authors exact': ({ article, page }) => isSameSet(page.authors, article.byline),
    'caption exact': ({ article, page }) =>
      isSameText(page.image?.caption ?? null, article.image?.caption ?? null),
    language: ({ article, page }) => page.language?.split('-')[0] === article.language,
    'section exact': ({ article, page }) => isSameText(page.section, article.section),
    address: ({ page, url }) => page.url === url,
  };
  printShares(items, tests, true);
});

interface GoldPage {
  id: string;
  url: string;
  html: string;
  gold: { text: string; headline: string | null; authors: string[]; publishedAt: string | null };
}

it('foreign pages: Fundus (development)', () => {
  const path = findData('pages/fundus-dev.ndjson.gz');
  if (path === null) return;
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  const pages = lines.map((line): GoldPage => JSON.parse(line));
  const startedMs = performance.now();
  const items = pages.map(({ id, url, html, gold }) => ({
    name: id,
    gold,
    at: gold.publishedAt === null ? null : new Date(gold.publishedAt),
    page: extractPage(html, { url }),
  }));
  const perSecond = (1000 * items.length) / (performance.now() - startedMs);
  const text = summaryOf(items.map(({ gold, page }) => shingleScore(gold.text, page.text)));
  console.log(`\nFundus pages: ${items.length}, ${perSecond.toFixed(1)} pages/s`);
  console.log(
    `text, shingles: P ${text.precision.toFixed(1)} R ${text.recall.toFixed(1)} F1 ${text.f1.toFixed(1)}, tenth percentile of F1 ${text.tenthPercentile.toFixed(1)}`,
  );
  const empty = items.filter(({ page }) => page.text === '').length;
  console.log(`pages without any text: ${empty}`);
  const told = <Item>(list: readonly Item[], has: (item: Item) => boolean) => list.filter(has);
  const headed = told(items, ({ gold }) => Boolean(gold.headline));
  printShares(
    headed,
    { 'headline exact': ({ gold, page }) => isSameText(page.headline, gold.headline) },
    false,
  );
  const signed = told(items, ({ gold }) => gold.authors.length > 0);
  printShares(signed, { 'authors exact': ({ gold, page }) => isSameSet(page.authors, gold.authors) }, false);
  const dated = told(items, ({ at }) => at !== null && !Number.isNaN(at.getTime()));
  printShares(
    dated,
    {
      'date, day in UTC': ({ at, page }) => isSameDay(page.publishedAt, at),
      'date to the minute': ({ at, page }) => isSameMinute(page.publishedAt, at),
    },
    false,
  );
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]))
    .sort();
}

/** What became of a feed: entries and unreadable entries, or the way it was refused. */
function readFeed(path: string): { entries: number; faults: number; refused: string | null } {
  try {
    const now = new Date('2026-01-01T00:00:00Z');
    const feed = parseFeed(readFileSync(path), { url: 'https://feeds.example/feed', now });
    return { entries: feed.entries.length, faults: feed.faults.length, refused: null };
  } catch (error) {
    const refused = error instanceof AppError ? error.code : 'crashed';
    return { entries: 0, faults: 0, refused };
  }
}

it("feeds of other readers' test suites (development)", () => {
  const folder = findData('feeds');
  if (folder === null) return;
  console.log(
    '\nfeeds                files  parsed  with entries  entries  unreadable entries  refused  crashed',
  );
  for (const corpus of readdirSync(folder).sort()) {
    const results = filesBelow(join(folder, corpus)).map(readFeed);
    const parsed = results.filter(({ refused }) => refused === null);
    const sum = (pick: (result: (typeof results)[number]) => number) =>
      parsed.reduce((total, result) => total + pick(result), 0);
    const crashed = results.filter(({ refused }) => refused === 'crashed').length;
    const cells = [
      [results.length, 7],
      [parsed.length, 8],
      [parsed.filter(({ entries }) => entries > 0).length, 14],
      [sum(({ entries }) => entries), 9],
      [sum(({ faults }) => faults), 20],
      [results.length - parsed.length - crashed, 9],
      [crashed, 9],
    ] as const;
    const row = cells.map(([value, width]) => String(value).padStart(width)).join('');
    console.log(`${corpus.padEnd(19)}${row}`);
  }
});
