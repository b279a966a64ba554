/**
 * Operations of live transports, apart from sockets: text in, a stream of results out, under the limits, access, cost and
 * error form of the HTTP endpoint. Each event is paid for; a caller out of points gets it later, and loses none.
 */
import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Log } from '../base/log.ts';
import { pause } from '../base/pause.ts';
import { createContext, type Receivers } from '../graph/context.ts';
import { createExecutor } from '../graph/execute.ts';
import { formatError, isFaultOfOurs, toGraphQLError } from '../graph/faults.ts';
import type { LiveContext, LiveEvent, LiveFeed } from '../graph/live.ts';
import { executeEvent, openEvents } from '../graph/liveExecute.ts';
import type { Database } from '../store/db.ts';
import type { Access, Admission, Arrival, Refusal } from './access.ts';
import { dryRunOf } from './dryRun.ts';
import { completeError } from './faults.ts';
import { createJudge, type Operation } from './limits.ts';
import { documentLimits, operationDeadlineMs, withinDeadline } from './operations.ts';
import { budgetOf, charge, openSpending, type Spending, settle } from './rateLimitCost.ts';

export interface LiveDeps {
  database: Database;
  schema: GraphQLSchema;
  access: Access;
  feed: LiveFeed;
  log: Log;
  now: () => Date;
  version: string;
  deadlineMs?: number;
  receivers?: Receivers;
}

/** An operation as a client sends it; anything may be in it. */
export interface Asked {
  query?: unknown;
  operationName?: unknown;
  variables?: unknown;
}

export interface Ready {
  kind: 'query' | 'mutation' | 'subscription';
  operation: Operation & { queryHash: string };
}

/** One result, and where a subscription goes on after it; null for a query and for the errors that end a stream. */
export interface LiveResult {
  sequence: string | null;
  result: ExecutionResult;
}

/** Whom a stream is for. */
export interface Asker {
  arrival: Arrival;
  requestId: string;
  /** Address under which this gateway was asked. */
  baseUrl: string;
  lastEventId: string | null;
}

export interface Live {
  /** The operation, parsed, valid and within the limits of size; else why not. */
  prepare(asked: Asked): Ready | GraphQLError[];
  /** Its results. `return()` ends it at once, whatever it waits for. Does not throw. */
  run(ready: Ready, asker: Asker): AsyncGenerator<LiveResult, void, void>;
  /** The error for more at a time than is allowed. */
  limit(message: string, data: Record<string, unknown>): GraphQLError;
  /** Errors as this client is told of them. */
  tell(errors: readonly GraphQLError[], requestId: string): GraphQLFormattedError[];
}

/** Characters of the documents that are remembered, with what is wrong with them. */
const mostRemembered = 4 * 1024 * 1024;

function badRequest(message: string): GraphQLError[] {
  return [new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })];
}

function coded(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code;
  return error;
}

