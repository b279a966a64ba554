/**
 * Names built around a head word: "Universitas Sebelas Maret", "Desa Kedungrejo Lor", "Ministry of Health", "Esprit
 * Arena". Such a name swallows the known names inside it, because only the outermost name counts. Events and laws ("Piala
 * Davis", "Boston Marathon") are found the same way in order to be left out.
 */

import type { FullGazetteer } from './gazetteer.ts';
import { isName, phraseLength, type Search } from './headSearch.ts';
import { bareOrganizations, eventLeads, institutionWords, organizationLeads, placeLeads } from './heads.ts';
import { englishAt, englishEvents } from './headsTrailing.ts';
import { type Span, type Stretch, spanOf } from './lookup.ts';
import { portfolios, titles } from './titles.ts';
import type { Scan } from './tokens.ts';

/** Names with a head word, and stretches that are events, laws or products and hold no name. */
export interface Compounds {
  names: Span[];
  nothing: Stretch[];
}

/** Institutions that are often named after a person, so that a person's name belongs to theirs. */
const namedAfterPeople = new Set(
  'rs rsud rsup rsu universitas institut politeknik uin iain yayasan pondok ponpes pesantren sma smp smk sd pt cv ud bank kelompok sekolah madrasah'.split(
    ' ',
  ),
);
/** Heads that are everyday nouns too: before a known name they are just nouns. */
const looseLeads = new Set(
  'kelompok tim pasukan tentara pemuda koalisi front organisasi kantor sekolah kampus gerakan pusat angkatan milisi forum serikat uni laskar gerombolan pemerintah gabungan ikatan koperasi bank gunung sungai kali laut pulau lapangan taman pasar hotel gedung jalan kampung benua wisma stasiun terminal pelabuhan kompleks'.split(
    ' ',
  ),
);
/** Administrative areas: their name is short and ends where a person's begins. */
const areas = new Set('kabupaten kab kota kecamatan desa kelurahan dusun dukuh kampung'.split(' '));
const jobWords = new Set(
  'kepala ketua wakil direktur rektor dekan sekretaris anggota bendahara komandan koordinator manajer juru bicara jubir humas kabid komisaris utama umum pengurus'.split(
    ' ',
  ),
);
/** Event heads whose following words are part of the event whatever they are. */
const greedyEvents = new Set(
  'piala liga perang hari tahun bulan undang-undang uu ruu perjanjian konvensi protokol tantangan lomba operasi moto'.split(
    ' ',
  ),
);

/** End of an Indonesian name whose head ends at `from`. */
function leadEnd(search: Search, head: string, start: number, from: number, isPlace: boolean): number {
  const { scan, knownAt, gazetteer } = search;
  const isBare = bareOrganizations.has(head);
  const isArea = areas.has(head);
  const isLed = jobWords.has(scan.tokens[start - 1]?.lower ?? '');
  const holdsPeople = isPlace ? !isArea : namedAfterPeople.has(head.split(' ')[0] ?? '');
  let at = from;
  while (at < scan.tokens.length) {
    const token = scan.tokens[at];
    if (token === undefined || token.sentence !== scan.tokens[start]?.sentence) break;
    const known = knownAt[at] ?? null;
    if (known !== null && known.from === at && known.kind === 'PERSON' && !holdsPeople) break;
    if (known !== null && known.from === at && isSeatBehindName(search, from, at, known)) break;
    if (known !== null && known.from === at && !(isArea && at > from)) {
      at = known.to;
      if (isArea) break;
      continue;
    }
    if (isArea && (known !== null || at - from >= 3)) break;
    const listed = isPlace ? 0 : listedField(search, at);
    if (listed > 0) {
      at += listed;
      continue;
    }
    if (isBare && known === null && !institutionWords.has(token.lower) && token.kind !== 'number') break;
    if (isBare && known !== null && known.kind !== 'PLACE') break;
    if (!goesOn(search, at, { head, isLed, isPlace, holdsPeople, from })) break;
    if (isLed && at > from && gazetteer.isGivenName(token.text) && !institutionWords.has(token.lower)) break;
    at += token.lower === 'dan' || token.text === '-' || token.text === '&' ? 2 : 1;
  }
  return at;
}

