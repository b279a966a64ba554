/**
 * The body of an article: the page without its furniture, read by Readability, turned into paragraphs. Where Readability
 * fails or leaves most of the marked article body out, the marked body itself is read.
 */
import { Readability } from '@mozilla/readability';
import { getOuterHTML } from 'domutils';
import { parseHTML as parseDom } from 'linkedom';
import {
  foldSpace,
  isBlock,
  isElement,
  isSilent,
  parseHtml,
  type Tree,
  type TreeElement,
  type TreeNode,
} from './tree.ts';

/** One block of text with what tells text from furniture. */
export interface Paragraph {
  text: string;
  /** Part of the characters that are link text, 0..1. */
  linkShare: number;
  /** Element names from the block upwards, nearest first, eight at most. */
  tags: string[];
  /** Class and id of the block, lower case. */
  marks: string;
}

const furnitureMarks =
  /comment|disqus|(?:^|[\s_-])(?:share|sharing|social|sosmed|medsos)|related|relat(?:ed|ion)-|recommend|rekomendasi|terkait|baca-?juga|bacajuga|read-?(?:also|more|next)|newsletter|subscri|sign-?up|sidebar|side-bar|breadcrumb|(?:^|[\s_-])(?:ads?|advert\w*|iklan|sponsor\w*|promo\w*)(?:$|[\s_-])|tag-?(?:list|cloud|s)(?:$|[\s_-])|author-?(?:bio|box|info|card)|about-?author|caption|ketfoto|photo-?credit|image-?credit|(?:^|[\s_-])credits?(?:$|[\s_-])|widget|popup|modal|cookie|consent|gdpr|popular|trending|terpopuler|most-?read|more-?(?:news|stories|from)|outbrain|taboola|paywall|(?:^|[\s_-])(?:nav|menu|footer|toolbar|banner|byline|standfirst|sub-?title|sub-?judul|rubrik|kicker|eyebrow|dek)(?:$|[\s_-])|print-?only|screen-?reader|visually-?hidden|sr-only|donat/;
const furnitureNames = new Set([
  'nav',
  'aside',
  'figcaption',
  'footer',
  'button',
  'input',
  'dialog',
  'label',
  'time',
  'menu',
]);
const furnitureRoles =
  /^(?:navigation|complementary|contentinfo|dialog|alertdialog|banner|search|menu|toolbar)$/;

/** An element that looks like furniture but holds more of the page's paragraphs than this is the article after all. */
const maxFurnitureShare = 0.3;

type Masses = Map<TreeNode | Tree, number>;

function measure(node: TreeNode | Tree, masses: Masses, isParagraph: boolean): number {
  if (node.type === 'text') return isParagraph ? (node as { data: string }).data.trim().length : 0;
  if (!('children' in node)) return 0;
  const counts = isParagraph || (isElement(node as TreeNode) && (node as TreeElement).name === 'p');
  let sum = 0;
  for (const child of node.children) sum += measure(child, masses, counts);
  masses.set(node, sum);
  return sum;
}

