/** `kabar sources`: the outlets that are read. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Config } from '../base/config.ts';
import { AppError, asAppError } from '../base/errors.ts';
import { silentLog } from '../base/log.ts';
import { domainOf } from '../base/url.ts';
import { createFetcher } from '../ingest/http.ts';
import { type ListedOutlet, readOpml, writeOpml } from '../outlets/opml.ts';
import { type GivenFacts, probeSource } from '../run/addSource.ts';
import { createRobotsCache } from '../run/robotsCache.ts';
import { storable } from '../run/storable.ts';
import {
  addSource,
  type ConfiguredSource,
  listConfigured,
  removeSource,
} from '../store/configuredSources.ts';
import type { Database } from '../store/db.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult, writeText } from './io.ts';
import { kindNamed } from './sourceKinds.ts';
import { textTable } from './table.ts';

/** `sources add`: finds the feeds at an address and stores the source. */
export async function addSourceCommand(io: CliIo, url: string, given: GivenFacts): Promise<number> {
  const config = await io.readConfig();
  const fetcher = createFetcher({
    userAgent: config.USER_AGENT,
    timeoutMs: config.FETCH_TIMEOUT_MS,
    maxBytes: config.FETCH_MAX_BYTES,
    allowHosts: config.FETCH_ALLOW_HOSTS,
    log: silentLog,
  });
  const clock = () => new Date();
  const robots = createRobotsCache(fetcher, config.USER_AGENT, clock);
  const onProgress = (line: string) => void writeProgress(io, line);
  try {
    // The address is tried before the database is opened: a wrong one must not cost the wait for it.
    const added = await probeSource({ fetcher, robots, clock, onProgress }, url, given);
    await withDatabase(config, (database) => addSource(database, added, clock()));
    const facts = [added.domain, added.kind, added.country, added.languages.join(', ')].filter(Boolean);
    await writeResult(io, `Added ${added.name} (${facts.join(', ')})`);
    for (const channel of added.channels) await writeResult(io, `  ${channel.kind}  ${channel.url}`);
    return exitCodes.done;
  } finally {
    await fetcher.close();
  }
}

/** `sources remove`: takes a domain or an address of the site. */
export async function removeSourceCommand(io: CliIo, text: string): Promise<number> {
  const config = await io.readConfig();
  const domain = /^https?:\/\//i.test(text) ? domainOf(text) : text.trim().toLowerCase();
  const isRemoved = await withDatabase(config, (database) => removeSource(database, domain, new Date()));
  if (!isRemoved) {
    throw new AppError('NOT_FOUND', `${domain} is not configured: "kabar sources list" shows what is.`);
  }
  await writeResult(io, `Removed ${domain}; its articles stay.`);
  return exitCodes.done;
}

function sourceTable(sources: readonly ConfiguredSource[]): string {
  const rows = sources.flatMap(({ name, domain, isDemo, channels }) =>
    channels.map(({ kind, state, lastError }) => [
      isDemo ? `${name} (demo)` : name,
      domain,
      kind,
      state,
      lastError ?? '',
    ]),
  );
  return textTable(['NAME', 'DOMAIN', 'CHANNEL', 'STATE', 'LAST ERROR'], rows);
}

/** A source as `--json` prints it: what is configured and how each channel fares, without keys of the database. */
function sourceJson({
  name,
  domain,
  url,
  kind,
  country,
  languages,
  isDemo,
  channels,
}: ConfiguredSource): object {
  const told = channels.map((channel) => ({
    kind: channel.kind,
    url: channel.url,
    state: channel.state,
    lastError: channel.lastError,
  }));
  return { name, domain, url, kind, country, languages, isDemo, channels: told };
}

/** `sources list`: a line for each channel, or one JSON array. */
export async function listSourcesCommand(io: CliIo, options: { json: boolean }): Promise<number> {
  const config = await io.readConfig();
  const sources = await withDatabase(config, listConfigured);
  if (options.json) await writeResult(io, JSON.stringify(sources.map(sourceJson), null, 2));
  else if (sources.length > 0) await writeResult(io, sourceTable(sources));
  else await writeProgress(io, 'No outlet is configured; add one with: kabar sources add <url>');
  return exitCodes.done;
}

async function readInput(io: CliIo, path: string): Promise<string> {
  if (path !== '-') return readFile(path, 'utf8');
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
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
  const { outlets, faults } = readOpml(await readInput(io, path));
  for (const { outline, message } of faults)
    await writeProgress(io, `Left out ${outline ?? 'an outline'}: ${message}`);
  const counts = { added: 0, known: 0, failed: faults.length };
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

function configuredOutlets(config: Config): Promise<ListedOutlet[]> {
  return withDatabase(config, async (database) => {
    const sources = await listConfigured(database);
    return sources.filter((source) => !source.isDemo);
  });
}

/** `sources export`: the configured outlets as OPML, to a file or stdout. The demo newsroom is left out. */
export async function exportSourcesCommand(io: CliIo, path: string | null): Promise<number> {
  const outlets = await configuredOutlets(await io.readConfig());
  const opml = `${writeOpml(outlets, { title: 'Outlets read by Kabar', createdAt: new Date() }).trimEnd()}\n`;
  if (path === null) await writeText(io.stdout, opml);
  else await writeFile(path, opml);
  if (path !== null) await writeProgress(io, `${outlets.length} outlets written to ${path}`);
  return exitCodes.done;
}
