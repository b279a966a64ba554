/** Which HTTP status goes with which error code, and errors that arise before GraphQL sees a request. */
import { GraphQLError } from 'graphql';

/** Status of an answer that carries no data, by its first error's code. */
const statuses: Record<string, number> = {
  BAD_REQUEST: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  BAD_USER_INPUT: 400,
  BAD_INPUT: 400,
  BAD_CURSOR: 400,
  BAD_QUERY: 400,
  DEPTH_LIMIT_EXCEEDED: 400,
  COST_LIMIT_EXCEEDED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  INTERNAL_SERVER_ERROR: 500,
  UNAVAILABLE: 503,
  TIMEOUT: 504,
};

/** Faults of the query itself, for which a client that accepts only `application/json` is answered 200. */
const requestFaults = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/**
 * HTTP status of an answer without data. Null leaves what the GraphQL server chose.
 * @see GraphQL over HTTP §6.4.1 (application/json: 200 for well-formed requests) and §6.4.2
 */
export function statusOfCode(code: string, accept: string | undefined): number | null {
  const isOldClient =
    accept?.includes('application/json') && !accept.includes('application/graphql-response+json');
  if (isOldClient && requestFaults.has(code)) return 200;
  return statuses[code] ?? null;
}

/** Body of an answer to a request that never reached GraphQL, in GraphQL's error shape. */
export interface HttpFault {
  errors: [{ message: string; extensions: { code: string; requestId: string } }];
}

/** An error body that names the request; `message` is for people and never taken from an unexpected error. */
export function httpFault(code: string, message: string, requestId: string): HttpFault {
  return { errors: [{ message, extensions: { code, requestId } }] };
}

/** Code and sentence for what Fastify refuses, by status; anything else is a fault of ours. */
export function refusalOf(status: number, limits: { bodyBytes: number }): { code: string; message: string } {
  if (status === 413)
    return { code: 'TOO_LARGE', message: `The body is larger than ${limits.bodyBytes} bytes.` };
  if (status === 415)
    return { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the request as application/json, uncompressed.' };
  if (status === 408) return { code: 'TIMEOUT', message: 'The request did not arrive in time.' };
  if (status === 503) return { code: 'UNAVAILABLE', message: 'The server is stopping. Try again.' };
  if (status >= 400 && status < 500)
    return { code: 'BAD_REQUEST', message: 'The request could not be read: the body is not valid JSON.' };
  return {
    code: 'INTERNAL',
    message: 'Something went wrong on our side. Quote the request id when you report it.',
  };
}

/**
 * An error of the compiled executor as graphql-js makes them. graphql-jit's own leave `extensions` undefined, which
 * Apollo Server reads without looking.
 */
export function completeError(error: GraphQLError): GraphQLError {
  if ((error.extensions as unknown) !== undefined) return error;
  const { message, path, originalError, locations } = error;
  const complete = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  return locations ? Object.assign(complete, { locations }) : complete;
}