function readDocument(schema: GraphQLSchema, text: string): DocumentNode | GraphQLError[] {
  try {
    const document = parse(text, documentLimits.parse);
    const faults = validate(schema, document, specifiedRules, documentLimits.validate);
    return faults.length === 0 ? document : faults.map((e) => coded(e, 'GRAPHQL_VALIDATION_FAILED'));
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
}

/** A generator whose `return()` is heard while it waits: the signal ends the wait first. */
function endable<T>(
  work: (signal: AbortSignal) => AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  const controller = new AbortController();
  const inner = work(controller.signal);
  const outer = {
    next: () => inner.next(),
    return: () => {
      controller.abort();
      return inner.return();
    },
    throw: (error: unknown) => {
      controller.abort();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]: () => outer,
  };
  return outer as AsyncGenerator<T, void, void>;
}

const isRefusal = (outcome: Admission | Refusal): outcome is Refusal => 'status' in outcome;

const refusalError = ({ code, message }: Refusal): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

/** The operations of one server's live transports. */
export function createLive(deps: LiveDeps): Live {
  const { schema, database, access, feed, log, now, version, deadlineMs = operationDeadlineMs } = deps;
  const { execute } = createExecutor(schema);
  const judge = createJudge(schema);
  const documents = new LRUCache<string, DocumentNode | GraphQLError[]>({ maxSize: mostRemembered });

  const tell: Live['tell'] = (errors, requestId) => {
    const [first] = errors.filter(isFaultOfOurs);
    if (first)
      log.error({ err: first.originalError ?? first, path: first.path, requestId }, 'operation failed');
    return errors.map((error) => {
      const told = formatError(completeError(error).toJSON(), error);
      return { ...told, extensions: { ...told.extensions, requestId } };
    });
  };
  const failed = (errors: readonly GraphQLError[], requestId: string): LiveResult => ({
    sequence: null,
    // Told already: formatted errors stand where graphql-js has its own.
    result: { errors: tell(errors, requestId) as unknown as GraphQLError[] },
  });
  const sealed = (result: ExecutionResult, spending: Spending, requestId: string): ExecutionResult => {
    const cost = settle(spending, result.data);
    const errors = result.errors && (tell(result.errors, requestId) as unknown as GraphQLError[]);
    return { ...result, ...(errors ? { errors } : {}), extensions: { ...result.extensions, cost } };
  };
  const shared = { now, version, ...(deps.receivers ? { receivers: deps.receivers } : {}) };
  const contextFor = ({ baseUrl }: Asker, { caller: viewer }: Admission, spending: Spending) =>
    createContext(database, { ...shared, baseUrl, viewer, budget: () => budgetOf(spending) });

  /** Takes what the operation costs; waits for it when `signal` is given and only time is lacking. */
  const pay = async (
    { operation }: Ready,
    { arrival }: Asker,
    signal: AbortSignal | null,
  ): Promise<{ admission: Admission; spending: Spending } | GraphQLError> => {
    const { measures, error } = judge(operation);
    if (error) return error;
    for (;;) {
      const admission = await access.admit(arrival);
      if (!isRefusal(admission)) {
        const spending = openSpending(admission.purse);
        const refusal = measures && charge(spending, measures);
        if (!refusal) return { admission, spending };
        if (signal === null || spending.retryAfter === null || signal.aborted) return refusal;
        await pause(spending.retryAfter * 1_000, signal);
      } else {
        const seconds = Number(admission.headers['retry-after']);
        if (signal === null || admission.code !== 'RATE_LIMITED' || !seconds || signal.aborted)
          return refusalError(admission);
        await pause(seconds * 1_000, signal);
      }
    }
  };

  async function* runOnce(ready: Ready, asker: Asker): AsyncGenerator<LiveResult, void, void> {
    const paid = await pay(ready, asker, null);
    if (paid instanceof GraphQLError) return yield failed([paid], asker.requestId);
    const context = contextFor(asker, paid.admission, paid.spending);
    const result = await withinDeadline(execute({ ...ready.operation, context }), deadlineMs);
    yield { sequence: null, result: sealed(result, paid.spending, asker.requestId) };
  }

  async function* runEvents(
    ready: Ready,
    asker: Asker,
    signal: AbortSignal,
  ): AsyncGenerator<LiveResult, void, void> {
    const paid = await pay(ready, asker, null);
    if (paid instanceof GraphQLError) return yield failed([paid], asker.requestId);
    const { admission, spending } = paid;
    const { lastEventId } = asker;
    const fresh = () => contextFor(asker, admission, spending);
    const context: LiveContext = { ...fresh(), feed, signal, lastEventId, fresh, event: null };
    const events = await openEvents(schema, { ...ready.operation, context });
    if ('errors' in events || !(Symbol.asyncIterator in events)) {
      return yield failed((events as ExecutionResult).errors ?? [], asker.requestId);
    }
    for await (const event of events as AsyncGenerator<LiveEvent>) {
      const due = await pay(ready, asker, signal);
      if (signal.aborted) return;
      if (due instanceof GraphQLError) return yield failed([due], asker.requestId);
      const told = { ...context, fresh: () => contextFor(asker, due.admission, due.spending) };
      const work = executeEvent(execute, { ...ready.operation, context: told }, event);
      const result = await withinDeadline(work, deadlineMs);
      yield { sequence: event.sequence, result: sealed(result, due.spending, asker.requestId) };
    }
  }

  async function* guarded(
    ready: Ready,
    asker: Asker,
    signal: AbortSignal,
  ): AsyncGenerator<LiveResult, void, void> {
    try {
      yield* ready.kind === 'subscription' ? runEvents(ready, asker, signal) : runOnce(ready, asker);
    } catch (error) {
      if (signal.aborted) return;
      const wrapped = error instanceof GraphQLError ? error : toGraphQLError(error);
      if (wrapped.extensions.code === 'INTERNAL')
        log.error({ err: error, requestId: asker.requestId }, 'subscription failed');
      yield failed([wrapped], asker.requestId);
    }
  }

  return {
    prepare({ query, operationName = null, variables = null }) {
      if (typeof query !== 'string') return badRequest('The operation lacks its query, a string.');
      if (operationName !== null && typeof operationName !== 'string')
        return badRequest('operationName must be a string.');
      if (variables !== null && (typeof variables !== 'object' || Array.isArray(variables)))
        return badRequest('variables must be an object.');
      const queryHash = createHash('sha256').update(query).digest('hex');
      const document = documents.get(queryHash) ?? readDocument(schema, query);
      documents.set(queryHash, document, { size: query.length + 1 });
      if (Array.isArray(document)) return document;
      const definition = getOperationAST(document, operationName);
      if (!definition) return badRequest('The document holds no such operation, or several and no name.');
      const operation = {
        document,
        queryHash,
        operationName,
        variables: (variables ?? {}) as Record<string, unknown>,
      };
      const { error } = judge(operation);
      if (error) return [error];
      if (dryRunOf(operation)) return badRequest('A dry run is answered to a plain POST or GET.');
      return { kind: definition.operation, operation };
    },
    run: (ready, asker) => endable((signal) => guarded(ready, asker, signal)),
    limit: (message, data) => new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', data } }),
    tell,
  };
}
