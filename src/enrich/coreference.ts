/**
 * Which spans of one document name the same thing. A shorter name joins a longer one that holds its words; names of
 * two people that share a surname stay apart; equations printed in the text bind. Input order is reading order.
 */
import type { EntityKind } from '../base/news.ts';
import { type Cluster, clusterFullNames, type Named, partFullNames, wordsOf } from './fullNames.ts';
import { foldName } from './names.ts';

/** Groups the names of one document by what they name. Every name is in exactly one cluster. */
export function clusterNames(names: readonly Named[]): Cluster[] {
  const { full, short } = partFullNames(names);
  const bound = applyEquations(joinShortNames(short, clusterFullNames(full)));
  for (const cluster of bound) {
    cluster.members.sort((a, b) => a.span.from - b.span.from);
    cluster.name = longestName(cluster);
  }
  return bound;
}

function longestName(cluster: Cluster): string {
  return cluster.members.reduce((best, m) => (m.text.length > best.length ? m.text : best), '');
}

/** A cluster with what is asked of it when a short name looks for its bearer. */
interface Bearer {
  cluster: Cluster;
  order: number;
  firstAt: number;
  /** Where its full names stand, ascending, and its last short name; -1 when none has joined. */
  fullAt: number[];
  shortAt: number;
  /** Earliest place of each folded name, a woman's apart. */
  nameAt: Map<string, number>;
  /** Members without a woman's style. */
  plainCount: number;
  roles: Set<string>;
}

/** Bearers by each word of their names, and organisations by their initials. */
type BearerIndex = Map<string, Bearer[]>;

/** Bearers looked at for one word: more are a list of namesakes. */
const namesakesAtMost = 100;

/** Adds each short name to the cluster it means, or founds one for it. Returns all clusters. */
function joinShortNames(short: readonly Named[], clusters: readonly Cluster[]): Cluster[] {
  const result = [...clusters];
  const index: BearerIndex = new Map();
  const found = (cluster: Cluster, order: number): Bearer => ({
    cluster,
    order,
    firstAt: cluster.members[0]?.span.from ?? 0,
    fullAt: [],
    shortAt: -1,
    nameAt: new Map(),
    plainCount: 0,
    roles: new Set(),
  });
  for (const [order, cluster] of clusters.entries()) {
    const bearer = found(cluster, order);
    for (const member of cluster.members) {
      bearer.fullAt.push(member.span.from);
      enter(index, bearer, member);
    }
  }
  for (const named of short) {
    const { kind, from } = named.span;
    const home = bearerOf(named, index);
    const bearer = home ?? found({ kind, members: [named], name: named.text }, result.length);
    if (home === null) result.push(bearer.cluster);
    else bearer.cluster.members.push(named);
    bearer.shortAt = from;
    enter(index, bearer, named);
  }
  return result;
}

const nameKey = (named: Named): string => `${isWoman(named)} ${foldName(named.text)}`;
const wordKey = (kind: EntityKind, word: string): string => `${kind} ${word}`;
const initialsKey = (initials: string): string => `initials ${initials}`;

/** Notes a member's name, style and role on its bearer, and its words in the index. */
function enter(index: BearerIndex, bearer: Bearer, named: Named): void {
  const { span, text } = named;
  if (!isWoman(named)) bearer.plainCount += 1;
  if (span.role !== null) bearer.roles.add(foldName(span.role));
  const key = nameKey(named);
  const known = bearer.nameAt.get(key);
  bearer.nameAt.set(key, Math.min(known ?? span.from, span.from));
  if (known !== undefined) return;
  const record = span.senses[0]?.record;
  const listed = record === undefined ? [] : [record.name, ...Object.values(record.names)];
  const words = [text, ...listed].flatMap((name) => wordsOf(name, span.kind));
  const keys = new Set(words.map((word) => wordKey(span.kind, word)));
  if (span.kind === 'ORGANIZATION') keys.add(initialsKey(initials(text)));
  for (const wanted of keys) {
    const held = index.get(wanted);
    if (held === undefined) index.set(wanted, [bearer]);
    else if (held.length < namesakesAtMost && !held.includes(bearer)) held.push(bearer);
  }
}

function initials(name: string): string {
  return [...name.matchAll(/(?<!\p{L})\p{Lu}/gu)].map((m) => m[0]).join('');
}

