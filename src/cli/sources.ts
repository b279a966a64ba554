/** `kabar sources add`, `remove` and `list`: the outlets that are read. */
import { AppError } from '../base/errors.ts';
import { domainOf } from '../base/url.ts';
import { type GivenFacts, probeSource } from '../run/addSource.ts';
import {
  addSource,
  type ConfiguredSource,
  listConfigured,
  type NewSource,
  removeSource,
} from '../store/configuredSources.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';
import { withProber } from './prober.ts';
import { textTable } from './table.ts';

async function writeAdded(io: CliIo, { name, domain, kind, country, languages, channels }: NewSource) {
  const facts = [domain, kind, country, languages.join(', ')].filter(Boolean);
  await writeResult(io, `Added ${name} (${facts.join(', ')})`);
  for (const channel of channels) {
    const note = channel.ingestible === false ? '  (for people, not read)' : '';
    await writeResult(io, `  ${channel.kind}  ${channel.url}${note}`);
  }
}

/** `sources add`: finds the channels at an address and stores the source. */
export async function addSourceCommand(io: CliIo, url: string, given: GivenFacts): Promise<number> {
  const config = await io.readConfig();
  const onProgress = (line: string) => void writeProgress(io, line);
  // The address is tried before the database is opened: a wrong one must not cost the wait for it.
  const added = await withProber(config, { timeoutMs: null, onProgress }, (deps) =>
    probeSource(deps, url, given),
  );
  await withDatabase(config, (database) => addSource(database, added, new Date()));
  await writeAdded(io, added);
  return exitCodes.done;
}

/** The domain that a person names by itself or by an address of the site. */
export function namedDomain(text: string): string {
  return /^https?:\/\//i.test(text) ? domainOf(text) : text.trim().toLowerCase();
}

/** What a command says of a domain that is not configured. */
export function notConfigured(domain: string): AppError {
  return new AppError('NOT_FOUND', `${domain} is not configured: "kabar sources list" shows what is.`);
}

/** `sources remove`: takes a domain or an address of the site. */
export async function removeSourceCommand(io: CliIo, text: string): Promise<number> {
  const config = await io.readConfig();
  const domain = namedDomain(text);
  const isRemoved = await withDatabase(config, (database) => removeSource(database, domain, new Date()));
  if (!isRemoved) throw notConfigured(domain);
  await writeResult(io, `Removed ${domain}; its articles stay.`);
  return exitCodes.done;
}

function sourceTable(sources: readonly ConfiguredSource[]): string {
  const rows = sources.flatMap(({ name, domain, isDemo, channels }) =>
    channels.map(({ kind, ingestible, state, lastError }) => [
      isDemo ? `${name} (demo)` : name,
      domain,
      kind,
      // A channel that came to its end keeps its state; one that was never to be read has none.
      ingestible || state !== 'NEVER_FETCHED' ? state : 'for people',
      lastError ?? '',
    ]),
  );
  return textTable(['NAME', 'DOMAIN', 'CHANNEL', 'STATE', 'LAST ERROR'], rows);
}

/** A source as `--json` prints it: what is configured and how each channel fares, without keys of the database. */
function sourceJson(source: ConfiguredSource): object {
  const { name, domain, url, kind, country, languages, isDemo, channels } = source;
  const told = channels.map((channel) => ({
    kind: channel.kind,
    url: channel.url,
    ingestible: channel.ingestible,
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
