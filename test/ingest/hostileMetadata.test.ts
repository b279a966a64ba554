import { expect, it } from 'vitest';
import { gatherFacts } from '../../src/ingest/pageFacts.ts';
import { findImage } from '../../src/ingest/pageImage.ts';
import { readMetadata } from '../../src/ingest/pageMetadata.ts';
import { parseHtml } from '../../src/ingest/tree.ts';

const url = 'https://www.suarakota.com/kabut';

function read(html: string) {
  const facts = gatherFacts(parseHtml(html), url, 'Suara Kota');
  findImage(facts);
  return readMetadata(facts, { url, fetchedAt: new Date('2026-01-02T00:00:00Z') });
}

const ld = (value: unknown) =>
  `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`;
const million = 1_000_000;
const article = { '@type': 'NewsArticle', headline: 'Jembatan Baru Dibuka', datePublished: '2015-11-27' };

/** Each has to end, and quickly: the run's own limit of time is what fails here. */
it.each<[string, string]>([
  ['100,000 metas of one name', '<meta property="article:tag" content="a">'.repeat(100_000)],
  [
    '100,000 metas of different names',
    Array.from({ length: 100_000 }, (_, i) => `<meta name="k${i}" content="2015">`).join(''),
  ],
  ['JSON-LD of a megabyte', ld({ ...article, keywords: 'a,'.repeat(million / 2) })],
  ['JSON-LD with 50,000 authors', ld({ ...article, author: Array(50_000).fill({ name: 'Sari Dewi' }) })],
  ['JSON-LD that is cut off', ld('{"@type":"NewsArticle","a":"'.padEnd(million, ' {'))],
  ['JSON-LD nested 100,000 deep', ld(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
  ['a graph of 100,000 nodes', ld({ '@graph': Array(100_000).fill({ '@type': 'Person', '@id': '#a' }) })],
  [
    'a title of hard spaces',
    `<title>a${'\u00a0'.repeat(million)}b</title><h1>a${'&nbsp;'.repeat(200_000)}b</h1>`,
  ],
  ['a heading of dashes', `<h1>${' - '.repeat(300_000)}</h1><title>${' | '.repeat(300_000)}</title>`],
  ['a megabyte of digits', `<p>${'1'.repeat(million)}</p><p class="date">${'1 '.repeat(million / 2)}</p>`],
  ['a megabyte of half dates', `<p class="date">${'27 nov '.repeat(million / 7)}</p>`],
  ['a megabyte of labels', `<p>${'published '.repeat(million / 10)}</p>`.repeat(2)],
  ['100,000 dated elements', '<div class="date">x</div><time>y</time>'.repeat(100_000)],
  ['100,000 headings', '<h1>Satu dua tiga empat</h1>'.repeat(100_000)],
  ['100,000 bylines', '<div class="byline author">Oleh</div>'.repeat(100_000)],
  ['100,000 figures', '<figure><img src="/a.jpg"><figcaption>x</figcaption></figure>'.repeat(50_000)],
  ['a script of half keys', `<script>${'"published" : '.repeat(80_000)}</script>`],
  ['a deep page of dates', `${'<div class="date">'.repeat(1900)}x${'<time>y</time>'.repeat(10_000)}`],
])('%s are read to the end', (_, html) => {
  expect(() => read(html)).not.toThrow();
});
