import { describe, expect, it } from 'vitest';
import { gatherFacts } from '../../src/ingest/pageFacts.ts';
import { readMetadata } from '../../src/ingest/pageMetadata.ts';
import { parseHtml } from '../../src/ingest/tree.ts';

const url = 'https://www.suarakota.com/jembatan';
const read = (html: string, source = {}) =>
  readMetadata(gatherFacts(parseHtml(html), url, null), { url, ...source });
const ld = (node: object) => `<script type="application/ld+json">${JSON.stringify(node)}</script>`;
const article = { '@type': 'NewsArticle', headline: 'Jembatan Baru', datePublished: '2015-11-27' };

describe('isAccessibleForFree', () => {
  const isFree = (html: string) => read(html).isAccessibleForFree;

  it.each<[unknown, boolean | null]>([
    [true, true],
    [false, false],
    ['False', false],
    ['http://schema.org/True', true],
    ['perhaps', null],
  ])('is read from JSON-LD as %j', (isAccessibleForFree, expected) =>
    expect(isFree(ld({ ...article, isAccessibleForFree }))).toBe(expected),
  );

  it('is false where a part of the page is not free', () => {
    const hasPart = { '@type': 'WebPageElement', isAccessibleForFree: 'False', cssSelector: '.paywall' };
    expect(isFree(ld({ ...article, hasPart }))).toBe(false);
    expect(isFree(ld({ ...article, isAccessibleForFree: true, hasPart: [hasPart] }))).toBe(false);
  });

  it('is read from content tiers and microdata', () => {
    expect(isFree('<meta property="article:content_tier" content="free">')).toBe(true);
    expect(isFree('<meta property="article:content_tier" content="locked">')).toBe(false);
    expect(isFree('<meta property="article:content_tier" content="metered">')).toBe(false);
    expect(isFree('<meta itemprop="isAccessibleForFree" content="false">')).toBe(false);
  });

  it('is null where the page does not tell, whatever its classes are called', () => {
    expect(isFree('<div class="paywall premium">Teks</div>')).toBeNull();
  });
});

describe("an outlet's own selectors", () => {
  const html = `<title>Judul Lain</title><h1>Judul Lain</h1><h2 class="real">Jembatan Baru</h2>
    <p class="who">Oleh Sari Dewi dan Budi Santoso</p><p class="when">27/11/2015 10:15</p><p>1/1/2020</p>`;

  it('come before every rule', () => {
    const selectors = { headline: 'h2.real', byline: '.who', date: '.when' };
    expect(read(html, { selectors })).toMatchObject({
      headline: 'Jembatan Baru',
      authors: ['Sari Dewi', 'Budi Santoso'],
      publishedAt: new Date('2015-11-27T10:15:00Z'),
      publishedPrecision: 'MINUTE',
    });
  });

  it('are ignored where they find nothing or are no CSS', () => {
    for (const headline of ['h2.gone', 'h2[', '', ':nonsense(('])
      expect(read(html, { selectors: { headline } }).headline).toBe('Judul Lain');
  });
});

it('broken JSON-LD is mended or left out', () => {
  const broken =
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Jembatan\nBaru","datePublished":"2015-11-27",}</script>';
  expect(read(broken)).toMatchObject({ headline: 'Jembatan Baru', publishedAt: new Date('2015-11-27') });
  expect(read(`${broken.replace('}<', '<')}<h1>Jembatan Lama</h1>`).headline).toBe('Jembatan Lama');
});

it('an article inside other nodes of a graph is found', () => {
  const graph = {
    '@graph': [{ '@type': 'WebPage', mainEntity: [{ ...article, author: { name: 'Sari Dewi' } }] }],
  };
  expect(read(ld(graph))).toMatchObject({ headline: 'Jembatan Baru', authors: ['Sari Dewi'] });
});
