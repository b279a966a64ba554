import { expect, it } from 'vitest';
import type { FeedEntry } from '../../src/base/news.ts';
import { draftArticle } from '../../src/ingest/draft.ts';

const entry: FeedEntry = {
  guid: null,
  url: 'https://a.example/news/1',
  headline: 'Jembatan Desa Dibangun Lagi',
  summary: 'Ringkasan.',
  contentHtml:
    '<p>Warga <b>desa</b> membangun kembali <a href="/jembatan">jembatan</a> itu.</p><script>x()</script><p onclick="y()">Pekerjaan selesai bulan depan.</p><p>Baca juga: <a href="/b">Banjir surut</a></p>',
  publishedAt: null,
  modifiedAt: null,
  authors: [],
  keywords: [],
  image: null,
  language: null,
  publisher: null,
  isWhole: false,
  isRetraction: false,
};

it('gives the full content of a feed as text and as sanitised HTML', () => {
  const { text, html } = draftArticle(entry, null);
  expect(text).toBe('Warga desa membangun kembali jembatan itu.\n\nPekerjaan selesai bulan depan.');
  expect(html).toBe(
    '<p>Warga <strong>desa</strong> membangun kembali <a href="https://a.example/jembatan">jembatan</a> itu.</p>\n<p>Pekerjaan selesai bulan depan.</p>',
  );
});

it('has no HTML where the feed gives a plain summary alone', () => {
  expect(draftArticle({ ...entry, contentHtml: null }, null)).toMatchObject({
    text: 'Ringkasan.',
    html: null,
  });
});
