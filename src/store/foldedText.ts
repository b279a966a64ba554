/** Words in short texts that no index holds: quotes, headlines. Compared without case, marks and apostrophes. */
import { type SQL, sql } from 'drizzle-orm';

/** A text as searchWords.ts folds it, as far as PostgreSQL can: lower case without marks, apostrophes and possessives. */
const folded = (
  text: SQL,
): SQL => sql`regexp_replace(translate(normalize(regexp_replace(lower(${text}), '[''’]s\\M', '', 'g'), NFKD),
  'øłđðıħə', 'olddihe'), '[\u0300-\u036f''’‘]', '', 'g')`;

/** Scripts whose words stand without spaces between them. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/**
 * A condition: the text holds each of these words (searchWords.ts) as a whole, or, where `lastIsBegun`, a word that begins
 * with the last. The words are letters and digits alone, so that they need no escape in a pattern.
 */
export function holdsWords(text: SQL, words: readonly string[], lastIsBegun = false): SQL {
  const patterns = words.map((word, i) => {
    if (unspaced.test(word)) return word;
    return lastIsBegun && i === words.length - 1 ? `\\m${word}` : `\\m${word}\\M`;
  });
  // Cutting the text is the costly part: once for all words.
  return sql`(select bool_and(t.folded ~ p.pattern) from (select ${folded(text)} as folded) t,
    unnest(${sql.param(patterns)}::text[]) as p(pattern))`;
}
