/**
 * Which spans of one document name the same thing. A shorter name joins a longer one that holds its words; names of
 * two people that share a surname stay apart; equations printed in the text bind. Input order is reading order.
 */
import type { EntityKind } from '../base/news.ts';
import type { Span } from './lookup.ts';
import { foldName, nameSimilarity } from './names.ts';
import { styles } from './titles.ts';

/** A span with its printed name. */
export interface Named {
  span: Span;
  text: string;
}

/** The mentions of one thing, in reading order. */
export interface Cluster {
  kind: EntityKind;
  members: Named[];
  /** The most complete name among the members. */
  name: string;
}

const particles = new Set('al el bin binti ibn van von de der den da dos das du di la le ben abu'.split(' '));
const companyForms = new Set(
  'pt cv ud tbk inc corp corporation co ltd plc company group ag sa persero grup the'.split(' '),
);

function wordsOf(name: string, kind: EntityKind): string[] {
  const words = foldName(name).split(' ').filter(Boolean);
  const bare = words.filter((w) =>
    kind === 'PERSON' ? !particles.has(w) : kind === 'ORGANIZATION' ? !companyForms.has(w) : true,
  );
  return bare.length > 0 ? bare : words;
}

function isSubsequence(shorter: readonly string[], longer: readonly string[]): boolean {
  let at = 0;
  for (const word of longer) if (word === shorter[at]) at += 1;
  return at === shorter.length;
}

function shareSense(a: Span, b: Span): boolean {
  const [first, second] = [a.senses[0], b.senses[0]];
  return first !== undefined && second !== undefined && first.record.key === second.record.key;
}

/** Whether two names of two words or more are one person's ("Riza Chalid", "Muhammad Riza Chalid"; "Sergei", "Sergey Lavrov"). */
function sameFullName(a: Named, b: Named, kind: EntityKind): boolean {
  if (shareSense(a.span, b.span)) return true;
  const [wordsA, wordsB] = [wordsOf(a.text, kind), wordsOf(b.text, kind)];
  if (wordsA.join(' ') === wordsB.join(' ')) return true;
  const [shorter, longer] = wordsA.length <= wordsB.length ? [wordsA, wordsB] : [wordsB, wordsA];
  if (kind !== 'PERSON')
    return (
      kind === 'ORGANIZATION' &&
      shorter.length > 1 &&
      a.span.senses.length * b.span.senses.length === 0 &&
      isSubsequence(shorter, longer)
    );
  if (shorter.length < 2) return false;
  if (isSubsequence(shorter, longer)) return true;
  return (
    wordsA.length === wordsB.length &&
    nameSimilarity(wordsA[0] ?? '', wordsB[0] ?? '') >= 0.85 &&
    nameSimilarity(a.text, b.text) >= 0.92
  );
}

function isFull(named: Named, all: readonly Named[]): boolean {
  const { kind, senses } = named.span;
  const words = wordsOf(named.text, kind);
  if (kind === 'PERSON' || words.length > 1) return words.length > 1;
  if (kind === 'PLACE') return true;
  // "Freeport" behind "Freeport Indonesia" is the latter, whatever else bears the name.
  const isShort =
    !/^\p{Lu}+$/u.test(named.text) && all.some((other) => isOpenedBy(other, words[0] ?? '', named));
  return senses.length > 0 && !isShort;
}

function isOpenedBy(other: Named, word: string, named: Named): boolean {
  if (other.span.kind !== 'ORGANIZATION' || other.span.from > named.span.from) return false;
  const words = wordsOf(other.text, 'ORGANIZATION');
  return words.length > 1 && words[0] === word;
}

/** Clusters of the full names. */
function clusterFullNames(names: readonly Named[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const named of names) {
    if (!isFull(named, names)) continue;
    const { kind } = named.span;
    const home = clusters.find((c) => c.kind === kind && c.members.some((m) => sameFullName(m, named, kind)));
    if (home === undefined) clusters.push({ kind, members: [named], name: named.text });
    else home.members.push(named);
  }
  return clusters;
}

function initials(name: string): string {
  return [...name.matchAll(/(?<!\p{L})\p{Lu}/gu)].map((m) => m[0]).join('');
}

interface Candidate {
  cluster: Cluster;
  lastAt: number;
  firstAt: number;
  bareBefore: boolean;
  count: number;
}

