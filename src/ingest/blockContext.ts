/**
 * What a page as a whole says of its blocks: masses of text under each container, the container that holds the article,
 * the headline's place, blocks alike. Made once for a page, read by the features of every block.
 */
import type { Block, Container, Segments } from './blocks.ts';

/** What a page declares of its article outside the text; texts are empty where it declares nothing. */
export interface BodyHints {
  headline: string;
  description: string;
  /** JSON-LD `articleBody`, plain or with tags. */
  articleBody: string;
}

/** Text under a container and where it lies; characters unless said. */
export interface Mass {
  chars: number;
  linkChars: number;
  blocks: number;
  /** In prose: paragraphs of more than 25 characters, less than half of them link text. */
  paragraphChars: number;
  /** First and last block under it; -1 where there is none. */
  first: number;
  last: number;
  /** How much prose hangs on this container (after Readability's scoring), and that after links and names are weighed. */
  score: number;
  finalScore: number;
}

/** Numbers of one block that several features need. */
export interface BlockFacts {
  words: string[];
  length: number;
  linkShare: number;
  commas: number;
  endsSentence: boolean;
  sentences: number;
  alike: Alike;
  /** 0..1, words in common with the declared headline. */
  headlineOverlap: number;
  opening: string;
}

/** Blocks whose containers are named alike. */
interface Alike {
  blocks: number;
  chars: number;
  linkChars: number;
  good: number;
}

export interface PageContext {
  blocks: Block[];
  facts: BlockFacts[];
  masses: Map<Container, Mass>;
  totalChars: number;
  /** The container with the highest final score, the largest named as a body, the largest `article` or `main`. */
  best: Container | null;
  named: Container | null;
  article: Container | null;
  /** Index of the headline's block; -1 where none is. */
  headlineIndex: number;
  openings: Map<string, number>;
  description: string;
  /** Runs of three words of JSON-LD's articleBody; null where it has fewer than 60 words. */
  declared: { trigrams: Set<string>; text: string } | null;
}

/** Features look no further into a block, nor into what the page declares: the first is a page's worth of text, too. */
const maxRead = 20_000;
const maxDeclared = 200_000;

/** Words in lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

function factsOf(block: Block, headline: Set<string>, alike: Alike): BlockFacts {
  const text = block.text.slice(0, maxRead);
  const words = wordsOf(text);
  const length = block.text.length;
  const mayBeHeadline = words.length < 30 || /^h[12]$/.test(block.container.name);
  const distinct = mayBeHeadline ? new Set(words) : new Set<string>();
  const common = [...distinct].filter((word) => headline.has(word)).length;
  return {
    words,
    length,
    linkShare: Math.min(1, block.linkChars / Math.max(1, length)),
    commas: countOf(text, /[,،、，]/g),
    endsSentence: /[.!?…。！？؟”"’»)\]:]$/.test(text),
    sentences: countOf(text, /[.!?。！？]["”’»)]?(?:\s|$)/g),
    alike,
    headlineOverlap: headline.size === 0 ? 0 : common / Math.max(distinct.size, headline.size * 0.7, 1),
    opening: text.slice(0, 120),
  };
}

function addToAlike(alike: Alike, block: Block): void {
  alike.blocks += 1;
  alike.chars += block.text.length;
  alike.linkChars += block.linkChars;
  if (block.text.length > 80 && block.linkChars / block.text.length < 0.3) alike.good += 1;
}

function allFacts(blocks: readonly Block[], headline: string): BlockFacts[] {
  const headlineWords = new Set(wordsOf(headline.slice(0, 1000)));
  const groups = new Map<string, Alike>();
  return blocks.map((block) => {
    const key = block.container.signature;
    const alike = groups.get(key) ?? { blocks: 0, chars: 0, linkChars: 0, good: 0 };
    groups.set(key, alike);
    addToAlike(alike, block);
    return factsOf(block, headlineWords, alike);
  });
}

const noMass = (): Mass => ({
  chars: 0,
  linkChars: 0,
  blocks: 0,
  paragraphChars: 0,
  first: -1,
  last: -1,
  score: 0,
  finalScore: 0,
});

/** The mass of a container; that of an empty one where it holds no block. */
export function massOf(context: Pick<PageContext, 'masses'>, container: Container): Mass {
  return context.masses.get(container) ?? noMass();
}

