/** What deliveries tell is asked of the graph itself, so that names, rights and matches are those of every client. */
import { parse } from 'graphql';
import { AppError } from '../base/errors.ts';
import { createContext } from '../graph/context.ts';
import { createExecutor } from '../graph/execute.ts';
import { toGraphQLError } from '../graph/faults.ts';
import { buildGraph } from '../graph/schema.ts';
import type { Database } from '../store/db.ts';

/** What a reader without a key may see, whole texts excepted. */
const viewer = { keyId: null, keyName: null, keyPrefix: null, scopes: new Set(['READ'] as const) };

export interface Reader {
  /**
   * The data that a document asks for, values as JSON holds them.
   * @throws AppError BAD_INPUT or BAD_QUERY when the variables are at fault; an Error for any other error in the answer
   */
  ask<T>(document: string, variables: Record<string, unknown>): Promise<T>;
}

/** A reader of the graph over a database; building the schema takes a moment. */
export function openReader(database: Database, now: () => Date): Reader {
  const { execute } = createExecutor(buildGraph());
  return {
    async ask<T>(text: string, variables: Record<string, unknown>): Promise<T> {
      const context = createContext(database, { now, viewer });
      const request = { document: parse(text), queryHash: text, operationName: null, variables, context };
      const { data, errors = [] } = await execute(request);
      const [error] = errors;
      if (error) {
        const { message, extensions } = toGraphQLError(error);
        if (extensions.code === 'BAD_INPUT' || extensions.code === 'BAD_QUERY')
          throw new AppError(extensions.code, message);
        throw error;
      }
      return JSON.parse(JSON.stringify(data)) as T;
    },
  };
}
