/**
 * Who speaks: the subject of a verb of speech, the name after one, and whom a pronoun means. Answers a mention or null;
 * a noun phrase that names nobody ("polisi", "officials") is null, never the nearest name.
 */
import type { Mention } from '../base/news.ts';
import { isCommonWord } from './commonWords.ts';
import { pronouns, speakerEnds } from './speech.ts';
import { titles, trades } from './titles.ts';
import type { Scan } from './tokens.ts';

/** A text with its names, as the rules for speech see it. */
export interface Speech {
  scan: Scan;
  language: string;
  mentions: readonly Mention[];
  /** Mention that covers a token, by token position. */
  mentionAt: readonly (Mention | null)[];
  /** Tokens inside quotation marks. */
  isQuoted: readonly boolean[];
}

/** A speaker, with the tokens that name him; `mention` is null for "officials said". */
export interface Speaker {
  mention: Mention | null;
  from: number;
  to: number;
}

const adverbs = new Set(
  'juga kemudian pun lalu telah sudah kembali sebelumnya sempat sendiri lantas turut ikut bahkan justru kerap sering pernah terus lebih lanjut berulang kali hanya also later then has had have earlier repeatedly once again still even previously often himself herself itself always already would will who yang'.split(
    ' ',
  ),
);
const conjunctions = new Set(
  'and but dan serta tetapi tapi namun lalu kemudian while whereas sementara sedangkan adapun meski walau although'.split(
    ' ',
  ),
);
const prepositions = new Set(
  'kepada dengan bersama oleh untuk terhadap tentang soal mengenai antara dari di ke pada bagi atas to with by from of for against about between in at on over after than like dalam melalui sejak hingga'.split(
    ' ',
  ),
);

/** Position of the first token of the sentence that holds `at`. */
export function sentenceStart({ scan }: Speech, at: number): number {
  return scan.sentences[scan.tokens[at]?.sentence ?? 0] ?? 0;
}

/** First token of a mention. */
function firstToken({ scan }: Speech, mention: Mention): number {
  return scan.tokens.findIndex((t) => t.start >= mention.start);
}

