import { describe, expect, it } from 'vitest';
import type { EntityKind } from '../../src/base/news.ts';
import { enrich } from '../../src/enrich/enrich.ts';
import type { TaggedName, Tagger } from '../../src/enrich/knowledge.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { tokenFrom } from '../../src/enrich/tokens.ts';
import { loadGazetteer, loadTagger } from '../../src/run/knowledge.ts';

type Seen = readonly [name: string, kind: EntityKind, confidence: number];

/** A tagger that sees these names where they first stand, and is sure of nothing else. */
function taggerThatSees(seen: readonly Seen[], outside = 1): Tagger {
  return {
    tag: (scan) => {
      const names: TaggedName[] = seen.flatMap(([name, kind, confidence]) => {
        const start = scan.text.indexOf(name);
        if (start < 0) return [];
        return [{ kind, from: tokenFrom(scan, start), to: tokenFrom(scan, start + name.length), confidence }];
      });
      return { names, outside: new Float32Array(scan.tokens.length).fill(outside) };
    },
  };
}

function found(text: string, language: string, tagger: Tagger | null): string[] {
  const page = {
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  const knowledge = { gazetteer: loadGazetteer(), registry: createRegistry(), tagger };
  return enrich({ ...page, text, language }, knowledge).mentions.map(
    (m) => `${m.kind} ${m.text}${m.derived ? ' derived' : ''}`,
  );
}

describe('what the tagger sees and what the rules find', () => {
  it('a name that the rules miss is taken', () => {
    const text = 'The crowd cheered as Velotrans opened the line.';
    expect(found(text, 'en', null)).not.toContain('ORGANIZATION Velotrans');
    expect(found(text, 'en', taggerThatSees([['Velotrans', 'ORGANIZATION', 0.9]]))).toEqual([
      'ORGANIZATION Velotrans',
    ]);
  });

  it('a title in front of a person is left out', () => {
    const text = 'Kemarin Gubernur Hartoyo Prasmadi datang ke kantor itu bersama para warga.';
    const tagger = taggerThatSees([['Gubernur Hartoyo Prasmadi', 'PERSON', 0.9]]);
    expect(found(text, 'id', tagger)).toEqual(['PERSON Hartoyo Prasmadi']);
  });

  it('a title that a known person goes by stays', () => {
    const text = 'Keputusan itu dihormati semua pihak, kata Gus Dur di rumahnya.';
    expect(found(text, 'id', taggerThatSees([['Gus Dur', 'PERSON', 0.9]]))).toEqual(['PERSON Gus Dur']);
  });

  it.each(['Wong Yeung-tat', 'Wong Yeung - tat'])('a lower-case part behind a hyphen stays (%s)', (name) => {
    const text = `The seat was won by ${name} of the new list on Sunday.`;
    expect(found(text, 'en', taggerThatSees([[name, 'PERSON', 0.95]]))).toEqual([`PERSON ${name}`]);
  });

  it('a lower-case noun in front of a place is left out', () => {
    const text = 'Sampah plastik menumpuk di pantai Karangsewu setelah banjir besar pekan lalu.';
    const tagger = taggerThatSees([['pantai Karangsewu', 'PLACE', 0.9]]);
    expect(found(text, 'id', tagger)).toEqual(['PLACE Karangsewu']);
  });

  it('adjectives and demonyms stay, which the tagger does not mark', () => {
    const text = 'The Russian minister said nothing about the plan on Monday.';
    expect(found(text, 'en', taggerThatSees([]))).toEqual(['PLACE Russian derived']);
  });

  it('a guess of the rules goes where the tagger is sure of no name, and stays where it is not', () => {
    const text = 'Mr Zorbak Fentil said that nobody had come to the market on Monday.';
    expect(found(text, 'en', taggerThatSees([], 1))).toEqual([]);
    expect(found(text, 'en', taggerThatSees([], 0.2))).toEqual(['PERSON Zorbak Fentil']);
  });

  it('a known country keeps its kind against a doubtful tagger', () => {
    const text = 'The talks with Indonesia went on for a week, officials said on Monday.';
    const tagger = taggerThatSees([['Indonesia', 'ORGANIZATION', 0.6]]);
    expect(found(text, 'en', tagger)).toEqual(['PLACE Indonesia']);
  });

  it('a surname alone is the person whose longer name the text prints', () => {
    const text = 'Minister Nadia Velkova resigned on Monday. Critics of Velkova welcomed the step.';
    const seen: Seen[] = [['Nadia Velkova', 'PERSON', 0.99]];
    const tagger: Tagger = {
      tag: (scan, language) => {
        const first = taggerThatSees(seen).tag(scan, language);
        const at = scan.text.lastIndexOf('Velkova');
        const from = tokenFrom(scan, at);
        return { ...first, names: [...first.names, { kind: 'PLACE', from, to: from + 1, confidence: 0.7 }] };
      },
    };
    expect(found(text, 'en', tagger)).toEqual(['PERSON Nadia Velkova', 'PERSON Velkova']);
  });

  it.each([
    [
      'people of a faith',
      'Christians and Muslims prayed together in the old church on Sunday.',
      'Muslims',
      'ORGANIZATION',
    ],
    [
      'a noun behind a party',
      'The Velkan party lost most of its seats on Sunday, officials said.',
      'Velkan party',
      'ORGANIZATION',
    ],
  ] as const)('%s are no part of a name', (_, text, name, kind) => {
    expect(found(text, 'en', taggerThatSees([[name, kind, 0.99]]))).not.toContain(`${kind} ${name}`);
  });

  it('thousands of names in one text are joined in time', () => {
    const name = (n: number) => `Z${[...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
    const text = Array.from({ length: 3000 }, (_, n) => `Mr John ${name(n)} spoke in ${name(n + 7)}.`).join(
      ' ',
    );
    expect(found(text, 'en', loadTagger()).length).toBeGreaterThan(3000);
  });
});
