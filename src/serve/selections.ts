/** How much an operation is with its fragments written out: a few hundred words can stand for more than there is time for. */
import type { FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type Count = (set: SelectionSetNode) => number;

/** Adds up what `own` gives for each node of a set and of the fragments spread in it, which are counted once each. */
function counter(fragments: Fragments, own: (node: SelectionNode, count: Count) => number): Count {
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const fragment = fragments.get(name);
    if (!known.has(name) && fragment) {
      // A cycle is refused by validation; this entry only keeps the count itself from running away.
      known.set(name, 0);
      known.set(name, count(fragment.selectionSet));
    }
    return known.get(name) ?? 0;
  };
  const count: Count = ({ selections }) =>
    selections.reduce(
      (sum, node) =>
        sum + own(node, count) + (node.kind === 'FragmentSpread' ? ofFragment(node.name.value) : 0),
      0,
    );
  return count;
}

/** Fields and fragments at every level, each time that they are asked for. Linear in the document. */
export const countSelections = (set: SelectionSetNode, fragments: Fragments): number =>
  counter(fragments, (node, count) =>
    node.kind !== 'FragmentSpread' && node.selectionSet ? 1 + count(node.selectionSet) : 1,
  )(set);

/** Fields at the first level, each time that they are asked for. Linear in the document. */
export const countRootFields = (set: SelectionSetNode, fragments: Fragments): number =>
  counter(fragments, (node, count) => {
    if (node.kind === 'InlineFragment') return count(node.selectionSet);
    return node.kind === 'Field' ? 1 : 0;
  })(set);