function weigh(masses: Map<Container, Mass>, block: Block, facts: BlockFacts, index: number): void {
  const isProse = block.container.name === 'p' && facts.length > 25 && facts.linkShare < 0.5;
  for (let at: Container | null = block.container; at !== null; at = at.parent) {
    let mass = masses.get(at);
    if (mass === undefined) {
      mass = noMass();
      masses.set(at, mass);
    }
    mass.chars += facts.length;
    mass.linkChars += Math.min(facts.length, block.linkChars);
    mass.blocks += 1;
    if (mass.first < 0) mass.first = index;
    mass.last = index;
    if (isProse) mass.paragraphChars += facts.length;
  }
}

/** Points for prose go to the container and, less and less, to the four above it. */
function score(masses: Map<Container, Mass>, { container }: Block, facts: BlockFacts): void {
  if (facts.length < 25) return;
  const points = (1 + facts.commas + Math.min(3, Math.floor(facts.length / 100))) * (1 - facts.linkShare);
  const isLeaf = /^(?:p|li|blockquote|h\d)$/.test(container.name);
  let at = isLeaf ? container.parent : container;
  for (let level = 0; at !== null && level < 5; level += 1, at = at.parent) {
    const mass = masses.get(at);
    if (mass) mass.score += points / (level === 0 ? 1 : level === 1 ? 2 : level * 3);
  }
}

function finalScore({ marks, name }: Container, mass: Mass): number {
  const named = marks.isSurelyBody ? 1.5 : marks.isBody ? 1.15 : 1;
  const furnished = marks.isSurelyFurniture ? 0.3 : 1;
  const linked = 1 - Math.min(1, mass.linkChars / Math.max(1, mass.chars));
  return mass.score * linked * furnished * named * (name === 'article' ? 1.2 : 1);
}

/** The container with the highest value above a floor; the first of equals, null when none is above. */
function largest(
  masses: Map<Container, Mass>,
  containers: readonly Container[],
  worthOf: (container: Container, mass: Mass) => number | null,
): Container | null {
  let best: Container | null = null;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (const container of containers) {
    const mass = masses.get(container);
    const value = mass === undefined ? null : worthOf(container, mass);
    if (value === null || value <= bestValue) continue;
    best = container;
    bestValue = value;
  }
  return best;
}

function findHeadline(blocks: readonly Block[], facts: readonly BlockFacts[]): number {
  let best = -1;
  let bestValue = 0;
  for (const [index, { headlineOverlap }] of facts.entries()) {
    const value = headlineOverlap + (blocks[index]?.container.name === 'h1' ? 0.3 : 0);
    if (headlineOverlap <= 0.5 || value <= bestValue + 0.05) continue;
    best = index;
    bestValue = value;
  }
  return best >= 0 ? best : blocks.findIndex(({ container }) => container.name === 'h1');
}

function declaredOf(articleBody: string): PageContext['declared'] {
  const plain = articleBody
    .slice(0, maxDeclared)
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&[a-z]{2,8};/gi, ' ');
  const words = wordsOf(plain);
  if (words.length < 60) return null;
  return { trigrams: trigramsOf(words), text: ` ${words.join(' ')} ` };
}

/** Runs of three words. */
export function trigramsOf(words: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i + 2 < words.length; i += 1) found.add(`${words[i]} ${words[i + 1]} ${words[i + 2]}`);
  return found;
}

/** Letters and digits in lower case with single spaces between. */
export function bareText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What the page as a whole says of its blocks. */
export function contextOf({ blocks, containers }: Segments, hints: BodyHints): PageContext {
  const facts = allFacts(blocks, hints.headline);
  const masses = new Map<Container, Mass>();
  const openings = new Map<string, number>();
  for (const [index, block] of blocks.entries()) {
    const own = facts[index] as BlockFacts;
    weigh(masses, block, own, index);
    score(masses, block, own);
    openings.set(own.opening, (openings.get(own.opening) ?? 0) + 1);
  }
  for (const [container, mass] of masses) mass.finalScore = finalScore(container, mass);
  const plainChars = ({ chars, linkChars }: Mass) => chars - linkChars;
  return {
    blocks,
    facts,
    masses,
    totalChars: facts.reduce((sum, { length }) => sum + length, 0),
    best: largest(masses, containers, (_, mass) => mass.finalScore),
    named: largest(masses, containers, ({ marks }, mass) =>
      marks.isSurelyBody && plainChars(mass) > 200 ? mass.paragraphChars + 0.2 * plainChars(mass) : null,
    ),
    article: largest(masses, containers, ({ name }, mass) =>
      name === 'article' || name === 'main' ? plainChars(mass) : null,
    ),
    headlineIndex: findHeadline(blocks, facts),
    openings,
    description: bareText(hints.description.slice(0, 2000)),
    declared: declaredOf(hints.articleBody),
  };
}
