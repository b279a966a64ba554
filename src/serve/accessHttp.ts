/** Access at the HTTP door of the graph: who is turned away before GraphQL sees the request, and with what answer. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Admission, Arrival, Refusal } from './access.ts';
import { httpFault } from './faults.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the request was let in. */
    admission: Admission | null;
  }
}

/** Response headers that browsers of other origins may read. */
export const accessHeaders = ['ratelimit', 'ratelimit-policy', 'retry-after', 'www-authenticate'];

/** Sends a refusal in GraphQL's error shape, as the media type that the client asked for. */
function refuse(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { code, status, message, headers } = refusal;
  const graph = 'application/graphql-response+json';
  const type = request.headers.accept?.includes(graph) ? graph : 'application/json';
  request.trace.errorCode = code;
  reply.code(status).headers(headers).header('cache-control', 'no-store').type(`${type}; charset=utf-8`);
  return reply.send(JSON.stringify(httpFault(code, message, request.id)));
}

/** A request as far as access goes. */
export const arrivalOf = ({ headers, ip, socket }: FastifyRequest): Arrival => ({
  headers,
  address: ip,
  peer: socket.remoteAddress ?? '',
});

/** Lets a request in, remembering who it is, or answers it and gives false; false too for a client that has left. */
export async function admitRequest(
  access: Access,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const outcome = await access.admit(arrivalOf(request));
  // `close` is over for whoever left while the key was looked up: what waits for it would be held for ever.
  if (reply.raw.destroyed) {
    reply.hijack();
    return false;
  }
  return letIn(outcome, request, reply);
}

/** The same for what is open to whoever knows its address. */
export function admitVisitor(access: Access, request: FastifyRequest, reply: FastifyReply): boolean {
  return letIn(access.visit(arrivalOf(request)), request, reply);
}

function letIn(outcome: Admission | Refusal, request: FastifyRequest, reply: FastifyReply): boolean {
  if ('caller' in outcome) {
    request.admission = outcome;
    return true;
  }
  refuse(request, reply, outcome);
  return false;
}
