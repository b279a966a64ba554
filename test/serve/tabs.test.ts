import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/schema.ts';
import { createJudge, measureOperation } from '../../src/serve/limits.ts';
import { exampleTabs } from '../../src/web/playground/tabs.ts';

const schema = buildGraph();
const named = exampleTabs.map((tab) => ({
  ...tab,
  name: /(?:query|mutation|subscription) (\w+)/.exec(tab.query)?.[1] ?? '',
}));

describe.each(named)('the example $name', ({ query, variables, name }) => {
  const operation = {
    document: parse(query),
    queryHash: null,
    operationName: name,
    variables: variables ?? {},
  };

  it('asks only for what the graph offers', () => {
    expect(validate(schema, operation.document).map((error) => error.message)).toEqual([]);
  });

  it('is well within the limits', () => {
    expect(createJudge(schema)(operation).error).toBeNull();
    expect(measureOperation(schema, operation)?.measures.nodes).toBeLessThan(10_000);
  });

  it('opens with a comment that fits beside the answer', () => {
    expect(query).toMatch(/^# \S/);
    expect(Math.max(...query.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

describe('the examples', () => {
  it('have names of their own, which become the titles of the tabs', () => {
    expect(new Set(named.map((tab) => tab.name)).size).toBe(exampleTabs.length);
  });

  it('start with one that needs no variables, since GraphiQL shows none at first', () => {
    expect(exampleTabs[0]?.variables).toBeNull();
  });
});
