/**
 * Reported speech: the clause after "mengatakan bahwa", "said that", "Menurut X,", or before ", kata X" and ", he said".
 * The span is the clause; the speaker a named person, organisation or government.
 */
import type { Quote } from '../base/news.ts';
import { antecedent } from './antecedents.ts';
import {
  commaAfter,
  denials,
  englishClause,
  hasVerb,
  indonesianClause,
  nominal,
  sentenceEnd,
  trimEnd,
} from './clauses.ts';
import { type Speaker, type Speech, sentenceStart } from './discourse.ts';
import { spanText } from './lookup.ts';
import { holderOf } from './offices.ts';
import { isPlainWord, speakerAfter, subjectOf } from './speakers.ts';
import { bareSpeech, clauseSpeech, englishSpeech, frontedSpeech, pronounSpeech, pronouns } from './speech.ts';
import { isDash, type Token } from './tokens.ts';

const leastWords = 2;

interface Clause {
  from: number;
  to: number;
  speaker: Speaker;
}

/** Rules, data and plans say nothing. */
const impersonal =
  /^(?:aturan|peraturan|undang-undang|uu|data|rencana|jadwal|laporan|catatan|survei|hukum|informasi|konstitusi|perkiraan|hasil|kesepakatan|kontrak|kabar|dokumen)$/;

/** A comma farther off than the longest speaker says nothing about him. */
const commaReach = 40;

/** Whom "menurut" names: a name before the next comma, the holder of an office, or nobody by name ("para pembantunya"). */
function namedSource(speech: Speech, preposition: number): Speaker | null {
  const { tokens } = speech.scan;
  const after = speakerAfter(speech, preposition);
  const near = tokens.slice(preposition + 1, preposition + commaReach).findIndex((t) => t.text === ',');
  const comma = near < 0 ? -1 : preposition + 1 + near;
  const isTitled = tokens.slice(preposition + 1, comma).some((t) => t.capital);
  if (after !== null && (comma < 0 || after.to <= comma || isTitled)) return after;
  if (impersonal.test(tokens[preposition + 1]?.lower ?? '')) return null;
  if (comma < 0 || comma - preposition > 8 || tokens[comma]?.sentence !== tokens[preposition]?.sentence)
    return null;
  return { mention: holderOf(speech, comma - 1, preposition), from: preposition, to: comma };
}

/** "Menurut X, …" and "According to X, …": the clause follows the comma. */
function accordingTo(speech: Speech, at: number, preposition: number): Clause | null {
  const { tokens } = speech.scan;
  const floor = sentenceStart(speech, at);
  const speaker = namedSource(speech, preposition);
  if (speaker === null) return null;
  if (at > floor && tokens[at - 1]?.text === ',' && at - floor > 3) {
    const isLast = sentenceEnd(speech, at) - speaker.to <= 6;
    if (isLast) return { from: floor, to: at - 1, speaker };
  }
  let comma = speaker.to;
  while (
    tokens[comma]?.sentence === tokens[at]?.sentence &&
    tokens[comma]?.text !== ',' &&
    comma < speaker.to + 8
  )
    comma += 1;
  if (tokens[comma]?.text !== ',') return null;
  const next = tokens.slice(comma + 1, comma + 9).findIndex((t) => t.text === ',');
  const isApposition = next > 0 && !isPlainWord(speech, tokens[comma + 1]?.lower ?? '');
  return { from: isApposition ? comma + next + 2 : comma + 1, to: sentenceEnd(speech, at), speaker };
}

/** "…, kata X", "…, said X": the clause stands before the comma. */
function beforeVerb(speech: Speech, verb: number, speaker: Speaker | null, comma: number): Clause | null {
  const floor = clauseFloor(speech, verb);
  if (speaker === null || comma - floor < 3 || speech.isQuoted.slice(floor, comma).some(Boolean)) return null;
  return { from: floor, to: comma, speaker };
}

/** Where the sentence's own words begin: behind a dateline. */
function clauseFloor(speech: Speech, at: number): number {
  const floor = sentenceStart(speech, at);
  const { tokens } = speech.scan;
  for (let i = floor + 1; i < at; i += 1) if (tokens[i]?.initial === true && isDash(tokens[i - 1])) return i;
  return floor;
}

