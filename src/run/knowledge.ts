/** Where the recogniser's data files meet the disk: they lie beside the code, in `enrich/data`, in sources and build alike. */
import { readFileSync } from 'node:fs';
import { type FullGazetteer, openGazetteer } from '../enrich/gazetteer.ts';
import type { Tagger } from '../enrich/knowledge.ts';
import { readTagger } from '../enrich/tagger.ts';

let gazetteer: FullGazetteer | null = null;
let tagger: Tagger | null = null;

function dataFile(name: string): URL {
  return new URL(`../enrich/data/${name}`, import.meta.url);
}

/**
 * The shipped gazetteer; read on the first call and kept for the life of the process.
 * @throws AppError INTERNAL when its file is damaged or of another version.
 */
export function loadGazetteer(): FullGazetteer {
  gazetteer ??= openGazetteer(readFileSync(dataFile('gazetteer.bin')));
  return gazetteer;
}

/**
 * The shipped tagger; read on the first call and kept for the life of the process.
 * @throws AppError INTERNAL when its model file is damaged or of another version.
 */
export function loadTagger(): Tagger {
  tagger ??= readTagger(readFileSync(dataFile('tagger.bin')));
  return tagger;
}
