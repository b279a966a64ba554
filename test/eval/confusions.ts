/** Where names are lost: each fault as missed, invented, cut otherwise or of another kind, and the commonest by name. Pure. */
import type { Marked } from './nerCorpora.ts';

export interface Compared {
  set: string;
  text: string;
  gold: readonly Marked[];
  found: readonly Marked[];
}

interface Fault {
  set: string;
  kind: 'missed' | 'invented' | 'boundary' | 'type';
  /** The fault in words, for counting. */
  what: string;
}

const overlaps = (a: Marked, b: Marked) => a.start < b.end && b.start < a.end;
const short = { PERSON: 'person', PLACE: 'place', ORGANIZATION: 'org' } as const;

function faultsOf({ set, text, gold, found }: Compared): Fault[] {
  const words = ({ start, end }: Marked) => text.slice(start, end).replace(/\s+/g, ' ').slice(0, 40);
  const named = (mark: Marked) => `"${words(mark)}" (${short[mark.kind]})`;
  const isSame = (a: Marked) => (b: Marked) => a.start === b.start && a.end === b.end && a.kind === b.kind;
  const lost = gold.filter((mark) => !found.some(isSame(mark)));
  const wrong = found.filter((mark) => !gold.some(isSame(mark)));
  const missed = lost.map((mark): Fault => {
    const other = wrong.find((w) => overlaps(w, mark));
    if (other === undefined) return { set, kind: 'missed', what: `${named(mark)} missed` };
    const isCut = other.start !== mark.start || other.end !== mark.end;
    return { set, kind: isCut ? 'boundary' : 'type', what: `${named(mark)} read as ${named(other)}` };
  });
  const invented = wrong
    .filter((mark) => !lost.some((l) => overlaps(l, mark)))
    .map((mark): Fault => ({ set, kind: 'invented', what: `${named(mark)} invented` }));
  return [...missed, ...invented];
}

/** Counts of each kind of fault by set, and the `most` faults that occur most often with the sets they occur in. */
export function worstConfusions(
  pairs: readonly Compared[],
  most: number,
): { kinds: [string, string][]; worst: { what: string; count: number; sets: string }[] } {
  const faults = pairs.flatMap(faultsOf);
  const sets = [...new Set(faults.map(({ set }) => set))];
  const kinds = sets.map((set): [string, string] => {
    const count = (kind: Fault['kind']) => faults.filter((f) => f.set === set && f.kind === kind).length;
    const all = (['missed', 'invented', 'boundary', 'type'] as const).map((kind) => `${kind} ${count(kind)}`);
    return [set, all.join(', ')];
  });
  const byWords = new Map<string, Fault[]>();
  for (const fault of faults) byWords.set(fault.what, [...(byWords.get(fault.what) ?? []), fault]);
  const worst = [...byWords]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([what, same]) => ({
      what,
      count: same.length,
      sets: [...new Set(same.map(({ set }) => set))].join(', '),
    }));
  return { kinds, worst };
}
