/**
 * GraphQL over WebSocket (graphql-transport-ws). The protocol's rules are graphql-ws's; here are who may connect, pings,
 * and what happens to readers that are slow or gone. Events are taken from a subscription one by one, each after the one
 * before has left, so that a slow reader costs no memory.
 */
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { type Context, handleProtocols, makeServer } from 'graphql-ws';
import type { Log } from '../base/log.ts';
import type { Access, Admission, Arrival } from './access.ts';
import { httpFault } from './faults.ts';
import type { Live, LiveResult, Ready } from './live.ts';
import { type Connections, type LiveTimes, mayOpen } from './liveConnections.ts';

/** What is used of a socket of `ws`, which comes without types. */
export interface Socket {
  readonly protocol: string;
  readonly readyState: number;
  send(data: string, done: (error?: Error) => void): void;
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): void;
  on(event: 'message' | 'close' | 'pong' | 'error', listener: (...args: never[]) => void): void;
}

export interface SocketDeps {
  live: Live;
  access: Access;
  connections: Connections;
  log: Log;
  times: LiveTimes;
  /** Operations at a time over one socket. */
  mostOperations: number;
  origins: readonly string[];
  bodyBytes: number;
}

interface Extra {
  socket: Socket;
  request: FastifyRequest;
  arrival: Arrival;
  /** Gives the place of a connection back. */
  release: () => void;
}

/** Close codes: those of the protocol, of RFC 6455 (1001, 1013), and 4008 for a reader that takes nothing. */
const closeCodes = {
  goingAway: 1001,
  tryAgain: 1013,
  unauthorized: 4401,
  badRequest: 4400,
  slow: 4008,
};

/** A close frame has room for 123 bytes of reason. */
function close(socket: Socket, code: number, reason: string): void {
  socket.close(
    code,
    Buffer.from(reason)
      .subarray(0, 120)
      .toString()
      .replace(/\ufffd+$/, ''),
  );
}

const credentials = ['authorization', 'x-api-key'];

/** The request with the key that came in `connection_init`, since browsers cannot set headers on a WebSocket. */
function arrivalOf(request: FastifyRequest, params: Record<string, unknown> = {}): Arrival {
  const { headers, ip: address, socket } = request;
  const sent = Object.entries(params).flatMap(([name, value]) => {
    const header = name.toLowerCase();
    return credentials.includes(header) && typeof value === 'string' ? [[header, value]] : [];
  });
  return { headers: { ...headers, ...Object.fromEntries(sent) }, address, peer: socket.remoteAddress ?? '' };
}

async function connect(deps: SocketDeps, context: Context<Record<string, unknown>, Extra>): Promise<boolean> {
  const { extra } = context;
  const { socket, request } = extra;
  const arrival = arrivalOf(request, context.connectionParams);
  const outcome = await deps.access.admit(arrival);
  if ('status' in outcome) {
    const code = { 401: closeCodes.unauthorized, 429: closeCodes.tryAgain, 400: closeCodes.badRequest };
    close(socket, code[outcome.status], outcome.message);
    return false;
  }
  const release = deps.connections.open(outcome as Admission, arrival.address, () =>
    close(socket, closeCodes.goingAway, 'The server is stopping. Connect again with `after`.'),
  );
  if (release === null) {
    close(socket, closeCodes.tryAgain, 'Too many live connections are open.');
    return false;
  }
  // The socket may have closed while the key was looked up.
  if (socket.readyState !== 1) release();
  else extra.release = release;
  extra.arrival = arrival;
  return socket.readyState === 1;
}

/** Sends; resolves when the bytes are on their way, and cuts a reader that lets them stand. */
function sendTo(socket: Socket, data: string, { times, log }: SocketDeps): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== 1) return resolve();
    const stalled = setTimeout(() => {
      log.info('live reader cut off');
      close(socket, closeCodes.slow, 'Events were not read in time. Connect again with `after`.');
      setTimeout(() => socket.terminate(), 1_000).unref();
    }, times.stallMs);
    socket.send(data, () => {
      clearTimeout(stalled);
      resolve();
    });
  });
}

