/** The trained classifier that ships with Kabar (see data/README.md). */
import { readFileSync } from 'node:fs';
import { type Trees, type TreesFile, unpackTrees } from './trees.ts';

let shipped: Trees | null = null;

/**
 * The shipped model; read from its file at the first call.
 * @throws Error when the file is missing or broken, which is a fault of the installation.
 */
export function shippedModel(): Trees {
  if (shipped === null) {
    const file = new URL('./data/blocks.model.json', import.meta.url);
    shipped = unpackTrees((JSON.parse(readFileSync(file, 'utf8')) as { trees: TreesFile }).trees);
  }
  return shipped;
}
