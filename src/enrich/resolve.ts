/**
 * From clusters of names to entities: gazetteer senses weighed by what else the document names, else a newcomer under a key
 * of its own, whose identity is decided by what earlier articles told (identity.ts).
 */
import { entityId } from '../base/id.ts';
import type { EntityKind, EntityRecord, Newcomer } from '../base/news.ts';
import { isCommonWord } from './commonWords.ts';
import type { Cluster } from './fullNames.ts';
import type { FullGazetteer } from './gazetteer.ts';
import { placeInContext } from './gazetteerContext.ts';
import { institutionWords, organizationLeads, organizationTrails } from './heads.ts';
import type { NameSense } from './knowledge.ts';
import { foldName } from './names.ts';
import { isForeignBody, ownBody, type Scene, sceneOf } from './nationalBodies.ts';
import { portfolios } from './titles.ts';

/** What the document says about where it is and who else is in it. */
export interface Setting {
  language: string;
  gazetteer: FullGazetteer;
  /** Country codes of the dateline's place and of the outlet; null when unknown. */
  datelineCountry: string | null;
  sourceCountry: string | null;
  /** Folded slug of the dateline's place, which tells local namesakes apart; null without dateline. */
  datelinePlace: string | null;
}

/** The setting with the countries that the names themselves tell. */
interface Resolution extends Setting {
  scene: Scene;
}

/** Weights of the place score, in units of prominence (0..1). Chosen so that a named parent outweighs a bigger namesake. */
const weights = { parentNamed: 0.5, countryNamed: 0.35, dateline: 0.2, source: 0.1 };

const administrative =
  /^(?:kabupaten|kab|kota|kecamatan|kec|desa|kelurahan|dusun|dukuh|kampung|provinsi|propinsi|distrik)\.? |(?: (?:village|town|city|district|regency|province|county))$/i;
const natural = /^(?:gunung|sungai|pulau|danau|mount|mt|lake|river) | (?:river|island|lake)$/i;

function slug(text: string): string {
  return foldName(text).replace(/[^\p{L}\p{N}.]+/gu, '-');
}

function newRecord(kind: EntityKind, key: string, name: string): EntityRecord {
  return { key, id: entityId(kind, key), kind, name, names: {}, wikidataId: null, place: null };
}

/** Keys and countries that the document names for certain: those of names with one sense, or of countries. */
function namedPlaces(clusters: readonly Cluster[]): Set<string> {
  const named = new Set<string>();
  for (const cluster of clusters) {
    for (const { span } of cluster.members) {
      const [only, second] = span.senses;
      const isCountry = only?.record.place?.placeType === 'COUNTRY';
      if (only !== undefined && (second === undefined || isCountry)) named.add(only.record.key);
    }
  }
  return named;
}

function placeScore(sense: NameSense, setting: Setting, named: ReadonlySet<string>): number {
  const place = sense.record.place;
  const country = place?.countryCode ?? null;
  const isCountry = place?.placeType === 'COUNTRY';
  let score = sense.prominence + (isCountry ? 0.5 : 0);
  if (place?.parentKey != null && named.has(place.parentKey)) score += weights.parentNamed;
  if (country !== null && !isCountry && named.has(`iso:${country}`)) score += weights.countryNamed;
  if (country !== null && country === setting.datelineCountry) score += weights.dateline;
  if (country !== null && country === setting.sourceCountry) score += weights.source;
  return score;
}

/** The sense of a cluster: for places weighed by the document, else the best known one that its members share most. */
function chooseSense(cluster: Cluster, setting: Resolution, named: ReadonlySet<string>): NameSense | null {
  const sensesOf = (members: Cluster['members']) =>
    members.flatMap((m) => m.span.senses.filter((s) => s.record.kind === cluster.kind));
  // A surname alone may be listed for a better known namesake ("Obama"): the full name decides.
  const full = sensesOf(cluster.members.filter((m) => m.text.length >= cluster.name.length));
  const isNamed = cluster.kind === 'PERSON' && cluster.name.includes(' ');
  const all = full.length > 0 || isNamed ? full : sensesOf(cluster.members);
  const senses = all.filter((s) => !isForeignBody(s, cluster, setting.scene));
  if (senses.length === 0) return null;
  const score = (s: NameSense) => (cluster.kind === 'PLACE' ? placeScore(s, setting, named) : s.prominence);
  return senses.reduce((best, s) => (score(s) > score(best) ? s : best));
}

/** The gazetteer under a shorter form: a person without middle names, a district without "Kabupaten", a company without "PT". */
function shorterSense(cluster: Cluster, setting: Resolution, named: ReadonlySet<string>): NameSense | null {
  const { gazetteer, language } = setting;
  const forms = cluster.members.flatMap(({ text }) => {
    if (cluster.kind === 'PERSON') {
      const words = text.split(/\s+/);
      return words.length > 2 ? [`${words[0]} ${words.at(-1)}`] : [];
    }
    if (cluster.kind === 'ORGANIZATION')
      return [text.replace(/^(?:PT|CV|The)\.? | (?:Tbk|Inc|Corp|Ltd|plc|AG|SA)\.?$/gi, '')];
    return administrative.test(text) ? [text.replace(administrative, '')] : [];
  });
  const senses = forms
    .flatMap((f) => gazetteer.senses(f, language))
    .filter((s) => s.record.kind === cluster.kind && !s.derived && !isForeignBody(s, cluster, setting.scene));
  if (senses.length === 0) return null;
  const score = (s: NameSense) => (cluster.kind === 'PLACE' ? placeScore(s, setting, named) : s.prominence);
  return senses.reduce((best, s) => (score(s) > score(best) ? s : best));
}

