/** Texts of the gazetteer's file, and rows found by the folded form of their text. */
import { foldName } from './names.ts';
import { hashText } from './taggerWords.ts';

/** Hash of a folded name, 32 bits, spread evenly over its upper bits too (MurmurHash3's finaliser over FNV-1a). */
export function hashFolded(folded: string): number {
  let hash = hashText(folded);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Reads the text at an offset; each is decoded once. */
export function textReader(texts: Uint8Array): (offset: number) => string {
  const decoder = new TextDecoder();
  const read = new Map<number, string>();
  return (offset) => {
    const known = read.get(offset);
    if (known !== undefined) return known;
    const text = decoder.decode(texts.subarray(offset + 1, offset + 1 + (texts[offset] ?? 0)));
    read.set(offset, text);
    return text;
  };
}

const mostBuckets = 16;

/**
 * Finds the positions in `hashes` (ascending) whose text folds to a folded name, in the order of the file. A table of the
 * upper bits leads to the few hashes that can be meant.
 */
export function foldedIndex(hashes: Uint32Array, textAt: (position: number) => string) {
  const shift = 32 - Math.min(Math.max(Math.ceil(Math.log2(hashes.length + 1)), 1), mostBuckets);
  const starts = new Uint32Array(2 ** (32 - shift));
  for (let bucket = 0, at = 0; bucket < starts.length; bucket += 1) {
    while (at < hashes.length && (hashes[at] as number) >>> shift < bucket) at += 1;
    starts[bucket] = at;
  }
  return (folded: string): number[] => {
    const hash = hashFolded(folded);
    const found: number[] = [];
    for (let at = starts[hash >>> shift] ?? 0; at < hashes.length; at += 1) {
      const here = hashes[at] as number;
      if (here > hash) break;
      if (here === hash && foldName(textAt(at)) === folded) found.push(at);
    }
    return found;
  };
}

/** Position of the first number of `sorted`, between two positions, that is at least `wanted`. */
export function lowerBound(sorted: Uint32Array, wanted: number, from = 0, to = sorted.length): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
