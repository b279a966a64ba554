/**
 * Where a reported clause begins and ends: behind a verb of speech, its addressee and its time; before later attributions
 * and the reporter's own turn. Token positions in, token positions out.
 */
import type { Speech } from './discourse.ts';
import { pronouns } from './speech.ts';
import type { Token } from './tokens.ts';

const clauseBreaks = new Set(
  'kata ujar tutur ucap dikutip dilansir dikabarkan diberitakan dilaporkan demikian sedangkan sementara imbuh tambah jelas'.split(
    ' ',
  ),
);

/** Token behind the last word of the sentence that holds `at`: its full stop left out. */
export function sentenceEnd({ scan }: Speech, at: number): number {
  const sentence = scan.tokens[at]?.sentence ?? 0;
  let end = scan.sentences[sentence + 1] ?? scan.tokens.length;
  while (end > at && /^[.!?…]+$/.test(scan.tokens[end - 1]?.text ?? '')) end -= 1;
  return end;
}

/** Cuts what is no part of the clause off its end: later attributions, the day in parentheses, a second verb of the speaker. */
export function trimEnd(speech: Speech, from: number, end: number): number {
  const { tokens } = speech.scan;
  let to = end;
  for (let at = from + 1; at < to; at += 1) {
    const token = tokens[at];
    const isComma = token?.text === ',';
    const next = tokens[at + 1];
    if (token === undefined) break;
    if (token.lower === 'sebagaimana' && at > from + 2) to = at;
    if (isCitationStart(speech, at) && at > from + 3) to = tokens[at - 1]?.text === ',' ? at - 1 : at;
    else if (
      isComma &&
      next !== undefined &&
      (clauseBreaks.has(next.lower) || isCitationStart(speech, at + 1))
    )
      to = at;
    else if (isComma && (isSecondVerb(tokens, at + 1) || isTurn(tokens, at + 1))) to = at;
    else if (
      token.lower === 'and' &&
      /^(?:called|thanked|described|urged|pledged|vowed|promised|ordered|announced|praised|accused|blamed)$/.test(
        next?.lower ?? '',
      )
    )
      to = at;
    else if (
      isComma &&
      speech.isQuoted[at] !== true &&
      ((speech.isQuoted[at + 1] === true && tokens[at + 2]?.capital === true) ||
        (/^(?:a|an|the|sebuah)$/.test(next?.lower ?? '') && speech.isQuoted[at + 2] === true))
    )
      to = at;
  }
  while (to > from && isTimeTail(tokens, to)) to = timeStart(tokens, to);
  while (to > from && tokens[to - 1]?.text === ',') to -= 1;
  return to;
}

function isCitationStart({ scan, citationAt }: Speech, at: number): boolean {
  return citationAt[at] != null && citationAt[at]?.start === scan.tokens[at]?.start;
}

/** ", and described …", ", but called …": the subject's next deed. */
function isSecondVerb(tokens: readonly Token[], at: number): boolean {
  const [word, verb] = [tokens[at]?.lower ?? '', tokens[at + 1]?.lower ?? ''];
  if (word === 'dan' && /^me[mnlrwy]\p{L}{3,}$/u.test(verb)) return true;
  return (
    /^(?:and|but)$/.test(word) &&
    (/^\p{L}{2,}ed$/u.test(verb) || /^(?:said|told|called|took|gave|made|had)$/.test(verb)) &&
    verb !== 'need'
  );
}

/** ", but no figure was agreed", ", meskipun ia tidak …": the reporter's own turn. */
function isTurn(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.lower === 'but') return true;
  return (
    /^(?:meski|meskipun|walau|walaupun|tetapi|namun)$/.test(tokens[at]?.lower ?? '') &&
    pronouns.has(tokens[at + 1]?.lower ?? '')
  );
}

export const weekday =
  /^(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/;

/** ", Jumat (27/11)" and "on Friday" at the end say when it was said. */
function isTimeTail(tokens: readonly Token[], to: number): boolean {
  if (tokens[to - 1]?.text === ')' && tokens[to - 3]?.text === '(')
    return weekday.test(tokens[to - 4]?.lower ?? '') && tokens[to - 5]?.text === ',';
  return weekday.test(tokens[to - 1]?.lower ?? '') && tokens[to - 2]?.text === ',';
}

function timeStart(tokens: readonly Token[], to: number): number {
  return tokens[to - 1]?.text === ')' ? to - 5 : to - 2;
}

/** The first comma from a token on, within its sentence; the end of the sentence when there is none. */
export function commaAfter(speech: Speech, from: number): number {
  const end = sentenceEnd(speech, from);
  const comma = speech.scan.tokens.slice(from, end).findIndex((t) => t.text === ',');
  return comma < 0 ? end : from + comma;
}
