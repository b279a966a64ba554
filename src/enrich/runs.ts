/**
 * Unknown capitalised runs: which of them are names, and of what, judged by what stands around them (a title, a verb of
 * speech, an age, a preposition, a given name). Known names and names with a head word are handed in and left alone.
 */
import type { EntityKind } from '../base/news.ts';
import { calendarWords } from './calendar.ts';
import { isAffixed, isCommonWord } from './commonWords.ts';
import type { FullGazetteer } from './gazetteer.ts';
import {
  organizationCues,
  organizationFollowers,
  outsideLeads,
  placeCues,
  placeFollowers,
  placePrepositions,
} from './heads.ts';
import { type Span, type Stretch, spanOf } from './lookup.ts';
import { bareSpeech, clauseSpeech, englishSpeech } from './speech.ts';
import { trades } from './titles.ts';
import type { Scan, Token } from './tokens.ts';

/** What the rules look at. `used` marks tokens that a name, a title or an event already holds. */
export interface RunContext {
  scan: Scan;
  language: string;
  gazetteer: FullGazetteer;
  used: readonly (Span | 'nothing' | 'title' | null)[];
}

const particles = new Set(
  'al el bin binti ibn van von de der den da dos das du di la le ben abu ter ten y'.split(' '),
);

/** Whether a token can be a word of an unknown name. */
export function isNameWord({ scan, used }: RunContext, at: number): boolean {
  const token = scan.tokens[at];
  if (token === undefined || token.kind !== 'word' || used[at] != null) return false;
  if (token.text.startsWith("'") || token.text.startsWith('’')) return false;
  if (/^I['’]/.test(token.text)) return false;
  return token.capital && !calendarWords.has(token.lower) && !outsideLeads.has(token.lower);
}

/** Where the next word of the name stands after the word at `at`, or -1: next to it, or over a particle, hyphen or initial's dot. */
function nextWord(context: RunContext, at: number): number {
  const { tokens } = context.scan;
  const here = tokens[at];
  const next = tokens[at + 1];
  if (here === undefined || next === undefined || next.sentence !== here.sentence) return -1;
  // "Menteri BUMN Rini Suwandi": the acronym is the body, the name comes behind it.
  const isAcronym = here.upper && here.text.length <= 6 && !next.upper && /^\p{Lu}+$/u.test(here.text);
  if (isNameWord(context, at + 1)) return next.initial || isAcronym ? -1 : at + 1;
  if (next.text === '.' && next.glued && here.text.length <= 2 && isNameWord(context, at + 2)) return at + 2;
  if (next.text === '-' && next.glued && tokens[at + 2]?.glued === true && isNameWord(context, at + 2))
    return at + 2;
  if (
    !particles.has(next.lower) ||
    context.used[at + 1] != null ||
    (next.lower === 'di' && context.language === 'id')
  )
    return -1;
  const after = tokens[at + 2];
  if (after?.text === '-' && after.glued && isNameWord(context, at + 3)) return at + 3;
  if (particles.has(after?.lower ?? '') && isNameWord(context, at + 3)) return at + 3;
  return isNameWord(context, at + 2) ? at + 2 : -1;
}

/** A capital that only the start of the sentence explains. */
function isEverydayStart(context: RunContext, token: Token): boolean {
  const { language, gazetteer, scan } = context;
  if (!token.initial || gazetteer.isGivenName(token.text))
    return token.initial && isCommonWord(token.lower, language) && token.text.length < 5;
  if (isCommonWord(token.lower, language) || trades.has(token.lower)) return true;
  if ((language === 'id' || language === 'ms') && isAffixed(token.lower)) return true;
  return scan.vocabulary.has(token.lower);
}

/** A stretch of capitalised words that nothing has claimed. */
export interface Run {
  from: number;
  to: number;
  /** Positions of the name's words without particles and marks. */
  words: number[];
}

/** What `findRuns` finds: candidate names, and proper names of things (ships, storms, films), which name nothing we keep. */
export interface Runs {
  runs: Run[];
  products: Stretch[];
}

/** Maximal runs of unused capitalised words, an everyday word at the sentence start left off. */
export function findRuns(context: RunContext): Runs {
  const runs: Run[] = [];
  const products: Run[] = [];
  const { tokens } = context.scan;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || !isNameWord(context, at) || isEverydayStart(context, token)) continue;
    if (
      context.scan.shouted[token.sentence] === true ||
      /inisial$|^initials$/.test(tokens[at - 1]?.lower ?? '')
    )
      continue;
    const words = [at];
    for (let next = nextWord(context, at); next >= 0; next = nextWord(context, next)) words.push(next);
    const last = lowerTail(context, words);
    const run = { from: at, to: last + 1, words };
    if (isProductCode(tokens, last) || isProduct(tokens, at, last + 1)) products.push(run);
    else runs.push(run);
    at = last;
  }
  const things = new Set(products.map((p) => wordsText(context.scan, p)));
  const isThing = (run: Run) => things.has(wordsText(context.scan, run));
  return { runs: runs.filter((r) => !isThing(r)), products: [...products, ...runs.filter(isThing)] };
}

