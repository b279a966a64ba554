/** Demonyms and adjectives of places ("Russian", "russo", "deutsch") in the forms that texts print. Pure string rules. */

/** One name of an entity. `languages` null means every language. */
export interface SeedName {
  text: string;
  languages: readonly string[] | null;
  exact: boolean;
  derived: boolean;
  /** True for a place's name that alone does not tell that the place is meant. */
  minor?: boolean;
}

/**
 * The forms in which a demonym is printed: English plural ("Russian" → "Russians", but "French" alone), Portuguese and
 * Spanish gender and number ("russo" → "russa", "russos", "russas"), French and German endings. First the word itself.
 */
export function demonymForms(word: string, language: string): string[] {
  if (language === 'en') return /(?:ese|ish|sh|ch|s|x|z)$/.test(word) ? [word] : [word, `${word}s`];
  if (language === 'pt' || language === 'es') return romanceForms(word);
  if (language === 'fr') return frenchForms(word);
  if (language === 'de') return ['', 'e', 'er', 'en', 'em', 'es'].map((ending) => word + ending);
  return [word];
}

function romanceForms(word: string): string[] {
  const swap = (length: number, endings: string[]) => endings.map((e) => word.slice(0, -length) + e);
  if (word.endsWith('ão')) return swap(2, ['ão', 'ã', 'ães', 'ãs']);
  if (word.endsWith('ês')) return swap(2, ['ês', 'esa', 'eses', 'esas']);
  if (word.endsWith('és')) return swap(2, ['és', 'esa', 'eses', 'esas']);
  if (word.endsWith('án')) return swap(2, ['án', 'ana', 'anes', 'anas']);
  if (word.endsWith('ol')) return [...swap(2, ['ol', 'ola', 'óis', 'oles']), `${word}as`];
  if (word.endsWith('o')) return swap(1, ['o', 'a', 'os', 'as']);
  if (word.endsWith('eu')) return swap(2, ['eu', 'eia', 'eus', 'eias']);
  return [word, `${word}s`];
}

function frenchForms(word: string): string[] {
  if (word.endsWith('ien')) return [word, `${word}ne`, `${word}s`, `${word}nes`];
  if (word.endsWith('e')) return [word, `${word}s`];
  if (word.endsWith('s')) return [word, `${word}e`, `${word}es`];
  return [word, `${word}e`, `${word}s`, `${word}es`];
}

/** A name and, for a demonym, its other printed forms in the same language. */
export function withForms(name: SeedName): SeedName[] {
  const language = name.languages?.[0];
  if (!name.derived || language === undefined) return [name];
  return demonymForms(name.text, language).map((text) => ({ ...name, text }));
}
