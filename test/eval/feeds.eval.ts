/** `npm run eval:feeds`: feeds of other readers' test suites, the expectations written in them, speed and hostile input. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import type { Feed } from '../../src/base/news.ts';
import { parseDate } from '../../src/base/time.ts';
import { decodeXml } from '../../src/ingest/decode.ts';
import { parseFeed, readList } from '../../src/ingest/feed.ts';
import { assembleFeed } from '../../src/ingest/feedEntry.ts';
import { plainText } from '../../src/ingest/tree.ts';
import { findData } from './data.ts';
import { type Expectation, expectationIn } from './feeds.ts';

const now = new Date('2026-01-01T00:00:00Z');
const source = { url: 'https://feeds.example/feed', now };
const isListing = process.env.EVAL_LIST !== undefined;

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]))
    .sort();
}

/** What became of a feed: entries and unreadable entries, or the way it was refused. */
function readFeed(path: string): { entries: number; faults: number; refused: string | null } {
  try {
    const feed = parseFeed(readFileSync(path), source);
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
    const paths = filesBelow(join(folder, corpus));
    const results = paths.map(readFeed);
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
    console.log(corpus.padEnd(19) + cells.map(([value, width]) => String(value).padStart(width)).join(''));
    const refused = paths.filter((_, index) => results[index]?.refused !== null);
    for (const path of refused) console.log(`  refused: ${relative(folder, path)}`);
  }
});

/** The feed with an address given to each entry that has none, as toy feeds leave it out; null when it is no feed. */
function toyFeed(bytes: Uint8Array, url: string): Feed | null {
  const raw = readList(decodeXml(bytes, null), { ...source, url });
  if (raw === null) return null;
  const entries = raw.entries.map((entry, index) => ({
    ...entry,
    links: [...entry.links, entry.permalink?.startsWith('http') ? null : `https://toy.invalid/${index}`],
  }));
  return assembleFeed({ ...raw, entries }, url, now);
}

const isToyAddress = (url: string | null) => url?.startsWith('https://toy.invalid/') ?? false;

function answerOf(feed: Feed | null, { entry, field }: Expectation): string | null {
  const item = entry === null ? null : feed?.entries[entry];
  const answers = {
    title: () => (entry === null ? feed?.title : item?.headline),
    link: () => (entry === null ? feed?.siteUrl : isToyAddress(item?.url ?? null) ? '' : item?.url),
    id: () => item?.guid,
    summary: () => item?.summary,
    author: () => item?.authors[0],
    published: () => item?.publishedAt?.toISOString(),
    updated: () => (item?.modifiedAt ?? item?.publishedAt)?.toISOString(),
  };
  return answers[field]() ?? null;
}

const folded = (text: string | null) => (plainText(text) ?? '').replace(/\s+/g, ' ').trim();

function isMet(expected: Expectation, found: string | null): boolean {
  const { field, value } = expected;
  if (field === 'published' || field === 'updated')
    return (parseDate(value)?.at.toISOString() ?? value) === found;
  // A mail address is left out of names on purpose.
  if (field === 'author') return folded(value).startsWith(folded(found)) && folded(found) !== '';
  return folded(value) === folded(found) || folded(value) === (found ?? '');
}

it("expectations in feedparser's tests (development)", () => {
  const folder = findData('feeds/feedparser');
  if (folder === null) return;
  const tally = new Map<string, { right: number; of: number }>();
  let right = 0;
  let of = 0;
  for (const path of filesBelow(folder)) {
    const bytes = readFileSync(path);
    const expected = expectationIn(decodeXml(bytes, null));
    if (expected === null || (expected.entry === null && !['title', 'link'].includes(expected.field)))
      continue;
    const base = /Content-Location:\s*(\S+)/.exec(bytes.toString('latin1'))?.[1];
    const feed = toyFeed(
      bytes,
      base === undefined ? 'http://127.0.0.1:8097/feed' : new URL(base, source.url).href,
    );
    const found = answerOf(feed, expected);
    const count = tally.get(expected.field) ?? { right: 0, of: 0 };
    const met = isMet(expected, found);
    tally.set(expected.field, { right: count.right + Number(met), of: count.of + 1 });
    right += Number(met);
    of += 1;
    if (!met && isListing)
      console.log(`  ${relative(folder, path)} ${JSON.stringify({ ...expected, found })}`);
  }
  console.log(`\nexpectations met: ${right} of ${of} (EVAL_LIST=1 lists the others)`);
  for (const [field, count] of tally) console.log(`${field.padEnd(12)}${count.right}/${count.of}`);
});

