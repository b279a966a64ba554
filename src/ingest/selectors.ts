/** An outlet's own CSS selectors, for pages that general rules misread. A selector that does not parse selects nothing. */
import { selectAll } from 'css-select';
import { isElement, type Tree, type TreeElement } from './tree.ts';

/** Elements a selector finds under a node, in document order; none when it is null, absent or no valid selector. */
export function selectElements(root: Tree | TreeElement, selector: string | null | undefined): TreeElement[] {
  if (!selector) return [];
  try {
    return (selectAll(selector, root as never) as unknown as TreeElement[]).filter(isElement);
  } catch {
    // A selector is an operator's note on a page that may have changed; a wrong one must not cost the article.
    return [];
  }
}

/** Takes out of the tree, in place, what the selectors find. */
export function removeSelected(tree: Tree, selectors: readonly string[] | undefined): void {
  for (const selector of selectors ?? []) {
    const found = new Set<unknown>(selectElements(tree, selector));
    const parents = new Set([...found].map((element) => (element as TreeElement).parent));
    for (const parent of parents) {
      if (parent !== null && 'children' in parent)
        parent.children = parent.children.filter((child) => !found.has(child));
    }
  }
}
