/**
 * The operator's token classifier in a process of its own. Native code that fails takes its process with it, and a run can be
 * ended in no other way: that process is not to be the one that serves. It is started once, and again when it was lost.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { AppError } from '../base/errors.ts';
import type { Tagged } from '../enrich/knowledge.ts';
import { tokenize } from '../enrich/tokens.ts';
import type { Asked, Said } from './modelTalk.ts';
import type { NameModel } from './nameBackends.ts';
import { openTokenClassifier } from './tokenClassifier.ts';

/** In milliseconds. A model of a gigabyte loads in a few seconds; a text ends by itself before its time. */
const usualLimits = { startMs: 120_000, textMs: 25_000, pauseMs: 60_000 };
type Limits = typeof usualLimits;

const childFile = new URL('./modelChild.js', import.meta.url);

/** Leaves one core to serving and reading. */
const threadsOfModel = (): number => Math.max(1, Math.min(8, availableParallelism() - 1));

const lost = (cause: string): AppError =>
  new AppError('UNPARSABLE', `The process of the entity model ${cause}.`);

/** What a child says next. A child that ends instead, or says nothing in time, is lost. */
async function nextSaid(child: ChildProcess, timeoutMs: number): Promise<Said> {
  const settled = new AbortController();
  const { signal } = settled;
  const late = AbortSignal.timeout(timeoutMs);
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([said]) => said as Said),
      once(child, 'exit', { signal }).then(([code, ended]) =>
        Promise.reject(lost(`ended (${ended ?? code})`)),
      ),
      once(late, 'abort', { signal }).then(() =>
        Promise.reject(lost(`took more than ${timeoutMs / 1000} s`)),
      ),
    ]);
  } catch (thrown) {
    child.kill('SIGKILL');
    throw thrown;
  } finally {
    settled.abort();
  }
}

async function startChild(folder: string, { startMs }: Limits): Promise<ChildProcess> {
  const child = fork(childFile, [folder, String(threadsOfModel())], {
    serialization: 'advanced',
    // What the parent was started with (a debugger's port, a program text) is not for this one.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const said = await nextSaid(child, startMs);
  if (said.kind === 'ready') return child;
  child.disconnect();
  throw said.kind === 'failed' ? new AppError(said.code, said.message) : lost('spoke out of turn');
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/**
 * Starts the process and loads the model.
 * @throws AppError BAD_INPUT when the folder is not what it should be; the message says why.
 */
export async function openModelProcess(folder: string, given: Partial<Limits> = {}): Promise<NameModel> {
  const limits = { ...usualLimits, ...given };
  const queue = new PQueue({ concurrency: 1 });
  let child: ChildProcess | null = await startChild(folder, limits);
  let pausedUntil = 0;
  let isClosed = false;

  const ask = async (text: string): Promise<Tagged> => {
    if (isClosed) throw lost('was ended');
    if (child === null && performance.now() < pausedUntil) throw lost('is not there');
    // A start that fails, or a text that ends the process, is not tried again at once with the next.
    pausedUntil = performance.now() + limits.pauseMs;
    child ??= await startChild(folder, limits);
    const answer = nextSaid(child, limits.textMs);
    child.send({ text } satisfies Asked, () => {});
    const said = await answer.catch((thrown) => {
      child = null;
      throw thrown;
    });
    if (said.kind === 'tagged') return said.tagged;
    throw said.kind === 'failed' ? new AppError(said.code, said.message) : lost('spoke out of turn');
  };
  return {
    tag: (text) => queue.add(() => ask(text)),
    close: async () => {
      isClosed = true;
      if (child !== null) await endChild(child);
      await queue.onIdle();
    },
  };
}

/** The model in this process: for tests and filters, where nothing else would wait. */
export async function openModelHere(folder: string): Promise<NameModel> {
  const classifier = await openTokenClassifier(folder);
  return { tag: (text) => classifier.tag(tokenize(text)), close: () => classifier.close() };
}

/** The model in a process of its own, or in this one where sources run without a build. */
export function openNameModel(folder: string): Promise<NameModel> {
  return existsSync(childFile) ? openModelProcess(folder) : openModelHere(folder);
}
