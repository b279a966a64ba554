/** Reported speech in Indonesian and Malay: "X mengatakan bahwa …", "Menurut X, …", "…, kata X", "Dikatakan X, …". */
import { antecedent, subjectOfSentence } from './antecedents.ts';
import { prepositionAt } from './attribution.ts';
import { denials, indonesianClause, nominal } from './clauseIndonesian.ts';
import { commaAfter, sentenceEnd } from './clauses.ts';
import type { Speaker, Speech } from './discourse.ts';
import {
  accordingTo,
  beforeVerb,
  type Clause,
  clauseFloor,
  fronted,
  impersonal,
  midway,
  saidBy,
} from './reportForms.ts';
import { speakerAfter, subjectOf } from './speakers.ts';
import { bareSpeech, clauseSpeech, frontedSpeech, pronounSpeech } from './speech.ts';

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

/** "menurutnya", "dikatakannya": the speaker is a syllable. */
const enclitic = (lower: string): boolean =>
  lower === 'menurutnya' || (lower.endsWith('nya') && frontedSpeech.has(lower.slice(0, -3)));

/** Whether a token may open a report; what `indonesianAt` looks at. */
export function isIndonesianCue(lower: string): boolean {
  return (
    clauseSpeech.has(lower) ||
    bareSpeech.has(lower) ||
    pronounSpeech.has(lower) ||
    frontedSpeech.has(lower) ||
    lower === 'menurut' ||
    lower === 'bahwa' ||
    enclitic(lower)
  );
}

function byPronoun(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const speaker: Speaker = { mention: antecedent(speech, at), from: at, to: at + 1 };
  if (tokens[at + 1]?.text === ',' && (at === clauseFloor(speech, at) || enclitic(tokens[at]?.lower ?? '')))
    return { from: at + 2, to: sentenceEnd(speech, at), speaker };
  return tokens[at - 1]?.text === ',' ? beforeVerb(speech, at, speaker, at - 1) : null;
}

function bySubject(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const lower = tokens[at]?.lower ?? '';
  const speaker = subjectOf(speech, at);
  const from = speaker === null ? -1 : indonesianClause(speech, at);
  if (speaker === null || from < 0) return null;
  if (speaker.mention === null && tokens.slice(speaker.from, at).some((t) => impersonal.test(t.lower)))
    return null;
  const isNoun = denials.test(lower) && nominal.test(tokens[from]?.lower ?? '');
  const to = isNoun ? commaAfter(speech, from) : sentenceEnd(speech, at);
  return { from, to, speaker: deniedSpeaker(speech, at, from) ?? speaker };
}

/** "dengan pesan bahwa …": a noun of speech, and the sentence's subject speaks. */
function byNoun(speech: Speech, bahwa: number): Clause | null {
  const { tokens } = speech.scan;
  const isNoun = /^(?:pesan|janji|pernyataan|penegasan|pengakuan|alasan|catatan)$/.test(
    tokens[bahwa - 1]?.lower ?? '',
  );
  if (!isNoun || tokens[bahwa - 2]?.lower !== 'dengan') return null;
  const mention = subjectOfSentence(speech, clauseFloor(speech, bahwa), bahwa);
  if (mention === null) return null;
  return {
    from: bahwa + 1,
    to: sentenceEnd(speech, bahwa),
    speaker: { mention, from: bahwa - 1, to: bahwa },
  };
}

/** What the verb of speech or "menurut" at a token reports; null where it reports nothing. */
export function indonesianAt(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const lower = tokens[at]?.lower ?? '';
  if (lower === 'bahwa') return byNoun(speech, at);
  if (pronounSpeech.has(lower) || enclitic(lower)) return byPronoun(speech, at);
  const preposition = prepositionAt(speech, at);
  if (preposition >= 0) return accordingTo(speech, at, preposition);
  if (isFronted(speech, at)) return accordingTo(speech, at, at);
  if (bareSpeech.has(lower)) {
    if (tokens[at - 1]?.text === ',')
      return midway(speech, at) ?? beforeVerb(speech, at, saidBy(speech, at), at - 1);
    return fronted(speech, at, speakerAfter(speech, at));
  }
  return clauseSpeech.has(lower) ? bySubject(speech, at) : null;
}
