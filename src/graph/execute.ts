/**
 * Execution: documents compiled to JavaScript by graphql-jit and kept, most recently used first; graphql-js where a
 * document cannot be compiled. Both give the same response. Documents are expected to have passed validation.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  execute as executeInterpreted,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { GraphContext } from './context.ts';

export interface ExecutionRequest {
  document: DocumentNode;
  /** Hash of the document's text: the same hash means the same document. */
  queryHash: string;
  operationName: string | null;
  variables: Record<string, unknown>;
  context: GraphContext;
}

export type Executor = (request: ExecutionRequest) => Promise<ExecutionResult>;

const mostCompiled = 500;

/** Faults in variables, found as graphql-js finds them: graphql-jit knows no `@oneOf` and words its faults differently. */
function variableFaults(schema: GraphQLSchema, { document, operationName, variables }: ExecutionRequest) {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  if (definitions.length === 0) return null;
  return getVariableValues(schema, definitions, variables, { maxErrors: 50 }).errors ?? null;
}

/** An executor over a schema; `size` compiled documents are kept. `interpreted` counts requests that fell back. */
export function createExecutor(
  schema: GraphQLSchema,
  size = mostCompiled,
): { execute: Executor; interpretedCount: () => number } {
  const compiled = new LRUCache<string, CompiledQuery | 'uncompilable'>({ max: size });
  let interpreted = 0;

  const compiledOf = ({ document, queryHash, operationName }: ExecutionRequest) => {
    const key = `${queryHash}\n${operationName ?? ''}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const outcome = compile(schema, document, operationName);
    compiled.set(key, outcome);
    return outcome;
  };

  const execute: Executor = async (request) => {
    const errors = variableFaults(schema, request);
    if (errors) return { errors };
    const query = compiledOf(request);
    if (query !== 'uncompilable') return await query.query(undefined, request.context, request.variables);
    interpreted += 1;
    return await executeInterpreted({
      schema,
      document: request.document,
      operationName: request.operationName,
      variableValues: request.variables,
      contextValue: request.context,
    });
  };
  return { execute, interpretedCount: () => interpreted };
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null) {
  try {
    const query = compileQuery(schema, document, operationName ?? undefined);
    return isCompiledQuery(query) ? query : ('uncompilable' as const);
  } catch {
    // graphql-jit throws at what it does not support; graphql-js supports everything.
    return 'uncompilable' as const;
  }
}
