/**
 * Whom a bare office means: "the president", "Paus", "the German chancellor". One person in the text must bear it in
 * print; with two bearers, or none, it means nobody that we could name.
 */
import type { Mention } from '../base/news.ts';
import { firstToken, type Speech } from './discourse.ts';
import { trades } from './titles.ts';

const offices = new Set(
  'president pope minister king queen chancellor premier governor mayor senator leader presiden paus menteri raja ratu kanselir gubernur bupati kapolres kapolda rektor'.split(
    ' ',
  ),
);
/** An office that a text calls its holder's after the first mention is often just "leader". */
const leaders = new Set('president premier chancellor king prime leader presiden'.split(' '));
const openers = new Set(
  'prime foreign vice deputy interior defence defense finance perdana wakil'.split(' '),
);

/** Whether the token is a bare office (no name right behind it). */
function isOffice({ scan, mentionAt }: Speech, at: number): boolean {
  const isBare = mentionAt[at + 1] == null && mentionAt[at + 2] == null;
  const isTitle =
    offices.has(scan.tokens[at]?.lower ?? '') || /^(?:perdana)$/.test(scan.tokens[at]?.lower ?? '');
  return isTitle && (isBare || !/^[A-Z,]/.test(scan.tokens[at + 1]?.text ?? ''));
}

/** Words of a person's printed title, and a trade in lower case right before the name. */
function rolesOf(speech: Speech, mention: Mention): string[] {
  const before = speech.scan.tokens[firstToken(speech, mention) - 1]?.lower ?? '';
  return [...(mention.role ?? '').toLowerCase().split(/\s+/), ...(trades.has(before) ? [before] : [])];
}

/** Key of the country that stands right before an office or inside a person's title; null when none does. */
function countryBefore(speech: Speech, at: number): string | null {
  for (let i = at - 1; i >= Math.max(0, at - 5); i -= 1) {
    const mention = speech.mentionAt[i] ?? null;
    if (mention?.kind === 'PLACE') return mention.entityKey;
    if (mention !== null || speech.scan.tokens[i]?.kind === 'mark') return null;
  }
  return null;
}

/** An office as printed: "German foreign minister" without what stands in between. */
interface Office {
  word: string;
  /** "prime", "deputy"; any other word says nothing. */
  opener: string;
  /** Key of the country right before it; null when none is. */
  country: string | null;
}

/** The one person who bears the office at a token, or null. */
function bearerOfOffice(speech: Speech, at: number): Mention | null {
  const { tokens } = speech.scan;
  const word = tokens[at]?.lower ?? '';
  const opener = tokens[at - 1]?.lower ?? '';
  const country =
    speech.mentionAt[at - 1]?.kind === 'PLACE' ? (speech.mentionAt[at - 1]?.entityKey ?? null) : null;
  const office = { word, opener: openers.has(opener) ? opener : '', country };
  const key = [office.opener, word, country].join(' ');
  const known = speech.bearers.get(key);
  if (known !== undefined) return known;
  const bearer = soleBearer(speech, office);
  speech.bearers.set(key, bearer);
  return bearer;
}

function soleBearer(speech: Speech, { word, opener, country }: Office): Mention | null {
  const bears = (m: Mention): boolean => {
    const roles = rolesOf(speech, m);
    const hasOffice = word === 'leader' ? roles.some((r) => leaders.has(r)) : roles.includes(word);
    const hasOpener = opener === '' || roles.includes(opener);
    return (
      hasOffice && hasOpener && (country === null || countryBefore(speech, firstToken(speech, m)) === country)
    );
  };
  const holders = speech.mentions.filter((m) => m.kind === 'PERSON' && bears(m));
  return new Set(holders.map((m) => m.entityKey)).size === 1 ? (holders[0] ?? null) : null;
}

/** The person whom a definite office right before a verb means ("The prime minister said", "Paus juga menyerukan"). */
export function holderOf(speech: Speech, at: number, floor: number): Mention | null {
  const { tokens } = speech.scan;
  const token = tokens[at];
  if (token === undefined || at < floor) return null;
  const isDefinite =
    token.capital || tokens.slice(Math.max(floor, at - 4), at).some((t) => /^(?:the|sang)$/.test(t.lower));
  if (!isDefinite || !(offices.has(token.lower) || trades.has(token.lower))) return null;
  return bearerOfOffice(speech, at);
}

const reach = 6;

/**
 * The bearer of the office that a sentence starts with: null when nobody bears it in print, undefined when the sentence
 * does not start with an office.
 */
export function officeOfSentence(speech: Speech, from: number, to: number): Mention | null | undefined {
  for (let at = from; at < Math.min(to, from + reach); at += 1) {
    if (speech.mentionAt[at]?.kind === 'PERSON') return undefined;
    if (isOffice(speech, at) && speech.isQuoted[at] !== true) return bearerOfOffice(speech, at);
  }
  return undefined;
}
