/** Conditional GET at the HTTP door: which answer is asked about, and the 304 that stands for one the client has. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AnswerCache, type AskedFor, type CacheQuestion, matchesTag } from './cache.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What a GET asks for; null when its answer gets no validator. */
    cacheQuestion: CacheQuestion | null;
  }
}

/** Hash of the operation in the address, by its text or as a persisted one; null when there is none to read. */
function operationIn({ query, extensions }: Record<string, unknown>): string | null {
  if (typeof query === 'string' && query !== '') return createHash('sha256').update(query).digest('hex');
  if (typeof extensions !== 'string') return null;
  try {
    const hash: unknown = JSON.parse(extensions)?.persistedQuery?.sha256Hash;
    return typeof hash === 'string' ? hash : null;
  } catch {
    return null;
  }
}

/** What a GET of the graph asks for; null when it cannot be read, which GraphQL then says. */
export function askedInAddress(request: FastifyRequest): Omit<AskedFor, 'keyPrefix'> | null {
  const given = request.query as Record<string, unknown>;
  const operation = operationIn(given);
  const { operationName = '', variables = '' } = given;
  if (operation === null || typeof operationName !== 'string' || typeof variables !== 'string') return null;
  return { operation, operationName, variables, form: request.headers.accept ?? '' };
}

function sendUnchanged(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Nothing was looked up: the point of the request itself is given back.
  request.admission?.purse.giveBack(1);
  return reply.code(304).send();
}

/**
 * Answers a GET of somebody who was let in: with 304 and nothing done when their copy is still true, else with what
 * `answer` gives, or 304 when that turns out to be what they have. A database that is away is left to `answer`.
 */
export async function answerConditionally(
  { cache, request, reply }: { cache: AnswerCache; request: FastifyRequest; reply: FastifyReply },
  asked: Omit<AskedFor, 'keyPrefix'> | null,
  answer: () => Promise<unknown>,
): Promise<unknown> {
  const keyPrefix = request.admission?.caller.keyPrefix ?? null;
  const ifNoneMatch = request.headers['if-none-match'];
  request.cacheQuestion = asked && (await cache.ask({ ...asked, keyPrefix }).catch(() => null));
  const unchanged = request.cacheQuestion && cache.unchanged(request.cacheQuestion, ifNoneMatch);
  if (unchanged) return sendUnchanged(request, reply.headers(unchanged));
  const body = await answer();
  const tag = reply.getHeader('etag');
  if (reply.sent || reply.statusCode !== 200 || typeof tag !== 'string') return body;
  return matchesTag(ifNoneMatch, tag) ? reply.removeHeader('content-type').code(304).send() : body;
}
