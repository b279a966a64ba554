import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { parseFeed } from '../../src/ingest/feed.ts';

const source = {
  url: 'https://a.example/feed/rss.xml',
  contentType: 'text/xml',
  now: new Date('2026-01-01T00:00:00Z'),
};
const parse = (text: string | Uint8Array) => parseFeed(text, source);
const rss = (items: string, head = '') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kabar A &amp;amp; B</title><link>https://a.example/</link>${head}${items}</channel></rss>`;

describe('an RSS feed', () => {
  const feed = parse(
    rss(
      `<item><title>Putin &amp;amp; Hollande <![CDATA[<b>bertemu</b>]]></title><link>/berita/1?utm_source=rss</link>
       <guid isPermaLink="false">id-1</guid><pubDate>Jumat, 27 Nopember 2015 10:00 WIB</pubDate>
       <dc:creator>Sari Dewi</dc:creator><dc:creator>redaksi@a.example</dc:creator><category>Dunia</category>
       <description>&lt;p&gt;Ringkasan&amp;nbsp;berita. &lt;a href="x"&gt;Baca selengkapnya&lt;/a&gt;&lt;/p&gt;</description>
       <content:encoded><![CDATA[<p>Isi penuh.</p>]]></content:encoded>
       <media:content url="/img/1.jpg" medium="image"/></item>
       <item><title>Dua</title><guid>https://a.example/berita/2</guid><pubDate>Tue, 01 Jan 2099 00:00:00 GMT</pubDate></item>
       <item><title>Tanpa alamat</title></item>`,
      '<language>id_id</language><ttl>15</ttl>',
    ),
  );

  it('gives the head of the feed', () => {
    expect(feed).toMatchObject({
      kind: 'RSS',
      title: 'Kabar A & B',
      siteUrl: 'https://a.example/',
      language: 'id-ID',
      ttlMinutes: 15,
    });
  });

  it('gives entries with plain headlines and absolute addresses as printed', () => {
    expect(feed.entries[0]).toEqual({
      guid: 'id-1',
      url: 'https://a.example/berita/1?utm_source=rss',
      headline: 'Putin & Hollande bertemu',
      summary: 'Ringkasan berita.',
      contentHtml: '<p>Isi penuh.</p>',
      publishedAt: new Date('2015-11-27T03:00:00Z'),
      modifiedAt: null,
      authors: ['Sari Dewi'],
      keywords: ['Dunia'],
      image: { url: 'https://a.example/img/1.jpg', caption: null, credit: null },
      language: 'id-ID',
      publisher: null,
      isWhole: false,
      isRetraction: false,
    });
  });

  it('takes a permalink guid for the address and leaves future dates as printed', () => {
    expect(feed.entries[1]).toMatchObject({
      url: 'https://a.example/berita/2',
      guid: 'https://a.example/berita/2',
    });
    expect(feed.entries[1]?.publishedAt?.getUTCFullYear()).toBe(2099);
  });

  it('counts an entry without any address as a fault and keeps the rest', () => {
    expect(feed.entries).toHaveLength(2);
    expect(feed.faults).toEqual([{ index: 2, message: 'The entry has no address' }]);
  });
});

describe('duplicates within a feed', () => {
  const item = (guid: string, link: string, day: number) =>
    `<item><title>Hari ${day}</title><guid isPermaLink="false">${guid}</guid><link>${link}</link><pubDate>${day} Nov 2015 10:00 GMT</pubDate></item>`;

  it('collapse to the newest, by address or guid', () => {
    const items = [
      item('a', 'https://a.example/1', 1),
      item('b', 'https://a.example/1?utm_source=x', 3),
      item('c', 'https://a.example/2', 5),
      item('c', 'https://a.example/2-renamed', 4),
    ];
    const feed = parse(rss(items.join('')));
    expect(feed.entries.map(({ headline }) => headline)).toEqual(['Hari 3', 'Hari 5']);
    expect(feed.faults.map(({ index }) => index)).toEqual([0, 3]);
  });

  it('do not include entries that share a guid which means nothing', () => {
    const items = [1, 2, 3, 4].map((day) => item('post', `https://a.example/${day}`, day));
    expect(parse(rss(items.join(''))).entries).toHaveLength(4);
  });
});

describe('other dialects', () => {
  it('reads Atom with relative links, xml:base and typed text', () => {
    const feed =
      parse(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://b.example/news/">
      <title type="html">News &amp;amp; more</title><link href="/"/><link rel="self" href="/atom"/>
      <entry><id>tag:b.example,2015:1</id><title type="text">5 &lt; 6</title><link href="one"/>
      <published>2015-11-27T10:00:00+07:00</published><updated>2015-11-27T12:00:00+07:00</updated>
      <author><name>Ann</name></author><summary type="html">&lt;p&gt;Short&lt;/p&gt;</summary></entry></feed>`);
    expect(feed).toMatchObject({
      kind: 'ATOM',
      title: 'News & more',
      siteUrl: 'https://b.example/',
      language: 'en',
    });
    expect(feed.entries[0]).toMatchObject({
      url: 'https://b.example/news/one',
      headline: '5 < 6',
      summary: 'Short',
      authors: ['Ann'],
      publishedAt: new Date('2015-11-27T03:00:00Z'),
      modifiedAt: new Date('2015-11-27T05:00:00Z'),
    });
  });

  it('reads RDF', () => {
    const feed =
      parse(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://a.example/"><title>R</title><link>https://a.example/</link></channel>
      <item rdf:about="https://a.example/1"><title>Satu</title><link>https://a.example/1</link><dc:date>2015-11-27</dc:date></item></rdf:RDF>`);
    expect(feed.entries[0]).toMatchObject({
      headline: 'Satu',
      publishedAt: new Date('2015-11-27T00:00:00Z'),
    });
  });

  it('reads JSON Feed', () => {
    const feed = parse(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'J & K',
        home_page_url: 'https://a.example/',
        language: 'pt',
        items: [
          {
            id: '7',
            url: '/7',
            title: 'A < B',
            content_html: '<p>x</p>',
            date_published: '2015-11-27T10:00:00Z',
            authors: [{ name: 'Rui' }],
            tags: ['t'],
          },
        ],
      }),
    );
    expect(feed).toMatchObject({ kind: 'JSON_FEED', title: 'J & K', language: 'pt' });
    expect(feed.entries[0]).toMatchObject({
      guid: '7',
      url: 'https://a.example/7',
      headline: 'A < B',
      authors: ['Rui'],
      keywords: ['t'],
    });
  });

  it('decodes bytes by the XML declaration', () => {
    const xml =
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Té</title><item><title>São</title><link>https://a.example/1</link></item></channel></rss>';
    expect(parse(new Uint8Array(iconv.encode(xml, 'latin1'))).entries[0]?.headline).toBe('São');
  });
});

