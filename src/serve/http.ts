/**
 * The HTTP server: one GraphQL endpoint, the playground, health. A request goes through limits of size and time, security
 * headers and a request id before GraphQL sees it, and leaves one log line behind.
 */
import { join } from 'node:path';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { type Config, readConfig } from '../base/config.ts';
import type { Log } from '../base/log.ts';
import type { Receivers } from '../graph/context.ts';
import { openFeed } from '../graph/live.ts';
import type { Database } from '../store/db.ts';
import { loggedRedis } from '../store/wakeUps.ts';
import { type Access, type AccessConfig, createAccess } from './access.ts';
import { accessHeaders } from './accessHttp.ts';
import { registerBaseUrl } from './baseUrl.ts';
import { createCache } from './cache.ts';
import { type MarkTimes, watchMarks } from './cacheMarks.ts';
import { registerExports } from './export.ts';
import { httpFault, refusalOf } from './faults.ts';
import { registerFeeds } from './feeds.ts';
import { type GraphParts, type PageSource, registerGraph } from './graphRoute.ts';
import { createLive } from './live.ts';
import { createConnections, type LiveTimes, liveTimes } from './liveConnections.ts';
import { startOperations } from './operations.ts';
import { findPlayground, renderPlayground } from './playground.ts';
import { checkReadiness, type Drain } from './readiness.ts';
import { requestIdOf } from './requestId.ts';
import { registerRequestLog } from './requestLog.ts';
import { registerSchemaFile } from './schemaFile.ts';
import { registerSourcesOpml } from './sourcesOpml.ts';
import { registerTwins } from './twins.ts';
import { registerSockets } from './websocket.ts';
import { registerWebSub } from './websub.ts';

/**
 * `DATABASE_URL` is where writers are heard, unless a transaction pooler stands there (`DATABASE_PREPARE` false); then
 * over `REDIS_URL`. Without either the logs are looked at four times a second.
 */
type LiveConfig = Pick<
  Config,
  | 'LIVE_CONNECTIONS'
  | 'LIVE_SUBSCRIPTIONS'
  | 'LIVE_ORIGINS'
  | 'DATABASE_URL'
  | 'DATABASE_PREPARE'
  | 'REDIS_URL'
>;

export interface ServerDeps {
  database: Database;
  /** Settings of access that are absent have their defaults. */
  config: Pick<Config, 'PLAYGROUND'> &
    Partial<AccessConfig & LiveConfig & Pick<Config, 'TRUST_PROXY' | 'PUBLIC_URL'>>;
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
  /** Routers of a federation may ask how long an operation took. */
  isTraced?: boolean;
  /** Pings and patience of live connections. */
  live?: Partial<LiveTimes>;
  /** How soon a change is seen by who asks whether something changed. */
  marks?: Partial<MarkTimes>;
  /** Where deliveries to webhooks may go; anywhere when absent. */
  receivers?: Receivers;
}

/** Sizes in bytes, times in ms. A slow client is cut after the sum of headers and body at the latest. */
const httpLimits = {
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
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    exposedHeaders: ['x-request-id', 'etag', 'x-row-limit', ...accessHeaders],
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

/** Live transports and what they follow; all ends with the server. */
async function registerLive(
  app: FastifyInstance,
  deps: ServerDeps,
  { access, config }: { access: Access; config: LiveConfig },
): Promise<Pick<GraphParts, 'streams' | 'openSocket'>> {
  const { database, log, schema, version, now, deadlineMs } = deps;
  const isHeard = database.engine === 'postgres' && config.DATABASE_PREPARE;
  const url = isHeard ? (config.DATABASE_URL ?? null) : null;
  const onFailure = (error: unknown) => log.warn({ err: error }, 'could not look for news');
  const feed = openFeed({ database, url, redis: loggedRedis(config.REDIS_URL, log), onFailure });
  const limited = deadlineMs === undefined ? {} : { deadlineMs };
  const asked = deps.receivers === undefined ? {} : { receivers: deps.receivers };
  const live = createLive({ database, schema, access, feed, log, now, version, ...limited, ...asked });
  const connections = createConnections(config.LIVE_CONNECTIONS);
  const times = { ...liveTimes, ...deps.live };
  app.addHook('onClose', () => feed.close());
  const openSocket = await registerSockets(app, {
    ...{ live, access, connections, log, times, bodyBytes: httpLimits.bodyBytes },
    mostOperations: config.LIVE_SUBSCRIPTIONS,
    origins: config.LIVE_ORIGINS,
  });
  const mostOperations = config.LIVE_SUBSCRIPTIONS;
  return { streams: { live, access, connections, times, log, mostOperations }, openSocket };
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
  const marks = watchMarks({ database, log }, deps.marks);
  const cache = createCache({ ...deps, marks, isClosed: config.REQUIRE_KEY });
  const operations = await startOperations({
    ...{ schema, log, cache, isTraced: deps.isTraced ?? false },
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  const access = createAccess({ database, log, now: deps.now, config });
  app.addHook('onClose', async () => {
    await operations.stop();
    await marks.close();
    await access.close();
  });
  registerBaseUrl(app, config.PUBLIC_URL);
  app.decorateRequest('admission', null);
  app.decorateRequest('cacheQuestion', null);
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
  registerSourcesOpml(app, { database, access });
  registerSchemaFile(app, { schema, access });
  registerFeeds(app, { access, operations, context: deps });
  const page = await registerPlayground(app, deps);
  const live = await registerLive(app, deps, { access, config });
  registerGraph(app, deps, { operations, cache, page, ...live });
  registerTwins(app, { access, cache, operations, context: deps });
  registerExports(app, { access, cache, operations, context: deps, log });
  return app;
}
