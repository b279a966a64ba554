/** `kabar schema`: the graph's SDL, printed, written to schema.graphql or compared with it. Needs no settings. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '../base/errors.ts';
import { lineDiff } from './diff.ts';
import { type CliIo, exitCodes, writeProgress, writeText } from './io.ts';
import { printGraph } from './schema.ts';

/** Beside package.json, two folders up in sources and build alike. */
const schemaFile = fileURLToPath(new URL('../../schema.graphql', import.meta.url));

async function readWritten(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('NOT_FOUND', `${path} cannot be read: make it with "npm run schema".`, { cause });
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
  const difference = lineDiff(await readWritten(path), sdl);
  if (difference === '') return exitCodes.done;
  await writeText(io.stdout, `${difference}\n`);
  await writeProgress(
    io,
    'kabar: schema.graphql is not what the code says: run "npm run schema" and commit the file.',
  );
  return exitCodes.failed;
}
