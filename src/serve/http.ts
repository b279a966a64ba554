/**
 * The HTTP server: one GraphQL endpoint, the playground, health. A request goes through limits of size and time, security
 * headers and a request id before GraphQL sees it, and leaves one log line behind.
 */
import { join } from 'node:path';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { type Config, readConfig } from '../base/config.ts';
import type { Log } from '../base/log.ts';
import { createContext } from '../graph/context.ts';
import { openFeed } from '../graph/live.ts';
import type { Database } from '../store/db.ts';
import { type Access, type AccessConfig, createAccess } from './access.ts';
import { accessHeaders, admitRequest } from './accessHttp.ts';
import { httpFault, refusalOf } from './faults.ts';
import { createLive } from './live.ts';
import { createConnections, type LiveTimes, liveTimes } from './liveConnections.ts';
import { type OperationContext, startOperations } from './operations.ts';
import { findPlayground, renderPlayground, wantsPage } from './playground.ts';
import { budgetOf, openSpending } from './rateLimitCost.ts';
import { checkReadiness, type Drain } from './readiness.ts';
import { requestIdOf } from './requestId.ts';
import { registerRequestLog } from './requestLog.ts';
import { answerStream, type StreamDeps, wantsStream } from './sse.ts';
import { registerSockets, type Socket } from './websocket.ts';
import { registerWebSub } from './websub.ts';

/** `DATABASE_URL` is where writers are heard; without it the logs are looked at four times a second. */
type LiveConfig = Pick<Config, 'LIVE_CONNECTIONS' | 'LIVE_SUBSCRIPTIONS' | 'LIVE_ORIGINS' | 'DATABASE_URL'>;

export interface ServerDeps {
  database: Database;
  /** Settings of access that are absent have their defaults. */
  config: Pick<Config, 'PLAYGROUND'> & Partial<AccessConfig & LiveConfig & Pick<Config, 'TRUST_PROXY'>>;
  log: Log;
  schema: GraphQLSchema;
  version: string;
  now: () => Date;
  /** Printed beside the name in the playground, such as "Demo newsroom"; null or absent prints none. */
  label?: string | null;
  /** Set by whoever stops the server; /readyz then answers 503. */
  drain?: Drain;
  /** Folder of the built playground; found by itself when absent, none when null. */
  playground?: string | null;
  /** Time one operation may take, in ms. */
  deadlineMs?: number;
  /** Pings and patience of live connections. */
  live?: Partial<LiveTimes>;
}

/** Sizes in bytes, times in ms. A slow client is cut after the sum of headers and body at the latest. */
export const httpLimits = {
  bodyBytes: 256 * 1024,
  headersMs: 5_000,
  requestMs: 10_000,
  /** Silence on a socket; longer than an operation may take. */
  idleMs: 15_000,
  checkMs: 1_000,
} as const;

