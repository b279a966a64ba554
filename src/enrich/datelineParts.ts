/** The parts of a printed dateline, cut at commas, slashes, dashes and parentheses, and which of them is a date. */
import { monthOf } from '../base/dateWords.ts';
import { weekdayNames } from './textDateWords.ts';

/** One part of a dateline's head. Offsets count from the head's start. */
export interface DatelinePart {
  text: string;
  start: number;
  end: number;
  /** In parentheses or between slashes: an agency, an outlet, a date, never the place. */
  isWrapped: boolean;
}

/** Every mark that is printed for a dash: hyphens, figure, en, em and horizontal bar, minus; AP's underscore. */
export const dash = '[-‐‑‒–—―−]';

const wrapped =
  /\(([^)]*)\)|\/(\p{Lu}[\p{L}\p{N} .]{1,30})\/|[^,(/]+(?:\/(?!\p{Lu}[\p{L} .]{1,30}\/)[^,(/]+)*/gu;
const cutWrapped = /(\/(?=\p{L})|,)/u;
/**
 * "BRUSSELS/PARIS" and "BEIRUT and PARIS" are two places, "24/11" is one date, "Merdeka.com - Jakarta" two parts;
 * "MOSCOW. Nov 27" is a place and a date.
 */
const cutBare = new RegExp(
  `(\\/(?=\\p{L})|\\s${dash}{1,2}\\s|(?<=\\p{Lu}{2})\\s(?:and|dan|e)\\s(?=\\p{Lu}{2})|(?<=\\p{L}{4})\\.(?=\\s[\\p{L}\\d]))`,
  'u',
);
const isCut = new RegExp(`^(?:[/,.]|\\s${dash}{1,2}\\s|\\s(?:and|dan|e)\\s|)$`, 'u');

/** The parts of a head in order, empty ones left out. */
export function cutParts(head: string): DatelinePart[] {
  const parts: DatelinePart[] = [];
  for (const match of head.matchAll(wrapped)) {
    const inner = match[1] ?? match[2];
    const isWrapped = inner !== undefined;
    let offset = match.index + (isWrapped ? 1 : 0);
    for (const piece of (inner ?? match[0]).split(isWrapped ? cutWrapped : cutBare)) {
      const text = piece.trim();
      const start = offset + piece.indexOf(text);
      if (!isCut.test(piece) && text !== '' && !/^[/,.]$/.test(text))
        parts.push({ text, start, end: start + text.length, isWrapped });
      offset += piece.length;
    }
  }
  return parts;
}

const dateFillers = new Set(['de', 'of', 'the', 'tanggal', 'wib', 'gmt', 'local', 'time']);

/** Whether a part is nothing but a date or its piece: "24/11", "Nov. 27", "27 de novembro", "Senin", "2015". */
export function isDatePart(text: string): boolean {
  const words = text
    .toLowerCase()
    .split(/[\s().,/º-]+/u)
    .filter((word) => word !== '');
  const isNumber = (word: string) => /^\d{1,4}(?:st|nd|rd|th)?$/.test(word);
  const known = (word: string) =>
    isNumber(word) || monthOf(word) !== null || weekdayNames.has(word) || dateFillers.has(word);
  return (
    words.length > 0 && words.every(known) && words.some((word) => isNumber(word) || weekdayNames.has(word))
  );
}
