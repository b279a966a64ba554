/**
 * Reported speech: the clause after "mengatakan bahwa", "said that", "Menurut X,", or before ", kata X" and ", he said".
 * The span is the clause; the speaker a named person, organisation or government, or nobody by name.
 */
import type { Quote } from '../base/news.ts';
import { trimEnd } from './clauses.ts';
import type { Speaker, Speech } from './discourse.ts';
import { spanText } from './lookup.ts';
import { englishAt, isEnglishCue } from './reportedEnglish.ts';
import { indonesianAt, isIndonesianCue } from './reportedIndonesian.ts';
import { isPortugueseCue, portugueseAt } from './reportedPortuguese.ts';
import type { Clause } from './reportForms.ts';
import { objectPronouns, pronouns } from './speech.ts';
import type { Token } from './tokens.ts';

const leastWords = 2;

const joints: { en: [string, string] } & Record<string, [string, string]> = {
  en: ['and', 'that'],
  id: ['dan', 'bahwa'],
  ms: ['dan', 'bahawa'],
  pt: ['e', 'que'],
};

/** "… and that …": two clauses of one verb are two reports. */
function splitThat(tokens: readonly Token[], from: number, to: number, language: string): [number, number][] {
  const [joint, opener] = joints[language] ?? joints.en;
  for (let at = from + leastWords; at < to - leastWords; at += 1) {
    if (tokens[at]?.lower === joint && tokens[at + 1]?.lower === opener) {
      const end = tokens[at - 1]?.text === ',' ? at - 1 : at;
      return [[from, end], ...splitThat(tokens, at + 2, to, language)];
    }
  }
  return [[from, to]];
}

/** Verbs that report even where nobody is named: "Residents said", "Polisi menyebutkan". */
const plainVerbs =
  /^(?:said|says|say|saying|told|added|warned|insisted|expect|known|mengatakan|menyatakan|menuturkan|menyebut|menyebutkan|menjelaskan|mengaku|menambahkan|menegaskan|memastikan|mengungkapkan|menilai|menurut|according|segundo|conforme|de|disse|disseram|diz|dizem|afirmou|afirma|afirmaram|declarou|informou|informaram|explicou)$/;

/** Whether a report counts although nobody is named: behind a plain verb, a pronoun without antecedent, or in front of "kata polisi". */
function mayBeUnnamed(tokens: readonly Token[], at: number, clause: Clause): boolean {
  const lower = tokens[at]?.lower ?? '';
  const isPronoun =
    pronouns.has(tokens[at - 1]?.lower ?? '') ||
    objectPronouns.has(tokens[clause.speaker.to - 1]?.lower ?? '');
  return plainVerbs.test(lower) || isPronoun || clause.to <= at;
}

function clauseAt(speech: Speech, at: number): Clause | null {
  if (speech.language === 'pt') return portugueseAt(speech, at);
  return speech.language === 'id' || speech.language === 'ms'
    ? indonesianAt(speech, at)
    : englishAt(speech, at);
}

function isCue(lower: string, language: string): boolean {
  if (language === 'pt') return isPortugueseCue(lower);
  return language === 'id' || language === 'ms' ? isIndonesianCue(lower) : isEnglishCue(lower);
}

/** The clause that a verb of speech or a "menurut" at a token reports, trimmed; null where there is none. */
function reportAt(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const token = tokens[at];
  if (token === undefined || speech.isQuoted[at] === true || speech.mentionAt[at] !== null) return null;
  if (speech.citationAt[at] != null && token.lower !== 'told') return null;
  const clause = clauseAt(speech, at);
  if (clause === null || speech.isQuoted[clause.from] === true) return null;
  if (clause.speaker.mention === null && !mayBeUnnamed(tokens, at, clause)) return null;
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

/** Reported clauses in reading order, each cue's own; a clause that an earlier one holds is not reported again. */
export function findReported(speech: Speech): Quote[] {
  const { tokens } = speech.scan;
  const quotes: Quote[] = [];
  let floor = 0;
  for (const [at, { lower, start }] of tokens.entries()) {
    const clause = isCue(lower, speech.language) && start >= floor ? reportAt(speech, at) : null;
    if (clause === null) continue;
    for (const [from, to] of splitThat(tokens, clause.from, clause.to, speech.language)) {
      quotes.push(quoteOf(speech, clause.speaker, from, to));
    }
    floor = Math.max(floor, tokens[clause.to - 1]?.end ?? 0);
  }
  return quotes;
}
