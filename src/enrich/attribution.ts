/**
 * Who says what stands between quotation marks: the speaker behind the closing mark, or in front of the opening one in the
 * same sentence. `undefined` where nothing attributes it; a speaker without a mention where nobody is named.
 */
import { antecedent } from './antecedents.ts';
import { endToken, type Speaker, type Speech, sentenceStart } from './discourse.ts';
import { speakerBehind, subjectOf, unnamed } from './speakers.ts';
import { bareSpeech, isSpeechVerb, pronounSpeech } from './speech.ts';
import type { Stretch } from './stretches.ts';
import { isDash, type Token } from './tokens.ts';

const fillers = /^(?:demikian|begitu|lebih|lagi)$/;
/** Nouns that stand for a verb of speech: "demikian pernyataan BNPB", "bunyi surat itu". */
const statements = /^(?:pernyataan|keterangan|bunyi|isi)$/;

/** Speaker named behind the closing mark; undefined when no verb of speech stands there. */
export function attributedAfter(speech: Speech, stretch: Stretch): Speaker | undefined {
  const { tokens } = speech.scan;
  let at = stretch.isOpen ? stretch.to : stretch.to + stretch.markLength;
  const isJoined = tokens[at]?.text === ',' || /^[,!?]$/.test(tokens[stretch.to - 1]?.text ?? '');
  if (/^[,–—-]$/.test(tokens[at]?.text ?? '')) at += 1;
  const isFilled = fillers.test(tokens[at]?.lower ?? '');
  while (fillers.test(tokens[at]?.lower ?? '')) at += 1;
  const token = tokens[at];
  if (token === undefined || token.paragraph !== tokens[stretch.from]?.paragraph) return undefined;
  if (isFilled || isDash(tokens[at - 1])) {
    const person = speech.mentionAt[at] ?? null;
    if (person?.kind === 'PERSON' && /^[.,]?$/.test(tokens[endToken(speech, person)]?.text ?? ''))
      return { mention: person, from: at, to: endToken(speech, person) };
  }
  if (pronounSpeech.has(token.lower)) return { mention: antecedent(speech, at), from: at, to: at + 1 };
  if (statements.test(token.lower))
    return speakerBehind(speech, /^(?:bunyi|isi)$/.test(token.lower) ? at + 1 : at);
  const preposition = prepositionAt(speech, at);
  if (preposition >= 0) return speakerBehind(speech, preposition);
  if (
    token.lower === 'in' &&
    /^(?:his|her|their)$/.test(tokens[at + 1]?.lower ?? '') &&
    tokens[at + 2]?.lower === 'words'
  )
    return { mention: antecedent(speech, at), from: at, to: at + 3 };
  if (/^reads?$/.test(token.lower)) return writerOf(speech, at);
  if (standsBeforeSpeaker(speech, at)) return speakerBehind(speech, at);
  const verb = verbBehind(speech, at, isJoined);
  return verb === null ? undefined : (subjectOf(speech, verb) ?? unnamed(at));
}

/** Position of the last word of "menurut", "according to", "segundo", "de acordo com" that starts at a token; -1 elsewhere. */
export function prepositionAt({ scan: { tokens } }: Speech, at: number): number {
  const word = (i: number) => tokens[i]?.lower ?? '';
  if (/^(?:menurut|segundo|conforme)$/.test(word(at))) return at;
  if (word(at) === 'according' && word(at + 1) === 'to') return at + 1;
  return word(at) === 'de' && word(at + 1) === 'acordo' && word(at + 2) === 'com' ? at + 2 : -1;
}

/** "read a statement from the UN": whose statement it is. */
function writerOf(speech: Speech, verb: number): Speaker {
  const { tokens } = speech.scan;
  const near = tokens.slice(verb, verb + 6).findIndex((t) => /^(?:from|by|of)$/.test(t.lower));
  return near < 0 ? unnamed(verb) : speakerBehind(speech, verb + near);
}

