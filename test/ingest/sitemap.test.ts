import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/ingest/feed.ts';
import { sitemapChildren } from '../../src/ingest/sitemap.ts';

const source = { url: 'https://a.example/sitemap.xml', now: new Date('2026-01-01T00:00:00Z') };

const url = (inner: string) =>
  `<url><loc>https://a.example/1</loc>${inner}<n:news><n:publication><n:name>Koran A</n:name><n:language>id</n:language></n:publication><n:title>Satu</n:title><n:publication_date>2015-11-27</n:publication_date></n:news></url>`;
const news = (inner: string) =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${url(inner)}</urlset>`;

describe('a news sitemap', () => {
  it('names its publication, whatever the prefix of its words', () => {
    const feed = parseFeed(news(''), source);
    expect(feed).toMatchObject({ kind: 'NEWS_SITEMAP', title: 'Koran A' });
    expect(feed.entries[0]).toMatchObject({ headline: 'Satu', language: 'id' });
  });

  it('gives pictures with their captions, and never takes their address for the page', () => {
    const image =
      '<image:image><image:loc>/f.jpg</image:loc><image:caption>Banjir &amp; jalan</image:caption></image:image>';
    expect(parseFeed(news(image), source).entries[0]).toMatchObject({
      url: 'https://a.example/1',
      image: { url: 'https://a.example/f.jpg', caption: 'Banjir & jalan', credit: null },
    });
  });

  it('may be a plain one: then entries have a date of change and no headline', () => {
    const plain = '<urlset><url><loc>/2</loc><lastmod>2015-11-27T10:00:00+07:00</lastmod></url></urlset>';
    expect(parseFeed(plain, source).entries[0]).toMatchObject({
      url: 'https://a.example/2',
      headline: null,
      publishedAt: null,
      modifiedAt: new Date('2015-11-27T03:00:00Z'),
    });
  });
});

describe('a sitemap index', () => {
  const index = `<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc><lastmod>2015-11-27</lastmod></sitemap>
    <sitemap><loc>/s2.xml</loc></sitemap><sitemap><loc>/s2.xml</loc></sitemap><sitemap><loc>ftp://a.example/x</loc></sitemap></sitemapindex>`;

  it('tells its children and when they changed', () => {
    const children = [
      { url: 'https://a.example/s1.xml', lastmod: new Date('2015-11-27T00:00:00Z') },
      { url: 'https://a.example/s2.xml', lastmod: null },
    ];
    expect(sitemapChildren(index, source.url)).toEqual(children);
    expect(sitemapChildren(gzipSync(index), source.url)).toEqual(children);
    expect(parseFeed(index, source)).toMatchObject({ kind: 'NEWS_SITEMAP', entries: [] });
  });

  it('is told apart from everything else', () => {
    expect(sitemapChildren(news(''), source.url)).toBeNull();
    expect(sitemapChildren('<html></html>', source.url)).toBeNull();
    expect(sitemapChildren(new Uint8Array(), source.url)).toBeNull();
  });
});
