import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/ingest/feed.ts';
import { type FeedFormat, type FeedItem, type FeedList, feedText } from '../../src/serve/feedText.ts';

const formats: FeedFormat[] = ['rss', 'atom', 'json'];
const item: FeedItem = {
  id: 'art_1',
  url: 'https://pagi.example/a?x=1&y=2',
  headline: 'Putin tiba',
  description: 'Presiden tiba.',
  credit: 'Surya Pagi',
  publisher: { name: 'Surya Pagi', url: 'https://pagi.example/' },
  authors: ['Rini'],
  language: 'id',
  published: new Date('2015-11-27T01:02:03Z'),
  updated: new Date('2015-11-27T02:02:03Z'),
};
const listOf = (items: FeedItem[], title = 'Kremlin'): FeedList => ({
  ...{ id: 'sav_1', title, selfUrl: 'http://news.example/feeds/t.rss', homeUrl: 'http://news.example/' },
  ...{ createdAt: new Date('2015-11-01T00:00:00Z'), items },
});

/** What our own reader makes of what we write. */
const readBack = (list: FeedList, format: FeedFormat) =>
  parseFeed(feedText(list, format), { url: list.selfUrl, now: new Date('2015-11-28T00:00:00Z') });

/** Texts that have been the end of feeds. */
const hostile = [
  'Harga < 5, laba > 3 & "naik" \'lagi\'',
  'akhir ]]> bagian',
  '😀 👩‍👩‍👧 🇮🇩',
  '\u202bשלום עולם\u202c dan مرحبا',
  'e\u0301 dan é, 漢字, Кремль',
  'https://pagi.example/?a=1&b=2',
];

for (const format of formats) {
  describe(`a feed in ${format}`, () => {
    it('is read back as it was written', () => {
      const { title, siteUrl, entries, faults } = readBack(listOf([item]), format);
      expect([title, siteUrl, faults]).toEqual(['Kremlin', 'http://news.example/', []]);
      expect(entries).toMatchObject([
        {
          guid: format === 'atom' ? 'urn:kabar:art_1' : 'art_1',
          url: item.url,
          headline: item.headline,
          summary: item.description,
          authors: item.authors,
          publishedAt: item.published,
          modifiedAt: format === 'rss' ? null : item.updated,
        },
      ]);
      expect(entries[0]?.contentHtml).toContain(
        '<a href="https://pagi.example/a?x=1&amp;y=2">Surya Pagi</a>',
      );
    });

    for (const text of hostile) {
      it(`carries ${JSON.stringify(text)} in every place`, () => {
        const { entries, title } = readBack(
          listOf([{ ...item, headline: text, description: text, authors: [text] }], text),
          format,
        );
        expect([title, entries[0]?.headline, entries[0]?.summary, entries[0]?.authors]).toEqual([
          text,
          text,
          text,
          [text],
        ]);
      });
    }

    it('shows markup in an excerpt as text', () => {
      const description = '<b>tebal</b> &amp; <script>alert(1)</script>';
      const { entries } = readBack(listOf([{ ...item, description }]), format);
      expect(entries[0]?.summary).toBe(description);
      expect(entries[0]?.contentHtml).not.toMatch(/<(?:b|script)>/);
    });

    it('leaves out what no format can hold', () => {
      const dirty = 'a\0b\u0001c\u000bd\ud83de\uffff';
      const text = feedText(listOf([{ ...item, headline: dirty, description: dirty }], dirty), format);
      expect(text).not.toMatch(/\\u0000|\\ud83d/i);
      expect([...text].some((character) => character < ' ' && character !== '\n')).toBe(false);
      const { entries, title } = readBack(
        listOf([{ ...item, headline: dirty, description: dirty }], dirty),
        format,
      );
      expect([title, entries[0]?.headline, entries[0]?.summary]).toEqual(['abcde', 'abcde', 'abcde']);
    });

    it('names the publisher where there is neither author nor excerpt', () => {
      const { entries } = readBack(listOf([{ ...item, description: null, authors: [] }]), format);
      expect(entries[0]).toMatchObject({ summary: null, authors: ['Surya Pagi'] });
    });

    it('may be empty, and 50 long', () => {
      expect(readBack(listOf([]), format).entries).toEqual([]);
      const many = Array.from({ length: 50 }, (_, i) => ({
        ...item,
        id: `art_${i}`,
        url: `${item.url}&n=${i}`,
      }));
      expect(readBack(listOf(many), format).entries.map(({ url }) => url)).toEqual(
        many.map(({ url }) => url),
      );
    });

    it('puts no white space around an address', () => {
      expect(feedText(listOf([item]), format)).not.toMatch(/>\s+<!\[CDATA|\]\]>\s+<\//);
    });
  });
}

it('says in JSON Feed what the format demands', () => {
  const feed = JSON.parse(feedText(listOf([item]), 'json'));
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: 'http://news.example/feeds/t.rss',
    items: [{ id: 'art_1', _kabar: { credit: 'Surya Pagi' } }],
  });
  expect(JSON.parse(feedText(listOf([]), 'json')).items).toEqual([]);
});
