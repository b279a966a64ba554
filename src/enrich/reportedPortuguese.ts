/** Reported speech in Portuguese: "X disse que …", "Segundo X, …", "…, disse X", "A ponte, disse X, é segura". */
import { prepositionAt } from './attribution.ts';
import { sentenceEnd } from './clauses.ts';
import type { Speech } from './discourse.ts';
import {
  accordingTo,
  beforeVerb,
  type Clause,
  clauseFloor,
  impersonal,
  midway,
  saidBy,
} from './reportForms.ts';
import { speakerAfter, subjectOf } from './speakers.ts';
import { portugueseSpeech } from './speech.ts';

/** Tokens between a verb and its "que": whom he told, and when. */
const queReach = 14;

/** Whether a token may open a report; what `portugueseAt` looks at. */
export function isPortugueseCue(lower: string): boolean {
  return portugueseSpeech.has(lower) || /^(?:segundo|conforme|de|para)$/.test(lower);
}

/** Position behind the "que" (or "se") of a verb, before any other verb of speech; -1 when it has none. */
function clauseOf(speech: Speech, verb: number): number {
  const { tokens } = speech.scan;
  const end = Math.min(verb + queReach, sentenceEnd(speech, verb));
  for (let at = verb + 1; at < end; at += 1) {
    const lower = tokens[at]?.lower ?? '';
    if (speech.isQuoted[at] === true || portugueseSpeech.has(lower)) return -1;
    const isAsked =
      lower === 'se' && at === verb + 1 && /^(?:pergunt|question)/.test(tokens[verb]?.lower ?? '');
    if (lower === 'que') return /^(?:o|a|os|as)$/.test(tokens[at - 1]?.lower ?? '') ? -1 : at + 1;
    if (isAsked) return at + 1;
  }
  return -1;
}

/** "Para X, a ponte é segura": what a person holds, where his name stands alone in front of a comma. */
function forPerson(speech: Speech, at: number): Clause | null {
  const speaker = at === clauseFloor(speech, at) ? speakerAfter(speech, at) : null;
  if (speaker?.mention?.kind !== 'PERSON' || speech.scan.tokens[speaker.to]?.text !== ',') return null;
  return { from: speaker.to + 1, to: sentenceEnd(speech, at), speaker };
}

/** What the verb of speech or "segundo" at a token reports; null where it reports nothing. */
export function portugueseAt(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const token = tokens[at];
  if (token === undefined) return null;
  const preposition = prepositionAt(speech, at);
  if (preposition >= 0) return accordingTo(speech, at, preposition);
  if (token.lower === 'para') return forPerson(speech, at);
  if (!portugueseSpeech.has(token.lower)) return null;
  const from = clauseOf(speech, at);
  if (from < 0)
    return tokens[at - 1]?.text === ','
      ? (midway(speech, at) ?? beforeVerb(speech, at, saidBy(speech, at), at - 1))
      : null;
  const speaker = subjectOf(speech, at);
  if (speaker === null) return null;
  if (speaker.mention === null && tokens.slice(speaker.from, at).some((t) => impersonal.test(t.lower)))
    return null;
  return { from, to: sentenceEnd(speech, at), speaker };
}
