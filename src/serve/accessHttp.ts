/** Access at the HTTP door of the graph: who is turned away before GraphQL sees the request, and with what answer. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Admission, Refusal } from './access.ts';
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

/** Lets a request in, remembering who it is, or answers it and gives false. */
export async function admitRequest(
  access: Access,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const { headers, ip: address, socket } = request;
  const outcome = await access.admit({ headers, address, peer: socket.remoteAddress ?? '' });
  if ('caller' in outcome) {
    request.admission = outcome;
    return true;
  }
  refuse(request, reply, outcome);
  return false;
}