/** Verbs that their speaker follows: "kata Putin", "said Putin", "disse Putin". */
function standsBeforeSpeaker({ scan, language }: Speech, at: number): boolean {
  const token = scan.tokens[at];
  if (token === undefined) return false;
  return bareSpeech.has(token.lower) || (!token.capital && isSpeechVerb(token.lower, language));
}

/** "…,” Putin told reporters": the first verb of speech behind a name, pronoun or noun, before any other quotation. */
function verbBehind(speech: Speech, from: number, isJoined: boolean): number | null {
  const { tokens } = speech.scan;
  const isFresh =
    tokens[from]?.capital === true ||
    speech.mentionAt[from] != null ||
    /^(?:he|she|dia|ia|beliau|the|a|an|ele|ela)$/.test(tokens[from]?.lower ?? '') ||
    (isJoined && tokens[from]?.kind === 'word');
  if (!isFresh) return null;
  for (let at = from; at < Math.min(from + 24, tokens.length); at += 1) {
    const token = tokens[at];
    if (token === undefined || speech.isQuoted[at] === true || token.sentence !== tokens[from]?.sentence)
      return null;
    const isVerb = isSpeechVerb(token.lower, speech.language) && !bareSpeech.has(token.lower);
    if (at > from && isVerb && speech.mentionAt[at] === null)
      return isOwnReport(speech, from, at) ? null : at;
  }
  return null;
}

/** A new sentence whose verb has a clause of its own ("Webster said the case had been difficult") attributes nothing backwards. */
function isOwnReport({ scan }: Speech, from: number, verb: number): boolean {
  const next = scan.tokens[verb + 1];
  const isNewSentence = scan.tokens[from]?.sentence !== scan.tokens[from - 2]?.sentence;
  const opens = /^(?:that|bahwa|he|she|it|they|there|the|his|her|its|their|a|an|no)$/.test(next?.lower ?? '');
  return (
    isNewSentence &&
    (scan.tokens[verb]?.lower ?? '') !== 'told' &&
    (opens || (next?.capital === true && next.kind === 'word'))
  );
}

/** Speaker named in front of the opening mark, in the same sentence; undefined when no verb of speech stands there. */
export function attributedBefore(speech: Speech, stretch: Stretch): Speaker | undefined {
  const { tokens } = speech.scan;
  const opening = stretch.from - stretch.markLength;
  const lead = tokens[opening - 1];
  if (lead === undefined || lead.paragraph !== tokens[opening]?.paragraph) return undefined;
  const isContinuing = tokens[opening]?.sentence === lead.sentence || lead.text === ':';
  if (!isContinuing) return undefined;
  const floor = sentenceStart(speech, opening - 1);
  for (let at = opening - 1; at >= floor && speech.isQuoted[at] !== true; at -= 1) {
    const lower = tokens[at]?.lower ?? '';
    if (pronounSpeech.has(lower)) return { mention: antecedent(speech, at), from: at, to: at + 1 };
    const preposition = prepositionAt(speech, at);
    if (preposition >= 0) return speakerBehind(speech, preposition);
    const isBehindMark = tokens[at - 1]?.text === ',' || speech.isQuoted[at - 1] === true;
    if (bareSpeech.has(lower)) {
      if (isBehindMark || at === floor) return speakerBehind(speech, at);
    } else if (
      isSpeechVerb(lower, speech.language) &&
      speech.mentionAt[at] === null &&
      !isSuffix(tokens, at)
    ) {
      return speech.isQuoted[at - 1] === true
        ? speakerBehind(speech, at)
        : (subjectOf(speech, at) ?? unnamed(at));
    }
  }
  return lead.text === ':' ? (subjectOf(speech, opening) ?? undefined) : undefined;
}

/** "so-called": no verb. */
const isSuffix = (tokens: readonly Token[], at: number): boolean => tokens[at - 1]?.text === '-';
