import { describe, expect, it } from 'vitest';
import { googleNewsSite, namedChannel } from '../../src/outlets/channelAddress.ts';
import { readSite } from '../../src/outlets/discovery.ts';

const url = 'https://www.koran.test/';
const feedsOf = (html: string, at = url) => readSite(html, at).feeds;

describe('the feeds that a page tells of', () => {
  it('are the declared ones of every dialect, absolute, without doubles', () => {
    const html = `<head><link rel="alternate" type="application/rss+xml" href="/rss"><link rel='ALTERNATE' type='application/atom+xml; charset=utf-8' href='atom.xml'>
      <link rel="alternate" type="application/feed+json" href="https://cdn.koran.test/feed.json"><link rel="alternate" type="application/rss+xml" href="/rss"></head>`;
    expect(feedsOf(html)).toEqual([
      'https://www.koran.test/rss',
      'https://www.koran.test/atom.xml',
      'https://cdn.koran.test/feed.json',
    ]);
  });

  it('are not translations, comments, oEmbed or the JSON of a publishing system', () => {
    const html = `<link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1"><link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x">
      <link rel="stylesheet" type="text/css" href="/feed.css">`;
    expect(feedsOf(html)).toEqual([]);
  });

  it('are links that a reader could click, after the declared ones and on the same site only', () => {
    const html = `<base href="https://www.koran.test/id/"><link rel="alternate" type="application/rss+xml" href="utama.rss">
      <a href="feed/">Langganan</a> <a href="/umpan"><b>RSS</b></a> <a href="https://elsewhere.test/rss">RSS</a> <a href="/feedback">Feedback</a> <a href="/berita/rss-turun">x</a>`;
    expect(feedsOf(html)).toEqual([
      'https://www.koran.test/id/utama.rss',
      'https://www.koran.test/id/feed/',
      'https://www.koran.test/umpan',
      'https://www.koran.test/berita/rss-turun',
    ]);
  });
});

describe('a site by its page', () => {
  const ld = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
  const nothing = {
    name: null,
    title: null,
    language: null,
    country: null,
    iconUrl: null,
    profile: null,
    kind: null,
    feeds: [],
    named: [],
    wordPressApi: null,
  };

  it('tells its name and language', () => {
    const html = `<html lang="id-ID"><title>Koran: berita  hari ini</title><meta property="og:site_name" content="Koran &amp; Co">`;
    expect(readSite(html, url)).toEqual({
      ...nothing,
      name: 'Koran & Co',
      title: 'Koran: berita hari ini',
      language: 'id-ID',
      country: 'ID',
    });
  });

  it('falls back to og:locale, and to nulls', () => {
    expect(readSite('<meta property="og:locale" content="en_GB">', url).language).toBe('en-GB');
    expect(readSite('not a page', url)).toEqual(nothing);
  });

  it('is read however broken the page is', () => {
    const html = `<a href="::::"><link rel=alternate type="application/rss+xml" href="http://[bad"><svg><title>Logo</title></svg>${'<div>'.repeat(50_000)}`;
    expect(feedsOf(html)).toEqual([]);
  });

  it('is named by its JSON-LD where the meta tags do not, whatever stands beside it', () => {
    const graph = {
      '@graph': [
        { '@type': 'WebSite', name: 'koran.test', inLanguage: 'id' },
        { '@type': 'Organization', name: 'Iklan', url: 'https://iklan.test/' },
        {
          '@type': ['NewsMediaOrganization', 'Organization'],
          name: ' Koran  Pagi ',
          url: 'https://koran.test',
          address: { '@type': 'PostalAddress', addressCountry: { '@type': 'Country', name: 'Indonesia' } },
          logo: { '@type': 'ImageObject', url: '/logo.png' },
          sameAs: ['https://t.me/koranpagi', 'https://www.facebook.com/koran'],
          parentOrganization: { '@type': 'NewsMediaOrganization', name: 'Induk' },
        },
      ],
    };
    expect(readSite(`<html>${ld(graph)}${ld('{broken')}`, url)).toEqual({
      ...nothing,
      name: 'Koran Pagi',
      language: 'id',
      country: 'ID',
      iconUrl: 'https://www.koran.test/logo.png',
      profile: {
        logoUrl: 'https://www.koran.test/logo.png',
        ...{ foundedYear: null, principlesUrl: null, correctionsUrl: null, owners: ['Induk'] },
      },
      named: [{ kind: 'TELEGRAM', url: 'https://t.me/s/koranpagi' }],
    });
  });

  it('is of a kind only where the type leaves no doubt', () => {
    const kindOf = (type: string) => readSite(ld({ '@type': type, name: 'X' }), url).kind;
    expect(kindOf('Newspaper')).toBe('NEWSPAPER');
    expect(kindOf('https://schema.org/RadioStation')).toBe('BROADCASTER');
    expect(kindOf('GovernmentOrganization')).toBe('GOVERNMENT');
    expect(kindOf('NewsMediaOrganization')).toBeNull();
    expect(kindOf('Person')).toBeNull();
  });

  it('lies in the country of its address, else of its domain, else of its locale', () => {
    const address = ld({ '@type': 'Organization', name: 'X', address: { addressCountry: 'MY' } });
    expect(readSite(address, 'https://koran.co.id/').country).toBe('MY');
    expect(readSite('', 'https://koran.co.id/').country).toBe('ID');
    expect(readSite('', 'https://paper.co.uk/').country).toBe('GB');
    expect(readSite('<meta property="og:locale" content="pt_BR">', 'https://folha.com/').country).toBe('BR');
    expect(readSite('<html lang="id-ID">', 'https://koran.co/').country).toBe('ID');
  });

  it('lies nowhere when only a default, a disagreement or a fashionable domain speaks', () => {
    expect(readSite('<meta property="og:locale" content="en_US">', url).country).toBeNull();
    const both = '<html lang="ms-MY"><meta property="og:locale" content="id_ID">';
    expect(readSite(both, url).country).toBeNull();
    for (const domain of ['koran.tv', 'koran.io', 'koran.eu', 'koran.com', '127.0.0.1:80'])
      expect([domain, readSite('', `http://${domain}/`).country]).toEqual([domain, null]);
  });

  it('has the largest touch icon, else the largest icon', () => {
    const icons = `<link rel="icon" href="/16.png" sizes="16x16"><link rel="shortcut icon" href="/s.svg" sizes="any"><link rel="icon" href="data:image/png;base64,x" sizes="900x900">`;
    expect(readSite(icons, url).iconUrl).toBe('https://www.koran.test/s.svg');
    const touch = `<link rel="apple-touch-icon" href="//cdn.test/57.png" sizes="57x57"><link rel="apple-touch-icon-precomposed" href="//cdn.test/180.png" sizes="180x180">`;
    expect(readSite(icons + touch, url).iconUrl).toBe('https://cdn.test/180.png');
  });

  it('declares the REST interface of its publishing system', () => {
    const html = '<link rel="https://api.w.org/" href="/wp-json">';
    expect(readSite(html, url).wordPressApi).toBe('https://www.koran.test/wp-json/');
    const foreign = '<link rel="https://api.w.org/" href="https://else.test/wp-json/">';
    expect(readSite(foreign, url).wordPressApi).toBeNull();
  });
});

