/** Operations that only ask for their own cost: `rateLimit(dryRun: true)`. */
import {
  type DocumentNode,
  type FieldNode,
  getOperationAST,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

interface Asked {
  document: DocumentNode;
  operationName: string | null;
  variables: Record<string, unknown>;
}

/** The `rateLimit` fields at the root, those of fragments included. */
function rateLimitsIn(
  document: DocumentNode,
  set: SelectionSetNode,
  seen: ReadonlySet<string> = new Set(),
): FieldNode[] {
  return set.selections.flatMap((node) => {
    if (node.kind === 'Field') return node.name.value === 'rateLimit' ? [node] : [];
    if (node.kind === 'InlineFragment') return rateLimitsIn(document, node.selectionSet, seen);
    const name = node.name.value;
    const fragment = document.definitions.find(
      (found) => found.kind === 'FragmentDefinition' && found.name.value === name,
    );
    if (fragment?.kind !== 'FragmentDefinition' || seen.has(name)) return [];
    return rateLimitsIn(document, fragment.selectionSet, new Set([...seen, name]));
  });
}

function isDry(node: FieldNode, definition: OperationDefinitionNode, variables: Asked['variables']): boolean {
  const value = node.arguments?.find(({ name }) => name.value === 'dryRun')?.value;
  if (value?.kind === 'BooleanValue') return value.value;
  if (value?.kind !== 'Variable') return false;
  const name = value.name.value;
  if (variables[name] !== undefined) return variables[name] === true;
  const declared = definition.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return declared?.defaultValue?.kind === 'BooleanValue' && declared.defaultValue.value;
}

/**
 * The document with nothing left of the operation but its `rateLimit`, when one of those is asked with `dryRun: true`; null
 * for an operation that is to run. The document is within the limits of limits.ts.
 */
export function dryRunOf({ document, operationName, variables }: Asked): DocumentNode | null {
  const asked = getOperationAST(document, operationName);
  if (asked?.operation !== 'query') return null;
  const selections = rateLimitsIn(document, asked.selectionSet);
  if (!selections.some((node) => isDry(node, asked, variables))) return null;
  const dry = { ...asked, selectionSet: { ...asked.selectionSet, selections } };
  return { ...document, definitions: document.definitions.map((d) => (d === asked ? dry : d)) };
}
