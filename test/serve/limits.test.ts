import { buildSchema, parse } from 'graphql';
import { getIntrospectionQuery } from 'graphql/utilities/getIntrospectionQuery.js';
import { describe, expect, it } from 'vitest';
import { createJudge, defaultLimits, measureOperation } from '../../src/serve/limits.ts';
import { buildTinyGraph } from './graph.ts';

const schema = buildTinyGraph();
const operation = (
  query: string,
  variables: Record<string, unknown> = {},
  queryHash: string | null = null,
) => ({
  document: parse(query),
  queryHash,
  operationName: null,
  variables,
});
const measure = (query: string, variables?: Record<string, unknown>) =>
  measureOperation(schema, operation(query, variables))?.measures;
const judge = (query: string, variables?: Record<string, unknown>) =>
  createJudge(schema)(operation(query, variables)).error;

const nested = (levels: number) =>
  '{items(first:1){nodes{'.concat('self{'.repeat(levels), 'id', '}'.repeat(levels), '}}}');

describe('measures of an operation', () => {
  it('counts depth with the leaf, through inline fragments and spreads', () => {
    expect(measure('{hello}')?.depth).toBe(1);
    expect(measure('{items{nodes{id}}}')?.depth).toBe(3);
    expect(measure('{items{...on ItemConnection{nodes{...F}}}} fragment F on Item{self{id}}')?.depth).toBe(4);
  });

  it('multiplies page sizes along nested connections', () => {
    expect(measure('{items(first:10){nodes{id}}}')?.nodes).toBe(10);
    expect(measure('{items(first:10){nodes{items(last:5){edges{node{id}}}}}}')?.nodes).toBe(10 + 50);
    expect(measure('{items{nodes{aliases{name} names}}}')?.nodes).toBe(20 + 20 * 10);
    expect(measure('{list(ids:["1","2","3"]){id}}')?.nodes).toBe(3);
  });

  it('reads page sizes from variables and their defaults, and takes no more than the largest page', () => {
    const query = 'query($n:Int=7,$i:[ID!]!){items(first:$n){nodes{id}} list(ids:$i){id}}';
    expect(measure(query, { i: ['1', '2'] })?.nodes).toBe(9);
    expect(measure(query, { n: 30, i: [] })?.nodes).toBe(30);
    expect(measure(query, { n: 1_000_000, i: [] })?.nodes).toBe(500);
    expect(measure('{items(first:-5){nodes{id}}}')?.nodes).toBe(0);
    const listed = Array.from({ length: 40 }, (_, i) => `"${i}"`).join();
    expect(measure(`query($i:[ID!]!=[${listed}]){list(ids:$i){id}}`)?.nodes).toBe(40);
  });

  it('carries the page size into a fragment on the connection', () => {
    const query = '{a:items(first:3){...C} b:items(first:4){...C}} fragment C on ItemConnection{nodes{id}}';
    expect(measure(query)).toMatchObject({ nodes: 7, aliases: 2, rootFields: 2 });
  });

  it('does not count the introspection query', () => {
    const measures = measure(getIntrospectionQuery());
    expect(measures).toMatchObject({ depth: 0, nodes: 0, rootFields: 1 });
  });

  it('counts directives wherever they stand', () => {
    const query = 'query @a {hello @b ...F @c ... @d {hello}} fragment F on Query @e {hello}';
    expect(measure(query)?.directives).toBe(5);
  });

  it('measures only the operation that is asked for', () => {
    const document = parse('query A{hello} query B{items{nodes{id}}}');
    const asked = { document, queryHash: null, variables: {} };
    expect(measureOperation(schema, { ...asked, operationName: 'A' })?.measures.depth).toBe(1);
    expect(measureOperation(schema, { ...asked, operationName: 'B' })?.measures.depth).toBe(3);
    expect(measureOperation(schema, { ...asked, operationName: 'C' })).toBeNull();
  });

  it('measures fragments that spread each other 2^30 times in no time', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, i) => `fragment B${i} on Query{...B${i + 1} ...B${i + 1}}`,
    ).join(' ');
    const startedAt = performance.now();
    const refusal = judge(`{...B0} ${bomb} fragment B30 on Query{hello}`);
    expect(performance.now() - startedAt).toBeLessThan(100);
    expect(refusal?.extensions.data).toMatchObject({ limit: 'rootFields', asked: 2 ** 30 });
  });

  it('refuses fragments that are short in the text and endless written out, of news and of the schema', () => {
    const spreads = (type: string) =>
      Array.from({ length: 60 }, (_, i) => `fragment F${i} on ${type} {...F${i + 1} ...F${i + 1}}`).join(' ');
    for (const query of [
      `{items(first:1){nodes{...F0}}} ${spreads('Item')} fragment F60 on Item {id}`,
      `{__schema{queryType{...F0}}} ${spreads('__Type')} fragment F60 on __Type {name}`,
    ])
      expect(judge(query)?.extensions).toMatchObject({
        code: 'COST_LIMIT_EXCEEDED',
        data: { limit: 'selections', allowed: 5_000 },
      });
    expect(
      measure('{hello items{...on ItemConnection{nodes{...F}}}} fragment F on Item{id}')?.selections,
    ).toBe(6);
    expect(measure(getIntrospectionQuery())?.selections).toBeLessThan(1_000);
  });

  it('survives fragments that contain themselves and fields that do not exist', () => {
    expect(measure('{...A} fragment A on Query{...B} fragment B on Query{...A hello}')).toBeDefined();
    expect(measure('{nothing{more{here}}}')?.depth).toBe(1);
  });
});