/** A place that its name alone does not tell, where the text around it does. */
function smallPlace(
  { kind, members }: Cluster,
  setting: Resolution,
  named: ReadonlySet<string>,
): NameSense | null {
  if (kind !== 'PLACE') return null;
  const forms = members.flatMap(({ text }) => [text, text.replace(administrative, '')]);
  return placeInContext([...new Set(forms)], { ...setting, named });
}

/** Country that a name everybody has is told apart by; empty for telling names. */
function countrySuffix(name: string, setting: Resolution): string {
  const words = foldName(name).split(' ');
  const isGeneric = words.every(
    (w) =>
      /^(?:of|house|representatives)$/.test(w) ||
      isCommonWord(w, setting.language) ||
      institutionWords.has(w) ||
      organizationLeads.has(w) ||
      organizationTrails.has(w) ||
      portfolios.has(w),
  );
  const country = setting.scene.about ?? setting.sourceCountry;
  return isGeneric && country !== null ? `@${country.toLowerCase()}` : '';
}

const siteWords: Readonly<Record<string, string>> = {
  stadion: 'stadium',
  masjid: 'mosque',
  gereja: 'church',
  katedral: 'cathedral',
  bandara: 'airport',
  jembatan: 'bridge',
  jalan: 'street',
  istana: 'palace',
  pelabuhan: 'port',
  stasiun: 'station',
  pasar: 'market',
  museum: 'museum',
  hotel: 'hotel',
  waduk: 'dam',
  penjara: 'prison',
};

/** "Stadion Manahan" as "Manahan stadium", so that a site has one key in both languages. */
function inEnglishOrder(name: string): string {
  const [head = '', ...rest] = name.split(' ');
  const english = siteWords[head.toLowerCase()];
  return english === undefined || rest.length === 0 ? name : `${rest.join(' ')} ${english}`;
}

function newKey(cluster: Cluster, setting: Resolution): string {
  const { name, kind } = cluster;
  if (kind === 'ORGANIZATION')
    return `org:${slug(name.replace(/^(?:PT|CV)\.? | (?:Tbk|Inc|Corp)\.?$/g, ''))}${countrySuffix(name, setting)}`;
  if (kind === 'PLACE') {
    const bare = inEnglishOrder(name.replace(administrative, '').replace(natural, ''));
    const country = setting.datelineCountry ?? setting.sourceCountry;
    return `place:${slug(bare)}${country === null ? '' : `@${country.toLowerCase()}`}`;
  }
  if (isNamedInFull(cluster)) return `person:${slug(name)}`;
  // No stored key looks like a tentative one.
  return isTentative(cluster, setting)
    ? `person:?${slug(name)}`
    : `person:${slug(name)}@${setting.datelinePlace}`;
}

function isNamedInFull(cluster: Cluster): boolean {
  return cluster.kind !== 'PERSON' || foldName(cluster.name).includes(' ');
}

/** A mononym names somebody only where the article introduces its bearer, and then only there. */
function isTentative(cluster: Cluster, setting: Resolution): boolean {
  const isIntroduced = cluster.members.some((m) => m.span.confidence >= 0.75);
  return !isNamedInFull(cluster) && !(isIntroduced && setting.datelinePlace !== null);
}

/** Who each cluster is, and which of them no list holds, those named in full first. */
export interface Resolved {
  records: Map<Cluster, EntityRecord>;
  newcomers: Newcomer[];
}

/** The entity of each cluster: from the gazetteer, else a newcomer; two clusters of one key are one newcomer. */
export function resolveClusters(clusters: readonly Cluster[], given: Setting): Resolved {
  const named = namedPlaces(clusters);
  const scene = sceneOf(clusters, given.datelineCountry, given.sourceCountry);
  const setting: Resolution = { ...given, scene };
  const records = new Map<Cluster, EntityRecord>();
  for (const cluster of clusters) {
    const sense =
      chooseSense(cluster, setting, named) ??
      ownBody(setting, cluster, scene) ??
      shorterSense(cluster, setting, named) ??
      smallPlace(cluster, setting, named);
    if (sense !== null) records.set(cluster, sense.record);
  }
  const newcomers = new Map<string, Newcomer>();
  const waiting = clusters.filter((c) => !records.has(c));
  for (const cluster of waiting.sort((a, b) => Number(isNamedInFull(b)) - Number(isNamedInFull(a)))) {
    const key = newKey(cluster, setting);
    const newcomer = newcomers.get(key) ?? {
      record: newRecord(cluster.kind, key, cluster.name),
      role: roleOf(cluster),
      isTentative: isTentative(cluster, setting),
    };
    newcomers.set(key, newcomer);
    records.set(cluster, newcomer.record);
  }
  return { records, newcomers: [...newcomers.values()] };
}

/** The longest role printed before any mention of the cluster. */
function roleOf(cluster: Cluster): string | null {
  const roles = cluster.members.flatMap((m) => m.span.role ?? []);
  return roles.reduce<string | null>((best, r) => (r.length > (best?.length ?? 0) ? r : best), null);
}
