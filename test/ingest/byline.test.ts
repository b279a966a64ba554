import { describe, expect, it } from 'vitest';
import { findAuthors, namesInByline } from '../../src/ingest/byline.ts';
import { chooseHeadline } from '../../src/ingest/headline.ts';
import { gatherFacts } from '../../src/ingest/pageFacts.ts';
import { parseHtml } from '../../src/ingest/tree.ts';

const facts = (html: string, outlet: string | null = null) =>
  gatherFacts(parseHtml(html), 'https://www.suarakota.com/x', outlet);

describe('namesInByline', () => {
  it.each([
    ['Oleh Sari Dewi dan Budi Santoso', ['Sari Dewi', 'Budi Santoso']],
    ['By Ann Smith, Bo Lee and Cy Young', ['Ann Smith', 'Bo Lee', 'Cy Young']],
    ['Penulis: Sari Dewi', ['Sari Dewi']],
    ['Por Rui Costa e Ana Lima', ['Rui Costa', 'Ana Lima']],
    ['Editor: Panji', []],
    ['https://facebook.com/sari', []],
    ['27 November 2015', []],
    ['Sabtu', []],
  ])('of %j are %j', (text, names) => expect(namesInByline(text)).toEqual(names));
});

describe('findAuthors', () => {
  it('prefers JSON-LD people, resolves references and leaves the outlet out', () => {
    const graph = [
      {
        '@type': 'NewsArticle',
        headline: 'H',
        datePublished: '2020',
        author: [{ '@id': '#a' }, { '@type': 'Organization', name: 'Pers' }],
      },
      { '@type': 'Person', '@id': '#a', name: 'Sari Dewi' },
    ];
    const ld = `<script type="application/ld+json">${JSON.stringify({ '@graph': graph })}</script>`;
    expect(findAuthors(facts(`${ld}<meta name="author" content="Orang Lain">`))).toEqual(['Sari Dewi']);
    expect(findAuthors(facts('<meta name="author" content="Suara Kota">', 'Suara Kota'))).toEqual([]);
  });

  it('reads printed bylines, but not those of comments and boxes', () => {
    const html =
      '<div class="related"><span class="author">Orang Lain</span></div><div class="byline">Oleh Sari Dewi</div>';
    expect(findAuthors(facts(html))).toEqual(['Sari Dewi']);
  });

  it('prefers the printed writer to a declared person whom the page calls its editor', () => {
    const ld = {
      '@type': 'NewsArticle',
      headline: 'H',
      datePublished: '2020',
      author: { '@type': 'Person', name: 'Panji' },
    };
    const html = `<script type="application/ld+json">${JSON.stringify(ld)}</script>
      <div class="author">Sari Dewi</div><div class="info-author">Editor : <a>Panji</a></div>`;
    expect(findAuthors(facts(html))).toEqual(['Sari Dewi']);
  });
});

describe('chooseHeadline', () => {
  it.each([
    [
      'a heading confirmed by the title',
      '<title>Jembatan Baru | Suara Kota</title><h1>Suara Kota</h1><h1>Jembatan Baru</h1>',
      'Jembatan Baru',
    ],
    ['the title where nothing is printed', '<title>Jembatan Baru - Suara Kota</title>', 'Jembatan Baru'],
    [
      'a title with a dash of its own',
      '<title>Jembatan Baru – Akhirnya - Suara Kota</title>',
      'Jembatan Baru – Akhirnya',
    ],
    ['a lone heading', '<h1>Jembatan <b>Baru</b></h1>', 'Jembatan Baru'],
  ])('takes %s', (_, html, headline) => expect(chooseHeadline(facts(html, 'Suara Kota'))).toBe(headline));

  it('is null without any', () => expect(chooseHeadline(facts('<p>x</p>'))).toBeNull());
});

it('a byline without an end is read at its start only', () => {
  expect(namesInByline(`Oleh Sari Dewi, ${'('.repeat(300_000)}`)[0]).toBe('Sari Dewi');
});
