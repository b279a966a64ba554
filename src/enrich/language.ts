/**
 * Which language a text is written in. Statistics over letter groups (eld, its small set) decide between most languages;
 * eld has no Indonesian and calls it Malay, so those two are told apart by a classifier of our own (malay.ts). A headline's
 * worth of text is too little for letters; there everyday words decide.
 */
import { eld } from 'eld/small';
import { isCommonWord } from './commonWords.ts';
import { indonesianOdds, isMalayWord } from './malay.ts';

/** Below this many letters statistics mislead: "Moskow –" is Indonesian to a reader and Polish to trigrams. */
const fewestLetters = 24;
/** Below this many letters, a headline's worth, everyday words are asked first. */
const headlineLetters = 60;
/** Nothing in an article's language changes after this much of it. */
const charactersRead = 4000;

const primaryTag = (language: string): string => (language.split(/[-_]/)[0] ?? '').toLowerCase();

function normalTag(declared: string | null): string | null {
  const tag = declared === null ? '' : primaryTag(declared.trim());
  if (tag === 'in') return 'id';
  return /^[a-z]{2,3}$/.test(tag) && tag !== 'und' ? tag : null;
}

/** What a declaration adds to the scale between Indonesian and Malay, a natural logarithm: as much as one clear word. */
const declaredWeight = 2.5;
/** Without a declaration Indonesian, the commoner here, has a small lead. */
const usualLead = 0.5;

function malayOrIndonesian(text: string, declared: string | null): string {
  const prior = declared === 'ms' ? -declaredWeight : declared === 'id' ? declaredWeight : usualLead;
  return indonesianOdds(text) + prior >= 0 ? 'id' : 'ms';
}

/** Everyday words of languages that commonWords.ts does not list; none is a word of the other lists here. */
const everydayWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    pt: 'o os um uma do da dos das no na nos nas ao à às pelo pela pelos pelas não é são foi com que em para por se mais vez após contra polícia governo dois duas anos sobre',
    es: 'el la los las un una del al y en con que no es son fue para por se más vez tras contra sobre policía gobierno dos años su sus lo le otra otro',
    fr: 'le la les un une des du de et en au aux dans pour par sur avec est sont ne pas plus après contre deux ans ses son',
    de: 'der die das den dem ein eine einen und in im mit für von zu zum zur auf nach bei ist sind nicht mehr gegen zwei jahre wird',
  }).map(([language, words]) => [language, new Set(words.split(' '))] as const),
);

/** How many words of a short text are everyday ones, by language; Indonesian and Malay count as one, `id`. */
function countEveryday(words: readonly string[]): [language: string, count: number][] {
  const counts: [string, number][] = ['en', 'id'].map((language) => [
    language,
    words.filter((word) => isCommonWord(word, language) || (language === 'id' && isMalayWord(word))).length,
  ]);
  for (const [language, list] of everydayWords)
    counts.push([language, words.filter((word) => list.has(word)).length]);
  return counts.sort((a, b) => b[1] - a[1]);
}

/** Two everyday words of one language, and more than of any other, tell a short text's language; null where they do not. */
function languageOfWords(sample: string): string | null {
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  const [best, second] = countEveryday(words);
  if (best === undefined || best[1] < 2 || best[1] === second?.[1]) return null;
  return best[0];
}

/**
 * Primary language tag of a text ("id", "en", "pt", …). `declared` is what the page or feed says, as a language tag in any
 * form ("id-ID"), or null: it decides where a text is too short and the statistics are unsure, and leans the scale between
 * Indonesian and Malay. `und` when there is neither text nor declaration.
 */
export function detectLanguage(text: string, declared: string | null): string {
  const said = normalTag(declared);
  const sample = text.slice(0, charactersRead);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const worded = letters < headlineLetters ? languageOfWords(sample) : null;
  if (worded !== null) return worded === 'id' ? malayOrIndonesian(sample, said) : worded;
  if (letters < fewestLetters) return said ?? 'und';
  const found = eld.detect(sample);
  const language = found.language === 'ms' ? malayOrIndonesian(sample, said) : found.language;
  if (language === '') return said ?? 'und';
  if (said === null || said === language || (found.isReliable() && letters >= headlineLetters))
    return language;
  return said;
}
