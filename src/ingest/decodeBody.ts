/** From a probability for each block to the article's paragraphs: what the classifier, seeing one block, cannot decide. */
import { type BlockFacts, bareText, massOf, type PageContext } from './blockContext.ts';
import { type Block, type Container, isWithin } from './blocks.ts';
import { type Paragraph, paragraphOf, tableOf } from './paragraphs.ts';

/** A block is kept from this probability on; set by domain-disjoint folds on the development sets. */
const minProbability = 0.55;
/** Between two such blocks of one container, or in line with several, this is enough. */
const minAmongSure = 0.25;
/** Siblings of the same name that are sure. */
const minAlike = 4;

/** Comments and consent dialogs by name; the name is wrong where it holds the headline or nearly the whole page. */
function isForeign(context: PageContext, container: Container): boolean {
  const { marks, name } = container;
  if (!(marks.isComments || marks.isConsent) || name === 'body' || name === 'html') return false;
  const { chars, first, last } = massOf(context, container);
  const holdsHeadline = first <= context.headlineIndex && context.headlineIndex <= last;
  return !holdsHeadline && chars < 0.9 * context.totalChars;
}

/** True for a standfirst: by its name, or by a name of openings when it says what the page declares as its description. */
function isStandfirst(context: PageContext, { container, text }: Block): boolean {
  const above = [container, container.parent, container.parent?.parent].filter((at) => at != null);
  if (above.some((at) => at.marks.isStandfirst && massOf(context, at).blocks <= 3)) return true;
  return container.marks.isOpening && text.length < 600 && bareText(text) === context.description;
}

/** True in comments, consent dialogs and captions, and for the standfirst. */
function isBarred(context: PageContext, block: Block): boolean {
  const isOutside = (at: Container) => at.name === 'figcaption' || isForeign(context, at);
  return isWithin(block.container, isOutside) || isStandfirst(context, block);
}

type Siblings = Map<Container | null, Map<string, number>>;

/** How many sure blocks of each name an element holds. */
function countSiblings({ blocks }: PageContext, sure: readonly boolean[]): Siblings {
  const siblings: Siblings = new Map();
  for (const [index, { container }] of blocks.entries()) {
    if (sure[index] !== true) continue;
    const names = siblings.get(container.parent) ?? new Map<string, number>();
    siblings.set(container.parent, names);
    names.set(container.signature, (names.get(container.signature) ?? 0) + 1);
  }
  return siblings;
}

/** Blocks looked at on either side for one that is sure. */
const reach = 4;

/** The element that holds the paragraphs: the nearest that is no paragraph, list or quotation itself. */
function homeOf(container: Container): Container {
  let at = container;
  while (at.parent !== null && /^(?:p|li|ul|ol|blockquote)$/.test(at.name)) at = at.parent;
  return at === container ? (container.parent ?? container) : at;
}

/** True when near blocks before and after are sure and of the same home. */
function isBetween({ blocks }: PageContext, sure: readonly boolean[], index: number): boolean {
  const home = homeOf((blocks[index] as Block).container);
  const isNear = (direction: number) => {
    for (let step = 1; step <= reach; step += 1) {
      const at = index + direction * step;
      if (sure[at] === true) return homeOf((blocks[at] as Block).container) === home;
    }
    return false;
  };
  return isNear(-1) && isNear(1);
}

/** True for what stands between sure blocks, and for a sentence among several sure siblings of its name. */
function isAmongSure(
  context: PageContext,
  sure: readonly boolean[],
  siblings: Siblings,
  index: number,
): boolean {
  const { container } = context.blocks[index] as Block;
  const { endsSentence, linkShare } = context.facts[index] as BlockFacts;
  if (linkShare <= 0.5 && isBetween(context, sure, index)) return true;
  const alike = siblings.get(container.parent)?.get(container.signature) ?? 0;
  return endsSentence && linkShare <= 0.3 && alike >= minAlike;
}

/** Which blocks stay: the sure ones, and the likely ones among them. */
function chooseBlocks(context: PageContext, probabilities: readonly number[]): boolean[] {
  const isPossible = context.blocks.map(
    (block, i) => (probabilities[i] as number) >= minAmongSure && !isBarred(context, block),
  );
  const sure = probabilities.map((p, i) => p >= minProbability && isPossible[i] === true);
  const siblings = countSiblings(context, sure);
  return sure.map(
    (isSure, i) => isSure || (isPossible[i] === true && isAmongSure(context, sure, siblings, i)),
  );
}

