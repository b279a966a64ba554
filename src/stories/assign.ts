/**
 * Puts each article into a story, as it comes in: copies go with their original, other articles with the cluster of
 * their language, and clusters of different languages that name the same people, places and organisations are one
 * story. Holds the recent window in memory and does no I/O; `remember` fills it from stored articles after a restart.
 *
 * A story's key is made from the article that founded it and never changes. Stories found later to be one are reported
 * in `merged`: the younger one's articles belong to the older one from then on. A story is never split.
 */
import { publicId } from '../base/id.ts';
import {
  type Book,
  clusterOf,
  createBook,
  enterArticle,
  enterEvidence,
  findLink,
  joinStories,
  mergeChapters,
  mergeStory,
  type Story,
  storyOf,
} from './book.ts';
import {
  type Cluster,
  type Clusterer,
  type ClusterSettings,
  createClusterer,
  defaultClusterSettings,
  liveCluster,
} from './cluster.ts';
import {
  type CopyCandidate,
  type CopyIndex,
  type CopyKind,
  createCopyIndex,
  type Displaced,
  type Origin,
  shortBodyWords,
} from './copies.ts';
import { cuesOf } from './cues.ts';
import { defaultLinkSettings, type Evidence, type LinkSettings } from './link.ts';
import { sketchOf } from './sketch.ts';
import { termsOf, wordsOf } from './tokens.ts';

export interface StoryArticle {
  /** Unique and lasting: a story's key is made from the id of its first article. */
  id: string;
  /** BCP 47 primary tag. */
  language: string;
  headline: string;
  /** Body as printed, paragraphs joined by a blank line. */
  text: string;
  publishedAt: Date;
  /** Registrable domain of the outlet. */
  sourceDomain: string;
  /** Public ids of the people, places and organisations it names. */
  entityIds: readonly string[];
  /** Domain of the wire agency it credits; null or absent when it names none. */
  wire?: string | null;
}

/** Every article of story `from` belongs to story `into` from now on. */
export interface Merge {
  from: string;
  into: string;
}

export interface StoryAssignment {
  /** Public id of the story. */
  story: string;
  copyOf: string | null;
  copyKind: CopyKind | null;
  /** Shared part of the smaller text, 0..1; null when it is no copy. */
  containment: number | null;
  /** Stories that turned out to be one, in the order to apply. */
  merged: Merge[];
  /** Articles assigned before that turn out to be taken from this one: their original came in after them. */
  recast: Displaced[];
}

export interface StoryAssigner {
  /** Assigns a new article. Give each article once. */
  assign(article: StoryArticle): StoryAssignment;
  /**
   * Takes back an article that was assigned before. In the order of assignment, with the story and origin as they
   * stand now, this gives the state that assigning left. `copyKind` is COPY when left out.
   */
  remember(article: StoryArticle, story: string, copyOf: string | null, copyKind?: CopyKind | null): void;
  /** Takes over what somebody else found out about articles that are known here. What is not known is passed over. */
  revise(changes: { merged: readonly Merge[]; recast: readonly ({ id: string } & Origin)[] }): void;
}

export interface StoryAssignerOptions {
  cluster?: Partial<ClusterSettings>;
  link?: Partial<LinkSettings>;
  /** Articles further apart are not compared for copies. */
  copyWindowHours?: number;
}

interface State {
  settings: ClusterSettings;
  link: LinkSettings;
  clusterers: Map<string, Clusterer>;
  copies: CopyIndex;
  book: Book;
}

const defaultCopyWindowHours = 14 * 24;

/** An assigner with an empty window. The same articles in the same order give the same stories. */
export function createStoryAssigner(options: StoryAssignerOptions = {}): StoryAssigner {
  const settings = { ...defaultClusterSettings, ...options.cluster };
  const windowHours = options.copyWindowHours ?? defaultCopyWindowHours;
  const state: State = {
    settings,
    link: { ...defaultLinkSettings, ...options.link },
    clusterers: new Map(),
    copies: createCopyIndex({ windowHours, capacity: settings.capacity }),
    book: createBook(settings.capacity),
  };
  return {
    assign: (article) => assign(state, article),
    remember: (article, story, copyOf, copyKind = 'COPY') =>
      remember(state, article, story, originFrom(copyOf, copyKind)),
    revise({ merged, recast }) {
      for (const merge of merged) mergeStory(state.book, merge, state.clusterers);
      for (const { id, originalId, kind } of recast) state.copies.repoint(id, { originalId, kind });
    },
  };
}

function originFrom(originalId: string | null, kind: CopyKind | null): Origin | null {
  return originalId === null || kind === null ? null : { originalId, kind };
}