function isOblique(speech: Speech, mention: Mention): boolean {
  const { tokens } = speech.scan;
  let at = firstToken(speech, mention) - 1;
  while (
    titles.has(tokens[at]?.lower ?? '') ||
    (tokens[at]?.capital === true &&
      tokens[at]?.kind === 'word' &&
      speech.mentionAt[at] === null &&
      tokens[at]?.initial === false)
  )
    at -= 1;
  const next = tokens.find((t) => t.start >= mention.end);
  if (/^['’]s$/.test(next?.text ?? '')) return true;
  return prepositions.has(tokens[at]?.lower ?? '');
}

/** The person whom a sentence is about: its first name that is no possessor and stands behind no preposition. */
export function subjectOfSentence(speech: Speech, from: number, to: number): Mention | null {
  const seen = new Set<Mention>();
  const people: Mention[] = [];
  for (let at = from; at < to; at += 1) {
    const mention = speech.mentionAt[at] ?? null;
    if (mention === null || seen.has(mention) || speech.isQuoted[at] === true) continue;
    seen.add(mention);
    if (mention.kind === 'PERSON') people.push(mention);
  }
  return people.find((m) => !isOblique(speech, m) && !announcesAnother(speech, m, people)) ?? null;
}

/** "Juru bicara Putin, Dmitry Peskov": the first name belongs to the office of the second. */
function announcesAnother(speech: Speech, mention: Mention, people: readonly Mention[]): boolean {
  const next = people[people.indexOf(mention) + 1];
  const gap = next === undefined ? '' : speech.scan.text.slice(mention.end, next.start);
  const before = speech.scan.tokens[firstToken(speech, mention) - 1]?.lower ?? '';
  return (
    gap === ', ' &&
    (before === 'bicara' || before === 'spokesman' || trades.has(before)) &&
    before !== 'presiden'
  );
}

function startsWithPronoun(speech: Speech, from: number, to: number): boolean {
  const words = speech.scan.tokens.slice(from, Math.min(to, from + 4)).filter((t) => t.kind === 'word');
  return words.slice(0, 2).some((t) => pronouns.has(t.lower));
}

const memoryInSentences = 8;

/** Whom "ia" or "he" at a token means: the person the nearest earlier sentence was about; null when none was. */
export function antecedent(speech: Speech, at: number): Mention | null {
  const { scan } = speech;
  const own = scan.tokens[at]?.sentence ?? 0;
  const inSentence = subjectOfSentence(speech, scan.sentences[own] ?? 0, at);
  if (inSentence !== null) return inSentence;
  let fallback: Mention | null = null;
  for (let s = own - 1; s >= Math.max(0, own - memoryInSentences); s -= 1) {
    const from = scan.sentences[s] ?? 0;
    const to = scan.sentences[s + 1] ?? scan.tokens.length;
    if (speech.isQuoted[from] === true && speech.isQuoted[to - 1] === true) continue;
    const start = startOutsideQuote(speech, from, to);
    if (startsWithPronoun(speech, start, to)) continue;
    const office = officeHolder(speech, start, to);
    if (office !== undefined) return office;
    const subject = subjectOfSentence(speech, start, to) ?? soleOwner(speech, start, to);
    if (subject !== null && isAhead(speech, subject, start)) return subject;
    fallback ??= subject;
  }
  return fallback;
}

/** "It is Andy Murray's doing": a sentence that names nobody but a possessor is about him. */
function soleOwner(speech: Speech, from: number, to: number): Mention | null {
  const people = [...new Set(speech.mentionAt.slice(from, to))].filter((m) => m?.kind === 'PERSON');
  const [only] = people;
  const next = only == null ? undefined : speech.scan.tokens.find((t) => t.start >= only.end);
  return people.length === 1 && /^['’]s$/.test(next?.text ?? '') ? (only ?? null) : null;
}

/** Farther into its sentence than this many plain words a name is seldom the subject. */
const subjectReach = 9;

function isAhead(speech: Speech, subject: Mention, start: number): boolean {
  const words = speech.scan.tokens.slice(start, firstToken(speech, subject));
  const lead = words.findLastIndex((t) => t.text === ',' || t.text === ':');
  return (
    words.slice(lead + 1).filter((t) => t.kind === 'word' && !t.capital).length <= subjectReach &&
    !words.some((t) => t.text === ';')
  );
}

const offices = new Set(
  'president pope minister king queen chancellor premier governor mayor presiden paus menteri raja ratu kanselir gubernur bupati perdana'.split(
    ' ',
  ),
);

/**
 * The person who holds the office that a sentence speaks of by its bare name ("the president", "Paus"): null when nobody
 * in the text bears it, undefined when the sentence does not start with an office.
 */
function officeHolder(speech: Speech, from: number, to: number): Mention | null | undefined {
  const { tokens } = speech.scan;
  for (let at = from; at < Math.min(to, from + 5); at += 1) {
    if (speech.mentionAt[at] !== null) return undefined;
    const word = tokens[at]?.lower ?? '';
    const isBare =
      offices.has(word) && speech.mentionAt[at + 1] === null && speech.mentionAt[at + 2] === null;
    if (!isBare) continue;
    const holders = speech.mentions.filter(
      (m) => m.kind === 'PERSON' && (m.role ?? '').toLowerCase().split(/\s+/).includes(word),
    );
    const keys = new Set(holders.map((m) => m.entityKey));
    return keys.size === 1 ? (holders[0] ?? null) : undefined;
  }
  return undefined;
}

function startOutsideQuote(speech: Speech, from: number, to: number): number {
  let at = from;
  while (at < to && speech.isQuoted[at] === true) at += 1;
  return at;
}

/** A government or body may speak; a name that only qualifies a noun ("juru bicara PBB", "militer Rusia") may not. */
function standsAlone(speech: Speech, mention: Mention): boolean {
  if (mention.kind === 'PERSON') return true;
  if (mention.derived) return false;
  const before = speech.scan.tokens[firstToken(speech, mention) - 1];
  const start = firstToken(speech, mention);
  if (before === undefined || speech.scan.tokens[start]?.sentence !== before.sentence) return true;
  if (before.kind === 'mark') return true;
  if (mention.kind === 'ORGANIZATION') return !isOfficeBefore(speech, start);
  return (
    conjunctions.has(before.lower) ||
    /^(?:the|sana|situ|diberitakan|dikabarkan|dilaporkan|diketahui|bahwa|that|if|as|when|ketika|saat|karena|because|menurut|pihak)$/.test(
      before.lower,
    )
  );
}

const officials = new Set(
  'bicara pejabat petinggi sumber staf perwakilan humas official officials source sources representative representatives spokesperson'.split(
    ' ',
  ),
);

/** "Juru bicara PBB", "a spokesman for the UN": the words before the body are an office whose holder is not named. */
function isOfficeBefore({ scan, mentionAt }: Speech, start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - 5); at -= 1) {
    const token = scan.tokens[at];
    if (token === undefined || token.kind === 'mark' || mentionAt[at] !== null) return false;
    const isNoun = titles.has(token.lower) || trades.has(token.lower) || officials.has(token.lower);
    if (isNoun && token.lower !== 'raksasa') return true;
    if (prepositions.has(token.lower) && !/^(?:for|of|at|dari|from)$/.test(token.lower)) return false;
  }
  return false;
}

/**
 * The subject of the verb at a token: the name right before it, adverbs and an apposition skipped; a pronoun's
 * antecedent; after "and" the subject of the sentence. `mention` is null where the subject names nobody; the whole answer
 * is null where there is no subject to find.
 */
export function subjectOf(speech: Speech, verb: number): Speaker | null {
  const { tokens } = speech.scan;
  const floor = sentenceStart(speech, verb);
  let at = verb - 1;
  while (
    at >= floor &&
    (adverbs.has(tokens[at]?.lower ?? '') || tokens[at]?.text === ')' || /^\d/.test(tokens[at]?.text ?? ''))
  ) {
    at = tokens[at]?.text === ')' ? openingOf(speech, at, floor) - 1 : at - 1;
  }
  const token = tokens[at];
  if (token === undefined || at < floor || speech.isQuoted[at] === true) return null;
  const mention = speech.mentionAt[at] ?? null;
  if (mention !== null) {
    const from = firstToken(speech, mention);
    const owner = bearerOf(speech, mention, from, floor);
    if (owner !== null) return { mention: owner, from: firstToken(speech, owner), to: verb };
    return { mention: standsAlone(speech, mention) ? mention : null, from, to: verb };
  }
  if (pronouns.has(token.lower)) return { mention: antecedent(speech, at), from: at, to: verb };
  if (token.text === ',' || conjunctions.has(token.lower)) return subjectAcross(speech, floor, at, verb);
  if (token.text === ':') return subjectAcross(speech, floor, at, verb);
  if (token.kind !== 'word') return null;
  const holder = holderOf(speech, at, floor) ?? qualified(speech, at, floor);
  return { mention: holder, from: nounStart(speech, at, floor), to: verb };
}

/** "The prime minister said", "Paus juga menyerukan": the one person in the text who bears the office. */
export function holderOf(speech: Speech, at: number, floor: number): Mention | null {
  const { tokens } = speech.scan;
  const word = tokens[at]?.lower ?? '';
  const isDefinite =
    tokens.slice(Math.max(floor, at - 4), at).some((t) => /^(?:the|sang)$/.test(t.lower)) ||
    tokens[at]?.capital === true ||
    tokens[at - 1]?.lower === 'sang';
  if (!isDefinite || !(offices.has(word) || trades.has(word) || word === 'leader')) return null;
  const wanted = word === 'leader' ? leaders : new Set([word]);
  const holders = speech.mentions.filter(
    (m) => m.kind === 'PERSON' && rolesOf(speech, m).some((r) => wanted.has(r)),
  );
  return new Set(holders.map((m) => m.entityKey)).size === 1 ? (holders[0] ?? null) : null;
}

const leaders = new Set('president premier chancellor king prime leader'.split(' '));

/** Words of a person's title, and lower-case trade right before the name. */
function rolesOf(speech: Speech, mention: Mention): string[] {
  const before = speech.scan.tokens[firstToken(speech, mention) - 1]?.lower ?? '';
  return [...(mention.role ?? '').toLowerCase().split(/\s+/), before];
}

/** "Hwang Kyo-ahn selaku ketua panitia mengatakan": the name before a qualifying phrase. */
function qualified(speech: Speech, at: number, floor: number): Mention | null {
  for (let i = at; i > Math.max(floor, at - 8); i -= 1) {
    const token = speech.scan.tokens[i];
    if (token?.kind === 'mark') return null;
    const mention = speech.mentionAt[i - 1] ?? null;
    if (mention?.kind === 'PERSON')
      return /^(?:selaku|sebagai|yang|asal|who|of|from)$/.test(token?.lower ?? '') ? mention : null;
  }
  return null;
}

/** "Angus Robertson of the SNP said": the person whose body the nearest name is. */
function bearerOf(speech: Speech, mention: Mention, from: number, floor: number): Mention | null {
  if (mention.kind === 'PERSON') return null;
  const { tokens } = speech.scan;
  const at = /^(?:the)$/.test(tokens[from - 1]?.lower ?? '') ? from - 2 : from - 1;
  if (!/^(?:of|from|for|at|dari)$/.test(tokens[at]?.lower ?? '') || at - 1 < floor) return null;
  const person = speech.mentionAt[at - 1] ?? null;
  return person?.kind === 'PERSON' ? person : null;
}

function openingOf({ scan }: Speech, at: number, floor: number): number {
  let open = at;
  while (open > floor && scan.tokens[open]?.text !== '(') open -= 1;
  return open;
}

function nounStart(speech: Speech, at: number, floor: number): number {
  let from = at;
  while (from > floor && speech.scan.tokens[from - 1]?.kind === 'word') from -= 1;
  return from;
}

/** Subject before an apposition or in front of "and said": the sentence's own. */
function subjectAcross(speech: Speech, floor: number, at: number, verb: number): Speaker | null {
  const start = startOutsideQuote(speech, floor, at);
  const subject = subjectOfSentence(speech, start, at);
  if (startsWithPronoun(speech, start, at))
    return { mention: subject ?? antecedent(speech, start), from: start, to: verb };
  if (subject !== null) return { mention: subject, from: firstToken(speech, subject), to: verb };
  const first = speech.mentionAt.slice(start, at).find((m) => m !== null) ?? null;
  if (first === null || first.derived || !standsAlone(speech, first) || isOblique(speech, first)) return null;
  return { mention: first, from: firstToken(speech, first), to: verb };
}

const reach = 22;
const englishEnds = new Set(
  'when after before as while who adding during because but in on at to with by from whose whom that'.split(
    ' ',
  ),
);

/** The name after a verb of speech ("kata Kepala Dinas Kesehatan, Siti Aminah"), up to where time and place begin. */
export function speakerAfter(speech: Speech, verb: number): Speaker | null {
  const { tokens } = speech.scan;
  const isIndonesian = speech.language === 'id' || speech.language === 'ms';
  const ends = isIndonesian ? speakerEnds : englishEnds;
  let fallback: Mention | null = null;
  for (let at = verb + 1; at < Math.min(tokens.length, verb + reach); at += 1) {
    const token = tokens[at];
    if (token === undefined || token.paragraph !== tokens[verb]?.paragraph || speech.isQuoted[at] === true)
      break;
    if (at === verb + 1 && pronouns.has(token.lower))
      return { mention: antecedent(speech, at), from: verb, to: at + 1 };
    const mention = speech.mentionAt[at] ?? null;
    if (mention?.kind === 'PERSON' && !announcesAhead(speech, mention, at))
      return { mention, from: verb, to: endToken(speech, mention) };
    const isDirect = at <= verb + 2 && !titles.has(tokens[at - 1]?.lower ?? '');
    if (
      mention !== null &&
      fallback === null &&
      isDirect &&
      (at === verb + 1 || tokens[at - 1]?.lower === 'the')
    )
      fallback = mention.derived ? null : mention;
    if (
      mention === null &&
      (ends.has(token.lower) || /^[.;:!?]$/.test(token.text)) &&
      !(token.text === '.' && tokens[at + 1]?.sentence === token.sentence)
    )
      break;
  }
  return fallback === null ? null : { mention: fallback, from: verb, to: endToken(speech, fallback) };
}

function announcesAhead(speech: Speech, mention: Mention, at: number): boolean {
  const next = speech.mentionAt[endToken(speech, mention) + 1] ?? null;
  const comma = speech.scan.tokens[endToken(speech, mention)]?.text === ',';
  return (
    comma &&
    next?.kind === 'PERSON' &&
    /^(?:bicara|spokesman|spokeswoman|pengacara|hukum|lawyer|istri|wife)$/.test(
      speech.scan.tokens[at - 1]?.lower ?? '',
    )
  );
}

function endToken({ scan }: Speech, mention: Mention): number {
  const at = scan.tokens.findIndex((t) => t.start >= mention.end);
  return at < 0 ? scan.tokens.length : at;
}

/** Whether a word is an everyday one in the language of the text. */
export function isPlainWord({ language }: Speech, lower: string): boolean {
  return isCommonWord(lower, language);
}
