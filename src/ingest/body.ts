/**
 * The body of an article: the page without its furniture, read by Readability, turned into paragraphs. Where Readability
 * fails or leaves most of the marked article body out, the marked body itself is read.
 */
import { Readability } from '@mozilla/readability';
import { getOuterHTML } from 'domutils';
import { parseHTML as parseDom } from 'linkedom';
import { isBlock, isElement, isSilent, foldSpace, parseHtml, type Tree, type TreeElement, type TreeNode } from './tree.ts';

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
  /comment|disqus|(?:^|[\s_-])(?:share|sharing|social|sosmed|medsos)|related|relat(?:ed|ion)-|recommend|rekomendasi|terkait|baca-?juga|bacajuga|read-?(?:also|more|next)|newsletter|subscri|sign-?up|sidebar|side-bar|breadcrumb|(?:^|[\s_-])(?:ads?|advert\w*|iklan|sponsor\w*|promo\w*)(?:$|[\s_-])|tag-?(?:list|cloud|s)(?:$|[\s_-])|author-?(?:bio|box|info|card)|about-?author|caption|photo-?credit|image-?credit|(?:^|[\s_-])credits?(?:$|[\s_-])|widget|popup|modal|cookie|consent|gdpr|popular|trending|terpopuler|most-?read|more-?(?:news|stories|from)|outbrain|taboola|paywall|(?:^|[\s_-])(?:nav|menu|footer|toolbar|banner|byline|standfirst|subtitle|dek)(?:$|[\s_-])|print-?only|screen-?reader|visually-?hidden|sr-only|donat/;
const furnitureNames = new Set(['nav', 'aside', 'figcaption', 'footer', 'button', 'input', 'dialog', 'label', 'time', 'menu']);
const furnitureRoles = /^(?:navigation|complementary|contentinfo|dialog|alertdialog|banner|search|menu|toolbar)$/;

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

/** The element that the page itself marks as the article's body and that holds the most text; null when none is marked. */
function markedBody(tree: Tree, masses: Masses): TreeElement | null {
  let best: { element: TreeElement; rank: number } | null = null;
  const walk = (node: TreeNode) => {
    if (!isElement(node)) return;
    const marks = `${node.attribs.class ?? ''} ${node.attribs.id ?? ''}`.toLowerCase();
    const weight = /articleBody/.test(node.attribs.itemprop ?? '') ? 3 : bodyMarks.test(marks) ? 1.5 : node.name === 'article' ? 1 : 0;
    if (weight > 0) {
      const rank = weight * (masses.get(node) ?? 0);
      if (rank > 0 && (best === null || rank > best.rank)) best = { element: node, rank };
    }
    for (const child of node.children) walk(child);
  };
  for (const child of tree.children) walk(child);
  return (best as { element: TreeElement } | null)?.element ?? null;
}

/** Plain text from JSON-LD as paragraphs; some outlets put HTML in it. */
function fromArticleBody(articleBody: string | null): Paragraph[] {
  if (articleBody === null) return [];
  const html = /<(?:p|br|div)\b/i.test(articleBody) ? articleBody : articleBody.replace(/\n+/g, '<br><br>');
  return paragraphsOf(parseHtml(html));
}

/** Below this a body is a teaser, a consent wall or nothing; the next reading is tried. */
const minCharacters = 250;

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
  const fromMarks = marked === null ? [] : paragraphsOf(marked);
  const readable = readReadability(tree);
  const isWhole = textLength(readable) >= 0.6 * textLength(fromMarks);
  const readings = isWhole ? [readable, fromMarks] : [fromMarks, readable];
  const found = readings.find((paragraphs) => textLength(paragraphs) >= minCharacters);
  if (found !== undefined) return found;
  const declared = fromArticleBody(articleBody);
  const all = paragraphsOf(tree).filter(({ tags, linkShare }) => tags[0] === 'p' && linkShare < 0.5);
  return [declared, ...readings, all].reduce((best, next) => (textLength(next) > textLength(best) ? next : best), []);
}
