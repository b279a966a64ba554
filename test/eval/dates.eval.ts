/**
 * `npm run eval:dates`: metadata of foreign pages. Day-exact dates on the pages of htmldate's evaluation (development
 * part), and headline, authors, lead image, caption, credit, keywords and dates on Fundus (development part). The rules
 * were written by looking at three pages of four; the fourth is held out and printed apart.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { it } from 'vitest';
import type { Image } from '../../src/base/news.ts';
import { gatherFacts } from '../../src/ingest/pageFacts.ts';
import { findImage } from '../../src/ingest/pageImage.ts';
import { type PageMetadata, readMetadata } from '../../src/ingest/pageMetadata.ts';
import { parseHtml } from '../../src/ingest/tree.ts';
import { findData } from './data.ts';
import { isSameMinute, isSameSet, isSameText } from './extract.ts';
import { countAnswers, dayOf, isSamePicture, ratesOf, split, squashed } from './metadata.ts';
import { shareOf } from './scores.ts';

function readPages<Gold>(path: string): { url: string; html: string; gold: Gold; isHeldOut: boolean }[] {
  return gunzipSync(readFileSync(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line, index) => {
      const page = JSON.parse(line);
      // One address of the set has a stray letter in front.
      return { ...page, url: page.url.replace(/^x(?=http)/, ''), isHeldOut: index % 4 === 3 };
    });
}

function read(url: string, html: string): PageMetadata & { image: Image | null } {
  const facts = gatherFacts(parseHtml(html), url, null);
  return { ...readMetadata(facts, { url }), image: findImage(facts) };
}

const inPercent = (value: number) => value.toFixed(1).padStart(7);

/** One line: the share of all, and of the seen and the held-out part. */
function printShare<Item extends { isHeldOut: boolean }>(
  name: string,
  items: readonly Item[],
  isRight: (item: Item) => boolean,
): void {
  const shares = [items, ...split(items)].map((part) => shareOf(part.filter(isRight).length, part.length));
  const cells = shares.map(
    ({ percent, right, of }) => `${inPercent(percent)} ${`${right}/${of}`.padStart(8)}`,
  );
  console.log(name.padEnd(26) + cells.join(''));
}

it('dates: pages of htmldate (development)', () => {
  const path = findData('pages/dates-dev.ndjson.gz');
  if (path === null) return;
  const pages = readPages<{ date: string }>(path);
  const items = pages.map(({ url, html, gold, isHeldOut }) => ({
    isHeldOut,
    gold: gold.date,
    found: dayOf(read(url, html).publishedAt),
  }));
  console.log(`\nhtmldate pages: ${items.length}; day in UTC\n                 P      R    acc`);
  const [seen, held] = split(items);
  for (const [name, part] of Object.entries({ all: items, seen, 'held out': held })) {
    const { precision, recall, accuracy } = ratesOf(countAnswers(part));
    console.log(name.padEnd(11) + [precision, recall, accuracy].map(inPercent).join(''));
  }
});

interface GoldPage {
  headline: string | null;
  authors: string[];
  publishedAt: string | null;
  topics: string[];
  images: { versions: { url: string }[]; is_cover: boolean; caption: string | null; authors: string[] }[];
}

it('metadata: Fundus (development)', () => {
  const path = findData('pages/fundus-dev.ndjson.gz');
  if (path === null) return;
  const items = readPages<GoldPage>(path).map(({ url, html, gold, isHeldOut }) => ({
    isHeldOut,
    gold,
    at: gold.publishedAt === null ? null : new Date(gold.publishedAt),
    cover: gold.images.find(({ is_cover }) => is_cover) ?? gold.images[0] ?? null,
    page: read(url, html),
  }));
  type Item = (typeof items)[number];
  const heads = ['all', 'seen', 'held out'].map((head) => head.padStart(16)).join('');
  console.log(`\nFundus pages: ${items.length}\n${' '.repeat(26)}${heads}`);
  const print = (name: string, has: (item: Item) => boolean, isRight: (item: Item) => boolean) =>
    printShare(name, items.filter(has), isRight);
  const isDated = ({ at }: Item) => at !== null && !Number.isNaN(at.getTime());
  print('date, day in UTC', isDated, ({ at, page }) => dayOf(page.publishedAt) === dayOf(at));
  print('date to the minute', isDated, ({ at, page }) => isSameMinute(page.publishedAt, at));
  const isHeaded = ({ gold }: Item) => Boolean(gold.headline);
  print('headline exact', isHeaded, ({ gold, page }) => isSameText(page.headline, gold.headline));
  const isSigned = ({ gold }: Item) => gold.authors.length > 0;
  print('authors exact', isSigned, ({ gold, page }) => isSameSet(page.authors, gold.authors));
  const isLead = ({ cover, page }: Item) =>
    page.image !== null &&
    (cover?.versions ?? []).some(({ url }) => isSamePicture(url, page.image?.url ?? ''));
  print('lead image', ({ cover }) => cover !== null, isLead);
  const captionOf = ({ page }: Item) => page.image?.caption ?? null;
  print(
    'caption exact',
    ({ cover }) => Boolean(cover?.caption),
    (item) => isSameText(captionOf(item), item.cover?.caption ?? null),
  );
  print(
    'no caption, and none found',
    ({ cover }) => cover !== null && !cover.caption,
    (item) => captionOf(item) === null,
  );
  print(
    'credit, letters alone',
    ({ cover }) => (cover?.authors ?? []).length > 0,
    ({ cover, page }) => squashed(page.image?.credit ?? '') === squashed((cover?.authors ?? []).join(' ')),
  );
  const isTagged = ({ gold }: Item) => gold.topics.length > 0;
  print('keywords exact', isTagged, ({ gold, page }) => isSameSet(page.keywords, gold.topics));
});
