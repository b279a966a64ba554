/** Names as lookup keys. Strings in, strings out. */

/** Letters that Unicode does not decompose to a base letter and a mark. */
const undecomposed: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ə: 'e',
  ħ: 'h',
};

const asciiName = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * A name as lookup key: compatibility decomposed, marks stripped, lower case, apostrophes dropped, hyphens and white space
 * one blank, dots dropped unless inside a domain ("U.S." → "us", "St. Louis" → "st louis", "Reuters.com" → "reuters.com").
 * Empty for a text without letters or digits. Idempotent.
 */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  if (asciiName.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[øłđðþıßæœəħ]/g, (letter) => undecomposed[letter] ?? letter)
    .replace(/['’‘ʼʻʿʾ`´′]/g, '')
    .replace(/(?<![\p{L}\p{N}]{2})\.|\.(?![\p{L}\p{N}]{2})/gu, '')
    .replace(/[^\p{L}\p{N}.&@+/]+/gu, ' ')
    .trim();
}
