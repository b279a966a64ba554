import { describe, expect, it } from 'vitest';
import { refusalOf, statusOfCode } from '../../src/serve/faults.ts';

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
