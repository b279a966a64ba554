/**
 * The book of recent stories: which clusters make up a story, what each cluster is about, and where each article is.
 * Joining and forgetting happen here; whether to join is decided elsewhere.
 */
import { type Cluster, type Clusterer, liveCluster } from './cluster.ts';
import {
  addToProfile,
  createProfile,
  type Evidence,
  type LinkSettings,
  linkLikeness,
  mergeProfiles,
  type Profile,
} from './link.ts';

/** The articles about one happening: at most one cluster a language. */
export interface Story {
  key: string;
  /** Place in the order in which stories were founded. */
  order: number;
  clusters: Map<string, Cluster>;
}

interface Chapter {
  story: Story;
  profile: Profile;
  /** Articles of the window in it, whole copies included. */
  articles: number;
}

export interface Book {
  stories: Map<string, Story>;
  chapters: Map<Cluster, Chapter>;
  clusterOfArticle: Map<string, Cluster>;
  /** Live clusters that name an entity or print a cue, oldest first. */
  naming: Map<string, Set<Cluster>>;
  founded: number;
  capacity: number;
}

/** An empty book that holds so many articles at most; the ones that came in first are forgotten first. */
export function createBook(capacity: number): Book {
  return {
    stories: new Map(),
    chapters: new Map(),
    clusterOfArticle: new Map(),
    naming: new Map(),
    founded: 0,
    capacity,
  };
}

/** The live cluster an article is in, or null when it was forgotten or never known. */
export function clusterOf(book: Book, articleId: string): Cluster | null {
  const cluster = book.clusterOfArticle.get(articleId);
  return cluster === undefined ? null : liveCluster(cluster);
}

/** The story of a cluster; founds one with this key when the cluster has none yet. */
export function storyOf(book: Book, cluster: Cluster, language: string, key: () => string): Story {
  const known = book.chapters.get(cluster);
  if (known) return known.story;
  const wanted = key();
  const story = book.stories.get(wanted) ?? { key: wanted, order: book.founded++, clusters: new Map() };
  book.stories.set(wanted, story);
  story.clusters.set(language, cluster);
  book.chapters.set(cluster, { story, profile: createProfile(language), articles: 0 });
  return story;
}

/** Notes that an article is in a cluster that has a story. */
export function enterArticle(book: Book, articleId: string, cluster: Cluster): void {
  const chapter = book.chapters.get(cluster);
  if (!chapter) return;
  chapter.articles++;
  book.clusterOfArticle.set(articleId, cluster);
  if (book.clusterOfArticle.size > book.capacity) forgetOldest(book);
}

/** Counts what an article tells other languages into its cluster's profile. */
export function enterEvidence(book: Book, cluster: Cluster, evidence: Evidence): void {
  const chapter = book.chapters.get(cluster);
  if (!chapter) return;
  addToProfile(chapter.profile, evidence);
  for (const term of [...evidence.entityIds, ...evidence.cues]) nameIn(book, term, cluster);
}

const termsOf = ({ entities, cues }: Profile): string[] => [...entities.keys(), ...cues.keys()];

/** A cluster was merged into another: its articles, profile and story follow. */
export function mergeChapters(book: Book, from: Cluster, into: Cluster): void {
  const source = book.chapters.get(from);
  const target = book.chapters.get(into);
  if (!source || !target) return;
  for (const id of termsOf(source.profile)) {
    book.naming.get(id)?.delete(from);
    nameIn(book, id, into);
  }
  mergeProfiles(source.profile, target.profile);
  target.articles += source.articles;
  book.chapters.delete(from);
  source.story.clusters.delete(source.profile.language);
}

/**
 * Makes one story of two: the younger goes into the older, and clusters of one language into each other. Returns the
 * key that is no more and the one that stays, or null when both are one already.
 */
export function joinStories(
  book: Book,
  a: Story,
  b: Story,
  clusterers: ReadonlyMap<string, Clusterer>,
): { from: string; into: string } | null {
  if (a === b) return null;
  const [into, from] = a.order < b.order ? [a, b] : [b, a];
  moveClusters(book, from, into, clusterers);
  return { from: from.key, into: into.key };
}

