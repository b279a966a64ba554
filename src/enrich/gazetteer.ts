/**
 * The gazetteer: names that are known before the first article is read. Built once from the text of the data files, then
 * only looked up. Holds no article and learns nothing (see `Registry`).
 *
 * Inside it is one map from folded name to positions in flat arrays; records are made on first use, so that loading costs
 * one pass over the files.
 */
import { entityId } from '../base/id.ts';
import type { EntityRecord } from '../base/news.ts';
import type { SeedName } from './demonyms.ts';
import { readCountries } from './gazetteerCountries.ts';
import { readAreas, readOrganizations, readPeople, readPlaces, rowsOf, type Seed } from './gazetteerRows.ts';
import type { Gazetteer, NameSense } from './knowledge.ts';
import { foldName } from './names.ts';

/** Text of each data file; the formats are described in gazetteerRows.ts. */
export interface GazetteerFiles {
  countries: string;
  areas: string;
  places: string;
  organizations: string;
  people: string;
  /** One given name a line. */
  givenNames: string;
  /** Language (or `*`), and a word that is never a name of a place or person there. */
  stopNames: string;
}

/** A medium or news agency, as citations and datelines name it. */
export interface OutletName {
  key: string;
  name: string;
  /** Registrable domain, lower case. */
  domain: string;
  /** True for agencies whose text other outlets carry. */
  wire: boolean;
}

/** The gazetteer with what the recogniser needs beyond `Gazetteer`. */
export interface FullGazetteer extends Gazetteer {
  /**
   * The medium or agency of this name or domain ("Reuters", "the AP", "KOMPAS.com"); null for any other organisation and
   * for unknown names. Acronyms count only in their own spelling.
   */
  outletByName(name: string): OutletName | null;
  /** True for a word that is common in this language and therefore no evidence of a name ("Selatan", "Reading"). Folded. */
  isStopName(word: string, language: string): boolean;
}

interface StoredSense {
  seed: Seed;
  name: SeedName;
}

/** Tags that may be asked for; any other language sees what English and "every language" see. */
const knownLanguages = new Set(['en', 'id', 'ms', 'pt', 'es', 'fr', 'de']);

/** Whether a name listed for `languages` is used in this language. Where the language is unknown, every name but a short form is. */
function isUsedIn(name: SeedName, language: string): boolean {
  if (name.languages === null) return true;
  if (language === 'und') return !name.exact;
  return name.languages.includes(knownLanguages.has(language) ? language : 'en');
}

function primaryTag(language: string): string {
  const cut = language.search(/[-_]/);
  return (cut < 0 ? language : language.slice(0, cut)).toLowerCase();
}

/** Preferred names by language: the first of each language that is neither a short form nor a demonym. */
function preferredNames(seed: Seed): Record<string, string> {
  const names: Record<string, string> = {};
  for (const { text, languages, exact, derived } of seed.names) {
    if (exact || derived) continue;
    for (const language of languages ?? []) names[language] ??= text;
  }
  return names;
}

function recordOf(seed: Seed): EntityRecord {
  return {
    key: seed.key,
    id: entityId(seed.kind, seed.key),
    kind: seed.kind,
    name: seed.name,
    names: preferredNames(seed),
    wikidataId: seed.wikidataId,
    place: seed.place,
  };
}

/** Words to ignore: folded word to the languages it is common in; `*` is every language. */
function readStopNames(file: string): Map<string, Set<string>> {
  const stops = new Map<string, Set<string>>();
  for (const [language = '*', ...words] of rowsOf(file)) {
    for (const word of words.join(' ').split(' ')) {
      const folded = foldName(word.replaceAll('_', ' '));
      stops.set(folded, (stops.get(folded) ?? new Set()).add(language));
    }
  }
  return stops;
}

/**
 * Every name of a seed: its own name, the listed ones, and a medium's domain. The name of a person is the same in every
 * language; that of a place or organisation that is listed for some languages counts in those alone.
 */
function allNames(seed: Seed): SeedName[] {
  const plain = { languages: null, exact: false, derived: false };
  const isListed = seed.names.some(
    (n) => n.text === seed.name && (seed.kind !== 'PERSON' || n.languages === null),
  );
  const names = isListed ? [] : [{ ...plain, text: seed.name }];
  if (seed.domain !== null) names.push({ ...plain, text: seed.domain });
  return names.length === 0 ? seed.names : [...names, ...seed.names];
}

interface NameIndex {
  /** Senses of a folded name, in the order of the files; empty when unknown. */
  lookUp(folded: string): readonly StoredSense[];
  longestName: number;
}

