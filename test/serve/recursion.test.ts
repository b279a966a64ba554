import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createRecursionTest } from '../../src/serve/recursion.ts';

const schema = buildSchema(`
  input Plain { a: Int list: [Leaf!] }
  input Leaf { b: Int }
  input Filter { not: Filter and: [Filter!]! plain: Plain }
  input Outer { filter: Filter }
  input Ping { pong: Pong }
  input Pong { ping: [Ping] }
  type Query { q(plain: Plain, filter: Filter, outer: [Outer!], ping: Ping): Int }
`);
const test = createRecursionTest(schema);

describe('variables of types that contain themselves', () => {
  it('are found directly, in lists, below other inputs and through each other', () => {
    for (const type of ['Filter', 'Filter!', '[Outer!]!', 'Ping', '[[Pong]]']) {
      expect(test(parse(`query($v: ${type}) { q }`)), type).toBe(true);
    }
  });

  it('are not found in plain inputs, scalars and literals', () => {
    expect(test(parse('query($a: Plain, $b: [Int!]) { q(plain: $a) }'))).toBe(false);
    expect(test(parse('{ q(filter: { not: { and: [] } }) }'))).toBe(false);
  });
});
