import { describe, expect, it } from 'vitest';
import { requestIdOf } from '../../src/serve/requestId.ts';

describe('request ids', () => {
  it("keep the caller's own when it is 1–64 word characters or hyphens", () => {
    for (const id of ['a', 'req_01-B', 'x'.repeat(64)]) expect(requestIdOf(id)).toBe(id);
  });

  it('are new for anything else', () => {
    for (const header of [undefined, '', 'x'.repeat(65), 'a\r\nb', 'a b', '\u001b[31m', ['a', 'b']]) {
      expect(requestIdOf(header)).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    }
    expect(requestIdOf(undefined)).not.toBe(requestIdOf(undefined));
  });
});
