/**
 * Text to tokens and sentences, with what the recogniser asks of each word: its case, whether it opens a sentence (a
 * capital there is no evidence of a name), whether it hangs on its neighbour without a blank. Offsets are UTF-16.
 */
import { abbreviations } from './titles.ts';

/** A word, number or mark of a text. Offsets are UTF-16. */
export interface Token {
  text: string;
  lower: string;
  start: number;
  end: number;
  kind: 'word' | 'number' | 'mark';
  /** Starts with an upper-case letter. */
  capital: boolean;
  /** Two letters or more, all of them upper case. */
  upper: boolean;
  /** No white space before it. */
  glued: boolean;
  sentence: number;
  paragraph: number;
  /** First word of a sentence, of quoted speech, or after a dateline: its capital says nothing. */
  initial: boolean;
}

/** A text cut into tokens and sentences. */
export interface Scan {
  text: string;
  tokens: Token[];
  /** Every token's text, each once. */
  vocabulary: ReadonlySet<string>;
  /** Index of the first token of each sentence. */
  sentences: number[];
  /** Per sentence: printed in capitals throughout. */
  shouted: boolean[];
}

const tokenPattern =
  /(?:\p{Lu}\.){2,}|[\p{L}\p{N}]+\.(?:[a-z]{2,8}|[A-Z]{2,8})(?:\.[a-z]{2})?(?![\p{L}\p{N}])|\p{N}+(?:[.,/:]\p{N}+)+|[\p{L}\p{M}\p{N}]+(?:['’`]\p{L}+)*|\.{2,}|[^\s\p{L}\p{N}]/gu;

const openingQuotes = new Set(['“', '«', '„', '‟', '‘']);
const closingQuotes = new Set(['”', '»', '’']);
const dashes = new Set(['-', '–', '—']);
/** A sentence with more tokens is a list or a table; it is cut here, so that no rule looks farther than this. */
const longestSentence = 250;
/** A longer word is no word of a name but an address, a code or garbage. */
const longestWord = 60;
const stops = new Set(['.', '!', '?', '…', '...', '..']);

function tokenOf(text: string, start: number, previousEnd: number): Token {
  const isWord = /\p{L}/u.test(text);
  return {
    text,
    lower: text.toLowerCase(),
    start,
    end: start + text.length,
    kind: isWord ? 'word' : /\p{N}/u.test(text) ? 'number' : 'mark',
    capital: text.length <= longestWord && /^\p{Lu}/u.test(text),
    upper: /\p{Lu}.*\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text),
    glued: start === previousEnd && start > 0,
    sentence: 0,
    paragraph: 0,
    initial: false,
  };
}

/** A word and its possessive ("France's", "Jones'") are two tokens, so that the span of the name ends before it. */
function splitPossessive(text: string): [string, string] {
  const at = text.search(/['’]s$/iu);
  return at > 0 ? [text.slice(0, at), text.slice(at)] : [text, ''];
}

function cutTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let previousEnd = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const [name, possessive] = splitPossessive(match[0]);
    tokens.push(tokenOf(name, match.index, previousEnd));
    previousEnd = match.index + name.length;
    if (possessive === '') continue;
    tokens.push(tokenOf(possessive, previousEnd, previousEnd));
    previousEnd += possessive.length;
  }
  return tokens;
}

/** Whether a full stop after this word belongs to the word: "Dr.", "Nov.", the "M." of a name. */
function isAbbreviated(word: Token | undefined): boolean {
  if (word === undefined || word.kind !== 'word') return false;
  return abbreviations.has(word.lower) || (word.text.length === 1 && word.capital);
}

function endsSentence(tokens: readonly Token[], at: number): boolean {
  const mark = tokens[at];
  if (mark === undefined) return false;
  if (mark.kind === 'word') return mark.text.endsWith('.') && opensSentence(tokens, at + 1, true);
  if (!stops.has(mark.text)) return false;
  if (mark.text === '.' && isAbbreviated(tokens[at - 1])) return false;
  return opensSentence(tokens, at + 1, false);
}

/** What follows a stop starts a sentence: not glued, not lower case; after "U.S." only a word that seldom follows a name. */
function opensSentence(tokens: readonly Token[], at: number, afterInitials: boolean): boolean {
  const next = tokens[at];
  if (next === undefined) return true;
  if (next.kind === 'mark' && !openingQuotes.has(next.text) && next.text !== '"') return false;
  if (next.glued && next.text !== '"') return false;
  if (next.kind === 'mark') return !next.glued;
  if (afterInitials) return /^(?:The|He|She|It|They|But|In|A|On|At)$/.test(next.text);
  return next.kind === 'number' || next.capital || !/^\p{Ll}/u.test(next.text);
}

function isClosing(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return token.glued && (closingQuotes.has(token.text) || /^["')\]]$/.test(token.text));
}

/** Numbers the sentences and paragraphs in place and returns the first token of each sentence. */
function numberSentences(text: string, tokens: readonly Token[]): number[] {
  const starts: number[] = [];
  let open = false;
  let paragraph = 0;
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1];
    const isBroken = before !== undefined && text.slice(before.end, token.start).includes('\n');
    if (isBroken) paragraph += 1;
    const isOverlong = i - (starts.at(-1) ?? 0) >= longestSentence;
    if (!open || isBroken || isOverlong) starts.push(i);
    open = true;
    token.sentence = starts.length - 1;
    token.paragraph = paragraph;
    if (endsAfter(tokens, i)) open = false;
  }
  return starts;
}

function lastNonClosing(tokens: readonly Token[], at: number): number {
  let i = at;
  while (i > 0 && isClosing(tokens[i])) i -= 1;
  return i;
}

/** A stop, perhaps followed by closing marks up to `last`, ends the sentence. */
function endsAfter(tokens: readonly Token[], last: number): boolean {
  if (isClosing(tokens[last + 1])) return false;
  const stop = isClosing(tokens[last]) ? lastNonClosing(tokens, last) : last;
  if (stop === last) return endsSentence(tokens, last);
  const mark = tokens[stop];
  if (mark === undefined || !stops.has(mark.text)) return false;
  return opensSentence(tokens, last + 1, false);
}

function markInitials(tokens: readonly Token[], breaks: ReadonlySet<number>): void {
  let fresh = true;
  for (const [i, token] of tokens.entries()) {
    if (tokens[i - 1]?.sentence !== token.sentence || breaks.has(tokens[i - 1]?.end ?? -1)) fresh = true;
    if (token.kind === 'mark') {
      const isOpening = openingQuotes.has(token.text) || (token.text === '"' && !isClosing(token));
      if (isOpening || token.text === ':') fresh = true;
      continue;
    }
    token.initial = fresh && token.capital;
    fresh = false;
  }
}

function findShouted(tokens: readonly Token[], sentences: readonly number[]): boolean[] {
  return sentences.map((from, s) => {
    const words = tokens.slice(from, sentences[s + 1] ?? tokens.length).filter((t) => t.kind === 'word');
    const long = words.filter((t) => t.text.length > 1);
    return long.length > 2 && long.filter((t) => t.upper).length > long.length * 0.8;
  });
}

/**
 * Tokens of a text. `breaks` are offsets after which a sentence starts although no full stop says so (the end of a
 * dateline's dash).
 */
export function tokenize(text: string, breaks: readonly number[] = []): Scan {
  const tokens = cutTokens(text);
  const sentences = numberSentences(text, tokens);
  markInitials(tokens, new Set(breaks));
  const vocabulary = new Set(tokens.map((t) => t.text));
  return { text, tokens, vocabulary, sentences, shouted: findShouted(tokens, sentences) };
}

/** Position of the first token that starts at an offset or behind it; the number of tokens when none does. O(log n). */
export function tokenFrom({ tokens }: Scan, offset: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a mark is a dash or hyphen. */
export function isDash(token: Token | undefined): boolean {
  return token !== undefined && dashes.has(token.text);
}
