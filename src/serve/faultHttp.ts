/** Errors of the routes that are not the graph's own, in GraphQL's error shape. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { httpFault, statusOfCode } from './faults.ts';

/** Sends an error that nobody keeps, with the status that belongs to its code. */
export function sendFault(
  request: FastifyRequest,
  reply: FastifyReply,
  { code, message }: { code: string; message: string },
): FastifyReply {
  request.trace.errorCode = code;
  reply.code(statusOfCode(code, undefined) ?? 500).header('cache-control', 'private, no-store');
  return reply.type('application/json; charset=utf-8').send(httpFault(code, message, request.id));
}
