/**
 * Who speaks: the subject of a verb of speech, the name after one, and whom a pronoun means. Answers a mention or null;
 * a noun phrase that names nobody ("polisi", "officials") is null, never the nearest name.
 */
import type { Mention } from '../base/news.ts';
import {
  antecedent,
  isOblique,
  prepositions,
  startOutsideQuote,
  startsWithPronoun,
  subjectOfSentence,
} from './antecedents.ts';
import { isCommonWord } from './commonWords.ts';
import { describedBefore, describedBehind } from './descriptions.ts';
import { endToken, firstToken, type Speaker, type Speech, sentenceStart } from './discourse.ts';
import { holderOf, officeBehind } from './offices.ts';
import { objectPronouns, portugueseEnds, pronouns, speakerEnds } from './speech.ts';
import { titles, trades } from './titles.ts';

const adverbs = new Set(
  'juga kemudian pun lalu telah sudah kembali sebelumnya sempat sendiri lantas turut ikut bahkan justru kerap sering pernah terus lebih lanjut berulang kali hanya also later then has had have earlier repeatedly once again still even previously often himself herself itself always already would will who yang não também ainda já apenas só chegou a'.split(
    ' ',
  ),
);
const conjunctions = new Set(
  'and but dan serta tetapi tapi namun lalu kemudian while whereas e mas enquanto sementara sedangkan adapun meski walau although'.split(
    ' ',
  ),
);
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
    /^(?:the|sana|situ|diberitakan|dikabarkan|dilaporkan|diketahui|bahwa|that|if|as|when|ketika|saat|karena|because|menurut|pihak|o|a|que)$/.test(
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
  const holder =
    holderOf(speech, at, floor) ?? describedBefore(speech, at, floor) ?? qualified(speech, at, floor);
  return { mention: holder, from: nounStart(speech, at, floor), to: verb };
}

/** Behind a person's name these open a phrase that says where, when or as what he speaks. */
const qualifiers =
  /^(?:selaku|sebagai|yang|asal|dalam|di|pada|saat|ketika|lewat|melalui|usai|seusai|kepada|dari|who|of|from|for|at|in|on|during|after|via|em|durante|de|do|da)$/;

/** "Hwang Kyo-ahn selaku ketua panitia mengatakan", "Siti Aminah dalam keterangannya mengatakan": the name before a phrase. */
function qualified(speech: Speech, at: number, floor: number): Mention | null {
  const { tokens } = speech.scan;
  for (let i = at; i > Math.max(floor, at - 8); i -= 1) {
    if (tokens[i]?.kind === 'mark') return null;
    const mention = speech.mentionAt[i - 1] ?? null;
    if (mention === null || mention === speech.mentionAt[i]) continue;
    if (mention.kind === 'PERSON')
      return qualifiers.test(tokens[i]?.lower ?? '') && !isOblique(speech, mention) ? mention : null;
  }
  return null;
}

/** "Angus Robertson of the SNP said", "Siti Aminah di Solo mengatakan": the person whose body or place the nearest name is. */
function bearerOf(speech: Speech, mention: Mention, from: number, floor: number): Mention | null {
  if (mention.kind === 'PERSON') return null;
  const { tokens } = speech.scan;
  const at = /^(?:the|o|a)$/.test(tokens[from - 1]?.lower ?? '') ? from - 2 : from - 1;
  if (!qualifiers.test(tokens[at]?.lower ?? '') || at - 1 < floor) return null;
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
  const isSubject =
    first !== null && !first.derived && standsAlone(speech, first) && !isOblique(speech, first);
  if (isSubject) return { mention: first, from: firstToken(speech, first), to: verb };
  return tokensOpenWithNoun(speech, start) ? { mention: null, from: start, to: verb } : null;
}

/** "The company, based in Seattle, said": a sentence that opens with a noun phrase has a subject, if an unnamed one. */
function tokensOpenWithNoun({ scan, language }: Speech, start: number): boolean {
  const lower = scan.tokens[start]?.lower ?? '';
  return language === 'id' || language === 'ms'
    ? false
    : /^(?:the|a|an|one|his|her|its|their|o|os|as|um|uma)$/.test(lower);
}

