/**
 * Quotations: stretches between quotation marks with their speakers (DIRECT), and reported clauses (INDIRECT, see
 * reported.ts). A stretch without a verb of speech near it keeps no speaker; one to three words in scare quotes are not a
 * quotation at all.
 */
import type { Citation, Mention, Quote } from '../base/news.ts';
import { antecedent } from './antecedents.ts';
import { covering, type Speaker, type Speech, sentenceStart } from './discourse.ts';
import { spanText } from './lookup.ts';
import { findReported } from './reported.ts';
import { speakerAfter, subjectOf } from './speakers.ts';
import { bareSpeech, clauseSpeech, englishSpeech, pronounSpeech } from './speech.ts';
import type { Scan } from './tokens.ts';

/** A text with what is known of it before its quotations are sought. */
export interface QuoteSearch {
  scan: Scan;
  mentions: readonly Mention[];
  citations: readonly Citation[];
  language: string;
}

/** A stretch between quotation marks, inner offsets and token positions; `open`: no closing mark in its paragraph. */
interface Stretch {
  start: number;
  end: number;
  from: number;
  to: number;
  isOpen: boolean;
}

const closers: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['«', '»'],
  ['„', '“”'],
  ['"', '"'],
  ['‘', '’'],
]);

/** Stretches between quotation marks. A paragraph that opens and does not close runs to its end (the rule for long quotations). */
function findStretches(scan: Scan): Stretch[] {
  const stretches: Stretch[] = [];
  const { tokens, text } = scan;
  // An apostrophe that no mark closes proves that no later one in its paragraph is closed either.
  let looseParagraph = -1;
  for (let at = 0; at < tokens.length; at += 1) {
    const mark = tokens[at];
    const closer = mark === undefined ? undefined : closers.get(mark.text);
    if (mark === undefined || closer === undefined) continue;
    const isSingle = mark.text === '‘';
    if (isSingle && (tokens[at + 1]?.glued !== true || mark.paragraph === looseParagraph)) continue;
    let end = at + 1;
    while (tokens[end]?.paragraph === mark.paragraph && !isCloser(scan, end, closer)) end += 1;
    const isOpen = tokens[end]?.paragraph !== mark.paragraph;
    if (isSingle && isOpen) {
      looseParagraph = mark.paragraph;
      continue;
    }
    const first = tokens[at + 1];
    const last = tokens[end - 1];
    if (first === undefined || last === undefined || end === at + 1) continue;
    const stop = isOpen ? last.end : (tokens[end]?.start ?? last.end);
    const inner = text.slice(mark.end, stop);
    const start = mark.end + inner.length - inner.trimStart().length;
    stretches.push({ start, end: start + inner.trim().length, from: at + 1, to: end, isOpen });
    at = isOpen ? end - 1 : end;
  }
  return stretches;
}

function isCloser({ tokens }: Scan, at: number, closer: string): boolean {
  const token = tokens[at];
  if (token === undefined || !closer.includes(token.text)) return false;
  return token.text !== '’' || tokens[at + 1]?.glued !== true || tokens[at + 1]?.kind === 'mark';
}

const isSpeechVerb = (lower: string): boolean =>
  clauseSpeech.has(lower) || englishSpeech.has(lower) || bareSpeech.has(lower);

/** Speaker named behind the closing mark; undefined when no verb of speech stands there. */
function attributedAfter(speech: Speech, stretch: Stretch): Speaker | null | undefined {
  const { tokens } = speech.scan;
  let at = stretch.isOpen ? stretch.to : stretch.to + 1;
  if (tokens[at]?.text === ',') at += 1;
  while (/^(?:demikian|begitu|lebih|lagi)$/.test(tokens[at]?.lower ?? '')) at += 1;
  const token = tokens[at];
  if (token === undefined || token.paragraph !== tokens[stretch.from]?.paragraph) return undefined;
  if (pronounSpeech.has(token.lower)) return { mention: antecedent(speech, at), from: at, to: at + 1 };
  if (bareSpeech.has(token.lower) || (englishSpeech.has(token.lower) && !token.capital))
    return speakerAfter(speech, at);
  const verb = verbBehind(speech, at);
  return verb === null ? undefined : subjectOf(speech, verb);
}

