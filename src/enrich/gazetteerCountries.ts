/**
 * Countries of the gazetteer: rows of `countries.tsv` joined with the names that ICU knows in each language, and with the
 * regular forms of each demonym. Pure; ICU data ships with Node.
 */
import { parseNames, rowsOf, type Seed, type SeedName } from './gazetteerRows.ts';

/** Languages in which countries are named from ICU. */
export const countryLanguages = ['en', 'id', 'ms', 'pt', 'es', 'fr', 'de'] as const;

/**
 * The forms in which a demonym is printed: English plural ("Russian" → "Russians", but "French" alone), Portuguese and
 * Spanish gender and number ("russo" → "russa", "russos", "russas"), French and German endings. First the word itself.
 */
export function demonymForms(word: string, language: string): string[] {
  if (language === 'en') return /(?:ese|ish|sh|ch|s|x|z)$/.test(word) ? [word] : [word, `${word}s`];
  if (language === 'pt' || language === 'es') return romanceForms(word);
  if (language === 'fr') return frenchForms(word);
  if (language === 'de') return ['', 'e', 'er', 'en', 'em', 'es'].map((ending) => word + ending);
  return [word];
}

function romanceForms(word: string): string[] {
  const swap = (length: number, endings: string[]) => endings.map((e) => word.slice(0, -length) + e);
  if (word.endsWith('ão')) return swap(2, ['ão', 'ã', 'ães', 'ãs']);
  if (word.endsWith('ês')) return swap(2, ['ês', 'esa', 'eses', 'esas']);
  if (word.endsWith('és')) return swap(2, ['és', 'esa', 'eses', 'esas']);
  if (word.endsWith('án')) return swap(2, ['án', 'ana', 'anes', 'anas']);
  if (word.endsWith('ol')) return [...swap(2, ['ol', 'ola', 'óis', 'oles']), `${word}as`];
  if (word.endsWith('o')) return swap(1, ['o', 'a', 'os', 'as']);
  if (word.endsWith('eu')) return swap(2, ['eu', 'eia', 'eus', 'eias']);
  return [word, `${word}s`];
}

function frenchForms(word: string): string[] {
  if (word.endsWith('ien')) return [word, `${word}ne`, `${word}s`, `${word}nes`];
  if (word.endsWith('e')) return [word, `${word}s`];
  if (word.endsWith('s')) return [word, `${word}e`, `${word}es`];
  return [word, `${word}e`, `${word}s`, `${word}es`];
}

function withForms(name: SeedName): SeedName[] {
  const language = name.languages?.[0];
  if (!name.derived || language === undefined) return [name];
  return demonymForms(name.text, language).map((text) => ({ ...name, text }));
}

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
