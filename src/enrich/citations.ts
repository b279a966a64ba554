/**
 * Phrases that credit another outlet: "seperti dikabarkan Reuters", "told AFP", "Reuters reported". The credited name must
 * be a medium or agency that the gazetteer knows, or stand in a frame that says so ("kantor berita X", "news agency X").
 */
import type { Citation, Mention } from '../base/news.ts';
import {
  type CreditPhrases,
  creditPhrases,
  namedLikeMedium,
  namedLikeSite,
  pieceNoun,
} from './citationPhrases.ts';
import { covering } from './discourse.ts';
import type { FullGazetteer, OutletName } from './gazetteer.ts';
import { isSpeechVerb, pronounSpeech } from './speech.ts';
import type { Scan } from './tokens.ts';

/** A text with its names, and whose page it is. */
export interface CitationSearch {
  scan: Scan;
  mentions: readonly Mention[];
  language: string;
  gazetteer: FullGazetteer;
  sourceName: string | null;
  sourceDomain: string | null;
}

/** "(Reuters/Antara)" under a text: what stands behind one of the names. */
const signatureEnd = /^(?:[/,][\p{L}\p{N} ./-]{0,40})?\)\.?$/u;
const farthest = 110;

interface Outlet {
  start: number;
  end: number;
  known: OutletName | null;
  entityKey: string | null;
  /** Known, or called a medium by the words around it; else only its name sounds like one. */
  isCertain: boolean;
}

/** The outlet of this name; an article before it may belong to it: "the Sun", "the Economist". */
function outletNamed({ scan, gazetteer }: CitationSearch, start: number, end: number): OutletName | null {
  const name = scan.text.slice(start, end);
  const isWithArticle = /\bthe\s$/iu.test(scan.text.slice(Math.max(0, start - 5), start));
  return gazetteer.outletByName(name) ?? (isWithArticle ? gazetteer.outletByName(`The ${name}`) : null);
}

/** The outlet that a mention is, by the gazetteer, by the words in front of it, or by its own. */
function outletOf(search: CitationSearch, m: Mention, phrases: CreditPhrases): Outlet | null {
  if (m.kind === 'PERSON' || m.derived) return null;
  const { scan } = search;
  const { start, end, entityKey } = m;
  const known = outletNamed(search, start, end);
  const before = scan.text.slice(Math.max(0, start - 60), start);
  const isCalledMedium =
    phrases.framedBefore.test(before) || phrases.tail.test(scan.text.slice(end, end + 30));
  const isFramed = isCalledMedium || (isUnlisted(search, m) && phrases.onlyOfMedia.test(before));
  const isAgencyOfPlace = /^\snews agency(?!\p{L})/u.test(scan.text.slice(end, end + 30));
  if (m.kind !== 'ORGANIZATION' && known === null && !isAgencyOfPlace) return null;
  if (known === null && !isFramed && !(m.kind === 'ORGANIZATION' && namedLikeMedium.test(m.text)))
    return null;
  return { start, end, known, entityKey, isCertain: known !== null || isFramed };
}

/** An organisation that the gazetteer does not know. Institutions go by short forms, so "BPBD Sragen" is not asked. */
function isUnlisted({ gazetteer }: CitationSearch, { kind, text, entityKey }: Mention): boolean {
  if (kind !== 'ORGANIZATION' || /^\p{Lu}{2}/u.test(text)) return false;
  return entityKey === null || gazetteer.byKey(entityKey) === null;
}

const longestName = 4;

