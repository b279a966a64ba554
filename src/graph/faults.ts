/** Faults as clients see them: expected ones with a code and facts, all else masked. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError } from '../base/errors.ts';

/** What a client is told of a fault of ours; the caller logs the rest under the request's id. */
const masked = 'Something went wrong on our side. Try again; if it lasts, report the request id.';

/** The AppError at the bottom of a resolver's error, or null. */
function expectedOf(error: unknown): AppError | null {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current !== null && current !== undefined; depth += 1) {
    if (current instanceof AppError) return current.code === 'INTERNAL' ? null : current;
    current = current instanceof GraphQLError ? current.originalError : null;
  }
  return null;
}

/** PostgreSQL ended the statement because it ran too long (SQLSTATE 57014, query_canceled). */
function isStatementTimeout(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && current.code === '57014') return true;
    current =
      current instanceof GraphQLError ? current.originalError : (current as { cause?: unknown }).cause;
  }
  return false;
}

function messageOf(error: unknown): { code: string; message: string; data: Record<string, unknown> } {
  const expected = expectedOf(error);
  if (expected) return { code: expected.code, message: expected.message, data: expected.data };
  if (isStatementTimeout(error)) {
    return { code: 'TIMEOUT', message: 'This part of the query took too long; ask for less.', data: {} };
  }
  // A GraphQLError without a cause was made by graphql-js or by a scalar: it speaks of the document, hence to the client.
  if (error instanceof GraphQLError && !error.originalError) {
    const code = error.extensions.code;
    return { code: typeof code === 'string' ? code : 'BAD_INPUT', message: error.message, data: {} };
  }
  return { code: 'INTERNAL', message: masked, data: {} };
}

/** Any thrown value as a GraphQLError with `extensions.code`, and `extensions.data` where there are facts. */
export function toGraphQLError(error: unknown): GraphQLError {
  const { code, message, data } = messageOf(error);
  const extensions = Object.keys(data).length === 0 ? { code } : { code, data };
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}

/**
 * The last word on each error of a response (Apollo's `formatError`): keeps what the transport says about malformed
 * requests (its own upper-case codes), maps what resolvers threw, masks the rest.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  const isOurs = error instanceof GraphQLError && error.originalError;
  if (!isOurs && typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, extensions };
  }
  const { message, extensions } = toGraphQLError(error);
  return { ...formatted, message, extensions };
}