/** "…,” Putin told reporters": the first verb of speech behind a name or pronoun, before any other quotation. */
function verbBehind(speech: Speech, from: number): number | null {
  const { tokens } = speech.scan;
  const isFresh =
    tokens[from]?.capital === true ||
    speech.mentionAt[from] != null ||
    /^(?:he|she|dia|ia|beliau|the|a|an)$/.test(tokens[from]?.lower ?? '');
  if (!isFresh) return null;
  for (let at = from; at < Math.min(from + 24, tokens.length); at += 1) {
    const token = tokens[at];
    if (token === undefined || speech.isQuoted[at] === true || token.sentence !== tokens[from]?.sentence)
      return null;
    const isVerb = englishSpeech.has(token.lower) || clauseSpeech.has(token.lower);
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
function attributedBefore(speech: Speech, stretch: Stretch): Speaker | null | undefined {
  const { tokens } = speech.scan;
  const opening = stretch.from - 1;
  const lead = tokens[opening - 1];
  if (lead === undefined || lead.paragraph !== tokens[opening]?.paragraph) return undefined;
  const isContinuing = tokens[opening]?.sentence === lead.sentence || lead.text === ':';
  if (!isContinuing) return undefined;
  const floor = sentenceStart(speech, opening - 1);
  for (let at = opening - 1; at >= floor && speech.isQuoted[at] !== true; at -= 1) {
    const lower = tokens[at]?.lower ?? '';
    if (pronounSpeech.has(lower)) return { mention: antecedent(speech, at), from: at, to: at + 1 };
    if (lower === 'menurut') return speakerAfter(speech, at);
    if (bareSpeech.has(lower) && tokens[at - 1]?.text === ',') return speakerAfter(speech, at);
    if ((clauseSpeech.has(lower) || englishSpeech.has(lower)) && speech.mentionAt[at] === null)
      return subjectOf(speech, at);
  }
  return lead.text === ':' ? subjectOf(speech, opening) : undefined;
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
}

/** Titles of works and names in quotation marks: every longer word has a capital. */
function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/).filter((w) => /\p{L}{4,}/u.test(w));
  return words.length > 0 && words.every((w) => /^[^\p{L}]*\p{Lu}/u.test(w)) && !/[.!?,]$/.test(text);
}

function isScare(text: string, speaker: Speaker | null | undefined): boolean {
  const words = wordCount(text);
  if (words === 0 || (isTitleCase(text) && (words <= 3 || speaker === undefined) && !/[,.!?]$/.test(text)))
    return true;
  return words <= 3 && speaker == null && !/[,.!?]$/.test(text);
}

const namings =
  /^(?:menyebut|menyebutnya|sebagai|disebut|dijuluki|called|calls|calling|call|described|describes|dubbed|labelled|as)$/;

/** A word or three inside a sentence of the reporter's are a quotation only where something is called so. */
function isPhrase({ scan }: Speech, stretch: Stretch, text: string): boolean {
  if (wordCount(text) > 3 || /[.!?,]$/.test(text)) return false;
  const lead = scan.tokens.slice(Math.max(0, stretch.from - 6), stretch.from - 1);
  return !lead.some((t) => namings.test(t.lower));
}

/** Whether only an attribution stands between two stretches of one paragraph, so that the second goes on with the first's voice. */
function goesOn(speech: Speech, previous: Stretch, stretch: Stretch): boolean {
  const { tokens } = speech.scan;
  if (tokens[previous.from]?.paragraph === tokens[stretch.from]?.paragraph) {
    const between = tokens.slice(previous.to + 1, stretch.from - 1);
    const stops = between.filter(
      (t, i) => /^[.!?]$/.test(t.text) && i < between.length - 1 && between[i + 1]?.sentence !== t.sentence,
    ).length;
    return stops === 0;
  }
  const nextParagraph = (tokens[previous.from]?.paragraph ?? 0) + 1;
  return (
    previous.isOpen &&
    tokens[stretch.from]?.paragraph === nextParagraph &&
    tokens[stretch.from - 2]?.paragraph !== nextParagraph
  );
}

function directQuotes(speech: Speech, stretches: readonly Stretch[]): Quote[] {
  const quotes: Quote[] = [];
  let before: { stretch: Stretch; speaker: Speaker | null } | null = null;
  for (const stretch of stretches) {
    const text = speech.scan.text.slice(stretch.start, stretch.end);
    const lead = speech.scan.tokens[stretch.from - 2];
    const isIntroduced =
      /^[:,]$/.test(lead?.text ?? '') && lead?.paragraph === speech.scan.tokens[stretch.from]?.paragraph;
    const introduced = isIntroduced ? attributedBefore(speech, stretch) : undefined;
    const named = introduced ?? attributedAfter(speech, stretch) ?? attributedBefore(speech, stretch);
    if (isScare(text, named) || isPhrase(speech, stretch, text)) continue;
    const inherited: Speaker | null =
      before !== null && goesOn(speech, before.stretch, stretch) ? before.speaker : null;
    const speaker: Speaker | null = named === undefined ? inherited : named;
    before = { stretch, speaker };
    if (named == null && speaker === null && wordCount(text) < 4) continue;
    quotes.push({
      start: stretch.start,
      end: stretch.end,
      text,
      style: 'DIRECT',
      speakerKey: speaker?.mention?.entityKey ?? null,
      speakerText:
        speaker === null || named == null
          ? ''
          : spanText(speech.scan, speaker.from, Math.max(speaker.from + 1, speaker.to)),
    });
  }
  return quotes;
}

/** All quotations of a text in reading order, direct and reported. */
export function findQuotes({ scan, mentions, citations, language }: QuoteSearch): Quote[] {
  const stretches = findStretches(scan);
  const isQuoted = scan.tokens.map(() => false);
  for (const s of stretches) isQuoted.fill(true, s.from - 1, s.isOpen ? s.to : s.to + 1);
  const speech: Speech = {
    scan,
    language,
    mentions,
    mentionAt: covering(scan, mentions),
    citationAt: covering(scan, citations),
    isQuoted,
    bearers: new Map(),
  };
  const quotes = [...directQuotes(speech, stretches), ...findReported(speech, isSpeechVerb)];
  return quotes.sort((a, b) => a.start - b.start || b.end - a.end);
}
