/**
 * The gazetteer: names that are known before the first article is read. Looks them up in the flat arrays of its file (see
 * gazetteerFile.ts); records are made on first use. Holds no article and learns nothing (see `Registry`).
 */
import { type Entities, entitiesOf, kindOfType } from './gazetteerEntities.ts';
import { languageTags, nameBits, readSections, type StoredGazetteer, wordBits } from './gazetteerFile.ts';
import { foldedIndex, lowerBound, textReader } from './gazetteerIndex.ts';
import type { Gazetteer, NameSense } from './knowledge.ts';
import { foldName } from './names.ts';

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
  /**
   * Every place of this name, most prominent first: beside those of `senses` the small ones and those that are called like a
   * person or an everyday word ("Madison", "Kauman"). For names that the text itself shows to be a place's.
   */
  placesNamed(name: string, language: string): NameSense[];
}

type Languages = (typeof languageTags)[number];

/** Tags that may be asked for; any other language sees what English and "every language" see. */
const askedTags = new Set<string>(['en', 'id', 'ms', 'pt', 'es', 'fr', 'de'] satisfies Languages[]);

const languageBits = (1 << languageTags.length) - 1;

/** Whether a name of this use is used in a language. Where the language is unknown, every name but a short form is. */
function isUsedIn(use: number, language: string): boolean {
  if ((use & languageBits) === 0) return true;
  if (language === 'und') return (use & nameBits.exact) === 0;
  const tag = (askedTags.has(language) ? language : 'en') as Languages;
  return (use & (1 << languageTags.indexOf(tag))) !== 0;
}

function primaryTag(language: string): string {
  const cut = language.search(/[-_]/);
  return (cut < 0 ? language : language.slice(0, cut)).toLowerCase();
}

const byProminence = (a: NameSense, b: NameSense): number =>
  b.prominence - a.prominence ||
  Number(a.derived) - Number(b.derived) ||
  (a.record.key < b.record.key ? -1 : 1);

/** One sense an entity: the plain name before the short form before the demonym. */
function distinct(senses: readonly NameSense[]): NameSense[] {
  if (senses.length < 2) return [...senses];
  const kept = new Map<string, NameSense>();
  const rank = (s: NameSense) => Number(s.derived) * 2 + Number(s.exact);
  for (const sense of senses) {
    const known = kept.get(sense.record.key);
    if (known === undefined || rank(sense) < rank(known)) kept.set(sense.record.key, sense);
  }
  return [...kept.values()].sort(byProminence);
}

/** A name as a search finds it: the printed name, how it is used, and whose it is. */
interface FoundName {
  text: string;
  use: number;
  row: number;
}

/** Finds every entry of a folded name, in the order of the tables. */
function nameSearch(file: StoredGazetteer, textAt: (offset: number) => string) {
  const nameRow = (position: number) => file.indexName[position] ?? 0;
  const search = foldedIndex(file.indexHash, (position) => textAt(file.nameText[nameRow(position)] ?? 0));
  return (folded: string): FoundName[] =>
    search(folded).map((position) => {
      const name = nameRow(position);
      const row = lowerBound(file.entityNames, name + 1) - 1;
      return { text: textAt(file.nameText[name] ?? 0), use: file.nameUse[name] ?? 0, row };
    });
}

type Search = ReturnType<typeof nameSearch>;

/** Answers `outletByName` from the entities that have a domain. */
function outletLookup(
  file: StoredGazetteer,
  textAt: (offset: number) => string,
  search: Search,
  entities: Entities,
): FullGazetteer['outletByName'] {
  const positionOf = (row: number): number => {
    const at = lowerBound(file.outletEntity, row);
    return file.outletEntity[at] === row ? at : -1;
  };
  return (name) => {
    const bare = name.trim().replace(/^(?:the|kantor berita|news agency)\s+/i, '');
    for (const text of [name.trim(), bare]) {
      const found = search(foldName(text)).find(
        (n) => positionOf(n.row) >= 0 && ((n.use & nameBits.exact) === 0 || n.text === text),
      );
      if (found === undefined) continue;
      const at = positionOf(found.row);
      const domain = textAt(file.outletDomain[at] ?? 0);
      return {
        key: entities.keyAt(found.row),
        name: entities.nameAt(found.row),
        domain,
        wire: file.outletWire[at] === 1,
      };
    }
    return null;
  };
}

/** Given names and stop names: what a word is, as bits. */
function wordLookup(file: StoredGazetteer, textAt: (offset: number) => string): (word: string) => number {
  const search = foldedIndex(file.wordHash, (position) => textAt(file.wordText[position] ?? 0));
  return (word) => {
    const [position] = search(foldName(word));
    return position === undefined ? 0 : (file.wordUse[position] ?? 0);
  };
}

/** Hash of the tables that a gazetteer's file was built from.
 * @throws AppError INTERNAL as `openGazetteer`. */
export function tablesOf(bytes: Uint8Array): Uint8Array {
  return readSections(bytes).tables;
}

/**
 * The gazetteer of a file's bytes, which must not change afterwards. Some milliseconds for the shipped file.
 * @throws AppError INTERNAL when the bytes are no gazetteer, are cut short, damaged, or of another format.
 */
export function openGazetteer(bytes: Uint8Array): FullGazetteer {
  const file = readSections(bytes);
  const textAt = textReader(file.texts);
  const entities = entitiesOf(file, textAt);
  const search = nameSearch(file, textAt);
  const useOfWord = wordLookup(file, textAt);

  const isStopName = (word: string, language: string): boolean => {
    const use = useOfWord(word);
    const own = languageTags.indexOf(primaryTag(language) as Languages);
    return (use & wordBits.everywhere) !== 0 || (own >= 0 && (use & (1 << own)) !== 0);
  };
  const isPlaceBelowCountry = (row: number): boolean => {
    const type = entities.typeAt(row);
    return type !== 'COUNTRY' && kindOfType(type) === 'PLACE';
  };
  const sense = ({ row, use }: FoundName): NameSense => ({
    record: entities.recordAt(row),
    derived: (use & nameBits.derived) !== 0,
    exact: (use & nameBits.exact) !== 0,
    prominence: (file.entityProminence[row] ?? 0) / 10_000,
  });

  return {
    longestName: file.longestName[0] ?? 1,
    isStopName,
    isGivenName: (word) => (useOfWord(word) & wordBits.given) !== 0,
    outletByName: outletLookup(file, textAt, search, entities),
    byKey: (key) => {
      const row = entities.find(key);
      return row < 0 ? null : entities.recordAt(row);
    },
    senses: (name, language) => {
      const found = search(foldName(name)).filter(({ use }) => (use & nameBits.minor) === 0);
      if (found.length === 0) return [];
      const tag = primaryTag(language);
      // Common words hide places below a country, and nothing else: "Time" the magazine and "AS" the country stay.
      const isStopped = isStopName(name, tag);
      const used = found.filter(({ text, use, row }) =>
        (use & nameBits.exact) !== 0
          ? text === name && isUsedIn(use, tag)
          : isUsedIn(use, tag) && !(isStopped && isPlaceBelowCountry(row)),
      );
      return distinct(used.map(sense));
    },
    placesNamed: (name, language) => {
      const tag = primaryTag(language);
      const used = search(foldName(name)).filter(
        ({ text, use, row }) =>
          kindOfType(entities.typeAt(row)) === 'PLACE' &&
          (use & nameBits.derived) === 0 &&
          ((use & nameBits.exact) === 0 || text === name) &&
          isUsedIn(use, tag),
      );
      return distinct(used.map(sense));
    },
  };
}
