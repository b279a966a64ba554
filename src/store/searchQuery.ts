/**
 * The query language of search: text in, a tree out. Pure. It stands in `store` beside the statements that the tree
 * becomes (searchMatch.ts), because its words are cut and folded exactly as the index cuts and folds them.
 *
 *     either  = all { "OR" all }
 *     all     = item { ["AND"] item }
 *     item    = ["-"] ( "(" either ")" | phrase | word ["*"] | field ":" value | "near" n ":" words )
 *     phrase  = '"' words '"'
 *     words   = "(" words ")" | phrase
 *     field   = "headline" | "source" | "lang" | "person" | "place" | "org"
 */
import type { AppError } from '../base/errors.ts';
import { badQuery, nextToken, type Token } from './searchTokens.ts';
import { searchWords } from './searchWords.ts';

/** What names other things than words of the text. */
export type FilterField = 'source' | 'lang' | 'person' | 'place' | 'org';

export type SearchNode =
  | { kind: 'all' | 'either'; parts: SearchNode[] }
  | { kind: 'not'; part: SearchNode }
  | { kind: 'word' | 'prefix'; word: string; inHeadline: boolean }
  /** Words side by side. `quoted` is false for one written word that is several to us ("Su-24"). */
  | { kind: 'phrase'; words: string[]; quoted: boolean; inHeadline: boolean }
  /** Every two of the words stand at most `distance` words apart, in any order. */
  | { kind: 'near'; words: string[]; distance: number }
  | { kind: 'filter'; field: FilterField; value: string };

/** In characters. */
export const longestQuery = 1000;
const mostWords = 50;
const deepest = 8;
/** Shorter beginnings fit too many words: every Indonesian verb starts with "me" or "be". */
const shortestPrefix = 3;
const farthest = 20;
const mostNear = 4;

interface Reader {
  text: string;
  token: Token;
  depth: number;
  words: number;
}

function advance(reader: Reader): Token {
  const { token } = reader;
  reader.token = nextToken(reader.text, token.end);
  return token;
}

const fault = (token: Token, expected: string): AppError =>
  badQuery(token.start + 1, token.kind === 'end' ? 'it ends here' : `found ${token.shown}`, expected);

/**
 * The tree of a query; null when the text holds no word, which sets no condition.
 * @throws AppError BAD_QUERY with `data.column` and `data.expected` when it does not parse or asks for too much.
 */
export function parseSearchQuery(text: string): SearchNode | null {
  if (text.length > longestQuery) {
    throw badQuery(longestQuery + 1, `it has ${text.length} characters`, `at most ${longestQuery}`);
  }
  const reader: Reader = { text, token: nextToken(text, 0), depth: 0, words: 0 };
  if (reader.token.kind === 'end') return null;
  const node = readEither(reader);
  const rest = advance(reader);
  if (rest.kind !== 'end') throw fault(rest, 'no ) without a ( before it');
  return node;
}

function joined(kind: 'all' | 'either', parts: SearchNode[]): SearchNode {
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind, parts };
}

function readEither(reader: Reader): SearchNode {
  const parts = [readAll(reader)];
  while (reader.token.kind === 'or') {
    advance(reader);
    parts.push(readAll(reader));
  }
  return joined('either', parts);
}

function readAll(reader: Reader): SearchNode {
  const parts = [readItem(reader)];
  for (;;) {
    const { kind } = reader.token;
    if (kind === 'and') advance(reader);
    else if (kind === 'or' || kind === 'close' || kind === 'end') return joined('all', parts);
    parts.push(readItem(reader));
  }
}

function readItem(reader: Reader): SearchNode {
  const token = advance(reader);
  switch (token.kind) {
    case 'minus':
      return { kind: 'not', part: readItem(reader) };
    case 'open':
      return readGroup(reader, token);
    case 'phrase':
      return phraseOf(reader, token, false);
    case 'word':
      return wordOf(reader, token, false);
    case 'field':
      return readField(reader, token);
    case 'near':
      return readNear(reader, token);
    default:
      throw fault(token, 'a word, a "phrase" or an opening parenthesis');
  }
}

