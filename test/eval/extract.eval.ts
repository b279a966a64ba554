/**
 * `npm run eval:extract`: pages. The demo newsroom's pages must come out to the letter; foreign pages (the development
 * parts of Fundus and of trafilatura's evaluation set) are measured where they are at hand.
 */
import { it } from 'vitest';
import type { Page } from '../../src/base/news.ts';
import { catalogue } from '../../src/demo/catalogue.ts';
import { articleText, type DemoArticle } from '../../src/demo/format.ts';
import { startNewsroom } from '../../src/demo/newsroom.ts';
import { createTimeline } from '../../src/demo/timeline.ts';
import { extractPage } from '../../src/ingest/page.ts';
import { countSegments, type FundusPage, readPages, type SegmentsPage } from './blockLabels.ts';
import { findData } from './data.ts';
import { isSameDay, isSameMinute, isSameSet, isSameText, shingleScore, summaryOf } from './extract.ts';
import { segmentScore } from './extractSets.ts';
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

/** Pages a second, and what the process held at its highest. */
function printCost(name: string, pages: number, startedMs: number): void {
  const perSecond = (1000 * pages) / (performance.now() - startedMs);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(
    `\n${name} pages: ${pages}, ${perSecond.toFixed(1)} pages/s, peak memory of the process ${peakMb.toFixed(0)} MB`,
  );
}

/** The shipped body model was trained on these pages. */
const seenNote = 'the body model has seen these pages; npm run train:extract prints the figure out of fold';

it('foreign pages: Fundus (development)', () => {
  const path = findData('pages/fundus-dev.ndjson.gz');
  if (path === null) return;
  const pages = readPages<FundusPage>(path);
  const startedMs = performance.now();
  const items = pages.map(({ id, url, html, gold }) => ({
    name: id,
    gold,
    at: gold.publishedAt === null ? null : new Date(gold.publishedAt),
    page: extractPage(html, { url }),
  }));
  printCost('Fundus', items.length, startedMs);
  const text = summaryOf(items.map(({ gold, page }) => shingleScore(gold.text, page.text)));
  console.log(seenNote);
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

it("foreign pages: trafilatura's evaluation set (development)", () => {
  const path = findData('pages/trafilatura.ndjson.gz');
  if (path === null) return;
  const pages = readPages<SegmentsPage>(path);
  const startedMs = performance.now();
  // A few addresses of the set are broken; the text does not depend on them.
  const isAddress = (url: string) => /^https?:/.test(url) && URL.canParse(url);
  const texts = pages.map(
    ({ url, html }) => extractPage(html, { url: isAddress(url) ? url : 'https://a.example/page' }).text,
  );
  printCost('trafilatura', pages.length, startedMs);
  const { precision, recall, f1 } = segmentScore(
    pages.map(({ gold }, i) => countSegments(texts[i] ?? '', gold)),
  );
  console.log(seenNote);
  console.log(`text, marked pieces: P ${precision.toFixed(1)} R ${recall.toFixed(1)} F1 ${f1.toFixed(1)}`);
});
