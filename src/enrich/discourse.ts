/** A text with its names, as the rules for speech see it: types and positions that they share. */
import type { Citation, Mention } from '../base/news.ts';
import { type Scan, tokenFrom } from './tokens.ts';

/** Tokens, names and quotation marks of one text. */
export interface Speech {
  scan: Scan;
  language: string;
  mentions: readonly Mention[];
  /** Mention that covers a token, by token position. */
  mentionAt: readonly (Mention | null)[];
  /** Credit of another outlet that covers a token, by token position. */
  citationAt: readonly (Citation | null)[];
  /** Tokens inside quotation marks. */
  isQuoted: readonly boolean[];
  /** Whom an office was found to mean, by office and country: a text asks again and again. */
  bearers: Map<string, Mention | null>;
}

/** A speaker, with the tokens that name him; `mention` is null for "officials said". */
export interface Speaker {
  mention: Mention | null;
  from: number;
  to: number;
}

/** Position of the first token of the sentence that holds `at`. */
export function sentenceStart({ scan }: Speech, at: number): number {
  return scan.sentences[scan.tokens[at]?.sentence ?? 0] ?? 0;
}

/** First token of a mention. */
export function firstToken({ scan }: Speech, mention: Mention): number {
  return tokenFrom(scan, mention.start);
}

/** Token behind the last one of a mention. */
export function endToken({ scan }: Speech, mention: Mention): number {
  return tokenFrom(scan, mention.end);
}

/** What covers each token, of spans that are sorted and do not overlap. */
export function covering<T extends { start: number; end: number }>(
  { tokens }: Scan,
  spans: readonly T[],
): (T | null)[] {
  let next = 0;
  return tokens.map((token) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= token.start) next += 1;
    const span = spans[next];
    return span !== undefined && span.start <= token.start ? span : null;
  });
}
