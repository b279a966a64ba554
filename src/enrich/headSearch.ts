/** What the two searches for names with a head word share: the scan with its known names, and two looks at it. */
import { calendarWords } from './calendar.ts';
import type { FullGazetteer } from './gazetteer.ts';
import type { Span } from './lookup.ts';
import type { Scan, Token } from './tokens.ts';

/** A scan with the known names in it. */
export interface Search {
  scan: Scan;
  language: string;
  gazetteer: FullGazetteer;
  /** Known name that starts or goes on at a token. */
  knownAt: readonly (Span | null)[];
}

/** Whether a token may be a word of a name. */
export function isName(token: Token | undefined): token is Token {
  return token !== undefined && token.kind === 'word' && token.capital && !calendarWords.has(token.lower);
}

/** Length in tokens of the longest phrase of `set` at a token; 0 when none. */
export function phraseLength(scan: Scan, at: number, set: ReadonlySet<string>, longest = 4): number {
  const first = scan.tokens[at];
  if (first === undefined || first.kind !== 'word') return 0;
  for (let length = longest; length >= 1; length -= 1) {
    const last = scan.tokens[at + length - 1];
    if (last === undefined || last.sentence !== first.sentence) continue;
    const phrase = scan.text.slice(first.start, last.end).toLowerCase().replace(/\s+/g, ' ');
    if (set.has(phrase)) return length;
  }
  return 0;
}
