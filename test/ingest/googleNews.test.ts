import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/ingest/feed.ts';

const now = new Date('2026-01-01T00:00:00Z');
const feed = (generator: string, title: string) =>
  `<rss version="2.0"><channel>${generator}<title>Top - Google News</title><link>https://news.google.com/</link><item><title>${title}</title>
   <link>https://news.google.com/rss/articles/CBMi1</link><guid isPermaLink="false">CBMi1</guid>
   <description>&lt;a href="https://news.google.com/x"&gt;${title}&lt;/a&gt;&amp;nbsp;&lt;font&gt;Koran A&lt;/font&gt;</description><source url="https://koran.example">Koran A &amp; B</source></item></channel></rss>`;

describe('Google News', () => {
  it.each([
    ['its address', '', 'https://news.google.com/rss?hl=id'],
    ['its generator', '<generator>NFE/5.0</generator>', 'http://127.0.0.1:8080/rss'],
  ])('is known by %s, and its headlines lose the name of the publisher', (_, generator, url) => {
    const { kind, entries } = parseFeed(feed(generator, 'Banjir - surut - Koran A &amp;amp; B'), {
      url,
      now,
    });
    expect(kind).toBe('GOOGLE_NEWS');
    expect(entries[0]).toMatchObject({
      headline: 'Banjir - surut',
      summary: 'Banjir - surut',
      publisher: { name: 'Koran A & B', url: 'https://koran.example/' },
      isWhole: true,
    });
  });

  it('keeps headlines without the name as they are', () => {
    const url = 'https://news.google.com/rss';
    expect(parseFeed(feed('', 'Banjir - surut'), { url, now }).entries[0]?.headline).toBe('Banjir - surut');
  });

  it('is nothing that another feed becomes by its publishers', () => {
    const parsed = parseFeed(feed('', 'Banjir - Koran A &amp;amp; B'), {
      url: 'https://planet.example/rss',
      now,
    });
    expect(parsed.kind).toBe('RSS');
    expect(parsed.entries[0]).toMatchObject({ headline: 'Banjir - Koran A & B', isWhole: false });
  });
});
