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
import { endToken, firstToken, type Speaker, type Speech, sentenceStart } from './discourse.ts';
import { holderOf } from './offices.ts';
import { pronouns, speakerEnds } from './speech.ts';
import { titles, trades } from './titles.ts';

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
    if (mention?.kind === 'PERSON' && /^['’]s$/.test(tokens[endToken(speech, mention)]?.text ?? '')) continue;
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

/** Whether a word is an everyday one in the language of the text. */
export function isPlainWord({ language }: Speech, lower: string): boolean {
  return isCommonWord(lower, language);
}
