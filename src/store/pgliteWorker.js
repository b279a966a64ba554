/**
 * The embedded database's own thread. PGlite never yields to timers or sockets while it works, so it does not share the
 * event loop that serves. Plain JavaScript, because a worker is started by file name both from src/ (tests) and dist/.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** @param {string} value */
const asText = (value) => value;

// Drizzle maps dates itself and wants them as text; arrays of dates and numerics have no name in `types`.
const parsers = {
  [types.TIMESTAMP]: asText,
  [types.TIMESTAMPTZ]: asText,
  [types.INTERVAL]: asText,
  [types.DATE]: asText,
  1115: asText,
  1182: asText,
  1185: asText,
  1187: asText,
  1231: asText,
};

const port = parentPort;
if (!port) throw new Error('pgliteWorker must run as a worker thread');

/** @type {{ dataDir: string | null, snapshot: Uint8Array<ArrayBuffer> | null }} */
const { dataDir, snapshot } = workerData;
const database = new PGlite({
  extensions: { pg_trgm },
  ...(dataDir === null ? {} : { dataDir }),
  ...(snapshot === null ? {} : { loadDataDir: new Blob([snapshot]) }),
});

/**
 * @param {{ kind: 'query' | 'exec' | 'dump' | 'close', sql: string, params: unknown[], rowMode: 'array' | 'object' }} job
 */
async function run(job) {
  if (job.kind === 'exec') return void (await database.exec(job.sql));
  if (job.kind === 'close') return void (await database.close());
  if (job.kind === 'dump') return new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
  const result = await database.query(job.sql, job.params, { rowMode: job.rowMode, parsers });
  return { rows: result.rows, affectedRows: result.affectedRows ?? 0, fields: result.fields };
}

/** @param {unknown} error */
function plainError(error) {
  const { message, code, constraint, detail } = /** @type {Record<string, unknown>} */ (error ?? {});
  return { message: String(message ?? error), code, constraint, detail };
}

port.on('message', async ({ id, ...job }) => {
  try {
    port.postMessage({ id, result: await run(job) });
  } catch (error) {
    port.postMessage({ id, error: plainError(error) });
  }
  if (job.kind === 'close') port.close();
});

try {
  await database.waitReady;
  port.postMessage({ id: 0, result: null });
} catch (error) {
  port.postMessage({ id: 0, error: plainError(error) });
}
