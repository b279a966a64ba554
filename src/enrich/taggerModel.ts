/**
 * The tagger's model file: one binary of header, transitions, word lists and, for each language, weights of features.
 *
 * Little-endian, each section padded to four bytes: magic "KNER", format, features' version, number of tables; the
 * transitions (float32); word lists (phrases, personal, clusters, coarseOf); per table its languages' tag, scale, keys
 * (int32, ascending) and weights (int8, one for each label).
 */
import { AppError } from '../base/errors.ts';
import { type HashTable, hashTable } from './taggerTable.ts';
import type { WordLists } from './taggerWords.ts';

/** Labels: O, then first, inner, last and only word of a person, place and organisation. */
export const labelCount = 13;

const magic = 0x52454e4b;
const format = 1;
/** Raised by one whenever the features change: weights trained for others mean nothing. */
export const featuresVersion = 2;

/** A table of hashes with a number above 0 each, as it stands in the file. Keys ascend. */
export interface StoredTable {
  keys: Int32Array;
  values: Uint16Array;
}

/** Weights for texts of one language; `languages` names their tags, "*" is every other. */
export interface StoredWeights {
  languages: string[];
  /** Worth of one unit of a weight. */
  scale: number;
  keys: Int32Array;
  /** `labelCount` for each key. */
  weights: Int8Array;
}

/** A model as training leaves it and the file holds it. */
export interface StoredModel {
  /** From label (row) to label; the last row is from the start, the last column to the end. */
  transitions: Float32Array;
  phrases: StoredTable;
  personal: StoredTable;
  clusters: StoredTable;
  coarseOf: Uint8Array;
  tables: StoredWeights[];
}

/** Weights ready for use: the row of a feature, 0 where it has none, and rows of `labelCount`. */
export interface Weights {
  rows: HashTable;
  weights: Int8Array;
  scale: number;
}

/** A model ready for use. */
export interface Model {
  transitions: Float32Array;
  phrases: HashTable;
  lists: WordLists;
  /** Weights for a language's primary tag. */
  weightsFor(language: string): Weights;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

/** The model as bytes of a file. */
export function packModel(model: StoredModel): Uint8Array {
  const parts: Uint8Array[] = [];
  const put = (array: ArrayBufferView) => {
    const bytes = new Uint8Array(padded(array.byteLength));
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    parts.push(bytes);
  };
  const putTable = ({ keys, values }: StoredTable) => {
    put(Uint32Array.of(keys.length));
    put(keys);
    put(values);
  };
  put(Uint32Array.of(magic, format, featuresVersion, model.tables.length));
  put(model.transitions);
  for (const table of [model.phrases, model.personal, model.clusters]) putTable(table);
  put(Uint32Array.of(model.coarseOf.length));
  put(model.coarseOf);
  for (const { languages, scale, keys, weights } of model.tables) {
    const tag = new TextEncoder().encode(languages.join(','));
    put(Uint32Array.of(tag.length));
    put(tag);
    put(Float32Array.of(scale));
    put(Uint32Array.of(keys.length));
    put(keys);
    put(weights);
  }
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Reads sections one after another and never past the end. */
function sectionsOf(file: Uint8Array) {
  // A Buffer of Node is an Uint8Array whose slices share its memory.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  let at = 0;
  const take = (length: number): ArrayBuffer => {
    if (!(length >= 0) || at + length > bytes.length) throw broken('it ends too early');
    const copy = bytes.slice(at, at + length).buffer as ArrayBuffer;
    at += padded(length);
    return copy;
  };
  const number = () => new Uint32Array(take(4))[0] ?? 0;
  const table = (): StoredTable => {
    const count = number();
    return { keys: new Int32Array(take(count * 4)), values: new Uint16Array(take(count * 2)) };
  };
  return { take, number, table, isAtEnd: () => at === bytes.length };
}

function broken(why: string): AppError {
  return new AppError('INTERNAL', `The recogniser's model cannot be read: ${why}. Build Kabar again.`);
}

/**
 * The model of a file's bytes.
 * @throws AppError INTERNAL when the bytes are no model, are cut short, or belong to other features than these.
 */
export function unpackModel(bytes: Uint8Array): StoredModel {
  const { take, number, table, isAtEnd } = sectionsOf(bytes);
  if (bytes.length < 16 || number() !== magic) throw broken('it is no model');
  if (number() !== format) throw broken('its format is another version');
  if (number() !== featuresVersion) throw broken('it was trained for other features');
  const count = number();
  const side = labelCount + 1;
  const transitions = new Float32Array(take(side * side * 4));
  const [phrases, personal, clusters] = [table(), table(), table()];
  const coarseOf = new Uint8Array(take(number()));
  const tables: StoredWeights[] = [];
  for (let i = 0; i < count; i += 1) {
    const languages = new TextDecoder().decode(take(number())).split(',');
    const scale = new Float32Array(take(4))[0] ?? 0;
    const rows = number();
    const keys = new Int32Array(take(rows * 4));
    tables.push({ languages, scale, keys, weights: new Int8Array(take(rows * labelCount)) });
  }
  if (!isAtEnd() || tables.length === 0) throw broken('it holds more or less than it says');
  return { transitions, phrases, personal, clusters, coarseOf, tables };
}

function tableOf({ keys, values }: StoredTable): HashTable {
  return hashTable(keys, values);
}

/** A stored model made ready. */
export function modelOf(stored: StoredModel): Model {
  const ready = stored.tables.map(({ languages, scale, keys, weights }) => {
    const rows = new Uint32Array(keys.length);
    for (let i = 0; i < rows.length; i += 1) rows[i] = i + 1;
    return { languages, weights: { rows: hashTable(keys, rows), weights, scale } };
  });
  const rest = (ready.find((t) => t.languages.includes('*')) ?? ready[0])?.weights;
  if (rest === undefined) throw broken('it holds no weights');
  const { coarseOf, transitions } = stored;
  const lists = { personal: tableOf(stored.personal), clusters: tableOf(stored.clusters), coarseOf };
  return {
    transitions,
    phrases: tableOf(stored.phrases),
    lists,
    weightsFor: (language) => ready.find((t) => t.languages.includes(language))?.weights ?? rest,
  };
}
