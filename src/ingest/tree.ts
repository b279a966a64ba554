/**
 * HTML as a tree, and trees as text. Parsing is lenient, linear and capped in depth, so that a hostile page costs no more
 * than an ordinary one of its size; no entity but HTML's own is ever expanded.
 */
import { DomHandler, Parser, type ParserOptions, type parseDocument } from 'htmlparser2';

export type Tree = ReturnType<typeof parseDocument>;
export type TreeNode = Tree['children'][number];
export type TreeElement = Extract<TreeNode, { attribs: object }>;

/** Deeper than any page of an outlet nests on purpose. Elements past it are left out, their text goes to the one above. */
const maxDepth = 150;
/** The parser's own list of open elements costs its length with each tag; past this the rest of the page is not read. */
const maxOpen = 2000;

const blockNames = new Set(
  `address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
  form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p picture pre section summary table tbody td tfoot th thead
  tr ul video`.split(/\s+/),
);
const silentNames = new Set(
  'script style noscript template svg iframe head select option textarea object audio canvas datalist math'.split(
    ' ',
  ),
);

/** True for elements that begin a new line. */
export function isBlock(element: TreeElement): boolean {
  return blockNames.has(element.name);
}

/** True for elements whose content is never shown as text. */
export function isSilent(element: TreeElement): boolean {
  return silentNames.has(element.name);
}

/** True for elements, false for text, comments and instructions. */
export function isElement(node: TreeNode): node is TreeElement {
  return 'attribs' in node;
}

class TooDeep extends Error {}

/** How deep a tree may grow. */
interface Depth {
  /** Elements past it are left out, their text goes to the one above. */
  kept: number;
  /** Elements open at once, past which the rest is not read. */
  open: number;
}

/** The tree of a text. Never throws; nothing is expanded but what `options` decode, and nothing fetched. */
export function treeOf(text: string, depth: Depth, options: ParserOptions): Tree {
  const handler = new DomHandler();
  let open = 0;
  const parser = new Parser(
    {
      onparserinit: (p) => handler.onparserinit(p),
      onopentag(name, attribs) {
        open += 1;
        if (open > depth.open) throw new TooDeep();
        if (open <= depth.kept) handler.onopentag(name, attribs);
      },
      onclosetag() {
        if (open <= depth.kept) handler.onclosetag();
        open -= 1;
      },
      ontext: (data) => handler.ontext(data),
      ...(options.xmlMode
        ? { oncdatastart: () => handler.oncdatastart(), oncdataend: () => handler.oncdataend() }
        : {}),
      onend: () => handler.onend(),
    },
    options,
  );
  try {
    parser.end(text);
  } catch (thrown) {
    if (!(thrown instanceof TooDeep)) throw thrown;
  }
  return handler.root as unknown as Tree;
}

/** The tree of an HTML text, 150 elements deep at most. Never throws; a page with 2000 elements open at once ends there. */
export function parseHtml(html: string): Tree {
  return treeOf(html, { kept: maxDepth, open: maxOpen }, { decodeEntities: true });
}

function collectText(node: TreeNode | Tree, parts: string[]): void {
  if (node.type === 'text') parts.push((node as { data: string }).data);
  else if ('children' in node) {
    const element = isElement(node as TreeNode) ? (node as TreeElement) : null;
    if (element && isSilent(element)) return;
    const breaks = element !== null && (element.name === 'br' || isBlock(element));
    if (breaks) parts.push('\n');
    for (const child of node.children) collectText(child, parts);
    if (breaks) parts.push('\n');
  }
}

/** White space folded: single spaces inside a line, no blank lines, soft hyphens and zero-width characters gone. */
export function foldSpace(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

/** The shown text of a node, one line for each block. */
export function linesOf(node: TreeNode | Tree): string {
  const parts: string[] = [];
  collectText(node, parts);
  return foldSpace(parts.join(''));
}

/** The shown text of a node on one line. */
export function textOf(node: TreeNode | Tree): string {
  return linesOf(node).replace(/\n/g, ' ');
}

/** An HTML or plain text as one line without markup; entities decoded. Null when nothing is left. */
export function plainText(html: string | null | undefined): string | null {
  if (!html) return null;
  if (!/[<&]/.test(html)) return foldSpace(html).replace(/\n/g, ' ') || null;
  return textOf(parseHtml(html)) || null;
}

/** Every element under a node in document order, itself excluded. */
export function* elementsOf(node: TreeNode | Tree): Generator<TreeElement> {
  if (!('children' in node)) return;
  for (const child of node.children) {
    if (!isElement(child)) continue;
    yield child;
    yield* elementsOf(child);
  }
}

/** The raw content of a script or style element. */
export function rawContent(element: TreeElement): string {
  return element.children
    .map((child) => (child.type === 'text' ? (child as { data: string }).data : ''))
    .join('');
}
