import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/ingest/feed.ts';

const source = {
  url: 'https://a.example/wp-json/wp/v2/posts?_embed=1',
  now: new Date('2026-01-01T00:00:00Z'),
};

const post = {
  id: 7,
  date: '2015-11-27T10:00:00',
  date_gmt: '2015-11-27T03:00:00',
  modified_gmt: '2015-11-27T05:00:00',
  guid: { rendered: 'https://a.example/?p=7' },
  link: 'https://a.example/berita/tujuh/',
  title: { rendered: 'Banjir &#8220;besar&#8221; di Solo' },
  excerpt: { rendered: '<p>Air naik. [&hellip;]</p>' },
  content: { rendered: '<p>Air naik semalam.</p>', protected: false },
  _embedded: {
    author: [{ name: 'Sari Dewi' }],
    'wp:featuredmedia': [
      { source_url: 'https://a.example/f.jpg', caption: { rendered: '<p>Jalan <i>Slamet</i></p>' } },
    ],
    'wp:term': [
      [
        { taxonomy: 'category', name: 'Daerah' },
        { taxonomy: 'category', name: 'Uncategorized' },
      ],
      [{ taxonomy: 'post_tag', name: 'banjir' }],
    ],
  },
};

const parse = (value: unknown) => parseFeed(JSON.stringify(value), source);

describe('posts of the WordPress API', () => {
  it('are entries with author, picture, terms and dates in UTC', () => {
    const feed = parse([post]);
    expect(feed.kind).toBe('API');
    expect(feed.entries[0]).toMatchObject({
      guid: 'https://a.example/?p=7',
      url: 'https://a.example/berita/tujuh/',
      headline: 'Banjir “besar” di Solo',
      contentHtml: '<p>Air naik semalam.</p>',
      publishedAt: new Date('2015-11-27T03:00:00Z'),
      modifiedAt: new Date('2015-11-27T05:00:00Z'),
      authors: ['Sari Dewi'],
      keywords: ['Daerah', 'banjir'],
      image: { url: 'https://a.example/f.jpg', caption: 'Jalan Slamet', credit: null },
      isWhole: false,
    });
  });

  it('need nothing embedded', () => {
    const { _embedded, ...bare } = post;
    expect(parse([bare]).entries[0]).toMatchObject({ authors: [], keywords: [], image: null });
  });

  it('behind a password give no content', () => {
    const content = { rendered: '<p>Rahasia</p>', protected: true };
    expect(parse([{ ...post, content }]).entries[0]?.contentHtml).toBeNull();
  });

  it('that are broken fail alone', () => {
    const feed = parse([post, { id: 8, title: null }, { ...post, link: 'https://a.example/8', guid: 4 }]);
    expect(feed.entries).toHaveLength(2);
    expect(feed.faults).toEqual([{ index: 1, message: 'The entry has no address' }]);
  });

  it.each([['[]'], ['{"code":"rest_no_route","message":"No route"}']])('are not in %s', (text) => {
    expect(() => parseFeed(text, source)).toThrow('not a feed');
  });
});
