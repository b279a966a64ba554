/**
 * Reported speech: the clause after "mengatakan bahwa", "said that", "Menurut X,", or before ", kata X" and ", he said".
 * The span is the clause; the speaker a named person, organisation or government.
 */
import type { Citation, Quote } from '../base/news.ts';
import {
  antecedent,
  holderOf,
  isPlainWord,
  type Speaker,
  type Speech,
  sentenceStart,
  speakerAfter,
  subjectOf,
} from './speakers.ts';
import {
  bareSpeech,
  clauseOpeners,
  clauseSpeech,
  englishNounTaking,
  englishSpeech,
  nounTaking,
  pronounSpeech,
  pronouns,
} from './speech.ts';
import { isDash, type Token } from './tokens.ts';

interface Clause {
  from: number;
  to: number;
  speaker: Speaker;
}

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
const leastWords = 2;

function sentenceEnd({ scan }: Speech, at: number): number {
  const sentence = scan.tokens[at]?.sentence ?? 0;
  let end = scan.sentences[sentence + 1] ?? scan.tokens.length;
  while (end > at && /^[.!?…]+$/.test(scan.tokens[end - 1]?.text ?? '')) end -= 1;
  return end;
}

/** Cuts what is no part of the clause off its end: later attributions, the day in parentheses, a second verb of the speaker. */
function trimEnd(speech: Speech, citations: readonly Citation[], from: number, end: number): number {
  const { tokens } = speech.scan;
  let to = end;
  for (let at = from + 1; at < to; at += 1) {
    const token = tokens[at];
    const isComma = token?.text === ',';
    const next = tokens[at + 1];
    if (token === undefined) break;
    const cited = citations.find((c) => c.start === token.start && at > from + 3);
    if (cited !== undefined) to = tokens[at - 1]?.text === ',' ? at - 1 : at;
    else if (
      isComma &&
      next !== undefined &&
      (clauseBreaks.has(next.lower) || citations.some((c) => c.start === next.start))
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

const denials = /^(?:membantah|menepis|menyangkal|menampik|menolak)$/;
/** A clause made a noun: "terjadinya pelanggaran", "adanya peringatan". */
const nominal = /^(?:adanya|terjadinya|ter\p{L}{4,}nya|ke\p{L}{5,}nya)$/u;

function commaAfter(speech: Speech, from: number): number {
  const end = sentenceEnd(speech, from);
  const comma = speech.scan.tokens.slice(from, end).findIndex((t) => t.text === ',');
  return comma < 0 ? end : from + comma;
}

/** First token of the clause after an Indonesian verb; -1 where no clause follows. */
function indonesianClause(speech: Speech, verb: number): number {
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

/** First token of the clause after an English verb; -1 where no clause follows. */
function englishClause(speech: Speech, verb: number): number {
  const { tokens } = speech.scan;
  const end = sentenceEnd(speech, verb);
  const lower = tokens[verb]?.lower ?? '';
  const that = tokens.slice(verb + 1, Math.min(verb + 12, end)).findIndex((t) => t.lower === 'that');
  const between = tokens.slice(verb + 1, verb + 1 + Math.max(that, 0));
  const isOwnThat =
    that >= 0 &&
    !between.some(
      (t) =>
        t.text === ',' ||
        (clauseSubjects.has(t.lower) &&
          t.lower !== 'the' &&
          t.lower !== 'a' &&
          t.lower !== 'in' &&
          t.lower !== 'his' &&
          t.lower !== 'her'),
    );
  if (
    isOwnThat &&
    (that <= 1 ||
      lower.startsWith('t') ||
      /^(?:in|on|at|to|after|during|earlier|later)$/.test(between[0]?.lower ?? ''))
  )
    return verb + that + 2;
  let at = verb + 1;
  if (
    /^(?:asked|asks|wondered|questioned)$/.test(lower) &&
    /^(?:whether|if|why|how)$/.test(tokens[verb + 1]?.lower ?? '')
  )
    return verb + 1;
  if (/^(?:told|tells|asked|urged|promised|warned)$/.test(lower)) {
    at = objectEnd(speech, at);
    if (at === verb + 1 && lower !== 'warned' && lower !== 'promised') return -1;
    return clauseSubjects.has(tokens[at]?.lower ?? '') && at < end ? at : -1;
  }
  if (tokens[at]?.text === ':') return -1;
  const behindTime = timeEnd(tokens, at);
  if (
    behindTime > at &&
    clauseSubjects.has(tokens[behindTime]?.lower ?? '') &&
    hasVerb(tokens, behindTime, end)
  )
    return behindTime;
  if (
    /^(?:on|in|at|to|after|during|of|by|as|so|for|with|from|about|yes|nothing|earlier|later|last|goodbye|and|but|through|via|ahead|before|when|while)$/.test(
      tokens[at]?.lower ?? '',
    ) &&
    tokens[at]?.kind === 'word'
  ) {
    return -1;
  }
  if (at >= end || (tokens[at]?.kind === 'mark' && speech.isQuoted[at] !== true)) return -1;
  if (!englishNounTaking.has(lower)) return at;
  return /^(?:he|she|it|they|there|we|his|her|its|their)$/.test(tokens[at]?.lower ?? '') &&
    hasVerb(tokens, at, end)
    ? at
    : -1;
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

function hasVerb(tokens: readonly Token[], from: number, end: number): boolean {
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

/** Whom "menurut" names: a name before the next comma, the holder of an office, or nobody by name ("para pembantunya"). */
function namedSource(speech: Speech, preposition: number): Speaker | null {
  const { tokens } = speech.scan;
  const after = speakerAfter(speech, preposition);
  const comma = tokens.findIndex((t, i) => i > preposition && t.text === ',');
  const isTitled = tokens.slice(preposition + 1, comma).some((t) => t.capital);
  if (after !== null && (comma < 0 || after.to <= comma || isTitled)) return after;
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
  if (token.lower === 'menurut') return accordingTo(speech, at, at);
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
    !front.some((t) => /(?:ed|s)$/.test(t.lower) && t.kind === 'word' && !t.capital && isFinite(t.lower));
  if (isFragment && tokens[at + 1]?.text === ',')
    return { from: at + 2, to: sentenceEnd(speech, at), speaker };
  return isFragment && front.length < 6 ? null : beforeVerb(speech, at, speaker, comma);
}

/** Words in -ed and -s that stand for a finite verb often enough to make a clause of what holds them. */
function isFinite(lower: string): boolean {
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

function tokensText({ scan }: Speech, { from, to }: Speaker): string {
  const [first, last] = [scan.tokens[from], scan.tokens[Math.max(from, to - 1)]];
  return first === undefined || last === undefined ? '' : scan.text.slice(first.start, last.end);
}

/** "Residents said", "Menurut polisi": plain verbs report even where nobody is named; a pronoun without antecedent does not. */
function mayBeUnnamed(tokens: readonly Token[], at: number): boolean {
  if (pronouns.has(tokens[at - 1]?.lower ?? '') || tokens[at - 1]?.kind !== 'word')
    return tokens[at]?.lower === 'menurut';
  return /^(?:said|says|mengatakan|menyatakan|menurut|menuturkan)$/.test(tokens[at]?.lower ?? '');
}

/** Reported clauses whose speaker is named, or a person's pronoun, or who stands behind ", … said". */
export function findReported(
  speech: Speech,
  citations: readonly Citation[],
  isSpeechVerb: (lower: string) => boolean,
): Quote[] {
  const { tokens, text } = speech.scan;
  const isIndonesian = speech.language === 'id' || speech.language === 'ms';
  const quotes: Quote[] = [];
  let floor = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (
      token === undefined ||
      token.start < floor ||
      speech.isQuoted[at] === true ||
      speech.mentionAt[at] !== null
    )
      continue;
    const isCandidate =
      isSpeechVerb(token.lower) ||
      pronounSpeech.has(token.lower) ||
      /^(?:menurut|menurutnya|according)$/.test(token.lower);
    if (
      !isCandidate ||
      citations.some((c) => c.start <= token.start && token.start < c.end && token.lower !== 'told')
    )
      continue;
    const clause = isIndonesian ? indonesianAt(speech, at) : englishAt(speech, at);
    if (
      clause === null ||
      speech.isQuoted[clause.from] === true ||
      (clause.speaker.mention === null && !mayBeUnnamed(tokens, at))
    )
      continue;
    const to = trimEnd(speech, citations, clause.from, clause.to);
    const [first, last] = [tokens[clause.from], tokens[to - 1]];
    if (
      first === undefined ||
      last === undefined ||
      to - clause.from < leastWords ||
      pronouns.has(last.lower)
    )
      continue;
    for (const [start, end] of splitThat(tokens, clause.from, to, isIndonesian)) {
      const [head, tail] = [tokens[start], tokens[end - 1]];
      if (head === undefined || tail === undefined) continue;
      quotes.push({
        start: head.start,
        end: tail.end,
        text: text.slice(head.start, tail.end),
        style: 'INDIRECT',
        speakerKey: clause.speaker.mention?.entityKey ?? null,
        speakerText: clause.speaker.mention === null ? '' : tokensText(speech, clause.speaker),
      });
    }
    floor = Math.max(floor, last.end);
  }
  return quotes;
}
