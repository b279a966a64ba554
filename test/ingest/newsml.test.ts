import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/ingest/feed.ts';

const source = { url: 'https://wire.example/latest', now: new Date('2026-01-01T00:00:00Z') };
const parse = (text: string) => parseFeed(text, source);

const xhtml =
  '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><p>Water <b>rose</b> &lt; 3 m.<br/>Much.</p><script>x</script></body></html></inlineXML>';
const nitf =
  '<inlineXML contenttype="application/nitf+xml"><nitf><body><body.head><hedline><hl1>From NITF</hl1></hedline><byline>By Ann Lee</byline><dateline>SOLO, Indonesia</dateline></body.head><body.content><block><p>By <person>Bo</person>.</p></block><media><media-caption>no</media-caption></media></body.content></body></nitf></inlineXML>';

interface Parts {
  guid?: string;
  itemMeta?: string;
  contentMeta?: string;
  content?: string;
}

const newsItem = ({ guid = 'urn:n:1', itemMeta = '', contentMeta = '', content = xhtml }: Parts) =>
  `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="${guid}" version="2" xml:lang="en"><rightsInfo><copyrightHolder literal="Wire"/></rightsInfo>
   <itemMeta><itemClass qcode="ninat:text"/><versionCreated>2015-11-27T11:00:00Z</versionCreated>${itemMeta}</itemMeta>
   <contentMeta>${contentMeta}</contentMeta><contentSet>${content}</contentSet></newsItem>`;
const message = (items: string) =>
  `<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2015-11-27T11:01:00Z</sent></header><itemSet>${items}</itemSet></newsMessage>`;

describe('NewsML-G2', () => {
  it('gives a single item as an entry that is whole', () => {
    const contentMeta = `<contentCreated>2015-11-27T10:00:00Z</contentCreated><located qcode="city:solo"><name>Solo</name></located>
      <by>By Ann Lee and Bo Li</by><headline>Flood reaches Solo</headline><language tag="en-GB"/>
      <subject qcode="m:1"><name>weather</name></subject><keyword>flood</keyword><description role="drol:summary">Water rose.</description>`;
    const feed = parse(newsItem({ contentMeta }));
    expect(feed.kind).toBe('API');
    expect(feed.entries[0]).toEqual({
      guid: 'urn:n:1',
      url: 'https://wire.example/latest?item=urn%3An%3A1',
      headline: 'Flood reaches Solo',
      summary: 'Water rose.',
      contentHtml: '<p>Solo - Water <b>rose</b> &lt; 3 m.<br>Much.</p>',
      publishedAt: new Date('2015-11-27T10:00:00Z'),
      modifiedAt: new Date('2015-11-27T11:00:00Z'),
      authors: ['Ann Lee', 'Bo Li'],
      keywords: ['weather', 'flood'],
      image: null,
      language: 'en-GB',
      publisher: null,
      isWhole: true,
      isRetraction: false,
    });
  });

  it('has NITF read for what its own fields leave out', () => {
    expect(parse(newsItem({ content: nitf })).entries[0]).toMatchObject({
      headline: 'From NITF',
      authors: ['Ann Lee'],
      contentHtml: '<div><p>SOLO, Indonesia - By Bo.</p></div>',
      language: 'en',
    });
  });

  it('has plain text made paragraphs', () => {
    const content = '<inlineData contenttype="text/plain">One &lt; two.\n\nThree.</inlineData>';
    expect(parse(newsItem({ content })).entries[0]?.contentHtml).toBe('<p>One &lt; two.</p><p>Three.</p>');
  });

  it('gives every text of a message, its pictures with their captions, and no package', () => {
    const picture = `<newsItem guid="urn:p:1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta><creditline>Cy/Wire</creditline><description>A road</description></contentMeta>
      <contentSet><remoteContent href="https://wire.example/s.jpg" width="100"/><remoteContent href="https://wire.example/l.jpg" width="900"/></contentSet></newsItem>`;
    const linked = '<link rel="irel:seeAlso" residref="urn:p:1"/><link href="https://wire.example/news/1"/>';
    const title = '<title>Named by the item</title>';
    const feed = parse(
      message(`${newsItem({ itemMeta: linked + title })}${picture}<packageItem guid="urn:k:1"/>`),
    );
    expect(feed.entries).toHaveLength(1);
    expect(feed.entries[0]).toMatchObject({
      url: 'https://wire.example/news/1',
      headline: 'Named by the item',
      image: { url: 'https://wire.example/l.jpg', caption: 'A road', credit: 'Cy/Wire' },
    });
  });

  it.each([
    ['<pubStatus qcode="stat:canceled"/>', true],
    ['<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', true],
    ['<pubStatus qcode="stat:usable"/>', false],
  ])('with %s takes the item back: %s', (itemMeta, isRetraction) => {
    expect(parse(newsItem({ itemMeta })).entries[0]?.isRetraction).toBe(isRetraction);
  });

  it('has items held back as faults and not as entries', () => {
    const items = [
      newsItem({ guid: 'urn:n:1', itemMeta: '<embargoed>2026-01-02T00:00:00Z</embargoed>' }),
      newsItem({ guid: 'urn:n:2', itemMeta: '<embargoed>2025-12-31T00:00:00Z</embargoed>' }),
      newsItem({ guid: 'urn:n:3', itemMeta: '<pubStatus qcode="stat:withheld"/>' }),
    ];
    const feed = parse(message(items.join('')));
    expect(feed.entries.map(({ guid }) => guid)).toEqual(['urn:n:2']);
    expect(feed.faults.map(({ index }) => index)).toEqual([0, 2]);
    expect(feed.faults[0]?.message).toContain('embargoed until 2026-01-02');
  });

  it('without any item is a feed without entries', () => {
    expect(parse(message('')).entries).toEqual([]);
    expect(parse('<packageItem guid="urn:k:1"/>').entries).toEqual([]);
  });
});