describe('the guard', () => {
  it('allows twelve levels and refuses the thirteenth', () => {
    expect(judge(nested(9))).toBeNull();
    expect(judge(nested(10))?.extensions).toEqual({
      code: 'DEPTH_LIMIT_EXCEEDED',
      data: { limit: 'depth', asked: 13, allowed: defaultLimits.depth },
    });
  });

  it('refuses 31 aliases, 21 root fields and 51 directives', () => {
    const times = (count: number, text: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => text(i)).join(' ');
    const inner = `{items{nodes{${times(31, (i) => `a${i}:id`)}}}}`;
    expect(judge(inner)?.extensions).toMatchObject({
      code: 'COST_LIMIT_EXCEEDED',
      data: { limit: 'aliases', asked: 31 },
    });
    expect(judge(`{${times(21, () => 'hello')}}`)?.extensions).toMatchObject({
      data: { limit: 'rootFields', asked: 21 },
    });
    expect(judge(`{hello ${times(51, () => '@include(if:true)')}}`)?.extensions).toMatchObject({
      data: { limit: 'directives' },
    });
  });

  it('refuses a hundred of a hundred of a hundred, written out or by variable', () => {
    const query = (size: string) =>
      `{items(first:${size}){nodes{items(first:${size}){nodes{items(first:${size}){nodes{id}}}}}}}`;
    expect(judge(query('100'))?.extensions).toMatchObject({
      code: 'COST_LIMIT_EXCEEDED',
      data: { limit: 'nodes', allowed: 20_000 },
    });
    expect(judge(`query($n:Int)${query('$n')}`, { n: 100 })?.message).toMatch(
      /1010100 objects.*20000 are allowed/,
    );
    expect(judge(`query($n:Int)${query('$n')}`, { n: 5 })).toBeNull();
  });

  it('remembers its answer for a query text, but not when variables decide', () => {
    const verdictOn = createJudge(schema);
    const guard = (asked: Parameters<typeof verdictOn>[0]) => verdictOn(asked).error;
    const fixed = operation(nested(20), {}, 'hash-1');
    expect(guard(fixed)).toBe(guard(fixed));
    const query = 'query($n:Int){items(first:$n){nodes{items(first:$n){nodes{items(first:$n){nodes{id}}}}}}}';
    expect(guard(operation(query, { n: 2 }, 'hash-2'))).toBeNull();
    expect(guard(operation(query, { n: 100 }, 'hash-2'))).not.toBeNull();
  });

  it('judges lists inside interfaces by the interface', () => {
    const other = buildSchema(
      'interface Node{id:ID! kids(first:Int):[Node!]!} type A implements Node{id:ID! kids(first:Int):[Node!]!} type Query{root:Node!}',
    );
    const asked = {
      document: parse('{root{kids(first:100){kids(first:100){kids(first:100){id}}}}}'),
      queryHash: null,
      operationName: null,
      variables: {},
    };
    expect(createJudge(other)(asked).error?.extensions.data).toMatchObject({ limit: 'nodes' });
  });
});
