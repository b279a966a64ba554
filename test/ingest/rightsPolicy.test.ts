import { describe, expect, it } from 'vitest';
import type { Facts, FeedEntry, Page, RightsSignal } from '../../src/base/news.ts';
import {
  describeUnder,
  draftUnder,
  evidenceOf,
  factsUnder,
  mergeSignals,
  noFacts,
  type ReadingPolicy,
  readingOf,
} from '../../src/ingest/rightsPolicy.ts';
import { rightsSignal } from '../../src/ingest/rightsSignal.ts';

const snippet: ReadingPolicy = { exposure: 'SNIPPET', snippetMaxChars: 150, isLicensed: false };
const full: ReadingPolicy = { ...snippet, exposure: 'FULL_TEXT' };
const licensed: ReadingPolicy = { ...full, isLicensed: true };

const tdm = (basis: RightsSignal['basis'], tdmReserved: boolean) => rightsSignal(basis, '', { tdmReserved });
const robots = (excerpt: string, exposure: RightsSignal['exposure']) =>
  rightsSignal('ROBOTS_TXT', excerpt, { exposure });

const entry: FeedEntry = {
  guid: null,
  url: 'https://koran.example/1?utm_source=rss',
  headline: 'Kapal tiba di Solo',
  summary: 'Sebuah kapal tiba di Solo pada hari Jumat.',
  contentHtml: '<p>Isi penuh yang panjang sekali.</p>',
  publishedAt: new Date('2015-11-27T03:00:00Z'),
  modifiedAt: null,
  authors: ['Rini'],
  keywords: ['kapal'],
  image: { url: 'https://koran.example/1.jpg', caption: null, credit: null },
  language: 'id',
  publisher: null,
  isWhole: false,
  isRetraction: false,
};

const page: Page = {
  url: 'https://koran.example/1',
  headline: 'Kapal Tiba di Solo',
  description: 'Deskripsi halaman.',
  text: 'Teks halaman.',
  blocks: [{ text: 'Teks halaman.', html: '<p>Teks halaman.</p>' }],
  authors: ['Rini S.'],
  publishedAt: null,
  publishedPrecision: null,
  modifiedAt: null,
  image: null,
  language: 'id',
  section: 'Daerah',
  keywords: [],
  alternativeHeadline: null,
  schemaTypes: ['NewsArticle'],
  isAccessibleForFree: true,
  rights: [],
};

describe('signals taken together', () => {
  it('say no where one says no, and yes where one says yes and none no', () => {
    const yes = rightsSignal('AIPREF', '', { aiTrainingAllowed: true });
    const no = rightsSignal('RSL', '', { aiTrainingAllowed: false });
    expect(mergeSignals([yes]).aiTrainingAllowed).toBe(true);
    expect(mergeSignals([yes, no]).aiTrainingAllowed).toBe(false);
    expect(mergeSignals([]).aiTrainingAllowed).toBeNull();
  });

  it('ask for the strictest exposure, on the basis of the one that asks for it', () => {
    const merged = mergeSignals([
      robots('robots: noarchive', 'SNIPPET'),
      rightsSignal('RSL', '', { exposure: 'NONE' }),
    ]);
    expect(merged).toMatchObject({ reservedExposure: 'NONE', reservedBasis: 'RSL', tdmReserved: false });
  });

  it('take of TDMRep the latest word: meta before header before file', () => {
    const file = tdm('TDMREP_FILE', true);
    expect(mergeSignals([file])).toMatchObject({ tdmReserved: true, reservedBasis: 'TDMREP_FILE' });
    expect(mergeSignals([tdm('TDMREP_HEADER', false), file]).tdmReserved).toBe(false);
    expect(mergeSignals([file, tdm('TDMREP_HEADER', false), tdm('TDMREP_META', true)])).toMatchObject({
      tdmReserved: true,
      reservedBasis: 'TDMREP_META',
    });
  });
});

