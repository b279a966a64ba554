/**
 * Bodies that every country has under one name: "House of Representatives", "Supreme Court", "Kementerian Kesehatan". Which
 * country's is meant is told by the dateline, else by the country that the text names most, else by the outlet's.
 */
import type { EntityRecord } from '../base/news.ts';
import type { Cluster } from './fullNames.ts';
import type { FullGazetteer } from './gazetteer.ts';
import type { NameSense } from './knowledge.ts';

/** Countries of a document, ISO 3166-1 alpha-2. */
export interface Scene {
  /** Country the text is about; null when neither dateline nor names tell. */
  about: string | null;
  /** Country of the outlet; null when unknown. */
  sourceCountry: string | null;
  /** Every country that a place or demonym of the text belongs to, by the best known reading. */
  named: ReadonlySet<string>;
}

/** A country named once in passing is not yet what the text is about. */
const leastNamings = 2;

/** The countries of a document from its dateline and its names. */
export function sceneOf(
  clusters: readonly Cluster[],
  datelineCountry: string | null,
  sourceCountry: string | null,
): Scene {
  const named = new Set<string>();
  const namings = new Map<string, number>();
  for (const { span } of clusters.flatMap((c) => c.members)) {
    const place = span.senses[0]?.record.place ?? null;
    if (place === null || place.countryCode === null) continue;
    named.add(place.countryCode);
    if (place.placeType !== 'COUNTRY') continue;
    namings.set(place.countryCode, (namings.get(place.countryCode) ?? 0) + 1);
  }
  const [most] = [...namings].sort((a, b) => b[1] - a[1]);
  const mostNamed = most !== undefined && most[1] >= leastNamings ? most[0] : null;
  return { about: datelineCountry ?? mostNamed, sourceCountry, named };
}

const genericName =
  /^(?:(?:the )?(?:ministry|house|department|parliament|supreme|constitutional|national|central|attorney|interior|foreign|defen[cs]e|finance|health|education|police|army|senate|congress)(?![\p{L}])|kementerian|kepolisian|dewan|mahkamah|kejaksaan|badan|komisi|majelis|bank sentral)/iu;

/** Country whose body the gazetteer lists under the bare name, as its full name says; null for all others. */
function homeOf({ name }: EntityRecord): 'US' | 'ID' | null {
  if (/United States/.test(name)) return 'US';
  return /Indonesia/.test(name) ? 'ID' : null;
}

/** Whether a sense is another country's body under a name that every country has, in a text that is not about that country. */
export function isForeignBody({ record }: NameSense, { kind, name }: Cluster, scene: Scene): boolean {
  if (kind !== 'ORGANIZATION' || !genericName.test(name)) return false;
  const home = homeOf(record);
  if (home === 'ID') {
    const isNamed = /indonesia/i.test(name) || scene.named.has('ID');
    return !isNamed && (scene.about ?? scene.sourceCountry) !== 'ID';
  }
  const isElsewhere = scene.about !== null && scene.about !== 'US' && !scene.named.has('US');
  return home === 'US' && isElsewhere && !/^(?:US|U\.S\.|United States) | AS$/.test(name);
}

/** The body of the document's own country that the gazetteer lists under its full name; null when it lists none. */
export function ownBody(
  { gazetteer, language }: { gazetteer: FullGazetteer; language: string },
  { kind, name }: Cluster,
  { about, sourceCountry }: Scene,
): NameSense | null {
  const country = about ?? sourceCountry;
  const record = country === null ? null : gazetteer.byKey(`iso:${country}`);
  if (kind !== 'ORGANIZATION' || record === null || !genericName.test(name)) return null;
  const bare = name.replace(/^the /i, '');
  const local = record.names[language] ?? record.name;
  const forms = [`${bare} of ${local}`, `${bare} of the ${local}`, `${bare} ${local}`];
  const senses = forms.flatMap((form) => gazetteer.senses(form, language));
  return senses.find((s) => s.record.kind === 'ORGANIZATION') ?? null;
}