function wordsText(scan: Scan, run: Run): string {
  return run.words.map((at) => scan.tokens[at]?.text ?? '').join(' ');
}

const compoundTails = new Set(
  'based led born backed made run style wide era like owned bound held old'.split(' '),
);

/** Last token of a run whose given name ends in a lower-case syllable ("Hwang Kyo-ahn"). */
function lowerTail({ scan, used }: RunContext, words: readonly number[]): number {
  const last = words.at(-1) ?? 0;
  const [dash, tail] = [scan.tokens[last + 1], scan.tokens[last + 2]];
  const isTail =
    dash?.text === '-' &&
    dash.glued &&
    tail?.glued === true &&
    /^\p{Ll}{2,6}$/u.test(tail.text) &&
    used[last + 2] == null;
  return isTail && words.length > 1 && !compoundTails.has(tail.lower) ? last + 2 : last;
}

const productsBefore = new Set(
  'roket pesawat kapal mobil motor robot rudal film buku novel lagu album obat vaksin satelit ponsel aplikasi game sinetron serial kapsul merek varietas badai topan siklon gempa virus lagu rocket ship vessel yacht typhoon hurricane cyclone storm'.split(
    ' ',
  ),
);
const productsAfter = new Set(
  'rocket vehicle capsule missile missiles bomber fighter jet jets drug pill smartphone phone novel film movie album satellite spacecraft ship vessel car truck app virus vaccine helicopter aircraft drone rifle pistol console tablet'.split(
    ' ',
  ),
);

/** Ships, rockets, films, storms: proper names of things that are no person, place or body. */
function isProduct(tokens: readonly Token[], from: number, to: number): boolean {
  const at = tokens[from - 1]?.lower === 'bernama' ? from - 2 : from - 1;
  return productsBefore.has(tokens[at]?.lower ?? '') || productsAfter.has(tokens[to]?.lower ?? '');
}

function isProductCode(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at + 1]?.text === '-' && tokens[at + 1]?.glued === true && /^\d/.test(tokens[at + 2]?.text ?? '')
  );
}

/** Whether somebody's title ends right before a token, possibly with the title's country or body between ("Presiden Rusia, X"). */
export function isTitled({ scan, used }: RunContext, from: number): boolean {
  let at = from - 1;
  if (used[at] === 'title') return true;
  if (scan.tokens[at]?.text === '.' && used[at - 1] === 'title') return true;
  const hasComma = scan.tokens[at]?.text === ',';
  if (hasComma) at -= 1;
  if (scan.tokens[at]?.text === ')') at -= 3;
  const between = used[at];
  if (between === null || between === undefined || typeof between === 'string') return false;
  return between.kind !== 'PERSON' && !between.derived && used[between.from - 1] === 'title';
}

function hasAge(tokens: readonly Token[], to: number): boolean {
  const [mark, age, end] = [tokens[to], tokens[to + 1], tokens[to + 2]];
  const isAge = age !== undefined && /^\d{1,2}$/.test(age.text);
  if (mark?.text === '(')
    return isAge && (end?.text === ')' || end?.lower === 'tahun' || end?.lower === 'th');
  if (mark?.text !== ',' || !isAge) return false;
  return end?.text === ',' || end?.text === '.' || end?.lower === 'tahun' || end?.lower === 'who';
}

const aliasFrames = new Set('disapa dipanggil alias bernama dijuluki nicknamed dubbed named'.split(' '));

