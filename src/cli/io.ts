/** What a command may touch of the process it runs in, so that tests run commands without one. */
import type { Writable } from 'node:stream';
import type { Config } from '../base/config.ts';

export type StopSignal = 'SIGINT' | 'SIGTERM';

export interface CliIo {
  stdin: AsyncIterable<Uint8Array>;
  /** Results, and nothing else. */
  stdout: Writable;
  /** Progress and errors, for a person. */
  stderr: Writable;
  /** Reads the settings; called by the commands that need them. */
  readConfig: () => Promise<Config>;
  /** Resolves when somebody asks the process to stop. Called once, by commands that stop in their own way. */
  stopRequested: () => Promise<StopSignal>;
}

/** Exit codes of every command; `npm run -s kabar -- --help` prints them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** Wrong usage or settings, or a data directory that another process holds. */
  usage: 2,
  /** Ended by Ctrl-C: 128 and the number of SIGINT, as shells count. */
  interrupted: 130,
} as const;

/** Writes text and waits while the reader is slower than we are. Resolves as well when the reader has gone. */
export async function writeText(stream: Writable, text: string): Promise<void> {
  if (stream.destroyed || stream.writableEnded) return;
  if (stream.write(text)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      stream.off('drain', go).off('close', go);
      resolve();
    };
    stream.on('drain', go).on('close', go);
  });
}

/** One line of result on stdout. */
export function writeResult(io: Pick<CliIo, 'stdout'>, line: string): Promise<void> {
  return writeText(io.stdout, `${line}\n`);
}

/** One line of progress on stderr. */
export function writeProgress(io: Pick<CliIo, 'stderr'>, line: string): Promise<void> {
  return writeText(io.stderr, `${line}\n`);
}
