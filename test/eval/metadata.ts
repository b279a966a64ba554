/** Scores of page metadata against what publishers' own parsers say. Pure. */

/** Counts of answers: right, wrong, and missing where an answer is known. */
export interface Answers {
  right: number;
  wrong: number;
  missing: number;
}

/** Counts answers that are compared as texts: null found is missing; whatever differs from the gold is wrong. */
export function countAnswers(pairs: readonly { gold: string; found: string | null }[]): Answers {
  const answers: Answers = { right: 0, wrong: 0, missing: 0 };
  for (const { gold, found } of pairs) {
    if (found === null) answers.missing += 1;
    else if (found === gold) answers.right += 1;
    else answers.wrong += 1;
  }
  return answers;
}

/**
 * Precision, recall and accuracy in percent, as the evaluation of htmldate has them (A. Barbaresi, 2020): a wrong answer
 * is a false positive, none a false negative; accuracy is right / (right + wrong + missing).
 */
export function ratesOf({ right, wrong, missing }: Answers): {
  precision: number;
  recall: number;
  accuracy: number;
} {
  const part = (of: number) => (of === 0 ? 100 : (100 * right) / of);
  return {
    precision: part(right + wrong),
    recall: part(right + missing),
    accuracy: part(right + wrong + missing),
  };
}

/** The day of an instant in UTC, as 2015-11-27; null for none. */
export function dayOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString().slice(0, 10);
}

/** Letters and digits alone, lower case, for credits that differ in punctuation. */
export function squashed(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Parts of an address that tell one picture from another: long ones, and those with digits in them. */
function pictureKeys(address: string): string[] {
  let decoded = address.replace(/[?#].*$/, '');
  try {
    decoded = decodeURIComponent(decodeURIComponent(address));
  } catch {
    // An address with a stray percent sign is compared as it stands.
  }
  const parts = decoded.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return parts.filter((part) => part.length > 12 || (part.length >= 7 && /\d/.test(part)));
}

const fileOf = (address: string) =>
  address
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1);

/** True when two addresses look like versions of one picture: same file name or a shared long part. Approximate. */
export function isSamePicture(a: string, b: string): boolean {
  if (a === b || (fileOf(a) !== '' && fileOf(a) === fileOf(b))) return true;
  const keys = new Set(pictureKeys(a));
  return pictureKeys(b).some((key) => keys.has(key));
}

/** The items that were looked at when the rules were written, and those held out. */
export function split<Item extends { isHeldOut: boolean }>(items: readonly Item[]): [Item[], Item[]] {
  return [items.filter(({ isHeldOut }) => !isHeldOut), items.filter(({ isHeldOut }) => isHeldOut)];
}
