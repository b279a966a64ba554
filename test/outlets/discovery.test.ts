import { describe, expect, it } from 'vitest';
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
  it('tells its name and language', () => {
    const html = `<html lang="id-ID"><title>Koran: berita  hari ini</title><meta property="og:site_name" content="Koran &amp; Co">`;
    expect(readSite(html, url)).toEqual({
      name: 'Koran & Co',
      title: 'Koran: berita hari ini',
      language: 'id-ID',
      feeds: [],
    });
  });

  it('falls back to og:locale, and to nulls', () => {
    expect(readSite('<meta property="og:locale" content="en_GB">', url).language).toBe('en-GB');
    expect(readSite('not a page', url)).toEqual({ name: null, title: null, language: null, feeds: [] });
  });

  it('is read however broken the page is', () => {
    const html = `<a href="::::"><link rel=alternate type="application/rss+xml" href="http://[bad"><svg><title>Logo</title></svg>${'<div>'.repeat(50_000)}`;
    expect(feedsOf(html)).toEqual([]);
  });
});
