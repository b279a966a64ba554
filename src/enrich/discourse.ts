/** A text with its names, as the rules for speech see it: types and positions that they share. */
import type { Mention } from '../base/news.ts';
import type { Scan } from './tokens.ts';

/** Tokens, names and quotation marks of one text. */
export interface Speech {
  scan: Scan;
  language: string;
  mentions: readonly Mention[];
  /** Mention that covers a token, by token position. */
  mentionAt: readonly (Mention | null)[];
  /** Tokens inside quotation marks. */
  isQuoted: readonly boolean[];
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
  return scan.tokens.findIndex((t) => t.start >= mention.start);
}
