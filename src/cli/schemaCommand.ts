/** `kabar schema`: the graph's SDL, printed, written, or compared with schema.graphql or a release. Needs no settings. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '../base/errors.ts';
import { buildGraph } from '../graph/schema.ts';
import { lineDiff } from './diff.ts';
import { type CliIo, exitCodes, writeProgress, writeText } from './io.ts';
import { printGraph } from './schema.ts';
import { breakingChanges } from './schemaBreaks.ts';

/** Beside package.json, two folders up in sources and build alike. */
const schemaFile = fileURLToPath(new URL('../../schema.graphql', import.meta.url));

async function readWritten(path: string, hint: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('NOT_FOUND', `${path} cannot be read: ${hint}.`, { cause });
  }
}

/** `--check` prints the difference and ends with 1 when the file is not what the code says. */
export async function runSchema(
  io: CliIo,
  options: { mode: 'print' | 'write' | 'check'; path?: string },
): Promise<number> {
  const path = options.path ?? schemaFile;
  const sdl = `${printGraph().trimEnd()}\n`;
  if (options.mode === 'print') await writeText(io.stdout, sdl);
  if (options.mode === 'write') await writeFile(path, sdl);
  if (options.mode !== 'check') return exitCodes.done;
  const difference = lineDiff(await readWritten(path, 'make it with "npm run schema"'), sdl);
  if (difference === '') return exitCodes.done;
  await writeText(io.stdout, `${difference}\n`);
  await writeProgress(
    io,
    'kabar: schema.graphql is not what the code says: run "npm run schema" and commit the file.',
  );
  return exitCodes.failed;
}

/** Breaks that were decided on, beside the released schema. */
const acceptedFile = (releasedFile: string) => releasedFile.replace(/\.graphql$/u, '-breaks.txt');

/**
 * `--against FILE`: what clients of the schema in that file would stumble over, one line each, and 1 when there is any.
 * Changes listed in FILE's neighbour `…-breaks.txt` are accepted.
 */
export async function runSchemaAgainst(io: CliIo, releasedFile: string): Promise<number> {
  const released = await readWritten(releasedFile, 'name the file of a released schema');
  const accepted = await readFile(acceptedFile(releasedFile), 'utf8').catch(() => '');
  const breaks = breakingChanges(released, buildGraph(), accepted);
  if (breaks.length === 0) return exitCodes.done;
  await writeText(io.stdout, `${breaks.join('\n')}\n`);
  await writeProgress(
    io,
    `kabar: clients of ${releasedFile} would break. Deprecate instead, or accept a line by writing it to ${acceptedFile(releasedFile)} with a reason.`,
  );
  return exitCodes.failed;
}