/** Names in the text that are outlets: mentions first, then capitalised words that recognition left alone. */
function outletsIn(search: CitationSearch, phrases: CreditPhrases): Outlet[] {
  const { scan, mentions } = search;
  const found = mentions.flatMap((m) => outletOf(search, m, phrases) ?? []);
  const mentionAt = covering(scan, mentions);
  for (const [i, token] of scan.tokens.entries()) {
    if (
      mentionAt[i] !== null ||
      !(token.capital || namedLikeSite.test(scan.text.slice(token.start, token.end)))
    )
      continue;
    for (let length = longestName; length >= 1; length -= 1) {
      const last = scan.tokens[i + length - 1];
      if (last === undefined || last.kind === 'mark' || (length > 1 && !last.capital)) continue;
      const name = scan.text.slice(token.start, last.end);
      const known = outletNamed(search, token.start, last.end);
      if (known === null || name.includes('\n')) continue;
      found.push({ start: token.start, end: last.end, known, entityKey: known.key, isCertain: true });
      break;
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

interface Credit {
  start: number;
  end: number;
}

/** The credit that the words in front of an outlet make, to the start of the line or of what an earlier credit left. */
function creditBefore(
  { scan: { text }, language }: CitationSearch,
  from: number,
  outlet: Outlet,
  phrases: CreditPhrases,
): Credit | null {
  const left = text.slice(from, outlet.start);
  const right = text.slice(outlet.end, outlet.end + farthest);
  const tail = phrases.tail.exec(right)?.[0].length ?? 0;
  for (const phrase of phrases.before) {
    const at = left.search(phrase);
    if (at >= 0) return { start: from + at, end: outlet.end + tail };
  }
  const [piece, noun] = [phrases.piece === null ? -1 : left.search(phrases.piece), pieceNoun.exec(right)];
  if (piece >= 0 && noun !== null) return { start: from + piece, end: outlet.end + noun[0].length };
  const addressed = phrases.addressed === null ? null : left.match(phrases.addressed);
  if (addressed?.index === undefined) return null;
  const isCalledMedium = addressed[0].trim().includes(' ');
  return isCalledMedium || speaks(`${left.slice(0, addressed.index)} ${sentenceOf(right)}`, language)
    ? { start: from + addressed.index, end: outlet.end }
    : null;
}

const sentenceOf = (text: string): string => text.split(/[.!?\n]/u, 1)[0] ?? '';

/** Whether somebody speaks: a verb of speech or a quotation mark. */
function speaks(clause: string, language: string): boolean {
  return (
    /[“”"«»]/u.test(clause) ||
    clause
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .some((word) => isSpeechVerb(word, language) || pronounSpeech.has(word))
  );
}

/**
 * The credit that a verb behind an outlet makes. "Said" is enough behind an agency, behind "X newspaper", and behind any
 * known medium that ends a clause; "says" also where the medium opens a sentence.
 */
function creditBehind(text: string, from: number, outlet: Outlet, phrases: CreditPhrases): Credit | null {
  const left = text.slice(from, outlet.start);
  const right = text.slice(outlet.end, outlet.end + farthest);
  const lead = left.match(phrases.lead);
  const startsWord = lead?.index !== undefined && !/\p{L}/u.test(left[lead.index - 1] ?? ' ');
  const start = from + (lead?.index !== undefined && startsWord ? lead.index : left.length);
  const isAgency = outlet.known?.wire === true || phrases.framedBefore.test(left);
  const endsClause = /,\s*$/.test(text.slice(Math.max(0, start - 2), start));
  const opensSentence = /(?:^|[.!?”"]\s+)(?:the\s+)?$/iu.test(left);
  const isReport =
    /laporan\s+$/iu.test(left) ||
    phrases.tail.test(right) ||
    (outlet.known !== null && opensSentence && phrases.sentenceSaid.test(right));
  const mayJustSay = outlet.isCertain && (isAgency || endsClause || isReport);
  const verb = right.match(phrases.behind) ?? (mayJustSay ? right.match(phrases.saidBehind) : null);
  return verb === null ? null : { start, end: outlet.end + verb[0].length };
}

function creditOf(
  search: CitationSearch,
  outlet: Outlet,
  floor: number,
  phrases: CreditPhrases,
): Credit | null {
  const { text } = search.scan;
  const reach = Math.max(outlet.start - farthest, floor, 0);
  const from = text.slice(reach, outlet.start).lastIndexOf('\n') + 1 + reach;
  const before = creditBefore(search, from, outlet, phrases);
  if (before !== null) return before;
  if (floor > 0 && from === floor && phrases.passedOn.test(text.slice(from, outlet.start)))
    return {
      start: floor + (text[floor] === ',' ? 2 : 1),
      end: creditBehind(text, floor, outlet, phrases)?.end ?? outlet.end,
    };
  if (isSignature(text, outlet)) return { start: outlet.start, end: outlet.end };
  return creditBehind(text, from, outlet, phrases);
}

/** Whether the outlet stands in parentheses that close the text. */
function isSignature(text: string, { start, end, known }: Outlet): boolean {
  if (known === null || text.length - end > 45 || !signatureEnd.test(text.slice(end).trim())) return false;
  const opening = text.slice(Math.max(0, start - 45), start).split('(');
  const isPunctuated = /[.!?”"\n]\s*$/.test(opening.slice(0, -1).join('('));
  return (
    opening.length > 1 && isPunctuated && /^(?:[\p{L}\p{N} .-]{1,40}[/,])*\s?$/u.test(opening.at(-1) ?? '')
  );
}

/** The credit of a name that shares the verb of the next: "Reuters and AFP reported". */
function sharedCredit(
  { scan: { text } }: CitationSearch,
  outlet: Outlet,
  next: Outlet | undefined,
  phrases: CreditPhrases,
): Credit | null {
  if (
    next === undefined ||
    !/^\s(?:and|dan|e)\s(?:(?:the|o|a)\s)?$/iu.test(text.slice(outlet.end, next.start))
  )
    return null;
  if (!outlet.isCertain || creditBehind(text, outlet.end, next, phrases) === null) return null;
  const article =
    text.slice(Math.max(0, outlet.start - 5), outlet.start).match(/(?<!\p{L})the\s$/iu)?.[0].length ?? 0;
  const start = outlet.start - article;
  // "He left the BBC and CNN reported": the first name must open its clause.
  return /(?:^|[.!?,;:“”"\n]\s?)$/u.test(text.slice(Math.max(0, start - 2), start))
    ? { start, end: outlet.end }
    : null;
}

/** Every credit in the text, in reading order. */
export function findCitations(search: CitationSearch): Citation[] {
  const citations: Citation[] = [];
  const phrases = creditPhrases(search.language);
  let floor = 0;
  const outlets = outletsIn(search, phrases);
  for (const [i, outlet] of outlets.entries()) {
    if (outlet.start < floor) continue;
    const span =
      creditOf(search, outlet, floor, phrases) ?? sharedCredit(search, outlet, outlets[i + 1], phrases);
    if (span === null) continue;
    floor = span.end;
    citations.push({
      kind: outlet.known?.wire === true ? 'WIRE_CREDIT' : 'REPORTED_BY',
      ...span,
      text: search.scan.text.slice(span.start, span.end),
      name: search.scan.text.slice(outlet.start, outlet.end),
      entityKey: outlet.known?.key ?? outlet.entityKey,
      domain: outlet.known?.domain ?? null,
    });
  }
  return citations;
}