/**
 * "Badan Meteorologi, Klimatologi, dan Geofisika": tokens of a comma and what it joins to a body's name, 0 when the comma
 * at `at` ends the name. Fields are listed up to a last one behind "dan" that is a word of institutions, so that a list
 * of bodies ("Kejaksaan Agung, Polri, dan KPK") is not taken for one.
 */
function listedField(search: Pick<Search, 'scan' | 'knownAt'>, at: number): number {
  const { knownAt } = search;
  const { tokens } = search.scan;
  if (tokens[at]?.text !== ',') return 0;
  const isField = (i: number) => {
    const token = tokens[i];
    return isName(token) && !token.upper && knownAt[i] == null && !organizationLeads.has(token.lower);
  };
  const isLast = (i: number) =>
    tokens[i]?.lower === 'dan' &&
    isField(i + 1) &&
    (institutionWords.has(tokens[i + 1]?.lower ?? '') || portfolios.has(tokens[i + 1]?.lower ?? ''));
  if (isLast(at + 1)) return 3;
  if (!isField(at + 1)) return 0;
  if (isLast(at + 2)) return 4;
  return tokens[at + 2]?.text === ',' && listedField(search, at + 2) > 0 ? 2 : 0;
}

/** "SMK Samudra Karya Surabaya", "Stadion Manahan Solo": a town behind a complete proper name is where it stands. */
function isSeatBehindName({ scan }: Search, from: number, at: number, known: Span): boolean {
  const type = known.senses[0]?.record.place?.placeType;
  if (known.kind !== 'PLACE' || (type !== 'CITY' && type !== 'ADMIN2')) return false;
  if (isName(scan.tokens[known.to])) return false;
  return scan.tokens.slice(from, at).some((t) => isName(t) && !t.upper && !isHeadWord(t.lower));
}

function isHeadWord(lower: string): boolean {
  return (
    institutionWords.has(lower) ||
    portfolios.has(lower) ||
    organizationLeads.has(lower) ||
    placeLeads.has(lower) ||
    /^(?:rumah|sakit|pondok|sekolah|tinggi|raya|bandar)$/.test(lower)
  );
}

interface Lead {
  head: string;
  isLed: boolean;
  isPlace: boolean;
  holdsPeople: boolean;
  from: number;
}

function goesOn({ scan }: Search, at: number, lead: Lead): boolean {
  const token = scan.tokens[at];
  const next = scan.tokens[at + 1];
  if (token === undefined) return false;
  if (token.kind === 'number') return /^\d{1,3}$/.test(token.text);
  if (token.text === '.')
    return token.glued && lead.holdsPeople && isName(next) && titles.has(scan.tokens[at - 1]?.lower ?? '');
  if (token.text === '-' && token.glued) return isName(next) && next.glued;
  if (token.text === '&') return isName(next);
  if (token.lower === 'dan') {
    return !lead.isPlace && isName(next) && (institutionWords.has(next.lower) || portfolios.has(next.lower));
  }
  if (!isName(token)) return false;
  if (lead.isLed && !lead.isPlace && at > lead.from)
    return institutionWords.has(token.lower) || portfolios.has(token.lower) || token.upper;
  return lead.holdsPeople || institutionWords.has(token.lower) || !titles.has(token.lower);
}

