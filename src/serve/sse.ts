/**
 * GraphQL over server-sent events (graphql-sse, distinct connections mode): one request, one stream. Each event carries
 * its sequence as `id`, which a client that comes back sends as Last-Event-ID. For many operations over one stream see
 * sseSingle.ts.
 */
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Log } from '../base/log.ts';
import type { Access, Admission } from './access.ts';
import { httpFault } from './faults.ts';
import type { Asked, Live, LiveResult, Ready } from './live.ts';
import type { Connections, LiveTimes } from './liveConnections.ts';

export interface StreamDeps {
  live: Live;
  access: Access;
  connections: Connections;
  times: LiveTimes;
  log: Log;
  /** Operations at a time over one connection. */
  mostOperations: number;
}

/** The operation in a request; null when its parts cannot be read. */
export function askedBy(request: FastifyRequest): Asked | null {
  if (request.method === 'POST') {
    const { body } = request;
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Asked) : null;
  }
  const { query, operationName, variables } = request.query as Record<string, string | undefined>;
  try {
    return { query, operationName, variables: variables ? JSON.parse(variables) : null };
  } catch {
    return null;
  }
}

/**
 * True when the answer is to be a stream: nothing else is accepted, or, of a client that accepts anything, when it asks
 * for a subscription.
 */
export function wantsStream(live: Live, request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  if (!accept.includes('text/event-stream')) return false;
  if (!/json|\*\/\*|application\/\*/.test(accept)) return true;
  const asked = askedBy(request);
  const ready = asked && typeof asked.query === 'string' ? live.prepare(asked) : [];
  return ready !== null && !Array.isArray(ready) && ready.kind === 'subscription';
}

/** Resolves when written, and when the reader is ready for more; false when it is gone or takes nothing for too long. */
export function write(response: ServerResponse, text: string, { times, log }: StreamDeps): Promise<boolean> {
  if (response.destroyed || response.writableEnded) return Promise.resolve(false);
  if (response.write(text)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const stalled = setTimeout(() => {
      log.info('live reader cut off');
      response.destroy();
    }, times.stallMs);
    const done = () => {
      clearTimeout(stalled);
      response.off('drain', done);
      response.off('close', done);
      resolve(!response.destroyed);
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

/** Sends comments that keep proxies from closing a silent stream; the first one lets the headers leave. Gives their end. */
export function startPings(response: ServerResponse, { pingMs }: LiveTimes): () => void {
  response.write(':\n\n');
  const pings = setInterval(() => {
    if (!response.writableNeedDrain) response.write(':\n\n');
  }, pingMs);
  return () => clearInterval(pings);
}

function frame({ sequence, result }: LiveResult): string {
  const id = sequence === null ? '' : `id: ${sequence}\n`;
  return `event: next\n${id}data: ${JSON.stringify(result)}\n\n`;
}

const isOnce = (stream: ExecutionResult | Ready): stream is ExecutionResult => 'errors' in stream;

/** Sends what a stream tells until it ends, the reader goes, or the server stops. */
async function pump(
  response: ServerResponse,
  stream: AsyncGenerator<LiveResult, void, void>,
  deps: StreamDeps,
): Promise<void> {
  const stopPings = startPings(response, deps.times);
  response.once('close', () => void stream.return());
  try {
    for await (const told of stream) if (!(await write(response, frame(told), deps))) return;
    await write(response, 'event: complete\ndata:\n\n', deps);
  } finally {
    stopPings();
    response.end();
  }
}

async function* once(result: ExecutionResult): AsyncGenerator<LiveResult, void, void> {
  yield { sequence: null, result };
}

export function streamHeaders(reply: FastifyReply): Record<string, string | number | string[]> {
  const kept = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    // Nothing follows a stream; an idle connection would hold up a server that stops.
    connection: 'close',
    'cache-control': 'no-cache, no-transform',
    // nginx collects answers otherwise.
    'x-accel-buffering': 'no',
  };
}

/** Answers a request with an error in GraphQL's shape. */
export function refuserOf(request: FastifyRequest, reply: FastifyReply) {
  return (status: number, code: string, message: string): FastifyReply => {
    request.trace.errorCode = code;
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .send(httpFault(code, message, request.id));
  };
}

/**
 * Answers a request with a stream. The caller has been let in. What is wrong with the operation is told in the stream,
 * as the protocol wants it; too many connections are a 429, an unreadable request a 400.
 */
export async function answerStream(
  deps: StreamDeps,
  admission: Admission,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { live, connections } = deps;
  const refuse = refuserOf(request, reply);
  const asked = askedBy(request);
  if (asked === null || typeof asked.query !== 'string')
    return refuse(400, 'BAD_REQUEST', 'The request holds no GraphQL operation.');
  const prepared = live.prepare(asked);
  if (!Array.isArray(prepared) && prepared.kind === 'mutation' && request.method === 'GET')
    return refuse(405, 'METHOD_NOT_ALLOWED', 'A mutation is sent by POST.');
  const { raw: response } = reply;
  const release = connections.open(admission, request.ip, () => response.end());
  if (release === null) return refuse(429, 'RATE_LIMITED', 'Too many live connections are open.');
  const { headers, ip: address, socket, id: requestId, baseUrl } = request;
  const lastEventId = headers['last-event-id']?.toString() || null;
  const arrival = { headers, address, peer: socket.remoteAddress ?? '' };
  const work: ExecutionResult | Ready = Array.isArray(prepared)
    ? { errors: live.tell(prepared, requestId) as unknown as GraphQLError[] }
    : prepared;
  reply.hijack();
  response.writeHead(200, streamHeaders(reply) as never);
  try {
    await pump(
      response,
      isOnce(work) ? once(work) : live.run(work, { arrival, requestId, baseUrl, lastEventId }),
      deps,
    );
  } finally {
    release();
  }
  return reply;
}
