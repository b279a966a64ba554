import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/ingest/feed.ts';

const source = { url: 'https://wire.example/items?since=1', now: new Date('2026-01-01T00:00:00Z') };
const parse = (value: unknown) => parseFeed(JSON.stringify(value), source);

const versionOne = {
  uri: 'urn:wire:1',
  type: 'text',
  pubstatus: 'usable',
  language: 'en',
  contentcreated: '2015-11-27T10:00:00Z',
  versioncreated: '2015-11-27T11:00:00Z',
  headline: 'Flood reaches Solo & Klaten',
  byline: 'By Ann Lee and Bo Li',
  located: 'Solo',
  description_text: 'Water rose.',
  body_xhtml: '<p>Water rose overnight.</p>',
  subject: [{ code: '1', name: 'weather' }],
  copyrightholder: 'Wire',
  associations: {
    main: {
      uri: 'urn:wire:p1',
      type: 'picture',
      byline: 'Photo: Cy',
      description_text: 'A flooded road',
      renditions: {
        small: { href: 'https://wire.example/s.jpg', width: 100 },
        large: { href: 'https://wire.example/l.jpg', width: 900 },
      },
    },
  },
};

const versionThree = {
  uri: 'https://wire.example/news/2',
  standard: { name: 'ninjs', version: '3.0' },
  pubstatus: 'usable',
  headlines: [
    { role: 'short', value: 'Short' },
    { role: 'main', value: 'The whole headline' },
  ],
  bodies: [
    { role: 'main', contenttype: 'text/plain', value: 'One.\n\nTwo < three.' },
    { role: 'main', contenttype: 'text/html', value: '<p>One.</p>' },
  ],
  subjects: [{ names: [{ value: 'politics' }] }],
};

describe('ninjs', () => {
  it('1.x gives an entry that is whole', () => {
    const feed = parse(versionOne);
    expect(feed.kind).toBe('API');
    expect(feed.entries[0]).toEqual({
      guid: 'urn:wire:1',
      url: 'https://wire.example/items?item=urn%3Awire%3A1',
      headline: 'Flood reaches Solo & Klaten',
      summary: 'Water rose.',
      contentHtml: '<p>Solo - Water rose overnight.</p>',
      publishedAt: new Date('2015-11-27T10:00:00Z'),
      modifiedAt: new Date('2015-11-27T11:00:00Z'),
      authors: ['Ann Lee', 'Bo Li'],
      keywords: ['weather'],
      image: { url: 'https://wire.example/l.jpg', caption: 'A flooded road', credit: 'Photo: Cy' },
      language: 'en',
      publisher: null,
      isWhole: true,
      isRetraction: false,
    });
  });

  it('2.x and 3.x give the main headline and the body as HTML', () => {
    expect(parse([versionThree]).entries[0]).toMatchObject({
      url: 'https://wire.example/news/2',
      headline: 'The whole headline',
      contentHtml: '<p>One.</p>',
      keywords: ['politics'],
    });
  });

  it('has plain bodies made paragraphs', () => {
    const plain = { ...versionThree, bodies: versionThree.bodies.slice(0, 1) };
    expect(parse({ items: [plain] }).entries[0]?.contentHtml).toBe('<p>One.</p><p>Two &lt; three.</p>');
  });

  it('does not print the dateline twice', () => {
    const body = '<p><b>SOLO</b>, Indonesia - Water rose.</p>';
    expect(parse({ ...versionOne, body_xhtml: body }).entries[0]?.contentHtml).toBe(body);
  });

  it('takes an item back that is cancelled', () => {
    const { body_xhtml, ...bare } = versionOne;
    expect(parse({ ...bare, pubstatus: 'stat:canceled' }).entries[0]).toMatchObject({
      guid: 'urn:wire:1',
      isRetraction: true,
    });
  });

  it('has items held back as faults and not as entries', () => {
    const embargoed = { ...versionOne, embargoed: '2026-01-02T00:00:00Z' };
    const over = { ...versionOne, uri: 'urn:wire:2', embargoed: '2025-12-31T00:00:00Z' };
    const withheld = { ...versionOne, uri: 'urn:wire:3', pubstatus: 'withheld' };
    const feed = parse({ items: [embargoed, over, withheld] });
    expect(feed.entries.map(({ guid }) => guid)).toEqual(['urn:wire:2']);
    expect(feed.faults).toEqual([
      { index: 0, message: 'The item is embargoed until 2026-01-02T00:00:00.000Z' },
      { index: 2, message: 'The item is withheld by its provider' },
    ]);
  });

  it('leaves out what is no text', () => {
    expect(parse([versionOne, { ...versionOne, uri: 'urn:wire:9', type: 'picture' }]).entries).toHaveLength(
      1,
    );
  });

  it('never prints the key that the feed was asked with', () => {
    const url = 'https://user:secret@wire.example/items?apikey=secret';
    expect(parseFeed(JSON.stringify(versionOne), { ...source, url }).entries[0]?.url).not.toContain('secret');
  });

  it('is not taken for a JSON Feed when its list has a title', () => {
    expect(parse({ title: 'Today', items: [versionOne] }).kind).toBe('API');
  });
});
