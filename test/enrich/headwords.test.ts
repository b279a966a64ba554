import { describe, expect, it } from 'vitest';
import { enrich } from '../../src/enrich/enrich.ts';
import { createRegistry } from '../../src/enrich/registry.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

const gazetteer = loadGazetteer();

function namesIn(text: string, language: string): string[] {
  const from = {
    headline: null,
    publishedAt: null,
    sourceName: null,
    sourceDomain: null,
    sourceCountry: null,
  };
  const facts = enrich({ text, language, ...from }, { gazetteer, registry: createRegistry() });
  return facts.mentions.map(({ kind, text: name, role }) => [kind, role, name].filter(Boolean).join('|'));
}

describe('titles of several words', () => {
  it.each([
    ['Secretary of State Antony Blinken left.', 'PERSON|Secretary of State|Antony Blinken'],
    ['Chancellor of the Exchequer Jeremy Hunt left.', 'PERSON|Chancellor of the Exchequer|Jeremy Hunt'],
    ['Secretary of the Treasury Janet Yellen left.', 'PERSON|Secretary of the Treasury|Janet Yellen'],
    ['Speaker of the House Nancy Pelosi left.', 'PERSON|Speaker of the House|Nancy Pelosi'],
  ])('are no part of the name: %s', (text, expected) => {
    expect(namesIn(text, 'en')).toEqual([expected]);
  });
});

describe('storms', () => {
  it('are events and name nothing', () => {
    expect(namesIn('Hurricane Maria hit Puerto Rico, and Tropical Storm Harvey turned north.', 'en')).toEqual(
      ['PLACE|Puerto Rico'],
    );
  });
});

describe('bodies that list their fields', () => {
  it('are one name up to the last field', () => {
    expect(namesIn('Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) mencatat gempa.', 'id')).toEqual([
      'ORGANIZATION|Badan Meteorologi, Klimatologi, dan Geofisika',
      'ORGANIZATION|BMKG',
    ]);
  });

  it('are told apart from a list of bodies', () => {
    expect(namesIn('Rapat dihadiri Kejaksaan Agung, Polri, dan KPK.', 'id')).toEqual([
      'ORGANIZATION|Kejaksaan Agung',
      'ORGANIZATION|Polri',
      'ORGANIZATION|KPK',
    ]);
    expect(
      namesIn('Hadir pula Kementerian Sosial, Kementerian Pertanian, dan Kementerian Agama.', 'id'),
    ).toEqual([
      'ORGANIZATION|Kementerian Sosial',
      'ORGANIZATION|Kementerian Pertanian',
      'ORGANIZATION|Kementerian Agama',
    ]);
  });
});
