/** Forms that a report takes in every language: "Menurut X, …", "…, kata X", "Meski demikian, kata dia, …". */
import { sentenceEnd, weekday } from './clauses.ts';
import { describedBehind } from './descriptions.ts';
import { type Speaker, type Speech, sentenceStart } from './discourse.ts';
import { holderOf, officeBehind } from './offices.ts';
import { namedBehind, speakerAfter, unnamed } from './speakers.ts';
import { titles, trades } from './titles.ts';
import { isDash } from './tokens.ts';

/** A reported clause as token positions, and who speaks. */
export interface Clause {
  from: number;
  to: number;
  speaker: Speaker;
}

/** Rules, data and plans say nothing. */
export const impersonal =
  /^(?:aturan|peraturan|undang-undang|uu|data|rencana|jadwal|laporan|catatan|survei|hukum|informasi|konstitusi|perkiraan|hasil|kesepakatan|kontrak|kabar|dokumen|teori|tradisi|surat|studi|penelitian|kalender|plan|plans|rules?|law|laws|data|figures|survey|poll|schedule|study|documents?|reports?|estimates|custom|tradition|law|dados|lei|regras?|plano|pesquisa|documentos?|estudo)$/;

/** A comma farther off than the longest speaker says nothing about him. */
const commaReach = 40;

/** Whom "menurut" names: a name before the next comma, the holder of an office, or nobody by name ("para pembantunya"). */
function namedSource(speech: Speech, preposition: number): Speaker | null {
  const { tokens } = speech.scan;
  const after = speakerAfter(speech, preposition);
  const end = sentenceEnd(speech, preposition);
  const near = tokens
    .slice(preposition + 1, Math.min(preposition + commaReach, end))
    .findIndex((t) => t.text === ',');
  const comma = near < 0 ? end : preposition + 1 + near;
  const isTitled = tokens.slice(preposition + 1, comma).some((t) => t.capital);
  if (after !== null && (near < 0 || after.to <= comma || isTitled)) return after;
  if (tokens.slice(preposition + 1, preposition + 4).some((t) => impersonal.test(t.lower))) return null;
  if (comma - preposition > 8) return null;
  const holder =
    holderOf(speech, comma - 1, preposition) ??
    (officeBehind(speech, preposition) ?? describedBehind(speech, preposition))?.mention ??
    null;
  return { mention: holder, from: preposition, to: comma };
}

/** "Menurut X, …" and "According to X, …": the clause follows the comma; "…, menurut X": it stands in front. */
export function accordingTo(speech: Speech, at: number, preposition: number): Clause | null {
  const { tokens } = speech.scan;
  const floor = clauseFloor(speech, at);
  const speaker = namedSource(speech, preposition);
  if (speaker === null) return null;
  if (at - floor > 3 && isLast(speech, speaker.to) && !speech.isQuoted.slice(floor, at).some(Boolean))
    return { from: floor, to: tokens[at - 1]?.text === ',' ? at - 1 : at, speaker };
  if (at - floor > (tokens[at - 1]?.text === ',' ? 7 : 4)) return null;
  const comma = commaFrom(speech, speaker.to, at);
  if (comma < 0) return null;
  const next = tokens.slice(comma + 1, comma + 10).findIndex((t) => t.text === ',');
  const from = next > 0 && isAppositive(speech, comma) ? comma + next + 2 : comma + 1;
  return { from, to: sentenceEnd(speech, at), speaker };
}

/** Whether nothing but an apposition, a time, a place or a credit stands between a source behind its clause and the full stop. */
function isLast(speech: Speech, from: number): boolean {
  const { tokens } = speech.scan;
  const left = sentenceEnd(speech, from) - from;
  if (left <= 0 || tokens[from]?.sentence !== tokens[from - 1]?.sentence || isAppositive(speech, from))
    return true;
  const next = tokens[from]?.text === ',' ? from + 1 : from;
  if (speech.citationAt[next] != null || weekday.test(tokens[next]?.lower ?? '')) return true;
  return left <= 6 && next === from;
}

const openingWords = 8;

/** The first comma from a token on, not far; -1 when the sentence has none there. */
function commaFrom({ scan: { tokens } }: Speech, from: number, at: number): number {
  for (let comma = from; comma < from + openingWords; comma += 1) {
    if (tokens[comma]?.sentence !== tokens[at]?.sentence) return -1;
    if (tokens[comma]?.text === ',') return comma;
  }
  return -1;
}

/** Whether an apposition follows a comma: ", kepala dinas", ", the mayor", ", who …", ", 53". */
function isAppositive({ scan: { tokens } }: Speech, comma: number): boolean {
  if (tokens[comma]?.text !== ',') return false;
  const first = tokens[comma + 1];
  if (first === undefined) return false;
  const isNoun = (i: number) => titles.has(tokens[i]?.lower ?? '') || trades.has(tokens[i]?.lower ?? '');
  if (/^(?:yang|who|whose|que)$/.test(first.lower) || isNoun(comma + 1)) return true;
  if (first.kind === 'number') return tokens[comma + 2]?.text === ',';
  return /^(?:the|a|an|o|a|seorang)$/.test(first.lower) && [2, 3, 4].some((i) => isNoun(comma + i));
}

/** "…, kata X", "…, said X": the clause stands before the comma. */
export function beforeVerb(
  speech: Speech,
  verb: number,
  speaker: Speaker | null,
  comma: number,
): Clause | null {
  const floor = clauseFloor(speech, verb);
  const quoted = speech.isQuoted.slice(floor, comma);
  const isOwn = quoted[0] !== true && quoted.filter(Boolean).length <= quoted.length / 2;
  if (speaker === null || comma - floor < 3 || !isOwn) return null;
  return { from: floor, to: comma, speaker };
}

/** Where the sentence's own words begin: behind a dateline. */
export function clauseFloor(speech: Speech, at: number): number {
  const floor = sentenceStart(speech, at);
  const { tokens } = speech.scan;
  for (let i = floor + 1; i < at; i += 1) if (tokens[i]?.initial === true && isDash(tokens[i - 1])) return i;
  return floor;
}

const openerWords = 3;

/** "Meski demikian, kata dia, sekolah akan dibuka": an opening word or two, the attribution, then the clause. */
export function midway(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const speaker = namedBehind(speech, at);
  const floor = clauseFloor(speech, at);
  if (speaker === null || at - 1 - floor > openerWords || tokens[speaker.to]?.text !== ',') return null;
  if (weekday.test(tokens[speaker.to + 1]?.lower ?? '') || isAppositive(speech, speaker.to)) return null;
  return { from: speaker.to + 1, to: sentenceEnd(speech, at), speaker };
}

/** "Kata X, …" and "Katanya, …": the attribution opens the sentence. */
export function fronted(speech: Speech, at: number, speaker: Speaker | null): Clause | null {
  if (speaker?.mention == null || at !== clauseFloor(speech, at)) return null;
  const comma = commaFrom(speech, speaker.to, at);
  if (comma < 0) return null;
  return { from: comma + 1, to: sentenceEnd(speech, at), speaker };
}

/** Whom a verb behind a comma names: ", kata X", ", said police", ", disse o ministro". */
export function saidBy(speech: Speech, verb: number): Speaker | null {
  const named = namedBehind(speech, verb);
  const next = speech.scan.tokens[verb + 1];
  const isNoun = next?.kind === 'word' && next.sentence === speech.scan.tokens[verb]?.sentence;
  return named ?? (isNoun && !impersonal.test(next.lower) ? unnamed(verb) : null);
}
