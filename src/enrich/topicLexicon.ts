/** Lists of words that tell topics, made ready to be looked up; the format stands in topicTermsEnglish.ts. */

interface Term {
  /** Words in order. */
  words: string[];
  /** Whether any ending may follow, word by word. */
  open: boolean[];
  code: string;
  weight: number;
}

/** Terms by the first letters of their first word. */
export type Lexicon = ReadonlyMap<string, readonly Term[]>;

/** Words that tell something, from `from` to before `to`, and what they tell; longer phrases come before shorter ones. */
export interface TopicMatch {
  from: number;
  to: number;
  told: { code: string; weight: number }[];
}

/** Letters that a term is found by; a word that may go on has at least as many. */
const keyLength = 4;
const strongWeight = 2;

function termOf(code: string, written: string): Term {
  const isStrong = written.startsWith('+');
  const words = (isStrong ? written.slice(1) : written).trim().split(' ');
  return {
    words: words.map((word) => word.replace(/\*$/, '')),
    open: words.map((word) => word.endsWith('*')),
    code,
    weight: isStrong ? strongWeight : 1,
  };
}

/** The lexicon of lists; a term of two lists counts by both. */
export function lexiconOf(lists: string): Lexicon {
  const lexicon = new Map<string, Term[]>();
  for (const line of lists.split('\n')) {
    const [code, terms] = line.split(' | ');
    if (!code || !terms) continue;
    for (const written of terms.split(',').map((term) => term.trim())) {
      if (written === '') continue;
      const term = termOf(`medtop:${code.trim()}`, written);
      const key = (term.words[0] ?? '').slice(0, keyLength);
      lexicon.set(key, [...(lexicon.get(key) ?? []), term]);
    }
  }
  for (const terms of lexicon.values()) terms.sort((a, b) => b.words.length - a.words.length);
  return lexicon;
}

/** The words of a text, folded: lower case, without marks and apostrophes. */
export function topicWords(text: string): string[] {
  const lower = text.toLowerCase().replace(/['’]/g, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: texts of plain letters need no folding
  const plain = /^[\u0000-\u007f]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}+/gu, '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function stands({ words, open }: Term, text: readonly string[], at: number): boolean {
  return words.every((word, i) => {
    const printed = text[at + i];
    return printed !== undefined && (open[i] ? printed.startsWith(word) : printed === word);
  });
}

/** What words tell, in their order; a word that is part of a phrase tells nothing by itself. */
export function matchesOf(lexicon: Lexicon, words: readonly string[]): TopicMatch[] {
  const matches: TopicMatch[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const terms = lexicon.get((words[at] ?? '').slice(0, keyLength));
    const first = terms?.find((term) => stands(term, words, at));
    if (!terms || !first) continue;
    const length = first.words.length;
    const told = new Map<string, number>();
    for (const term of terms) {
      if (term.words.length !== length || !stands(term, words, at)) continue;
      told.set(term.code, Math.max(told.get(term.code) ?? 0, term.weight));
    }
    const weighed = [...told].map(([code, weight]) => ({ code, weight }));
    matches.push({ from: at, to: at + length, told: weighed });
    at += length - 1;
  }
  return matches;
}
