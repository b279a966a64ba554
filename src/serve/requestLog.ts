/** One log line a request: who asked what, how it ended, what it cost. Never bodies, variables, tokens or query text. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../base/log.ts';
import type { Database } from '../store/db.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What GraphQL tells the request's log line. */
    trace: { operationName: string | null; errorCode: string | null };
  }
}

/** Path without the query string, which may carry variables. */
function pathOf(request: FastifyRequest): string {
  const path = (request.url.split('?', 1)[0] ?? '').slice(0, 200);
  // The last part is a secret between us and the hub, or among those who read a feed.
  const [secret] = /^\/(?:websub|feeds)\//.exec(path) ?? [];
  return secret === undefined ? path : `${secret}…`;
}

function isBackground(path: string): boolean {
  return path === '/healthz' || path === '/readyz' || path.startsWith('/playground/');
}

function describe(request: FastifyRequest, reply: FastifyReply, startedAt: number) {
  return {
    requestId: request.id,
    method: request.method,
    path: pathOf(request),
    operation: request.trace.operationName?.slice(0, 100) ?? null,
    status: reply.statusCode,
    code: request.trace.errorCode,
    key: request.admission?.caller.keyPrefix ?? null,
    ms: Math.round(performance.now() - startedAt),
    aborted: !reply.raw.writableFinished,
  };
}

/**
 * Writes the line when the answer has left or the client has gone; health checks and assets at level debug. `statements`
 * counts the SQL statements the whole process sent meanwhile, and is null when another request overlapped.
 */
export function registerRequestLog(app: FastifyInstance, log: Log, database: Database): void {
  let running = 0;
  let started = 0;
  app.decorateRequest('trace');
  app.addHook('onRequest', async (request, reply) => {
    request.trace = { operationName: null, errorCode: null };
    const before = running === 0 ? database.statementCount() : null;
    running += 1;
    started += 1;
    const mine = started;
    const startedAt = performance.now();
    // Not `finish`, which a client that hangs up never lets happen.
    reply.raw.once('close', () => {
      running -= 1;
      const statements = before !== null && mine === started ? database.statementCount() - before : null;
      const line = { ...describe(request, reply, startedAt), statements };
      log[isBackground(line.path) ? 'debug' : 'info'](line, 'request served');
    });
  });
}