/** Puts one story into another as somebody else decided; a story that is not known here yet takes the other's key. */
export function mergeStory(
  book: Book,
  merge: { from: string; into: string },
  clusterers: ReadonlyMap<string, Clusterer>,
): void {
  const from = book.stories.get(merge.from);
  const into = book.stories.get(merge.into);
  if (!from || from === into) return;
  if (into) {
    moveClusters(book, from, into, clusterers);
    return;
  }
  book.stories.delete(from.key);
  from.key = merge.into;
  book.stories.set(from.key, from);
}

function moveClusters(
  book: Book,
  from: Story,
  into: Story,
  clusterers: ReadonlyMap<string, Clusterer>,
): void {
  for (const [language, cluster] of Array.from(from.clusters)) {
    const present = into.clusters.get(language);
    if (present && present !== cluster) {
      clusterers.get(language)?.merge(cluster, present);
      mergeChapters(book, cluster, present);
      continue;
    }
    into.clusters.set(language, cluster);
    const chapter = book.chapters.get(cluster);
    if (chapter) chapter.story = into;
  }
  book.stories.delete(from.key);
}

/** The story in another language that a cluster's story is one with, or null. Stories sharing a language never are. */
export function findLink(book: Book, cluster: Cluster, settings: LinkSettings): Story | null {
  const own = book.chapters.get(cluster);
  if (!own) return null;
  const counts = {
    clusters: book.chapters.size,
    naming: (term: string) => book.naming.get(term)?.size ?? 0,
  };
  let best: Story | null = null;
  let bestLikeness = 1;
  for (const other of candidatesOf(book, own)) {
    const likeness = linkLikeness(own.profile, other.profile, counts, settings);
    if (likeness < bestLikeness) continue;
    best = other.story;
    bestLikeness = likeness;
  }
  return best;
}

/** Entities that bring candidates, and as many cues; candidates per term, and in all. */
const lookupTerms = 16;
const newestPerTerm = 50;
const candidatesAtMost = 20;

function candidatesOf(book: Book, own: Chapter): Chapter[] {
  const { entities, cues } = own.profile;
  const rarest = [...rarestOf(book, entities), ...rarestOf(book, cues)];
  const shared = new Map<Cluster, number>();
  for (const naming of rarest) {
    const newest = naming.size > newestPerTerm ? Array.from(naming).slice(-newestPerTerm) : naming;
    for (const cluster of newest) shared.set(cluster, (shared.get(cluster) ?? 0) + 1 / naming.size);
  }
  return Array.from(shared)
    .sort((a, b) => b[1] - a[1])
    .flatMap(([cluster]) => book.chapters.get(cluster) ?? [])
    .filter(({ story }) => story !== own.story && !shareLanguage(story, own.story))
    .slice(0, candidatesAtMost);
}

/** The clusters behind the rarest terms that other clusters have as well. */
function rarestOf(book: Book, terms: ReadonlyMap<string, number>): Set<Cluster>[] {
  return Array.from(terms.keys(), (term) => book.naming.get(term) ?? new Set<Cluster>())
    .filter(({ size }) => size > 1)
    .sort((a, b) => a.size - b.size)
    .slice(0, lookupTerms);
}

function shareLanguage(a: Story, b: Story): boolean {
  return Array.from(a.clusters.keys()).some((language) => b.clusters.has(language));
}

function nameIn(book: Book, id: string, cluster: Cluster): void {
  const naming = book.naming.get(id);
  if (naming) naming.add(cluster);
  else book.naming.set(id, new Set([cluster]));
}

function forgetOldest(book: Book): void {
  const [oldest] = book.clusterOfArticle.keys();
  if (oldest === undefined) return;
  const cluster = clusterOf(book, oldest);
  book.clusterOfArticle.delete(oldest);
  const chapter = cluster ? book.chapters.get(cluster) : undefined;
  if (!cluster || !chapter || --chapter.articles > 0) return;
  book.chapters.delete(cluster);
  chapter.story.clusters.delete(chapter.profile.language);
  if (chapter.story.clusters.size === 0) book.stories.delete(chapter.story.key);
  for (const id of termsOf(chapter.profile)) {
    const naming = book.naming.get(id);
    naming?.delete(cluster);
    if (naming?.size === 0) book.naming.delete(id);
  }
}
