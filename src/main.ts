/** The `kabar` program: connects the command line to this process and ends it. */
import { existsSync } from 'node:fs';
import { type CliIo, exitCodes, type StopSignal } from './cli/io.ts';
import { runCli } from './cli/program.ts';

const signalNumbers: Record<StopSignal, number> = { SIGINT: 2, SIGTERM: 15 };

/** Ctrl-C under npm arrives twice, from the terminal and from npm; later than this, in ms, somebody is impatient. */
const echoMs = 300;

/** The first signal asks the command to stop; the next ends the process on the spot. */
function stopRequested(): Promise<StopSignal> {
  return new Promise((resolve) => {
    let askedAt: number | null = null;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (askedAt !== null && performance.now() - askedAt > echoMs)
          process.exit(128 + signalNumbers[signal]);
        askedAt ??= performance.now();
        resolve(signal);
      });
    }
  });
}

/** Settings are read by the commands that need them, so that a filter runs whatever the environment holds. */
async function readConfig(): ReturnType<CliIo['readConfig']> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = await import('./base/config.ts');
  return config.readConfig();
}

// Whoever reads our output may leave early (`kabar feed | head -1`); that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
});
process.stderr.on('error', () => {});

const exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  readConfig,
  stopRequested,
});
// Worker threads and idle connections would keep the process alive; what was written leaves first.
process.stdout.write('', () => process.exit(exitCode));
