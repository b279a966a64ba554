/** Entities of the gazetteer's file as records. */
import { entityId } from '../base/id.ts';
import type { EntityKind, EntityRecord, PlaceFacts, PlaceType } from '../base/news.ts';
import {
  entityTypes,
  keyForms,
  languageTags,
  nameBits,
  type StoredGazetteer,
  unknownDegrees,
} from './gazetteerFile.ts';
import { lowerBound } from './gazetteerIndex.ts';

/** Entities of the file by row. */
export interface Entities {
  keyAt(row: number): string;
  /** Row of a key, or -1. */
  find(key: string): number;
  typeAt(row: number): (typeof entityTypes)[number];
  nameAt(row: number): string;
  recordAt(row: number): EntityRecord;
}

/** The kind of an entity of this type. */
export const kindOfType = (type: (typeof entityTypes)[number]): EntityKind =>
  type === 'PERSON' || type === 'ORGANIZATION' ? type : 'PLACE';

const degrees = (thousandths: number): number | null =>
  thousandths === unknownDegrees ? null : thousandths / 1000;

/** The entities of a file; records are made on first use and kept. */
export function entitiesOf(file: StoredGazetteer, textAt: (offset: number) => string): Entities {
  const countries = new TextDecoder().decode(file.countries).match(/../g) ?? [];
  const records = new Map<number, EntityRecord>();
  const formStart = (form: number) => file.formStarts[form] as number;
  const formAt = (row: number) => keyForms.findIndex((_, form) => row < formStart(form + 1));
  const typeAt = (row: number) => entityTypes[file.entityType[row] ?? 0] ?? 'OTHER';
  const nameAt = (row: number) => textAt(file.nameText[file.entityNames[row] ?? 0] ?? 0);
  const countryAt = (row: number) => countries[(file.entityCountry[row] ?? 0) - 1] ?? null;

  const keyAt = (row: number): string => {
    const form = keyForms[formAt(row)];
    const id = file.entityId[row] ?? 0;
    if (form === 'iso:') return `iso:${countryAt(row)}`;
    return form === 'gn:' ? `gn:${id}` : form === 'wd:' ? `wd:Q${id}` : textAt(id);
  };

  const find = (key: string): number => {
    const numbered = /^(?:gn:|wd:Q)(\d{1,9})$/.exec(key);
    const form = numbered === null ? (key.startsWith('iso:') ? 0 : 3) : key.startsWith('gn:') ? 1 : 2;
    let [low, high] = [formStart(form), formStart(form + 1)];
    if (numbered !== null) low = lowerBound(file.entityId, Number(numbered[1]), low, high);
    else {
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (keyAt(middle) < key) low = middle + 1;
        else high = middle;
      }
    }
    return low < formStart(form + 1) && keyAt(low) === key ? low : -1;
  };

  /** Preferred names by language: the first of each language that is neither a short form nor a demonym. */
  const preferredNames = (row: number): Record<string, string> => {
    const names: Record<string, string> = {};
    const end = file.entityNames[row + 1] ?? 0;
    for (let at = file.entityNames[row] ?? 0; at < end; at += 1) {
      const use = file.nameUse[at] ?? 0;
      if ((use & (nameBits.exact | nameBits.derived)) !== 0) continue;
      for (const [i, tag] of languageTags.entries())
        if ((use & (1 << i)) !== 0) names[tag] ??= textAt(file.nameText[at] ?? 0);
    }
    return names;
  };

  const placeAt = (row: number, type: PlaceType): PlaceFacts => {
    const form = keyForms[formAt(row)];
    const country = file.entityCountry[row] ?? 0;
    const geonames =
      form === 'gn:' ? file.entityId[row] : type === 'COUNTRY' ? file.countryGeonames[country - 1] : 0;
    const parent = file.entityParent[row] ?? 0;
    return {
      geonamesId: geonames || null,
      placeType: type,
      countryCode: countryAt(row),
      latitude: degrees(file.entityLatitude[row] ?? unknownDegrees),
      longitude: degrees(file.entityLongitude[row] ?? unknownDegrees),
      population: file.entityPopulation[row] || null,
      parentKey: parent === 0 ? null : keyAt(parent - 1),
    };
  };

  const recordAt = (row: number): EntityRecord => {
    const known = records.get(row);
    if (known !== undefined) return known;
    const [type, key, form] = [typeAt(row), keyAt(row), keyForms[formAt(row)]];
    const kind = kindOfType(type);
    const wikidata = form === 'wd:' || form === 'iso:' ? file.entityId[row] : 0;
    const record = {
      key,
      id: entityId(kind, key),
      kind,
      name: nameAt(row),
      names: preferredNames(row),
      wikidataId: wikidata ? `Q${wikidata}` : null,
      place: type === 'PERSON' || type === 'ORGANIZATION' ? null : placeAt(row, type),
    };
    records.set(row, record);
    return record;
  };
  return { keyAt, find, typeAt, nameAt, recordAt };
}
