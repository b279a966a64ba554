/** The signs and words that a search query is made of; searchQuery.ts makes a tree of them. Pure. */
import { AppError } from '../base/errors.ts';

/** One sign or word. It stands from `start` to `end` (excluded) in the query, in UTF-16 units. */
export interface Token {
  kind: 'word' | 'phrase' | 'field' | 'near' | 'open' | 'close' | 'minus' | 'or' | 'and' | 'end';
  /** Text of a word, inside of a phrase, name of a field, distance of a near; else empty. */
  value: string;
  start: number;
  end: number;
  /** How an error names it. */
  shown: string;
}

/**
 * What is said of a wrong query. `column` counts UTF-16 units from 1, as positions in a GraphQL document do; `expected`
 * says what would have been right there.
 */
export function badQuery(column: number, found: string, expected: string): AppError {
  const message = `The query is wrong at column ${column}: ${found}; expected ${expected}.`;
  return new AppError('BAD_QUERY', message, { data: { argument: 'query', column, expected } });
}

const fields = ['headline', 'source', 'lang', 'person', 'place', 'org'];
const quotationMark = /["“”„«»]/;
const signs: Record<string, Token['kind']> = { '(': 'open', ')': 'close' };
/** A name and a colon with something right behind them; `https://` begins an address. */
const fieldPattern = /^[a-z]+\d*:(?!\/\/|$)/;
const longestShown = 30;

const shorten = (text: string) => (text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);

/** The token at or after `from`. Punctuation that stands alone is passed over, as white space is. */
export function nextToken(text: string, from: number): Token {
  let start = from;
  for (;;) {
    while (start < text.length && /\s/.test(text.charAt(start))) start += 1;
    const token = tokenAt(text, start);
    if (token !== null) return token;
    start += wordAt(text, start).length;
  }
}

/** A run of characters up to white space, a parenthesis or a quotation mark. */
function wordAt(text: string, start: number): string {
  return /^[^\s()"“”„«»]*/.exec(text.slice(start))?.[0] ?? '';
}

/** The token that starts here; null for punctuation alone. */
function tokenAt(text: string, start: number): Token | null {
  const token = (kind: Token['kind'], value: string, end: number): Token => ({
    ...{ kind, value, start, end },
    shown: shorten(text.slice(start, end)),
  });
  const char = text.charAt(start);
  if (char === '') return token('end', '', start);
  const sign = signs[char];
  if (sign) return token(sign, '', start + 1);
  if (quotationMark.test(char)) {
    const length = text.slice(start + 1).search(quotationMark);
    if (length < 0)
      throw badQuery(start + 1, 'found a quotation mark that nothing closes', 'another one after it');
    return token('phrase', text.slice(start + 1, start + 1 + length), start + length + 2);
  }
  const isBeforeItem = /^-(?=[^\s-])/.test(text.slice(start));
  if (isBeforeItem) return token('minus', '', start + 1);
  return wordToken(wordAt(text, start), start, token);
}

type Make = (kind: Token['kind'], value: string, end: number) => Token;

function wordToken(word: string, start: number, token: Make): Token | null {
  const end = start + word.length;
  if (word === 'OR') return token('or', '', end);
  if (word === 'AND') return token('and', '', end);
  const [all = '', name = '', digits = ''] = /^(\p{L}+)(\d*):/u.exec(word) ?? [];
  const isKnown = digits === '' ? fields.includes(name) : name === 'near';
  if (isKnown)
    return token(digits === '' ? 'field' : 'near', digits === '' ? name : digits, start + all.length);
  if (fieldPattern.test(word)) {
    const known = `${fields.join(':, ')}: or near5:, or quotation marks around it`;
    throw badQuery(start + 1, `found ${shorten(word)}, which names no field`, known);
  }
  return /[\p{L}\p{N}*]/u.test(word) ? token('word', word, end) : null;
}
