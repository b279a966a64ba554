import { describe, expect, it } from 'vitest';
import type { FullGazetteer } from '../../src/enrich/gazetteer.ts';
import { placeInContext } from '../../src/enrich/gazetteerContext.ts';
import { rowsOf } from '../../src/enrich/gazetteerRows.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';
import { handKeptTables } from '../eval/gazetteerSources.ts';

const gazetteer: FullGazetteer = loadGazetteer();

/** Names from a place up to its country. */
function chainOf(key: string | null): string[] {
  const record = key === null ? null : gazetteer.byKey(key);
  return record === null ? [] : [record.name, ...chainOf(record.place?.parentKey ?? null)];
}

const keyOf = (name: string, language: string) => gazetteer.senses(name, language)[0]?.record.key ?? null;

describe('Indonesia', () => {
  const provinces = rowsOf(handKeptTables().indonesia);
  const cellsOf = (column: number) =>
    provinces.flatMap((row) =>
      (row[column] ?? '')
        .split('|')
        .filter(Boolean)
        .map((cell) => ({ cell, row })),
    );

  it('has 38 provinces, 416 regencies and 98 cities, Jakarta’s among them', () => {
    expect(provinces).toHaveLength(38);
    // Kepulauan Seribu and Jakarta's five cities stand in areas.tsv.
    expect(cellsOf(2)).toHaveLength(415);
    expect(cellsOf(3)).toHaveLength(93);
    for (const name of [
      'Jakarta Pusat',
      'Jakarta Barat',
      'Jakarta Selatan',
      'Jakarta Timur',
      'Jakarta Utara',
    ])
      expect(chainOf(keyOf(name, 'id'))[1], name).toBe('Jakarta');
    expect(chainOf(keyOf('Kepulauan Seribu', 'id'))[1]).toBe('Jakarta');
  });

  it('knows every one by its full name, inside its province', () => {
    for (const [column, head] of [
      [2, 'Kabupaten'],
      [3, 'Kota'],
    ] as const) {
      for (const { cell, row } of cellsOf(column)) {
        for (const name of cell.split('/')) {
          const found = gazetteer.senses(`${head} ${name}`, 'id').map((s) => s.record.place?.parentKey);
          expect(found, `${head} ${name}`).toContain(row[0]);
        }
      }
    }
  });

  it.each([
    ['Jateng', 'place:jawa-tengah'],
    ['Jatim', 'place:jawa-timur'],
    ['Jabar', 'place:jawa-barat'],
    ['DIY', 'place:daerah-istimewa-yogyakarta'],
    ['NTB', 'place:nusa-tenggara-barat'],
    ['NTT', 'place:nusa-tenggara-timur'],
    ['Sulsel', 'place:sulawesi-selatan'],
    ['Kaltim', 'place:kalimantan-timur'],
    ['Kukar', 'place:kabupaten-kutai-kartanegara'],
    ['Negeri Belanda', 'iso:NL'],
    ['Pantai Gading', 'iso:CI'],
    ['Korut', 'iso:KP'],
    ['Uni Soviet', 'wd:Q15180'],
    ['Hindia Belanda', 'place:dutch-east-indies'],
  ])('reads %s', (name, key) => {
    expect(keyOf(name, 'id')).toBe(key);
  });
});

describe('landmarks', () => {
  it.each([
    ['Kremlin', 'en', ['Kremlin', 'Moscow']],
    ['Istana Merdeka', 'id', ['Merdeka Palace', 'Jakarta']],
    ['Downing Street', 'en', ['10 Downing Street', 'London']],
    ['Bandara Ngurah Rai', 'id', ['Ngurah Rai International Airport', 'Bali', 'Indonesia']],
    ['Stadion Kanjuruhan', 'id', ['Kanjuruhan Stadium', 'East Java', 'Indonesia']],
    ['Gunung Lewotobi', 'id', ['Mount Lewotobi', 'East Nusa Tenggara', 'Indonesia']],
    ['Cristo Redentor', 'pt', ['Christ the Redeemer', 'Rio de Janeiro']],
    ['Forbidden City', 'en', ['Forbidden City', 'Beijing']],
  ])('finds %s in its city and country', (name, language, chain) => {
    expect(chainOf(keyOf(name, language)).slice(0, chain.length)).toEqual(chain);
  });
});

describe('places of GeoNames', () => {
  it.each([
    ['Munich', 'gn:2867714', ['Munich', 'Bavaria', 'Germany']],
    ['Kartasura', null, ['Kartasura', 'Central Java', 'Indonesia']],
  ])('hangs %s on its state and country', (name, key, chain) => {
    const found = keyOf(name, 'en');
    if (key !== null) expect(found).toBe(key);
    expect(chainOf(found)).toEqual(chain);
  });

  it('puts the capital of a territory below a state’s city where the state is named', () => {
    const prominence = (key: string) =>
      gazetteer.placesNamed('George Town', 'en').find((s) => s.record.key === key)?.prominence ?? 0;
    expect(prominence('gn:3580661')).toBeLessThan(prominence('gn:1735106') + 0.35);
  });

  it('names scholars’ transliterations in plain letters', () => {
    expect(gazetteer.byKey('gn:1138336')?.name).toBe('Kandahar');
  });
});

describe('places that their name alone does not tell', () => {
  it.each(['Madison', 'Jackson', 'Kauman', 'Split', 'Hull'])('keeps %s from being one everywhere', (name) => {
    expect(keyOf(name, name === 'Kauman' ? 'id' : 'en')).toBeNull();
    expect(gazetteer.placesNamed(name, 'en').length).toBeGreaterThan(0);
  });

  const nowhere = { language: 'en', gazetteer, datelineCountry: null, sourceCountry: null };
  const find = (name: string, named: string[], more: object = {}) =>
    placeInContext([name], { ...nowhere, named: new Set(named), ...more })?.record.key ?? null;

  it('is found by the state it lies in, not by another', () => {
    expect(chainOf(find('Madison', ['wd:Q1537']))).toEqual([
      'Madison',
      'Dane County',
      'Wisconsin',
      'United States',
    ]);
    expect(find('Slunj', ['wd:Q1537'])).toBeNull();
  });

  it('is found by its country when it is the largest there by far', () => {
    expect(chainOf(find('Split', [], { datelineCountry: 'HR' }))[0]).toBe('Split');
  });

  it('is not found where namesakes fit alike, nor under a stop name without help', () => {
    expect(find('Kauman', ['iso:ID'])).toBeNull();
    expect(find('Metro', [])).toBeNull();
  });
});

describe('organisations', () => {
  it.each([
    ['KPPU', 'id', 'org:kppu'],
    ['Polda Jateng', 'id', 'org:polda-jateng'],
    ['Kodam IV/Diponegoro', 'id', 'org:kodam-diponegoro'],
    ['Banco Central do Brasil', 'pt', 'org:banco-central-brasil'],
    ['CPLP', 'pt', 'org:cplp'],
    ['UNFPA', 'en', 'org:unfpa'],
    ['NATO', 'en', 'wd:Q7184'],
    ['WHO', 'id', 'wd:Q7817'],
    ['ASEAN', 'id', 'wd:Q7768'],
  ])('reads %s in %s', (name, language, key) => {
    expect(keyOf(name, language)).toBe(key);
  });
});
