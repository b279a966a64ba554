/**
 * Where a reported clause begins and ends: behind a verb of speech, its addressee and its time; before later attributions
 * and the reporter's own turn. Token positions in, token positions out.
 */
import type { Speech } from './discourse.ts';
import { clauseOpeners, englishNounTaking, nounTaking, pronouns } from './speech.ts';
import type { Token } from './tokens.ts';

/** Words that show a predicate, so that what follows a noun-taking verb is a clause and no object. */
const predicates = new Set(
  'akan sudah telah tidak bisa dapat harus perlu masih belum adalah merupakan bakal sedang boleh mampu ingin siap menjadi ada tak bukan berhak terus lebih hanya juga agar bahwa mulai sangat cukup layak wajib jangan segera kini'.split(
    ' ',
  ),
);
const modals = new Set('akan harus adalah merupakan bakal'.split(' '));
const verbal =
  /^(?!tersebut$|terkait$|terhadap$|tersangka$|terdakwa$|terakhir$|berita$|mereka$|dirinya$)(?:me[mnlrwy]\p{L}{3,}|ber\p{L}{3,}|di\p{L}{4,}|ter\p{L}{4,})$/u;
const clauseSubjects = new Set(
  'he she it they we i you the there this that his her its their our my a an no nobody nothing some all any both these those more most many if in'.split(
    ' ',
  ),
);
const clauseBreaks = new Set(
  'kata ujar tutur ucap dikutip dilansir dikabarkan diberitakan dilaporkan demikian sedangkan sementara imbuh tambah jelas'.split(
    ' ',
  ),
);

/** Behind these a verb is no longer the clause's own. */
const subordinators = new Set(
  'setelah saat ketika usai sebelum yang untuk karena sebagai sejak seusai dalam bagi atas'.split(' '),
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
      speech.isQuoted[at + 1] === true &&
      speech.isQuoted[at] !== true &&
      tokens[at + 2]?.capital === true
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

const weekday =
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

/** Verbs that deny what somebody else said. */
export const denials = /^(?:membantah|menepis|menyangkal|menampik|menolak)$/;
/** A clause made a noun: "terjadinya pelanggaran", "adanya peringatan". */
export const nominal = /^(?:adanya|terjadinya|ter\p{L}{4,}nya|ke\p{L}{5,}nya)$/u;

/** The first comma from a token on, within its sentence; the end of the sentence when there is none. */
export function commaAfter(speech: Speech, from: number): number {
  const end = sentenceEnd(speech, from);
  const comma = speech.scan.tokens.slice(from, end).findIndex((t) => t.text === ',');
  return comma < 0 ? end : from + comma;
}

/** First token of the clause after an Indonesian verb; -1 where no clause follows. */
export function indonesianClause(speech: Speech, verb: number): number {
  const { tokens } = speech.scan;
  const end = sentenceEnd(speech, verb);
  let at = verb + 1;
  if (tokens[at]?.text === ',') at += 1;
  if (clauseOpeners.has(tokens[at]?.lower ?? ''))
    return tokens[at]?.lower === 'apakah' || tokens[at]?.lower === 'jika' ? at : at + 1;
  const opener = tokens
    .slice(at, Math.min(at + 10, end))
    .findIndex((t) => /^(?:bahwa|agar|supaya)$/.test(t.lower));
  const leadsAway =
    /^(?:kepada|dalam|di|pada|saat|lewat|melalui|ke|secara|dengan|terus|sekali|kembali|kekhawatirannya|harapannya|keyakinannya)$/;
  if (opener > 0 && (leadsAway.test(tokens[at]?.lower ?? '') || opener <= 3)) return at + opener + 1;
  if (leadsAway.test(tokens[at]?.lower ?? '')) {
    const comma = tokens.slice(at, Math.min(at + 8, end)).findIndex((t) => t.text === ',');
    return comma > 0 && speech.isQuoted[at + comma + 1] !== true ? at + comma + 1 : -1;
  }
  if (!nounTaking.has(tokens[verb]?.lower ?? '')) return at;
  if (denials.test(tokens[verb]?.lower ?? '') && nominal.test(tokens[at]?.lower ?? '')) return at;
  const rest = tokens.slice(at + 1, end).filter((_, i) => speech.isQuoted[at + 1 + i] !== true);
  if (/^(?:meminta|mendesak|mengajak)$/.test(tokens[verb]?.lower ?? '')) return -1;
  const bound = rest.findIndex((t) => subordinators.has(t.lower));
  if (rest[bound]?.lower === 'yang' && rest.slice(bound).some((t) => modals.has(t.lower))) return at;
  if (/^(?:ada|tidak|akan|sudah|telah|belum|masih)$/.test(tokens[at]?.lower ?? '')) return at;
  return rest
    .slice(0, bound < 0 ? rest.length : bound)
    .some((t) => predicates.has(t.lower) || verbal.test(t.lower))
    ? at
    : -1;
}

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
  return isSubject && hasVerb(tokens, at, end) ? at : -1;
}

/** End of "on Monday", "in a statement", "this week" right behind a verb. */
function timeEnd(tokens: readonly Token[], from: number): number {
  const phrase = tokens.slice(from, from + 4).map((t) => t.lower);
  const [first = '', second = '', third = ''] = phrase;
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
