import { beforeAll, describe, expect, it } from 'vitest';
import { demonymForms } from '../../src/enrich/demonyms.ts';
import type { FullGazetteer } from '../../src/enrich/gazetteer.ts';
import { openGazetteer } from '../../src/enrich/gazetteer.ts';
import { packGazetteer, seedsOf } from '../../src/enrich/gazetteerPack.ts';
import { parseNames } from '../../src/enrich/gazetteerRows.ts';
import { loadGazetteer } from '../../src/run/knowledge.ts';

let gazetteer: FullGazetteer;
beforeAll(() => {
  gazetteer = loadGazetteer();
});

const keyOf = (name: string, language: string) => gazetteer.senses(name, language)[0]?.record.key ?? null;

describe('places', () => {
  it.each([
    ['Moskow', 'id', 'gn:524901'],
    ['MOSKOW', 'id', 'gn:524901'],
    ['Moscow', 'en', 'gn:524901'],
    ['Moscou', 'pt', 'gn:524901'],
    ['Londres', 'pt', 'gn:2643743'],
    ['Den Haag', 'id', 'gn:2747373'],
    ['Yerusalem', 'id', 'gn:281184'],
    ['Solo', 'id', 'gn:1625812'],
    ['Surakarta', 'id', 'gn:1625812'],
    ['Kota Solo', 'id', 'gn:1625812'],
    ['Jogja', 'id', 'gn:1621177'],
    ['DKI Jakarta', 'id', 'gn:1642911'],
    ['Jawa Tengah', 'id', 'place:jawa-tengah'],
    ['Central Java', 'en', 'place:jawa-tengah'],
    ['Jateng', 'id', 'place:jawa-tengah'],
    ['Timur Tengah', 'id', 'wd:Q7204'],
    ['Gedung Putih', 'id', 'wd:Q35525'],
    ['White House', 'en', 'wd:Q35525'],
  ])('resolves %s in %s to %s', (name, language, key) => {
    expect(keyOf(name, language)).toBe(key);
  });

  it('leads from a landmark over its city to the country', () => {
    const kremlin = gazetteer.senses('Kremlin', 'en')[0]?.record;
    const city = gazetteer.byKey(kremlin?.place?.parentKey ?? '');
    expect(city?.name).toBe('Moscow');
    expect(city?.place?.parentKey).toBe('iso:RU');
  });

  it('keeps a regency apart from the city of the same name, and joins it with its seat where there is none', () => {
    expect(keyOf('Kabupaten Kediri', 'id')).not.toBe(keyOf('Kota Kediri', 'id'));
    expect(keyOf('Kediri', 'id')).toBe(keyOf('Kota Kediri', 'id'));
    expect(keyOf('Kabupaten Sragen', 'id')).toBe(keyOf('Sragen', 'id'));
    expect(gazetteer.senses('Sragen', 'id')[0]?.record.place).toMatchObject({
      placeType: 'ADMIN2',
      countryCode: 'ID',
      parentKey: 'place:jawa-tengah',
    });
  });

  it.each([
    ['Of', 'en'],
    ['Man', 'en'],
    ['Mobile', 'en'],
    ['Split', 'en'],
    ['Reading', 'en'],
    ['Mata', 'id'],
    ['Batu', 'id'],
    ['Selatan', 'id'],
    ['Lima', 'id'],
    ['Jackson', 'en'],
  ])('does not take %s in %s for a place', (name, language) => {
    expect(gazetteer.senses(name, language)).toEqual([]);
  });

  it('lets a stop word be part of a longer name and a capital in another language', () => {
    expect(keyOf('Kota Batu', 'id')).toMatch(/^gn:/);
    expect(keyOf('Lima', 'en')).toMatch(/^gn:/);
  });
});

