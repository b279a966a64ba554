/**
 * Whom a bare office means: "the president", "Paus", "the German chancellor". One person in the text must bear it in
 * print; with two bearers, or none, it means nobody that we could name.
 */
import type { Mention } from '../base/news.ts';
import { firstToken, type Speaker, type Speech } from './discourse.ts';
import { trades } from './titles.ts';

const offices = new Set(
  'president pope minister king queen chancellor premier governor mayor senator leader presiden paus menteri raja ratu kanselir gubernur bupati kapolres kapolda rektor presidente papa ministro ministra governador prefeito premiê chanceler primeiro-ministro rei rainha'.split(
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

/** Whether an office means a person already named: "Presiden", "the prime minister", "gubernur itu", "o ministro". */
function isDefinite({ scan, language }: Speech, at: number, floor: number): boolean {
  const { tokens } = scan;
  const article = language === 'pt' ? /^(?:o|a)$/ : /^(?:the|sang)$/;
  return (
    tokens[at]?.capital === true ||
    /^(?:itu|tersebut|ini)$/.test(tokens[at + 1]?.lower ?? '') ||
    tokens.slice(Math.max(floor, at - 4), at).some((t) => article.test(t.lower))
  );
}

const isOfficeWord = (lower: string): boolean => offices.has(lower) || trades.has(lower);

/** The person whom a definite office right before a verb means ("The prime minister said", "Paus juga menyerukan"). */
export function holderOf(speech: Speech, at: number, floor: number): Mention | null {
  const { tokens } = speech.scan;
  const office = /^(?:itu|tersebut|ini)$/.test(tokens[at]?.lower ?? '') ? at - 1 : at;
  if (office < floor || !isOfficeWord(tokens[office]?.lower ?? '') || !isDefinite(speech, office, floor))
    return null;
  return bearerOfOffice(speech, office);
}

/** The offices that a person's printed titles hold, and whether another person of the text bears an office in print. */
export function officesOf(
  speech: Speech,
  person: Mention,
  office: string,
): { printed: string[]; isBorneByOther: boolean } {
  const isSame = (m: Mention) => m.entityKey === person.entityKey;
  const bearers = offices.has(office)
    ? speech.mentions.filter((m) => m.kind === 'PERSON' && rolesOf(speech, m).includes(office))
    : [];
  const own = speech.mentions.filter((m) => m.kind === 'PERSON' && isSame(m));
  const printed = own.flatMap((m) => rolesOf(speech, m)).filter((role) => offices.has(role));
  return { printed, isBorneByOther: bearers.length > 0 && !bearers.some(isSame) };
}

/** Key under which `bearers` keeps the person whom the text names most often: no office is called so. */
const leadKey = ' lead';

/** Whether the text names a person more often than anybody else: an office that nobody bears in print may mean only such a one. */
export function isLead(speech: Speech, person: Mention): boolean {
  const known = speech.bearers.get(leadKey);
  const lead = known === undefined ? mostNamed(speech) : known;
  speech.bearers.set(leadKey, lead);
  return lead !== null && lead.entityKey === person.entityKey;
}

/** The person named most often; null where two are named alike. */
function mostNamed({ mentions }: Speech): Mention | null {
  const named = new Map<string | null, Mention[]>();
  for (const mention of mentions) {
    if (mention.kind !== 'PERSON') continue;
    const own = named.get(mention.entityKey);
    if (own === undefined) named.set(mention.entityKey, [mention]);
    else own.push(mention);
  }
  const [first, second] = [...named.values()].sort((a, b) => b.length - a.length);
  return first === undefined || first.length === second?.length ? null : (first[0] ?? null);
}

const officeReach = 5;

/** The bearer of a definite office behind a verb of speech ("kata Presiden", "said the prime minister"); null for any other words. */
export function officeBehind(speech: Speech, verb: number): Speaker | null {
  const { tokens } = speech.scan;
  for (let at = verb + 1; at < Math.min(tokens.length, verb + officeReach); at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'mark' || token.sentence !== tokens[verb]?.sentence)
      return null;
    if (!isOfficeWord(token.lower) || isOfficeWord(tokens[at + 1]?.lower ?? '')) continue;
    const mention = isDefinite(speech, at, verb + 1) ? bearerOfOffice(speech, at) : null;
    return mention === null ? null : { mention, from: verb, to: at + 1 };
  }
  return null;
}

const reach = 6;

/**
 * The bearer of the office that a sentence starts with; undefined when it starts with none. `isBorne` is false where no
 * person of the text bears the office in print: then the office tells nothing.
 */
export function officeOfSentence(
  speech: Speech,
  from: number,
  to: number,
): { bearer: Mention | null; isBorne: boolean } | undefined {
  for (let at = from; at < Math.min(to, from + reach); at += 1) {
    if (speech.mentionAt[at]?.kind === 'PERSON') return undefined;
    if (!isOffice(speech, at) || speech.isQuoted[at] === true) continue;
    const bearer = bearerOfOffice(speech, at);
    const word = speech.scan.tokens[at]?.lower ?? '';
    const isBorne =
      bearer !== null ||
      speech.mentions.some((m) => m.kind === 'PERSON' && rolesOf(speech, m).includes(word));
    return { bearer, isBorne };
  }
  return undefined;
}
