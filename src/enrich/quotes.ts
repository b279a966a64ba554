/**
 * Quotations: stretches between quotation marks with their speakers (DIRECT), and reported clauses (INDIRECT, see
 * reported.ts). A stretch without a verb of speech near it keeps no speaker; one to three words in scare quotes are not a
 * quotation at all.
 */
import type { Citation, Mention, Quote } from '../base/news.ts';
import { attributedAfter, attributedBefore } from './attribution.ts';
import { covering, type Speaker, type Speech } from './discourse.ts';
import { spanText } from './lookup.ts';
import { findReported } from './reported.ts';
import { isSpeechVerb } from './speech.ts';
import { findDashed, findStretches, type Stretch } from './stretches.ts';
import type { Scan } from './tokens.ts';

/** A text with what is known of it before its quotations are sought. */
export interface QuoteSearch {
  scan: Scan;
  mentions: readonly Mention[];
  citations: readonly Citation[];
  language: string;
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
}

/** Titles of works and names in quotation marks: every longer word has a capital. */
function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/).filter((w) => /\p{L}{4,}/u.test(w));
  return words.length > 0 && words.every((w) => /^[^\p{L}]*\p{Lu}/u.test(w)) && !/[.!?,]$/.test(text);
}

/** What an attribution is worth: one behind or right in front of the marks proves speech, one farther off does not. */
interface Attribution {
  /** Undefined where nothing attributes the stretch. */
  speaker: Speaker | undefined;
  isAdjacent: boolean;
}

function attributionOf(speech: Speech, stretch: Stretch): Attribution {
  const { tokens } = speech.scan;
  const lead = tokens[stretch.from - stretch.markLength - 1];
  const isIntroduced = /^[:,]$/.test(lead?.text ?? '') && lead?.paragraph === tokens[stretch.from]?.paragraph;
  const introduced = isIntroduced ? attributedBefore(speech, stretch) : undefined;
  const speaker = introduced ?? attributedAfter(speech, stretch);
  if (speaker !== undefined) return { speaker, isAdjacent: true };
  return { speaker: attributedBefore(speech, stretch), isAdjacent: false };
}

const namings =
  /^(?:menyebut|menyebutnya|sebagai|disebut|called|calls|calling|call|described|describes|dubbed|labelled|as|chamou|classificou|descreveu|considerou)$/;
const nicknames =
  /^(?:alias|dijuluki|julukan|berjudul|bertajuk|bernama|panggilan|nicknamed|titled|entitled|named|known|so-called|chamad[oa]|intitulad[oa]|apelidad[oa])$/;

/** Scare quotes, titles of works, nicknames: words in quotation marks inside a sentence of the reporter's. */
function isPhrase({ scan }: Speech, stretch: Stretch, text: string, attribution: Attribution): boolean {
  const words = wordCount(text);
  if (words === 0) return true;
  const isPunctuated = /[.!?,…]$/.test(text);
  const isTitle = isTitleCase(text) && words > 1 && !isPunctuated && !startsSentence(scan, stretch);
  if (attribution.isAdjacent && !isTitle) return false;
  if (isTitleCase(text) && !isPunctuated && (words <= 3 || attribution.speaker === undefined)) return true;
  const lead = scan.tokens.slice(Math.max(0, stretch.from - 6), stretch.from - stretch.markLength);
  if (lead.slice(-3).some((t) => nicknames.test(t.lower)) && !isPunctuated) return true;
  if (words > 3) return attribution.speaker === undefined && !isPunctuated && !startsSentence(scan, stretch);
  return !isPunctuated && !(attribution.speaker !== undefined && lead.some((t) => namings.test(t.lower)));
}

/** Whether the marks open a sentence, or stand behind a colon. */
function startsSentence({ tokens }: Scan, stretch: Stretch): boolean {
  const opening = tokens[stretch.from - stretch.markLength];
  const lead = tokens[stretch.from - stretch.markLength - 1];
  return lead === undefined || lead.sentence !== opening?.sentence || lead.text === ':';
}

/** Whether only an attribution stands between two stretches of one paragraph, so that the second goes on with the first's voice. */
function goesOn(speech: Speech, previous: Stretch, stretch: Stretch): boolean {
  const { tokens } = speech.scan;
  if (tokens[previous.from]?.paragraph === tokens[stretch.from]?.paragraph) {
    const between = tokens.slice(previous.to + previous.markLength, stretch.from - stretch.markLength);
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
    const attribution = attributionOf(speech, stretch);
    if (isPhrase(speech, stretch, text, attribution)) continue;
    const inherited: Speaker | null =
      before !== null && goesOn(speech, before.stretch, stretch) ? before.speaker : null;
    const named = attribution.speaker;
    const speaker: Speaker | null = named ?? inherited;
    before = { stretch, speaker };
    if (speaker === null && wordCount(text) < 4) continue;
    const { start, end } = stretch;
    quotes.push({
      start,
      end,
      text,
      style: 'DIRECT',
      speakerKey: speaker?.mention?.entityKey ?? null,
      speakerText:
        named?.mention == null ? '' : spanText(speech.scan, named.from, Math.max(named.from + 1, named.to)),
    });
  }
  return quotes;
}

/** A shorter stretch inside a reported clause belongs to the report ("said it was “a game changer”"). */
const ownWords = 8;

/** Direct quotations without those that a report holds; both in reading order. */
function outsideReports(direct: readonly Quote[], reported: readonly Quote[]): Quote[] {
  let next = 0;
  return direct.filter(({ start, end, text }) => {
    while ((reported[next]?.end ?? Number.POSITIVE_INFINITY) < end) next += 1;
    return wordCount(text) >= ownWords || (reported[next]?.start ?? Number.POSITIVE_INFINITY) > start;
  });
}

/** All quotations of a text in reading order, direct and reported. */
export function findQuotes({ scan, mentions, citations, language }: QuoteSearch): Quote[] {
  const isVerb = (lower: string) => isSpeechVerb(lower, language);
  const dashed = language === 'pt' ? findDashed(scan, isVerb) : [];
  const stretches = [...findStretches(scan), ...dashed].sort((a, b) => a.start - b.start);
  const isQuoted = scan.tokens.map(() => false);
  for (const s of stretches)
    isQuoted.fill(true, s.from - s.markLength, s.isOpen ? s.to : s.to + s.markLength);
  const speech: Speech = {
    scan,
    language,
    mentions,
    mentionAt: covering(scan, mentions),
    citationAt: covering(scan, citations),
    isQuoted,
    bearers: new Map(),
  };
  const reported = findReported(speech);
  const direct = outsideReports(directQuotes(speech, stretches), reported);
  return [...direct, ...reported].sort((a, b) => a.start - b.start || b.end - a.end);
}
