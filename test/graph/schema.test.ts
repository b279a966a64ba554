import { readFileSync } from 'node:fs';
import {
  type GraphQLArgument,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLScalarType,
  isAbstractType,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { printGraph } from '../../src/cli/schema.ts';
import { buildGraph } from '../../src/graph/schema.ts';

const types = Object.values(buildGraph().getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name),
);

type Text = string | null | undefined;

/** Everything in the schema that can bear a description: its coordinate, description and reason of deprecation. */
function describable(): [at: string, description: Text, deprecation: Text][] {
  const found: [string, Text, Text][] = [];
  const addArguments = (at: string, args: readonly GraphQLArgument[]) => {
    for (const argument of args) {
      found.push([`${at}(${argument.name}:)`, argument.description, argument.deprecationReason]);
    }
  };
  for (const type of types) {
    if (!['Query', 'Mutation', 'Subscription'].includes(type.name)) {
      found.push([type.name, type.description, null]);
    }
    if (type instanceof GraphQLObjectType || type instanceof GraphQLInterfaceType) {
      for (const field of Object.values(type.getFields())) {
        found.push([`${type.name}.${field.name}`, field.description, field.deprecationReason]);
        addArguments(`${type.name}.${field.name}`, field.args);
      }
    }
    if (type instanceof GraphQLInputObjectType) {
      for (const field of Object.values(type.getFields())) {
        found.push([`${type.name}.${field.name}`, field.description, field.deprecationReason]);
      }
    }
    if (type instanceof GraphQLEnumType) {
      for (const value of type.getValues()) {
        found.push([`${type.name}.${value.name}`, value.description, value.deprecationReason]);
      }
    }
  }
  return found;
}

describe('the schema', () => {
  it('is valid', () => {
    expect(validateSchema(buildGraph())).toEqual([]);
  });

  it('describes every type, field, argument and enum value in a sentence', () => {
    const undescribed = describable().filter(([, text]) => !text || !/^[\p{L}\d"].{2,}[.]$/su.test(text));
    expect(undescribed.map(([at]) => at)).toEqual([]);
  });

  it('says of everything deprecated since when and until when', () => {
    const undated = describable().filter(([, , deprecation]) => {
      const form = /on \d{4}-\d{2}-\d{2}\. Removed no earlier than \d{4}-\d{2}-\d{2}\.$/u;
      return typeof deprecation === 'string' && !form.test(deprecation);
    });
    expect(undated.map(([at]) => at)).toEqual([]);
  });

  it('equals schema.graphql', () => {
    expect(readFileSync('schema.graphql', 'utf8')).toBe(printGraph());
  });

  it('resolves the types of interfaces and unions synchronously', () => {
    const resolvers = types.filter(isAbstractType).map((type) => type.resolveType);
    expect(resolvers).toHaveLength(9);
    for (const resolve of resolvers) expect(resolve?.constructor.name).toBe('Function');
  });

  it('marks the lookups and time ranges @oneOf', () => {
    const marked = types.filter((type) => type instanceof GraphQLInputObjectType && type.isOneOf);
    expect(marked.map(({ name }) => name).sort()).toEqual([
      'ArticleBy',
      'PersonBy',
      'PlaceBy',
      'SourceBy',
      'TimeRangeInput',
    ]);
    expect(printGraph()).toContain('input ArticleBy @oneOf');
  });

  it('points at the specification of its scalars', () => {
    const specified = types.filter((type) => type instanceof GraphQLScalarType && type.specifiedByURL);
    expect(specified.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['DateTime', 'LanguageTag', 'URL']),
    );
  });
});