/** Monaco writes styles at run time and opens its workers from blobs; all else is our own origin. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

async function registerProtection(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy,
    // Other origins may read the graph by CORS, and HTTPS is the matter of the proxy that ends it.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: false,
    frameguard: { action: 'deny' },
  });
  await app.register(cors, {
    origin: '*',
    credentials: false,
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id', ...accessHeaders],
    maxAge: 86_400,
  });
  await app.register(compress, {
    globalDecompression: false,
    threshold: 1_024,
    encodings: ['gzip', 'deflate'],
  });
}

/** Answers in GraphQL's error shape to whatever fails before or outside GraphQL; nothing unexpected is told. */
function registerFaults(app: FastifyInstance, log: Log): void {
  app.addHook('onRequest', async (request) => {
    const coding = request.headers['content-encoding'];
    if (coding && coding !== 'identity') throw Object.assign(new Error('coded body'), { statusCode: 415 });
  });
  app.setErrorHandler(async (error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
    if (status >= 500) log.error({ err: error, requestId: request.id }, 'request failed');
    const { code, message } = refusalOf(status, httpLimits);
    request.trace.errorCode = code;
    return reply.code(status).send(httpFault(code, message, request.id));
  });
  app.setNotFoundHandler(async (request, reply) => {
    const isGraph = request.url.split('?', 1)[0] === '/graphql';
    if (isGraph) reply.code(405).header('allow', 'GET, POST, OPTIONS');
    else reply.code(404);
    const message = isGraph
      ? 'The graph is asked by GET or POST.'
      : 'There is nothing at this address; the graph is at /graphql.';
    return reply.send(httpFault(isGraph ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND', message, request.id));
  });
}

function registerHealth(app: FastifyInstance, deps: ServerDeps, drain: Drain): void {
  const noStore = (reply: FastifyReply) => reply.header('cache-control', 'no-store');
  app.get('/healthz', async (_request, reply) => {
    noStore(reply);
    return { status: 'ok', version: deps.version };
  });
  app.get('/readyz', async (_request, reply) => {
    const { ready, checks } = await checkReadiness(deps.database, drain);
    noStore(reply).code(ready ? 200 : 503);
    return { status: ready ? 'ok' : 'unavailable', checks };
  });
  app.get('/', async (request, reply) => {
    reply.header('vary', 'accept');
    if (deps.config.PLAYGROUND && request.headers.accept?.includes('text/html'))
      return reply.redirect('/graphql', 302);
    return {
      name: 'Kabar',
      version: deps.version,
      graphql: '/graphql',
      health: '/healthz',
      readiness: '/readyz',
    };
  });
}

const notBuilt =
  'The playground has not been built: run `npm run build:web`. The graph itself answers at this address.';

/** Answers with the page, or null when it has not been built. */
type PageSource = () => Promise<string | null>;

/** Serves the playground's files. Null when it is switched off. */
async function registerPlayground(app: FastifyInstance, deps: ServerDeps): Promise<PageSource | null> {
  if (!deps.config.PLAYGROUND) return null;
  const folder = deps.playground === undefined ? findPlayground() : deps.playground;
  if (folder === null) return async () => null;
  await app.register(serveStatic, {
    root: join(folder, 'assets'),
    prefix: '/playground/assets/',
    decorateReply: false,
    index: false,
    preCompressed: true,
    // Names carry a hash of the content.
    immutable: true,
    maxAge: '365d',
  });
  return () => renderPlayground(folder, deps.label ?? null);
}

/** What GraphQL is told of a request that was let in. */
function contextOf(deps: ServerDeps, request: FastifyRequest): OperationContext {
  const { admission, id: requestId, trace } = request;
  if (admission === null) throw new Error('the handler asks for GraphQL after the request was let in');
  const { caller: viewer, purse } = admission;
  const spending = openSpending(purse);
  const { database, now, version } = deps;
  const graph = createContext(database, { now, version, viewer, budget: () => budgetOf(spending) });
  return { graph, requestId, trace, spending };
}

/** What answers at /graphql. */
interface GraphParts {
  operations: ApolloServer<OperationContext>;
  streams: StreamDeps;
  openSocket: (socket: Socket, request: FastifyRequest) => void;
  page: PageSource | null;
}

function registerGraph(app: FastifyInstance, deps: ServerDeps, parts: GraphParts): void {
  const { operations, streams, openSocket, page } = parts;
  const apollo = fastifyApolloHandler(operations, { context: async (request) => contextOf(deps, request) });
  const stream = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!(await admitRequest(streams.access, request, reply)) || request.admission === null) return reply;
    return answerStream(streams, request.admission, request, reply);
  };
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { accept } = request.headers;
    const hasQuery = /[?&](?:query|extensions)=/.test(request.url);
    if (page && wantsPage({ method: request.method, accept, hasQuery })) {
      const html = await page();
      reply.header('cache-control', 'no-cache').header('vary', 'accept');
      if (html === null) return reply.code(404).type('text/plain; charset=utf-8').send(notBuilt);
      return reply.type('text/html; charset=utf-8').send(html);
    }
    if (wantsStream(streams.live, request)) return stream(request, reply);
    if (!(await admitRequest(streams.access, request, reply))) return reply;
    return apollo.call(app, request, reply);
  };
  app.decorateRequest('admission', null);
  app.route({ url: '/graphql', method: 'GET', handler: answer, wsHandler: openSocket as never });
  app.route({ url: '/graphql', method: 'POST', handler: answer });
  app.route({ url: '/graphql/stream', method: ['GET', 'POST'], handler: stream });
}

/** Live transports and what they follow; all ends with the server. */
async function registerLive(
  app: FastifyInstance,
  deps: ServerDeps,
  { access, config }: { access: Access; config: LiveConfig },
): Promise<Pick<GraphParts, 'streams' | 'openSocket'>> {
  const { database, log, schema, version, now, deadlineMs } = deps;
  const url = database.engine === 'postgres' ? (config.DATABASE_URL ?? null) : null;
  const onFailure = (error: unknown) => log.warn({ err: error }, 'could not look for news');
  const feed = openFeed({ database, url, onFailure });
  const limited = deadlineMs === undefined ? {} : { deadlineMs };
  const live = createLive({ database, schema, access, feed, log, now, version, ...limited });
  const connections = createConnections(config.LIVE_CONNECTIONS);
  const times = { ...liveTimes, ...deps.live };
  app.addHook('onClose', () => feed.close());
  const openSocket = await registerSockets(app, {
    ...{ live, access, connections, log, times, bodyBytes: httpLimits.bodyBytes },
    mostOperations: config.LIVE_SUBSCRIPTIONS,
    origins: config.LIVE_ORIGINS,
  });
  return { streams: { live, access, connections, times }, openSocket };
}

/**
 * The server, ready to listen or to be injected into. Closing it stops GraphQL as well, but leaves the database open.
 * See `listen.ts` for a listening one with a graceful stop.
 */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const config = { ...readConfig({}), ...deps.config };
  const proxies = config.TRUST_PROXY;
  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: httpLimits.bodyBytes,
    requestTimeout: httpLimits.requestMs,
    connectionTimeout: httpLimits.idleMs,
    http: { headersTimeout: httpLimits.headersMs, connectionsCheckingInterval: httpLimits.checkMs },
    requestIdHeader: false,
    trustProxy: proxies === 0 ? false : (_address, hop) => hop < proxies,
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
  });
  const { schema, log, database, deadlineMs, drain = { draining: false } } = deps;
  const operations = await startOperations({
    schema,
    log,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  const access = createAccess({ database, log, now: deps.now, config });
  app.addHook('onClose', async () => {
    await operations.stop();
    await access.close();
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onSend', async (_request, reply) => {
    // A connection kept alive past the last answer would hold up the end of a stopping server.
    if (drain.draining) reply.header('connection', 'close');
  });
  registerRequestLog(app, log, database);
  await registerProtection(app);
  registerFaults(app, log);
  registerHealth(app, deps, drain);
  await registerWebSub(app, { database, log, now: deps.now });
  const page = await registerPlayground(app, deps);
  registerGraph(app, deps, { operations, page, ...(await registerLive(app, deps, { access, config })) });
  return app;
}
