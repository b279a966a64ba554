/**
 * A page cut into blocks: the runs of text between the tags that begin a new line. Each block knows the elements around it
 * (its container and those above), which is what tells an article's paragraph from furniture.
 */
import { createMarksReader, type Marks } from './blockMarks.ts';
import { isBlock, isElement, isSilent, type Tree, type TreeElement, type TreeNode } from './tree.ts';

/** Emphasis and links around a piece of text, innermost first. */
export interface Inline {
  name: 'a' | 'strong' | 'em' | 'code' | 'sub' | 'sup';
  href: string | null;
  parent: Inline | null;
}

/** A piece of text under the same emphasis and links. White space is folded; a line break is `\n`. */
export interface Run {
  text: string;
  inline: Inline | null;
}

/** An element that begins a new line, with what is known of it and of those above it. */
export interface Container {
  name: string;
  parent: Container | null;
  depth: number;
  /** Class and id as printed. */
  names: string;
  marks: Marks;
  isHidden: boolean;
  /** itemprop says body or text. */
  isBodyProperty: boolean;
  /** Names of this element and those above it: elements alike on a page share it. */
  signature: string;
  shortSignature: string;
}

/** One run of text between two line-breaking tags. */
export interface Block {
  text: string;
  runs: Run[];
  container: Container;
  /** Characters of link text, of bold and of italic text. */
  linkChars: number;
  boldChars: number;
  italicChars: number;
  links: number;
  breaks: number;
}

export interface Segments {
  blocks: Block[];
  /** In document order, the root first. */
  containers: Container[];
}

/** No article has more; what follows on such a page is left out. */
const maxBlocks = 10_000;
const maxContainers = 60_000;

const inlineNames: Record<string, Inline['name']> = {
  a: 'a',
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  code: 'code',
  sub: 'sub',
  sup: 'sup',
};

const isUnseen = ({ attribs }: TreeElement) =>
  'hidden' in attribs ||
  /display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden/i.test(attribs.style ?? '');

const noMarks = createMarksReader()('');
const rootContainer = (): Container => ({
  name: 'root',
  parent: null,
  depth: 0,
  names: '',
  marks: noMarks,
  isHidden: false,
  isBodyProperty: false,
  signature: '',
  shortSignature: '',
});

function openContainer(
  element: TreeElement,
  parent: Container,
  marksOf: (names: string) => Marks,
): Container {
  const { name, attribs } = element;
  const names = `${attribs.class ?? ''} ${attribs.id ?? ''}`.slice(0, 300);
  const marks = marksOf(names);
  const isArticleBody = /articleBody/i.test(attribs.itemprop ?? '');
  const firstClass = (attribs.class ?? '').slice(0, 100).replace(/\d+/g, '').trim().split(/\s+/)[0] ?? '';
  const own = `>${name}.${firstClass}`;
  return {
    name,
    parent,
    depth: parent.depth + 1,
    names,
    marks: isArticleBody ? { ...marks, isSurelyBody: true } : marks,
    isHidden: isUnseen(element) || attribs['aria-hidden'] === 'true',
    isBodyProperty: /articleBody|text/.test(attribs.itemprop ?? ''),
    signature: parent.shortSignature + own,
    shortSignature: parent.signature.slice(parent.signature.lastIndexOf('>')) + own,
  };
}

const invisible = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g;

/** Runs with white space folded across their borders, the ends trimmed; none when nothing but space is left. */
function foldRuns(runs: readonly Run[]): Run[] {
  const folded: Run[] = [];
  let isAfterSpace = true;
  for (const { text, inline } of runs) {
    let piece = text.replace(invisible, '').replace(/\s+/g, ' ');
    if (text === '\n') {
      const before = folded.at(-1);
      if (before === undefined) continue;
      if (isAfterSpace) before.text = before.text.trimEnd();
      piece = '\n';
    } else if (isAfterSpace && piece.startsWith(' ')) piece = piece.slice(1);
    if (piece === '') continue;
    isAfterSpace = /\s$/.test(piece);
    folded.push({ text: piece, inline });
  }
  while (folded.length > 0) {
    const last = folded[folded.length - 1] as Run;
    last.text = last.text.trimEnd();
    if (last.text !== '') break;
    folded.pop();
  }
  return folded.filter(({ text }) => text !== '');
}

