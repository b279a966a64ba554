/** Runs query text against the graph over a database, both ways of executing it, and counts statements. */
import { createHash } from 'node:crypto';
import { type ExecutionResult, execute, parse, validate } from 'graphql';
import { anonymousCaller, type Caller, createContext } from '../../src/graph/context.ts';
import { createExecutor, type Executor } from '../../src/graph/execute.ts';
import { toGraphQLError } from '../../src/graph/faults.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import type { Database } from '../../src/store/db.ts';
import { seedNow } from './seed.ts';

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers whose shape the query text tells.
  data: any;
  /** `code: message` of each error, as a client would get it. */
  errors: string[];
  /** Where each error arose, as `articles.nodes.0.people`. */
  paths: string[];
  statements: number;
}

const executor = createExecutor(buildGraph());

/** How many documents had to be interpreted so far in this file. */
export const interpretedCount = executor.interpretedCount;

async function run(
  database: Database,
  how: Executor,
  text: string,
  variables: Record<string, unknown>,
  viewer = anonymousCaller,
): Promise<Answer> {
  const document = parse(text);
  const faults = validate(buildGraph(), document);
  const context = createContext(database, { now: () => seedNow, version: '1.2.3', viewer });
  const before = database.statementCount();
  const queryHash = createHash('sha256').update(text).digest('hex');
  const request = { document, queryHash, operationName: null, variables, context };
  const { data, errors }: ExecutionResult = faults.length > 0 ? { errors: faults } : await how(request);
  const told = (errors ?? []).map((error) => {
    const { message, extensions } = toGraphQLError(error);
    return `${extensions.code}: ${message}`;
  });
  return {
    data: data === undefined ? null : JSON.parse(JSON.stringify(data)),
    errors: told,
    paths: (errors ?? []).map(({ path }) => (path ?? []).join('.')),
    statements: database.statementCount() - before,
  };
}

/** The answer of the compiled query. */
export function ask(
  database: Database,
  text: string,
  variables: Record<string, unknown> = {},
  viewer?: Caller,
): Promise<Answer> {
  return run(database, executor.execute, text, variables, viewer);
}

/** The answer of graphql-js itself. */
export function askInterpreted(
  database: Database,
  text: string,
  variables: Record<string, unknown> = {},
  viewer?: Caller,
): Promise<Answer> {
  const interpret: Executor = async ({ document, variables: variableValues, context: contextValue }) =>
    await execute({ schema: buildGraph(), document, variableValues, contextValue });
  return run(database, interpret, text, variables, viewer);
}
