/** How long the answer to an operation keeps, for whom, and what makes it untrue: the least of what its fields say. */
import {
  type ArgumentNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { cacheHintOf, typesOfRun } from '../graph/directives.ts';
import type { Operation } from './limits.ts';

export interface CachePolicy {
  /** Seconds; 0 forbids keeping. */
  maxAge: number;
  scope: 'PUBLIC' | 'PRIVATE';
  /** What tells that the answer is out of date; nothing can where it depends on the clock. */
  follows: 'runs' | 'log' | 'clock';
}

const notKept: CachePolicy = { maxAge: 0, scope: 'PRIVATE', follows: 'clock' };

const strongest: CachePolicy = { maxAge: Number.POSITIVE_INFINITY, scope: 'PUBLIC', follows: 'runs' };
const order = ['runs', 'log', 'clock'] as const;

function least(a: CachePolicy, b: CachePolicy): CachePolicy {
  return {
    maxAge: Math.min(a.maxAge, b.maxAge),
    scope: a.scope === 'PRIVATE' ? 'PRIVATE' : b.scope,
    follows: order[Math.max(order.indexOf(a.follows), order.indexOf(b.follows))] ?? 'clock',
  };
}

/** `{ last: "P1D" }` anywhere in a value: a span that ends now. */
function endsNow(value: ValueNode): boolean {
  if (value.kind === 'ListValue') return value.values.some(endsNow);
  if (value.kind !== 'ObjectValue') return false;
  return value.fields.some((field) => {
    if (field.name.value === 'last') return field.value.kind !== 'NullValue';
    return endsNow(field.value);
  });
}

/** The same of variables, as JSON gives them: nested as deep as a body has room for. */
function givenEndsNow(variables: Record<string, unknown>): boolean {
  const waiting: unknown[] = [variables];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      // A variable that is called so itself tells nothing.
      if (name === 'last' && value !== variables && inner !== null) return true;
      waiting.push(inner);
    }
  }
  return false;
}

const argumentEndsNow = ({ value }: ArgumentNode): boolean => endsNow(value);

interface Walk {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  /** Policies of fragments by name, so that those spread 2^30 times are read once. */
  known: Map<string, CachePolicy>;
}

function fieldOf(type: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | null {
  return isObjectType(type) || isInterfaceType(type) ? (type.getFields()[name] ?? null) : null;
}

/** What the field itself says; at the root a field without a hint forbids keeping. */
function ownPolicy(field: GraphQLField<unknown, unknown>, isRoot: boolean): CachePolicy {
  if (field.extensions.requiresScope !== undefined) return notKept;
  const hint = cacheHintOf(field);
  if (hint === null && isRoot) return notKept;
  const type = getNamedType(field.type);
  const isOfRun = !isCompositeType(type) || typesOfRun.has(type.name);
  return {
    maxAge: hint?.maxAge ?? Number.POSITIVE_INFINITY,
    scope: hint?.scope ?? 'PUBLIC',
    follows: hint?.follows ?? (hint === null && isOfRun ? 'runs' : 'log'),
  };
}

function policyOfSet(walk: Walk, set: SelectionSetNode, type: GraphQLNamedType | undefined): CachePolicy {
  const isRoot = type !== undefined && type === walk.schema.getQueryType();
  let policy = strongest;
  for (const node of set.selections) {
    if (node.kind === 'InlineFragment') {
      const inner = node.typeCondition ? walk.schema.getType(node.typeCondition.name.value) : type;
      policy = least(policy, policyOfSet(walk, node.selectionSet, inner));
    } else if (node.kind === 'FragmentSpread')
      policy = least(policy, policyOfFragment(walk, node.name.value));
    else if (node.name.value === '__typename') continue;
    // The schema is as lasting as the process.
    else if (node.name.value.startsWith('__')) policy = least(policy, { ...strongest, maxAge: 60 });
    else {
      const field = fieldOf(type, node.name.value);
      policy = least(policy, field ? ownPolicy(field, isRoot) : notKept);
      if (node.arguments?.some(argumentEndsNow)) policy = least(policy, { ...strongest, follows: 'clock' });
      if (field && node.selectionSet)
        policy = least(policy, policyOfSet(walk, node.selectionSet, getNamedType(field.type)));
    }
  }
  return policy;
}

function policyOfFragment(walk: Walk, name: string): CachePolicy {
  const known = walk.known.get(name);
  if (known) return known;
  const fragment = walk.fragments.get(name);
  if (!fragment) return notKept;
  walk.known.set(name, strongest);
  const type = walk.schema.getType(fragment.typeCondition.name.value);
  const policy = policyOfSet(walk, fragment.selectionSet, type);
  walk.known.set(name, policy);
  return policy;
}

function policyOfDocument(schema: GraphQLSchema, document: DocumentNode, name: string | null): CachePolicy {
  const definition = getOperationAST(document, name);
  if (definition?.operation !== 'query') return notKept;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
  const walk = { schema, fragments, known: new Map<string, CachePolicy>() };
  const policy = policyOfSet(walk, definition.selectionSet, schema.getQueryType() ?? undefined);
  const defaultsEndNow = definition.variableDefinitions?.some(
    ({ defaultValue }) => defaultValue !== undefined && endsNow(defaultValue),
  );
  const whole = defaultsEndNow ? least(policy, { ...strongest, follows: 'clock' }) : policy;
  return Number.isFinite(whole.maxAge) ? whole : notKept;
}

/** Policies for one schema; remembers that of each query text. Linear in the document and its variables. */
export function createPolicies(schema: GraphQLSchema): (operation: Operation) => CachePolicy {
  const known = new LRUCache<string, CachePolicy>({ max: 1_000 });
  return ({ document, queryHash, operationName, variables }) => {
    const key = queryHash && `${queryHash} ${operationName ?? ''}`;
    const found = key ? known.get(key) : undefined;
    const policy = found ?? policyOfDocument(schema, document, operationName);
    if (key && !found) known.set(key, policy);
    return givenEndsNow(variables) ? least(policy, { ...strongest, follows: 'clock' }) : policy;
  };
}
