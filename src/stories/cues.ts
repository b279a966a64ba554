/**
 * Names and numbers as texts print them: what a report and its translation share though no word of theirs is the same.
 * They tell of one event where a recogniser found no entity, and confirm the entities it found.
 */
import { entityId } from '../base/id.ts';
import { stopWordsOf } from './stopwords.ts';
import { fold, isTitleCase } from './tokens.ts';

export interface CueSource {
  /** BCP 47 primary tag. */
  language: string;
  headline: string;
  text: string;
}

/** Characters of the body that are read for cues (demo newsroom, links between languages: AUC with a fifth of the
 * entities missing 99.87 without cues, 99.89 with 600 characters, 99.92 with 1,200 and with 5,000). */
const leadCharacters = 1_200;
const cuesAtMost = 40;
const token = /[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu;

/** True for a cue that is a number. */
export function isNumber(cue: string): boolean {
  return cue.startsWith('#');
}

/**
 * Cues of an article, each once, in reading order: a country as its entity's id, a number of two digits and more with
 * a point before its decimals (`#6.4`; years left out), a capitalised name folded, in Latin letters, without its last
 * vowels, where many languages put case. Forty at most. A headline in title case tells no names unless it is all there is.
 */
export function cuesOf({ language, headline, text }: CueSource): string[] {
  const cues = new Set<string>();
  const isAll = text.trim() === '';
  if (isAll || !isTitleCase(headline)) addCues(cues, headline, { language, skipsFirst: !isAll });
  for (const sentence of text.slice(0, leadCharacters).split(/(?<=[.!?:])\s+|\n+/u))
    addCues(cues, sentence, { language, skipsFirst: true });
  return Array.from(cues).slice(0, cuesAtMost);
}

/** `skipsFirst`: the first word of a sentence has its capital in any case. */
function addCues(
  cues: Set<string>,
  sentence: string,
  { language, skipsFirst }: { language: string; skipsFirst: boolean },
): void {
  const stops = stopWordsOf(language);
  const countries = countriesIn(language);
  let isFirst = true;
  for (const [word] of sentence.normalize('NFC').matchAll(token)) {
    const folded = fold(word);
    const country = countries.get(folded) ?? countries.get(folded.slice(0, -1));
    if (country !== undefined) cues.add(country);
    else if (/^\p{N}/u.test(word)) addNumber(cues, word);
    else if (/^\p{Lu}\p{L}{2}/u.test(word) && !(isFirst && skipsFirst) && !stops?.has(folded))
      cues.add(withoutCase(inLatin(folded)));
    isFirst = false;
  }
}

function addNumber(cues: Set<string>, printed: string): void {
  const digits = printed.replace(/[.,](?=\d{3}(?!\d))/gu, '').replace(',', '.');
  if (/^\d{2}|^\d\.\d/u.test(digits) && !/^(?:19|20)\d\d$/u.test(digits)) cues.add(`#${digits}`);
}

const withoutCase = (name: string): string => name.replace(/(?<=.{3})(?:om|em|[aeiouyj]+)$/u, '');

const cyrillic: Readonly<Record<string, string>> = Object.fromEntries(
  `а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х h ц ts ч ch ш sh щ sch ы y э e ю yu я
  ya ђ dj ј j љ lj њ nj ћ c џ dz і i є e ґ g`
    .split(/\s+/)
    .flatMap((letter, i, all) => (i % 2 === 0 ? [[letter, all[i + 1] ?? '']] : [])),
);

const inLatin = (word: string): string =>
  word.replace(/\p{Script=Cyrillic}/gu, (letter) => cyrillic[letter] ?? '');

const countryNames = new Map<string, ReadonlyMap<string, string>>();

/**
 * Ids of countries by their folded name in a language, names of one word only (Unicode CLDR, as ICU has it); a name of
 * six letters and more also without its last, for the case endings of Slavic languages.
 */
function countriesIn(language: string): ReadonlyMap<string, string> {
  const known = countryNames.get(language);
  if (known) return known;
  const names = new Map<string, string>();
  const display = displayNames(language);
  // Not kept: feeds may name any number of languages that there are not.
  if (display === null) return names;
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
    const name = fold(display.of(code) ?? '');
    // A code that has been replaced is told by the name of the one that replaced it.
    if (!/^\p{L}{4,}$/u.test(name) || new Intl.Locale(`und-${code}`).region !== code) continue;
    const id = entityId('PLACE', `iso:${code}`);
    names.set(name, id);
    if (name.length >= 6) names.set(name.slice(0, -1), id);
  }
  countryNames.set(language, names);
  return names;
}

/** Null for what is no language tag. */
function displayNames(language: string): Intl.DisplayNames | null {
  try {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    // A language that ICU does not know would be answered in the machine's own.
    return names.resolvedOptions().locale.startsWith(language) ? names : null;
  } catch {
    return null;
  }
}
