/**
 * The features of a page's blocks, one row of numbers for each block, by which the classifier tells article from
 * furniture. Order and meaning belong to the trained model: after any change here the model must be trained again
 * (`npm run train:extract`).
 */
import { type BlockFacts, bareText, massOf, type PageContext } from './blockContext.ts';
import type { Block, Container } from './blocks.ts';

const tagOrder = 'p div li h1 h2 h3 h4 td figcaption blockquote span section article pre dd dt a'.split(' ');
const watchedAncestors =
  'article main section aside nav header footer form figure table ul ol blockquote dl'.split(' ');
/** Stands for "none above". */
const far = 99;

const promoStart =
  /^(?:read more|read also|also read|related|see also|more:|baca juga|baca:|simak|promosi|advertisement|iklan|follow us|subscribe|sign up|click here|share|watch:|photo|image|foto|getty|copyright|©|all rights|lire aussi|lesen sie|mehr zum thema|leia (?:também|mais)|ver más|lee también|lea también|читайте также|source:|sumber|editor|tags?:|topics?:|contact|email|e-mail|by |posted|published|updated|comments?|leave a|next|previous|cek berita|berita lainnya|written by|reporting by|this article|the views|about the author)/i;
const creditWords = /©|copyright|all rights|getty|reuters|afp|epa|shutterstock/i;

const log = Math.log1p;
const flag = (value: boolean) => (value ? 1 : 0);
const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
const shareOf = (part: number, whole: number) => part / Math.max(1, whole);

/** What stands above a block, as levels from it; made once for each container. */
function rowOfContainer(container: Container): number[] {
  const levels = new Map<string, number>();
  let [furniture, surelyFurniture, body, surelyBody] = [far, far, far, far];
  let [furnitures, bodies] = [0, 0];
  let [isHidden, isBodyProperty, isComments, isCaption, isStandfirst] = [false, false, false, false, false];
  let level = 0;
  for (let at: Container | null = container; at !== null; at = at.parent, level += 1) {
    const { marks } = at;
    if (marks.isFurniture) furnitures += 1;
    if (marks.isBody) bodies += 1;
    if (marks.isFurniture && furniture === far) furniture = level;
    if (marks.isSurelyFurniture && surelyFurniture === far) surelyFurniture = level;
    if (marks.isBody && body === far) body = level;
    if (marks.isSurelyBody && surelyBody === far) surelyBody = level;
    isHidden ||= at.isHidden;
    isBodyProperty ||= at.isBodyProperty;
    isComments ||= marks.isComments && at.name !== 'body';
    isCaption ||= at.name === 'figcaption' || (level < 3 && marks.isCaption);
    isStandfirst ||= level < 3 && marks.isStandfirst;
    if (!levels.has(at.name)) levels.set(at.name, level);
  }
  return [
    furniture,
    surelyFurniture,
    body,
    surelyBody,
    furnitures,
    bodies,
    flag(isHidden),
    flag(isBodyProperty),
    flag(isComments),
    flag(isCaption),
    flag(isStandfirst),
    flag(body < furniture),
    clamp(surelyBody - furniture, -20, 20),
    ...watchedAncestors.map((name) => levels.get(name) ?? far),
    container.depth,
  ];
}

/** Size and shape of the text itself. */
function rowOfText(block: Block, facts: BlockFacts): number[] {
  const { words, length } = facts;
  const text = block.text.slice(0, 20_000);
  const { name } = block.container;
  return [
    log(length),
    log(words.length),
    facts.linkShare,
    block.links,
    (facts.commas / Math.max(1, words.length)) * 10,
    flag(facts.endsSentence),
    facts.sentences,
    words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.length, 0) / words.length,
    shareOf(text.match(/\p{Lu}/gu)?.length ?? 0, text.length),
    shareOf(text.match(/\d/g)?.length ?? 0, text.length),
    shareOf(block.boldChars, length),
    shareOf(block.italicChars, length),
    block.breaks,
    tagOrder.indexOf(name),
    flag(name === 'p'),
    /^h\d$/.test(name) ? Number(name[1]) : 0,
    flag(promoStart.test(text)),
    flag(words.length < 25 && /\b(?:19|20)\d\d\b/.test(text)),
    flag(words.length < 40 && creditWords.test(text)),
    flag(/[:：]$/.test(text)),
    flag(/[|»›•]/.test(text)),
  ];
}

/** The text around: under the container, its parent and its grandparent, and in containers named alike. */
function rowOfMasses(context: PageContext, { container }: Block, { alike }: BlockFacts): number[] {
  const parent = container.parent ?? container;
  const grandparent = parent.parent ?? parent;
  const top = context.best === null ? 0 : massOf(context, context.best).finalScore;
  const row = [container, parent, grandparent].flatMap((each) => {
    const mass = massOf(context, each);
    return [
      log(mass.chars),
      shareOf(mass.linkChars, mass.chars),
      log(mass.blocks),
      log(shareOf(mass.chars, mass.blocks)),
      shareOf(mass.paragraphChars, mass.chars),
      mass.finalScore / Math.max(1e-6, top),
    ];
  });
  row.push(shareOf(massOf(context, parent).chars, context.totalChars));
  row.push(log(alike.blocks), log(alike.chars), shareOf(alike.chars, context.totalChars));
  row.push(log(shareOf(alike.chars, alike.blocks)), shareOf(alike.linkChars, alike.chars), log(alike.good));
  return row;
}