/** "Meski demikian, kata dia, sekolah akan dibuka": an opening word or two, the attribution, then the clause. */
function midway(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const speaker = speakerAfter(speech, at);
  const floor = clauseFloor(speech, at);
  if (speaker === null || at - 1 - floor > 3 || tokens[speaker.to]?.text !== ',') return null;
  return { from: speaker.to + 1, to: sentenceEnd(speech, at), speaker };
}

/** "membantah keterangan Ankara bahwa …": what is denied was said by the other side. */
function deniedSpeaker(speech: Speech, at: number, from: number): Speaker | null {
  if (!denials.test(speech.scan.tokens[at]?.lower ?? '')) return null;
  const mention = speech.mentionAt.slice(at + 1, from).find((m) => m !== null) ?? null;
  return mention === null || mention.derived ? null : { mention, from: at + 1, to: from - 1 };
}

/** "Dikatakan Sarinah, …": a passive verb that opens the sentence, with a person right behind it. */
function isFronted(speech: Speech, at: number): boolean {
  if (!frontedSpeech.has(speech.scan.tokens[at]?.lower ?? '') || at !== clauseFloor(speech, at)) return false;
  return speech.mentionAt.slice(at + 1, at + 8).some((m) => m?.kind === 'PERSON');
}

function indonesianAt(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.lower === 'menurutnya' && tokens[at + 1]?.text === ',') {
    return {
      from: at + 2,
      to: sentenceEnd(speech, at),
      speaker: { mention: antecedent(speech, at), from: at, to: at + 1 },
    };
  }
  if (token.lower === 'menurut' || isFronted(speech, at)) return accordingTo(speech, at, at);
  if (bareSpeech.has(token.lower) && tokens[at - 1]?.text === ',')
    return midway(speech, at) ?? beforeVerb(speech, at, speakerAfter(speech, at), at - 1);
  if (pronounSpeech.has(token.lower) && tokens[at - 1]?.text === ',') {
    return beforeVerb(speech, at, { mention: antecedent(speech, at), from: at, to: at + 1 }, at - 1);
  }
  if (!clauseSpeech.has(token.lower)) return null;
  const speaker = subjectOf(speech, at);
  const from = speaker === null ? -1 : indonesianClause(speech, at);
  if (speaker === null || from < 0) return null;
  const end =
    denials.test(token.lower) && nominal.test(tokens[from]?.lower ?? '')
      ? commaAfter(speech, from)
      : sentenceEnd(speech, at);
  return { from, to: end, speaker: deniedSpeaker(speech, at, from) ?? speaker };
}

function englishAt(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.lower === 'according' && tokens[at + 1]?.lower === 'to') return accordingTo(speech, at, at + 1);
  if (!englishSpeech.has(token.lower) || token.capital) return null;
  if (tokens[at - 1]?.text === ',' && speech.mentionAt[at + 1] != null)
    return beforeVerb(speech, at, speakerAfter(speech, at), at - 1);
  const speaker = subjectOf(speech, at);
  if (speaker === null) return null;
  const from = englishClause(speech, at);
  if (from >= 0) return { from, to: sentenceEnd(speech, at), speaker };
  const comma = commaBefore(speech, speaker.from);
  if (
    comma < 0 ||
    !endsThere(tokens, at) ||
    /^(?:called|calls|described|describes|asked|asks|urged|urges|demanded|demands)$/.test(token.lower)
  )
    return null;
  const front = tokens.slice(clauseFloor(speech, at), comma);
  const isFragment =
    !hasVerb(front, 0, front.length) &&
    !front.some((t) => /(?:ed|s)$/.test(t.lower) && t.kind === 'word' && !t.capital && isFiniteForm(t.lower));
  if (isFragment && tokens[at + 1]?.text === ',')
    return { from: at + 2, to: sentenceEnd(speech, at), speaker };
  return isFragment && front.length < 6 ? null : beforeVerb(speech, at, speaker, comma);
}

/** Words in -ed and -s that stand for a finite verb often enough to make a clause of what holds them. */
function isFiniteForm(lower: string): boolean {
  return /(?:ed|es)$/.test(lower) && lower.length > 4;
}

/** Nothing but time, place or the end of the sentence follows a verb that stands behind its clause. */
function endsThere(tokens: readonly Token[], verb: number): boolean {
  const next = tokens[verb + 1];
  if (next === undefined || next.sentence !== tokens[verb]?.sentence || /^[.,;!?]$/.test(next.text))
    return true;
  return /^(?:on|in|at|to|after|during|late|early|earlier|later|this|last|yesterday|today|before|through|via|when|while|reporters|as)$/.test(
    next.lower,
  );
}

