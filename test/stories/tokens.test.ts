import { describe, expect, it } from 'vitest';
import { stemOf } from '../../src/stories/stem.ts';
import { entityOfTerm, fold, isEntityTerm, termsOf, wordsOf } from '../../src/stories/tokens.ts';

describe('wordsOf', () => {
  it('folds case and marks and keeps digits', () => {
    expect(fold('Erdoğan, CÔTE')).toBe('erdogan, cote');
    expect(wordsOf('Su-24 ditembak; 130 korban')).toEqual(['su', '24', 'ditembak', '130', 'korban']);
  });

  it('cuts scripts without spaces into words', () => {
    expect(wordsOf('北京天气').length).toBeGreaterThan(1);
  });
});

describe('termsOf', () => {
  const article = {
    language: 'en',
    headline: 'The rocket lands',
    text: 'A rocket of Blue Origin landed.',
    entityIds: ['org_1'],
  };

  it('counts the headline twice, drops function words and adds entities', () => {
    const terms = termsOf(article);
    expect(terms.get('rocket')).toBe(3);
    expect(terms.has('the')).toBe(false);
    const entities = [...terms.keys()].filter(isEntityTerm).map(entityOfTerm);
    expect(entities).toEqual(['org_1']);
  });

  it('reads the lead and not the background further down', () => {
    const text = `${'lead '.repeat(150)} background`;
    expect(termsOf({ ...article, text }).has('background')).toBe(false);
  });

  it('reads an apostrophe and what follows it as no word', () => {
    const terms = termsOf({ ...article, headline: "Macri's win; they've waited", text: '' });
    expect([...terms.keys()]).toEqual(['macri', 'win', 'waited', '@org_1']);
  });
});

describe('stemOf', () => {
  it('joins English plurals and leaves words that only look like one', () => {
    expect(
      ['talks', 'countries', 'strikes', 'gas', 'crisis', 'brussels'].map((word) => stemOf(word, 'en')),
    ).toEqual(['talk', 'country', 'strike', 'gas', 'crisi', 'brussel']);
    expect(stemOf('congress', 'en')).toBe('congress');
  });

  it('takes enclitics off Indonesian words and touches no other language', () => {
    expect(stemOf('presidennya', 'id')).toBe('presiden');
    expect(stemOf('tanya', 'id')).toBe('tanya');
    expect(stemOf('talks', 'fi')).toBe('talks');
  });
});

describe('other languages', () => {
  it('give one term to one word in two forms', () => {
    const pairs: [string, string, string][] = [
      ['es', 'presidentes', 'presidente'],
      ['pt', 'anunciou', 'anunciar'],
      ['fr', 'annoncent', 'annoncer'],
      ['de', 'regierungen', 'regierung'],
      ['ru', 'президента', 'президент'],
      ['sl', 'predsednika', 'predsednik'],
      ['ar', 'الرئيس', 'رئيس'],
    ];
    for (const [language, one, other] of pairs)
      expect(stemOf(one, language), one).toBe(stemOf(other, language));
  });

  it('leave numbers and short words as they are', () => {
    expect(stemOf('2026', 'de')).toBe('2026');
    expect(stemOf('mer', 'fr')).toBe('mer');
  });
});

describe('termsOf without entities', () => {
  const terms = (headline: string, entityIds: string[] = []) =>
    termsOf({ language: 'en', headline, text: '', entityIds });

  it('counts names and numbers of the headline more', () => {
    const weighed = terms('Quake of 6.4 strikes near Valdara city, 37 hurt');
    expect(weighed.get('valdara')).toBeGreaterThan(weighed.get('hurt') ?? 0);
    expect(weighed.get('37')).toBeGreaterThan(weighed.get('hurt') ?? 0);
  });

  it('trusts no capital of a headline in title case, and none when entities are known', () => {
    const titled = terms('Quake Strikes Near Valdara City');
    expect(titled.get('valdara')).toBe(titled.get('quake'));
    const known = terms('Quake strikes near Valdara', ['pla_x']);
    expect(known.get('valdara')).toBe(known.get('strike'));
  });
});