describe('countries', () => {
  it.each([
    ['AS', 'id', 'iso:US'],
    ['Amerika Serikat', 'id', 'iso:US'],
    ['US', 'en', 'iso:US'],
    ['U.S.', 'en', 'iso:US'],
    ['EUA', 'pt', 'iso:US'],
    ['Inggris', 'id', 'iso:GB'],
    ['Britain', 'en', 'iso:GB'],
    ['Cina', 'id', 'iso:CN'],
    ['Tiongkok', 'id', 'iso:CN'],
    ['Perancis', 'id', 'iso:FR'],
    ['Turki', 'id', 'iso:TR'],
    ['RI', 'id', 'iso:ID'],
    ['Korsel', 'id', 'iso:KR'],
    ['UEA', 'id', 'iso:AE'],
    ['Ivory Coast', 'en', 'iso:CI'],
  ])('resolves %s in %s to %s', (name, language, key) => {
    expect(keyOf(name, language)).toBe(key);
  });

  it('takes short forms only in their own spelling and language', () => {
    for (const [name, language] of [
      ['as', 'id'],
      ['As', 'id'],
      ['AS', 'en'],
      ['as', 'en'],
      ['us', 'en'],
      ['Ri', 'id'],
    ]) {
      expect(gazetteer.senses(name ?? '', language ?? '')).toEqual([]);
    }
    expect(gazetteer.senses('AS', 'id')[0]?.exact).toBe(true);
  });

  it('marks demonyms as derived and bare country names as not', () => {
    for (const name of ['Russian', 'Russians', 'Turkish', 'French', 'British', 'Argentinian', 'Tunisian']) {
      expect(gazetteer.senses(name, 'en')[0]?.derived, name).toBe(true);
    }
    expect(gazetteer.senses('Russian', 'id')).toEqual([]);
    expect(gazetteer.senses('Rusia', 'id')[0]?.derived).toBe(false);
    expect(gazetteer.senses('russas', 'pt')[0]).toMatchObject({ derived: true, record: { key: 'iso:RU' } });
  });

  it('puts the country before the state and the capital before its namesakes', () => {
    expect(gazetteer.senses('Georgia', 'en').map((s) => s.record.place?.placeType)).toEqual([
      'COUNTRY',
      'ADMIN1',
    ]);
    expect(keyOf('London', 'en')).toBe('gn:2643743');
    expect(keyOf('Turki', 'id')).toBe('iso:TR');
  });

  it('names a country in each language', () => {
    expect(gazetteer.byKey('iso:RU')).toMatchObject({
      kind: 'PLACE',
      name: 'Russia',
      names: { en: 'Russia', id: 'Rusia', pt: 'Rússia', fr: 'Russie' },
      wikidataId: 'Q159',
    });
  });
});

describe('organisations and people', () => {
  it.each([
    ['PBB', 'id', 'wd:Q1065'],
    ['UN', 'en', 'wd:Q1065'],
    ['ONU', 'pt', 'wd:Q1065'],
    ['Perserikatan Bangsa-Bangsa', 'id', 'wd:Q1065'],
    ['ISIS', 'id', 'org:islamic-state'],
    ['Islamic State', 'en', 'org:islamic-state'],
    ['Daesh', 'en', 'org:islamic-state'],
    ['Negara Islam Irak dan Suriah', 'id', 'org:islamic-state'],
    ['Uni Eropa', 'id', 'wd:Q458'],
    ['KPK', 'id', 'org:kpk'],
    ['Putin', 'en', 'wd:Q7747'],
    ['Wladimir Putin', 'de', 'wd:Q7747'],
    ['Jokowi', 'id', 'wd:Q3318231'],
    ['Erdoğan', 'en', 'wd:Q39259'],
    ['Paus Fransiskus', 'id', 'wd:Q450675'],
    ['Pope Francis', 'en', 'wd:Q450675'],
  ])('resolves %s in %s to %s', (name, language, key) => {
    expect(keyOf(name, language)).toBe(key);
  });

  it('knows media and agencies by name, acronym and domain', () => {
    expect(gazetteer.outletByName('Reuters')).toEqual({
      key: 'org:reuters',
      name: 'Reuters',
      domain: 'reuters.com',
      wire: true,
    });
    expect(gazetteer.outletByName('the AP')?.domain).toBe('apnews.com');
    expect(gazetteer.outletByName('KOMPAS.com')?.key).toBe('org:kompas');
    expect(gazetteer.outletByName('Kompas')).toMatchObject({ domain: 'kompas.com', wire: false });
    expect(gazetteer.outletByName('Lintas')).toMatchObject({ domain: 'lintas-wire.demo', wire: true });
  });

  it('takes no other organisation and no lower-case acronym for an outlet', () => {
    for (const name of ['Pertamina', 'PBB', 'ap', 'Putin', ''])
      expect(gazetteer.outletByName(name), name).toBeNull();
  });

  it('knows given names of many cultures, folded', () => {
    for (const name of ['Vladimir', 'siti', 'FRANÇOIS', 'Recep', 'Jean', 'Wahyu']) {
      expect(gazetteer.isGivenName(name), name).toBe(true);
    }
    expect(gazetteer.isGivenName('Presiden')).toBe(false);
  });
});

