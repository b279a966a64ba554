/** XML as a tree, for vocabularies whose meaning lies in their nesting. Lenient, linear, capped in depth like pages are. */
import { escapeHtml } from './feedXml.ts';
import { isElement, type Tree, type TreeElement, type TreeNode, treeOf } from './tree.ts';

/** Wires nest articles about fifteen deep; what lies deeper is left out with everything after it. */
const maxDepth = 150;

/** The tree of an XML text, 150 deep at most. Never throws; nothing is expanded or fetched. */
export function parseXml(text: string): Tree {
  const options = { xmlMode: true, decodeEntities: true, lowerCaseAttributeNames: true };
  return treeOf(text, { kept: maxDepth, open: maxDepth }, options);
}

/** Local name, lower case. */
export const nameOf = (element: TreeElement): string =>
  element.name.slice(element.name.indexOf(':') + 1).toLowerCase();

/** The children of a node that are elements of these local names, or all of them. */
export function childrenOf(node: TreeNode | Tree | undefined, ...names: string[]): TreeElement[] {
  if (node === undefined || !('children' in node)) return [];
  const elements = node.children.filter(isElement);
  return names.length === 0 ? elements : elements.filter((each) => names.includes(nameOf(each)));
}

/** The first element along a path of local names. */
export function elementAt(node: TreeNode | Tree | undefined, ...path: string[]): TreeElement | undefined {
  let at: TreeNode | Tree | undefined = node;
  for (const name of path) at = childrenOf(at, name)[0];
  return at as TreeElement | undefined;
}

/** All character data below a node, CDATA as well, as it stands. */
export function dataOf(node: TreeNode | undefined): string {
  if (node === undefined) return '';
  if (node.type === 'text') return (node as { data: string }).data;
  return 'children' in node ? node.children.map((child) => dataOf(child as TreeNode)).join('') : '';
}

/** How an element of the vocabulary is called in HTML: a name, or null for its content alone, or undefined to drop it. */
export type HtmlName = (name: string) => string | null | undefined;

const keptAttributes = ['href', 'src', 'alt'];

/** The content of a node as HTML. Character data that was CDATA is taken for markup, as wires mean it. */
export function htmlOf(node: TreeNode, rename: HtmlName): string {
  if (node.type === 'text') return escapeHtml((node as { data: string }).data);
  if (node.type === 'cdata') return dataOf(node);
  if (!('children' in node)) return '';
  const content = node.children.map((child) => childHtml(child as TreeNode, rename));
  return content.join('');
}

function childHtml(node: TreeNode, rename: HtmlName): string {
  const content = htmlOf(node, rename);
  if (!isElement(node)) return content;
  const name = rename(nameOf(node));
  if (name === undefined) return '';
  if (name === null) return content;
  const attributes = keptAttributes.flatMap((key) =>
    node.attribs[key] === undefined
      ? []
      : ` ${key}="${escapeHtml(node.attribs[key]).replace(/"/g, '&quot;')}"`,
  );
  const open = `<${name}${attributes.join('')}>`;
  return name === 'br' || name === 'img' ? open : `${open}${content}</${name}>`;
}