/** Pings from time to time; a peer that did not answer the last one is gone. */
function keepAlive(socket: Socket, { pingMs }: LiveTimes): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    if (socket.readyState === 1) socket.ping();
  }, pingMs);
  return () => clearInterval(timer);
}

type Told = readonly GraphQLFormattedError[];

function createProtocol(deps: SocketDeps) {
  const { live, mostOperations } = deps;
  async function* results(stream: AsyncGenerator<LiveResult, void, void>) {
    for await (const { result } of stream) yield result;
  }
  /** As graphql-ws wants it: `return()` must reach the stream, which may be waiting. */
  const open = (ready: Ready, { arrival, request }: Extra) => {
    const { id: requestId, baseUrl } = request;
    const stream = live.run(ready, { arrival, requestId, baseUrl, lastEventId: null });
    const inner = results(stream);
    const outer = {
      next: () => inner.next(),
      return: async () => {
        await stream.return();
        return inner.return();
      },
      throw: (error: unknown) => inner.throw(error),
      [Symbol.asyncIterator]: () => outer,
    };
    return outer;
  };
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: 3_000,
    onConnect: (context) => connect(deps, context),
    onSubscribe(context, _id, payload) {
      if (Object.keys(context.subscriptions).length > mostOperations) {
        const message = `At most ${mostOperations} operations run at a time over one connection.`;
        const data = { limit: 'operations', allowed: mostOperations };
        return [live.limit(message, data)];
      }
      const ready = live.prepare(payload);
      if (Array.isArray(ready)) return ready;
      return {
        document: ready.operation.document,
        operationName: ready.operation.operationName,
        ready,
      } as never;
    },
    subscribe: ((args: { ready: Ready; contextValue: Extra }) =>
      open(args.ready, args.contextValue)) as never,
    execute: (async (args: { ready: Ready; contextValue: Extra }) => {
      const { value } = await open(args.ready, args.contextValue).next();
      return value;
    }) as never,
    context: ({ extra }) => extra as never,
    onNext: (_context, _id, _payload, _args, result) => result as never,
    onError: ({ extra }, _id, _payload, errors: readonly GraphQLError[]): Told =>
      live.tell(errors, extra.request.id),
  });
}

/** Registers the plugin; the handler is for the route that WebSockets are opened at. */
export async function registerSockets(
  app: FastifyInstance,
  deps: SocketDeps,
): Promise<(socket: Socket, request: FastifyRequest) => void> {
  const { connections, log, origins, times, bodyBytes } = deps;
  await app.register(websocket, {
    options: { maxPayload: bodyBytes, handleProtocols },
    preClose(done) {
      connections.closeAll();
      this.websocketServer.close();
      for (const client of this.websocketServer.clients) {
        setTimeout(() => client.terminate(), 2_000).unref();
      }
      done();
    },
    errorHandler(error, socket) {
      log.debug({ err: error }, 'websocket failed');
      socket.terminate();
    },
  });
  app.addHook('preValidation', async (request, reply) => {
    if (!request.ws || mayOpen(request.headers.origin, request.host, origins)) return;
    const message = 'Pages of this origin may not open WebSockets here (setting LIVE_ORIGINS).';
    return reply.code(403).send(httpFault('FORBIDDEN', message, request.id));
  });
  const protocol = createProtocol(deps);
  return (socket, request) => {
    const extra: Extra = { socket, request, arrival: arrivalOf(request), release: () => {} };
    const stopPings = keepAlive(socket, times);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => sendTo(socket, data, deps),
        close: (code = 1000, reason = '') => close(socket, code, reason),
        onMessage: (take) =>
          socket.on('message', (data: Buffer) => {
            take(String(data)).catch((error: unknown) => {
              log.error({ err: error, requestId: request.id }, 'websocket message failed');
              close(socket, 4500, 'Internal server error');
            });
          }),
      },
      extra,
    );
    socket.on('close', (code: number, reason: Buffer) => {
      stopPings();
      extra.release();
      closed(code, String(reason)).catch(() => {});
    });
  };
}
