/**
 * GraphQL over HTTP: Apollo Server with Kabar's compiled executor, guard, deadline and error form. It owns the request
 * pipeline from query text to result; sockets, bodies and headers belong to `http.ts`.
 */
import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type GraphQLRequestContext,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Log } from '../base/log.ts';
import type { GraphContext } from '../graph/context.ts';
import { createExecutor } from '../graph/execute.ts';
import { formatError, isFaultOfOurs } from '../graph/faults.ts';
import type { AnswerCache, CacheQuestion } from './cache.ts';
import { dryRunOf } from './dryRun.ts';
import { completeError, statusOfCode } from './faults.ts';
import { createJudge, type Operation } from './limits.ts';
import { createPersistedQueries } from './persistedQueries.ts';
import { rateLimitHeaders } from './rateLimit.ts';
import { charge, estimate, type Spending, settle } from './rateLimitCost.ts';

/**
 * What travels with one operation. Apollo copies this object shallowly, which would break a class instance with private
 * fields; the graph's own context therefore hangs below it.
 */
export interface OperationContext {
  graph: GraphContext;
  requestId: string;
  spending: Spending;
  /** Of a GET that may be asked with a validator; else null. */
  cacheQuestion: CacheQuestion | null;
  /** Filled in for the request's log line. */
  trace: { operationName: string | null; errorCode: string | null };
}

/** At 2,000 tokens a list literal nested to the limit still overflows the parser's stack. */
export const documentLimits = { parse: { maxTokens: 1_000 }, validate: { maxErrors: 5 } } as const;

/** Time one operation may take, in ms. */
export const operationDeadlineMs = 10_000;

type Request = GraphQLRequestContext<OperationContext>;
type Gateway = ApolloServerOptionsWithGateway<OperationContext>['gateway'];

/** The result, or a TIMEOUT error. The operation's statements end by the database's own limits. */
export async function withinDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `This operation took longer than ${deadlineMs / 1000} s. Ask for smaller pages or fewer fields.`;
      reject(new GraphQLError(message, { extensions: { code: 'TIMEOUT', data: { allowedMs: deadlineMs } } }));
    }, deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Apollo's seam for a foreign executor; there is no federation behind it. */
function compiledGateway(schema: GraphQLSchema, deadlineMs: number): Gateway {
  const { execute } = createExecutor(schema);
  const executor = async (request: unknown): Promise<ExecutionResult> => {
    const { document, queryHash, operationName, request: asked, context } = request as ExecutorRequest;
    const operation = {
      document,
      queryHash,
      operationName: asked.operationName ?? operationName,
      variables: asked.variables ?? {},
    };
    const dry = dryRunOf(operation);
    const wanted = dry ? { ...operation, document: dry, queryHash: `${queryHash} dry` } : operation;
    const work = execute({ ...wanted, context: context.graph });
    const result = await withinDeadline(work, deadlineMs);
    return result.errors ? { ...result, errors: result.errors.map(completeError) } : result;
  };
  return {
    load: async () => ({ schema, executor: executor as never }),
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: async () => {},
  };
}

interface ExecutorRequest {
  document: Request['document'] & object;
  queryHash: string;
  operationName: string | null;
  request: { operationName?: string | null; variables?: Record<string, unknown> | null };
  context: OperationContext;
}

function codeOf(error: { extensions?: { code?: unknown } | undefined } | undefined): string | null {
  return typeof error?.extensions?.code === 'string' ? error.extensions.code : null;
}

/** Tells what the answer cost, in the body and in headers; of one that proxies may keep, nothing of the caller's budget. */
function sealCost({ response, contextValue: { spending, graph, cacheQuestion } }: Request): void {
  if (response.body?.kind !== 'single') return;
  const result = response.body.singleResult;
  const { throttle, ...points } = settle(spending, result.data);
  const isPublic = response.http.headers.get('cache-control')?.startsWith('public') ?? false;
  const isShared = cacheQuestion !== null && isPublic;
  result.extensions = { ...result.extensions, cost: isShared ? points : { ...points, throttle } };
  if (isShared) return;
  const headers = rateLimitHeaders(spending.purse, graph.at);
  for (const [name, value] of Object.entries(headers)) response.http.headers.set(name, value);
  if (spending.retryAfter !== null) response.http.headers.set('retry-after', String(spending.retryAfter));
}

