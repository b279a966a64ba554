/**
 * The queue of likely duplicates: people or organisations whose names are alike, judged by the company they keep in
 * articles. It proposes; an editor decides.
 */
import type { EntityKind } from '../base/news.ts';
import { foldName, nameSimilarity } from '../enrich/names.ts';
import {
  type Candidate,
  dismissedPairs,
  evidenceOnPairs,
  latestArticles,
  listCandidates,
  type PairEvidence,
} from '../store/curationCandidates.ts';
import type { Database } from '../store/db.ts';

/** Two entities that may be one; the one with more articles first. */
export interface Duplicate {
  entities: [DuplicateSide, DuplicateSide];
  /** 0..1 */
  score: number;
  /** For a person to read. */
  reasons: string[];
}

export interface DuplicateSide {
  id: string;
  kind: EntityKind;
  name: string;
  articleCount: number;
  /** Its latest article; null when that is gone. */
  sample: { headline: string; url: string } | null;
}

interface Alike {
  pair: [Candidate, Candidate];
  similarity: number;
  reason: string;
  /** True when the names alone say too little. */
  needsCompany: boolean;
}

/** Below this, namesakes begin (enrich/registry.ts). */
const alike = 0.85;
/** Part of a name, or its initials, is worth this much. */
const partly = 0.8;
const fewestShared = 2;

/** Shares of the score: names, common company, a common role; and what an article that names both takes away. */
const weights = { name: 0.7, company: 0.2, role: 0.1, together: 0.25 };

/** Entities looked at, most mentioned first; comparisons made; pairs whose company is looked up. */
const limits = { entities: 5000, comparisons: 400_000, pairs: 400 };

const generations = /\b(?:jr|sr|junior|senior|i{1,3}|iv)\b/g;
const generationOf = (name: string): string => (name.match(generations) ?? []).join();

const namesOf = ({ name, names }: Candidate): string[] => [...new Set([foldName(name), ...names])];

/** The most likely duplicates, best first. Pairs that an editor dismissed are left out. */
export async function findDuplicates(
  database: Database,
  { kinds, limit }: { kinds: readonly EntityKind[]; limit: number },
): Promise<Duplicate[]> {
  const candidates = await listCandidates(database, kinds, limits.entities);
  const dismissed = new Set((await dismissedPairs(database)).map((pair) => pair.join()));
  const found = alikePairs(candidates).filter(({ pair: [a, b] }) => !dismissed.has(pairKey(a, b)));
  const best = found.sort((a, b) => b.similarity - a.similarity).slice(0, limits.pairs);
  const evidence = await evidenceOnPairs(
    database,
    best.map(({ pair: [a, b] }) => [a.rowId, b.rowId] as const),
  );
  const judged = best
    .flatMap((pair, place) => judge(pair, evidence[place] ?? { shared: 0, company: 0, together: 0 }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
  return withSamples(database, judged);
}

const pairKey = (a: Candidate, b: Candidate): string =>
  [Math.min(a.rowId, b.rowId), Math.max(a.rowId, b.rowId)].join();

/** Every pair whose names are alike, found among the entities that share the first letters of a word or their initials. */
export function alikePairs(candidates: readonly Candidate[]): Alike[] {
  const blocks = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const keys = new Set(namesOf(candidate).flatMap(blockKeys));
    for (const key of keys) {
      const id = `${candidate.kind} ${key}`;
      const block = blocks.get(id);
      if (block === undefined) blocks.set(id, [candidate]);
      else block.push(candidate);
    }
  }
  const seen = new Set<string>();
  const found: Alike[] = [];
  // Small blocks first: a rare beginning tells more, and the number of comparisons is bounded.
  const ordered = [...blocks.values()].sort((a, b) => a.length - b.length);
  for (const block of ordered) {
    for (const [i, a] of block.entries()) {
      for (const b of block.slice(i + 1)) {
        const key = pairKey(a, b);
        if (seen.has(key)) continue;
        if (seen.size >= limits.comparisons) return found;
        seen.add(key);
        const match = compare(a, b);
        if (match !== null) found.push(match);
      }
    }
  }
  return found;
}

function blockKeys(name: string): string[] {
  const words = name.split(' ').filter(Boolean);
  const initials = words.length > 2 ? [words.map((word) => word[0]).join('')] : [];
  return [...words.map((word) => word.slice(0, 3)), ...initials.map((i) => i.slice(0, 3))];
}

function compare(a: Candidate, b: Candidate): Alike | null {
  const pair: [Candidate, Candidate] = [a, b];
  let best: Alike | null = null;
  for (const one of namesOf(a)) {
    for (const other of namesOf(b)) {
      const match = compareNames(one, other);
      if (match !== null && match.similarity > (best?.similarity ?? 0)) best = { pair, ...match };
    }
  }
  return best;
}

function compareNames(one: string, other: string): Omit<Alike, 'pair'> | null {
  if (generationOf(one) !== generationOf(other)) return null;
  const [a, b] = [one.split(' '), other.split(' ')];
  const isSingle = a.length === 1 || b.length === 1;
  const similarity = one === other ? 1 : nameSimilarity(one, other);
  if (similarity >= alike) {
    const reason = one === other ? `both go by "${one}"` : `"${one}" is like "${other}"`;
    return { similarity, reason, needsCompany: isSingle };
  }
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.every((word) => long.includes(word))) {
    return {
      similarity: partly,
      reason: `"${short.join(' ')}" is part of "${long.join(' ')}"`,
      needsCompany: true,
    };
  }
  if (short.length === 1 && long.length > 2 && long.map((word) => word[0]).join('') === short[0]) {
    return {
      similarity: partly,
      reason: `"${short[0]}" are the initials of "${long.join(' ')}"`,
      needsCompany: true,
    };
  }
  return null;
}

interface Judged {
  alike: Alike;
  score: number;
  reasons: string[];
}

function judge(match: Alike, { shared, company, together }: PairEvidence): Judged[] {
  if (match.needsCompany && shared < fewestShared) return [];
  const [a, b] = match.pair;
  const rolesOfB = new Set(b.roles.map(foldName));
  const role = a.roles.find((title) => rolesOfB.has(foldName(title)));
  const share = company === 0 ? 0 : Math.min(1, shared / company);
  const sum =
    weights.name * match.similarity +
    weights.company * share +
    (role === undefined ? 0 : weights.role) -
    (together > 0 ? weights.together : 0);
  const reasons = [
    match.reason,
    ...(shared > 0 ? [`${shared} entities are named beside both`] : []),
    ...(role === undefined ? [] : [`both are called ${role}`]),
    ...(together > 0 ? [`but ${together} articles name both`] : []),
  ];
  return [{ alike: match, score: Math.round(Math.max(0, sum) * 1000) / 1000, reasons }];
}

async function withSamples(database: Database, judged: readonly Judged[]): Promise<Duplicate[]> {
  const ids = judged.flatMap(({ alike: { pair } }) => pair.map(({ rowId }) => rowId));
  const samples = await latestArticles(database, [...new Set(ids)]);
  const sampleOf = new Map(samples.map(({ entityId, ...sample }) => [entityId, sample]));
  const side = ({ rowId, id, kind, name, articleCount }: Candidate): DuplicateSide => ({
    ...{ id, kind, name, articleCount },
    sample: sampleOf.get(rowId) ?? null,
  });
  return judged.map(({ alike: { pair }, score, reasons }) => {
    const [a, b] = pair[0].articleCount >= pair[1].articleCount ? pair : [pair[1], pair[0]];
    return { entities: [side(a), side(b)], score, reasons };
  });
}
