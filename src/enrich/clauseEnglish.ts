/** Where a clause begins behind an English verb of speech: behind its addressee, its time and its "that". */
import { sentenceEnd, weekday } from './clauses.ts';
import type { Speech } from './discourse.ts';
import { englishNounTaking } from './speech.ts';
import type { Token } from './tokens.ts';

const clauseSubjects = new Set(
  'he she it they we i you the there this that his her its their our my a an no nobody nothing some all any both these those more most many if in'.split(
    ' ',
  ),
);

const objectWords =
  /^(?:reporters|journalists|the|a|an|his|her|their|news|conference|parliament|lawmakers|panel|court|council|meeting|audience|crowd|supporters|members|local|state|television|radio|media|users|staff|investors|analysts|deputies|mps)$/;

/** Words that may stand between a verb and its "that" and open clauses elsewhere. */
const addressed = new Set('the a in his her'.split(' '));
const awayFromClause =
  /^(?:on|in|at|to|after|during|of|by|as|so|for|with|from|about|yes|nothing|earlier|later|last|goodbye|and|but|through|via|ahead|before|when|while)$/;

/** Position behind a "that" which belongs to the verb; -1 when there is none. */
function behindThat(tokens: readonly Token[], verb: number, end: number): number {
  const that = tokens.slice(verb + 1, Math.min(verb + 12, end)).findIndex((t) => t.lower === 'that');
  if (that < 0) return -1;
  const between = tokens.slice(verb + 1, verb + 1 + that);
  if (between.some((t) => t.text === ',' || (clauseSubjects.has(t.lower) && !addressed.has(t.lower))))
    return -1;
  const leads = /^(?:in|on|at|to|after|during|earlier|later)$/.test(between[0]?.lower ?? '');
  const isTelling = tokens[verb]?.lower.startsWith('t') === true;
  return that <= 1 || isTelling || leads ? verb + that + 2 : -1;
}

/** First token of the clause after "told X"; -1 where no clause follows. */
function behindAddressee(speech: Speech, verb: number, end: number): number {
  const { tokens } = speech.scan;
  const at = objectEnd(speech, verb + 1);
  const mayLackObject = /^(?:warned|promised)$/.test(tokens[verb]?.lower ?? '');
  if (at === verb + 1 && !mayLackObject) return -1;
  return at < end && clauseSubjects.has(tokens[at]?.lower ?? '') ? at : -1;
}

/** First token of the clause after an English verb; -1 where no clause follows. */
export function englishClause(speech: Speech, verb: number): number {
  const { tokens } = speech.scan;
  const end = sentenceEnd(speech, verb);
  const lower = tokens[verb]?.lower ?? '';
  const that = behindThat(tokens, verb, end);
  if (that >= 0) return that;
  const at = verb + 1;
  const next = tokens[at];
  const isAsking = /^(?:asked|asks|wondered|questioned)$/.test(lower);
  if (isAsking && /^(?:whether|if|why|how)$/.test(next?.lower ?? '')) return at;
  if (/^(?:told|tells|asked|urged|promised|warned)$/.test(lower)) return behindAddressee(speech, verb, end);
  if (next === undefined || next.text === ':') return -1;
  const timed = timeEnd(tokens, at);
  const isTimed = timed > at && clauseSubjects.has(tokens[timed]?.lower ?? '');
  if (isTimed && hasVerb(tokens, timed, end)) return timed;
  if (at >= end || awayFromClause.test(next.lower)) return -1;
  if (next.kind === 'mark' && speech.isQuoted[at] !== true) return -1;
  if (!englishNounTaking.has(lower)) return at;
  const isSubject = /^(?:he|she|it|they|there|we|his|her|its|their)$/.test(next.lower);
  if (isSubject) return hasVerb(tokens, at, end) ? at : -1;
  return takesClause.test(lower) && hasVerb(tokens, at + 1, simpleEnd(tokens, at, end)) ? at : -1;
}

/** Noun-taking verbs whose object, where it has a verb of its own, is a clause: "acknowledged the bridge was unsafe". */
const takesClause =
  /^(?:acknowledge|admit|argue|claim|concede|confirm|denied|denies|estimate|hope|believe|thought|thinks|predict|stress|note|suggest|warn|explain|vow|reveal|maintain|allege|conclude|indicate|signal)/;

/** Where a clause might leave its first verb: at a comma or a word that opens another clause. */
function simpleEnd(tokens: readonly Token[], from: number, end: number): number {
  const stop = tokens
    .slice(from, end)
    .findIndex((t) =>
      /^(?:,|and|who|which|that|what|when|where|because|after|before|as|if|how|why)$/.test(t.lower),
    );
  return stop < 0 ? end : from + stop;
}

/** Tokens between "expects" or "called for" and its "to". */
const askedReach = 12;

/** The clause of "expects the deal to close" and "called for talks to resume"; null where none follows. */
export function askedClause(speech: Speech, verb: number): { from: number; to: number } | null {
  const { tokens } = speech.scan;
  const lower = tokens[verb]?.lower ?? '';
  const isCalling = /^(?:called|calls)$/.test(lower) && tokens[verb + 1]?.lower === 'for';
  if (!isCalling && !/^expects?$/.test(lower)) return null;
  const from = verb + (isCalling ? 2 : 1);
  const end = Math.min(sentenceEnd(speech, verb), from + askedReach);
  const before = tokens.slice(from, end);
  const to = before.findIndex((t) => t.lower === 'to');
  if (to < 1 || before.slice(0, to).some((t) => t.kind === 'mark')) return null;
  return isCalling && before[to + 1]?.lower !== 'be' ? null : { from, to: sentenceEnd(speech, verb) };
}

/** End of "on Monday", "in a statement", "this week" right behind a verb. */
function timeEnd(tokens: readonly Token[], from: number): number {
  const phrase = tokens.slice(from, from + 4).map((t) => t.lower);
  const [first = '', second = '', third = ''] = phrase;
  if (weekday.test(first)) return from + 1;
  if (first === 'on' && weekday.test(second)) return from + 2;
  if (first === 'late' && second === 'on' && weekday.test(third)) return from + 3;
  if (first === 'in' && second === 'a' && /^(?:statement|report|letter|speech|tweet|post|video)$/.test(third))
    return from + 3;
  if (/^(?:this|last)$/.test(first) && /^(?:week|month|year)$/.test(second)) return from + 2;
  return /^(?:earlier|later|yesterday|today)$/.test(first) ? from + 1 : from;
}

/** Whether an English auxiliary stands between two positions: what holds one is a clause. */
export function hasVerb(tokens: readonly Token[], from: number, end: number): boolean {
  return tokens
    .slice(from, end)
    .some((t) =>
      /^(?:is|was|were|are|had|has|have|would|will|could|can|should|must|may|might|did|does|do|not|never)$/.test(
        t.lower,
      ),
    );
}

function objectEnd(speech: Speech, from: number): number {
  const { tokens } = speech.scan;
  let at = from;
  while (at < from + 7) {
    const mention = speech.mentionAt[at];
    if (
      mention == null &&
      !objectWords.test(tokens[at]?.lower ?? '') &&
      !(tokens[at]?.capital === true && tokens[at]?.kind === 'word')
    )
      break;
    if (
      clauseSubjects.has(tokens[at]?.lower ?? '') &&
      at > from &&
      !objectWords.test(tokens[at + 1]?.lower ?? '') &&
      mention == null
    )
      break;
    at += 1;
  }
  return at;
}