describe('a reading', () => {
  it('is all that the operator chose when the publisher says nothing', () => {
    expect(readingOf(snippet, [], true)).toEqual({
      mayRead: true,
      mayMine: true,
      exposure: 'SNIPPET',
      snippetMaxChars: 150,
      basis: null,
    });
  });

  it('has no text and no recognition where mining is reserved', () => {
    expect(readingOf(full, [tdm('TDMREP_META', true)], true)).toEqual({
      mayRead: false,
      mayMine: false,
      exposure: 'NONE',
      snippetMaxChars: 0,
      basis: 'TDMREP_META',
    });
  });

  it('is not narrowed under a licence, but robots.txt still keeps us from the page', () => {
    expect(readingOf(licensed, [tdm('TDMREP_FILE', true)], true)).toMatchObject({
      mayRead: true,
      mayMine: true,
      exposure: 'FULL_TEXT',
      basis: null,
    });
    expect(readingOf(licensed, [], false)).toMatchObject({ mayRead: false, basis: 'ROBOTS_TXT' });
  });

  it("leaves the feed's own words where robots.txt forbids the page", () => {
    expect(readingOf(full, [], false)).toEqual({
      mayRead: false,
      mayMine: true,
      exposure: 'SNIPPET',
      snippetMaxChars: 150,
      basis: 'ROBOTS_TXT',
    });
    expect(readingOf(full, [tdm('TDMREP_FILE', true)], false)).toMatchObject({
      mayMine: false,
      exposure: 'NONE',
      basis: 'TDMREP_FILE',
    });
  });

  it('shows nothing under nosnippet, less under max-snippet, extracts only under noarchive', () => {
    expect(readingOf(snippet, [robots('robots: nosnippet', 'NONE')], true)).toMatchObject({
      mayMine: true,
      exposure: 'NONE',
      snippetMaxChars: 0,
      basis: 'ROBOTS_TXT',
    });
    expect(readingOf(snippet, [robots('robots: max-snippet:60', 'SNIPPET')], true)).toMatchObject({
      exposure: 'SNIPPET',
      snippetMaxChars: 60,
      basis: 'ROBOTS_TXT',
    });
    expect(readingOf(snippet, [robots('robots: max-snippet:600', 'SNIPPET')], true).basis).toBeNull();
    expect(readingOf(full, [robots('robots: noarchive', 'SNIPPET')], true).exposure).toBe('SNIPPET');
    expect(readingOf(snippet, [robots('robots: noarchive', 'SNIPPET')], true).basis).toBeNull();
  });

  it('is never wider than what the operator chose', () => {
    const none: ReadingPolicy = { ...snippet, exposure: 'NONE' };
    expect(readingOf(none, [robots('robots: noarchive', 'SNIPPET')], true).exposure).toBe('NONE');
    expect(readingOf(none, [], false).exposure).toBe('NONE');
  });
});

describe('a draft', () => {
  it('is whole where the page may be read', () => {
    expect(draftUnder(readingOf(snippet, [], true), entry, page).text).toBe('Isi penuh yang panjang sekali.');
  });

  it('keeps headline, address, date, by-line and the summary of the feed where robots.txt forbids the page', () => {
    expect(draftUnder(readingOf(full, [], false), entry, null)).toMatchObject({
      url: 'https://koran.example/1',
      headline: 'Kapal tiba di Solo',
      text: '',
      html: null,
      description: 'Sebuah kapal tiba di Solo pada hari Jumat.',
      authors: ['Rini'],
      datePublished: entry.publishedAt,
      image: null,
    });
  });

  it('keeps no word of the text, not even of the feed, where mining is reserved', () => {
    const reading = readingOf(full, [tdm('TDMREP_HEADER', true)], true);
    const draft = draftUnder(reading, entry, page);
    expect(draft).toMatchObject({
      url: 'https://koran.example/1',
      headline: 'Kapal Tiba di Solo',
      text: '',
      html: null,
      description: null,
    });
    expect(JSON.stringify(draft)).not.toMatch(/Teks halaman|Isi penuh|Sebuah kapal|Deskripsi/);
  });

  it('is refused without a headline', () => {
    const reading = readingOf(full, [], false);
    expect(() => draftUnder(reading, { ...entry, headline: null }, null)).toThrow('headline');
  });
});

describe('a description', () => {
  const limited = readingOf(snippet, [robots('robots: max-snippet:20', 'SNIPPET')], true);

  it('is cut at a word to what the page allows', () => {
    expect(describeUnder(limited, 'Sebuah kapal tiba di Solo.')).toBe('Sebuah kapal tiba…');
    expect(describeUnder(limited, 'Kapal tiba.')).toBe('Kapal tiba.');
    expect(describeUnder(limited, null)).toBeNull();
  });

  it('is dropped where nothing may be shown, and whole where the publisher says nothing', () => {
    const none = readingOf(snippet, [robots('robots: nosnippet', 'NONE')], true);
    expect(describeUnder(none, 'Kapal tiba.')).toBeNull();
    expect(describeUnder(readingOf(snippet, [], true), 'x'.repeat(500))).toHaveLength(500);
  });
});

describe('the evidence for an article', () => {
  it('is what its page says, or the refusal of robots.txt where the page was not read', () => {
    const said = [robots('robots: nosnippet', 'NONE')];
    expect(evidenceOf(entry.url, { ...page, rights: said }, true)).toBe(said);
    expect(evidenceOf(entry.url, null, true)).toEqual([]);
    expect(evidenceOf(entry.url, null, false)).toMatchObject([
      { basis: 'ROBOTS_TXT', url: 'https://koran.example/robots.txt', excerpt: 'Disallow: /1' },
    ]);
  });
});

describe('facts', () => {
  const quote = {
    start: 0,
    end: 4,
    text: 'Halo',
    style: 'DIRECT' as const,
    speakerKey: null,
    speakerText: '',
  };
  const facts: Facts = { ...noFacts('id-ID'), quotes: [quote] };

  it('are empty but for the language where nothing may be recognised', () => {
    expect(noFacts('id-ID')).toMatchObject({ language: 'id', mentions: [], entities: [] });
    expect(noFacts(null).language).toBe('und');
  });

  it('lose their quotes, which are extracts, where nothing may be shown', () => {
    const none = readingOf(snippet, [robots('robots: nosnippet', 'NONE')], true);
    expect(factsUnder(none, facts).quotes).toEqual([]);
    expect(factsUnder(readingOf(snippet, [], true), facts).quotes).toEqual([quote]);
  });
});
