/**
 * Names built around a head word: "Universitas Sebelas Maret", "Desa Kedungrejo Lor", "Ministry of Health", "Esprit
 * Arena". Such a name swallows the known names inside it, because only the outermost name counts. Events and laws ("Piala
 * Davis", "Boston Marathon") are found the same way in order to be left out.
 */

import { calendarWords } from './calendar.ts';
import { isCommonWord } from './commonWords.ts';
import type { FullGazetteer } from './gazetteer.ts';
import {
  bareOrganizations,
  eventLeads,
  eventTrails,
  institutionWords,
  organizationLeads,
  organizationOf,
  organizationTrails,
  placeLeads,
  placeOf,
  placeTrails,
} from './heads.ts';
import { type Span, spanOf } from './lookup.ts';
import { portfolios, titles } from './titles.ts';
import type { Scan, Token } from './tokens.ts';

/** Names with a head word, and stretches that are events, laws or products and hold no name. */
export interface Compounds {
  names: Span[];
  nothing: { from: number; to: number }[];
}

interface Search {
  scan: Scan;
  language: string;
  gazetteer: FullGazetteer;
  /** Known name that starts or goes on at a token. */
  knownAt: readonly (Span | null)[];
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

function isName(token: Token | undefined): token is Token {
  return token !== undefined && token.kind === 'word' && token.capital && !calendarWords.has(token.lower);
}

/** Length in tokens of the longest phrase of `set` at a token; 0 when none. */
export function phraseLength(scan: Scan, at: number, set: ReadonlySet<string>, longest = 4): number {
  const first = scan.tokens[at];
  if (first === undefined || first.kind !== 'word') return 0;
  for (let length = longest; length >= 1; length -= 1) {
    const last = scan.tokens[at + length - 1];
    if (last === undefined || last.sentence !== first.sentence) continue;
    const phrase = scan.text.slice(first.start, last.end).toLowerCase().replace(/\s+/g, ' ');
    if (set.has(phrase)) return length;
  }
  return 0;
}

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
    if (isBare && known === null && !institutionWords.has(token.lower) && token.kind !== 'number') break;
    if (isBare && known !== null && known.kind !== 'PLACE') break;
    if (!goesOn(search, at, { head, isLed, isPlace, holdsPeople, from })) break;
    if (isLed && at > from && gazetteer.isGivenName(token.text) && !institutionWords.has(token.lower)) break;
    at += token.lower === 'dan' || token.text === '-' || token.text === '&' ? 2 : 1;
  }
  return at;
}

/** "SMK Samudra Karya Surabaya", "Stadion Manahan Solo": a town behind a complete proper name is where it stands. */
function isSeatBehindName({ scan }: Search, from: number, at: number, known: Span): boolean {
  const type = known.senses[0]?.record.place?.placeType;
  if (known.kind !== 'PLACE' || (type !== 'CITY' && type !== 'ADMIN2')) return false;
  if (isName(scan.tokens[known.to])) return false;
  return scan.tokens
    .slice(from, at)
    .some((t) => isName(t) && !t.upper && !institutionWords.has(t.lower) && !portfolios.has(t.lower));
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
  while (portfolios.has(tokens[from]?.lower ?? '') || /^(?:dan|,)$/.test(tokens[from]?.lower ?? ''))
    from -= 1;
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

const connectors = new Set(['of', 'for', 'on']);

/** First token of an English name that ends before `at`. */
function leftEdge({ scan, knownAt, language }: Search, at: number, takesPeople: boolean): number {
  let from = at;
  while (from > 0) {
    const token = scan.tokens[from - 1];
    if (token?.sentence !== scan.tokens[at]?.sentence) break;
    const isJoint =
      (token?.text === '-' || token?.text === '&' || token?.text === '.') && isName(scan.tokens[from - 2]);
    if (isJoint && (token.glued || token.text === '&')) {
      from -= 2;
      continue;
    }
    if (!isName(token) || (titles.has(token.lower) && !organizationTrails.has(token.lower))) break;
    const known = knownAt[from - 1] ?? null;
    if (known?.kind === 'PERSON' && !takesPeople) break;
    if (token.initial && isCommonWord(token.lower, language) && known === null) break;
    from = known === null || known.kind === 'PERSON' ? from - 1 : Math.min(known.from, from - 1);
  }
  return from;
}

/** End of "… of the X and Y" that starts at `at`; `at` itself when nothing follows. */
function ofEnd({ scan, knownAt }: Search, at: number): number {
  let to = at;
  if (!connectors.has(scan.tokens[to]?.lower ?? '')) return at;
  to += scan.tokens[to + 1]?.lower === 'the' ? 2 : 1;
  if (!isName(scan.tokens[to])) return at;
  while (
    isName(scan.tokens[to]) ||
    (scan.tokens[to]?.lower === 'and' && isInstitution(scan.tokens[to + 1]))
  ) {
    const known = knownAt[to] ?? null;
    if (known !== null && known.kind === 'PERSON') break;
    to = known !== null && known.from === to ? known.to : to + 1;
  }
  return to;
}

function isInstitution(token: Token | undefined): boolean {
  return (
    isName(token) &&
    (portfolios.has(token.lower) || organizationTrails.has(token.lower) || isCommonWord(token.lower, 'en'))
  );
}

function englishAt(search: Search, at: number): { span: Span | null; nothing: number } {
  const { scan, knownAt } = search;
  const token = scan.tokens[at];
  const none = { span: null, nothing: 0 };
  if (!isName(token) || scan.shouted[token.sentence] === true) return none;
  const known = knownAt[at] ?? null;
  if (known !== null && !(known.to === at + 1)) return none;
  if (organizationOf.has(token.lower)) {
    const to = ofEnd(search, at + 1);
    if (to > at + 1)
      return { span: spanOf('ORGANIZATION', leftEdge(search, at, false), to, 0.75), nothing: 0 };
  }
  if (placeOf.has(token.lower) && isName(scan.tokens[at + 1]) && known === null && !token.initial) {
    return { span: spanOf('PLACE', at, rightEdge(search, at + 1), 0.7), nothing: 0 };
  }
  const isOrganization = organizationTrails.has(token.lower);
  const isPlace = placeTrails.has(token.lower) && !isOrganization;
  if (isOrganization || isPlace) {
    const from = leftEdge(search, at, true);
    const to = isOrganization ? ofEnd(search, at + 1) : at + 1;
    const span = spanOf(isPlace ? 'PLACE' : 'ORGANIZATION', from, to, 0.7);
    return isName(scan.tokens[at + 1]) && !isPlace && knownAt[at + 1] == null
      ? none
      : from < at
        ? { span, nothing: 0 }
        : none;
  }
  return none;
}

function rightEdge({ scan, knownAt }: Search, at: number): number {
  let to = at;
  while (isName(scan.tokens[to]) && to - at < 3) {
    const known = knownAt[to] ?? null;
    to = known !== null && known.from === to ? known.to : to + 1;
  }
  return to;
}

/** English events end with their head; the whole run in front belongs to them. */
function englishEvents(search: Search): { from: number; to: number }[] {
  const { scan } = search;
  return scan.tokens.flatMap((token, at) => {
    if (!isName(token) || token.initial || !eventTrails.has(token.lower)) return [];
    const from = leftEdge(search, at, false);
    return from < at ? [{ from, to: at + 1 }] : [];
  });
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
    const overlapped = names.findIndex((n) => n.from < span.to && span.from < n.to);
    if (overlapped >= 0) names.splice(overlapped, 1);
    names.push(span);
    at = Math.max(at, span.to - 1);
  }
  return { names, nothing };
}