describe('the data as a whole', () => {
  it('has every parent, and a name of at most the length that a scan looks ahead', () => {
    for (const name of ['Kabupaten Kediri', 'Perserikatan Bangsa-Bangsa', 'Bandara Soekarno-Hatta']) {
      let place = gazetteer.senses(name, 'id')[0]?.record.place ?? null;
      while (place?.parentKey) {
        const parent = gazetteer.byKey(place.parentKey);
        expect(parent, place.parentKey).not.toBeNull();
        place = parent?.place ?? null;
      }
    }
    expect(gazetteer.longestName).toBeGreaterThanOrEqual(5);
  });

  it('is read once a process', () => {
    expect(loadGazetteer()).toBe(gazetteer);
  });
});

describe('a small gazetteer', () => {
  const none = {
    countries: '',
    areas: '',
    organizations: '',
    people: '',
    givenNames: '',
    stopNames: '',
  };
  const build = (tables: Partial<typeof none>) => {
    const all = { ...none, ...tables };
    return openGazetteer(packGazetteer(seedsOf(all), all));
  };

  it('sorts senses by prominence and gives each entity once', () => {
    const small = build({
      people: 'person:a\t0.3\tA Singer\tNova\nperson:b\t0.9\tB Singer\tNova|en:Nova|!Nova\n',
    });
    const senses = small.senses('nova', 'en');
    expect(senses.map((s) => s.record.key)).toEqual(['person:b', 'person:a']);
    expect(senses[0]).toMatchObject({ exact: false, derived: false, prominence: 0.9 });
  });

  it('answers an unknown language with names of all languages but no short forms', () => {
    const small = build({
      organizations: 'org:x\t0.5\t\t\tX Corp\tid:Serikat X|en:Union X|id!SX\n',
    });
    expect(small.senses('Serikat X', 'und')).toHaveLength(1);
    expect(small.senses('SX', 'und')).toHaveLength(0);
    expect(small.senses('Serikat X', 'en-GB')).toHaveLength(0);
    expect(small.senses('Serikat X', 'id-ID')).toHaveLength(1);
    expect(small.senses('Union X', 'sv')).toHaveLength(1);
  });
});

describe('the names column', () => {
  it('reads languages and marks', () => {
    expect(parseNames('Plain|id,ms:Moskow|en!UN|!ISIS|en~Russian')).toEqual([
      { text: 'Plain', languages: null, exact: false, derived: false },
      { text: 'Moskow', languages: ['id', 'ms'], exact: false, derived: false },
      { text: 'UN', languages: ['en'], exact: true, derived: false },
      { text: 'ISIS', languages: null, exact: true, derived: false },
      { text: 'Russian', languages: ['en'], exact: false, derived: true },
    ]);
    expect(parseNames('en?Petra')).toEqual([
      { text: 'Petra', languages: ['en'], exact: false, derived: false, minor: true },
    ]);
    expect(parseNames('')).toEqual([]);
  });

  it('makes the printed forms of a demonym', () => {
    expect(demonymForms('Russian', 'en')).toEqual(['Russian', 'Russians']);
    expect(demonymForms('Chinese', 'en')).toEqual(['Chinese']);
    expect(demonymForms('alemão', 'pt')).toEqual(['alemão', 'alemã', 'alemães', 'alemãs']);
    expect(demonymForms('français', 'fr')).toContain('française');
    expect(demonymForms('deutsch', 'de')).toContain('deutschen');
  });
});
