import { describe, expect, it } from 'vitest';
import { entityId } from '../../src/base/id.ts';
import { cuesOf } from '../../src/stories/cues.ts';

const cues = (language: string, headline: string, text = '') => cuesOf({ language, headline, text });
const shared = (a: string[], b: string[]) => a.filter((cue) => b.includes(cue));

describe('cuesOf', () => {
  it('writes one number one way in every language, and leaves out years and single digits', () => {
    expect(cues('id', 'gempa 6,4 di kota, 2.300 rumah rusak')).toEqual(['#6.4', '#2300']);
    expect(cues('en', 'quake of 6.4 hits town, 2,300 homes damaged')).toEqual(['#6.4', '#2300']);
    expect(cues('en', 'in 2015 there were 3')).toEqual([]);
  });

  it('knows a country by its name in the language', () => {
    const france = entityId('PLACE', 'iso:FR');
    expect(cues('id', 'di Prancis')).toEqual([france]);
    expect(cues('en', 'in France')).toEqual([france]);
    expect(cues('ru', 'во Франции')).toEqual([france]);
    expect(cues('xx-nonsense', 'in France')).not.toContain(france);
  });

  it('reads one name in Latin and Cyrillic letters and in two cases alike', () => {
    const names = cues('ru', 'встреча Путина в Женеве');
    expect(shared(names, cues('en', 'talks of Putin in Brussels'))).toEqual(['putin']);
    expect(shared(cues('sl', 'srečanje s Putinom'), names)).toEqual(['putin']);
  });

  it('trusts no capital that a sentence or a headline in title case gives any word', () => {
    const lead = 'Warga menunggu di Gombong. Mereka sabar.';
    expect(cues('id', 'Pasar Besar Kota Itu Terbakar Hebat', lead)).toEqual(['gombong']);
  });

  it('gives forty at most, once each, and nothing for an empty text', () => {
    const names = Array.from(
      { length: 90 },
      (_, i) => `x N${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10)]}k`,
    );
    expect(cues('en', `${names.join(' ')} ${names.join(' ')}`)).toHaveLength(40);
    expect(cues('', '')).toEqual([]);
    expect(cues('en', '\u0000\ud800 \u0000', '\u0000')).toEqual([]);
  });
});
