/**
 * What earlier articles taught: people and organisations that no gazetteer lists, in memory. Names are blocked by the
 * first two letters of each word and compared by `nameSimilarity`: 0.92 joins by itself, 0.85 to 0.92 only where the role
 * or a companion agrees. The thresholds come from 159 spelling pairs of 22 people, of which 0.92 joined three quarters and
 * 0.85 nearly all; below 0.85 namesakes begin. A single-word name never joins without shared company.
 */
import type { EntityKind, EntityRecord } from '../base/news.ts';
import type { NameContext, Registry } from './knowledge.ts';
import { foldName, nameSimilarity } from './names.ts';

const surely = 0.92;
const perhaps = 0.85;

interface Known {
  record: EntityRecord;
  names: Set<string>;
  companions: Set<string>;
  roles: Set<string>;
}

const generations = /\b(?:jr|sr|junior|senior|i{1,3}|iv)\b/g;

/** "Jr" and "Sr", "II" and "III" tell relatives apart whatever the rest of the name. */
function sameGeneration(a: string, b: string): boolean {
  return (a.match(generations) ?? []).join() === (b.match(generations) ?? []).join();
}

/** One person has one given name: two full names whose first words are unlike belong to two people. */
function sameGivenName(a: string, b: string): boolean {
  const [firstA = '', firstB = ''] = [a.split(' ')[0], b.split(' ')[0]];
  return firstA[0] === firstB[0] || nameSimilarity(firstA, firstB) >= perhaps;
}

function agrees(known: Known, context: NameContext): number {
  const shared = [...context.companions].filter((key) => known.companions.has(key)).length;
  return shared + (context.role !== null && known.roles.has(foldName(context.role)) ? 2 : 0);
}

/** How well a known entity fits a name in its context; 0 when it does not. */
function likeness(known: Known, kind: EntityKind, name: string, context: NameContext): number {
  if (known.record.kind !== kind) return 0;
  let best = 0;
  for (const other of known.names) {
    if (!sameGeneration(name, other)) continue;
    const isSingle = !name.includes(' ') || !other.includes(' ');
    if (isSingle && kind === 'PERSON') {
      if (name === other && agrees(known, context) >= 2) best = Math.max(best, 0.9);
      continue;
    }
    const similarity = name === other ? 1 : nameSimilarity(name, other);
    if (kind === 'PERSON' && !sameGivenName(name, other)) continue;
    if (kind !== 'PERSON' && name !== other && similarity < 0.97) continue;
    if (kind === 'PLACE' && agrees(known, context) === 0) continue;
    if (similarity >= surely || (similarity >= perhaps && agrees(known, context) > 0))
      best = Math.max(best, similarity);
  }
  return best;
}

function blocksOf(folded: string): string[] {
  return [...new Set(folded.split(' ').map((word) => word.slice(0, 2)))];
}

/** An empty registry. `find` looks at the names that share a block; `learn` is idempotent. */
export function createRegistry(): Registry {
  const known = new Map<string, Known>();
  const blocks = new Map<string, Set<string>>();

  const find: Registry['find'] = (kind, name, context) => {
    const folded = foldName(name);
    const keys = new Set(blocksOf(folded).flatMap((block) => [...(blocks.get(block) ?? [])]));
    let best: { record: EntityRecord; score: number } | null = null;
    for (const key of [...keys].sort()) {
      const entry = known.get(key);
      const score = entry === undefined ? 0 : likeness(entry, kind, folded, context);
      if (entry !== undefined && score > (best?.score ?? 0)) best = { record: entry.record, score };
    }
    return best?.record ?? null;
  };

  const learn: Registry['learn'] = (record, names, context) => {
    const entry = known.get(record.key) ?? {
      record,
      names: new Set(),
      companions: new Set(),
      roles: new Set(),
    };
    known.set(record.key, entry);
    for (const name of [record.name, ...names]) {
      const folded = foldName(name);
      entry.names.add(folded);
      for (const block of blocksOf(folded))
        blocks.set(block, (blocks.get(block) ?? new Set()).add(record.key));
    }
    for (const companion of context.companions) if (companion !== record.key) entry.companions.add(companion);
    if (context.role !== null) entry.roles.add(foldName(context.role));
  };

  return { find, learn };
}
