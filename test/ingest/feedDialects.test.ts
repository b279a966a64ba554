import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/ingest/feed.ts';

const source = { url: 'https://a.example/feed/rss.xml', now: new Date('2026-01-01T00:00:00Z') };
const parse = (text: string | Uint8Array) => parseFeed(text, source);
const first = (text: string) => parse(text).entries[0];
const rss = (items: string, head = '', names = '') =>
  `<rss version="2.0" ${names}><channel><title>A</title><link>https://a.example/</link>${head}${items}</channel></rss>`;
const item = (inner: string) => `<item><title>Satu</title><link>https://a.example/1</link>${inner}</item>`;

describe('names in a feed', () => {
  it('are known by their namespace, whatever the prefix', () => {
    const names =
      'xmlns:q="http://purl.org/dc/elements/1.1/" xmlns:isi="http://purl.org/rss/1.0/modules/content/" xmlns:m="https://search.yahoo.com/mrss"';
    const entry = first(
      rss(
        item('<q:creator>Sari</q:creator><isi:encoded>Penuh</isi:encoded><m:thumbnail url="/t.jpg"/>'),
        '',
        names,
      ),
    );
    expect(entry).toMatchObject({
      authors: ['Sari'],
      contentHtml: 'Penuh',
      image: { url: 'https://a.example/t.jpg' },
    });
  });

  it('count as the usual ones when nobody declared them', () => {
    const entry = first(rss(item('<dc:creator>Sari</dc:creator><content:encoded>Penuh</content:encoded>')));
    expect(entry).toMatchObject({ authors: ['Sari'], contentHtml: 'Penuh' });
  });

  it('may give Atom a prefix of its own', () => {
    const feed = parse(
      '<x:feed xmlns:x="http://www.w3.org/2005/Atom"><x:title>T</x:title><x:entry><x:title>E</x:title><x:link href="/e"/></x:entry></x:feed>',
    );
    expect(feed).toMatchObject({ kind: 'ATOM', title: 'T' });
    expect(feed.entries[0]).toMatchObject({ headline: 'E', url: 'https://a.example/e' });
  });

  it('of a picture or a source are never taken for the entry', () => {
    const entry = first(
      `<rss><channel><item><media:title>Foto</media:title><image><title>Logo</title><url>/l.png</url></image><title>Satu</title><link>/1</link></item></channel></rss>`,
    );
    expect(entry).toMatchObject({ headline: 'Satu', image: { url: 'https://a.example/l.png' } });
  });
});

