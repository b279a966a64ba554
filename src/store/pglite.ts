/**
 * The embedded database, seen from the serving thread: the part of PGlite's interface that drizzle calls, answered by
 * `pgliteWorker.js`. PGlite has one session, so a transaction holds every other statement back until it ends.
 */
import { Worker } from 'node:worker_threads';
import { AppError } from '../base/errors.ts';

interface QueryOptions {
  rowMode?: 'array' | 'object';
}

export interface PgliteResult {
  rows: unknown[];
  affectedRows: number;
}

/** What drizzle's PGlite session needs of a client. */
export interface PgliteClient {
  query(sql: string, params?: unknown[], options?: QueryOptions): Promise<PgliteResult>;
  transaction<T>(work: (tx: PgliteClient) => Promise<T>): Promise<T>;
}

export interface EmbeddedPglite extends PgliteClient {
  /** Runs a script of several statements. */
  exec(sql: string): Promise<void>;
  /** The whole database as a tar archive, to start another one from. */
  dump(): Promise<Uint8Array<ArrayBuffer>>;
  /** Finishes running statements, writes out and ends the thread. */
  close(): Promise<void>;
}

type Job = { kind: 'query' | 'exec' | 'dump' | 'close'; sql?: string; params?: unknown[]; rowMode?: string };

/** Starts the worker and a numbered conversation with it. */
function startWorker(options: { dataDir: string | null; snapshot: Uint8Array | null }) {
  const worker = new Worker(new URL('./pgliteWorker.js', import.meta.url), { workerData: options });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  const expect = (id: number) =>
    new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
  const ready = expect(0);
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ id, result, error }) => {
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error) waiter?.reject(Object.assign(new Error(error.message), error));
    else waiter?.resolve(result);
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new AppError('INTERNAL', 'The embedded database has stopped.')));
  const ask = (job: Job) => {
    last += 1;
    const answer = expect(last);
    worker.postMessage({ id: last, params: [], rowMode: 'object', sql: '', ...job });
    return answer;
  };
  return { ready, ask, terminate: () => worker.terminate() };
}

/** A queue of one: each caller runs when the one before has ended, well or badly. */
function createMutex() {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work, work);
    tail = turn.catch(() => undefined);
    return turn;
  };
}

/**
 * Opens PGlite in a thread of its own. `dataDir` null means in memory; `snapshot` is an archive from `dump()`.
 * The caller holds the directory lock (store/lock.ts): PGlite has none, and two writers lose rows silently.
 */
export async function openPglite(options: {
  dataDir: string | null;
  snapshot?: Uint8Array;
}): Promise<EmbeddedPglite> {
  const worker = startWorker({ dataDir: options.dataDir, snapshot: options.snapshot ?? null });
  const exclusive = createMutex();
  await worker.ready;

  const query = async (sql: string, params: unknown[] = [], { rowMode = 'object' }: QueryOptions = {}) =>
    (await worker.ask({ kind: 'query', sql, params, rowMode })) as PgliteResult;
  const inner: PgliteClient = { query, transaction: (work) => work(inner) };
  const transaction = async <T>(work: (tx: PgliteClient) => Promise<T>): Promise<T> => {
    await query('begin');
    try {
      const result = await work(inner);
      await query('commit');
      return result;
    } catch (error) {
      await query('rollback');
      throw error;
    }
  };
  return {
    query: (sql, params, queryOptions) => exclusive(() => query(sql, params, queryOptions)),
    transaction: (work) => exclusive(() => transaction(work)),
    exec: (sql) => exclusive(async () => void (await worker.ask({ kind: 'exec', sql }))),
    dump: () => exclusive(async () => (await worker.ask({ kind: 'dump' })) as Uint8Array<ArrayBuffer>),
    close: () =>
      exclusive(async () => {
        await worker.ask({ kind: 'close' });
        await worker.terminate();
      }),
  };
}
