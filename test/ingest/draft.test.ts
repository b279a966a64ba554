import { describe, expect, it } from 'vitest';
import type { FeedEntry, Page } from '../../src/base/news.ts';
import { draftArticle } from '../../src/ingest/draft.ts';

const entry: FeedEntry = {
  guid: '1',
  url: 'https://a.example/1?utm_source=rss',
  headline: 'Judul umpan',
  summary: 'Ringkasan.',
  contentHtml: '<p>Isi pertama.</p><p>Baca juga: yang lain</p><p>Isi kedua.</p>',
  publishedAt: new Date('2015-11-27T03:00:00Z'),
  modifiedAt: null,
  authors: ['Sari'],
  keywords: ['dunia', 'rusia'],
  image: { url: 'https://a.example/feed.jpg', caption: null, credit: null },
  language: 'id',
  publisher: null,
  isWhole: false,
  isRetraction: false,
};
const page: Page = {
  url: 'https://a.example/1',
  headline: 'Judul halaman',
  description: 'Uraian.',
  text: 'Isi halaman yang panjang.',
  blocks: [{ text: 'Isi halaman yang panjang.', html: '<p>Isi halaman yang panjang.</p>' }],
  authors: [],
  publishedAt: new Date('2015-11-27T00:00:00Z'),
  publishedPrecision: 'DAY',
  modifiedAt: new Date('2015-11-28T00:00:00Z'),
  image: null,
  language: null,
  section: 'Dunia',
  keywords: ['rusia', 'turki'],
  alternativeHeadline: null,
  schemaTypes: ['NewsArticle'],
  isAccessibleForFree: true,
  rights: [],
};

describe('draftArticle', () => {
  it('prefers the page field by field and fills its gaps from the feed', () => {
    expect(draftArticle(entry, page)).toEqual({
      url: 'https://a.example/1',
      headline: 'Judul halaman',
      description: 'Uraian.',
      text: 'Isi halaman yang panjang.',
      html: '<p>Isi halaman yang panjang.</p>',
      authors: ['Sari'],
      datePublished: entry.publishedAt,
      datePublishedPrecision: 'EXACT',
      dateModified: page.modifiedAt,
      image: { url: 'https://a.example/feed.jpg', caption: null, credit: null },
      language: 'id',
      section: 'Dunia',
      keywords: ['rusia', 'turki', 'dunia'],
      alternativeHeadline: null,
      schemaTypes: ['NewsArticle'],
      isAccessibleForFree: true,
    });
  });

  it('believes a page date with a clock time over the feed', () => {
    const at = new Date('2015-11-27T04:00:00Z');
    const draft = draftArticle(entry, { ...page, publishedAt: at, publishedPrecision: 'MINUTE' });
    expect(draft).toMatchObject({ datePublished: at, datePublishedPrecision: 'MINUTE' });
  });

  it('takes the feed content, cleaned, where there is no page', () => {
    const draft = draftArticle(entry, null);
    expect(draft).toMatchObject({
      url: 'https://a.example/1',
      headline: 'Judul umpan',
      text: 'Isi pertama.\n\nIsi kedua.',
    });
    expect(draftArticle({ ...entry, contentHtml: null }, null).text).toBe('Ringkasan.');
  });

  it('takes the feed content where the page is but a teaser', () => {
    const contentHtml = `<p>${'Isi yang jauh lebih panjang daripada teras halaman. '.repeat(5)}</p>`;
    expect(draftArticle({ ...entry, contentHtml }, page).text).toContain('jauh lebih panjang');
  });

  it('refuses an article without headline or without text', () => {
    const unparsable = expect.objectContaining({ code: 'UNPARSABLE' });
    expect(() => draftArticle({ ...entry, headline: null }, { ...page, headline: null })).toThrow(unparsable);
    const bare = { ...entry, contentHtml: null, summary: null };
    expect(() => draftArticle(bare, { ...page, text: '' })).toThrow(unparsable);
    expect(() => draftArticle(bare, null)).toThrow(unparsable);
  });
});
