/**
 * Countries of the gazetteer: rows of `countries.tsv` joined with the names that ICU knows in each language, and with the
 * regular forms of each demonym. Pure; ICU data ships with Node.
 */

import type { SeedName } from './demonyms.ts';
import { withForms } from './demonyms.ts';
import { parseNames, rowsOf, type Seed } from './gazetteerRows.ts';

/** Languages in which countries are named from ICU. */
const countryLanguages = ['en', 'id', 'ms', 'pt', 'es', 'fr', 'de'] as const;

/** ICU forms that nobody prints in running text: "Myanmar (Burma)", "Congo - Kinshasa", "Hong Kong SAR China". */
const unprinted = /[(&,]| - |\b(?:SAR|RAE)\b|Sonderverwaltung/;

/**
 * Names from ICU. Several English words are safe in Indonesian and Malay text too ("New Zealand"); single English words
 * are not ("Jordan" is a person there).
 */
function icuNames(code: string, namesIn: ReadonlyMap<string, Intl.DisplayNames>): SeedName[] {
  return countryLanguages.flatMap((language) => {
    const text = namesIn.get(language)?.of(code);
    if (text === undefined || text === code || unprinted.test(text)) return [];
    const languages = language === 'en' && text.includes(' ') ? ['en', 'id', 'ms'] : [language];
    return [{ text, languages, exact: false, derived: false }];
  });
}

const sovereignProminence = 1;
const territoryProminence = 0.8;

/** `countries.tsv`: ISO code, `S` sovereign or `T` territory, Wikidata id, GeoNames id, latitude, longitude, names. */
export function readCountries(file: string): Seed[] {
  const namesIn = new Map(
    countryLanguages.map((tag) => [
      tag as string,
      new Intl.DisplayNames([tag], { type: 'region', fallback: 'none', style: 'long' }),
    ]),
  );
  return rowsOf(file).map((cells) => {
    const [code = '', status, wikidata = '', geonames = '', latitude = '', longitude = '', names = ''] =
      cells;
    const own = parseNames(names);
    const preferred = own.find((n) => n.languages?.includes('en') && !n.exact && !n.derived);
    return {
      key: `iso:${code}`,
      kind: 'PLACE',
      name: preferred?.text ?? namesIn.get('en')?.of(code) ?? code,
      names: [...own.flatMap(withForms), ...icuNames(code, namesIn)],
      wikidataId: wikidata === '' ? null : wikidata,
      place: {
        geonamesId: geonames === '' ? null : Number(geonames),
        placeType: 'COUNTRY',
        countryCode: code,
        latitude: latitude === '' ? null : Number(latitude),
        longitude: longitude === '' ? null : Number(longitude),
        population: null,
        parentKey: null,
      },
      prominence: status === 'T' ? territoryProminence : sovereignProminence,
      domain: null,
      isWire: false,
    };
  });
}
