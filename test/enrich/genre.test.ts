import { describe, expect, it } from 'vitest';
import { genreOf } from '../../src/enrich/genre.ts';

const genre = (headline: string, rest: Partial<Parameters<typeof genreOf>[0]> = {}) =>
  genreOf({ url: 'https://a.example/news/1', section: null, schemaTypes: [], headline, ...rest });

describe('genreOf', () => {
  it.each([
    ['Opini: Banjir bukan takdir', 'OPINION'],
    ['[OPINI] Banjir bukan takdir', 'OPINION'],
    ['Opinion | The flood was no fate', 'OPINION'],
    ['The flood was no fate | Opinion', 'OPINION'],
    ['Tajuk Rencana: Air dan kita', 'OPINION'],
    ['Editorial - Water and us', 'OPINION'],
    ['Analysis: why the dam broke', 'ANALYSIS'],
    ['Wawancara Khusus: Bupati Sragen', 'INTERVIEW'],
    ['Q&A: the man who saved the goats', 'INTERVIEW'],
    ['LIVE: polls close', 'LIVEBLOG'],
    ['Live updates: polls close', 'LIVEBLOG'],
    ['Siaran Pers: Bank buka cabang', 'PRESS_RELEASE'],
    ['Bank buka cabang (ADV)', 'ADVERTORIAL'],
    ['Advertorial: Bank buka cabang', 'ADVERTORIAL'],
    ['Horoskop: minggu ini', 'OTHER'],
  ])('reads a kicker: %s', (headline, expected) => expect(genre(headline)).toBe(expected));

  it.each([
    'Live from the flood: a village waits',
    'Opini publik berubah setelah debat',
    'Analysts: rates will fall',
    'Interviewed by police: the mayor',
    'Background: how we got here and why it matters to all of us today',
    'Comment: none was given',
    'Wall Street | markets',
    '',
    ':',
    '[]',
  ])('takes no everyday headline for one: %s', (headline) => expect(genre(headline)).toBe('NEWS'));

  it.each([
    [['OpinionNewsArticle'], 'OPINION'],
    [['NewsArticle', 'AnalysisNewsArticle'], 'ANALYSIS'],
    [['BackgroundNewsArticle'], 'ANALYSIS'],
    [['LiveBlogPosting'], 'LIVEBLOG'],
    [['AdvertiserContentArticle'], 'ADVERTORIAL'],
    [['SatiricalArticle'], 'OTHER'],
    [['NewsArticle'], 'NEWS'],
    [['constructor', '__proto__', 'toString'], 'NEWS'],
  ] as const)('reads the type %j', (types, expected) =>
    expect(genre('A headline', { schemaTypes: [...types] })).toBe(expected),
  );

  it.each([
    ['Kolom', null, 'OPINION'],
    ['Opinião', null, 'OPINION'],
    ['Siaran Pers', null, 'PRESS_RELEASE'],
    ['Live', null, 'NEWS'],
    [null, 'https://a.example/opini/2026/11/judul', 'OPINION'],
    [null, 'https://a.example/live-blog/judul', 'LIVEBLOG'],
    [null, 'https://a.example/live/judul', 'NEWS'],
    [null, 'https://a.example/berita/opini', 'NEWS'],
    [null, 'https://a.example/advertorial/judul', 'ADVERTORIAL'],
    [null, 'no address', 'NEWS'],
  ] as const)('reads the section %s and the address %s', (section, url, expected) =>
    expect(genre('A headline', { section, ...(url === null ? {} : { url }) })).toBe(expected),
  );

  it('believes first who says that it is paid for, then structured data', () => {
    const types = ['OpinionNewsArticle'];
    expect(genre('A bank opens', { schemaTypes: types, section: 'Advertorial' })).toBe('ADVERTORIAL');
    expect(genre('Analysis: a bank', { schemaTypes: types })).toBe('OPINION');
    expect(genre('Opini: a bank', { schemaTypes: ['ReportageNewsArticle'] })).toBe('NEWS');
  });

  it('takes long and broken headlines', () => {
    for (const text of [
      '['.repeat(100_000),
      '|'.repeat(100_000),
      `${'a '.repeat(50_000)}|`,
      '\0: x',
      '\ud800: x',
    ])
      expect(genre(text, { section: text, url: `https://a.example/${'x/'.repeat(10_000)}` })).toBe('NEWS');
  });
});