/** The bearer a short name means; null when none holds its word. */
function bearerOf(short: Named, index: BearerIndex): Bearer | null {
  const { kind } = short.span;
  const [word] = wordsOf(short.text, kind);
  if (word === undefined) return null;
  const isAcronym = kind === 'ORGANIZATION' && /^\p{Lu}{2,}$/u.test(short.text);
  const keys = [wordKey(kind, word), ...(isAcronym ? [initialsKey(short.text)] : [])];
  const holding = new Set(keys.flatMap((key) => index.get(key) ?? []));
  const bearers = [...holding].filter((b) => !isOtherPerson(short, b)).sort((a, b) => a.order - b.order);
  if (bearers.length > 1 && isWoman(short)) return bearers.reduce((a, b) => (b.firstAt > a.firstAt ? b : a));
  return mostLikely(short, bearers);
}

/**
 * The bearer a bare surname means. Whoever it was used for before; else the person named more often; else the one named
 * first, because relatives are brought in after the person a report is about; names that only follow come last.
 */
function mostLikely(short: Named, bearers: readonly Bearer[]): Bearer | null {
  const { from } = short.span;
  const ranked = bearers
    .map((bearer) => ({
      bearer,
      lastAt: bearer.shortAt >= 0 ? bearer.shortAt : lastBefore(bearer.fullAt, from),
      isUsedBefore: (bearer.nameAt.get(nameKey(short)) ?? from) < from,
    }))
    .sort(
      (a, b) =>
        Number(b.isUsedBefore) - Number(a.isUsedBefore) ||
        Number(b.lastAt >= 0) - Number(a.lastAt >= 0) ||
        (a.isUsedBefore ? b.lastAt - a.lastAt : 0) ||
        b.bearer.plainCount - a.bearer.plainCount ||
        a.bearer.firstAt - b.bearer.firstAt,
    );
  return ranked[0]?.bearer ?? null;
}

/** The last of ascending positions before one, by halving; -1 when none is. */
function lastBefore(positions: readonly number[], before: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) < before) low = middle + 1;
    else high = middle;
  }
  return positions[low - 1] ?? -1;
}

/** A style that only a woman bears: of two people with the surname she is the one brought in later. */
function isWoman(named: Named): boolean {
  return /^(?:mrs|miss|madame|nyonya|lady|queen|princess|ratu)$/.test(foldName(named.span.role ?? ''));
}

/** "Mrs Clinton" next to "President Bill Clinton": a title of her own keeps a namesake apart when he is never styled so. */
function isOtherPerson(short: Named, { roles }: Bearer): boolean {
  if (!isWoman(short) || roles.has(foldName(short.span.role ?? ''))) return false;
  return ['mr', 'king', 'lord', 'sir'].some((style) => roles.has(style));
}

/** Merges clusters that a printed equation binds: the short form's into the long form's. */
function applyEquations(clusters: readonly Cluster[]): Cluster[] {
  const into = new Map<Cluster, Cluster>();
  const rootOf = (cluster: Cluster): Cluster => {
    let root = cluster;
    for (let next = into.get(root); next !== undefined; next = into.get(root)) root = next;
    // A long chain of equations is walked once: every later look-up is one step.
    for (let at = cluster; at !== root; ) {
      const next = into.get(at) ?? root;
      into.set(at, root);
      at = next;
    }
    return root;
  };
  const homeAt = new Map<number, Cluster>();
  const members = clusters.flatMap((c) => c.members.map((member) => ({ member, cluster: c })));
  for (const { member, cluster } of members)
    if (!homeAt.has(member.span.from)) homeAt.set(member.span.from, cluster);
  for (const { member } of members) {
    const { from, sameAs } = member.span;
    const [long, short] = [sameAs === null ? undefined : homeAt.get(sameAs), homeAt.get(from)];
    if (long === undefined || short === undefined) continue;
    const [longRoot, shortRoot] = [rootOf(long), rootOf(short)];
    if (longRoot !== shortRoot) into.set(shortRoot, longRoot);
  }
  for (const cluster of clusters) {
    const root = rootOf(cluster);
    if (root !== cluster) for (const member of cluster.members) root.members.push(member);
  }
  return clusters.filter((cluster) => !into.has(cluster));
}
