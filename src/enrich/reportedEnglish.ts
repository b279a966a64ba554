/** Reported speech in English: "X said that …", "According to X, …", "…, said X", "…, X said", "X was quoted as saying …". */
import { prepositionAt } from './attribution.ts';
import { askedClause, englishClause, hasVerb } from './clauseEnglish.ts';
import { sentenceEnd } from './clauses.ts';
import type { Speaker, Speech } from './discourse.ts';
import {
  accordingTo,
  beforeVerb,
  type Clause,
  clauseFloor,
  impersonal,
  midway,
  saidBy,
} from './reportForms.ts';
import { subjectOf } from './speakers.ts';
import { englishSpeech } from './speech.ts';
import { titles, trades } from './titles.ts';
import type { Token } from './tokens.ts';

const irregular = new Set(
  'rose fell grew won lost came went made took gave began became led left met saw found got broke hit kept ran sold spent stood brought built bought caught drew drove felt fought flew paid sent shot slept spoke struck swam taught threw understood woke wrote knew lay sank shook stole tore wore'.split(
    ' ',
  ),
);

/** Words in -ed and -s that stand for a finite verb often enough to make a clause of what holds them. */
function isFiniteForm(lower: string): boolean {
  return (/(?:ed|es)$/.test(lower) && lower.length > 4) || irregular.has(lower);
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

/** Infinitives, participles and set phrases of speech: "to announce that", "quoted as saying", "made clear that". */
const indirectVerbs = new Set(
  'announce say warn argue insist stress declare confirm admit acknowledge saying clear known'.split(' '),
);
const refusals =
  /^(?:refused|declined|failed|unable|unwilling|likely|hard|fair|safe|needless|want|wants|wanted)$/;
/** Tokens from "quoted" to "saying": by whom, or whom. */
const quotedReach = 9;
const auxiliary = /^(?:was|were|is|are|been|be|being|has|had|have|also|later|widely)$/;

/** Whether a token may open a report; what `englishAt` looks at. */
export function isEnglishCue(lower: string): boolean {
  return (
    englishSpeech.has(lower) ||
    lower === 'according' ||
    lower === 'expects' ||
    lower === 'expect' ||
    indirectVerbs.has(lower)
  );
}

/** "was quoted as saying (that) …": the subject stands before "was". */
function quotedAs(speech: Speech, saying: number): Clause | null {
  const { tokens } = speech.scan;
  if (tokens[saying]?.lower !== 'saying' || tokens[saying - 1]?.lower !== 'as') return null;
  let verb = saying - 2;
  while (verb > saying - quotedReach && !/^(?:quoted|cited)$/.test(tokens[verb]?.lower ?? '')) verb -= 1;
  if (!/^(?:quoted|cited)$/.test(tokens[verb]?.lower ?? '')) return null;
  const from = saying + (tokens[saying + 1]?.lower === 'that' ? 2 : 1);
  const to = sentenceEnd(speech, saying);
  const object = speech.mentionAt.slice(verb + 1, saying - 1).find((m) => m?.kind === 'PERSON') ?? null;
  if (object !== null) return { from, to, speaker: { mention: object, from: verb, to: saying - 1 } };
  while (auxiliary.test(tokens[verb - 1]?.lower ?? '')) verb -= 1;
  const speaker = subjectOf(speech, verb);
  return speaker === null ? null : { from, to, speaker };
}

/** "used his speech to announce that …", "made clear that …", "let it be known that …". */
function behindThat(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  if (tokens[at + 1]?.lower !== 'that') return null;
  const word = (back: number) => tokens[at - back]?.lower ?? '';
  let verb = -1;
  if (word(0) === 'clear' && /^(?:made|makes)$/.test(word(1) === 'it' ? word(2) : word(1)))
    verb = at - (word(1) === 'it' ? 2 : 1);
  if (word(0) === 'known' && word(1) === 'be' && word(3) === 'let') verb = at - 3;
  if (word(1) === 'to' && word(0) !== 'clear' && word(0) !== 'known' && !refusals.test(word(2)))
    verb = at - 1;
  if (verb < 0) return null;
  const speaker = subjectOf(speech, verb);
  const subject = speaker?.mention == null && word(1) === 'to' ? sentenceSubject(speech, verb) : speaker;
  return subject === null ? null : { from: at + 2, to: sentenceEnd(speech, at), speaker: subject };
}

/** The subject of a sentence whose verb of speech is an infinitive: the name it opens with. */
function sentenceSubject(speech: Speech, before: number): Speaker | null {
  const floor = clauseFloor(speech, before);
  const at = speech.mentionAt.slice(floor, before).findIndex((m) => m !== null && !m.derived);
  const mention = at < 0 ? null : (speech.mentionAt[floor + at] ?? null);
  return mention === null ? null : { mention, from: floor + at, to: before };
}

/** "expects the deal to close", "called for talks to resume": a clause with "to". */
function askedFor(speech: Speech, at: number): Clause | null {
  const clause = askedClause(speech, at);
  if (clause === null) return null;
  const speaker = subjectOf(speech, at);
  return speaker === null ? null : { ...clause, speaker };
}

/** "The bridge, X said, was safe" and "The bridge was safe, X said": what stands around the attribution. */
function aroundVerb(speech: Speech, at: number, speaker: Speaker): Clause | null {
  const { tokens } = speech.scan;
  const comma = commaBefore(speech, speaker.from);
  const isNaming = /^(?:called|calls|described|describes|asked|asks|urged|urges|demanded|demands)$/;
  if (comma < 0 || !endsThere(tokens, at) || isNaming.test(tokens[at]?.lower ?? '')) return null;
  const front = tokens.slice(clauseFloor(speech, at), comma);
  const isFragment =
    !hasVerb(front, 0, front.length) &&
    !front.some((t) => t.kind === 'word' && !t.capital && isFiniteForm(t.lower));
  if (isFragment && tokens[at + 1]?.text === ',')
    return { from: at + 2, to: sentenceEnd(speech, at), speaker };
  return isFragment && front.length < 6 ? null : beforeVerb(speech, at, speaker, comma);
}

/** "a say", "the report", "is alleged to", "was told": no verb of the subject's. */
function isNounOrPassive({ scan: { tokens } }: Speech, at: number): boolean {
  const before = tokens[at - 1]?.lower ?? '';
  if (/^(?:a|an|the|his|her|its|their|our|my|your|no|any|of|this|that|some)$/.test(before))
    return (
      !/^(?:this|that)$/.test(before) || /^(?:say|report|claim|call|note)s?$/.test(tokens[at]?.lower ?? '')
    );
  const verb = /^(?:also|widely|once|later|long|reportedly|not)$/.test(before)
    ? (tokens[at - 2]?.lower ?? '')
    : before;
  return (
    /^(?:is|are|was|were|be|been|being)$/.test(verb) && /(?:ed|told|said)$/.test(tokens[at]?.lower ?? '')
  );
}

/** What the verb of speech or "according to" at a token reports; null where it reports nothing. */
export function englishAt(speech: Speech, at: number): Clause | null {
  const { tokens } = speech.scan;
  const token = tokens[at];
  if (token === undefined) return null;
  const preposition = prepositionAt(speech, at);
  if (preposition >= 0) return accordingTo(speech, at, preposition);
  if (token.capital || isNounOrPassive(speech, at)) return null;
  const asked = askedFor(speech, at) ?? quotedAs(speech, at) ?? behindThat(speech, at);
  if (asked !== null || !englishSpeech.has(token.lower)) return asked;
  const aside = tokens[at - 1]?.text === ',' && inverting.test(token.lower) ? midway(speech, at) : null;
  if (aside !== null) return aside;
  if (isInverted(speech, at)) return beforeVerb(speech, at, saidBy(speech, at), at - 1);
  const speaker = subjectOf(speech, at);
  if (speaker === null) return null;
  if (speaker.mention === null && tokens.slice(speaker.from, at).some((t) => impersonal.test(t.lower)))
    return null;
  const from = englishClause(speech, at);
  return from >= 0 ? { from, to: sentenceEnd(speech, at), speaker } : aroundVerb(speech, at, speaker);
}

const inverting =
  /^(?:said|says|told|added|wrote|warned|insisted|argued|claimed|explained|noted|recalled|tweeted|predicted|admitted|acknowledged|announced|reported)$/;

/** "…, said Harriet Colby", "…, said the minister": a comma in front, a speaker behind, and no other verb for the speaker. */
function isInverted(speech: Speech, verb: number): boolean {
  const { tokens } = speech.scan;
  if (tokens[verb - 1]?.text !== ',' || !inverting.test(tokens[verb]?.lower ?? '')) return false;
  const rest = tokens.slice(verb + 1, sentenceEnd(speech, verb));
  const comma = rest.findIndex((t) => t.text === ',');
  const clause = comma < 0 ? rest : rest.slice(0, comma);
  if (clause.length === 0 || hasVerb(clause, 0, clause.length)) return false;
  const isPerson = (t: Token) =>
    titles.has(t.lower) || trades.has(t.lower) || /^(?:spokes|official|source)/.test(t.lower);
  const isName = clause[0]?.kind === 'word' && (clause[0].capital || speech.mentionAt[verb + 1] != null);
  const isNoun = clause.length <= 2 && /(?:s|police)$/.test(clause.at(-1)?.lower ?? '');
  return (
    isName ||
    isNoun ||
    (/^(?:the|a|an|one)$/.test(clause[0]?.lower ?? '') && clause.slice(0, 5).some(isPerson))
  );
}