/** Clusters whose name holds this short name, as seen from its position. */
function candidatesFor(short: Named, clusters: readonly Cluster[]): Candidate[] {
  const words = wordsOf(short.text, short.span.kind);
  const folded = foldName(short.text);
  return clusters.flatMap((cluster) => {
    if (cluster.kind !== short.span.kind) return [];
    const holds = cluster.members.some((m) => {
      const known = m.span.senses[0]?.record;
      const listed = known === undefined ? [] : [known.name, ...Object.values(known.names)];
      const isInitials =
        short.span.kind === 'ORGANIZATION' &&
        /^\p{Lu}{2,}$/u.test(short.text) &&
        initials(m.text) === short.text;
      return (
        isInitials ||
        [m.text, ...listed].some((n) => words.every((w) => wordsOf(n, cluster.kind).includes(w)))
      );
    });
    if (!holds) return [];
    const earlier = cluster.members.filter((m) => m.span.from < short.span.from);
    const bareBefore = earlier.some((m) => foldName(m.text) === folded && isWoman(m) === isWoman(short));
    return [
      {
        cluster,
        lastAt: earlier.at(-1)?.span.from ?? -1,
        firstAt: cluster.members[0]?.span.from ?? 0,
        bareBefore,
        count: cluster.members.filter((m) => !isWoman(m)).length,
      },
    ];
  });
}

/**
 * The bearer a bare surname means. Whoever it was used for before; else the person named more often; else the one named
 * first, because relatives are brought in after the person a report is about; names that only follow come last.
 */
function chooseBearer(candidates: readonly Candidate[]): Cluster | null {
  const ranked = [...candidates].sort(
    (a, b) =>
      Number(b.bareBefore) - Number(a.bareBefore) ||
      Number(b.lastAt >= 0) - Number(a.lastAt >= 0) ||
      (a.bareBefore ? b.lastAt - a.lastAt : 0) ||
      b.count - a.count ||
      a.firstAt - b.firstAt,
  );
  return ranked[0]?.cluster ?? null;
}

/** A style that only a woman bears: of two people with the surname she is the one brought in later. */
function isWoman(short: Named): boolean {
  return /^(?:mrs|miss|madame|nyonya|lady|queen|princess|ratu)$/.test(foldName(short.span.role ?? ''));
}

/** "Mrs Clinton" next to "President Bill Clinton": a title of her own keeps a namesake apart when he is never styled so. */
function isOtherPerson(short: Named, cluster: Cluster): boolean {
  const style = foldName(short.span.role ?? '');
  if (!isWoman(short)) return false;
  const roles = cluster.members.map((m) => foldName(m.span.role ?? '')).filter(Boolean);
  return (
    roles.some((r) => r === 'mr' || r === 'king' || r === 'lord' || r === 'sir') &&
    !roles.includes(style) &&
    styles.has('mr')
  );
}

function longestName(cluster: Cluster): string {
  return cluster.members.reduce((best, m) => (m.text.length > best.length ? m.text : best), '');
}

function joinShort(short: Named, clusters: Cluster[]): void {
  const candidates = candidatesFor(short, clusters).filter((c) => !isOtherPerson(short, c.cluster));
  const spouse =
    candidates.length > 1 && isWoman(short)
      ? candidates.reduce((a, b) => (b.firstAt > a.firstAt ? b : a))
      : null;
  const home = spouse?.cluster ?? chooseBearer(candidates);
  if (home === null) clusters.push({ kind: short.span.kind, members: [short], name: short.text });
  else home.members.push(short);
}

/** Merges clusters that a printed equation binds. */
function applyEquations(clusters: Cluster[]): Cluster[] {
  const result = [...clusters];
  const homeOf = (from: number) => result.find((c) => c.members.some((m) => m.span.from === from));
  for (const member of clusters.flatMap((c) => c.members)) {
    if (member.span.sameAs === null) continue;
    const [long, short] = [homeOf(member.span.sameAs), homeOf(member.span.from)];
    if (long === undefined || short === undefined || long === short) continue;
    long.members.push(...short.members);
    result.splice(result.indexOf(short), 1);
  }
  return result;
}

/** Groups the names of one document by what they name. Every name is in exactly one cluster. */
export function clusterNames(names: readonly Named[]): Cluster[] {
  const clusters = clusterFullNames(names);
  for (const named of names) if (!isFull(named, names)) joinShort(named, clusters);
  const bound = applyEquations(clusters);
  for (const cluster of bound) {
    cluster.members.sort((a, b) => a.span.from - b.span.from);
    cluster.name = longestName(cluster);
  }
  return bound;
}
