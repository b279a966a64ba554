import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { type ListedOutlet, writeOpml } from '../../src/base/opml.ts';
import { readOpml } from '../../src/outlets/opml.ts';

const wrap = (body: string) =>
  `<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>${body}</body></opml>`;
const createdAt = new Date('2015-11-27T03:00:00Z');

const outlets: ListedOutlet[] = [
  {
    name: 'Koran “Pagi” & Sore <1>',
    domain: 'koran.test',
    url: 'https://www.koran.test/',
    kind: 'NEWSPAPER',
    country: 'ID',
    languages: ['id', 'en'],
    channels: [
      { kind: 'RSS', url: 'https://www.koran.test/rss?a=1&b=2', ingestible: true },
      { kind: 'ATOM', url: 'https://www.koran.test/atom.xml', ingestible: true },
    ],
  },
  {
    name: 'Kawat',
    domain: 'kawat.test',
    url: 'https://kawat.test/',
    kind: null,
    country: null,
    languages: [],
    channels: [
      { kind: 'JSON_FEED', url: 'https://kawat.test/feed.json', ingestible: true },
      { kind: 'NEWS_SITEMAP', url: 'https://kawat.test/news-sitemap.xml', ingestible: true },
      { kind: 'API', url: 'https://kawat.test/wp-json/wp/v2/posts?_embed=1', ingestible: true },
      {
        kind: 'GOOGLE_NEWS',
        url: 'https://news.google.com/rss/search?q=site%3Akawat.test',
        ingestible: true,
      },
      { kind: 'TELEGRAM', url: 'https://t.me/s/kawat_news', ingestible: true },
      { kind: 'TELEGRAM', url: 'https://t.me/s/kawat_foto', ingestible: false },
      { kind: 'WHATSAPP_CHANNEL', url: 'https://whatsapp.com/channel/0029Va4K0PZ5a245', ingestible: false },
    ],
  },
];

describe('an OPML list', () => {
  it('gives back what was written', () => {
    expect(readOpml(writeOpml(outlets, { title: 'T', createdAt }))).toEqual({ outlets, faults: [] });
  });

  it('may be empty', () => {
    expect(readOpml(writeOpml([], { title: 'T', createdAt }))).toEqual({ outlets: [], faults: [] });
    expect(readOpml(wrap(''))).toEqual({ outlets: [], faults: [] });
  });

  it('is read at any depth, in order, folders giving no name', () => {
    const { outlets: found, faults } = readOpml(
      wrap(`<outline text="News"><outline text="Asia"><outline text="A" type="rss" xmlUrl="https://a.test/rss"/></outline>
        <outline text="B" xmlUrl="https://b.test/rss"/></outline><outline title="C" text="c" xmlUrl="https://c.test/rss" htmlUrl="https://www.c.test/news"/>`),
    );
    expect(found.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(found[2]).toMatchObject({ domain: 'c.test', url: 'https://www.c.test/news' });
    expect(faults).toEqual([]);
  });

  it('joins the feeds of one site to one outlet and drops doubles', () => {
    const { outlets: found } = readOpml(
      wrap(`<outline text="A" xmlUrl="https://feeds.a.test/1"/><outline text="A sport" xmlUrl="https://www.a.test/2" language="id-ID"/>
        <outline text="A" xmlUrl="https://feeds.a.test/1"/>`),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ name: 'A', domain: 'a.test', languages: ['id'] });
    expect(found[0]?.channels.map(({ url }) => url)).toEqual([
      'https://feeds.a.test/1',
      'https://www.a.test/2',
    ]);
  });

  it('reports a bad outline and reads the rest', () => {
    const { outlets: found, faults } = readOpml(
      wrap(`<outline text="No address" type="rss"/><outline text="Odd" xmlUrl="feed:nonsense"/>
        <outline xmlUrl="/relative"/><outline text="Relayed" xmlUrl="https://feeds.feedburner.com/x"/>
        <outline text="Known" xmlUrl="https://feeds.feedburner.com/y" htmlUrl="https://known.test/"/>
        <outline text="Good" xmlUrl="https://good.test/rss"/>`),
    );
    expect(found.map(({ domain }) => domain)).toEqual(['known.test', 'good.test']);
    expect(faults).toMatchObject([
      { outline: 'No address', message: 'xmlUrl is missing' },
      { outline: 'Odd', message: expect.stringContaining('feed:nonsense') },
      { outline: null },
      { outline: 'Relayed', message: expect.stringContaining('htmlUrl is missing') },
    ]);
  });

  it('knows channels by their address where the list does not tell, and never reads WhatsApp', () => {
    const { outlets: found, faults } = readOpml(
      wrap(`<outline text="A" htmlUrl="https://a.test/" xmlUrl="https://www.whatsapp.com/channel/0029Va4K0PZ5a245"/>
        <outline text="A" htmlUrl="https://a.test/" xmlUrl="https://t.me/a_news"/>
        <outline text="B" xmlUrl="https://news.google.com/search?q=site:b.test&amp;hl=id"/>
        <outline text="Nobody's" xmlUrl="https://t.me/s/some_news"/>`),
    );
    expect(found.map(({ domain, channels }) => [domain, channels])).toEqual([
      [
        'a.test',
        [
          {
            kind: 'WHATSAPP_CHANNEL',
            url: 'https://whatsapp.com/channel/0029Va4K0PZ5a245',
            ingestible: false,
          },
          { kind: 'TELEGRAM', url: 'https://t.me/s/a_news', ingestible: true },
        ],
      ],
      [
        'b.test',
        [
          {
            kind: 'GOOGLE_NEWS',
            url: 'https://news.google.com/rss/search?q=site:b.test&hl=id',
            ingestible: true,
          },
        ],
      ],
    ]);
    expect(faults).toMatchObject([{ outline: "Nobody's", message: expect.stringContaining('htmlUrl') }]);
  });

  it('may name one outlet a great many times', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `<outline text="A" xmlUrl="https://a.test/${i}"/>`);
    expect(readOpml(wrap(many.join(''))).outlets[0]?.channels).toHaveLength(30_000);
  });

  it('leaves out what is commented out, with everything below', () => {
    const text = wrap(
      `<outline text="Off" isComment="true"><outline text="A" xmlUrl="https://a.test/rss"/></outline>`,
    );
    expect(readOpml(text)).toEqual({ outlets: [], faults: [] });
  });

  it('is read when it is not well-formed', () => {
    const text =
      '<opml><body><outline text="Tom & Co" xmlUrl="https://a.test/rss?x=1&y=2"><outline text=B xmlUrl=https://b.test/rss></body>';
    expect(readOpml(text).outlets.map(({ name, channels }) => [name, channels[0]?.url])).toEqual([
      ['Tom & Co', 'https://a.test/rss?x=1&y=2'],
      ['B', 'https://b.test/rss'],
    ]);
  });

  it('survives any depth', () => {
    const deep = wrap(
      `${'<outline text="f">'.repeat(20_000)}<outline text="A" xmlUrl="https://a.test/rss"/>${'</outline>'.repeat(20_000)}`,
    );
    expect(readOpml(deep).outlets).toHaveLength(1);
  });

  it('is refused in one sentence when it is something else', () => {
    for (const text of ['', 'hello', '<html><body><p>No list</p></body></html>', '{"a":1}']) {
      expect(() => readOpml(text)).toThrow(AppError);
    }
  });
});
