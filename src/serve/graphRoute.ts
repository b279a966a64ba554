/** The routes of the graph: page, stream, WebSocket or answer, by what the client accepts. */
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ContextOptions, createContext } from '../graph/context.ts';
import type { Database } from '../store/db.ts';
import { admitRequest } from './accessHttp.ts';
import type { AnswerCache } from './cache.ts';
import { answerConditionally, askedInAddress } from './cacheHttp.ts';
import type { OperationContext } from './operations.ts';
import { wantsPage } from './playground.ts';
import { budgetOf, openSpending } from './rateLimitCost.ts';
import { answerStream, type StreamDeps, wantsStream } from './sse.ts';
import { createSingleStreams } from './sseSingle.ts';
import type { Socket } from './websocket.ts';

/** What the contexts of one server have in common. */
export type ContextDeps = { database: Database } & Pick<ContextOptions, 'now' | 'version' | 'receivers'>;

/** Answers with the page, or null when it has not been built. */
export type PageSource = () => Promise<string | null>;

/** What answers at /graphql. */
export interface GraphParts {
  operations: ApolloServer<OperationContext>;
  cache: AnswerCache;
  streams: StreamDeps;
  openSocket: (socket: Socket, request: FastifyRequest) => void;
  page: PageSource | null;
}

const notBuilt =
  'The playground has not been built: run `npm run build:web`. The graph itself answers at this address.';

/** What GraphQL is told of a request that was let in. */
export function contextOf({ database, ...options }: ContextDeps, request: FastifyRequest): OperationContext {
  const { admission, id: requestId, trace, cacheQuestion, baseUrl } = request;
  if (admission === null) throw new Error('the handler asks for GraphQL after the request was let in');
  const { caller: viewer, purse } = admission;
  const spending = openSpending(purse);
  const graph = createContext(database, { ...options, baseUrl, viewer, budget: () => budgetOf(spending) });
  return { graph, requestId, trace, spending, cacheQuestion };
}

/** Registers `/graphql` and `/graphql/stream`. */
export function registerGraph(app: FastifyInstance, deps: ContextDeps, parts: GraphParts): void {
  const { operations, cache, streams, openSocket, page } = parts;
  const apollo = fastifyApolloHandler(operations, { context: async (request) => contextOf(deps, request) });
  const stream = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!(await admitRequest(streams.access, request, reply)) || request.admission === null) return reply;
    return answerStream(streams, request.admission, request, reply);
  };
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { accept } = request.headers;
    const hasQuery = /[?&](?:query|extensions)=/.test(request.url);
    // Errors have another status and type for those who accept application/graphql-response+json.
    reply.header('vary', 'accept');
    if (page && wantsPage({ method: request.method, accept, hasQuery })) {
      const html = await page();
      reply.header('cache-control', 'no-cache');
      if (html === null) return reply.code(404).type('text/plain; charset=utf-8').send(notBuilt);
      return reply.type('text/html; charset=utf-8').send(html);
    }
    if (wantsStream(streams.live, request)) return stream(request, reply);
    if (!(await admitRequest(streams.access, request, reply))) return reply;
    const answered = () => apollo.call(app, request, reply) as Promise<unknown>;
    if (request.method !== 'GET') return answered();
    return answerConditionally({ cache, request, reply }, askedInAddress(request), answered);
  };
  app.route({ url: '/graphql', method: 'GET', handler: answer, wsHandler: openSocket as never });
  app.route({ url: '/graphql', method: 'POST', handler: answer });
  const single = createSingleStreams(streams);
  app.route({
    url: '/graphql/stream',
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    handler: (request, reply) =>
      single.isAddressed(request) ? single.answer(request, reply) : stream(request, reply),
  });
}