function readGroup(reader: Reader, open: Token): SearchNode {
  reader.depth += 1;
  if (reader.depth > deepest) throw fault(open, `parentheses nested at most ${deepest} deep`);
  const node = readEither(reader);
  if (reader.token.kind !== 'close') throw fault(reader.token, `) for the ( at column ${open.start + 1}`);
  advance(reader);
  reader.depth -= 1;
  return node;
}

/** The folded words of a token, counted. */
function countedWords(reader: Reader, token: Token): string[] {
  const words = searchWords(token.value);
  if (words.length === 0) throw fault(token, 'a word of letters or digits');
  reader.words += words.length;
  if (reader.words > mostWords) throw fault(token, `at most ${mostWords} words`);
  return words;
}

function phraseOf(reader: Reader, token: Token, inHeadline: boolean): SearchNode {
  const words = countedWords(reader, token);
  return { kind: 'phrase', words, quoted: true, inHeadline };
}

function wordOf(reader: Reader, token: Token, inHeadline: boolean): SearchNode {
  const star = token.value.indexOf('*');
  const isPrefix = star >= 0 && star === token.value.length - 1;
  if (star >= 0 && !isPrefix) {
    throw badQuery(token.start + star + 1, 'found * inside a word', '* at the end of a word only');
  }
  const words = countedWords(reader, token);
  const [word = ''] = words;
  if (words.length > 1 && !isPrefix) return { kind: 'phrase', words, quoted: false, inHeadline };
  if (!isPrefix) return { kind: 'word', word, inHeadline };
  if (words.length > 1 || word.length < shortestPrefix) {
    throw fault(token, `one word of at least ${shortestPrefix} characters before *`);
  }
  return { kind: 'prefix', word, inHeadline };
}

const isFilter = (name: string): name is FilterField =>
  ['source', 'lang', 'person', 'place', 'org'].includes(name);

function readField(reader: Reader, field: Token): SearchNode {
  const { value: name } = field;
  const value = advance(reader);
  const isAdjacent = value.start === field.end && (value.kind === 'word' || value.kind === 'phrase');
  if (!isAdjacent) throw fault(value, `a word or a "phrase" right after ${name}:`);
  if (!isFilter(name)) {
    return value.kind === 'phrase' ? phraseOf(reader, value, true) : wordOf(reader, value, true);
  }
  countedWords(reader, value);
  return { kind: 'filter', field: name, value: name === 'lang' ? languageOf(value) : value.value.trim() };
}

/** Articles are stored under their primary tag: `lang:en-GB` is `lang:en`. */
function languageOf(token: Token): string {
  const tag = /^([a-z]{2,3})(-[a-z0-9-]+)?$/i.exec(token.value)?.[1];
  if (tag === undefined) throw fault(token, 'a language tag such as id or en');
  return tag.toLowerCase();
}

function readNear(reader: Reader, near: Token): SearchNode {
  const distance = Number(near.value);
  if (!(distance >= 1 && distance <= farthest)) throw fault(near, `near1: to near${farthest}:`);
  const words = nearWords(reader, near);
  const different = [...new Set(words)];
  if (different.length < 2 || words.length > mostNear) {
    throw fault(near, `2 to ${mostNear} different words after near${distance}:`);
  }
  return { kind: 'near', words: different, distance };
}

function nearWords(reader: Reader, near: Token): string[] {
  const expected = `(two words) right after near${near.value}:`;
  const first = advance(reader);
  if (first.start !== near.end) throw fault(first, expected);
  if (first.kind === 'phrase') return countedWords(reader, first);
  if (first.kind !== 'open') throw fault(first, expected);
  const words: string[] = [];
  while (reader.token.kind === 'word' || reader.token.kind === 'phrase') {
    const token = advance(reader);
    if (token.value.includes('*')) throw fault(token, 'whole words, without *');
    words.push(...countedWords(reader, token));
  }
  if (reader.token.kind !== 'close')
    throw fault(reader.token, `words and then ) for the ( at column ${first.start + 1}`);
  advance(reader);
  return words;
}
