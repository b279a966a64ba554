import { describe, expect, it } from 'vitest';
import { readHub } from '../../src/ingest/feedHub.ts';

const url = 'https://a.example/rss';
const rss = (head: string) =>
  `<?xml version="1.0"?><rss xmlns:a="http://www.w3.org/2005/Atom"><channel><title>A</title>${head}<item><a:link rel="hub" href="https://evil.example/"/></item></channel></rss>`;

describe('the hub of a feed', () => {
  it('is named by RSS and Atom, with the topic as the feed names itself', () => {
    const links = '<a:link rel="hub" href="https://hub.example/"/><a:link rel="self" href="/rss.xml"/>';
    const hub = { hubUrl: 'https://hub.example/', topicUrl: 'https://a.example/rss.xml' };
    expect(readHub(Buffer.from(rss(links)), url)).toEqual(hub);
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom">${links.replaceAll('a:', '')}</feed>`;
    expect(readHub(atom, url)).toEqual(hub);
  });

  it('is named by JSON Feed', () => {
    const hubs = [
      { type: 'rssCloud', url: 'https://x.example/' },
      { type: 'WebSub', url: 'https://hub.example/' },
    ];
    expect(readHub(JSON.stringify({ hubs, feed_url: 'https://a.example/feed.json' }), url)).toEqual({
      hubUrl: 'https://hub.example/',
      topicUrl: 'https://a.example/feed.json',
    });
  });

  it('is named by headers first', () => {
    const header = '<https://h.example/>; title="a, b"; rel="hub", </self>; rel=self';
    const links = '<a:link rel="hub" href="https://hub.example/"/>';
    const hub = { hubUrl: 'https://h.example/', topicUrl: 'https://a.example/self' };
    expect(readHub(rss(links), url, header)).toEqual(hub);
  });

  it('has the address of the feed for a topic when the feed names none', () => {
    expect(readHub('', url, '<https://h.example/>; rel="hub preconnect"')).toEqual({
      hubUrl: 'https://h.example/',
      topicUrl: url,
    });
  });

  it.each([[rss('')], ['{'], ['<html>'], [rss('<a:link rel="hub" href="javascript:x"/>')]])(
    'is none in %s',
    (text) => {
      expect(readHub(text, url, '<https://a.example/2>; rel="next"')).toBeNull();
    },
  );
});
