/**
 * Who does the heavy reading: threads beside the one that serves, or the calling thread itself. A page that takes too long
 * or too much memory costs its own thread, which is replaced, and nothing else.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { Piscina } from 'piscina';
import { AppError } from '../base/errors.ts';
import type { Feed } from '../base/news.ts';
import { loadGazetteer, loadTagger } from './knowledge.ts';
import { type ArticleJob, type FeedJob, type ReadArticle, readArticle, readFeed } from './read.ts';
import type { Told } from './readerTalk.ts';

export interface Readers {
  readFeed(job: FeedJob): Promise<Feed>;
  readArticle(job: ArticleJob): Promise<ReadArticle>;
  close(): Promise<void>;
}

/** One job may take this long unless told otherwise; then its thread is ended. An ordinary page takes 50 ms. */
const usualLimits = { jobMs: 30_000 };
/** Heap of one thread: the gazetteer takes some 100 MB, a page of 25 MB a few hundred more. */
const heapMb = 768;

/** Readers in the calling thread: for tests, filters, and machines with one core. */
export function readersHere(): Readers {
  const knowledge = { gazetteer: loadGazetteer(), tagger: loadTagger() };
  return {
    readFeed: async (job) => readFeed(job),
    readArticle: async (job) => readArticle(job, knowledge),
    close: async () => {},
  };
}

const threadFile = new URL('./readerThread.js', import.meta.url);

/** As many threads as leave one core to serving and the database, four at most; none where sources run without a build. */
export function usualThreads(): number {
  if (!existsSync(threadFile)) return 0;
  return Math.max(1, Math.min(4, availableParallelism() - 1));
}

/**
 * Readers in `threads` threads of their own.
 * @throws AppError (from a job) what the job itself throws; UNPARSABLE when it took over 30 s, TOO_LARGE when it took too
 * much memory: another try would end the same way.
 */
export function readersInThreads(threads: number, limits: { jobMs: number } = usualLimits): Readers {
  const pool = new Piscina({
    filename: threadFile.href,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  // A job's time counts from when a thread takes it up, so that one long job does not end those behind it.
  const queue = new PQueue({ concurrency: threads });
  const run = async <T>(name: string, job: FeedJob | ArticleJob): Promise<T> => {
    const { jobMs } = limits;
    const told = await queue.add(() =>
      pool.run(job, { name, signal: AbortSignal.timeout(jobMs) }).catch((lost) => tellLoss(lost, jobMs)),
    );
    return unpack(told as Told<T>);
  };
  return {
    readFeed: (job) => run('readFeedHere', job),
    readArticle: (job) => run('readArticleHere', job),
    close: () => pool.destroy(),
  };
}

/** The failure of a thread itself as an answer. */
function tellLoss(thrown: unknown, jobMs: number): Told<never> {
  const { name, code } = thrown as { name?: string; code?: string };
  if (name === 'AbortError')
    return {
      ok: false,
      code: 'UNPARSABLE',
      message: `Reading took longer than ${jobMs / 1000} s.`,
      data: {},
    };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return { ok: false, code: 'TOO_LARGE', message: 'Reading took too much memory.', data: {} };
  throw thrown;
}

function unpack<T>(told: Told<T>): T {
  if (told.ok) return told.value;
  throw new AppError(told.code, told.message, { data: told.data });
}
