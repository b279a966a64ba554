/**
 * Boilerplate learnt from an outlet's own articles: a block that recurs in many of them is part of none. Pure; the counts
 * are store/outletBlocks.ts.
 *
 * What recurs is not always boilerplate: the sequels of one story repeat its background, word for word, for weeks. Such
 * paragraphs are long and often hold a quote, trailers and prompts are short. So a long block needs more evidence, and one
 * that quotes a statement is never learnt: a trailer left in costs little, a statement taken out is a fault.
 */
import { createHash } from 'node:crypto';
import type { TextBlock } from '../base/news.ts';

/** How often a block was seen. `firstAt` and `lastAt` number the outlet's counted articles from 1. */
export interface Recurrence {
  hash: string;
  articles: number;
  firstAt: number;
  lastAt: number;
}

/** Least number of articles with the block, and least share of the outlet's articles since it was first seen. */
interface Evidence {
  articles: number;
  share: number;
}

const shortEvidence: Evidence = { articles: 5, share: 0.1 };
const longEvidence: Evidence = { articles: 12, share: 0.2 };
/** In characters: prompts, trailers and sign-offs are shorter, background paragraphs longer. */
const longBlock = 200;

/** Articles of the outlet without the block after which it is no boilerplate any more. */
const unlearntAfter = 50;

/** At most this share of an article's characters is taken for boilerplate; beyond, it is the article that recurs. */
const mostDropped = 0.7;

/** Words between quotation marks from which on they are a statement, not a name or a button. */
const statementWords = 4;
const quoted = /["“„«»”]([^"“„«»”]{1,2000})["”»«“]|‘([^‘]{1,2000})’/gu;

/** Whether it holds a pair of quotation marks around so many words that somebody said them. */
function quotesStatement(text: string): boolean {
  for (const [, double, single] of text.matchAll(quoted)) {
    const words = double ?? single ?? '';
    if (words.trim().split(/\s+/).length >= statementWords) return true;
  }
  return false;
}

/** Case, digits (each number is one `0`) and white space do not tell blocks apart. */
const folded = (text: string) =>
  text
    .toLowerCase()
    .replace(/\p{N}+/gu, '0')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * What tells blocks apart: 20 hexadecimal digits of SHA-256 over the folded text, after `long:` for one of more than 200
 * characters, `said:` for one that quotes a statement.
 */
export function blockHash(text: string): string {
  const fold = folded(text);
  const digest = createHash('sha256').update(fold).digest('hex').slice(0, 20);
  if (quotesStatement(text)) return `said:${digest}`;
  return fold.length > longBlock ? `long:${digest}` : digest;
}

/** What is counted of an article: each block once, without those that are never learnt; with each block's beginning. */
export function countedBlocks(blocks: readonly TextBlock[]): { hash: string; sample: string }[] {
  const found = new Map<string, string>();
  for (const { text } of blocks) {
    const hash = blockHash(text);
    if (!hash.startsWith('said:')) found.set(hash, text.slice(0, 80));
  }
  return Array.from(found, ([hash, sample]) => ({ hash, sample }));
}

/**
 * Whether a block is boilerplate: seen in 5 articles and in a tenth of the outlet's articles since it was first seen (12
 * and a fifth for a long one), the last time less than 50 articles ago.
 */
export function isBoilerplate(block: Recurrence, articlesCounted: number): boolean {
  if (block.hash.startsWith('said:')) return false;
  if (articlesCounted - block.lastAt >= unlearntAfter) return false;
  const { articles, share } = block.hash.startsWith('long:') ? longEvidence : shortEvidence;
  const since = articlesCounted - block.firstAt + 1;
  return block.articles >= articles && block.articles >= share * since;
}

/** The hashes of an outlet's boilerplate, from what recurs there (`recurringBlocks` of store/outletBlocks.ts). */
export function learntHashes(recurring: {
  blocks: readonly Recurrence[];
  articlesCounted: number;
}): string[] {
  const { blocks, articlesCounted } = recurring;
  return blocks.filter((block) => isBoilerplate(block, articlesCounted)).map(({ hash }) => hash);
}

/**
 * The blocks without the outlet's boilerplate; all of them when more than 70 % of the characters would go (an article that
 * its outlet published again and again).
 */
export function withoutLearnt(
  blocks: readonly TextBlock[],
  isLearnt: (hash: string) => boolean,
): TextBlock[] {
  const kept = blocks.filter(({ text }) => !isLearnt(blockHash(text)));
  const lengthOf = (some: readonly TextBlock[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  return lengthOf(kept) < (1 - mostDropped) * lengthOf(blocks) ? [...blocks] : kept;
}
