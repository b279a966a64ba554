/**
 * Many operations over one stream (graphql-sse, single connection mode), for browsers that open six streams at most. A
 * PUT reserves a stream and is answered with its token; a GET with the token opens it; each operation is a request with
 * the token and an `operationId` of the client's, whose results come over the stream; a DELETE ends one.
 *
 * Results wait until the stream is open. Each operation has one result under way at a time, so that a slow reader costs
 * no memory; a reader who takes none is cut off with all operations.
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admitRequest, admitVisitor } from './accessHttp.ts';
import type { LiveResult, Ready } from './live.ts';
import { askedBy, refuserOf, type StreamDeps, startPings, streamHeaders, write } from './sse.ts';

type Results = AsyncGenerator<LiveResult, void, void>;

/** A stream that is reserved or open. */
interface Reservation {
  token: string;
  operations: Map<string, Results>;
  /** Resolves when the stream is open; null for one that never was. */
  opened: Promise<ServerResponse | null>;
  response: ServerResponse | null;
  open(response: ServerResponse | null): void;
  /** Ends the operations and gives the place back. */
  close(): void;
}

export interface SingleStreams {
  /** Whether a request is of this mode: it reserves or ends something, or has a token. */
  isAddressed(request: FastifyRequest): boolean;
  answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

const tokenHeader = 'x-graphql-event-stream-token';
/** A reservation that nobody takes up is given to others. */
const reservedMs = 30_000;
const longestId = 100;
const noStream = 'No stream is reserved under this token: PUT first.';

type Query = Record<string, string | string[] | undefined>;
const queryOf = (request: FastifyRequest, name: string): string | undefined =>
  (request.query as Query)[name]?.toString();
const tokenOf = (request: FastifyRequest): string | undefined =>
  request.headers[tokenHeader]?.toString() ?? queryOf(request, 'token');

/** `extensions.operationId` of the body, or of the address; null when there is none that fits. */
function operationIdOf(request: FastifyRequest): string | null {
  const sent =
    request.method === 'POST' ? (request.body as Query | null)?.extensions : queryOf(request, 'extensions');
  try {
    const id = (typeof sent === 'string' ? JSON.parse(sent) : sent)?.operationId;
    return typeof id === 'string' && id !== '' && id.length <= longestId ? id : null;
  } catch {
    return null;
  }
}

const frame = (event: 'next' | 'complete', data: object): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** The reserved and open streams of one server. */
export function createSingleStreams(deps: StreamDeps): SingleStreams {
  const { live, access, connections, times, mostOperations } = deps;
  const reservations = new Map<string, Reservation>();

  const reserve = (release: () => void): Reservation => {
    const token = randomUUID();
    let open: Reservation['open'] = () => {};
    const opened = new Promise<ServerResponse | null>((resolve) => {
      open = resolve;
    });
    const reservation: Reservation = {
      ...{ token, operations: new Map(), opened, open, response: null },
      close() {
        clearTimeout(expiry);
        if (!reservations.delete(token)) return;
        release();
        open(null);
        for (const results of reservation.operations.values()) void results.return();
        reservation.response?.end();
      },
    };
    const expiry = setTimeout(() => {
      if (reservation.response === null) reservation.close();
    }, reservedMs).unref();
    reservations.set(token, reservation);
    return reservation;
  };

  const put = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!(await admitRequest(access, request, reply)) || request.admission === null) return reply;
    let reservation: Reservation | null = null;
    const release = connections.open(request.admission, request.ip, () => reservation?.close());
    if (release === null)
      return refuserOf(request, reply)(429, 'RATE_LIMITED', 'Too many live connections are open.');
    reservation = reserve(release);
    return reply.code(201).type('text/plain').header('cache-control', 'no-store').send(reservation.token);
  };

  const open = async (reservation: Reservation, request: FastifyRequest, reply: FastifyReply) => {
    if (reservation.response !== null)
      return refuserOf(request, reply)(409, 'CONFLICT', 'This stream is open already.');
    // A browser's EventSource cannot send a key: the token stands for the caller who reserved.
    if (!admitVisitor(access, request, reply)) return reply;
    const { raw: response } = reply;
    reservation.response = response;
    reply.hijack();
    response.writeHead(200, streamHeaders(reply) as never);
    const stopPings = startPings(response, times);
    response.once('close', () => {
      stopPings();
      reservation.close();
    });
    reservation.open(response);
    return reply;
  };

  /** Sends the results over the stream until they or the stream end. */
  const pump = async ({ opened, operations }: Reservation, id: string, results: Results): Promise<void> => {
    const response = await opened;
    if (response === null) return;
    for await (const { result } of results) {
      if (!(await write(response, frame('next', { id, payload: result }), deps))) return;
    }
    // The client may take the id again as soon as it reads this.
    operations.delete(id);
    await write(response, frame('complete', { id }), deps);
  };

  const begin = async (reservation: Reservation, request: FastifyRequest, reply: FastifyReply) => {
    if (!(await admitRequest(access, request, reply))) return reply;
    const refuse = refuserOf(request, reply);
    const [asked, id] = [askedBy(request), operationIdOf(request)];
    if (asked === null || typeof asked.query !== 'string' || id === null)
      return refuse(400, 'BAD_REQUEST', 'The request lacks its query or extensions.operationId.');
    const { operations, token } = reservation;
    // The stream may have closed while the key was looked up.
    if (!reservations.has(token)) return refuse(404, 'NOT_FOUND', noStream);
    if (operations.has(id))
      return refuse(409, 'CONFLICT', 'An operation with this operationId runs already.');
    if (operations.size >= mostOperations)
      return refuse(
        429,
        'RATE_LIMITED',
        `At most ${mostOperations} operations run at a time over one stream.`,
      );
    const ready = live.prepare(asked);
    if (Array.isArray(ready)) return reply.code(400).send({ errors: live.tell(ready, request.id) });
    if (ready.kind === 'mutation' && request.method === 'GET')
      return refuse(405, 'METHOD_NOT_ALLOWED', 'A mutation is sent by POST.');
    start(reservation, id, { ready, request });
    return reply.code(202).send();
  };

  const start = (
    reservation: Reservation,
    id: string,
    { ready, request }: { ready: Ready; request: FastifyRequest },
  ) => {
    const { headers, ip: address, socket, id: requestId, baseUrl } = request;
    const arrival = { headers, address, peer: socket.remoteAddress ?? '' };
    const results = live.run(ready, { arrival, requestId, baseUrl, lastEventId: null });
    reservation.operations.set(id, results);
    void pump(reservation, id, results).finally(() => {
      if (reservation.operations.get(id) === results) reservation.operations.delete(id);
    });
  };

  const end = async (reservation: Reservation, request: FastifyRequest, reply: FastifyReply) => {
    const id = queryOf(request, 'operationId') ?? '';
    const results = reservation.operations.get(id);
    reservation.operations.delete(id);
    await results?.return();
    return reply.code(200).send();
  };

  return {
    isAddressed: (request) =>
      request.method === 'PUT' || request.method === 'DELETE' || tokenOf(request) !== undefined,
    async answer(request, reply) {
      if (request.method === 'PUT') return put(request, reply);
      const reservation = reservations.get(tokenOf(request) ?? '');
      if (!reservation) return refuserOf(request, reply)(404, 'NOT_FOUND', noStream);
      if (request.method === 'DELETE') return end(reservation, request, reply);
      const isStream = request.headers.accept?.includes('text/event-stream') && request.method === 'GET';
      return isStream ? open(reservation, request, reply) : begin(reservation, request, reply);
    },
  };
}
