/**
 * `/v1/articles.ndjson`, `.csv` and `.parquet`: any list of articles to its end. Pages are asked of the graph one after
 * the other, each when the reader has taken the one before, so that memory does not grow with the list. Each page is paid
 * for; a caller out of points gets it later. A reader who leaves ends the work.
 */
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { constants } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { admitRequest, arrivalOf } from './accessHttp.ts';
import { type ExportForm, exportForms } from './exportForms.ts';
import {
  columnsOf,
  pageOperation,
  type RowPage,
  rowsOfPage,
  rowsPerPage,
  type Wanted,
} from './exportRows.ts';
import { sendFault } from './faultHttp.ts';
import { contextOf } from './graphRoute.ts';
import { createConnections } from './liveConnections.ts';
import { runStored, type StoredAnswer } from './storedOperation.ts';
import { readParameters } from './twinOperations.ts';
import type { TwinDeps } from './twins.ts';

export type ExportDeps = TwinDeps & { log: Log };

/** Exports at a time of a key or address, and rows of one without a key. */
const most = { atATime: 4, rowsWithoutKey: 10_000 } as const;

/** Every page leaves at once: it may be long until the next one. */
const compress: NonNullable<RouteShorthandOptions['compress']> = {
  encodings: ['gzip', 'deflate'],
  zlibOptions: { flush: constants.Z_SYNC_FLUSH },
};

/** A reader who takes nothing for so long is cut off, in ms. */
const stallMs = 60_000;

const parameters = {
  query: 'full-text query, as of the field articles',
  filter: 'an ArticleFilter as JSON',
  after: 'cursor of the last row that was had: go on behind it',
  limit: 'rows at most',
  text: 'true for whole texts, where they may be shown',
};

const bad = (argument: string, message: string) => new AppError('BAD_INPUT', message, { data: { argument } });

function filterIn(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'filter is no JSON.', { cause, data: { argument: 'filter' } });
  }
}

/** What an address asks for. @throws AppError BAD_INPUT */
function wantedIn(given: Record<string, unknown>): { wanted: Wanted; limit: number } {
  const { query = null, filter, after = null, limit, text = 'false' } = readParameters(parameters, given);
  if (text !== 'true' && text !== 'false') throw bad('text', 'text is true or false.');
  if (limit !== undefined && !/^[1-9]\d{0,11}$/.test(limit))
    throw bad('limit', 'limit is a whole number from 1.');
  const wanted = { query, filter: filterIn(filter), after, withTexts: text === 'true' };
  return { wanted, limit: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit) };
}

/** Seconds after which a refused page is to be tried again; null when trying again would not help. */
function secondsToWait({ status, headers }: StoredAnswer): number | null {
  return status === 429 ? Number(headers['retry-after'] ?? 1) : null;
}

/** Asks pages for one request; waits for points where only those are lacking. */
function pagesFor({ operations, context, access }: ExportDeps, request: FastifyRequest, wanted: Wanted) {
  const ask = (first: number, after: string | null) =>
    runStored(operations, pageOperation(wanted, first, after), contextOf(context, request));
  /** The answer, or seconds to wait for it. A key that was revoked meanwhile ends the export. */
  const tryPage = async (first: number, after: string | null): Promise<StoredAnswer | number> => {
    const admitted = await access.admit(arrivalOf(request));
    if ('status' in admitted) {
      if (admitted.code !== 'RATE_LIMITED') throw new Error(admitted.message);
      return Number(admitted.headers['retry-after'] ?? 1);
    }
    request.admission = admitted;
    const answer = await ask(first, after);
    return secondsToWait(answer) ?? answer;
  };
  const askPatiently = async (
    first: number,
    after: string | null,
    signal: AbortSignal,
  ): Promise<StoredAnswer> => {
    for (;;) {
      request.raw.socket.setTimeout(stallMs);
      const answer = await tryPage(first, after);
      if (typeof answer !== 'number') return answer;
      // Nobody stalls while we wait.
      request.raw.socket.setTimeout(0);
      await wait(answer * 1_000, null, { signal });
    }
  };
  return { ask, askPatiently };
}

type Pager = ReturnType<typeof pagesFor>;

/** The rest of the pages after the first, which has been read. */
async function* pagesAfter(first: RowPage, limit: number, pager: Pager, signal: AbortSignal) {
  let page = first;
  let left = limit - page.rows.length;
  yield page.rows;
  while (page.next !== null && left > 0) {
    const answer = await pager.askPatiently(Math.min(rowsPerPage, left), page.next, signal);
    const [error] = answer.errors;
    if (error) throw new Error(`a page of an export failed: ${error.message}`);
    page = rowsOfPage(answer.data);
    left -= page.rows.length;
    yield page.rows;
  }
}

async function sendExport(
  deps: ExportDeps,
  form: ExportForm,
  { request, reply, signal }: { request: FastifyRequest; reply: FastifyReply; signal: AbortSignal },
): Promise<FastifyReply> {
  const { wanted, limit: asked } = wantedIn(request.query as Record<string, unknown>);
  const limit = request.admission?.caller.keyPrefix === null ? Math.min(asked, most.rowsWithoutKey) : asked;
  const pager = pagesFor(deps, request, wanted);
  const answer = await pager.ask(Math.min(rowsPerPage, limit), wanted.after);
  reply.headers(answer.headers).header('cache-control', 'private, no-store');
  if (answer.errors.length > 0) return reply.code(answer.status).send({ errors: answer.errors });
  const { mediaType, write } = exportForms[form];
  const pages = pagesAfter(rowsOfPage(answer.data), limit, pager, signal);
  reply.type(mediaType).header('content-disposition', `attachment; filename="articles.${form}"`);
  if (Number.isFinite(limit)) reply.header('x-row-limit', String(limit));
  request.raw.socket.setTimeout(stallMs);
  const rows = Readable.from(write(pages, columnsOf(wanted)), { objectMode: false, highWaterMark: 65_536 });
  rows.on('error', (error) => {
    if (!signal.aborted) deps.log.warn({ err: error, requestId: request.id }, 'export broke off');
  });
  return reply.send(rows);
}

/** Registers the exports. They end with the server, cut off where they stand. */
export function registerExports(app: FastifyInstance, deps: ExportDeps): void {
  const running = createConnections(most.atATime);
  app.addHook('preClose', (done) => {
    running.closeAll();
    done();
  });
  const answer = async (form: ExportForm, request: FastifyRequest, reply: FastifyReply) => {
    if (!(await admitRequest(deps.access, request, reply)) || request.admission === null) return reply;
    const controller = new AbortController();
    const release = running.open(request.admission, request.ip, () => reply.raw.destroy());
    if (release === null) {
      const message = `At most ${most.atATime} exports run at a time.`;
      return sendFault(request, reply, { code: 'RATE_LIMITED', message });
    }
    reply.raw.once('close', () => {
      release();
      controller.abort();
    });
    try {
      return await sendExport(deps, form, { request, reply, signal: controller.signal });
    } catch (error) {
      if (error instanceof AppError) return sendFault(request, reply, error);
      throw error;
    }
  };
  for (const form of Object.keys(exportForms) as ExportForm[]) {
    const handler = (request: FastifyRequest, reply: FastifyReply) => answer(form, request, reply);
    app.route({ url: `/v1/articles.${form}`, method: 'GET', exposeHeadRoute: false, compress, handler });
  }
}