function personEvidence(context: RunContext, run: Run): number {
  const { scan, gazetteer } = context;
  const { tokens } = scan;
  const before = tokens[run.from - 1];
  const after = tokens[run.to];
  const first = tokens[run.from];
  const isBody = run.words.length === 1 && first?.upper === true && first.text.length <= 6;
  if (isTitled(context, run.from)) return isBody ? 0.3 : 0.85;
  if (hasAge(tokens, run.to)) return 0.85;
  if (/\p{N}/u.test(first?.text ?? '')) return 0;
  if (before !== undefined && trades.has(before.lower)) return 0.8;
  if (before?.text === ',' && trades.has(tokens[run.from - 2]?.lower ?? '')) return 0.75;
  if (before !== undefined && aliasFrames.has(before.lower)) return 0.8;
  const isGiven = first !== undefined && gazetteer.isGivenName(first.text);
  if (isGiven && run.words.length > 1) return 0.85;
  if (run.words.length > 1 && run.words.slice(1).some((at) => gazetteer.isGivenName(tokens[at]?.text ?? '')))
    return 0.75;
  const isSpeaker =
    bareSpeech.has(before?.lower ?? '') ||
    clauseSpeech.has(after?.lower ?? '') ||
    englishSpeech.has(after?.lower ?? '');
  const isAcronym = run.words.length === 1 && first?.upper === true;
  if (isSpeaker || before?.lower === 'said') return isAcronym ? 0.5 : 0.75;
  if (isGiven && first?.initial === false) return 0.6;
  const isApposed = after?.text === ',' && /^(?:his|her|who|whose)$/.test(tokens[run.to + 1]?.lower ?? '');
  return isApposed && !/(?:ing|ed|ly)$/.test(first?.lower ?? '') ? 0.6 : 0;
}

const neverPlaces = new Set('di ke dari in at from'.split(' '));

function placeEvidence({ scan, language }: RunContext, run: Run): number {
  const before = scan.tokens[run.from - 1];
  const after = scan.tokens[run.to];
  if (before?.lower === 'warga' && /\p{N}/u.test(scan.tokens[run.from]?.text ?? '')) return 0.7;
  const isIndonesian = language === 'id' || language === 'ms';
  if (before !== undefined && outsideLeads.has(before.lower)) return 0.8;
  if (before !== undefined && isIndonesian && placeCues.has(before.lower))
    return neverPlaces.has(before.lower) ? 0.65 : 0.7;
  if (isIndonesian) return 0;
  if (after !== undefined && placeFollowers.has(after.lower) && run.words.length <= 3) return 0.65;
  if (before?.lower === 'of' && placeFollowers.has(scan.tokens[run.from - 2]?.lower ?? '')) return 0.7;
  return before !== undefined && placePrepositions.has(before.lower) ? 0.6 : 0;
}

function organizationEvidence({ scan }: RunContext, run: Run): number {
  const before = scan.tokens[run.from - 1];
  const after = scan.tokens[run.to];
  if (before !== undefined && organizationCues.has(before.lower)) return 0.7;
  if (after !== undefined && organizationFollowers.has(after.lower)) return 0.65;
  const [only] = run.words.map((at) => scan.tokens[at]);
  const isAcronym = run.words.length === 1 && only !== undefined && only.upper && only.text.length <= 7;
  return isAcronym && /^\p{Lu}+$/u.test(only.text) ? 0.6 : 0;
}

/** A run of everyday words in capitals is a slogan, a heading or a feast, not a name. */
function isEveryday({ scan, language, gazetteer }: RunContext, run: Run): boolean {
  const words = run.words.map((at) => scan.tokens[at]?.lower ?? '');
  const common = words.filter((w) => isCommonWord(w, language) && !gazetteer.isGivenName(w));
  return common.length * 2 >= words.length;
}

/** What a run names; null where nothing tells. */
export function judgeRun(context: RunContext, run: Run): Span | null {
  const scores: [EntityKind, number][] = [
    ['PERSON', personEvidence(context, run)],
    ['PLACE', placeEvidence(context, run)],
    ['ORGANIZATION', organizationEvidence(context, run)],
  ];
  const [best] = scores.sort((a, b) => b[1] - a[1]);
  if (best === undefined) return null;
  const [kind, confidence] = best;
  if (isEveryday(context, run) && confidence < 0.8) return null;
  if (confidence > 0) return spanOf(kind, run.from, run.to, confidence);
  if (run.words.length < 2 || run.words.length > 4 || context.scan.tokens[run.from - 1]?.lower === 'the')
    return null;
  return spanOf('PERSON', run.from, run.to, 0.5);
}
