/**
 * What the search index holds of an article. Its vector has four weights: A the headline's words and B the text's as
 * they stand (folded), C and D their stems, without function words. So an exact word outranks a mere word form, and
 * Indonesian's stemmer, which takes "beruang" (bear) for "uang" (money), cannot put the one above the other. Phrases and
 * nearness are judged on A and B, whose positions are those of the text. Lexemes without a position are what articles
 * are told apart by without reading positions: `^` a word of the headline, `~l:` language, `~s:` source, `~e:` entity.
 */
import { type SQL, sql } from 'drizzle-orm';
import { searchLanguageOf } from './searchLanguages.ts';
import { searchWords } from './searchWords.ts';

/** What is indexed of an article. */
export interface Indexed {
  headline: string;
  text: string;
  /** Primary language tag. */
  language: string;
  sourceId: number;
  entityIds: readonly number[];
}

/** In characters, headline and text together. */
const longestIndexed = 200_000;
/** Bytes of distinct words: PostgreSQL's vector holds a megabyte, and each word may stand in it with its stem. */
const mostBytes = 400_000;
/** PostgreSQL counts positions to 16,383; the words after that all stand at the last. */
const mostPositions = 16_000;
/** Between headline and text, so that no phrase and no nearness spans the two. */
const gap = 32;

/** The words that fit into a vector, in order. */
function fitting(words: readonly string[], room: { bytes: number; positions: number }): string[] {
  const known = new Set<string>();
  const taken: string[] = [];
  for (const word of words) {
    if (!known.has(word)) room.bytes -= Buffer.byteLength(word) + 8;
    if (room.bytes < 0 || room.positions <= 0) break;
    known.add(word);
    room.positions -= 1;
    taken.push(word);
  }
  return taken;
}

/** A vector of words as they stand. Words are letters and digits alone, so none needs an escape. */
function exactVector(headline: readonly string[], text: readonly string[]): string {
  const places = new Map<string, string[]>();
  const place = (word: string, at: string) => {
    const known = places.get(word);
    if (known) known.push(at);
    else places.set(word, [at]);
  };
  for (const [i, word] of headline.entries()) place(word, `${i + 1}A`);
  for (const [i, word] of text.entries()) place(word, `${headline.length + gap + i}B`);
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ');
}

/** The value of `article_search.vector` for an article, as an expression. */
export function searchVector(article: Indexed): SQL {
  const room = { bytes: mostBytes, positions: mostPositions };
  const headline = fitting(searchWords(article.headline.slice(0, longestIndexed)), room);
  const text = fitting(searchWords(article.text.slice(0, longestIndexed)), room);
  const marks = [
    `~l:${article.language}`,
    `~s:${article.sourceId}`,
    ...new Set(article.entityIds.map((id) => `~e:${id}`)),
    ...new Set(headline.map((word) => `^${word}`)),
  ];
  const parts = [
    sql`${exactVector(headline, text)}::tsvector`,
    sql`array_to_tsvector(${sql.param(marks)}::text[])`,
  ];
  const language = searchLanguageOf(article.language);
  if (language) {
    const stems = (words: readonly string[]) =>
      sql`to_tsvector(${sql.raw(`'${language.configuration}'`)}, ${words.filter((word) => !language.stops.has(word)).join(' ')})`;
    parts.push(sql`setweight(${stems(headline)}, 'C')`, stems(text));
  }
  return sql.join(parts, sql` || `);
}
