/**
 * Operations that the server asks of its own graph on behalf of a caller: they run through Apollo Server as a client's
 * do, with the same limits, price, deadline, error form and rules for caches.
 */
import type { ApolloServer } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { statusOfCode } from './faults.ts';
import type { OperationContext } from './operations.ts';
import type { Prepared } from './twinOperations.ts';

export interface StoredAnswer {
  /** Null when there are errors and no data. */
  data: unknown;
  errors: readonly GraphQLFormattedError[];
  /** HTTP status, by the first error. */
  status: number;
  /** Of caching and of what it cost. */
  headers: Record<string, string>;
}

/** Runs a document for the caller of the context. */
export async function runStored(
  operations: ApolloServer<OperationContext>,
  { query, variables }: Prepared,
  contextValue: OperationContext,
): Promise<StoredAnswer> {
  const { body, http } = await operations.executeOperation({ query, variables }, { contextValue });
  if (body.kind !== 'single') throw new Error('stored documents are answered at once');
  const { data = null, errors = [] } = body.singleResult;
  const code = errors[0]?.extensions?.code;
  const status = errors.length === 0 ? 200 : (statusOfCode(String(code), undefined) ?? 500);
  return { data, errors, status, headers: Object.fromEntries(http.headers) };
}
