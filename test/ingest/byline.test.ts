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
        author: [{ '@id': '#a' }, { '@type': 'Organization', name: 'Suara Kota' }],
      },
      { '@type': 'Person', '@id': '#a', name: 'Sari Dewi' },
    ];
    const ld = `<script type="application/ld+json">${JSON.stringify({ '@graph': graph })}</script>`;
    const html = `${ld}<meta name="author" content="Orang Lain">`;
    expect(findAuthors(facts(html, 'Suara Kota'))).toEqual(['Sari Dewi']);
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

const article = (author: unknown) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'H', datePublished: '2020', author })}</script>`;

describe('declared authors', () => {
  it('include a news agency beside a person', () => {
    const author = [
      { '@type': 'Organization', name: 'Antara' },
      { '@type': 'Person', name: 'Sari Dewi' },
    ];
    expect(findAuthors(facts(article(author), 'Suara Kota'))).toEqual(['Antara', 'Sari Dewi']);
  });

  it('are the outlet itself only where nobody else is named', () => {
    const outlet = article({ '@type': 'Organization', name: 'Suara Kota' });
    expect(findAuthors(facts(outlet, 'Suara Kota'))).toEqual(['Suara Kota']);
    expect(findAuthors(facts(`${outlet}<p class="byline">Oleh Sari Dewi</p>`, 'Suara Kota'))).toEqual([
      'Sari Dewi',
    ]);
  });

  it('are split where each part is a full name, and left whole elsewhere', () => {
    expect(findAuthors(facts(article({ name: 'Sari Dewi dan Budi Santoso' })))).toEqual([
      'Sari Dewi',
      'Budi Santoso',
    ]);
    expect(findAuthors(facts(article({ name: 'Kabar Kita dan Antara' })))).toEqual(['Kabar Kita dan Antara']);
  });

  it('are named once, without roles and without the staff of the outlet', () => {
    const author = [{ name: 'Sari Dewi -' }, { name: 'SARI DEWI' }, { name: 'Kota staff' }];
    expect(findAuthors(facts(article(author), 'Suara Kota'))).toEqual(['Sari Dewi']);
    expect(namesInByline('Oleh Sari Dewi, Political Correspondent')).toEqual(['Sari Dewi']);
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
    [
      'what the other places say where the heading has a kicker in front',
      `<title>Jembatan Desa Dibangun Lagi - Suara Kota</title><meta property="og:title" content="Jembatan Desa Dibangun Lagi">
       <h1>Daerah : Jembatan Desa Dibangun Lagi</h1>`,
      'Jembatan Desa Dibangun Lagi',
    ],
    [
      'the whole title where the heading leaves its first half out',
      `<title>Setelah Banjir: Jembatan Desa Dibangun Lagi</title>
       <meta property="og:title" content="Setelah Banjir: Jembatan Desa Dibangun Lagi">
       ${'<script type="application/ld+json">{"@type":"NewsArticle","headline":"Setelah Banjir: Jembatan Desa Dibangun Lagi","datePublished":"2020"}</script>'}
       <h1>Jembatan Desa Dibangun Lagi</h1>`,
      'Setelah Banjir: Jembatan Desa Dibangun Lagi',
    ],
    [
      'the whole headline where a social title is cut',
      `<meta property="og:title" content="Jembatan Desa Dibangun Lagi Setelah…"><h1>Jembatan Desa Dibangun Lagi Setelah Banjir Surut</h1>`,
      'Jembatan Desa Dibangun Lagi Setelah Banjir Surut',
    ],
    [
      'the quotation marks as typed',
      `<meta property="og:title" content="Warga: 'Kami Lega' Jembatan Berdiri"><h1>Warga: ‘Kami Lega’ Jembatan Berdiri</h1>`,
      "Warga: 'Kami Lega' Jembatan Berdiri",
    ],
    ['a lone heading', '<h1>Jembatan <b>Baru</b></h1>', 'Jembatan Baru'],
  ])('takes %s', (_, html, headline) => expect(chooseHeadline(facts(html, 'Suara Kota'))).toBe(headline));

  it('is null without any', () => expect(chooseHeadline(facts('<p>x</p>'))).toBeNull());
});

it('a byline without an end is read at its start only', () => {
  expect(namesInByline(`Oleh Sari Dewi, ${'('.repeat(300_000)}`)[0]).toBe('Sari Dewi');
});