/** Most names have one sense; those are kept without a list around them, which halves the time spent on garbage. */
function indexNames(seeds: Iterable<Seed>): NameIndex {
  const byName = new Map<string, StoredSense | StoredSense[]>();
  let longestName = 1;
  for (const seed of seeds) {
    for (const name of allNames(seed)) {
      const folded = foldName(name.text);
      const known = byName.get(folded);
      const sense = { seed, name };
      if (known === undefined) byName.set(folded, sense);
      else if (Array.isArray(known)) known.push(sense);
      else byName.set(folded, [known, sense]);
      longestName = Math.max(longestName, folded.split(' ').length);
    }
  }
  const lookUp = (folded: string): readonly StoredSense[] => {
    const found = byName.get(folded);
    if (found === undefined) return [];
    return Array.isArray(found) ? found : [found];
  };
  return { lookUp, longestName };
}

const byProminence = (a: NameSense, b: NameSense): number =>
  b.prominence - a.prominence ||
  Number(a.derived) - Number(b.derived) ||
  (a.record.key < b.record.key ? -1 : 1);

/** One sense an entity: the plain name before the short form before the demonym. */
function distinct(senses: readonly NameSense[]): NameSense[] {
  const kept = new Map<string, NameSense>();
  const rank = (s: NameSense) => Number(s.derived) * 2 + Number(s.exact);
  for (const sense of senses) {
    const known = kept.get(sense.record.key);
    if (known === undefined || rank(sense) < rank(known)) kept.set(sense.record.key, sense);
  }
  return [...kept.values()].sort(byProminence);
}

function readSeeds(files: GazetteerFiles): Map<string, Seed> {
  const seeds = [
    ...readCountries(files.countries),
    ...readAreas(files.areas),
    ...readPlaces(files.places),
    ...readOrganizations(files.organizations),
    ...readPeople(files.people),
  ];
  return new Map(seeds.map((seed) => [seed.key, seed]));
}

/** Common words hide places below a country, and nothing else: "Time" the magazine and "AS" the country stay. */
function isStoppable({ seed }: StoredSense): boolean {
  return seed.place !== null && seed.place.placeType !== 'COUNTRY';
}

/** Answers `outletByName` from the seeds that have a domain. */
function outletLookup(index: NameIndex): FullGazetteer['outletByName'] {
  return (name) => {
    const bare = name.trim().replace(/^(?:the|kantor berita|news agency)\s+/i, '');
    for (const text of [name.trim(), bare]) {
      const found = index
        .lookUp(foldName(text))
        .find((s) => s.seed.domain !== null && (!s.name.exact || s.name.text === text));
      if (found === undefined || found.seed.domain === null) continue;
      const { key, name: outletName, domain, isWire } = found.seed;
      return { key, name: outletName, domain, wire: isWire };
    }
    return null;
  };
}

/**
 * Builds the gazetteer from the text of its files. A key that two files hold belongs to the later one. About 0.2 s for
 * the shipped files.
 */
export function buildGazetteer(files: GazetteerFiles): FullGazetteer {
  const seeds = readSeeds(files);
  const index = indexNames(seeds.values());
  const stops = readStopNames(files.stopNames);
  const givenNames = new Set(rowsOf(files.givenNames).map(([name = '']) => foldName(name)));
  const records = new Map<string, EntityRecord>();

  const record = (seed: Seed): EntityRecord => {
    const made = records.get(seed.key) ?? recordOf(seed);
    records.set(seed.key, made);
    return made;
  };
  const isStopName = (word: string, language: string): boolean => {
    const languages = stops.get(foldName(word));
    return languages !== undefined && (languages.has('*') || languages.has(primaryTag(language)));
  };

  return {
    longestName: index.longestName,
    isStopName,
    isGivenName: (word) => givenNames.has(foldName(word)),
    outletByName: outletLookup(index),
    byKey: (key) => {
      const seed = seeds.get(key);
      return seed === undefined ? null : record(seed);
    },
    senses: (name, language) => {
      const stored = index.lookUp(foldName(name));
      if (stored.length === 0) return [];
      const tag = primaryTag(language);
      const isStopped = isStopName(name, tag);
      const used = stored.filter((s) =>
        s.name.exact
          ? s.name.text === name && isUsedIn(s.name, tag)
          : isUsedIn(s.name, tag) && !(isStopped && isStoppable(s)),
      );
      return distinct(
        used.map(({ seed, name: { derived, exact } }) => {
          return { record: record(seed), derived, exact, prominence: seed.prominence };
        }),
      );
    },
  };
}
