/** JSON-LD of a page: its schema.org objects as a flat list, and the one that describes the article. */
import { elementsOf, rawContent, type Tree } from './tree.ts';

export type LdNode = Record<string, unknown>;

/** Pages list their whole archive at times; more objects than this say nothing about the article. */
const maxNodes = 1000;
const maxDepth = 6;

function parseLoosely(text: string): unknown {
  const bare = text
    .trim()
    .replace(/^(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)|(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>)$/g, '')
    .replace(/;\s*$/, '');
  // Raw line breaks and tabs inside strings are the usual fault of hand-made JSON-LD.
  const repairs = [
    bare,
    bare.replace(/\p{Cc}+/gu, ' '),
    bare.replace(/\p{Cc}+/gu, ' ').replace(/,\s*([}\]])/g, '$1'),
  ];
  for (const candidate of repairs) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next repair is tried; a block that none mends is as good as absent.
    }
  }
  return null;
}

function flatten(value: unknown, into: LdNode[], depth: number): void {
  if (depth > maxDepth || into.length >= maxNodes || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) flatten(item, into, depth + 1);
    return;
  }
  const node = value as LdNode;
  if (node['@type'] !== undefined) into.push(node);
  for (const inner of Object.values(node)) if (typeof inner === 'object') flatten(inner, into, depth + 1);
}

/** All typed objects in the page's JSON-LD blocks, nested ones too, in document order. Broken blocks are left out. */
export function jsonLdNodes(tree: Tree): LdNode[] {
  const nodes: LdNode[] = [];
  for (const element of elementsOf(tree)) {
    if (element.name === 'script' && /ld\+json/i.test(element.attribs.type ?? ''))
      flatten(parseLoosely(rawContent(element)), nodes, 0);
  }
  return nodes;
}

/** A property as a list: absent is empty, a single value a list of one. */
export function ldList(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.flat(2) : [value];
}

/** The text of a property that may be a string, a language-tagged value or a named object; null when there is none. */
export function ldText(value: unknown): string | null {
  for (const item of ldList(value)) {
    if (typeof item === 'string' && item.trim() !== '') return item.trim();
    if (typeof item === 'object' && item !== null) {
      const { name, '@value': tagged, url, '@id': id } = item as LdNode;
      const found = [tagged, name, url, id].find((text) => typeof text === 'string' && text.trim() !== '');
      if (typeof found === 'string') return found.trim();
    }
  }
  return null;
}

/** True when the object's type is one of the patterns' types, with or without a schema.org prefix. */
export function ldIs(node: LdNode, pattern: RegExp): boolean {
  return ldList(node['@type']).some((type) => typeof type === 'string' && pattern.test(type));
}

const articleType = /(?:Article|BlogPosting|Reportage|LiveBlogPosting|SocialMediaPosting|Review|Report)$/;

function richness(node: LdNode): number {
  return ['headline', 'datePublished', 'author', 'articleBody', 'image'].filter(
    (key) => node[key] !== undefined,
  ).length;
}

/** A review that has nothing of these is a reader's, of whatever the page sells or cooks. */
const reviewKeys = ['headline', 'name', 'publisher', 'mainEntityOfPage', 'url', 'image'];

function describesArticle(node: LdNode): boolean {
  return ldIs(node, articleType) && (!ldIs(node, /Review$/) || reviewKeys.some((key) => key in node));
}

/**
 * The object that describes this page's article; null when none does. Among several (teasers of other articles are marked
 * up too) the one with this page's address wins, then the one that says most.
 */
export function articleNode(nodes: LdNode[], url: string): LdNode | null {
  const articles = nodes.filter((node) => describesArticle(node) && richness(node) > 1);
  const { pathname } = new URL(url);
  const isThis = (node: LdNode) =>
    [ldText(node.url), ldText(node.mainEntityOfPage), ldText(node['@id'])].some(
      (address) =>
        address !== null && pathname.length > 1 && address.replace(/[#?].*$/, '').endsWith(pathname),
    );
  const own = articles.filter(isThis);
  const pool = own.length > 0 ? own : articles;
  return pool.reduce<LdNode | null>((best, n) => (best && richness(best) >= richness(n) ? best : n), null);
}
