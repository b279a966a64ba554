/**
 * Light stemming: the endings of nouns, adjectives and common verb forms, so that one word in two cases is one term.
 * A stem need not be a word, and a wrong one costs little: two texts must share several rare terms to be alike.
 *
 * The tables are our own, after the light stemmers of J. Savoy, "Light stemming approaches for the French, Portuguese,
 * German and Hungarian languages" (SAC 2006) and, for Arabic, L. Larkey and others, "Light stemming for Arabic
 * information retrieval" (2007), with frequent verb endings added. Words come folded: lower case, without marks.
 */

/** Endings, and the least letters that must stay before one. */
interface Endings {
  least: number;
  pattern: RegExp;
}

const endings = (least: number, list: string): Endings => {
  const longestFirst = list
    .trim()
    .split(/\s+/)
    .sort((a, b) => b.length - a.length);
  return { least, pattern: new RegExp(`(?:${longestFirst.join('|')})$`, 'u') };
};

const spanish = endings(
  4,
  `a e o as es os ado ada ados adas ido ida idos idas ando iendo ar er ir ara era ira aran eran iran aron ieron aba aban
  ia ian amos emos imos an en mente cion ciones`,
);
const portuguese = endings(
  4,
  `a e o as es os ado ada ados adas ido ida idos idas ando endo indo ar er ir ara era ira aram eram iram arao erao irao
  ava avam ou eu iu am em amos emos imos mente cao coes ao oes aes`,
);
const french = endings(
  4,
  `e s es ee ees x ent er ez ait aient ant ante ants antes era eront era a ant ement ements tion tions`,
);
const italian = endings(
  4,
  `a e i o ato ata ati ate uto uta uti ute ito ita iti are ere ire ando endo ano ono ava avano mente`,
);
const german = endings(4, 'e n s en er es em ern st t te ten tes ter');
const dutch = endings(4, 'e s en t te ten de den');
const russian = endings(
  3,
  `а я о е и ы у ю ь ам ям ом ем ах ях ов ев ои еи ии ыи ая яя ое ее ые ие ую юю ым им ых их ия ию ей ого его ому ему ами
  ями ыми ими ием иям иях иями ость ости ет ут ют ит ат ят ает яет ают яют ует уют ила ило или ил ал ала ало али ел ела
  ели ять ать ить еть ся лся лась лось лись тся ться ется ются ится атся ятся ился илась ились ался алась ались`,
);
const slavicLatin = endings(
  3,
  `a e i o u y ah eh ih am em im om ov ev ja je ji jo ju ega emu imi ima ami ama oma oms ovi ove ovega ovih ost osti al
  il el la lo li ala alo ali ila ilo ili ela elo eli ati iti eti ajo ejo ijo uje ujejo ujo at it owie ow ach ich ych ego
  ymi ym owi ej ia iu ie`,
);

const tables: Readonly<Record<string, Endings>> = {
  es: spanish,
  ca: spanish,
  gl: portuguese,
  pt: portuguese,
  fr: french,
  it: italian,
  de: german,
  nl: dutch,
  ru: russian,
  uk: russian,
  bg: russian,
  be: russian,
  sr: slavicLatin,
  sl: slavicLatin,
  hr: slavicLatin,
  bs: slavicLatin,
  mk: russian,
  pl: slavicLatin,
  cs: slavicLatin,
  sk: slavicLatin,
};

/**
 * The stem of a folded word. English loses plurals by the three rules of the S-stemmer (D. Harman, "How effective is
 * suffixing?", JASIS 42(1), 1991), Indonesian and Malay the enclitics -nya, -lah, -kah, Arabic its article and common
 * suffixes; a language without a table keeps the word.
 */
export function stemOf(word: string, language: string): string {
  if (language === 'en') return englishStem(word);
  if (language === 'id' || language === 'ms') {
    return word.length > 6 ? word.replace(/(?:nya|lah|kah)$/u, '') : word;
  }
  if (language === 'ar' || language === 'fa') return arabicStem(word);
  const own = Object.hasOwn(tables, language) ? tables[language] : undefined;
  const table = language === 'sr' && /\p{Script=Cyrillic}/u.test(word) ? russian : own;
  return table && !/\p{N}/u.test(word) ? withoutEnding(word, table) : word;
}

function withoutEnding(word: string, { least, pattern }: Endings): string {
  const at = word.search(pattern);
  if (at < 0) return word;
  // The longest ending may leave too little of a short word where a shorter one does not.
  return at >= least ? word.slice(0, at) : shorterEnding(word, least, pattern);
}

function shorterEnding(word: string, least: number, pattern: RegExp): string {
  const found = pattern.exec(word.slice(least))?.index;
  return found === undefined ? word : word.slice(0, least + found);
}

function englishStem(word: string): string {
  if (word.length < 4) return word;
  if (/[^ea]ies$/u.test(word)) return `${word.slice(0, -3)}y`;
  if (/[^aeo]es$/u.test(word)) return word.slice(0, -1);
  if (/[^us]s$/u.test(word)) return word.slice(0, -1);
  return word;
}

function arabicStem(word: string): string {
  const spelled = word.replace(/ى/gu, 'ي').replace(/ة$/u, 'ه');
  const bare = spelled.replace(/^(?:وال|بال|كال|فال|ولل|ال|لل)(?=\p{L}{2})|^و(?=\p{L}{3})/u, '');
  return bare.replace(/(?<=\p{L}{2})(?:ها|ان|ات|ون|ين|يه|ته|ه|ي)$/u, '');
}
