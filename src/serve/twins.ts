/** `/v1/<name>.json` and `.csv`: answers of the graph as flat rows, for dashboards and spreadsheets. */
import type { ApolloServer } from '@apollo/server';
import { stringify } from 'csv-stringify/sync';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../base/errors.ts';
import type { Access } from './access.ts';
import { admitRequest } from './accessHttp.ts';
import { type AnswerCache, tagOfText } from './cache.ts';
import { answerConditionally } from './cacheHttp.ts';
import { sendFault } from './faultHttp.ts';
import { type ContextDeps, contextOf } from './graphRoute.ts';
import type { OperationContext } from './operations.ts';
import { runStored } from './storedOperation.ts';
import {
  type FlatRow,
  type Prepared,
  readParameters,
  seriesTwin,
  type Twin,
  trendingTwin,
} from './twinOperations.ts';

export interface TwinDeps {
  access: Access;
  cache: AnswerCache;
  operations: ApolloServer<OperationContext>;
  context: ContextDeps;
}

type Form = 'json' | 'csv';

const mediaTypes: Record<Form, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

/**
 * Options of csv-stringify: RFC 4180 line ends, and an apostrophe before text that a spreadsheet would take for a formula.
 * Numbers stay numbers.
 */
export const csvOptions = {
  record_delimiter: '\r\n',
  escape_formulas: true,
  cast: { boolean: String },
} as const;

/** Rows as CSV (RFC 4180) with a line of names; lists are written with spaces between. */
export function csvOf(rows: readonly FlatRow[], columns: readonly string[]): string {
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column])));
  return stringify([[...columns], ...cells], csvOptions);
}

const cellOf = (value: FlatRow[string] | undefined) => (Array.isArray(value) ? value.join(' ') : value);

async function answerRows(
  { operations, context }: TwinDeps,
  { twin, form, prepared }: { twin: Twin; form: Form; prepared: Prepared },
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply | string> {
  const { data, errors, status, headers } = await runStored(
    operations,
    prepared,
    contextOf(context, request),
  );
  reply.headers(headers);
  if (errors.length > 0) return reply.code(status).type(mediaTypes.json).send(JSON.stringify({ errors }));
  const rows = twin.rowsOf(data);
  if (rows === null)
    return sendFault(request, reply, { code: 'NOT_FOUND', message: 'There is nothing with this id.' });
  const body = form === 'csv' ? csvOf(rows, twin.columns) : JSON.stringify(rows);
  // Of rows that depend on the clock no log tells when they change.
  if (headers.etag === undefined) reply.header('etag', tagOfText(body));
  reply.type(mediaTypes[form]);
  return body;
}

function registerTwin(
  app: FastifyInstance,
  deps: TwinDeps,
  { twin, form }: { twin: Twin; form: Form },
): void {
  app.get(`/v1/${twin.name}.${form}`, async (request, reply) => {
    if (!(await admitRequest(deps.access, request, reply))) return reply;
    try {
      const given = request.query as Record<string, unknown>;
      const prepared = twin.prepare(readParameters(twin.parameters, given));
      const { query: operation, variables } = prepared;
      const asked = { operation, operationName: '', variables: JSON.stringify(variables), form };
      return await answerConditionally({ cache: deps.cache, request, reply }, asked, () =>
        answerRows(deps, { twin, form, prepared }, { request, reply }),
      );
    } catch (error) {
      if (error instanceof AppError) return sendFault(request, reply, error);
      throw error;
    }
  });
}

/** Registers the flat answers, each as JSON and as CSV. */
export function registerTwins(app: FastifyInstance, deps: TwinDeps): void {
  for (const twin of [trendingTwin, seriesTwin])
    for (const form of ['json', 'csv'] as const) registerTwin(app, deps, { twin, form });
}
