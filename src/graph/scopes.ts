/**
 * Scopes in the graph: which field needs which, told in the SDL and enforced before the field's resolver runs. A guarded
 * field should be nullable, since without its scope it is null beside an error.
 */
import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLEnumType,
  type GraphQLField,
  GraphQLNonNull,
  GraphQLSchema,
  isObjectType,
} from 'graphql';
import { Extensions, registerEnumType } from 'type-graphql';
import { type ApiScope, apiScopes, isApiScope } from '../base/apiScopes.ts';
import { AppError } from '../base/errors.ts';
import type { GraphContext } from './context.ts';
import { behind, fieldsOf, inserted } from './sdl.ts';

const words = Object.keys(apiScopes) as ApiScope[];

export const ApiScopeEnum = Object.fromEntries(words.map((word) => [word, word])) as { [K in ApiScope]: K };

registerEnumType(ApiScopeEnum, {
  name: 'ApiScope',
  description: 'What an API key allows.',
  valuesConfig: Object.fromEntries(words.map((word) => [word, { description: apiScopes[word] }])) as never,
});

/** Throws unless the caller has the scope. @throws AppError FORBIDDEN with `data.scope` */
function assertScope({ scopes, viewer }: Pick<GraphContext, 'scopes' | 'viewer'>, scope: ApiScope): void {
  if (scopes.has(scope)) return;
  const who =
    viewer.keyPrefix === null ? 'a key with it was not sent' : `the key ${viewer.keyPrefix} lacks it`;
  throw new AppError('FORBIDDEN', `This needs the scope ${scope}, and ${who}.`, { data: { scope } });
}

const extension = 'requiresScope';

/**
 * Decorator for a query, mutation or field: without the scope its resolver is not called, and the answer is FORBIDDEN.
 * `guardScopes` makes it work.
 */
export function RequiresScope(scope: ApiScope) {
  return Extensions({ [extension]: scope });
}

type AnyField = GraphQLField<unknown, GraphContext>;

function scopeOf(field: AnyField): ApiScope | null {
  const scope = field.extensions[extension];
  return typeof scope === 'string' && isApiScope(scope) ? scope : null;
}

function guardField(field: AnyField, scope: ApiScope): void {
  const { resolve, name } = field;
  field.resolve = (parent, args, context, info) => {
    assertScope(context, scope);
    return resolve ? resolve(parent, args, context, info) : (parent as Record<string, unknown>)[name];
  };
  field.description = `${field.description ?? ''} Needs the scope ${scope}.`.trim();
}

/**
 * The schema with every `RequiresScope` enforced, said in the field's description, and the directive defined. Changes the
 * fields of the schema given; call it once a schema. Fields that need no scope are left as they are and cost nothing.
 */
export function guardScopes(schema: GraphQLSchema): GraphQLSchema {
  for (const { owner, field } of fieldsOf<GraphContext>(schema)) {
    const scope = scopeOf(field);
    if (scope !== null && isObjectType(schema.getType(owner))) guardField(field, scope);
  }
  const enumType = schema.getType('ApiScope');
  if (!(enumType instanceof GraphQLEnumType)) return schema;
  const directive = new GraphQLDirective({
    name: 'requiresScope',
    description: 'Scope an API key needs for this field; without it the field is null with code FORBIDDEN.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: { scope: { type: new GraphQLNonNull(enumType) } },
  });
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, directives: [...config.directives, directive], assumeValid: true });
}

/** SDL of the schema as graphql-js prints it, with `@requiresScope` behind the fields that need one. */
export function withScopeDirectives(sdl: string, schema: GraphQLSchema): string {
  const scopes = new Map(
    fieldsOf<GraphContext>(schema).map(({ owner, field }) => [`${owner}.${field.name}`, scopeOf(field)]),
  );
  return inserted(sdl, (owner, node) => {
    const scope = scopes.get(`${owner}.${node.name.value}`) ?? null;
    return scope === null ? [] : behind(node, ` @requiresScope(scope: ${scope})`);
  });
}
