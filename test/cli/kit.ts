/** A process for commands under test: input from a string, output into strings. */
import { Writable } from 'node:stream';
import { readConfig } from '../../src/base/config.ts';
import type { CliIo, StopSignal } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/program.ts';

export interface Ran {
  exitCode: number;
  out: string;
  err: string;
}

export interface Process {
  io: CliIo;
  out: () => string;
  err: () => string;
  /** Sends the signal. */
  stop: (signal: StopSignal) => void;
}

function capture(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

async function* bytesOf(chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

export function createProcess(
  options: { input?: readonly (string | Uint8Array)[]; env?: Record<string, string> } = {},
): Process {
  const [out, err] = [capture(), capture()];
  let stop: (signal: StopSignal) => void = () => {};
  const stopped = new Promise<StopSignal>((resolve) => {
    stop = resolve;
  });
  const io: CliIo = {
    stdin: bytesOf(options.input ?? []),
    stdout: out.stream,
    stderr: err.stream,
    readConfig: async () => readConfig({ LOG_LEVEL: 'silent', ...options.env }),
    stopRequested: () => stopped,
  };
  return { io, out: out.text, err: err.text, stop };
}

/** Runs one command line to its end. */
export async function runCommand(
  args: readonly string[],
  options: { input?: string | readonly (string | Uint8Array)[]; env?: Record<string, string> } = {},
): Promise<Ran> {
  const input = typeof options.input === 'string' ? [options.input] : (options.input ?? []);
  const { io, out, err } = createProcess({ ...options, input });
  const exitCode = await runCli(args, io);
  return { exitCode, out: out(), err: err() };
}

/** The rows of NDJSON text. */
export function rowsOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
