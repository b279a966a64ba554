/** Faults as clients see them: expected ones with a code and facts, all else masked. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError } from '../base/errors.ts';

/** What a client is told of a fault of ours; the caller logs the rest under the request's id. */
const masked = 'Something went wrong on our side. Try again; if it lasts, report the request id.';

/** What was thrown at the bottom of GraphQL's wrappers; a GraphQLError when nothing else was. */
function causeOf(error: GraphQLError): Error {
  const cause = error.originalError;
  if (!cause) return error;
  return cause instanceof GraphQLError ? causeOf(cause) : cause;
}

/** True when nobody but us can mend it: an unexpected exception, or an AppError INTERNAL. Such errors are logged. */
export function isFaultOfOurs(error: GraphQLError): boolean {
  const cause = causeOf(error);
  if (cause instanceof AppError) return cause.code === 'INTERNAL';
  if (!(cause instanceof GraphQLError)) return true;
  const { code } = cause.extensions;
  // Without a code but with a path: a resolver broke the schema's promise, such as null for a non-null field.
  return code === 'INTERNAL' || (code === undefined && cause.path !== undefined);
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
  const cause = error instanceof GraphQLError ? causeOf(error) : error;
  if (cause instanceof AppError && cause.code !== 'INTERNAL') return cause;
  if (isStatementTimeout(error)) {
    return { code: 'TIMEOUT', message: 'This part of the query took too long; ask for less.', data: {} };
  }
  // Made by graphql-js or by a scalar: it speaks of the document, hence to the client.
  if (cause instanceof GraphQLError && !isFaultOfOurs(cause)) {
    const { code } = cause.extensions;
    return { code: typeof code === 'string' ? code : 'BAD_INPUT', message: cause.message, data: {} };
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
 * The last word on each error of a response (Apollo's `formatError`): keeps what the transport says about a request,
 * though it wraps such errors around graphql-js's own; maps what resolvers threw; masks the rest.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  const isAboutRequest = error instanceof GraphQLError && causeOf(error) instanceof GraphQLError;
  if (isAboutRequest && typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, extensions };
  }
  const { message, extensions } = toGraphQLError(error);
  return { ...formatted, message, extensions };
}
