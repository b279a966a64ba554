/**
 * Which operations take variables of a type that contains itself, such as a filter with `not: ArticleFilter`. graphql-jit
 * unrolls the types of variables when it compiles and would never end with these.
 */
import {
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  type TypeNode,
} from 'graphql';

function inputsBelow(type: GraphQLInputObjectType): GraphQLInputObjectType[] {
  return Object.values(type.getFields())
    .map((field) => getNamedType(field.type))
    .filter(isInputObjectType);
}

/** True when `type` contains itself or an input that does. */
function isEndless(type: GraphQLInputObjectType, above: readonly GraphQLInputObjectType[] = []): boolean {
  if (above.includes(type)) return true;
  return inputsBelow(type).some((below) => isEndless(below, [...above, type]));
}

function nameOf(type: TypeNode): string {
  return type.kind === 'NamedType' ? type.name.value : nameOf(type.type);
}

/** A test for documents of this schema: true when any variable in it is of a type that contains itself. */
export function createRecursionTest(schema: GraphQLSchema): (document: DocumentNode) => boolean {
  const types = Object.values(schema.getTypeMap()).filter(isInputObjectType);
  const endless = new Set(types.filter((type) => isEndless(type)).map((type) => type.name));
  return ({ definitions }) =>
    definitions.some(
      (definition) =>
        definition.kind === 'OperationDefinition' &&
        definition.variableDefinitions?.some((variable) => endless.has(nameOf(variable.type))),
    );
}
