/** Where the gazetteer's data files meet the disk: they lie beside the code, in `enrich/data`, in sources and build alike. */
import { readFileSync } from 'node:fs';
import { buildGazetteer, type FullGazetteer } from '../enrich/gazetteer.ts';

let loaded: FullGazetteer | null = null;

function readData(name: string): string {
  return readFileSync(new URL(`../enrich/data/${name}`, import.meta.url), 'utf8');
}

/** The shipped gazetteer; read on the first call and kept for the life of the process. */
export function loadGazetteer(): FullGazetteer {
  loaded ??= buildGazetteer({
    countries: readData('countries.tsv'),
    areas: readData('areas.tsv'),
    places: readData('places.tsv'),
    organizations: readData('organizations.tsv'),
    people: readData('people.tsv'),
    givenNames: readData('givenNames.txt'),
    stopNames: readData('stopNames.tsv'),
  });
  return loaded;
}