const reach = 22;
const englishEnds = new Set(
  'when after before as while who adding during because but in on at to with by from whose whom that'.split(
    ' ',
  ),
);

/** A speaker whom nobody names. */
export const unnamed = (at: number): Speaker => ({ mention: null, from: at, to: at + 1 });

/** Whom a verb of speech or a "menurut" in front names, by name, office or pronoun; without a mention where it names nobody. */
export function speakerBehind(speech: Speech, verb: number): Speaker {
  return namedBehind(speech, verb) ?? unnamed(verb);
}

/** The same; null where it names nobody. */
export function namedBehind(speech: Speech, verb: number): Speaker | null {
  return speakerAfter(speech, verb) ?? officeBehind(speech, verb) ?? describedBehind(speech, verb);
}

function endsOf({ language }: Speech): ReadonlySet<string> {
  if (language === 'pt') return portugueseEnds;
  return language === 'id' || language === 'ms' ? speakerEnds : englishEnds;
}

/** The name after a verb of speech ("kata Kepala Dinas Kesehatan, Siti Aminah"), up to where time and place begin. */
export function speakerAfter(speech: Speech, verb: number): Speaker | null {
  const { tokens } = speech.scan;
  const ends = endsOf(speech);
  let fallback: Mention | null = null;
  for (let at = verb + 1; at < Math.min(tokens.length, verb + reach); at += 1) {
    const token = tokens[at];
    if (token === undefined || token.paragraph !== tokens[verb]?.paragraph || speech.isQuoted[at] === true)
      break;
    const isObject = objectPronouns.has(token.lower) && tokens[at + 1]?.kind !== 'word';
    if (at === verb + 1 && (pronouns.has(token.lower) || isObject))
      return { mention: antecedent(speech, at), from: verb, to: at + 1 };
    const mention = speech.mentionAt[at] ?? null;
    if (mention?.kind === 'PERSON' && !isOwner(speech, mention, verb))
      return { mention, from: verb, to: endToken(speech, mention) };
    if (mention !== null && fallback === null && isDirectlyBehind(speech, mention, verb))
      fallback = mention.derived ? null : mention;
    const isStop =
      /^[.;:!?]$/.test(token.text) && !(token.text === '.' && tokens[at + 1]?.sentence === token.sentence);
    if (mention === null && (ends.has(token.lower) || isStop)) break;
  }
  return fallback === null ? null : { mention: fallback, from: verb, to: endToken(speech, fallback) };
}

/** A body or place right behind the verb, that is not the first word of an office ("said UN spokesman …"). */
function isDirectlyBehind({ scan, ...speech }: Speech, mention: Mention, verb: number): boolean {
  const from = firstToken({ scan, ...speech }, mention);
  const before = scan.tokens[from - 1]?.lower ?? '';
  const next = scan.tokens[endToken({ scan, ...speech }, mention)]?.lower ?? '';
  if (titles.has(next) || trades.has(next) || officials.has(next) || /^['’]s$/.test(next)) return false;
  return from === verb + 1 || (from === verb + 2 && /^(?:the|pihak|o|a)$/.test(before));
}

/** A person named only to say whose spokesman or lawyer speaks: "a spokesman for Putin", "juru bicara Putin, Dmitry Peskov". */
function isOwner(speech: Speech, mention: Mention, verb: number): boolean {
  const { tokens } = speech.scan;
  const [from, end] = [firstToken(speech, mention), endToken(speech, mention)];
  if (/^['’]s$/.test(tokens[end]?.text ?? '')) return true;
  const before = tokens[from - 1]?.lower ?? '';
  if (before === 'bicara' && end === from + 1) return true;
  if (before !== 'oleh' && from > verb + 1 && isOblique(speech, mention)) return true;
  const isAnnouncing = /^(?:bicara|spokesman|spokeswoman|pengacara|hukum|lawyer|istri|wife)$/.test(before);
  return isAnnouncing && tokens[end]?.text === ',' && speech.mentionAt[end + 1]?.kind === 'PERSON';
}

/** Whether a word is an everyday one in the language of the text. */
export function isPlainWord({ language }: Speech, lower: string): boolean {
  return isCommonWord(lower, language);
}