describe('broken feeds', () => {
  it('are read as far as they go: undeclared prefixes, bare ampersands, junk in front', () => {
    const feed =
      parse(`Warning: something in /var/www\n<rss version="2.0"><channel><title>A & B</title><link>https://a.example</link><ttl>30</ttl>
      <item><title>Satu & dua</title><link>https://a.example/1?a=1&b=2</link><foo:bar>x</foo:bar><dc:creator>Sari</dc:creator>
      <media:thumbnail url="https://a.example/t.jpg"/><pubDate>27 Nov 2015 10:00 WIB</pubDate></item></channel></rss>`);
    expect(feed).toMatchObject({ title: 'A & B', ttlMinutes: 30 });
    expect(feed.entries[0]).toMatchObject({
      url: 'https://a.example/1?a=1&b=2',
      headline: 'Satu & dua',
      authors: ['Sari'],
      image: { url: 'https://a.example/t.jpg', caption: null, credit: null },
      publishedAt: new Date('2015-11-27T03:00:00Z'),
    });
  });

  it('give what came before a cut', () => {
    const whole = '<item><title>Satu</title><link>https://a.example/1</link></item>';
    const feed = parse(`<rss version="2.0"><channel><title>x</title>${whole}<item><title>Du`);
    expect(feed.entries.map(({ headline }) => headline)).toEqual(['Satu']);
    expect(feed.faults).toHaveLength(1);
  });
});

describe('what is not a feed', () => {
  it.each([
    ['<!doctype html><html><body>Masuk</body></html>', 'an HTML page'],
    ['', 'an empty answer'],
    ['{"error": true}', 'not a feed'],
    ['just text', 'not a feed'],
    ['<opml><body/></opml>', 'not a feed'],
  ])('%j is told apart', (text, what) => {
    const attempt = () => parse(text);
    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'UNPARSABLE', message: expect.stringContaining(what) }),
    );
  });
});

describe('hostile feeds', () => {
  it('never expand entities, inner or outer', () => {
    const lol = Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      '',
    );
    const doctype = `<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">${lol}]>`;
    const text = `${doctype}<rss version="2.0"><channel><title>x</title><item><title>&l12; &f;</title><link>https://a.example/1</link></item></channel></rss>`;
    const headline = parse(text).entries[0]?.headline ?? '';
    expect(headline.length).toBeLessThan(100);
    expect(headline).not.toContain('root:');
  });

  it.each([
    ['nested elements', `<rss><channel><item>${'<a>'.repeat(200_000)}`],
    ['nested containers', `<rss>${'<channel>'.repeat(200_000)}`],
    ['open comments', `<rss>${'<!--'.repeat(200_000)}`],
  ])('with 200,000 %s are answered', (_, text) => {
    try {
      expect(parse(text).entries).toEqual([]);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
    }
  });
});

describe('sitemaps', () => {
  const news = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc>https://a.example/1</loc><lastmod>2015-11-27T12:00:00Z</lastmod><news:news><news:publication><news:name>A</news:name><news:language>id</news:language></news:publication>
    <news:publication_date>2015-11-27T10:00:00+07:00</news:publication_date><news:title>Satu &amp; dua</news:title><news:keywords>a, b</news:keywords></news:news>
    <image:image><image:loc>https://a.example/1.jpg</image:loc></image:image></url>
    <url><loc>https://a.example/2</loc></url><url></url></urlset>`;

  it('are feeds of kind NEWS_SITEMAP', () => {
    const feed = parse(news);
    expect(feed.kind).toBe('NEWS_SITEMAP');
    expect(feed.entries[0]).toMatchObject({
      url: 'https://a.example/1',
      headline: 'Satu & dua',
      publishedAt: new Date('2015-11-27T03:00:00Z'),
      modifiedAt: new Date('2015-11-27T12:00:00Z'),
      keywords: ['a', 'b'],
      image: { url: 'https://a.example/1.jpg', caption: null, credit: null },
      language: 'id',
    });
    expect(feed.entries[1]).toMatchObject({ url: 'https://a.example/2', headline: null });
    expect(feed.faults).toHaveLength(1);
  });
});

describe('a feed made to be slow', () => {
  it.each([
    ['bare', '('.repeat(300_000)],
    ['as CDATA', `<![CDATA[${'('.repeat(300_000)}]]>`],
  ])('by an author without an end, %s, is read all the same', (_, author) => {
    const item = `<item><title>One</title><link>https://a.example/1</link><author>${author}</author></item>`;
    expect(parse(rss(item)).entries.map((e) => e.headline)).toEqual(['One']);
  });
});
