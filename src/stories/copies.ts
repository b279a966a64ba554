/**
 * Which article a text was taken from. The index holds the sketches of recent articles by hash; a text is compared with
 * the articles that share a sampled hash (2.5 on average). Bodies too short for a sketch are compared by headline.
 *
 * The original of two alike texts is the one whose outlet the other names as its wire agency, otherwise the earlier one.
 * Outlets are read in no particular order, so an original may come in after its copies: `displacedBy` tells which known
 * articles turn out to be copies of a new one.
 */
import { overlapOf } from './sketch.ts';
import { wordsOf } from './tokens.ts';

export type CopyKind = 'COPY' | 'DERIVED';

export interface CopyCandidate {
  id: string;
  /** From `sketchOf`. */
  sketch: readonly number[];
  publishedAt: Date;
  /** BCP 47 primary tag. */
  language: string;
  headline: string;
  /** Words of the body. */
  words: number;
  /** Who published it, and whom it names as its wire agency, in one vocabulary (domains); null when unknown. */
  source: string | null;
  wire: string | null;
}

/** What an article was taken from. */
export interface Origin {
  originalId: string;
  kind: CopyKind;
}

export interface CopyMatch extends Origin {
  /** Shared part of the smaller text, 0..1; of headline words for short bodies. */
  containment: number;
}

/** A known article that is a copy of a newer arrival. */
export interface Displaced extends CopyMatch {
  id: string;
}

export interface CopyIndex {
  /** The known article this one was taken from, or null. Does not add it. */
  find(candidate: CopyCandidate): CopyMatch | null;
  /** Known articles that were taken from this one, though they came in before it. Does not add it. */
  displacedBy(candidate: CopyCandidate): Displaced[];
  /** Makes an article known, with what it was found to be taken from. An article known before is replaced. */
  add(candidate: CopyCandidate, origin: Origin | null): void;
  /** Changes what a known article was taken from; nothing happens when it is not known. */
  repoint(id: string, origin: Origin): void;
  /** Forgets articles published before an instant. */
  prune(before: Date): void;
  readonly size: number;
}

export interface CopyIndexOptions {
  /** Articles further apart in time are not compared. */
  windowHours: number;
  /** Articles kept at most; the ones that came in first are forgotten first. */
  capacity?: number;
}

/** Bodies under so many words have no telling sketch. */
export const shortBodyWords = 40;

/** Shared part from which a text counts as taken over, and the lower one for a text that names the other as its wire. */
const derivedContainment = 0.3;
const wireContainment = 0.2;
const leastShared = 4;
/** Part of a text that must be another's for it to be that text again rather than an own report (gold: copies 0.74 and
 * up, derived 0.46 and below). */
const copyShare = 0.58;
/** Hashes in more articles than this are boilerplate. */
const boilerplateArticles = 40;
/** Such hashes looked up, when they make up most of a text. */
const crowdedLookups = 8;
const headlineJaccard = 0.8;
const headlineWindowHours = 48;
/** Headlines compared per word, the newest: a series of alike ones leads to its original through any of them. */
const headlinesPerWord = 200;
const hourMs = 3_600_000;

interface Known extends CopyCandidate {
  origin: Origin | null;
  headlineWords: readonly string[];
}

interface Alike {
  known: Known;
  containment: number;
  /** Part of the candidate that is also in the known text, and the other way round. */
  ofCandidate: number;
  ofKnown: number;
}

interface State {
  byId: Map<string, Known>;
  byHash: Map<number, Known[]>;
  /** Articles with a short body by the words of their headline. */
  byHeadlineWord: Map<string, Known[]>;
  windowMs: number;
}

/** An empty index. */
export function createCopyIndex(options: CopyIndexOptions): CopyIndex {
  const state: State = {
    byId: new Map(),
    byHash: new Map(),
    byHeadlineWord: new Map(),
    windowMs: options.windowHours * hourMs,
  };
  const capacity = options.capacity ?? 20_000;
  return {
    find: (candidate) => findOriginal(state, candidate),
    displacedBy: (candidate) => findDisplaced(state, candidate),
    add(candidate, origin) {
      remember(state, candidate, origin);
      const eldest = state.byId.size > capacity ? state.byId.values().next().value : undefined;
      if (eldest) forget(state, eldest);
    },
    repoint(id, origin) {
      const known = state.byId.get(id);
      if (known) known.origin = origin;
    },
    prune(before) {
      for (const known of Array.from(state.byId.values()))
        if (known.publishedAt < before) forget(state, known);
    },
    get size() {
      return state.byId.size;
    },
  };
}

function findOriginal(state: State, candidate: CopyCandidate): CopyMatch | null {
  const matches = alikeOf(state, candidate).filter(({ known }) => precedes(known, candidate));
  const best = matches[0];
  if (!best) return null;
  const kind: CopyKind = best.ofCandidate >= copyShare ? 'COPY' : 'DERIVED';
  const root = rootOf(state, best.known);
  if (root === best.known) return { originalId: best.known.id, kind, containment: best.containment };
  const { containment } = overlapOf(candidate.sketch, root.sketch);
  return { originalId: root.id, kind, containment: Math.max(containment, best.containment) };
}

function findDisplaced(state: State, candidate: CopyCandidate): Displaced[] {
  return alikeOf(state, candidate)
    .filter(({ known }) => !precedes(known, candidate) && mayMove(state, known, candidate))
    .map(({ known, containment, ofKnown }) => ({
      id: known.id,
      originalId: candidate.id,
      kind: ofKnown >= copyShare ? 'COPY' : 'DERIVED',
      containment,
    }));
}

