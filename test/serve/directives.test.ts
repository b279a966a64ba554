import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  type ObjectTypeDefinitionNode,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { printGraph } from '../../src/cli/schema.ts';
import { fieldWeights } from '../../src/graph/costs.ts';
import { buildGraph } from '../../src/graph/schema.ts';
import { createPolicies } from '../../src/serve/cachePolicy.ts';
import { measureOperation } from '../../src/serve/limits.ts';
import { pointsOf } from '../../src/serve/rateLimitCost.ts';

const schema = buildGraph();
const sdl = parse(printGraph());
const objects = sdl.definitions.filter(
  (d): d is ObjectTypeDefinitionNode => d.kind === 'ObjectTypeDefinition',
);
const fields = objects.flatMap((owner) =>
  (owner.fields ?? []).map((field) => ({ owner: owner.name.value, field })),
);

// biome-ignore lint/suspicious/noExplicitAny: arguments of directives, as JSON
function saidBy(directives: readonly ConstDirectiveNode[] | undefined, name: string): any {
  const found = directives?.find((directive) => directive.name.value === name);
  if (!found) return null;
  return Object.fromEntries((found.arguments ?? []).map((a) => [a.name.value, valueFromASTUntyped(a.value)]));
}

/** What the guard makes of fields of a type, which stands at the root for that. */
function measuresOf(owner: string, selection: string) {
  const query = schema.getType(owner);
  if (!isObjectType(query)) throw new Error(`${owner} is no object`);
  const document = parse(`{${selection}}`);
  const asked = { document, queryHash: null, operationName: null, variables: {} };
  const measured = measureOperation(new GraphQLSchema({ query, assumeValid: true }), asked);
  if (!measured) throw new Error('the document holds an operation');
  return measured.measures;
}

function selectionOf(owner: string, { name }: FieldDefinitionNode, args = '', inside = '__typename'): string {
  const type = schema.getType(owner);
  const field = isObjectType(type) ? type.getFields()[name.value] : undefined;
  const isComposite = field && isCompositeType(getNamedType(field.type));
  return `${name.value}${args}${isComposite ? `{${inside}}` : ''}`;
}

describe('the directives of the printed schema', () => {
  it('say the points that are charged, of every field and argument', () => {
    for (const { owner, field } of fields) {
      const { weight = 0 } = saidBy(field.directives, 'cost') ?? {};
      const plain = measuresOf(owner, selectionOf(owner, field));
      expect([owner, field.name.value, plain.weights]).toEqual([owner, field.name.value, weight]);
      for (const argument of field.arguments ?? []) {
        const said = saidBy(argument.directives, 'cost')?.weight ?? 0;
        const given = measuresOf(owner, selectionOf(owner, field, `(${argument.name.value}: "x")`));
        expect(pointsOf(given, 0) - pointsOf(plain, 0)).toBe(said);
      }
    }
  });

  it('say how long every list is taken to be', () => {
    const fromAbove = new Set<string>();
    for (const { owner, field } of fields) {
      const said = saidBy(field.directives, 'listSize');
      if (!said) continue;
      const { slicingArguments: slicing = [], assumedSize, sizedFields = [] } = said;
      const type = String(schema.getType(owner) && typeNameOf(owner, field));
      const insides: string[] = sizedFields.length > 0 ? sizedFields : [''];
      for (const inside of insides) {
        fromAbove.add(`${type}.${inside}`);
        const below = inside === '' ? '__typename' : `${inside}{__typename}`;
        expect(measuresOf(owner, selectionOf(owner, field, '', below)).nodes).toBe(assumedSize);
        for (const name of slicing) {
          const value = name === 'ids' ? '["a","b","c"]' : '3';
          const sized = measuresOf(owner, selectionOf(owner, field, `(${name}: ${value})`, below));
          expect(sized.nodes).toBe(3);
        }
      }
    }
    for (const { owner, field } of fields) {
      if (saidBy(field.directives, 'listSize') || fromAbove.has(`${owner}.${field.name.value}`)) continue;
      expect([owner, field.name.value, measuresOf(owner, selectionOf(owner, field)).nodes]).toEqual([
        owner,
        field.name.value,
        0,
      ]);
    }
  });

  it('say how long answers keep', () => {
    const policyOf = createPolicies(schema);
    for (const field of fields.filter(({ owner }) => owner === 'Query').map(({ field: f }) => f)) {
      const said = saidBy(field.directives, 'cacheControl');
      const document = parse(`{${selectionOf('Query', field)}}`);
      const policy = policyOf({ document, queryHash: null, operationName: null, variables: {} });
      expect([field.name.value, policy.maxAge, policy.scope]).toEqual([
        field.name.value,
        said?.maxAge ?? 0,
        said?.scope ?? 'PRIVATE',
      ]);
    }
  });

  it('keep an answer as long as the field of it that keeps least', () => {
    const policyOf = createPolicies(schema);
    const policy = (query: string) =>
      policyOf({ document: parse(query), queryHash: null, operationName: null, variables: {} });
    const board = '{trending{runId nodes{id name trend{rank}}}}';
    expect(policy(board)).toEqual({ maxAge: 60, scope: 'PUBLIC', follows: 'runs' });
    expect(policy('{trending{nodes{...R}}} fragment R on TrendingEntity{entity{id}}').follows).toBe('log');
    expect(policy('{trending{nodes{evidence{id}}}}').follows).toBe('log');
    expect(policy('{trending{coverage{missingSources{id}}}}').follows).toBe('clock');
    expect(policy('{trending{runId} articles{nodes{id}}}')).toMatchObject({ maxAge: 5, follows: 'log' });
    expect(policy('{trending{runId} viewer{keyName}}')).toMatchObject({ maxAge: 0, scope: 'PRIVATE' });
    expect(policy('mutation{addAlias(input:{entityId:"x",name:"y"}){errors{__typename}}}').maxAge).toBe(0);
    expect(policy('{...A} fragment A on Query{...A status{version}}').maxAge).toBe(5);
  });

  it('name only fields that there are', () => {
    const named = Object.keys(fieldWeights).filter((coordinate) => {
      const [owner = '', name = ''] = coordinate.split('.');
      const type = schema.getType(owner);
      return !type || !('getFields' in type) || !(name in type.getFields());
    });
    expect(named).toEqual([]);
  });
});

function typeNameOf(owner: string, field: FieldDefinitionNode): string {
  const type = schema.getType(owner);
  const found = isObjectType(type) ? type.getFields()[field.name.value] : undefined;
  return found ? getNamedType(found.type).name : '';
}
