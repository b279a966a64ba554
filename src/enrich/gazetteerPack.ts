/** The gazetteer's file made from its tables: what `npm run build:gazetteer` writes and tests build small ones with. */
import { createHash } from 'node:crypto';
import type { SeedName } from './demonyms.ts';
import { readCountries } from './gazetteerCountries.ts';
import {
  entityTypes,
  keyForms,
  languageTags,
  nameBits,
  packSections,
  type StoredGazetteer,
  unknownDegrees,
  wordBits,
} from './gazetteerFile.ts';
import { hashFolded } from './gazetteerIndex.ts';
import { readAreas, readOrganizations, readPeople, rowsOf, type Seed } from './gazetteerRows.ts';
import { foldName } from './names.ts';

/** Text of each table that a gazetteer is built from; the formats are described in gazetteerRows.ts. */
export interface GazetteerTables {
  countries: string;
  areas: string;
  organizations: string;
  people: string;
  /** One given name a line. */
  givenNames: string;
  /** Language (or `*`), and words that are never a name of a place or person there. */
  stopNames: string;
}

/** Hash of the tables' texts by their names, order aside: tells whether a file was built from these very tables. */
export function tablesHash(tables: Readonly<Record<string, string>>): Uint8Array {
  const hash = createHash('sha256');
  for (const [name, text] of Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}\n${text.length}\n${text}`);
  return hash.digest();
}

/** The entities of the tables and `places`; a key that two of them hold belongs to the later one. */
export function seedsOf(tables: GazetteerTables, places: readonly Seed[] = []): Seed[] {
  const seeds = [
    ...readCountries(tables.countries),
    ...readAreas(tables.areas),
    ...places,
    ...readOrganizations(tables.organizations),
    ...readPeople(tables.people),
  ];
  return [...new Map(seeds.map((seed) => [seed.key, seed])).values()];
}

interface TextBlock {
  /** Where a text stands; each is put down once. */
  at(text: string): number;
  bytes(): Uint8Array;
}

function textBlock(): TextBlock {
  const offsets = new Map<string, number>();
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    at(text) {
      const known = offsets.get(text);
      if (known !== undefined) return known;
      const bytes = new TextEncoder().encode(text);
      if (bytes.length > 255) throw new RangeError(`A name of the gazetteer is too long: ${text}`);
      parts.push(Uint8Array.of(bytes.length), bytes);
      offsets.set(text, length);
      length += bytes.length + 1;
      return length - bytes.length - 1;
    },
    bytes: () => Uint8Array.from(parts.flatMap((part) => [...part])),
  };
}

/**
 * Every name of a seed, its own first: its own name, the listed ones, a medium's domain. The name of a person is the same
 * in every language; that of a place or organisation that is listed for some languages counts in those alone.
 */
function namesOf(seed: Seed): { name: SeedName; isUnlisted: boolean }[] {
  const plain = { languages: null, exact: false, derived: false };
  const isListed = seed.names.some(
    (n) => n.text === seed.name && (seed.kind !== 'PERSON' || n.languages === null),
  );
  const isMinor = seed.isMinor === true;
  const own = { name: { ...plain, text: seed.name, minor: isMinor }, isUnlisted: isListed };
  const listed = seed.names.map((name) => ({
    name: isMinor ? { ...name, minor: true } : name,
    isUnlisted: false,
  }));
  const domain = seed.domain === null ? [] : [{ name: { ...plain, text: seed.domain }, isUnlisted: false }];
  return [own, ...domain, ...listed];
}

function languageMask(languages: readonly string[] | null): number {
  return (languages ?? []).reduce((mask, tag) => {
    const at = (languageTags as readonly string[]).indexOf(tag);
    if (at < 0) throw new RangeError(`The gazetteer knows no language ${tag}`);
    return mask | (1 << at);
  }, 0);
}

function useOf({ languages, exact, derived, minor }: SeedName, isUnlisted: boolean): number {
  return (
    languageMask(languages) |
    (exact ? nameBits.exact : 0) |
    (derived ? nameBits.derived : 0) |
    (minor ? nameBits.minor : 0) |
    (isUnlisted ? nameBits.unlisted : 0)
  );
}

function formOf({ key }: Seed): number {
  return keyForms.findIndex(
    (form) => key.startsWith(form) && ((form !== 'gn:' && form !== 'wd:') || /:[QL]?\d+$/.test(key)),
  );
}

/** The number in a key; for a country its Wikidata number; 0 where there is none. */
function numberOf({ key, wikidataId }: Seed): number {
  const digits = key.startsWith('iso:') ? (wikidataId ?? '') : key;
  return Number(/\d+$/.exec(digits)?.[0] ?? 0);
}

/** Entities in the order of the file: by form of key, then by number, or by the key itself. */
function inFileOrder(seeds: readonly Seed[]): Seed[] {
  const isNumbered = (form: number) => keyForms[form] === 'gn:' || keyForms[form] === 'wd:';
  return [...seeds].sort((a, b) => {
    const [formA, formB] = [formOf(a), formOf(b)];
    if (formA !== formB) return formA - formB;
    if (isNumbered(formA)) return numberOf(a) - numberOf(b);
    return a.key < b.key ? -1 : 1;
  });
}

const thousandths = (degrees: number | null | undefined): number =>
  degrees == null ? unknownDegrees : Math.round(degrees * 1000);

type EntitySections = Pick<StoredGazetteer, Extract<keyof StoredGazetteer, `entity${string}`>>;

function entitySections(
  sorted: readonly Seed[],
  texts: TextBlock,
  countries: readonly string[],
): EntitySections {
  const rowOf = new Map(sorted.map(({ key }, row) => [key, row]));
  const parentOf = ({ key, place }: Seed): number => {
    if (place?.parentKey == null) return 0;
    const row = rowOf.get(place.parentKey);
    if (row === undefined) throw new RangeError(`${key} lies in ${place.parentKey}, which no table holds`);
    return row + 1;
  };
  let names = 0;
  const starts = [0, ...sorted.map((seed) => (names += namesOf(seed).length))];
  return {
    entityId: Uint32Array.from(sorted, (s) => (keyForms[formOf(s)] === '' ? texts.at(s.key) : numberOf(s))),
    entityParent: Uint32Array.from(sorted, parentOf),
    entityLatitude: Int32Array.from(sorted, (s) => thousandths(s.place?.latitude)),
    entityLongitude: Int32Array.from(sorted, (s) => thousandths(s.place?.longitude)),
    entityPopulation: Uint32Array.from(sorted, (s) => s.place?.population ?? 0),
    entityNames: Uint32Array.from(starts),
    entityProminence: Uint16Array.from(sorted, (s) => Math.round(s.prominence * 10_000)),
    entityCountry: Uint8Array.from(sorted, (s) => countries.indexOf(s.place?.countryCode ?? '') + 1),
    entityType: Uint8Array.from(sorted, (s) =>
      (entityTypes as readonly string[]).indexOf(s.place?.placeType ?? s.kind),
    ),
  };
}

type NameSections = Pick<StoredGazetteer, 'nameText' | 'nameUse' | 'indexHash' | 'indexName' | 'longestName'>;

/** Names of one folded form stay in the order of the tables: of two media of one name the first is meant. */
function nameSections(seeds: readonly Seed[], sorted: readonly Seed[], texts: TextBlock): NameSections {
  const named = sorted.flatMap((seed) => namesOf(seed).map((name) => ({ ...name, seed })));
  const place = new Map(seeds.map((seed, i) => [seed, i]));
  let longestName = 1;
  const indexed = named.flatMap(({ name, isUnlisted, seed }, row) => {
    const folded = foldName(name.text);
    if (isUnlisted || folded === '') return [];
    if (name.minor !== true) longestName = Math.max(longestName, folded.split(' ').length);
    return [{ hash: hashFolded(folded), row, order: place.get(seed) ?? 0 }];
  });
  indexed.sort((a, b) => a.hash - b.hash || a.order - b.order || a.row - b.row);
  return {
    nameText: Uint32Array.from(named, ({ name }) => texts.at(name.text)),
    nameUse: Uint16Array.from(named, ({ name, isUnlisted }) => useOf(name, isUnlisted)),
    indexHash: Uint32Array.from(indexed, ({ hash }) => hash),
    indexName: Uint32Array.from(indexed, ({ row }) => row),
    longestName: Uint8Array.of(longestName),
  };
}

type WordSections = Pick<StoredGazetteer, 'wordHash' | 'wordText' | 'wordUse'>;

function wordSections(tables: GazetteerTables, texts: TextBlock): WordSections {
  const uses = new Map<string, number>();
  const add = (word: string, use: number) => {
    const folded = foldName(word);
    if (folded !== '') uses.set(folded, (uses.get(folded) ?? 0) | use);
  };
  for (const [name = ''] of rowsOf(tables.givenNames)) add(name, wordBits.given);
  for (const [language = '*', ...words] of rowsOf(tables.stopNames)) {
    const use = language === '*' ? wordBits.everywhere : languageMask([language]);
    for (const word of words.join(' ').split(' ')) add(word.replaceAll('_', ' '), use);
  }
  const sorted = [...uses].map(([text, use]) => ({ text, use, hash: hashFolded(text) }));
  sorted.sort((a, b) => a.hash - b.hash);
  return {
    wordHash: Uint32Array.from(sorted, ({ hash }) => hash),
    wordText: Uint32Array.from(sorted, ({ text }) => texts.at(text)),
    wordUse: Uint16Array.from(sorted, ({ use }) => use),
  };
}

/**
 * The file of a gazetteer with these entities. `hash` says what it was built from (`tablesHash`).
 * @throws RangeError when a place lies in one that is not there, or a name is longer than 255 bytes: a fault of the tables.
 */
export function packGazetteer(
  seeds: readonly Seed[],
  tables: GazetteerTables,
  hash: Uint8Array = tablesHash({ ...tables }),
): Uint8Array {
  const texts = textBlock();
  const sorted = inFileOrder(seeds);
  const countries = [...new Set(sorted.flatMap(({ place }) => place?.countryCode ?? []))].sort();
  const geonamesOf = new Map(sorted.map(({ key, place }) => [key, place?.geonamesId ?? 0]));
  const outlets = [...sorted.entries()].flatMap(([row, { domain, isWire }]) =>
    domain === null ? [] : [{ row, domain: texts.at(domain), wire: Number(isWire) }],
  );
  const sections = {
    tables: hash,
    countries: new TextEncoder().encode(countries.join('')),
    countryGeonames: Uint32Array.from(countries, (code) => geonamesOf.get(`iso:${code}`) ?? 0),
    formStarts: Uint32Array.from(
      [...keyForms.keys(), keyForms.length],
      (form) => sorted.filter((seed) => formOf(seed) < form).length,
    ),
    ...entitySections(sorted, texts, countries),
    ...nameSections(seeds, sorted, texts),
    outletEntity: Uint32Array.from(outlets, ({ row }) => row),
    outletDomain: Uint32Array.from(outlets, ({ domain }) => domain),
    outletWire: Uint8Array.from(outlets, ({ wire }) => wire),
    ...wordSections(tables, texts),
  };
  return packSections({ ...sections, texts: texts.bytes() });
}