/** The operation of a request that was parsed. */
function operationOf(context: Request & { document: NonNullable<Request['document']> }): Operation {
  const { document, queryHash = null, request } = context;
  return {
    document,
    queryHash,
    operationName: request.operationName ?? null,
    variables: request.variables ?? {},
  };
}

/** Says how long the answer keeps; one with errors, or of anything but a query, not at all. */
function sealCaching(context: Request, cache: AnswerCache): void {
  const { response, document, contextValue } = context;
  if (response.body?.kind !== 'single') return;
  const { graph, cacheQuestion, spending } = contextValue;
  const { data, errors } = response.body.singleResult;
  const isWhole = data !== undefined && data !== null && errors === undefined && spending.measures !== null;
  const { headers } = response.http;
  if (!isWhole || document === undefined) {
    // Apollo words it for a persisted query that is not there.
    if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
    return;
  }
  const policy = cache.policyOf(operationOf({ ...context, document }));
  const facts = { policy, shownRuns: graph.shownRuns, keyPrefix: graph.viewer.keyPrefix };
  for (const [name, value] of Object.entries(cache.headersOf(cacheQuestion, facts))) headers.set(name, value);
}

/** Sets caching, cost, status, request id and trace on the way out; answers are otherwise left as the executor made them. */
function sealResponse(context: Request, cache: AnswerCache): void {
  const { request, response, contextValue, operationName } = context;
  contextValue.trace.operationName = operationName ?? request.operationName ?? null;
  sealCaching(context, cache);
  sealCost(context);
  if (response.body?.kind !== 'single') return;
  const result = response.body.singleResult;
  if (!result.errors) return;
  const { requestId } = contextValue;
  result.errors = result.errors.map((error) => ({
    ...error,
    extensions: { ...error.extensions, requestId },
  }));
  const code = codeOf(result.errors[0]) ?? 'INTERNAL';
  contextValue.trace.errorCode = code;
  // 405 says more than the code, which is that of any bad request.
  if (result.data !== undefined || response.http.status === 405) return;
  const status = statusOfCode(code, request.http?.headers.get('accept'));
  if (status !== null) response.http.status = status;
}

/** For a subscription that asks for one answer. */
function notLive(): GraphQLError {
  const message =
    'A subscription is answered by a stream: open a WebSocket (graphql-transport-ws) at this address, or accept text/event-stream.';
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

function pipelinePlugin(
  schema: GraphQLSchema,
  { log, cache }: { log: Log; cache: AnswerCache },
): ApolloServerPlugin<OperationContext> {
  const judge = createJudge(schema);
  return {
    async requestDidStart() {
      return {
        async didResolveOperation(context) {
          if (context.operation?.operation === 'subscription') throw notLive();
          const operation = operationOf(context);
          const { spending } = context.contextValue;
          const { measures, error } = judge(operation);
          if (error) throw error;
          if (measures === null) return;
          if (dryRunOf(operation)) return estimate(spending, measures);
          const refusal = charge(spending, measures);
          if (refusal) throw refusal;
        },
        async didEncounterErrors({ errors, contextValue: { requestId } }) {
          const ours = errors.filter(isFaultOfOurs);
          const [first] = ours;
          if (!first) return;
          const err = first.originalError ?? first;
          log.error({ err, path: first.path, failures: ours.length, requestId }, 'operation failed');
        },
        async willSendResponse(context) {
          sealResponse(context, cache);
        },
      };
    },
  };
}

/** Apollo Server for the graph, started. `stop()` it after the HTTP server has closed. */
export async function startOperations(options: {
  schema: GraphQLSchema;
  log: Log;
  cache: AnswerCache;
  deadlineMs?: number;
  /** Send a trace to routers that ask for one (`ftv1`). It tells how long an operation took, not its fields. */
  isTraced?: boolean;
}): Promise<ApolloServer<OperationContext>> {
  const { schema, log, cache, deadlineMs = operationDeadlineMs, isTraced = false } = options;
  const server = new ApolloServer<OperationContext>({
    gateway: compiledGateway(schema, deadlineMs),
    logger: log,
    nodeEnv: 'production',
    introspection: true,
    csrfPrevention: true,
    persistedQueries: { cache: createPersistedQueries() },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: documentLimits.parse,
    validationOptions: documentLimits.validate,
    formatError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      isTraced
        ? ApolloServerPluginInlineTrace({ includeErrors: { masked: true } })
        : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // A stray APOLLO_KEY in the environment must not make a gateway report to anybody.
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      pipelinePlugin(schema, { log, cache }),
    ],
  });
  await server.start();
  return server;
}
