import { describe, expect, it } from 'vitest';
import type { Facts, Mention } from '../../src/base/news.ts';
import type { GoldArticle } from '../kit/gold.ts';
import { overlap, scoreEntities } from './entities.ts';

const text = 'MOSCOW — Putin met Hollande. "We will fight together," Putin said, as Reuters reported.';

function mentionOf(surface: string, kind: Mention['kind'], entityKey: string | null, from = 0): Mention {
  const start = text.indexOf(surface, from);
  return {
    kind,
    start,
    end: start + surface.length,
    text: surface,
    derived: false,
    role: null,
    entityKey,
    confidence: 1,
  };
}

const gold: GoldArticle = {
  slug: 'example',
  story: 'example',
  copyOf: null,
  copyKind: null,
  dateline: { place: 'moscow', wire: null },
  mentions: [
    'MOSCOW|PLACE|moscow',
    'Putin|PERSON|vladimir-putin',
    'Hollande|PERSON|francois-hollande',
    'Putin|PERSON|vladimir-putin',
    'Reuters|ORGANIZATION|reuters',
  ],
  quotes: [{ text: 'We will fight together,', style: 'DIRECT', speaker: 'vladimir-putin' }],
  citations: [{ text: 'as Reuters reported', source: 'reuters' }],
};

const quoteStart = text.indexOf('We will');
const citationStart = text.indexOf('as Reuters');

/** What a recogniser without fault would find, under keys of its own. */
const perfect: Facts = {
  language: 'en',
  entities: [],
  headlineMentions: [],
  mentions: [
    mentionOf('MOSCOW', 'PLACE', 'gn:1'),
    mentionOf('Putin', 'PERSON', 'wd:1'),
    mentionOf('Hollande', 'PERSON', 'wd:2'),
    mentionOf('Putin', 'PERSON', 'wd:1', quoteStart),
    mentionOf('Reuters', 'ORGANIZATION', 'wd:3'),
  ],
  dateline: { text: 'MOSCOW —', placeKey: 'gn:1', wireKey: null },
  quotes: [
    {
      text: 'We will fight together,',
      start: quoteStart,
      end: quoteStart + 23,
      style: 'DIRECT',
      speakerKey: 'wd:1',
      speakerText: 'Putin',
    },
  ],
  citations: [
    {
      kind: 'REPORTED_BY',
      text: 'as Reuters reported',
      start: citationStart,
      end: citationStart + 19,
      entityKey: 'wd:3',
      name: 'Reuters',
      domain: null,
    },
  ],
} as unknown as Facts;

const scoresOf = (change: Partial<Facts>) =>
  scoreEntities([{ text, gold, facts: { ...perfect, ...change } }]);

describe('scoreEntities', () => {
  it('gives full marks under whatever keys the recogniser uses', () => {
    const scores = scoresOf({});
    expect(scores.faults).toEqual([]);
    for (const rate of [scores.mentions.ALL, scores.identity, scores.quotes, scores.citations])
      expect(rate.f1).toBe(100);
    expect([scores.dateline.percent, scores.speakers.percent]).toEqual([100, 100]);
  });

  it('takes a mention only with its exact span, kind and derivation', () => {
    const spoilt = (change: Partial<Mention>) =>
      scoresOf({ mentions: perfect.mentions.map((m, i) => (i === 2 ? { ...m, ...change } : m)) });
    const end = (perfect.mentions[2]?.end ?? 0) + 1;
    for (const change of [{ end }, { kind: 'PLACE' as const }, { derived: true }]) {
      expect(spoilt(change).mentions.ALL).toMatchObject({ right: 4, found: 5, expected: 5 });
      expect(spoilt(change).mentions.PERSON.recall).toBeCloseTo(200 / 3, 10);
    }
  });

  it('lowers identity when one entity is split or two are joined, and when a known one is left open', () => {
    const keyed = (...keys: (string | null)[]) =>
      scoresOf({ mentions: perfect.mentions.map((m, i) => ({ ...m, entityKey: keys[i] ?? null })) }).identity;
    expect(keyed('a', 'b', 'c', 'x', 'd')).toMatchObject({ precision: 100, recall: 80 });
    expect(keyed('a', 'b', 'b', 'b', 'd').precision).toBeCloseTo(100 * ((1 + 4 / 3 + 1 / 3 + 1) / 5), 10);
    expect(keyed('a', 'b', 'c', null, 'd').recall).toBe(80);
  });

  it('takes a quote that overlaps by four fifths in the same style, and judges speakers of those alone', () => {
    const [quote] = perfect.quotes;
    const quoted = (change: object) =>
      scoresOf({ quotes: perfect.quotes.map((item) => ({ ...item, ...change })) });
    expect(quoted({ end: (quote?.end ?? 0) - 4 }).quotes.right).toBe(1);
    expect(quoted({ end: (quote?.end ?? 0) - 5 }).quotes).toMatchObject({ right: 0, found: 1, expected: 1 });
    expect(quoted({ end: (quote?.end ?? 0) - 5 }).speakers.of).toBe(0);
    expect(quoted({ style: 'INDIRECT' }).quotes.right).toBe(0);
    expect(quoted({ speakerKey: 'wd:2' }).speakers).toMatchObject({ right: 0, of: 1 });
    expect(quoted({ speakerKey: null }).speakers.right).toBe(0);
  });

  it('takes a citation only with the outlet it names, and a dateline only whole', () => {
    const cited = scoresOf({ citations: perfect.citations.map((item) => ({ ...item, entityKey: null })) });
    expect(cited.citations).toMatchObject({ right: 0, found: 1, expected: 1 });
    expect(scoresOf({ dateline: null }).dateline.right).toBe(0);
    expect(scoresOf({ dateline: { ...perfect.dateline, wireKey: 'wd:3' } as never }).dateline.right).toBe(0);
  });
});

it('measures overlap against the longer span', () => {
  expect(overlap({ start: 0, end: 10 }, { start: 0, end: 10 })).toBe(1);
  expect(overlap({ start: 0, end: 10 }, { start: 2, end: 10 })).toBe(0.8);
  expect(overlap({ start: 0, end: 10 }, { start: 5, end: 25 })).toBe(0.25);
  expect(overlap({ start: 0, end: 10 }, { start: 10, end: 20 })).toBe(0);
});
