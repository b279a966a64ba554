import { describe, expect, it } from 'vitest';
import type { EntityKind } from '../../src/base/news.ts';
import { findDisputes, type Settled, withSettled } from '../../src/enrich/disputed.ts';
import { recognise } from '../../src/enrich/enrich.ts';
import type { Tagged } from '../../src/enrich/knowledge.ts';
import { type Scan, tokenFrom, tokenize } from '../../src/enrich/tokens.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

const gazetteer = loadGazetteer();

interface Seen {
  name: string;
  kind: EntityKind;
  confidence: number;
}

/** What a tagger would say that sees these names at each of their occurrences, and nothing else. */
function taggedOf(scan: Scan, seen: Seen[]): Tagged {
  const outside = new Float32Array(scan.tokens.length).fill(1);
  const names = seen.flatMap(({ name, kind, confidence }) =>
    [...scan.text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].map(({ index }) => {
      const [from, to] = [tokenFrom(scan, index), tokenFrom(scan, index + name.length)];
      outside.fill(1 - confidence, from, to);
      return { kind, from, to, confidence };
    }),
  );
  return { names: names.sort((a, b) => a.from - b.from), outside };
}

function disputesOf(text: string, seen: Seen[], settledTo = 0) {
  const scan = tokenize(text);
  const tagged = taggedOf(scan, seen);
  return { tagged, disputes: findDisputes({ scan, language: 'en', gazetteer, tagged, settledTo }) };
}

/** Mentions after the answers to the first dispute. */
function mentionsAfter(text: string, seen: Seen[], name: Settled['name']): string[] {
  const { tagged, disputes } = disputesOf(text, seen);
  const [dispute] = disputes;
  const settled = dispute === undefined ? [] : [{ dispute, name }];
  const nothing = {
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  const tagger = { tag: () => withSettled(tagged, settled) };
  const { mentions } = recognise({ ...nothing, text, language: 'en' }, { gazetteer, tagger });
  return mentions.map((mention) => `${mention.text} ${mention.kind}`);
}

const text =
  'The minister flew home on Monday. He praised Harlan Mercer in a speech, and Harlan Mercer thanked him.';

describe('disputed names', () => {
  it('are those of which the tagger is unsure, each once however often it is printed', () => {
    const { disputes } = disputesOf(text, [{ name: 'Harlan Mercer', kind: 'ORGANIZATION', confidence: 0.7 }]);
    expect(disputes).toHaveLength(1);
    expect(disputes[0]).toMatchObject({
      candidates: ['Harlan Mercer'],
      context: 'He praised Harlan Mercer in a speech, and Harlan Mercer thanked him.',
    });
    expect(disputes[0]?.occurrences).toHaveLength(2);
  });

  it('are none where the tagger is sure, and none in a dateline', () => {
    expect(disputesOf(text, [{ name: 'Harlan Mercer', kind: 'PERSON', confidence: 0.99 }]).disputes).toEqual(
      [],
    );
    const unsure: Seen = { name: 'Harlan Mercer', kind: 'ORGANIZATION', confidence: 0.7 };
    expect(disputesOf(text, [unsure], text.length).disputes).toEqual([]);
  });

  it('are none that a list of countries or grammar proves', () => {
    const seen: Seen[] = [{ name: 'France', kind: 'PERSON', confidence: 0.6 }];
    expect(disputesOf('He lives in France with a Russian friend.', seen).disputes).toEqual([]);
  });

  it('offer what the rules read besides what stands', () => {
    const sentence = 'He joined the Bank of Harlan Mercer in May.';
    const { disputes } = disputesOf(sentence, [{ name: 'Harlan Mercer', kind: 'PERSON', confidence: 0.93 }]);
    expect(disputes[0]?.candidates).toContain('Harlan Mercer');
    expect(disputes[0]?.candidates.length).toBeGreaterThanOrEqual(1);
  });

  it('come most printed first', () => {
    const both = `${text} Otto Brandt left.`;
    const { disputes } = disputesOf(both, [
      { name: 'Otto Brandt', kind: 'PLACE', confidence: 0.5 },
      { name: 'Harlan Mercer', kind: 'PLACE', confidence: 0.5 },
    ]);
    expect(disputes.map(({ candidates }) => candidates[0])).toEqual(['Harlan Mercer', 'Otto Brandt']);
  });

  it('show no more of a long sentence than what stands around them', () => {
    const long = `He said ${'so and '.repeat(100)}Harlan Mercer ${'so and '.repeat(20)}left.`;
    const { disputes } = disputesOf(long, [{ name: 'Harlan Mercer', kind: 'PLACE', confidence: 0.6 }]);
    expect(disputes[0]?.context.length).toBeLessThan(430);
    expect(disputes[0]?.context).toContain('Harlan Mercer');
  });

  it('never share words, whatever is printed', () => {
    const wild =
      'Bank of Harlan (BH) of New York Times Square Garden City Council of Europe, Paris Hilton Jakarta. ';
    const seen: Seen[] = ['York Times', 'City Council', 'Hilton Jakarta', 'BH', 'Square'].map((name, i) => ({
      ...{ name, kind: i % 2 ? 'PLACE' : 'PERSON', confidence: 0.3 + i / 10 },
    }));
    const { disputes, tagged } = disputesOf(wild.repeat(3), seen);
    const taken = disputes.flatMap(({ occurrences }) => occurrences).sort((a, b) => a.from - b.from);
    expect(taken.length).toBeGreaterThan(0);
    for (const [i, { from }] of taken.entries()) expect(from).toBeGreaterThanOrEqual(taken[i - 1]?.to ?? 0);
    const settled = disputes.map(
      (dispute): Settled => ({
        dispute,
        name: { candidate: dispute.candidates.at(-1) ?? '', kind: 'PLACE' },
      }),
    );
    const { names } = withSettled(tagged, settled);
    for (const [i, { from }] of names.entries()) expect(from).toBeGreaterThanOrEqual(names[i - 1]?.to ?? 0);
  });
});

describe('an answer', () => {
  const seen: Seen[] = [{ name: 'Harlan Mercer', kind: 'ORGANIZATION', confidence: 0.7 }];

  it('makes every mention of the words what it says', () => {
    const name = { candidate: 'Harlan Mercer', kind: 'PERSON' } as const;
    const expected = ['Harlan Mercer PERSON', 'Harlan Mercer PERSON'];
    expect(mentionsAfter(text, seen, name)).toEqual(expected);
  });

  it('takes away what is no name', () => {
    expect(mentionsAfter(text, seen, null)).toEqual([]);
  });

  it('leaves everything as it was when it names what was not offered', () => {
    const { tagged, disputes } = disputesOf(text, seen);
    const [dispute] = disputes;
    if (dispute === undefined) throw new Error('nothing in dispute');
    const name = { candidate: 'Somebody Else', kind: 'PERSON' } as const;
    expect(withSettled(tagged, [{ dispute, name }])).toEqual(tagged);
    expect(withSettled(tagged, [])).toEqual(tagged);
  });

  it('does not change the tagged names it is applied to', () => {
    const { tagged, disputes } = disputesOf(text, seen);
    const before = structuredClone(tagged);
    withSettled(
      tagged,
      disputes.map((dispute) => ({ dispute, name: null })),
    );
    expect(tagged).toEqual(before);
  });
});
