/**
 * Execution: documents compiled to JavaScript by graphql-jit and kept, most recently used first; graphql-js where a
 * document cannot be compiled. Both give the same response. Documents are expected to have passed validation.
 */
import {
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  execute as executeInterpreted,
  GraphQLScalarType,
  GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type NamedTypeNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { GraphContext } from './context.ts';

export interface ExecutionRequest {
  document: DocumentNode;
  /** Hash of the document's text: the same hash means the same document. */
  queryHash: string;
  operationName: string | null;
  variables: Record<string, unknown>;
  context: GraphContext;
}

export type Executor = (request: ExecutionRequest) => Promise<ExecutionResult>;

const mostCompiled = 500;

/**
 * Stands for every type of variable in compiled documents. Variables are coerced by graphql-js, once: graphql-jit knows
 * no `@oneOf`, words its faults differently, and does not end on input types that contain themselves, as filters do.
 */
const Coerced = new GraphQLScalarType({ name: 'CoercedVariable', parseValue: (value) => value });

/** The schema as documents are compiled against: with `Coerced`, which clients never see. */
function withCoerced(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, types: [...config.types, Coerced], assumeValid: true });
}

const coercedType: NamedTypeNode = {
  kind: Kind.NAMED_TYPE,
  name: { kind: Kind.NAME, value: Coerced.name },
};

function coerceVariables(schema: GraphQLSchema, { document, operationName, variables }: ExecutionRequest) {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  if (definitions.length === 0) return { coerced: {}, errors: undefined };
  return getVariableValues(schema, definitions, variables, { maxErrors: 50 });
}

function coercedDefinition(definition: VariableDefinitionNode): VariableDefinitionNode {
  const { kind, variable, type } = definition;
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  // graphql-jit takes only Boolean variables for @skip and @include.
  const isBoolean = named.kind === Kind.NAMED_TYPE && named.name.value === 'Boolean';
  return isBoolean ? definition : { kind, variable, type: coercedType };
}

/** The document with variables of type `Coerced` and without defaults, which coercion has filled in. */
function coercedDocument(document: DocumentNode): DocumentNode {
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    return {
      ...definition,
      variableDefinitions: definition.variableDefinitions?.map(coercedDefinition) ?? [],
    };
  });
  return { ...document, definitions };
}

type Outcome = CompiledQuery | 'uncompilable';

/** True when the document asks for the schema itself, which is to show nothing of `Coerced`. */
function isIntrospective(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      found ||= name.value === '__schema' || name.value === '__type';
      return found ? BREAK : undefined;
    },
  });
  return found;
}

const hasVariables = ({ definitions }: DocumentNode): boolean =>
  definitions.some((one) => one.kind === Kind.OPERATION_DEFINITION && one.variableDefinitions?.length);

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): Outcome {
  try {
    const query = compileQuery(schema, coercedDocument(document), operationName ?? undefined);
    return isCompiledQuery(query) ? query : 'uncompilable';
  } catch {
    // graphql-jit throws at what it does not support; graphql-js supports everything.
    return 'uncompilable';
  }
}

/**
 * An executor over a schema that keeps the `size` documents used last. `interpretedCount` tells how many requests fell
 * back to graphql-js.
 */
export function createExecutor(
  schema: GraphQLSchema,
  size = mostCompiled,
): { execute: Executor; interpretedCount: () => number } {
  const compileSchema = withCoerced(schema);
  const compiled = new LRUCache<string, Outcome>({ max: size });
  let interpreted = 0;

  const compiledFor = (document: DocumentNode, operationName: string | null): Outcome => {
    if (!isIntrospective(document)) return compile(compileSchema, document, operationName);
    return hasVariables(document) ? 'uncompilable' : compile(schema, document, operationName);
  };

  const outcomeOf = ({ document, queryHash, operationName }: ExecutionRequest): Outcome => {
    const key = `${queryHash}\n${operationName ?? ''}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const outcome = compiledFor(document, operationName);
    compiled.set(key, outcome);
    return outcome;
  };

  const execute: Executor = async (request) => {
    const { coerced, errors } = coerceVariables(schema, request);
    if (errors) return { errors };
    const query = outcomeOf(request);
    if (query !== 'uncompilable') return await query.query(undefined, request.context, coerced);
    interpreted += 1;
    return await executeInterpreted({
      schema,
      document: request.document,
      operationName: request.operationName,
      variableValues: request.variables,
      contextValue: request.context,
    });
  };
  return { execute, interpretedCount: () => interpreted };
}
