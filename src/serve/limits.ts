/**
 * How much one operation may ask for. A parsed, valid document goes in; its measures come out, and the first measure
 * above its limit becomes a typed error. Nothing is executed. Every transport calls the same guard, since plugins of one
 * transport never see the operations of another.
 */
import {
  type ConstValueNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import {
  assumedSize,
  isListOfObjects,
  pageSize,
  searchArgument,
  shortListSize,
  slicingArguments,
  weightOf,
} from '../graph/costs.ts';
import { countRootFields, countSelections } from './selections.ts';

/** What one operation may ask for at most; `nodes` is an estimate made before execution. */
export interface OperationLimits {
  /** Fields nested in each other, leaf included. Introspection is exempt. */
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
  /** Fields and fragments, those of a fragment counted each time that it is spread. Introspection included. */
  selections: number;
  /** Objects that lists and connections may bring back in all. */
  nodes: number;
}

/**
 * Room for every screen of a news reader: GraphiQL's introspection and a story page with nested connections fit, a
 * hundred articles of a hundred people do not.
 */
export const defaultLimits: OperationLimits = {
  depth: 12,
  aliases: 30,
  rootFields: 20,
  directives: 50,
  selections: 5_000,
  nodes: 20_000,
};

/** An operation as a transport has it after validation. */
export interface Operation {
  document: DocumentNode;
  /** SHA-256 of the query text, the cache key; null forbids caching. */
  queryHash: string | null;
  operationName: string | null;
  variables: Record<string, unknown>;
}

/** What an operation asks for. */
export interface Measures extends OperationLimits {
  /** Full-text searches. */
  searches: number;
  /** Points of fields that have a price of their own, outside of lists and in lists. */
  weights: number;
  listedWeights: number;
}

const nothing: Measures = {
  ...{ depth: 0, aliases: 0, rootFields: 0, directives: 0, selections: 0, nodes: 0 },
  ...{ searches: 0, weights: 0, listedWeights: 0 },
};

interface Walk {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  /** Default values written at the operation's variables. */
  defaults: Map<string, ConstValueNode>;
  /** Measures by fragment and list size, so that fragments spread 2^30 times are measured once. */
  known: Map<string, Measures>;
  readsVariables: boolean;
}

/** A set of fields, the type it is asked of, and the page size that lists directly in it take from the field above. */
interface Place {
  set: SelectionSetNode;
  type: GraphQLNamedType | undefined;
  listSize: number | null;
}

function add(a: Measures, b: Measures): Measures {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    rootFields: a.rootFields + b.rootFields,
    directives: a.directives + b.directives,
    selections: a.selections + b.selections,
    nodes: a.nodes + b.nodes,
    searches: a.searches + b.searches,
    weights: a.weights + b.weights,
    listedWeights: a.listedWeights + b.listedWeights,
  };
}

function countDirectives(node: { directives?: readonly DirectiveNode[] | undefined }): Measures {
  return { ...nothing, directives: node.directives?.length ?? 0 };
}

function fieldOf(type: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | null {
  if (!isObjectType(type) && !isInterfaceType(type)) return null;
  return type.getFields()[name] ?? null;
}

/** Size that a literal stands for: of a page, or of a list. */
function sizeWritten(value: ValueNode): number | null {
  if (value.kind === 'IntValue') return Number(value.value);
  return value.kind === 'ListValue' ? value.values.length : null;
}

function readSize(walk: Walk, node: FieldNode, name: string): number | null {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind !== 'Variable') return value ? sizeWritten(value) : null;
  walk.readsVariables = true;
  const given = walk.variables[value.name.value];
  if (Array.isArray(given)) return given.length;
  if (typeof given === 'number') return given;
  const fallback = walk.defaults.get(value.name.value);
  if (given !== undefined || fallback === undefined) return null;
  return sizeWritten(fallback);
}

/** Page size a field asks for, 0 … 500; null when the field takes none. */
function pageSizeOf(walk: Walk, node: FieldNode, field: GraphQLField<unknown, unknown>): number | null {
  const bounds = slicingArguments(field);
  if (bounds.length === 0) return null;
  const asked = bounds.map(({ name }) => readSize(walk, node, name)).find((size) => size !== null);
  return Math.min(Math.max(asked ?? assumedSize(field), 0), pageSize.largest);
}

/** True for a field with a `query` that is not null: a full-text search. */
function isSearch(walk: Walk, node: FieldNode): boolean {
  const value = node.arguments?.find((argument) => argument.name.value === searchArgument)?.value;
  if (value?.kind !== 'Variable') return value !== undefined && value.kind !== 'NullValue';
  walk.readsVariables = true;
  const given = walk.variables[value.name.value];
  const fallback = walk.defaults.get(value.name.value)?.kind ?? 'NullValue';
  return given === undefined ? fallback !== 'NullValue' : given !== null;
}