describe('the channels that a page names', () => {
  const named = (...hrefs: string[]) =>
    readSite(hrefs.map((href) => `<a href="${href}">x</a>`).join(''), url).named.map((one) => one.url);

  it('are WhatsApp and public Telegram channels in one spelling, without doubles', () => {
    const html = ['https://www.whatsapp.com/channel/0029Va4K0PZ5a245?src=web', 'https://t.me/KoranPagi'];
    const again = ['https://telegram.me/s/koranpagi', 'http://whatsapp.com/channel/0029Va4K0PZ5a245/'];
    expect(named(...html, ...again)).toEqual([
      'https://whatsapp.com/channel/0029Va4K0PZ5a245',
      'https://t.me/s/koranpagi',
    ]);
  });

  it('are not share links, invitations, bots, messages or chats', () => {
    const links = [
      'https://t.me/share/url?url=https://koran.test',
      'https://t.me/share?url=x',
      'https://t.me/joinchat/AAAAAE',
      'https://t.me/+AbCdEf12345',
      'https://t.me/koran_bot',
      'https://t.me/koranpagi/123',
      'https://t.me/abc',
      'https://wa.me/628111',
      'https://api.whatsapp.com/send?text=x',
      'https://chat.whatsapp.com/AbCdEf',
      'https://whatsapp.com/channel/',
      'https://not.me/koranpagi',
    ];
    expect(named(...links)).toEqual([]);
  });

  it('are five of a kind at most', () => {
    expect(named(...Array.from({ length: 40 }, (_, i) => `https://t.me/koran${i}x`))).toHaveLength(5);
  });
});

describe('an address of Google News', () => {
  it('is the feed of the page that a person sees', () => {
    const feedOf = (path: string) => namedChannel(`https://news.google.com${path}`)?.url;
    expect(feedOf('/search?q=site:koran.test&hl=id')).toBe(
      'https://news.google.com/rss/search?q=site:koran.test&hl=id',
    );
    expect(feedOf('/topics/CAAq?hl=id')).toBe('https://news.google.com/rss/topics/CAAq?hl=id');
    expect(feedOf('/home?hl=id&gl=ID')).toBe('https://news.google.com/rss?hl=id&gl=ID');
    expect(feedOf('/rss/search?q=x')).toBe('https://news.google.com/rss/search?q=x');
  });

  it('tells the outlet that a search is narrowed to', () => {
    const site = (q: string) =>
      googleNewsSite(`https://news.google.com/rss/search?q=${encodeURIComponent(q)}`);
    expect(site('banjir site:www.Koran.test')).toBe('https://www.koran.test/');
    expect(site('banjir')).toBeNull();
    expect(site('website:koran.test')).toBeNull();
  });
});

describe('a page made to be slow', () => {
  it('is read in one pass', () => {
    const hostile = [
      '<a href="/rss">'.repeat(100_000),
      `<a href="${'#'.repeat(1_000_000)}\n">`,
      `<title>${' '.repeat(1_000_000)}x`,
      `<link rel="icon" sizes="${'1x'.repeat(500_000)}" href="/i">`,
      `<script type="application/ld+json">${'[{"@graph":'.repeat(100_000)}`,
      `<script type="application/ld+json">${'-->   '.repeat(100_000)}</script>`,
      ld100k(),
      '<meta name="a" content="b">'.repeat(100_000),
      `<meta property="og:site_name" content="${'\u00a0'.repeat(1_000_000)}">`,
    ];
    for (const html of hostile) expect(readSite(html, url).name).toBeNull();
  });

  function ld100k(): string {
    const nodes = Array.from({ length: 100_000 }, () => ({ '@type': 'Organization', url: 'https://x.test' }));
    return `<script type="application/ld+json">${JSON.stringify(nodes)}</script>`;
  }
});