const item = (index: number) =>
  `<item><title>Berita ke-${index} &amp;amp; kabar lain</title><link>https://a.example/${index}</link><guid>https://a.example/${index}</guid><pubDate>Fri, 27 Nov 2015 10:00:00 +0700</pubDate><dc:creator>Sari Dewi</dc:creator><category>Dunia</category><description>&lt;p&gt;${'Ringkasan berita hari ini. '.repeat(8)}&lt;/p&gt;</description><content:encoded><![CDATA[${'<p>Isi berita yang panjang, kata demi kata.</p>'.repeat(30)}]]></content:encoded></item>`;

const channel = (inner: string) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A</title><link>https://a.example/</link>${inner}</channel></rss>`;

it('speed on a generated feed', () => {
  const items: string[] = [];
  for (let index = 0, length = 0; length < 20_000_000; index += 1)
    length += items[items.push(item(index)) - 1]?.length ?? 0;
  const bytes = Buffer.from(channel(items.join('')));
  for (const run of [1, 2]) {
    const startedMs = performance.now();
    const startedCpu = process.cpuUsage();
    const { entries } = parseFeed(bytes, source);
    const { user, system } = process.cpuUsage(startedCpu);
    const megabytes = bytes.length / 1_000_000;
    const speed = (1000 * megabytes) / (performance.now() - startedMs);
    const perCpuSecond = (1_000_000 * megabytes) / (user + system);
    console.log(
      `run ${run}: ${entries.length} entries, ${megabytes.toFixed(1)} MB, ${speed.toFixed(1)} MB/s, by processor time ${perCpuSecond.toFixed(1)} MB/s`,
    );
  }
});

const doctype = (entities: string) => `<!DOCTYPE rss [${entities}]>`;
const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
const one = (title: string) => `<item><title>${title}</title><link>https://a.example/1</link></item>`;
const attributes = Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ');

const hostile: Record<string, () => string> = {
  '200,000 nested elements': () => channel(`<item>${'<a>'.repeat(200_000)}`),
  '200,000 nested titles': () => channel(`<item><title>${'<b>'.repeat(200_000)}`),
  '200,000 open comments': () => `<rss>${'<!--'.repeat(200_000)}`,
  '200,000 nested JSON arrays': () => `{"items":${'['.repeat(200_000)}`,
  '100,000 attributes': () => channel(`<item ${attributes}/>`),
  '100,000 namespaces': () =>
    channel(`<item ${attributes.replace(/a(\d+)=/g, 'xmlns:a$1=')}>${'<a1:b/>'.repeat(50_000)}</item>`),
  'title of 5 MB': () => channel(one('T'.repeat(5_000_000))),
  'title of 5 MB of tags': () => channel(one('&lt;a'.repeat(1_000_000))),
  'author of 5 MB of brackets': () =>
    channel(`<item><author>${'('.repeat(5_000_000)}</author><link>https://a.example/1</link></item>`),
  'billion laughs': () => doctype(`<!ENTITY l0 "ha">${laughs}`) + channel(one('&l9;')),
  'a million empty items': () => channel('<item/>'.repeat(1_000_000)),
  'NewsML of 200,000 nested elements': () => `<newsItem>${'<a>'.repeat(200_000)}`,
  'Telegram of 200,000 nested elements': () =>
    `<html><div class="tgme_widget_message">${'<div>'.repeat(200_000)}`,
};

it('hostile input', () => {
  console.log('');
  for (const [name, make] of Object.entries(hostile)) {
    const text = make();
    const startedMs = performance.now();
    let answer: string;
    try {
      const { entries, faults } = parseFeed(text, source);
      answer = `${entries.length} entries, ${faults.length} faults`;
    } catch (error) {
      answer = error instanceof AppError ? error.code : 'crashed';
    }
    console.log(`${name.padEnd(38)}${(performance.now() - startedMs).toFixed(0).padStart(6)} ms  ${answer}`);
  }
});
