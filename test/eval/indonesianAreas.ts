/** Indonesia's regencies and cities for the gazetteer: places of GeoNames joined with the list in `indonesia.tsv`. */
import type { SeedName } from '../../src/enrich/demonyms.ts';
import { parseNames, rowsOf, type Seed } from '../../src/enrich/gazetteerRows.ts';
import { foldName } from '../../src/enrich/names.ts';

const slug = (name: string): string => foldName(name).replace(/[^a-z0-9]+/g, '-');

/** A regency without a seat of its own name has no population, yet is better known than any village. */
const regencyProminence = 0.35;

/** A name of the list and its other spellings and short forms, which stand behind slashes. */
const variantsOf = (cell: string): string[] => cell.split('/');

/** A short form in capitals counts only so spelt ("PALI"). */
const bareName = (name: string): string => (/^[A-Z]{2,}$/.test(name) ? `id!${name}` : name);

/** Bare names for every language, the first one preferred in Indonesian and English. */
function bareNames(cell: string): string[] {
  const [first = '', ...others] = variantsOf(cell);
  return [first, `id,en:${first}`, ...others.map(bareName)];
}

const cityNames = (cell: string): string[] => [
  ...bareNames(cell),
  ...variantsOf(cell).flatMap((city) => [`id:Kota ${city}`, `en:${city} City`]),
];

const regencyNames = (cell: string): string[] =>
  variantsOf(cell).flatMap((regency) => [
    `id:Kabupaten ${regency}`,
    `id:Kab. ${regency}`,
    `en:${regency} Regency`,
    `en:${regency} regency`,
  ]);

function areaSeed(key: string, parentKey: string, name: string, names: readonly string[]): Seed {
  return {
    key,
    kind: 'PLACE',
    name,
    names: parseNames(names.join('|')),
    wikidataId: null,
    place: {
      geonamesId: null,
      placeType: 'ADMIN2',
      countryCode: 'ID',
      latitude: null,
      longitude: null,
      population: null,
      parentKey,
    },
    prominence: regencyProminence,
    domain: null,
    isWire: false,
  };
}

function addNames(seed: Seed, names: readonly string[]): void {
  const slot = ({ text, languages }: SeedName) => `${text} ${languages?.join(',') ?? ''}`;
  const known = new Set(seed.names.map(slot));
  seed.names.push(...parseNames(names.join('|')).filter((name) => !known.has(slot(name))));
}

/** A regency's or city's full Indonesian name within its province, as GeoNames' list of areas prints it. */
export const areaSlot = (province: string, name: string): string => `${province} ${foldName(name)}`;

export interface IndonesianAreas {
  seeds: Seed[];
  /** Key of "Kabupaten X" or "Kota X" by `areaSlot`. */
  keys: Map<string, string>;
}

/**
 * The places with Indonesia's second-order areas among them. A city (kota) is the place of that name and answers to "Kota
 * X" too. A regency (kabupaten) whose name no city shares is one entity with its seat; else it answers to "Kabupaten X"
 * alone.
 */
export function withIndonesianAreas(places: readonly Seed[], file: string): IndonesianAreas {
  const rows = rowsOf(file).map(([province = '', , regencies = '', cities = '']) => ({
    province,
    regencies: regencies.split('|').filter(Boolean),
    cities: cities.split('|').filter(Boolean),
  }));
  const shared = new Set(rows.flatMap(({ cities }) => cities.flatMap(variantsOf).map(foldName)));
  const byName = new Map<string, Seed>();
  for (const seed of places.filter(({ place }) => place?.countryCode === 'ID')) {
    for (const name of [seed.name, ...seed.names.map(({ text }) => text)]) {
      const slot = areaSlot(seed.place?.parentKey ?? '', name);
      const other = byName.get(slot)?.place?.population ?? -1;
      if ((seed.place?.population ?? 0) > other) byName.set(slot, seed);
    }
  }
  const seatOf = (province: string, cell: string) =>
    variantsOf(cell)
      .map((name) => byName.get(areaSlot(province, name)))
      .find((seed) => seed !== undefined);
  const made: Seed[] = [];
  const keys = new Map<string, string>();
  const hold = (province: string, head: string, cell: string, key: string) => {
    for (const name of variantsOf(cell)) keys.set(areaSlot(province, `${head} ${name}`), key);
  };
  for (const { province, cities } of rows) {
    for (const cell of cities) {
      const [city = ''] = variantsOf(cell);
      const known = seatOf(province, cell);
      if (known === undefined)
        made.push(areaSeed(`place:kota-${slug(city)}`, province, city, cityNames(cell)));
      else addNames(known, cityNames(cell));
      hold(province, 'Kota', cell, known?.key ?? `place:kota-${slug(city)}`);
    }
  }
  for (const { province, regencies } of rows) {
    for (const cell of regencies) {
      const [regency = ''] = variantsOf(cell);
      const isShared = variantsOf(cell).some((name) => shared.has(foldName(name)));
      const seat = isShared ? undefined : seatOf(province, cell);
      const key = seat?.key ?? `place:kabupaten-${slug(regency)}`;
      if (seat === undefined) {
        const names = isShared ? regencyNames(cell) : [...bareNames(cell), ...regencyNames(cell)];
        made.push(areaSeed(key, province, `${regency} Regency`, names));
      } else {
        addNames(seat, [...bareNames(cell), ...regencyNames(cell)]);
        if (seat.place !== null) seat.place = { ...seat.place, placeType: 'ADMIN2' };
        seat.prominence = Math.max(seat.prominence, regencyProminence);
      }
      hold(province, 'Kabupaten', cell, key);
    }
  }
  return { seeds: [...places, ...made], keys };
}
