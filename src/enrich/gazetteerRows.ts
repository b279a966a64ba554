/**
 * The gazetteer's data files as rows. Each file is UTF-8, tab separated; lines that start with `#` and empty lines say
 * nothing. Rows in, `Seed`s out; no lookup here.
 *
 * The last column lists names, separated by `|`. An item is a name for every language ("Reuters"), or a name with the
 * languages it is used in and a mark in front of it:
 *
 * - `id,ms:Moskow` a name in Indonesian and Malay; the first of a language is the preferred one there,
 * - `id!PBB` an acronym or short form that counts only in exactly this spelling (`!ISIS` in every language),
 * - `en~Russian` a demonym or adjective,
 * - `en?Petra` a place's name that counts only where the text shows that a place is meant.
 */
import type { EntityKind, PlaceFacts, PlaceType } from '../base/news.ts';
import { type SeedName, withForms } from './demonyms.ts';

/** An entity as a data file holds it. */
export interface Seed {
  key: string;
  kind: EntityKind;
  name: string;
  names: SeedName[];
  wikidataId: string | null;
  place: PlaceFacts | null;
  /** 0..1, see `NameSense.prominence`. */
  prominence: number;
  /** Registrable domain of a medium or agency. */
  domain: string | null;
  isWire: boolean;
  /** True for a place whose names alone do not tell that it is meant: a small one, or one called like a person or a word. */
  isMinor?: boolean;
}

const marked = /^((?:[a-z]{2}(?:,[a-z]{2})*)?)([:!~?])(.+)$/;

const tagLists = new Map<string, readonly string[]>();

/** Thousands of names share a handful of tag lists. */
function tagsOf(languages: string): readonly string[] {
  const known = tagLists.get(languages) ?? languages.split(',');
  tagLists.set(languages, known);
  return known;
}

/** The items of a names column, in order. */
export function parseNames(column: string): SeedName[] {
  if (column === '') return [];
  return column.split('|').map((item) => {
    const [, languages = '', mark = '', text = ''] = marked.exec(item) ?? [];
    if (mark === '') return { text: item, languages: null, exact: false, derived: false };
    const tags = languages === '' ? null : tagsOf(languages);
    const name = { text, languages: tags, exact: mark === '!', derived: mark === '~' };
    return mark === '?' ? { ...name, minor: true } : name;
  });
}

/** Cells of each row that says something. */
export function rowsOf(file: string): string[][] {
  return file
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.trimEnd().split('\t'));
}

const numberOrNull = (cell: string | undefined): number | null =>
  cell === undefined || cell === '' ? null : Number(cell);
const textOrNull = (cell: string | undefined): string | null =>
  cell === undefined || cell === '' ? null : cell;
const geonamesIdOf = (key: string): number | null => (key.startsWith('gn:') ? Number(key.slice(3)) : null);
const wikidataOf = (key: string): string | null => (key.startsWith('wd:') ? key.slice(3) : null);

/** A person or organisation counts as this well known where its row does not say. */
const usualProminence = 0.5;

/** `people.tsv`: key, prominence, name, names. */
export function readPeople(file: string): Seed[] {
  return rowsOf(file).map(([key = '', prominence, name = '', names = '']) => ({
    key,
    kind: 'PERSON',
    name,
    names: parseNames(names),
    wikidataId: wikidataOf(key),
    place: null,
    prominence: numberOrNull(prominence) ?? usualProminence,
    domain: null,
    isWire: false,
  }));
}

/** `organizations.tsv`: key, prominence, domain, wire (`wire` or empty), name, names. */
export function readOrganizations(file: string): Seed[] {
  return rowsOf(file).map(([key = '', prominence, domain, wire, name = '', names = '']) => ({
    key,
    kind: 'ORGANIZATION',
    name,
    names: parseNames(names),
    wikidataId: wikidataOf(key),
    place: null,
    prominence: numberOrNull(prominence) ?? usualProminence,
    domain: textOrNull(domain),
    isWire: wire === 'wire',
  }));
}

/** Prominence by type where a place is neither a country nor a city. */
const areaProminence: Readonly<Record<PlaceType, number>> = {
  COUNTRY: 1,
  REGION: 0.8,
  ADMIN1: 0.75,
  POI: 0.6,
  ADMIN2: 0.5,
  CITY: 0.4,
  OTHER: 0.4,
};

/** `areas.tsv`: key, type, country, parent key, latitude, longitude, GeoNames admin code, name, names. */
export function readAreas(file: string): Seed[] {
  return rowsOf(file).map((cells) => {
    const [key = '', type = 'OTHER', country, parent, latitude, longitude, , name = '', names = ''] = cells;
    const placeType = type as PlaceType;
    return {
      key,
      kind: 'PLACE',
      name,
      names: parseNames(names).flatMap(withForms),
      wikidataId: wikidataOf(key),
      place: {
        geonamesId: geonamesIdOf(key),
        placeType,
        countryCode: textOrNull(country),
        latitude: numberOrNull(latitude),
        longitude: numberOrNull(longitude),
        population: null,
        parentKey: textOrNull(parent),
      },
      prominence: areaProminence[placeType],
      domain: null,
      isWire: false,
    };
  });
}

const capitalProminence = 0.85;
/** A regency without a seat in the table has no population, yet is better known than any village. */
const regencyProminence = 0.35;

/**
 * A city's prominence from its population: 0.1 below ten thousand people, 0.7 from thirty million, linear in the
 * logarithm between; always below that of a capital.
 */
export function cityProminence(population: number): number {
  const magnitude = (Math.log10(Math.max(population, 1)) - 4) / 3.5;
  return 0.1 + 0.6 * Math.min(Math.max(magnitude, 0), 1);
}

/** `places.tsv`: key, type (`C` capital, `P` city, `A` second-order area), country, parent key, latitude, longitude, population, name, names. */
export function readPlaces(file: string): Seed[] {
  return rowsOf(file).map((cells) => {
    const [key = '', type, country, parent, latitude, longitude, population, name = '', names = ''] = cells;
    const people = numberOrNull(population);
    return {
      key,
      kind: 'PLACE',
      name,
      names: parseNames(names),
      wikidataId: null,
      place: {
        geonamesId: geonamesIdOf(key),
        placeType: type === 'A' ? 'ADMIN2' : 'CITY',
        countryCode: textOrNull(country),
        latitude: numberOrNull(latitude),
        longitude: numberOrNull(longitude),
        population: people,
        parentKey: textOrNull(parent),
      },
      prominence:
        type === 'C'
          ? capitalProminence
          : Math.max(cityProminence(people ?? 0), type === 'A' ? regencyProminence : 0),
      domain: null,
      isWire: false,
    };
  });
}
