import { describe, expect, it } from 'vitest';
import { feedRows } from '../../src/cli/feed.ts';
import { parseFeed } from '../../src/ingest/feed.ts';

const source = { url: 'https://wire.example/items', now: new Date('2026-01-01T00:00:00Z') };

describe('rows of a feed', () => {
  it('have the rare facts only where they are so', () => {
    const plain = parseFeed(
      '<rss><channel><item><title>A</title><link>/1</link></item></channel></rss>',
      source,
    );
    expect(Object.keys(feedRows(plain)[0] ?? {})).toEqual([
      ...['id', 'url', 'headline', 'summary', 'contentHtml', 'publishedAt', 'modifiedAt'],
      ...['authors', 'keywords', 'image', 'language'],
    ]);
  });

  it('tell of publishers, whole articles and retractions', () => {
    const planet =
      '<rss><channel><item><title>A</title><link>/1</link><source url="https://koran.example/">Koran</source></item></channel></rss>';
    expect(feedRows(parseFeed(planet, source))[0]).toMatchObject({
      publisher: { name: 'Koran', url: 'https://koran.example/' },
    });
    const wire = '{"uri": "urn:wire:1", "pubstatus": "canceled", "headline": "A"}';
    expect(feedRows(parseFeed(wire, source))[0]).toMatchObject({ isWhole: true, isRetraction: true });
  });
});
