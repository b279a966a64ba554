import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { formatAnswerError, isFaultOfOurs, refusalOf, statusOfCode } from '../../src/serve/faults.ts';

const wrap = (originalError: Error, code?: string) =>
  new GraphQLError(originalError.message, {
    originalError,
    path: ['a'],
    ...(code ? { extensions: { code } } : {}),
  });

describe('status of an answer without data', () => {
  it('goes by the code, whatever the client accepts', () => {
    expect(statusOfCode('DEPTH_LIMIT_EXCEEDED', 'application/json')).toBe(400);
    expect(statusOfCode('TIMEOUT', undefined)).toBe(504);
    expect(statusOfCode('SOMETHING_NEW', undefined)).toBeNull();
  });

  it('is 200 for a faulty query only to a client that takes application/json alone', () => {
    expect(statusOfCode('GRAPHQL_PARSE_FAILED', 'application/json')).toBe(200);
    expect(statusOfCode('GRAPHQL_PARSE_FAILED', 'application/json, application/graphql-response+json')).toBe(
      400,
    );
    expect(statusOfCode('GRAPHQL_PARSE_FAILED', '*/*')).toBe(400);
  });
});

describe('whose fault an error is', () => {
  it('is ours when the cause was not expected, or breaks the schema', () => {
    expect(isFaultOfOurs(wrap(new TypeError('x is undefined')))).toBe(true);
    expect(isFaultOfOurs(wrap(new AppError('INTERNAL', 'lost')))).toBe(true);
    expect(isFaultOfOurs(new GraphQLError('Cannot return null', { path: ['a', 'b'] }))).toBe(true);
  });

  it("is the caller's when an error was expected or speaks of the document", () => {
    expect(isFaultOfOurs(wrap(new AppError('BAD_CURSOR', 'no')))).toBe(false);
    expect(isFaultOfOurs(wrap(new GraphQLError('Syntax Error'), 'GRAPHQL_PARSE_FAILED'))).toBe(false);
    expect(isFaultOfOurs(new GraphQLError('Unknown type'))).toBe(false);
  });
});

describe('errors as they are sent', () => {
  it('keep what the server says of the request, though it wraps the error of the parser', () => {
    const formatted = { message: 'Syntax Error', extensions: { code: 'GRAPHQL_PARSE_FAILED' } };
    const error = wrap(new GraphQLError('Syntax Error'), 'GRAPHQL_PARSE_FAILED');
    expect(formatAnswerError(formatted, error)).toEqual(formatted);
  });

  it('hide what was not expected', () => {
    const formatted = { message: 'secret', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    const sent = formatAnswerError(formatted, wrap(new Error('secret')));
    expect(sent.extensions?.code).toBe('INTERNAL');
    expect(JSON.stringify(sent)).not.toContain('secret');
    expect(formatAnswerError(formatted, new Error('secret')).message).not.toContain('secret');
  });
});

describe('refusals before GraphQL', () => {
  it('name the limit for a large body and blame nobody for an unknown failure', () => {
    expect(refusalOf(413, { bodyBytes: 1000 })).toEqual({
      code: 'TOO_LARGE',
      message: 'The body is larger than 1000 bytes.',
    });
    expect([400, 404, 408, 415, 500, 503].map((status) => refusalOf(status, { bodyBytes: 1 }).code)).toEqual([
      'BAD_REQUEST',
      'BAD_REQUEST',
      'TIMEOUT',
      'UNSUPPORTED_MEDIA_TYPE',
      'INTERNAL',
      'UNAVAILABLE',
    ]);
  });
});
