/** Where the recogniser's data files meet the disk: they lie beside the code, in `enrich/data`, in sources and build alike. */
import { readFileSync } from 'node:fs';
import { buildGazetteer, type FullGazetteer } from '../enrich/gazetteer.ts';
import type { Tagger } from '../enrich/knowledge.ts';
import { readTagger } from '../enrich/tagger.ts';

let gazetteer: FullGazetteer | null = null;
let tagger: Tagger | null = null;

function dataFile(name: string): URL {
  return new URL(`../enrich/data/${name}`, import.meta.url);
}

function readData(name: string): string {
  return readFileSync(dataFile(name), 'utf8');
}

/** The shipped gazetteer; read on the first call and kept for the life of the process. */
export function loadGazetteer(): FullGazetteer {
  gazetteer ??= buildGazetteer({
    countries: readData('countries.tsv'),
    areas: readData('areas.tsv'),
    places: readData('places.tsv'),
    organizations: readData('organizations.tsv'),
    people: readData('people.tsv'),
    givenNames: readData('givenNames.txt'),
    stopNames: readData('stopNames.tsv'),
  });
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
