/** A statement as the words that tell it from other statements: stems, sounds, numbers, names and whether it denies. Pure. */
import { englishOf } from './quoteLexicon.ts';
import { searchLanguageOf } from './searchLanguages.ts';
import { searchWords } from './searchWords.ts';

/** What two statements are compared by. */
export interface StatementWords {
  /** Primary language tag. */
  language: string;
  /** All words, folded. */
  all: string;
  /** Each content word's stem, in reading order. */
  stems: string[];
  /** For each stem, keys by which it may be met in another language: its sound, and for Indonesian its translations. */
  keys: string[][];
  /** Numbers in figures, small ones that were written out among them; grouping signs removed. */
  numbers: string[];
  /** A word denies it: "not", "tidak". */
  denies: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const malayDenials = words('tidak tak bukan belum jangan tiada tanpa takkan nggak gak enggak');
const denials: Readonly<Record<string, ReadonlySet<string>>> = {
  id: malayDenials,
  ms: malayDenials,
  en: words(`not no never none nothing nobody neither nor cannot cant dont doesnt didnt wont wouldnt isnt arent wasnt
    werent havent hasnt hadnt shouldnt couldnt mustnt without`),
  pt: words('nao nunca nem jamais nada ninguem nenhum nenhuma sem'),
};

/** Auxiliaries that one outlet prints and the next leaves out, beside search's function words. */
const fillers = words(
  'akan telah sudah sedang bisa dapat harus will shall would must have has had been im ive well',
);

/**
 * Letters that stay of a stem. Cutting words short is nearly as good as a stemmer (J. Mayfield and P. McNamee, "Single
 * n-gram stemming", SIGIR 2003) and needs no table for a language.
 */
const stemLetters = 6;
const soundLetters = 5;
/** Content words that are compared: a whole speech between quotation marks is told by its beginning. */
const mostWords = 100;
/** Shorter words sound alike by chance. */
const shortestSound = 4;

/** The words of a text as figures, content words and denials, compared without case, marks and inflection. */
export function statementWords(text: string, tag: string): StatementWords {
  const language = tag.split('-')[0]?.toLowerCase() ?? tag;
  const plain = plainNumbers(text.replace(/(?<=\p{L})['’](?=\p{L})/gu, ''));
  const all = inFigures(searchWords(plain), language);
  const stops = searchLanguageOf(language)?.stops;
  const denying = denials[language];
  const isContent = (word: string) =>
    word.length > 1 && !/^\d/.test(word) && !stops?.has(word) && !denying?.has(word) && !fillers.has(word);
  const content = all.filter(isContent).slice(0, mostWords);
  return {
    language,
    all: all.join(' '),
    stems: content.map((word) => stemOf(word, language)),
    keys: content.map((word) => keysOf(word, language)),
    numbers: [...new Set(all.filter((word) => /^\d/.test(word)))],
    denies: all.some((word) => denying?.has(word) || (language === 'en' && deniesWithin.test(word))),
  };
}

/** "unacceptable" is "not acceptable" in another language; "united" is not. */
const deniesWithin = /^(?:un(?!der|i|til)\p{L}{5}|(?:in|im|ir|il)\p{L}{3,}(?:able|ible)$)/u;

/** Figures without what languages group and part them by: 2,500 and 2.500 are one number, and so are 5.3 and 5,3. */
const plainNumbers = (text: string): string =>
  text.replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '').replace(/(?<=\d)[.,](?=\d)/g, 'd');

const named = (text: string, first: number, step = 1): [string, number][] =>
  text.split(' ').map((word, i) => [word, first + i * step]);

/** Numbers that papers write out; "one" and "satu" are as often no number, and count only behind tens. */
const written: Readonly<Record<string, ReadonlyMap<string, number>>> = {
  en: new Map([
    ...named('two three four five six seven eight nine ten eleven twelve', 2),
    ...named('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
  ]),
  id: new Map(named('dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas', 2)),
};
const ones: ReadonlySet<string> = new Set(['one', 'satu']);

/** Words with written numbers as figures: "dua puluh lima" and "twenty-five" are both 25, "dua belas" and "twelve" 12. */
function inFigures(all: readonly string[], language: string): string[] {
  const numbers = written[language === 'ms' ? 'id' : language];
  if (numbers === undefined) return [...all];
  const found: string[] = [];
  for (let i = 0; i < all.length; i += 1) {
    const word = all[i] ?? '';
    const first = numbers.get(word);
    if (first === undefined) {
      found.push(word);
      continue;
    }
    const behind = all[i + 1] === 'puluh' ? 10 * first : all[i + 1] === 'belas' ? 10 + first : null;
    if (behind !== null) i += 1;
    const tens = behind ?? first;
    const next = all[i + 1] ?? '';
    const unit = ones.has(next) ? 1 : (numbers.get(next) ?? 10);
    const isJoined = tens >= 20 && tens % 10 === 0 && unit < 10;
    if (isJoined) i += 1;
    found.push(String(isJoined ? tens + unit : tens));
  }
  return found;
}

/** An Indonesian word without its affixes, in every way to take them off. Nasal prefixes give back the letter they took. */
function indonesianBases(word: string): string[] {
  const whole = word.replace(/(?<=\p{L}{4})(?:nya|lah|kah|pun)$/u, '');
  const bare = whole.replace(/(?<=\p{L}{4})(?:kan|an|i)$/u, '');
  const cuts = [whole, bare].flatMap((form) =>
    indonesianPrefixes.map(([pattern, instead]) => form.replace(pattern, instead)),
  );
  return [...new Set([word, whole, bare, ...cuts])];
}

const indonesianPrefixes: readonly [RegExp, string][] = [
  [/^(?:ber|ter|per|pem|mem|men|pen|meng|peng|di|ke|se|me|pe|be)(?=\p{L}{4})/u, ''],
  [/^(?:keber|keter|diper|memper|berke|menge)(?=\p{L}{3})/u, ''],
  [/^(?:ke|di|se|me|pe|be)(?=\p{L}{3})/u, ''],
  [/^(?:men|pen)(?=[aiueo])/u, 't'],
  [/^(?:mem|pem)(?=[aiueo])/u, 'p'],
  [/^(?:meny|peny)(?=[aiueo])/u, 's'],
  [/^(?:meng|peng)(?=[aiueo])/u, 'k'],
  [/^(?:meng|peng)(?=\p{L}{3})/u, ''],
];

/** An English word without the endings of nouns and verbs, in every way to take them off. */
const englishBases = (word: string): string[] => [
  ...new Set([word, ...englishEndings.map(([pattern, instead]) => word.replace(pattern, instead))]),
];

const englishEndings: readonly [RegExp, string][] = [
  [/(?<=\p{L}{3})ies$/u, 'y'],
  [/(?<=\p{L}{3})e?s$/u, ''],
  [/(?<=\p{L}{3})s$/u, ''],
  [/(?<=\p{L}{3})ed$/u, ''],
  [/(?<=\p{L}{3})d$/u, ''],
  [/(?<=\p{L}{3})ing$/u, ''],
  [/(?<=\p{L}{3})ing$/u, 'e'],
  [/(?<=\p{L}{3})(\p{L})\1(?:ed|ing)$/u, '$1'],
];

const shortest = (bases: readonly string[]): string =>
  bases.reduce((least, base) => (base.length < least.length ? base : least));

function stemOf(word: string, language: string): string {
  if (language === 'en') return shortest(englishBases(word)).slice(0, stemLetters);
  if (language !== 'id' && language !== 'ms') return word.slice(0, stemLetters);
  return (englishOf.has(word) ? word : shortest(indonesianBases(word))).slice(0, stemLetters);
}

/** How a learned word sounds in any language that writes it with Latin letters: "coalition" and "koalisi" are both "koali". */
function soundOf(word: string): string {
  return word
    .replace(/ph/g, 'f')
    .replace(/cc(?=[eiy])|x/g, 'ks')
    .replace(/sc(?=[eiy])|c(?=[eiy])/g, 's')
    .replace(/ck|ch(?=[rl])|[cq]/g, 'k')
    .replace(/th/g, 't')
    .replace(/y/g, 'i')
    .replace(/(\p{L})\1+/gu, '$1')
    .slice(0, soundLetters);
}

const english = (word: string): string => `en:${word.slice(0, stemLetters)}`;

function keysOf(word: string, language: string): string[] {
  const sound = word.length >= shortestSound ? [`~${soundOf(word)}`] : [];
  if (language === 'en') return [...sound, ...englishBases(word).map(english)];
  if (language !== 'id' && language !== 'ms') return sound;
  const meant = indonesianBases(word).flatMap((base) => englishOf.get(base) ?? []);
  return [...sound, ...meant.map(english)];
}