/** An article that has an original already moves only when the newcomer comes before that original too. */
function mayMove(state: State, known: Known, candidate: CopyCandidate): boolean {
  const present = known.origin === null ? undefined : state.byId.get(known.origin.originalId);
  return present === undefined || !precedes(present, candidate);
}

/** Known articles that share enough with the candidate, most alike first; ties by who came in first. */
function alikeOf(state: State, candidate: CopyCandidate): Alike[] {
  const near = Array.from(neighboursOf(state, candidate)).filter(
    (known) =>
      known.id !== candidate.id &&
      Math.abs(known.publishedAt.getTime() - candidate.publishedAt.getTime()) <= state.windowMs,
  );
  const bySketch = near.flatMap((known) => {
    const { shared, containment, ofFirst, ofSecond } = overlapOf(candidate.sketch, known.sketch);
    const credited = namesAsWire(candidate, known) || namesAsWire(known, candidate);
    if (shared < leastShared || containment < (credited ? wireContainment : derivedContainment)) return [];
    return [{ known, containment, ofCandidate: ofFirst, ofKnown: ofSecond }];
  });
  const found = bySketch.length > 0 ? bySketch : alikeHeadlines(state, candidate);
  return found.sort((a, b) => b.containment - a.containment);
}

function neighboursOf(state: State, candidate: CopyCandidate): Set<Known> {
  const near = new Set<Known>();
  const crowded: Known[][] = [];
  for (const hash of candidate.sketch) {
    const holders = state.byHash.get(hash);
    if (!holders) continue;
    if (holders.length > boilerplateArticles) crowded.push(holders);
    else for (const known of holders) near.add(known);
  }
  // Boilerplate is a part of a text. What is crowded nearly throughout is one text that many outlets carry.
  if (crowded.length < copyShare * candidate.sketch.length) return near;
  for (const holders of crowded.slice(0, crowdedLookups))
    for (const known of holders.slice(-boilerplateArticles)) near.add(known);
  return near;
}

function alikeHeadlines(state: State, candidate: CopyCandidate): Alike[] {
  const words = headlineWordsOf(candidate);
  return Array.from(holdersOfRarest(state, words)).flatMap((known) => {
    const hours = Math.abs(known.publishedAt.getTime() - candidate.publishedAt.getTime()) / hourMs;
    if (known.id === candidate.id || known.language !== candidate.language || hours > headlineWindowHours)
      return [];
    const shared = words.filter((word) => known.headlineWords.includes(word)).length;
    const jaccard = shared / (words.length + known.headlineWords.length - shared);
    if (jaccard < headlineJaccard || shared < leastShared) return [];
    return [{ known, containment: jaccard, ofCandidate: jaccard, ofKnown: jaccard }];
  });
}

/**
 * Short bodies whose headline may reach the Jaccard limit t: they hold one of the n - ⌈t·n⌉ + 1 rarest of n words (the
 * prefix filter of set similarity joins; S. Chaudhuri and others, ICDE 2006).
 */
function holdersOfRarest(state: State, words: readonly string[]): Set<Known> {
  const holdersOf = (word: string) => state.byHeadlineWord.get(word) ?? [];
  const prefix = words.length - Math.ceil(headlineJaccard * words.length) + 1;
  const rarest = words.map(holdersOf).sort((a, b) => a.length - b.length);
  return new Set(rarest.slice(0, prefix).flatMap((holders) => holders.slice(-headlinesPerWord)));
}

function headlineWordsOf(candidate: CopyCandidate): string[] {
  return candidate.words < shortBodyWords ? Array.from(new Set(wordsOf(candidate.headline))) : [];
}

function precedes(a: CopyCandidate, b: CopyCandidate): boolean {
  if (namesAsWire(b, a) !== namesAsWire(a, b)) return namesAsWire(b, a);
  return a.publishedAt <= b.publishedAt;
}

function namesAsWire(article: CopyCandidate, other: CopyCandidate): boolean {
  return article.wire !== null && article.wire === other.source && article.source !== other.source;
}

/** Follows whole copies to their original. A report that embeds another is an original of its own copies. */
function rootOf(state: State, known: Known): Known {
  const passed = new Set<Known>();
  let at = known;
  while (at.origin?.kind === 'COPY' && !passed.has(at)) {
    passed.add(at);
    const next = state.byId.get(at.origin.originalId);
    if (!next) return at;
    at = next;
  }
  return at;
}

function remember(state: State, candidate: CopyCandidate, origin: Origin | null): void {
  const before = state.byId.get(candidate.id);
  if (before) forget(state, before);
  const known: Known = { ...candidate, origin, headlineWords: headlineWordsOf(candidate) };
  state.byId.set(known.id, known);
  for (const hash of known.sketch) hold(state.byHash, hash, known);
  for (const word of known.headlineWords) hold(state.byHeadlineWord, word, known);
}

function forget(state: State, known: Known): void {
  state.byId.delete(known.id);
  for (const hash of known.sketch) release(state.byHash, hash, known);
  for (const word of known.headlineWords) release(state.byHeadlineWord, word, known);
}

function hold<Key>(index: Map<Key, Known[]>, key: Key, known: Known): void {
  const holders = index.get(key);
  if (holders) holders.push(known);
  else index.set(key, [known]);
}

function release<Key>(index: Map<Key, Known[]>, key: Key, known: Known): void {
  const holders = index.get(key);
  const at = holders?.indexOf(known) ?? -1;
  if (!holders || at < 0) return;
  holders.splice(at, 1);
  if (holders.length === 0) index.delete(key);
}
