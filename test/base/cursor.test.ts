import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  decodeCursor,
  encodeCursor,
  type KeyType,
  listDigest,
} from '../../src/base/cursor.ts';
import { AppError } from '../../src/base/errors.ts';

const digest = listDigest('articles', { filter: { languages: ['id'] } });

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : `not an AppError: ${error}`;
  }
}

const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('cursors', () => {
  it.each<[KeyType, string | number]>([
    ['instant', Date.UTC(2015, 10, 27, 8, 0, 0, 123)],
    ['instant', -1],
    ['integer', 0],
    ['float', 0.8999999761581421],
    ['text', 'Владимир "Путин" \u{1F600}'],
  ])('come back as they went, keys of type %s', (type, key) => {
    const position = { key, id: 42 };
    expect(decodeCursor(encodeCursor(position, digest), digest, type)).toEqual(position);
  });

  it('belong to one list', () => {
    const cursor = encodeCursor({ key: 1, id: 1 }, digest);
    expect(codeOf(() => decodeCursor(cursor, listDigest('articles', {}), 'integer'))).toBe('BAD_CURSOR');
    expect(
      codeOf(() => decodeCursor(cursor, listDigest('stories', { filter: { languages: ['id'] } }), 'integer')),
    ).toBe('BAD_CURSOR');
  });

  it('never fail but as BAD_CURSOR, whatever the text', () => {
    const texts = [
      '',
      ' ',
      'x',
      '{}',
      '\0',
      'ä'.repeat(5000),
      forged(null),
      forged([]),
      forged({}),
      forged([digest]),
      forged([digest, 1, 1, 1]),
    ];
    const keys = [null, true, {}, [], 'x', 'a\0b', 1.5, 1e300, 9e15, -9e15, Number.MAX_SAFE_INTEGER * 4];
    for (const type of ['instant', 'integer', 'float', 'text'] as const) {
      for (const text of texts)
        expect(
          codeOf(() => decodeCursor(text, digest, type)),
          text,
        ).toBe('BAD_CURSOR');
      for (const key of keys) {
        expect(['none', 'BAD_CURSOR']).toContain(
          codeOf(() => decodeCursor(forged([digest, key, 1]), digest, type)),
        );
      }
      for (const id of [null, 1.5, '1', 1e300]) {
        expect(codeOf(() => decodeCursor(forged([digest, 1, id]), digest, type))).toBe('BAD_CURSOR');
      }
    }
    expect(codeOf(() => decodeCursor(forged([digest, 9e15, 1]), digest, 'instant'))).toBe('BAD_CURSOR');
    expect(codeOf(() => decodeCursor(forged([digest, 'x', 1]), digest, 'integer'))).toBe('BAD_CURSOR');
    expect(codeOf(() => decodeCursor(forged([digest, 'a\0b', 1]), digest, 'text'))).toBe('BAD_CURSOR');
  });
});

describe('list digests', () => {
  it('do not depend on the order of arguments or on absent ones', () => {
    expect(listDigest('a', { x: 1, y: { b: 2, a: 1 } })).toBe(
      listDigest('a', { y: { a: 1, b: 2, c: null }, x: 1, z: undefined }),
    );
    expect(listDigest('a', { x: ['1', '2'] })).not.toBe(listDigest('a', { x: ['2', '1'] }));
    expect(canonicalJson(undefined)).toBe('null');
    expect(canonicalJson({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
  });
});