function indonesianAt(search: Search, at: number): { span: Span | null; nothing: number } {
  const { scan, knownAt } = search;
  const token = scan.tokens[at];
  if (token === undefined || token.kind !== 'word' || !token.capital) return { span: null, nothing: 0 };
  const event = phraseLength(scan, at, eventLeads, 2);
  if (event > 0) return { span: null, nothing: eventEnd(search, at, event) };
  if (!isName(token) || isPortfolioOf(scan, at)) return { span: null, nothing: 0 };
  const asPlace = phraseLength(scan, at, placeLeads, 3);
  const asOrganization = phraseLength(scan, at, organizationLeads, 3);
  const length = Math.max(asPlace, asOrganization);
  if (length === 0 || scan.shouted[token.sentence] === true) return { span: null, nothing: 0 };
  const isPlace = asPlace > asOrganization;
  if (token.lower === 'kota' && /^(?:wali|balai)$/.test(scan.tokens[at - 1]?.lower ?? ''))
    return { span: null, nothing: 0 };
  const dot = scan.tokens[at + length]?.text === '.' && scan.tokens[at + length]?.glued === true ? 1 : 0;
  const from = at + length + dot;
  const head = scan.text.slice(token.start, scan.tokens[at + length - 1]?.end).toLowerCase();
  const follower = knownAt[from] ?? null;
  if (looseLeads.has(head) && token.initial && (follower !== null || !isName(scan.tokens[from])))
    return { span: null, nothing: 0 };
  if (looseLeads.has(head) && !isPlace && follower !== null) return { span: null, nothing: 0 };
  const to = leadEnd(search, head, at, from, isPlace);
  if (to === from) return { span: null, nothing: 0 };
  return { span: spanOf(isPlace ? 'PLACE' : 'ORGANIZATION', at, to, 0.75), nothing: 0 };
}

/** "Menteri Pekerjaan Umum dan Perumahan Rakyat": a head word inside a minister's portfolio opens no name. */
function isPortfolioOf({ tokens }: Scan, at: number): boolean {
  let from = at - 1;
  const isInside = (i: number) =>
    tokens[i]?.sentence === tokens[at]?.sentence &&
    (portfolios.has(tokens[i]?.lower ?? '') || /^(?:dan|,)$/.test(tokens[i]?.lower ?? ''));
  while (isInside(from)) from -= 1;
  return tokens[from]?.lower === 'menteri';
}

function eventEnd({ scan, knownAt }: Search, at: number, length: number): number {
  let to = at + length;
  if (!greedyEvents.has(scan.tokens[at]?.lower ?? '')) return to;
  while (isName(scan.tokens[to]) || scan.tokens[to]?.kind === 'number') {
    const known = knownAt[to] ?? null;
    if (known !== null && known.kind === 'PERSON') break;
    to += 1;
  }
  return to;
}

/** Names with head words in the language of the text: Indonesian and Malay heads lead, English heads trail. */
export function findCompounds(
  scan: Scan,
  language: string,
  gazetteer: FullGazetteer,
  known: readonly Span[],
): Compounds {
  const knownAt: (Span | null)[] = scan.tokens.map(() => null);
  for (const span of known) knownAt.fill(span, span.from, span.to);
  const search: Search = { scan, language, gazetteer, knownAt };
  const isIndonesian = language === 'id' || language === 'ms';
  const names: Span[] = [];
  const nothing = isIndonesian ? [] : englishEvents(search);
  for (let at = 0; at < scan.tokens.length; at += 1) {
    const inIndonesian = isIndonesian ? indonesianAt(search, at) : { span: null, nothing: 0 };
    if (inIndonesian.nothing > 0) nothing.push({ from: at, to: inIndonesian.nothing });
    const { span } =
      inIndonesian.span !== null || inIndonesian.nothing > 0 ? inIndonesian : englishAt(search, at);
    if (inIndonesian.nothing > 0) at = Math.max(at, inIndonesian.nothing - 1);
    if (span === null) continue;
    // Names end in the order they are found: those that reach into this one are the last ones.
    let overlapped = names.length;
    while ((names[overlapped - 1]?.to ?? 0) > span.from) overlapped -= 1;
    names.splice(overlapped, 1);
    names.push(span);
    at = Math.max(at, span.to - 1);
  }
  return { names, nothing };
}