/** The comma right before a subject, its title skipped; -1 when another word stands there. */
function commaBefore({ scan, mentionAt }: Speech, from: number): number {
  let at = from - 1;
  const isTitle = (i: number) =>
    scan.tokens[i]?.kind === 'word' &&
    (scan.tokens[i]?.capital === true || /^['’]s$/.test(scan.tokens[i]?.text ?? '')) &&
    mentionAt[i]?.kind !== 'PERSON';
  while (isTitle(at)) at -= 1;
  if (scan.tokens[at]?.lower === 'the') at -= 1;
  return scan.tokens[at]?.text === ',' ? at : -1;
}

/** "… and that …": two clauses of one verb are two reports. */
function splitThat(
  tokens: readonly Token[],
  from: number,
  to: number,
  isIndonesian: boolean,
): [number, number][] {
  const [joint, opener] = isIndonesian ? ['dan', 'bahwa'] : ['and', 'that'];
  for (let at = from + leastWords; at < to - leastWords; at += 1) {
    if (tokens[at]?.lower === joint && tokens[at + 1]?.lower === opener) {
      const end = tokens[at - 1]?.text === ',' ? at - 1 : at;
      return [[from, end], ...splitThat(tokens, at + 2, to, isIndonesian)];
    }
  }
  return [[from, to]];
}

/** "Residents said", "Menurut polisi": plain verbs report even where nobody is named; a pronoun without antecedent does not. */
function mayBeUnnamed(tokens: readonly Token[], at: number): boolean {
  if (pronouns.has(tokens[at - 1]?.lower ?? '') || tokens[at - 1]?.kind !== 'word')
    return tokens[at]?.lower === 'menurut';
  return /^(?:said|says|mengatakan|menyatakan|menurut|menuturkan)$/.test(tokens[at]?.lower ?? '');
}

const sources = /^(?:menurut|menurutnya|according)$/;

/** The clause that a verb of speech or a "menurut" at a token reports, trimmed; null where there is none. */
function reportAt(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const token = tokens[at];
  if (token === undefined || speech.isQuoted[at] === true || speech.mentionAt[at] !== null) return null;
  if (speech.citationAt[at] != null && token.lower !== 'told') return null;
  const isIndonesian = speech.language === 'id' || speech.language === 'ms';
  const clause = isIndonesian ? indonesianAt(speech, at) : englishAt(speech, at);
  if (clause === null || speech.isQuoted[clause.from] === true) return null;
  if (clause.speaker.mention === null && !mayBeUnnamed(tokens, at)) return null;
  const to = trimEnd(speech, clause.from, clause.to);
  const isEmpty = to - clause.from < leastWords || pronouns.has(tokens[to - 1]?.lower ?? '');
  return isEmpty ? null : { ...clause, to };
}

function quoteOf(speech: Speech, speaker: Speaker, from: number, to: number): Quote {
  const { tokens, text } = speech.scan;
  const [start, end] = [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0];
  return {
    start,
    end,
    text: text.slice(start, end),
    style: 'INDIRECT',
    speakerKey: speaker.mention?.entityKey ?? null,
    speakerText:
      speaker.mention === null
        ? ''
        : spanText(speech.scan, speaker.from, Math.max(speaker.from + 1, speaker.to)),
  };
}

/** Reported clauses whose speaker is named, or a person's pronoun, or a plain noun before a plain verb. */
export function findReported(speech: Speech, isSpeechVerb: (lower: string) => boolean): Quote[] {
  const { tokens } = speech.scan;
  const isIndonesian = speech.language === 'id' || speech.language === 'ms';
  const quotes: Quote[] = [];
  let floor = 0;
  for (const [at, { lower, start }] of tokens.entries()) {
    const isCandidate =
      isSpeechVerb(lower) || pronounSpeech.has(lower) || frontedSpeech.has(lower) || sources.test(lower);
    const clause = isCandidate && start >= floor ? reportAt(speech, at) : null;
    if (clause === null) continue;
    for (const [from, to] of splitThat(tokens, clause.from, clause.to, isIndonesian)) {
      quotes.push(quoteOf(speech, clause.speaker, from, to));
    }
    floor = Math.max(floor, tokens[clause.to - 1]?.end ?? 0);
  }
  return quotes;
}