describe('texts of a feed', () => {
  it.each([
    ['<title><![CDATA[A & <b>B</b>]]></title>', 'A & B'],
    ['<title>5 &lt; 6 &amp;amp; 7</title>', '5 < 6 & 7'],
    ['<title>A &amp;eacute; &nbsp;B</title>', 'A é B'],
    ['<title>tanpa <i>kutip</i> &amp; lain</title>', 'tanpa kutip & lain'],
  ])('%s reads %j', (title, headline) => {
    expect(first(`<rss><channel><item>${title}<link>/1</link></item></channel></rss>`)?.headline).toBe(
      headline,
    );
  });

  it('in XHTML keep their markup, addresses included', () => {
    const entry = first(
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>E</title><link href="/e"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>3 &lt; 4 <a href="/x?a=1&amp;b=2">di sini</a><br/>lagi</p></div></content></entry></feed>`,
    );
    expect(entry?.contentHtml).toBe(
      '<div><p>3 &lt; 4 <a href="/x?a=1&amp;b=2">di sini</a><br>lagi</p></div>',
    );
  });

  it('of Atom in base64 are decoded', () => {
    const text = Buffer.from('<p>Halo</p>').toString('base64');
    const entry = (attributes: string) =>
      first(
        `<feed><entry><link href="/e"/><title>E</title><content ${attributes}>${text}</content></entry></feed>`,
      );
    expect(entry('type="text/html" mode="base64"')?.contentHtml).toBe('<p>Halo</p>');
    expect(entry('type="application/octet-stream"')?.contentHtml).toBe('<p>Halo</p>');
  });
});

describe('facts of an entry', () => {
  it('give the widest picture with its caption and credit', () => {
    const entry = first(
      rss(
        item(`<media:content url="/s.jpg" width="140"/><media:content url="/w.jpg" width="1200" type="image/jpeg">
          <media:description>Banjir di &lt;i&gt;Solo&lt;/i&gt;</media:description><media:credit>Foto: Dewi</media:credit></media:content>
          <media:content url="/v.mp4" medium="video" width="1920"/>`),
      ),
    );
    expect(entry?.image).toEqual({
      url: 'https://a.example/w.jpg',
      caption: 'Banjir di Solo',
      credit: 'Foto: Dewi',
    });
  });

  it('take caption and credit beside the picture too, and leave avatars out', () => {
    const entry = first(
      rss(
        item(`<media:content url="https://1.gravatar.com/avatar/x" medium="image"/><media:content url="/a.jpg" medium="image"/>
          <media:credit>Sari</media:credit><media:description>Jalan</media:description>`),
      ),
    );
    expect(entry?.image).toEqual({ url: 'https://a.example/a.jpg', caption: 'Jalan', credit: 'Sari' });
  });

  it('name the publisher when it is another site than the feed', () => {
    const planet = item('<source url="https://koran.example/rss">Koran Kita</source>');
    expect(first(rss(planet))?.publisher).toEqual({ name: 'Koran Kita', url: 'https://koran.example/rss' });
    const own = item('<source url="https://www.a.example/rss">A</source>');
    expect(first(rss(own))?.publisher).toBeNull();
    expect(first(rss(item('<source>Tanpa alamat</source>')))?.publisher).toBeNull();
  });

  it.each([
    ['27 Nov 2015 10:00 WIB', '2015-11-27T03:00:00.000Z'],
    ['Jumat, 27 Nopember 2015', '2015-11-27T00:00:00.000Z'],
    ['2015-11-27 10:00:00', '2015-11-27T10:00:00.000Z'],
  ])('read the date %s', (printed, at) => {
    expect(first(rss(item(`<pubDate>${printed}</pubDate>`)))?.publishedAt?.toISOString()).toBe(at);
  });

  it('resolve links against xml:base, element by element', () => {
    const text = `<feed xml:base="https://b.example/news/"><link href="/"/><entry xml:base="2015/"><title>E</title><link href="a"/></entry></feed>`;
    expect(parse(text)).toMatchObject({ siteUrl: 'https://b.example/' });
    expect(first(text)?.url).toBe('https://b.example/news/2015/a');
  });

  it('take an author of a podcast, or in brackets behind a mail address', () => {
    expect(first(rss(item('<itunes:author>Sari</itunes:author>')))?.authors).toEqual(['Sari']);
    expect(first(rss(item('<author>redaksi@a.example (Budi)</author>')))?.authors).toEqual(['Budi']);
  });
});

describe('the head of a feed', () => {
  it.each([
    ['<ttl>15</ttl>', 15],
    ['<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>', 360],
    ['<sy:updatePeriod>hourly</sy:updatePeriod>', 60],
    ['<ttl>0</ttl>', null],
    ['<sy:updatePeriod>sometimes</sy:updatePeriod>', null],
  ])('with %s asks for %j minutes', (head, minutes) => {
    expect(parse(rss(item(''), head)).ttlMinutes).toBe(minutes);
  });

  it('does not take the link to itself for the site', () => {
    const text = `<rss><channel><atom:link rel="self" href="https://a.example/rss"/><title>A</title><link>https://a.example/</link></channel></rss>`;
    expect(parse(text).siteUrl).toBe('https://a.example/');
  });
});

describe('a CDF channel', () => {
  it('is read', () => {
    const text = `<CHANNEL HREF="https://a.example/"><TITLE>C</TITLE><ITEM HREF="https://a.example/1"><TITLE>Satu</TITLE><ABSTRACT>Isi</ABSTRACT></ITEM></CHANNEL>`;
    expect(parse(text)).toMatchObject({ title: 'C', siteUrl: 'https://a.example/' });
    expect(first(text)).toMatchObject({ url: 'https://a.example/1', headline: 'Satu', summary: 'Isi' });
  });
});

describe('a broken feed', () => {
  it('loses nothing but the entry that is broken', () => {
    const broken = '<item><title>a & b <b></title>';
    const feed = parse(rss(`${item('')}${broken}<item><title>Tiga</title><link>/3</link></item>`));
    expect(feed.entries.map(({ headline }) => headline)).toEqual(['Satu', 'Tiga']);
    expect(feed.faults).toEqual([{ index: 1, message: 'The entry has no address' }]);
  });
});
