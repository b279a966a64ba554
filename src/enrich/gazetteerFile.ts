/**
 * The gazetteer's file: one binary of flat arrays that are used where they lie, so that opening it copies nothing and makes
 * no object for a name. Little-endian; magic "KGAZ", format, length of the file, checksum of what follows; then each
 * section of `layout` in order as its length in bytes and its bytes, padded to four.
 *
 * An entity is a row of the `entity…` sections, a name a row of the `name…` sections; the names of entity i are the rows
 * from `entityNames[i]` to `entityNames[i + 1]`, its own name first. Texts lie in `texts`, one byte of length before each.
 */
import { AppError } from '../base/errors.ts';

const layout = {
  /** SHA-256 of the tables that the file was built from. */
  tables: Uint8Array,
  texts: Uint8Array,
  /** Two letters a country, in the order in which `entityCountry` counts them, from 1. */
  countries: Uint8Array,
  /** GeoNames id of each country; 0 unknown. */
  countryGeonames: Uint32Array,
  /** Where the entities of each form of key begin (see `keyForms`), and where the last end. */
  formStarts: Uint32Array,
  /** The number in the key; for `iso:` the Wikidata number; for other keys where the key stands in `texts`. */
  entityId: Uint32Array,
  /** Row of the place that holds this one, plus one; 0 none. */
  entityParent: Uint32Array,
  /** Thousandths of a degree; `unknownDegrees` unknown. */
  entityLatitude: Int32Array,
  entityLongitude: Int32Array,
  /** 0 unknown. */
  entityPopulation: Uint32Array,
  entityNames: Uint32Array,
  /** Ten-thousandths. */
  entityProminence: Uint16Array,
  entityCountry: Uint8Array,
  /** Position in `entityTypes`. */
  entityType: Uint8Array,
  nameText: Uint32Array,
  /** One bit for each of `languageTags`, none for every language; then the bits of `nameBits`. */
  nameUse: Uint16Array,
  /** Hashes of the folded names, ascending, and the row of each. */
  indexHash: Uint32Array,
  indexName: Uint32Array,
  /** Media and agencies: row of the entity, ascending, where its domain stands, 1 for an agency. */
  outletEntity: Uint32Array,
  outletDomain: Uint32Array,
  outletWire: Uint8Array,
  /** Given names and stop names: hash of the folded word, ascending, where it stands, what it is (see `wordBits`). */
  wordHash: Uint32Array,
  wordText: Uint32Array,
  wordUse: Uint16Array,
  /** Words of the longest name. */
  longestName: Uint8Array,
} as const;

/** The sections of a file. */
export type StoredGazetteer = {
  [Section in keyof typeof layout]: InstanceType<(typeof layout)[Section]>;
};

/** Forms of keys, in the order in which entities are sorted; within a form by number, code or text. */
export const keyForms = ['iso:', 'gn:', 'wd:', ''] as const;
export const entityTypes = [
  'PERSON',
  'ORGANIZATION',
  'COUNTRY',
  'REGION',
  'ADMIN1',
  'ADMIN2',
  'CITY',
  'POI',
  'OTHER',
] as const;
export const unknownDegrees = 0x7fffffff;
export const languageTags = ['en', 'id', 'ms', 'pt', 'es', 'fr', 'de', 'nl'] as const;
export const nameBits = { exact: 1 << 12, derived: 1 << 13, minor: 1 << 14, unlisted: 1 << 15 };
/** Below these a stop name's languages as in `languageTags`. */
export const wordBits = { everywhere: 1 << 14, given: 1 << 15 };

const magic = 0x5a41474b;
const format = 1;
const headLength = 16;

const padded = (length: number): number => (length + 3) & ~3;

/** FNV-1a over the 32-bit words of the file behind its head: finds damage, not malice. */
function checksumOf(bytes: Uint8Array): number {
  const words = new Uint32Array(
    bytes.buffer,
    bytes.byteOffset + headLength,
    (bytes.length - headLength) >> 2,
  );
  let sum = 0x811c9dc5;
  for (let i = 0; i < words.length; i += 1) sum = Math.imul(sum ^ (words[i] as number), 0x01000193);
  return sum >>> 0;
}

const sectionNames = Object.keys(layout) as (keyof typeof layout)[];

/** The sections as bytes of a file. */
export function packSections(stored: Readonly<Record<keyof StoredGazetteer, ArrayBufferView>>): Uint8Array {
  const length = sectionNames.reduce((sum, name) => sum + 4 + padded(stored[name].byteLength), headLength);
  const bytes = new Uint8Array(length);
  const head = new Uint32Array(bytes.buffer);
  let at = headLength;
  for (const name of sectionNames) {
    const { buffer, byteOffset, byteLength } = stored[name];
    head[at / 4] = byteLength;
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at + 4);
    at += 4 + padded(byteLength);
  }
  head.set([magic, format, length, checksumOf(bytes)]);
  return bytes;
}

function broken(why: string): AppError {
  return new AppError('INTERNAL', `The gazetteer cannot be read: ${why}. Build Kabar again.`);
}

/**
 * The sections of a file, as views of its bytes.
 * @throws AppError INTERNAL when the bytes are no gazetteer, are cut short, damaged, or of another format.
 */
export function readSections(file: Uint8Array): StoredGazetteer {
  if (file.length < headLength) throw broken('it is no gazetteer');
  // Views of more than a byte must lie at a multiple of their size.
  const bytes = file.byteOffset % 4 === 0 ? file : new Uint8Array(file);
  const head = new Uint32Array(bytes.buffer, bytes.byteOffset, headLength / 4);
  if (head[0] !== magic) throw broken('it is no gazetteer');
  if (head[1] !== format) throw broken('its format is another version');
  if (head[2] !== bytes.length) throw broken('it is cut short');
  if (head[3] !== checksumOf(bytes)) throw broken('it is damaged');
  let at = headLength;
  const sections = sectionNames.map((name) => {
    const length = new Uint32Array(bytes.buffer, bytes.byteOffset + at, 1)[0] ?? 0;
    const type = layout[name];
    const view = new type(
      bytes.buffer as ArrayBuffer,
      bytes.byteOffset + at + 4,
      length / type.BYTES_PER_ELEMENT,
    );
    at += 4 + padded(length);
    return [name, view] as const;
  });
  return Object.fromEntries(sections) as unknown as StoredGazetteer;
}