function looksLikeFurniture(element: TreeElement): boolean {
  const { attribs, name } = element;
  if (name === 'body' || name === 'html' || name === 'main' || name === 'article') return false;
  if (furnitureNames.has(name) || furnitureRoles.test(attribs.role ?? '')) return true;
  if ('hidden' in attribs || /display\s*:\s*none/i.test(attribs.style ?? '')) return true;
  if (/articleBody/.test(attribs.itemprop ?? '')) return false;
  return furnitureMarks.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`.slice(0, 300).toLowerCase());
}

/** Takes furniture out of the tree, in place. `masses`: characters in paragraphs under each node. */
function prune(tree: Tree, masses: Masses): void {
  const total = masses.get(tree) ?? 0;
  const walk = (parent: Tree | TreeElement) => {
    const kept = parent.children.filter((node) => {
      if (node.type === 'text') return true;
      if (!isElement(node) || (isSilent(node) && node.name !== 'head')) return false;
      if (!looksLikeFurniture(node)) return true;
      return total > 0 && (masses.get(node) ?? 0) / total > maxFurnitureShare;
    });
    parent.children = kept;
    for (const node of kept) if (isElement(node)) walk(node);
  };
  walk(tree);
}

const maxTags = 8;

interface Open {
  parts: string[];
  linkChars: number;
}

/** The blocks of text under a node in reading order. `<br><br>` parts paragraphs, and so does `<br>` after a full stop. */
export function paragraphsOf(root: Tree | TreeElement): Paragraph[] {
  const found: Paragraph[] = [];
  let open: Open = { parts: [], linkChars: 0 };
  const flush = (tags: string[], marks: string) => {
    const text = foldSpace(open.parts.join('')).replace(/\n/g, ' ');
    if (/[\p{L}\p{N}]/u.test(text))
      found.push({ text, linkShare: Math.min(1, open.linkChars / text.length), tags, marks });
    open = { parts: [], linkChars: 0 };
  };
  const walk = (node: TreeNode, tags: string[], marks: string, inLink: boolean) => {
    if (node.type === 'text') {
      const { data } = node as { data: string };
      open.parts.push(data.replace(/\n/g, ' '));
      if (inLink) open.linkChars += data.trim().length;
      return;
    }
    if (!isElement(node) || isSilent(node)) return;
    if (node.name === 'br') {
      const before = open.parts.findLast((part) => part.trim() !== '' || part === '\n') ?? '';
      if (before === '\n' || /[.!?…”"»)]$/.test(before.slice(-40).trimEnd())) flush(tags, marks);
      else open.parts.push('\n');
      return;
    }
    const starts = isBlock(node);
    const ownMarks = starts ? `${node.attribs.class ?? ''} ${node.attribs.id ?? ''}`.toLowerCase() : marks;
    const ownTags = starts ? [node.name, ...tags.slice(0, maxTags - 1)] : tags;
    if (starts) flush(tags, marks);
    for (const child of node.children) walk(child, ownTags, ownMarks, inLink || node.name === 'a');
    if (starts) flush(ownTags, ownMarks);
  };
  for (const child of root.children) walk(child, [], '', false);
  flush([], '');
  return found;
}

const textLength = (paragraphs: Paragraph[]) => paragraphs.reduce((sum, { text }) => sum + text.length, 0);

/** Nodes of the pruned page above which Readability is not asked: its time grows faster than the page. */
const maxNodes = 30_000;

function countNodes(node: TreeNode | Tree): number {
  return 'children' in node ? node.children.reduce((sum, child) => sum + countNodes(child), 1) : 1;
}

/** Readability's choice as paragraphs; empty when it finds nothing or its DOM trips over the page. */
function readReadability(tree: Tree): Paragraph[] {
  if (countNodes(tree) > maxNodes) return [];
  try {
    const { document } = parseDom(getOuterHTML(tree.children as Parameters<typeof getOuterHTML>[0]));
    const reader = new Readability(document, { keepClasses: true, charThreshold: 250 });
    const content = reader.parse()?.content;
    return content ? paragraphsOf(parseHtml(content)) : [];
  } catch {
    // Odd markup breaks the DOM in ways the other readings survive; they are asked next.
    return [];
  }
}

const bodyMarks =
  /(?:article|story|post|entry|news|detail|content|berita|artikel|read)[-_]*(?:body|content|text|copy|isi|__content)|isi[-_]?berita|article-?text|(?:^|\s)(?:detail|read)__?content/;

interface Marked {
  element: TreeElement;
  /** True when its name says body, not merely `<article>`. */
  isNamed: boolean;
  rank: number;
}

/** The element that the page itself marks as the article's body and that holds the most text; null when none is marked. */
function markedBody(tree: Tree, masses: Masses): Marked | null {
  const found: Marked[] = [];
  const walk = (node: TreeNode) => {
    if (!isElement(node)) return;
    const marks = `${node.attribs.class ?? ''} ${node.attribs.id ?? ''}`.toLowerCase();
    const weight = /articleBody/.test(node.attribs.itemprop ?? '')
      ? 3
      : bodyMarks.test(marks)
        ? 1.5
        : node.name === 'article'
          ? 1
          : 0;
    if (weight > 0) {
      const rank = weight * (masses.get(node) ?? 0);
      if (rank > 0) found.push({ element: node, isNamed: weight > 1, rank });
    }
    for (const child of node.children) walk(child);
  };
  for (const child of tree.children) walk(child);
  return found.reduce<Marked | null>((best, next) => (best && best.rank >= next.rank ? best : next), null);
}

/** Plain text from JSON-LD as paragraphs; some outlets put HTML in it. */
function fromArticleBody(articleBody: string | null): Paragraph[] {
  if (articleBody === null) return [];
  const html = /<(?:p|br|div)\b/i.test(articleBody) ? articleBody : articleBody.replace(/\n+/g, '<br><br>');
  return paragraphsOf(parseHtml(html));
}

/** Below this a body is a teaser, a consent wall or nothing; the next reading is tried. */
const minCharacters = 250;

/** Parts of the other reading's length at which the marked body is taken; set on 140 pages of 100 outlets. */
const closeShare = 0.75;
const lostShare = 0.6;

/**
 * The paragraphs of the article in reading order, furniture of the page gone but editorial boilerplate (captions, promo
 * lines, trailers) still in. Empty when the page has no text.
 * @param tree changed in place; read metadata first
 * @param articleBody JSON-LD `articleBody`, or null
 */
export function readBody(tree: Tree, articleBody: string | null): Paragraph[] {
  const masses: Masses = new Map();
  measure(tree, masses, false);
  prune(tree, masses);
  masses.clear();
  measure(tree, masses, false);
  const marked = markedBody(tree, masses);
  const fromMarks = marked === null ? [] : paragraphsOf(marked.element);
  const readable = readReadability(tree);
  const [readableLength, markedLength] = [textLength(readable), textLength(fromMarks)];
  // A named body that holds nearly all Readability found is cut closer: no kickers, standfirsts or boxes around it.
  const isCloser = marked?.isNamed === true && markedLength >= closeShare * readableLength;
  const isLost = readableLength < lostShare * markedLength;
  const readings = isCloser || isLost ? [fromMarks, readable] : [readable, fromMarks];
  const found = readings.find((paragraphs) => textLength(paragraphs) >= minCharacters);
  if (found !== undefined) return found;
  const declared = fromArticleBody(articleBody);
  const all = paragraphsOf(tree).filter(({ tags, linkShare }) => tags[0] === 'p' && linkShare < 0.5);
  return [declared, ...readings, all].reduce(
    (best, next) => (textLength(next) > textLength(best) ? next : best),
    [],
  );
}
