/** What the extractors of metadata share: one walk over the tree that gathers metas, links, headings and JSON-LD. */
import { articleNode, jsonLdNodes, type LdNode } from './jsonLd.ts';
import { elementsOf, type Tree, type TreeElement } from './tree.ts';

/** A page as the extractors see it. */
export interface PageFacts {
  tree: Tree;
  /** The fetched address. */
  url: string;
  elements: TreeElement[];
  /** Content of metas by name, property or itemprop in lower case, in document order. */
  metas: Map<string, string[]>;
  nodes: LdNode[];
  article: LdNode | null;
  outletName: string | null;
}

/** No page says one thing more often than this on purpose. */
const maxValues = 200;

/** Gathers the facts of a page in one pass. */
export function gatherFacts(tree: Tree, url: string, outletName: string | null): PageFacts {
  const elements = [...elementsOf(tree)];
  const metas = new Map<string, string[]>();
  for (const { name, attribs } of elements) {
    if (name !== 'meta' || !attribs.content?.trim()) continue;
    for (const key of [attribs.property, attribs.name, attribs.itemprop]) {
      if (key === undefined) continue;
      const values = metas.get(key.toLowerCase());
      if (values === undefined) metas.set(key.toLowerCase(), [attribs.content.trim()]);
      else if (values.length < maxValues) values.push(attribs.content.trim());
    }
  }
  const nodes = jsonLdNodes(tree);
  return { tree, url, elements, metas, nodes, article: articleNode(nodes, url), outletName };
}

/** The first content among metas, asked in this order; null when none is there. */
export function meta(facts: PageFacts, ...names: string[]): string | null {
  for (const name of names) {
    const value = facts.metas.get(name)?.[0];
    if (value !== undefined) return value;
  }
  return null;
}

/** Class and id of an element in one lower-case string. */
export function marks(element: TreeElement): string {
  return `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`.slice(0, 400).toLowerCase();
}

/** True when the element or one above it satisfies the test. */
export function isInside(element: TreeElement, test: (ancestor: TreeElement) => boolean): boolean {
  let at: TreeElement | null = element;
  while (at !== null) {
    if (test(at)) return true;
    const parent: unknown = at.parent;
    at =
      parent !== null && typeof parent === 'object' && 'attribs' in parent ? (parent as TreeElement) : null;
  }
  return false;
}
