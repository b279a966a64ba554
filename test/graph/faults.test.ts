import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { formatError, isFaultOfOurs, toGraphQLError } from '../../src/graph/faults.ts';

const wrapped = (originalError: Error) =>
  new GraphQLError(originalError.message, { originalError, path: ['a', 0] });

describe('faults', () => {
  it('keep code, message, facts and path of what was expected', () => {
    const error = toGraphQLError(wrapped(new AppError('BAD_CURSOR', 'No cursor.', { data: { given: 'x' } })));
    expect(error.toJSON()).toEqual({
      message: 'No cursor.',
      path: ['a', 0],
      extensions: { code: 'BAD_CURSOR', data: { given: 'x' } },
    });
  });

  it('mask everything else', () => {
    for (const fault of [
      wrapped(new Error('password=secret')),
      new TypeError('secret'),
      'secret',
      wrapped(new AppError('INTERNAL', 'secret')),
    ]) {
      const error = toGraphQLError(fault);
      expect(error.extensions.code).toBe('INTERNAL');
      expect(JSON.stringify(error)).not.toContain('secret');
    }
  });

  it('call a statement that ran too long a timeout', () => {
    const cause = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
    expect(toGraphQLError(wrapped(new Error('Failed query', { cause }))).extensions.code).toBe('TIMEOUT');
  });

  it('let through what speaks of the document', () => {
    expect(toGraphQLError(new GraphQLError('Cannot query field "x".')).toJSON()).toEqual({
      message: 'Cannot query field "x".',
      extensions: { code: 'BAD_INPUT' },
    });
  });

  it('keep the codes of the transport, without its stack', () => {
    const formatted = {
      message: 'Syntax Error',
      extensions: { code: 'GRAPHQL_PARSE_FAILED', stacktrace: ['x'] },
    };
    expect(formatError(formatted, new GraphQLError('Syntax Error'))).toEqual({
      message: 'Syntax Error',
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
    const internal = { message: 'secret', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    expect(formatError(internal, wrapped(new Error('secret')))).toMatchObject({
      extensions: { code: 'INTERNAL' },
    });
  });
});

const wrap = (originalError: Error, code?: string) =>
  new GraphQLError(originalError.message, {
    originalError,
    path: ['a'],
    ...(code ? { extensions: { code } } : {}),
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
    expect(formatError(formatted, error)).toEqual(formatted);
  });

  it('hide what was not expected', () => {
    const formatted = { message: 'secret', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    const sent = formatError(formatted, wrap(new Error('secret')));
    expect(sent.extensions?.code).toBe('INTERNAL');
    expect(JSON.stringify(sent)).not.toContain('secret');
    expect(formatError(formatted, new Error('secret')).message).not.toContain('secret');
  });
});