/** The innermost element above a block with one of these names; null when there is none. */
function nearest(container: Container, names: readonly string[]): Container | null {
  for (let at: Container | null = container; at !== null; at = at.parent)
    if (names.includes(at.name)) return at;
  return null;
}

/** A table of the article: its blocks by row and cell, and the first and last of them on the page. */
interface Table {
  rows: Map<Container, Map<Container, Block[]>>;
  first: number;
  count: number;
  keptCells: number;
}

function addToTable(tables: Map<Container, Table>, block: Block, index: number, isKept: boolean): void {
  const table = nearest(block.container, ['table']);
  const row = table && nearest(block.container, ['tr', 'table']);
  const cell = row && nearest(block.container, ['td', 'th', 'tr', 'table']);
  if (!table || !row || !cell) return;
  const found = tables.get(table) ?? { rows: new Map(), first: index, count: 0, keptCells: 0 };
  tables.set(table, found);
  const cells = found.rows.get(row) ?? new Map<Container, Block[]>();
  found.rows.set(row, cells);
  cells.set(cell, [...(cells.get(cell) ?? []).slice(0, 50), block]);
  found.count += 1;
  if (isKept) found.keptCells += 1;
}

/** Cells of data are short and stand side by side; what lays out a page or a letter is not of that kind. */
function isData({ rows }: Table): boolean {
  const cells = [...rows.values()].flatMap((row) => [...row.values()]);
  const lengths = cells.map((blocks) => blocks.reduce((sum, { text }) => sum + text.length, 0));
  const isWide = [...rows.values()].filter((row) => row.size >= 2).length >= 2;
  return (
    isWide &&
    lengths.every((length) => length < 400) &&
    lengths.reduce((a, b) => a + b, 0) < 100 * cells.length
  );
}

/** Part of a table's blocks that must be kept for the whole of it to stay. */
const minTableShare = 0.35;

/** Tables of data by the table's element; one that stays is whole, one that goes leaves nothing. */
function tablesOf({ blocks }: PageContext, kept: readonly boolean[]): Map<Container, Table> {
  const tables = new Map<Container, Table>();
  for (const [index, block] of blocks.entries()) addToTable(tables, block, index, kept[index] === true);
  for (const [element, table] of tables) if (!isData(table)) tables.delete(element);
  return tables;
}

/** Words in a row that must have stood before for a long block to be a repetition. */
const repeatedShare = 0.8;
/** Shorter blocks may say the same again: results, refrains, the next stop. */
const minRuns = 20;

/** A test whether a text repeats those it saw before: some pages carry the body twice, cut differently. */
function createRepetitionTest(): (words: readonly string[]) => boolean {
  const seen = new Set<string>();
  return (words) => {
    const runs = words.slice(3).map((word, i) => `${words[i]} ${words[i + 1]} ${words[i + 2]} ${word}`);
    const repeated = runs.filter((run) => seen.has(run)).length;
    for (const run of runs) seen.add(run);
    return runs.length >= minRuns && repeated > repeatedShare * runs.length;
  };
}

/** The paragraphs of the article, in reading order. `probabilities`: one for each block of the page. */
export function decodeBody(context: PageContext, probabilities: readonly number[]): Paragraph[] {
  const kept = chooseBlocks(context, probabilities);
  const tables = tablesOf(context, kept);
  const repeats = createRepetitionTest();
  const paragraphs: Paragraph[] = [];
  for (const [index, block] of context.blocks.entries()) {
    const element = tables.size === 0 ? null : nearest(block.container, ['table']);
    const table = element === null ? undefined : tables.get(element);
    if (table !== undefined) {
      if (table.first === index && table.keptCells >= minTableShare * table.count)
        paragraphs.push(tableOf([...table.rows.values()].map((row) => [...row.values()])));
    } else if (kept[index] === true && !repeats(context.facts[index]?.words ?? []))
      paragraphs.push(paragraphOf(block));
  }
  return paragraphs;
}
