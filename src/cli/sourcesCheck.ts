/** `kabar sources check`: which channels of a list, or of the configured outlets, answer. */
import { type ChannelCheck, checkChannels } from '../run/checkChannels.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';
import { withProber } from './prober.ts';
import { configuredOutlets, readOpmlInput } from './sourcesOpml.ts';
import { textTable } from './table.ts';

export interface CheckOptions {
  /** An OPML file, `-` for stdin; null: the configured outlets. */
  path: string | null;
  json: boolean;
  /** Outlets asked side by side. */
  concurrency: number;
  /** Seconds one fetch may take; null takes FETCH_TIMEOUT_MS. */
  timeoutSeconds: number | null;
}

function checkTable(checks: readonly ChannelCheck[]): string {
  const rows = checks.map(({ outlet, kind, ok, entries, newestAt, ms, error, url }) => [
    ok ? 'yes' : 'no',
    outlet.slice(0, 40),
    kind,
    String(entries),
    newestAt?.toISOString().slice(0, 16).replace('T', ' ') ?? '',
    String(ms),
    url,
    error ?? '',
  ]);
  return textTable(
    ['ANSWERS', 'OUTLET', 'CHANNEL', 'ENTRIES', 'NEWEST (UTC)', 'MS', 'ADDRESS', 'WHY NOT'],
    rows,
  );
}

function summaryOf(checks: readonly ChannelCheck[]): string {
  const answering = checks.filter(({ ok }) => ok);
  const outlets = (list: readonly ChannelCheck[]) => new Set(list.map(({ domain }) => domain)).size;
  return `${answering.length} of ${checks.length} channels answer, of ${outlets(answering)} of ${outlets(checks)} outlets.`;
}

/** Nothing is stored. Ends with 0 when any channel answers, else with 1. */
export async function checkSourcesCommand(io: CliIo, options: CheckOptions): Promise<number> {
  const config = await io.readConfig();
  const { path, json, concurrency, timeoutSeconds } = options;
  const outlets = path === null ? await configuredOutlets(config) : (await readOpmlInput(io, path)).outlets;
  const onCheck = ({ ok, outlet, url }: ChannelCheck) =>
    void writeProgress(io, `${ok ? 'answers' : 'does not answer'}: ${outlet}  ${url}`);
  const timeoutMs = timeoutSeconds === null ? null : timeoutSeconds * 1000;
  const checks = await withProber(config, { timeoutMs, onProgress: () => {} }, (deps) =>
    checkChannels(deps, outlets, { concurrency, onCheck }),
  );
  if (json) await writeResult(io, JSON.stringify(checks, null, 2));
  else if (checks.length > 0) await writeResult(io, checkTable(checks));
  await writeProgress(io, summaryOf(checks));
  return checks.some(({ ok }) => ok) ? exitCodes.done : exitCodes.failed;
}