/** Blocks outside a range count from its nearer end; 0 within. */
const outside = (index: number, { first, last }: { first: number; last: number }) =>
  clamp(index < first ? index - first : index > last ? index - last : 0, -60, 60);

/** Where the block stands: on the page, in the best container, in the named body, in the article, below the headline. */
function rowOfPlace(context: PageContext, index: number, charsBefore: number): number[] {
  const { blocks, best, named, article, headlineIndex, totalChars } = context;
  const { container } = blocks[index] as Block;
  let [inBest, inNamed, inArticle] = [false, false, false];
  for (let at: Container | null = container; at !== null; at = at.parent) {
    inBest ||= at === best;
    inNamed ||= at === named;
    inArticle ||= at === article;
  }
  const row = [index / blocks.length, shareOf(charsBefore, totalChars), log(blocks.length), log(totalChars)];
  const bestMass = best === null ? null : massOf(context, best);
  if (best === null || bestMass === null) row.push(0, far, 0, -1, -far, -far);
  else {
    const span = bestMass.last - bestMass.first;
    row.push(flag(inBest), container.depth - best.depth, shareOf(bestMass.chars, totalChars));
    row.push(span > 0 ? (index - bestMass.first) / span : -1);
    row.push(clamp(index - bestMass.first, -30, 60), clamp(index - bestMass.last, -60, 30));
  }
  if (named === null) row.push(-1, -far, -far);
  else {
    const mass = massOf(context, named);
    row.push(flag(inNamed), outside(index, mass), inNamed ? mass.last - index : -far);
  }
  if (article === null) row.push(-1, -far);
  else row.push(flag(inArticle), outside(index, massOf(context, article)));
  row.push(headlineIndex < 0 ? -far : clamp(index - headlineIndex, -50, 100));
  return row;
}

/** What the page declares: headline, description, JSON-LD body; and how often the block stands on the page. */
function rowOfDeclared({ declared, description, openings }: PageContext, facts: BlockFacts): number[] {
  const bare = bareText(facts.opening);
  const isDescription =
    description.length > 40 && bare.length > 30 && description.startsWith(bare.slice(0, 80));
  const row = [openings.get(facts.opening) ?? 1, facts.headlineOverlap, flag(isDescription)];
  if (declared === null) return [...row, -1, 0];
  const { words } = facts;
  if (words.length < 3)
    return [...row, words.length > 0 && declared.text.includes(` ${words.join(' ')} `) ? 0.5 : 0, 1];
  let found = 0;
  for (let i = 0; i + 2 < words.length; i += 1)
    if (declared.trigrams.has(`${words[i]} ${words[i + 1]} ${words[i + 2]}`)) found += 1;
  return [...row, found / (words.length - 2), 1];
}

const neighbours = [-3, -2, -1, 1, 2, 3];

/** The three blocks before and after, and prose within six. */
function rowOfNeighbours({ blocks, facts }: PageContext, index: number): number[] {
  const own = (blocks[index] as Block).container;
  const row: number[] = [];
  for (const offset of neighbours) {
    const other = blocks[index + offset];
    const about = facts[index + offset];
    row.push(about ? log(about.length) : -1, about ? about.linkShare : -1);
    if (Math.abs(offset) === 3) continue;
    const isSibling = other !== undefined && other.container.parent === own.parent;
    row.push(other ? flag(isSibling) + flag(other.container.signature === own.signature) : -1);
    row.push(about ? flag(about.endsSentence) : -1, other ? tagOrder.indexOf(other.container.name) : -2);
  }
  let [before, after] = [0, 0];
  for (let distance = 1; distance <= 6; distance += 1) {
    const [earlier, later] = [facts[index - distance], facts[index + distance]];
    if (earlier && earlier.linkShare < 0.3) before += earlier.length;
    if (later && later.linkShare < 0.3) after += later.length;
  }
  row.push(log(before), log(after));
  return row;
}

/** One row of features for each block, in the model's order, in single precision as the model's thresholds are. */
export function featuresOf(context: PageContext): Float32Array[] {
  const rowsOfContainers = new Map<Container, number[]>();
  let charsBefore = 0;
  return context.blocks.map((block, index) => {
    const facts = context.facts[index] as BlockFacts;
    const above = rowsOfContainers.get(block.container) ?? rowOfContainer(block.container);
    rowsOfContainers.set(block.container, above);
    const row = Float32Array.from([
      ...rowOfText(block, facts),
      ...above,
      ...rowOfMasses(context, block, facts),
      ...rowOfPlace(context, index, charsBefore),
      ...rowOfDeclared(context, facts),
      ...rowOfNeighbours(context, index),
    ]);
    charsBefore += facts.length;
    return row;
  });
}
