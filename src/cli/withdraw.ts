/** `kabar withdraw`: taking articles down on request, and the list of what was withdrawn. */
import { AppError } from '../base/errors.ts';
import { takeDown, undoTakedown } from '../store/takedown.ts';
import { listTombstones } from '../store/tombstones.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';
import { textTable } from './table.ts';

/** What was typed; null for what was not. */
export interface WithdrawOptions {
  /** Who asks for it. */
  by: string | null;
  note: string | null;
  list: boolean;
  /** The address that may be read again. */
  undo: string | null;
}

const listedAtMost = 10_000;

/** Takes down what `target` names, or lists, or undoes. @throws AppError BAD_INPUT unless it is told exactly one of these. */
export async function runWithdraw(
  io: CliIo,
  target: string | null,
  options: WithdrawOptions,
): Promise<number> {
  const { by, note, list, undo } = options;
  if ([target !== null, list, undo !== null].filter(Boolean).length !== 1) {
    throw new AppError('BAD_INPUT', 'Give an address or an id to withdraw, or --list, or --undo <url>.');
  }
  if (list) return listWithdrawn(io);
  const config = await io.readConfig();
  if (undo !== null) {
    const undone = await withDatabase(config, (database) => undoTakedown(database, undo, new Date()));
    for (const url of undone) await writeResult(io, `${url} may be read again.`);
    return exitCodes.done;
  }
  if (by === null || by.trim() === '') {
    throw new AppError(
      'BAD_INPUT',
      'Say with --by who asks for the withdrawal; it is kept with the tombstone.',
    );
  }
  const asked = { requester: by.trim(), note, now: new Date() };
  const gone = await withDatabase(config, (database) => takeDown(database, target ?? '', asked));
  await writeResult(
    io,
    gone.wasStored
      ? `Withdrawn ${gone.id} ${gone.url}`
      : `Nothing was stored at ${gone.url}; it will not be stored.`,
  );
  for (const story of gone.endedStories) await writeResult(io, `  its story ${story} ended with it`);
  return exitCodes.done;
}

async function listWithdrawn(io: CliIo): Promise<number> {
  const config = await io.readConfig();
  const found = await withDatabase(config, (database) => listTombstones(database, listedAtMost));
  const rows = found.map(({ publicId, url, cause, requester, note, at }) => [
    at.toISOString(),
    cause,
    publicId,
    url ?? '',
    requester ?? '',
    note ?? '',
  ]);
  if (rows.length === 0) await writeProgress(io, 'Nothing was withdrawn.');
  else await writeResult(io, textTable(['AT', 'CAUSE', 'ID', 'URL', 'BY', 'NOTE'], rows));
  return exitCodes.done;
}
