/** Paragraphs: blocks of text apart from the page they stood on, with their emphasis and links. */
import { type Block, type Container, type Run, segment } from './blocks.ts';
import type { Tree, TreeElement } from './tree.ts';

/** One block of text with what tells text from furniture. */
export interface Paragraph {
  text: string;
  /** The text with its emphasis and links; empty for a table. */
  runs: Run[];
  /** Cells by row when the paragraph is a table; null otherwise. */
  rows: Run[][][] | null;
  /** Part of the characters that are link text, 0..1. */
  linkShare: number;
  /** Element names from the block upwards, nearest first, eight at most. */
  tags: string[];
  /** Class and id of the block, lower case. */
  marks: string;
}

const maxTags = 8;

function tagsOf(container: Container): string[] {
  const tags: string[] = [];
  for (let at: Container | null = container; at?.parent && tags.length < maxTags; at = at.parent)
    tags.push(at.name);
  return tags;
}

/** A block as a paragraph. */
export function paragraphOf({ text, runs, linkChars, container }: Block): Paragraph {
  return {
    text,
    runs,
    rows: null,
    linkShare: Math.min(1, linkChars / text.length),
    tags: tagsOf(container),
    marks: container.names.toLowerCase(),
  };
}

/** Blocks of one table as a single paragraph: the cells' texts with spaces between. */
export function tableOf(cells: readonly (readonly Block[])[][]): Paragraph {
  const rows = cells.map((row) =>
    row.map((blocks) =>
      blocks.flatMap(({ runs }, i) => (i === 0 ? runs : [{ text: ' ', inline: null }, ...runs])),
    ),
  );
  const all = cells.flat(2);
  const text = all.map((block) => block.text).join(' ');
  const linkChars = all.reduce((sum, block) => sum + block.linkChars, 0);
  return {
    text,
    runs: [],
    rows,
    linkShare: Math.min(1, linkChars / text.length),
    tags: ['table'],
    marks: '',
  };
}

/** The blocks of text under a node in reading order. `<br><br>` parts paragraphs, and so does `<br>` after a full stop. */
export function paragraphsOf(root: Tree | TreeElement): Paragraph[] {
  return segment(root).blocks.map(paragraphOf);
}
