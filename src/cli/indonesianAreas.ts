/**
 * Indonesia's regencies and cities for places.tsv: rows from GeoNames joined with the list in `indonesia.tsv`. Part of the
 * maintenance script buildPlaces.
 */
import { rowsOf } from '../enrich/gazetteerRows.ts';
import { foldName } from '../enrich/names.ts';

/** A row of places.tsv before it is printed. */
export interface PlaceRow {
  key: string;
  type: 'A' | 'C' | 'P';
  country: string;
  parent: string;
  latitude: string;
  longitude: string;
  population: number;
  name: string;
  names: string[];
}

const slug = (name: string): string => foldName(name).replace(/[^a-z0-9]+/g, '-');

/**
 * Indonesian second-order areas. A city (kota) is the GeoNames place of that name and answers to "Kota X" too. A regency
 * (kabupaten) whose name no city shares is one entity with its seat; else it answers to "Kabupaten X" alone.
 */
export function withIndonesianAreas(rows: PlaceRow[], file: string): PlaceRow[] {
  const cityNames = new Set(rowsOf(file).flatMap(([, , , cities = '']) => cities.split('|').map(foldName)));
  const inProvince = (name: string, parent: string) =>
    rows
      .filter(
        (r) =>
          r.country === 'ID' && r.parent === parent && [r.name, ...r.names].some((n) => foldName(n) === name),
      )
      .sort((a, b) => b.population - a.population)[0];
  const made: PlaceRow[] = [];
  const areaRow = (key: string, parent: string, name: string, names: string[]): void => {
    made.push({
      key,
      type: 'A',
      country: 'ID',
      parent,
      latitude: '',
      longitude: '',
      population: 0,
      name,
      names,
    });
  };
  for (const [parent = '', , regencies = '', cities = ''] of rowsOf(file)) {
    for (const city of cities.split('|').filter(Boolean)) {
      const known = inProvince(foldName(city), parent);
      const names = [`id:Kota ${city}`, `en:${city} City`];
      if (known === undefined) areaRow(`place:kota-${slug(city)}`, parent, city, [city, ...names]);
      else known.names.push(...names.filter((n) => !known.names.includes(n)));
    }
    for (const regency of regencies.split('|').filter(Boolean)) {
      const names = [
        `id:Kabupaten ${regency}`,
        `id:Kab. ${regency}`,
        `en:${regency} Regency`,
        `en:${regency} regency`,
      ];
      const isShared = cityNames.has(foldName(regency));
      const seat = isShared ? undefined : inProvince(foldName(regency), parent);
      if (seat !== undefined) {
        seat.type = 'A';
        seat.names.push(...names);
      } else {
        areaRow(
          `place:kabupaten-${slug(regency)}`,
          parent,
          `${regency} Regency`,
          isShared ? names : [...names, regency],
        );
      }
    }
  }
  return [...rows, ...made];
}
