/**
 * Whom a sentence is about, and hence whom a pronoun in the next one means. Recency and position only: the first name that
 * is no possessor and stands behind no preposition; a bare office through its bearer.
 */
import type { Mention } from '../base/news.ts';
import { endToken, firstToken, type Speech } from './discourse.ts';
import { isLead, officeOfSentence } from './offices.ts';
import { pronouns } from './speech.ts';
import { titles, trades } from './titles.ts';

/** Behind these a name is no subject. */
export const prepositions = new Set(
  'kepada dengan bersama oleh untuk terhadap tentang soal mengenai antara dari di ke pada bagi atas to with by from of for against about between in at on over after than like dalam melalui sejak hingga'.split(
    ' ',
  ),
);

/** Whether a mention is a possessor or stands behind a preposition, its title skipped. */
export function isOblique(speech: Speech, mention: Mention): boolean {
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
  const next = tokens[endToken(speech, mention)];
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

/** Whether one of the first two words of a stretch is a pronoun for a person. */
export function startsWithPronoun(speech: Speech, from: number, to: number): boolean {
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
  // "The president spoke. He …" where nobody is called president: it may mean the person the text is about.
  let isByOffice = false;
  for (let s = own - 1; s >= Math.max(0, own - memoryInSentences); s -= 1) {
    const from = scan.sentences[s] ?? 0;
    const to = scan.sentences[s + 1] ?? scan.tokens.length;
    if (speech.isQuoted[from] === true && speech.isQuoted[to - 1] === true) continue;
    const start = startOutsideQuote(speech, from, to);
    if (startsWithPronoun(speech, start, to)) continue;
    const office = officeOfSentence(speech, start, to);
    if (office?.isBorne === false) {
      isByOffice = true;
      continue;
    }
    if (office !== undefined) return office.bearer;
    const subject = subjectOfSentence(speech, start, to) ?? soleOwner(speech, start, to);
    if (subject !== null && isAhead(speech, subject, start))
      return isByOffice && !isLead(speech, subject) ? null : subject;
    fallback ??= subject;
  }
  return isByOffice && fallback !== null && !isLead(speech, fallback) ? null : fallback;
}

/** "It is Andy Murray's doing": a sentence that names nobody but a possessor is about him. */
function soleOwner(speech: Speech, from: number, to: number): Mention | null {
  const people = [...new Set(speech.mentionAt.slice(from, to))].filter((m) => m?.kind === 'PERSON');
  const [only] = people;
  const next = only == null ? undefined : speech.scan.tokens[endToken(speech, only)];
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

/** First token of a stretch that is not quoted; `to` when all are. */
export function startOutsideQuote(speech: Speech, from: number, to: number): number {
  let at = from;
  while (at < to && speech.isQuoted[at] === true) at += 1;
  return at;
}
