/**
 * The window of recent articles as term vectors: weighs an article's terms by how rare they are in it, and finds the
 * articles most like a vector through an inverted index. When it is full, the article that came in first leaves.
 */
import { backgroundShare } from './background.ts';
import { isEntityTerm } from './tokens.ts';

/** Terms by weight; of length one. */
export type TermVector = Map<string, number>;

/** An article of the window with what its user keeps beside it. */
export interface Member<Kept> {
  vector: TermVector;
  kept: Kept;
}

/** Members holding a term, oldest first; those before `start` have left. */
interface Posting<Kept> {
  members: Member<Kept>[];
  start: number;
}

export interface TermWindow<Kept> {
  language: string;
  /** Part of entities in the similarity of two articles, 0..1. */
  entityShare: number;
  /** Weight of the prior document frequencies, in articles. */
  priorArticles: number;
  capacity: number;
  members: Member<Kept>[];
  start: number;
  postings: Map<string, Posting<Kept>>;
}

/** Terms looked up per article, and postings read per term: more of either changed no result, only the time. */
const lookupTerms = 16;
const postingsPerTerm = 200;
/** Terms held by more than this part of the window bring no candidates. */
const commonTermShare = 0.5;
const commonTermFloor = 500;

/**
 * Vector of sqrt(tf) · ln(1 + (N + 1) / (df + 1)), with N and df of the window plus the prior. Words and entities are
 * brought to unit length apart and then mixed, so that cosine is a fixed mix of both however long the text is.
 */
export function vectorIn<Kept>(window: TermWindow<Kept>, terms: ReadonlyMap<string, number>): TermVector {
  const { priorArticles, entityShare } = window;
  const articles = window.members.length - window.start + priorArticles;
  const vector: TermVector = new Map();
  const squared = { words: 0, entities: 0 };
  for (const [term, frequency] of terms) {
    const posting = window.postings.get(term);
    const counted = posting ? posting.members.length - posting.start : 0;
    const held = counted + priorArticles * backgroundShare(term, window.language);
    const weight = Math.sqrt(frequency) * Math.log(1 + (articles + 1) / (held + 1));
    vector.set(term, weight);
    squared[isEntityTerm(term) ? 'entities' : 'words'] += weight * weight;
  }
  const mixed = squared.words > 0 && squared.entities > 0;
  const words = Math.sqrt((mixed ? 1 - entityShare : 1) / (squared.words || 1));
  const entities = Math.sqrt((mixed ? entityShare : 1) / (squared.entities || 1));
  for (const [term, weight] of vector) vector.set(term, weight * (isEntityTerm(term) ? entities : words));
  return vector;
}

/** Members that share heavy terms with a vector: the cosine over those terms, and how many they are. */
export function similarIn<Kept>(
  window: TermWindow<Kept>,
  vector: TermVector,
): Map<Member<Kept>, { cosine: number; shared: number }> {
  const heaviest = Array.from(vector).sort((a, b) => b[1] - a[1]);
  const common = commonTermShare * Math.max(commonTermFloor, window.members.length - window.start);
  const similar = new Map<Member<Kept>, { cosine: number; shared: number }>();
  for (const [term, weight] of heaviest.slice(0, lookupTerms)) {
    const posting = window.postings.get(term);
    if (!posting || posting.members.length - posting.start > common) continue;
    const from = Math.max(posting.start, posting.members.length - postingsPerTerm);
    for (const member of posting.members.slice(from)) {
      const product = weight * (member.vector.get(term) ?? 0);
      const sum = similar.get(member);
      if (sum) {
        sum.cosine += product;
        sum.shared++;
      } else similar.set(member, { cosine: product, shared: 1 });
    }
  }
  return similar;
}

/** Puts an article into the window. */
export function addTo<Kept>(window: TermWindow<Kept>, member: Member<Kept>): void {
  for (const term of member.vector.keys()) {
    const posting = window.postings.get(term);
    if (posting) posting.members.push(member);
    else window.postings.set(term, { members: [member], start: 0 });
  }
  window.members.push(member);
  if (window.members.length - window.start > window.capacity) dropOldest(window);
}

/** Scalar product of two vectors, linear in the shorter one. */
export function dot(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of few) sum += weight * (many.get(term) ?? 0);
  return sum;
}

function dropOldest<Kept>(window: TermWindow<Kept>): void {
  const oldest = window.members[window.start++];
  for (const term of oldest?.vector.keys() ?? []) {
    const posting = window.postings.get(term);
    if (!posting) continue;
    posting.start++;
    if (posting.start === posting.members.length) window.postings.delete(term);
    else trim(posting, 64);
  }
  trim(window, 1024);
}

/** Cuts off what has left, in bulk: cutting one entry at a time would copy the array for every article. */
function trim<Kept>(list: { members: Member<Kept>[]; start: number }, least: number): void {
  if (list.start < least || list.start * 2 < list.members.length) return;
  list.members = list.members.slice(list.start);
  list.start = 0;
}