function assign(state: State, article: StoryArticle): StoryAssignment {
  const candidate = copyCandidate(article);
  const match = state.copies.find(candidate);
  // What was taken from a whole copy was taken from the copy's original.
  const originalId = match?.kind === 'COPY' ? match.originalId : article.id;
  const recast = state.copies.displacedBy(candidate).map((displaced) => ({ ...displaced, originalId }));
  state.copies.add(candidate, match);
  for (const { id, kind } of recast) state.copies.repoint(id, { originalId, kind });
  const kin = [match?.originalId, ...recast.map(({ id }) => id)].flatMap((id) => {
    const cluster = id === undefined ? null : clusterOf(state.book, id);
    return cluster ? [cluster] : [];
  });
  const { story, merged } = place(state, article, { kin, addsNothing: addsNothing(candidate, match) });
  return {
    story: story.key,
    copyOf: match?.originalId ?? null,
    copyKind: match?.kind ?? null,
    containment: match?.containment ?? null,
    merged,
    recast,
  };
}

/** Clusters of the texts an article shares text with, its original's first, and whether it only repeats that one. */
interface Kinship {
  kin: readonly Cluster[];
  addsNothing: boolean;
}

/** A whole copy says nothing new about its story. A short body is judged by its headline, which tells too little. */
function addsNothing(candidate: CopyCandidate, origin: Origin | null): boolean {
  return origin?.kind === 'COPY' && candidate.words >= shortBodyWords;
}

function place(state: State, article: StoryArticle, { kin, addsNothing }: Kinship) {
  const { book } = state;
  const own = keyOf(article);
  const merged: Merge[] = [];
  const join = (a: Story, b: Story) => {
    const merge = joinStories(book, a, b, state.clusterers);
    // A story founded by this very article is known to nobody yet.
    if (merge && merge.from !== own) merged.push(merge);
  };
  const kinStories = kin.flatMap((cluster) => book.chapters.get(cluster)?.story ?? []);
  const [original] = kin;
  const repeats = addsNothing && original !== undefined;
  const cluster = repeats ? original : clusterFor(state, article, kinStories[0] ?? null, join);
  const storyNow = () => storyOf(book, liveCluster(cluster), article.language, () => own);
  enterArticle(book, article.id, cluster);
  for (const story of kinStories) join(storyNow(), story);
  if (!repeats) {
    const live = liveCluster(cluster);
    enterEvidence(book, live, evidenceOf(article));
    const linked = findLink(book, live, state.link);
    if (linked) join(storyNow(), linked);
  }
  return { story: storyNow(), merged };
}

/** The cluster an article belongs to in its language, in the book with its story. */
function clusterFor(
  state: State,
  article: StoryArticle,
  kin: Story | null,
  join: (a: Story, b: Story) => void,
): Cluster {
  const { book } = state;
  const clusterer = clustererOf(state, article.language);
  const input = { id: article.id, publishedAt: article.publishedAt, terms: termsOf(article) };
  const { cluster, absorbed } = clusterer.place(input, kin?.clusters.get(article.language) ?? null);
  const story = storyOf(book, cluster, article.language, () => kin?.key ?? keyOf(article));
  for (const other of absorbed) {
    const former = book.chapters.get(other)?.story;
    mergeChapters(book, other, cluster);
    if (former) join(story, former);
  }
  return cluster;
}

function remember(state: State, article: StoryArticle, key: string, origin: Origin | null): void {
  const { book } = state;
  const candidate = copyCandidate(article);
  state.copies.add(candidate, origin);
  const original = origin && addsNothing(candidate, origin) ? clusterOf(book, origin.originalId) : null;
  if (original) {
    enterArticle(book, article.id, original);
    return;
  }
  const present = book.stories.get(key)?.clusters.get(article.language) ?? null;
  const input = { id: article.id, publishedAt: article.publishedAt, terms: termsOf(article) };
  const cluster = clustererOf(state, article.language).adopt(input, present);
  storyOf(book, cluster, article.language, () => key);
  enterArticle(book, article.id, cluster);
  enterEvidence(book, cluster, evidenceOf(article));
}

function clustererOf(state: State, language: string): Clusterer {
  const known = state.clusterers.get(language);
  if (known) return known;
  const clusterer = createClusterer(language, state.settings);
  state.clusterers.set(language, clusterer);
  return clusterer;
}

function evidenceOf(article: StoryArticle): Evidence {
  return { publishedAt: article.publishedAt, entityIds: article.entityIds, cues: cuesOf(article) };
}

function copyCandidate(article: StoryArticle): CopyCandidate {
  return {
    id: article.id,
    sketch: sketchOf(article.text),
    publishedAt: article.publishedAt,
    language: article.language,
    headline: article.headline,
    words: wordsOf(article.text).length,
    source: article.sourceDomain,
    wire: article.wire ?? null,
  };
}

function keyOf(article: StoryArticle): string {
  return publicId('Story', article.id);
}