const emptyBlock = (container: Container): Block => ({
  text: '',
  runs: [],
  container,
  linkChars: 0,
  boldChars: 0,
  italicChars: 0,
  links: 0,
  breaks: 0,
});

/** How a walk stands: where it is and what it has found. */
interface Walk {
  segments: Segments;
  marksOf: (names: string) => Marks;
  container: Container;
  block: Block | null;
}

function flush(walk: Walk): void {
  const { block } = walk;
  walk.block = null;
  if (block === null) return;
  const runs = foldRuns(block.runs);
  const text = runs.map((run) => (run.text === '\n' ? ' ' : run.text)).join('');
  if (/[\p{L}\p{N}]/u.test(text)) walk.segments.blocks.push({ ...block, runs, text });
}

function addText(walk: Walk, data: string, inline: Inline | null): void {
  if (walk.block === null && !/\S/.test(data)) return;
  walk.block ??= emptyBlock(walk.container);
  walk.block.runs.push({ text: data === '\n' ? ' ' : data, inline });
  const length = data.trim().length;
  let [isLink, isBold, isItalic] = [false, false, false];
  for (let at = inline; at !== null; at = at.parent) {
    isLink ||= at.name === 'a';
    isBold ||= at.name === 'strong';
    isItalic ||= at.name === 'em';
  }
  if (isLink) walk.block.linkChars += length;
  if (isBold) walk.block.boldChars += length;
  if (isItalic) walk.block.italicChars += length;
}

/** Two breaks part paragraphs, and so does one after the end of a sentence. */
function addBreak(walk: Walk): void {
  const { block } = walk;
  if (block === null) return;
  const before = block.runs.findLast(({ text }) => text === '\n' || /\S/.test(text))?.text ?? '';
  if (before === '\n' || /[.!?…”"»)]$/.test(before.slice(-40).trimEnd())) flush(walk);
  else {
    block.runs.push({ text: '\n', inline: null });
    block.breaks += 1;
  }
}

function walkInline(walk: Walk, element: TreeElement, inline: Inline | null): void {
  if (isUnseen(element)) return;
  const name = inlineNames[element.name];
  if (name === 'a' && walk.block !== null) walk.block.links += 1;
  const inner =
    name === undefined
      ? inline
      : { name, href: name === 'a' ? (element.attribs.href ?? null) : null, parent: inline };
  for (const child of element.children) walkNode(walk, child, inner);
}

/** Standfirsts in bold letters stand on a line of their own, too. */
function startsLine(walk: Walk, element: TreeElement): boolean {
  const { class: names } = element.attribs;
  return isBlock(element) || (names !== undefined && walk.marksOf(names).isStandfirst);
}

function walkContainer(walk: Walk, element: TreeElement, inline: Inline | null): void {
  flush(walk);
  const outer = walk.container;
  walk.container = openContainer(element, outer, walk.marksOf);
  walk.segments.containers.push(walk.container);
  for (const child of element.children) walkNode(walk, child, inline);
  flush(walk);
  walk.container = outer;
}

function walkNode(walk: Walk, node: TreeNode, inline: Inline | null): void {
  const { blocks, containers } = walk.segments;
  if (blocks.length >= maxBlocks || containers.length >= maxContainers) return;
  if (node.type === 'text') addText(walk, (node as { data: string }).data, inline);
  else if (!isElement(node) || isSilent(node) || node.name === 'button') return;
  else if (node.name === 'br') addBreak(walk);
  else if (startsLine(walk, node)) walkContainer(walk, node, inline);
  else walkInline(walk, node, inline);
}

/**
 * The blocks under a node in reading order, at most 10,000, and the elements that hold them. Blocks without a letter or a
 * digit are left out.
 */
export function segment(root: Tree | TreeElement): Segments {
  const container = rootContainer();
  const walk: Walk = {
    segments: { blocks: [], containers: [container] },
    marksOf: createMarksReader(),
    container,
    block: null,
  };
  for (const child of root.children) walkNode(walk, child, null);
  flush(walk);
  return walk.segments;
}

/** True when the container or one above it passes the test. */
export function isWithin(container: Container, test: (container: Container) => boolean): boolean {
  for (let at: Container | null = container; at !== null; at = at.parent) if (test(at)) return true;
  return false;
}
