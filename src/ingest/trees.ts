/** Gradient-boosted decision trees: the shape of a trained model, its file, and its answer for one row of features. */
import { Buffer } from 'node:buffer';

/** All trees one after another, each in preorder: the left child of a node is the next one. */
export interface Trees {
  /** Log-odds before any tree has spoken. */
  base: number;
  /** Length of a row of features. */
  features: number;
  /** Index of each tree's root. */
  roots: Uint32Array;
  /** Feature a node asks for; -1 in a leaf. */
  feature: Int16Array;
  /** Rows below it go left; in a leaf the value it adds to the log-odds. */
  value: Float32Array;
  /** Distance from a node to its right child. */
  right: Uint16Array;
}

/** A model as it stands in a file: numbers as base64 of little-endian arrays. */
export interface TreesFile {
  base: number;
  features: number;
  roots: string;
  feature: string;
  value: string;
  right: string;
}

const encode = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64');

/** A copy with a buffer of its own, as typed arrays must begin at a multiple of their size. */
function decode(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64');
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** The model as a file's content. */
export function packTrees(trees: Trees): TreesFile {
  return {
    base: trees.base,
    features: trees.features,
    roots: encode(trees.roots),
    feature: encode(trees.feature),
    value: encode(trees.value),
    right: encode(trees.right),
  };
}

/** The model of a file's content. */
export function unpackTrees(file: TreesFile): Trees {
  return {
    base: file.base,
    features: file.features,
    roots: new Uint32Array(decode(file.roots)),
    feature: new Int16Array(decode(file.feature)),
    value: new Float32Array(decode(file.value)),
    right: new Uint16Array(decode(file.right)),
  };
}

/**
 * The probability, 0..1, that a row is of the learnt class.
 * @throws RangeError when the row has not the length the model was trained on.
 */
export function predict({ base, features, roots, feature, value, right }: Trees, row: Float32Array): number {
  if (row.length !== features)
    throw new RangeError(`The model reads ${features} features, the row has ${row.length}: train it again.`);
  let sum = base;
  for (const root of roots) {
    let at = root;
    for (let asked = feature[at] as number; asked >= 0; asked = feature[at] as number)
      at += (row[asked] as number) < (value[at] as number) ? 1 : (right[at] as number);
    sum += value[at] as number;
  }
  return 1 / (1 + Math.exp(-sum));
}
