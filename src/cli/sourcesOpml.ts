/** `kabar sources import` and `export`: outlets as OPML lists. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Config } from '../base/config.ts';
import { type AppError, asAppError } from '../base/errors.ts';
import { type ListedOutlet, writeOpml } from '../base/opml.ts';
import { readOpml } from '../outlets/opml.ts';
import { storable } from '../run/storable.ts';
import { addSource, isListed, listConfigured } from '../store/configuredSources.ts';
import type { Database } from '../store/db.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult, writeText } from './io.ts';
import { kindNamed } from './sourceKinds.ts';

async function readInput(io: CliIo, path: string): Promise<string> {
  if (path !== '-') return readFile(path, 'utf8');
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The outlets of an OPML file, or of stdin for `-`; outlines that cannot be read are named on stderr and counted. */
export async function readOpmlInput(
  io: CliIo,
  path: string,
): Promise<{ outlets: ListedOutlet[]; faults: number }> {
  const { outlets, faults } = readOpml(await readInput(io, path));
  for (const { outline, message } of faults)
    await writeProgress(io, `Left out ${outline ?? 'an outline'}: ${message}`);
  return { outlets, faults: faults.length };
}

async function importOutlet(database: Database, outlet: ListedOutlet): Promise<'added' | AppError> {
  const kind = kindNamed(outlet.kind);
  try {
    await addSource(database, { ...storable(outlet), kind, exposure: 'SNIPPET', isDemo: false }, new Date());
    return 'added';
  } catch (thrown) {
    return asAppError(thrown);
  }
}

/** `sources import`: stores every outlet of an OPML list; nothing is fetched. Fails only when nothing could be stored. */
export async function importSourcesCommand(io: CliIo, path: string): Promise<number> {
  const config = await io.readConfig();
  const { outlets, faults } = await readOpmlInput(io, path);
  const counts = { added: 0, known: 0, failed: faults };
  await withDatabase(config, async (database) => {
    for (const outlet of outlets) {
      const outcome = await importOutlet(database, outlet);
      if (outcome === 'added') counts.added += 1;
      else if (outcome.code === 'CONFLICT') counts.known += 1;
      else counts.failed += 1;
      if (outcome !== 'added') await writeProgress(io, `Left out ${outlet.name}: ${outcome.message}`);
    }
  });
  const { added, known, failed } = counts;
  await writeResult(io, `${added} outlets added, ${known} configured already, ${failed} could not be read.`);
  return added + known === 0 && failed > 0 ? exitCodes.failed : exitCodes.done;
}

/** The configured outlets as a list has them, the demo newsroom and channels that came to their end left out. */
export function configuredOutlets(config: Config): Promise<ListedOutlet[]> {
  return withDatabase(config, async (database) => {
    const sources = (await listConfigured(database)).filter((source) => !source.isDemo);
    return sources.map((source) => ({
      ...source,
      channels: source.channels.filter(isListed),
    }));
  });
}

/** `sources export`: the configured outlets as OPML, to a file or stdout. */
export async function exportSourcesCommand(io: CliIo, path: string | null): Promise<number> {
  const outlets = await configuredOutlets(await io.readConfig());
  const opml = `${writeOpml(outlets, { title: 'Outlets read by Kabar', createdAt: new Date() }).trimEnd()}\n`;
  if (path === null) await writeText(io.stdout, opml);
  else await writeFile(path, opml);
  if (path !== null) await writeProgress(io, `${outlets.length} outlets written to ${path}`);
  return exitCodes.done;
}
