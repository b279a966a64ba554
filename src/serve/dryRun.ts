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

/** The `rateLimit` fields at the root, those of fragments included, each fragment read once however often it is spread. */
function rateLimitsIn(
  document: DocumentNode,
  set: SelectionSetNode,
  seen: Set<string> = new Set(),
): FieldNode[] {
  return set.selections.flatMap((node) => {
    if (node.kind === 'Field') return node.name.value === 'rateLimit' ? [node] : [];
    if (node.kind === 'InlineFragment') return rateLimitsIn(document, node.selectionSet, seen);
    const name = node.name.value;
    if (seen.has(name)) return [];
    seen.add(name);
    const fragment = document.definitions.find(
      (found) => found.kind === 'FragmentDefinition' && found.name.value === name,
    );
    return fragment?.kind === 'FragmentDefinition' ? rateLimitsIn(document, fragment.selectionSet, seen) : [];
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
 * for an operation that is to run. Linear in the document.
 */
export function dryRunOf({ document, operationName, variables }: Asked): DocumentNode | null {
  const asked = getOperationAST(document, operationName);
  if (asked?.operation !== 'query') return null;
  const selections = rateLimitsIn(document, asked.selectionSet);
  if (!selections.some((node) => isDry(node, asked, variables))) return null;
  const dry = { ...asked, selectionSet: { ...asked.selectionSet, selections } };
  return { ...document, definitions: document.definitions.map((d) => (d === asked ? dry : d)) };
}
