/**
 * Whom a definite description means: "the England captain", "the 69-year-old", "politikus Gerindra itu", "o jogador". Like a
 * pronoun it stands for the person whom the sentences before were about, unless that person's printed title says otherwise.
 */
import type { Mention } from '../base/news.ts';
import { antecedent } from './antecedents.ts';
import { firstToken, type Speaker, type Speech } from './discourse.ts';
import { isLead, officesOf } from './offices.ts';
import { titles, trades } from './titles.ts';

const people = new Set(
  'pria perempuan wanita lelaki laki-laki bocah remaja pemuda kakek nenek politikus politisi jenderal petahana legislator senator man woman boy girl teenager politician veteran lawmaker star billionaire magnate incumbent candidate pontiff monarch winner homem mulher político jogador jogadora técnico treinador deputado deputada senadora atleta cantor cantora empresário empresária prefeita governadora presidente'.split(
    ' ',
  ),
);
/** Whoever is called so is somebody else's: the sentence before may be about the other one. */
const relational = new Set(
  'lawyer attorney spokesman spokeswoman spokesperson wife husband son daughter brother sister father mother uncle aunt friend colleague victim suspect defendant judge prosecutor doctor nurse reporter journalist officer inspector detective witness resident worker teacher gunman rival successor predecessor istri suami anak ayah ibu kakak adik korban pelaku tersangka terdakwa saksi warga polisi jaksa hakim penyidik dokter perawat pengacara wartawan jurnalis guru rekan lawannya humas'.split(
    ' ',
  ),
);

const describes = (lower: string): boolean =>
  (people.has(lower) || titles.has(lower) || trades.has(lower)) && !relational.has(lower);

const demonstrative = /^(?:itu|tersebut|ini|tsb)$/;
const former = /^(?:mantan|eks|bekas|calon|sang|seorang)$/;
const longest = 9;
/** Sentences between a person and his description. */
const memory = 3;

/** The person whom the text was last about, if nothing in print says that the description is another's. */
function describedPerson(speech: Speech, at: number, head: string): Mention | null {
  const person = antecedent(speech, at);
  if (person === null) return null;
  const { tokens } = speech.scan;
  const own = tokens[firstToken(speech, person)]?.sentence ?? 0;
  if ((tokens[at]?.sentence ?? 0) - own > memory) return null;
  const { printed, isBorneByOther } = officesOf(speech, person, head);
  if (titles.has(head) && printed.length === 0 && !isLead(speech, person)) return null;
  return isBorneByOther || (printed.length > 0 && titles.has(head) && !printed.includes(head))
    ? null
    : person;
}

/** Position of the word that opens the noun phrase with its last word at `at`; -1 where it is no definite description. */
function openingOf(speech: Speech, at: number, floor: number): number {
  const { tokens } = speech.scan;
  const isPortuguese = speech.language === 'pt';
  for (let i = at - 1; i >= Math.max(floor, at - longest); i -= 1) {
    const token = tokens[i];
    if (token?.kind === 'mark' && token.text !== '-') return -1;
    if (speech.mentionAt[i]?.kind === 'PERSON' || speech.isQuoted[i] === true) return -1;
    if ((isPortuguese ? /^(?:o|a)$/ : /^the$/).test(token?.lower ?? '')) return i;
  }
  return -1;
}

/** The person whom the noun phrase right before a verb describes; null when it is no description of one. */
export function describedBefore(speech: Speech, at: number, floor: number): Mention | null {
  const { tokens } = speech.scan;
  const head = tokens[at]?.lower ?? '';
  if (demonstrative.test(head)) {
    for (let i = at - 1; i >= Math.max(floor, at - longest); i -= 1) {
      const lower = tokens[i]?.lower ?? '';
      if (tokens[i]?.kind === 'mark' || speech.mentionAt[i]?.kind === 'PERSON') return null;
      const opens = i === floor || tokens[i - 1]?.kind === 'mark' || former.test(tokens[i - 1]?.lower ?? '');
      if (opens && describes(lower)) return describedPerson(speech, i, lower);
    }
    return null;
  }
  const isAged = head === 'old' && tokens[at - 2]?.lower === 'year';
  if (!isAged && !describes(head)) return null;
  const opening = openingOf(speech, at, floor);
  return opening < 0 ? null : describedPerson(speech, opening, head);
}

/** The speaker whom the words behind a verb describe: "kata politikus Gerindra itu", "said the 69-year-old"; null otherwise. */
export function describedBehind(speech: Speech, verb: number): Speaker | null {
  const { tokens } = speech.scan;
  const first = former.test(tokens[verb + 1]?.lower ?? '') ? verb + 2 : verb + 1;
  for (let at = verb + 1; at < Math.min(tokens.length, verb + longest); at += 1) {
    const token = tokens[at];
    if (token === undefined || token.sentence !== tokens[verb]?.sentence) return null;
    if (speech.mentionAt[at]?.kind === 'PERSON' || (token.kind === 'mark' && token.text !== '-')) return null;
    const isEnd = demonstrative.test(token.lower);
    if (isEnd && !describes(tokens[first]?.lower ?? '')) return null;
    const next = tokens[at + 1];
    const isHead = !isEnd && (next === undefined || next.kind === 'mark') && next?.text !== '-';
    if (!isEnd && !isHead) continue;
    const mention = isEnd
      ? describedPerson(speech, verb, tokens[first]?.lower ?? '')
      : describedBefore(speech, at, verb + 1);
    return mention === null ? null : { mention, from: verb, to: at + 1 };
  }
  return null;
}