function measureField(walk: Walk, node: FieldNode, place: Place): Measures {
  const own = {
    ...countDirectives(node),
    aliases: node.alias ? 1 : 0,
    searches: isSearch(walk, node) ? 1 : 0,
  };
  // Introspection reads the schema, not the database; GraphiQL's query is 13 levels deep.
  if (node.name.value.startsWith('__')) return own;
  const field = fieldOf(place.type, node.name.value);
  const weights = field ? weightOf(field) : 0;
  if (!node.selectionSet || !field) return { ...own, depth: 1, weights };
  const asked = pageSizeOf(walk, node, field);
  const isList = isListOfObjects(field.type);
  const times = isList ? (asked ?? place.listSize ?? shortListSize) : 1;
  const type = getNamedType(field.type);
  const below = measureSet(walk, { set: node.selectionSet, type, listSize: isList ? null : asked });
  const nodes = (isList ? times : 0) + times * below.nodes;
  const searches = times * below.searches;
  const weighed = isList
    ? { weights, listedWeights: times * (below.weights + below.listedWeights) }
    : { weights: weights + below.weights, listedWeights: below.listedWeights };
  return add(own, { ...below, depth: below.depth + 1, nodes, searches, ...weighed });
}

function measureFragment(walk: Walk, name: string, listSize: number | null): Measures {
  const key = `${name} ${listSize}`;
  const known = walk.known.get(key);
  if (known) return known;
  const fragment = walk.fragments.get(name);
  if (!fragment) return nothing;
  // A cycle is refused by validation; this entry only keeps the guard itself from running away.
  walk.known.set(key, nothing);
  const type = walk.schema.getType(fragment.typeCondition.name.value);
  const measures = add(
    countDirectives(fragment),
    measureSet(walk, { set: fragment.selectionSet, type, listSize }),
  );
  walk.known.set(key, measures);
  return measures;
}

function measureSet(walk: Walk, place: Place): Measures {
  let sum = nothing;
  for (const node of place.set.selections) {
    if (node.kind === 'Field') {
      sum = add(sum, measureField(walk, node, place));
      continue;
    }
    sum = add(sum, countDirectives(node));
    if (node.kind === 'FragmentSpread') {
      sum = add(sum, measureFragment(walk, node.name.value, place.listSize));
      continue;
    }
    const type = node.typeCondition ? walk.schema.getType(node.typeCondition.name.value) : place.type;
    sum = add(sum, measureSet(walk, { set: node.selectionSet, type, listSize: place.listSize }));
  }
  return sum;
}

function startWalk(schema: GraphQLSchema, operation: Operation, definition: OperationDefinitionNode): Walk {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of operation.document.definitions) {
    if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
  }
  const defaults = new Map<string, ConstValueNode>();
  for (const variable of definition.variableDefinitions ?? []) {
    if (variable.defaultValue) defaults.set(variable.variable.name.value, variable.defaultValue);
  }
  const { variables } = operation;
  return { schema, fragments, variables, defaults, known: new Map(), readsVariables: false };
}

/**
 * What an operation asks for, and whether that depends on its variables. Linear in the document: fragments are measured
 * once per page size. Null when the document holds no operation of that name.
 */
export function measureOperation(
  schema: GraphQLSchema,
  operation: Operation,
): { measures: Measures; readsVariables: boolean } | null {
  const definition = getOperationAST(operation.document, operation.operationName);
  if (!definition) return null;
  const walk = startWalk(schema, operation, definition);
  const type = schema.getRootType(definition.operation) ?? undefined;
  const measured = measureSet(walk, { set: definition.selectionSet, type, listSize: null });
  const rootFields = countRootFields(definition.selectionSet, walk.fragments);
  const selections = countSelections(definition.selectionSet, walk.fragments);
  const measures = add(countDirectives(definition), { ...measured, rootFields, selections });
  return { measures, readsVariables: walk.readsVariables };
}

const names: Record<keyof OperationLimits, string> = {
  depth: 'levels of nested fields',
  aliases: 'aliases',
  rootFields: 'root fields',
  directives: 'directives',
  selections: 'fields with its fragments written out',
  nodes: 'objects by its page sizes',
};

/**
 * The first limit that is exceeded, as an error with `extensions.data` {limit, asked, allowed} and code DEPTH_LIMIT_EXCEEDED
 * for depth, COST_LIMIT_EXCEEDED for the others. Null when the operation is within all of them.
 */
function limitError(measures: Measures, limits: OperationLimits): GraphQLError | null {
  for (const limit of ['depth', 'aliases', 'rootFields', 'directives', 'selections', 'nodes'] as const) {
    const [asked, allowed] = [measures[limit], limits[limit]];
    if (asked <= allowed) continue;
    const code = limit === 'depth' ? 'DEPTH_LIMIT_EXCEEDED' : 'COST_LIMIT_EXCEEDED';
    const message = `This operation asks for ${asked} ${names[limit]}; ${allowed} are allowed.`;
    return new GraphQLError(message, { extensions: { code, data: { limit, asked, allowed } } });
  }
  return null;
}

/** Measures of an operation (null when the document holds none of that name), and why it may not run or null. */
export interface Verdict {
  measures: Measures | null;
  error: GraphQLError | null;
}

/** Judges for one schema; remembers its verdict on every query whose sizes are written in its text. */
export function createJudge(schema: GraphQLSchema, limits = defaultLimits) {
  const verdicts = new LRUCache<string, Verdict>({ max: 1_000 });
  return (operation: Operation): Verdict => {
    const key = operation.queryHash && `${operation.queryHash} ${operation.operationName ?? ''}`;
    const known = key ? verdicts.get(key) : undefined;
    if (known) return known;
    const found = measureOperation(schema, operation);
    const verdict = { measures: found?.measures ?? null, error: found && limitError(found.measures, limits) };
    if (key && !found?.readsVariables) verdicts.set(key, verdict);
    return verdict;
  };
}
