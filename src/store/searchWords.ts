/**
 * Text to the words that search knows, the same way for articles and for queries: case and marks folded here and not in
 * PostgreSQL, whose `unaccent` is an extension with rules of its own. Pure.
 */
import { foldName } from '../base/foldName.ts';

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}][\p{L}\p{M}]*/gu;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** In characters; what is longer is no word of any language (a key, an address, binary). */
const longestWord = 60;

/** Scripts without spaces with their words apart; cut before folding, which takes the vowels out of Thai. */
function spaced(text: string): string {
  return text.replace(unspaced, (run) =>
    Array.from(segmenter.segment(run), ({ segment }) => ` ${segment} `).join(''),
  );
}

/**
 * The words of a text in reading order: runs of letters and digits, folded (base/foldName.ts). An English possessive
 * loses its 's, "U.S." and "Jum'at" are one word, "Su-24" is two. Scripts without spaces are cut by ICU's dictionaries.
 */
export function searchWords(text: string): string[] {
  const folded = foldName(spaced(text.replace(/(?<=[\p{L}\p{N}])['’]s\b/giu, '')));
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && word.length <= longestWord);
}
