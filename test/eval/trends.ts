/**
 * How well boards tell planted bursts from the rest. Of every hour the ten best rows are looked at; the rows above the
 * score that lets 0.3 false ones an hour through count as shown. A row is false when its name has no burst, now or just
 * before.
 */
import type { TrendAlgorithm } from '../../src/trends/algorithms.ts';
import { createTally } from '../../src/trends/tally.ts';
import {
  createTrendStream,
  hourCount,
  isActive,
  isLingering,
  type Planted,
  warmHours,
} from './trendStream.ts';

export interface ShownRow {
  hour: number;
  score: number;
  label: 'news' | 'after' | 'false';
  /** The burst that makes it news. */
  burst: Planted | null;
  /** A flood or echo on the same name at the time. */
  decoy: Planted | null;
}

export interface TrendFigures {
  bursts: number;
  found: number;
  /** Hours from the start of each found burst to its first row, ascending. */
  delays: number[];
  floods: number;
  floodsShown: number;
  echoes: number;
  echoesShown: number;
  /** The score above which rows are shown. */
  floor: number;
}

const rowsLookedAt = 10;
const falseAnHour = 0.3;
const firstHour = warmHours + 24;
const lastHour = hourCount - 24;

/** The ten best rows of each hour, with what they are. */
export function boardRowsOf(seed: number, windowHours: number, algorithm: TrendAlgorithm) {
  const stream = createTrendStream(seed);
  const tally = createTally({ windowHours, bucketMs: 3_600_000, algorithm });
  const plantedOf = new Map<string, Planted[]>();
  for (const thing of stream.planted) {
    const key = `entity-${thing.entity}`;
    plantedOf.set(key, [...(plantedOf.get(key) ?? []), thing]);
  }
  const shown: ShownRow[] = [];
  let hour = 0;
  for (const events of stream.hours()) {
    for (const event of events) tally.add(event);
    if (hour >= firstHour && hour < lastHour) {
      for (const row of tally.board(new Date((hour + 1) * 3_600_000)).slice(0, rowsLookedAt)) {
        shown.push({
          hour,
          score: row.score,
          ...labelOf(plantedOf.get(row.entityId) ?? [], hour, windowHours),
        });
      }
    }
    hour++;
  }
  return { planted: stream.planted, shown };
}

function labelOf(planted: readonly Planted[], hour: number, windowHours: number) {
  const bursts = planted.filter(({ kind }) => kind === 'burst');
  const burst = bursts.find((thing) => isActive(thing, hour)) ?? null;
  if (burst) return { label: 'news' as const, burst, decoy: null };
  if (bursts.some((thing) => isLingering(thing, hour, windowHours))) {
    return { label: 'after' as const, burst: null, decoy: null };
  }
  const decoy = planted.find((thing) => thing.kind !== 'burst' && isLingering(thing, hour, windowHours));
  return { label: 'false' as const, burst: null, decoy: decoy ?? null };
}

/** Figures at the score that lets 0.3 false rows an hour through. */
export function figuresOf(planted: readonly Planted[], rows: readonly ShownRow[]): TrendFigures {
  const sorted = [...rows].sort((a, b) => b.score - a.score);
  const allowed = falseAnHour * (lastHour - firstHour);
  let seenFalse = 0;
  const cut = sorted.findIndex((row) => row.label === 'false' && ++seenFalse > allowed);
  const shown = cut < 0 ? sorted : sorted.slice(0, cut);
  const first = new Map<Planted, number>();
  for (const { burst, hour } of shown) {
    if (burst) first.set(burst, Math.min(hour, first.get(burst) ?? hour));
  }
  const decoys = new Set(shown.flatMap(({ decoy }) => decoy ?? []));
  const count = (kind: Planted['kind']) => planted.filter((thing) => thing.kind === kind);
  const eligible = count('burst').filter(({ start }) => start >= firstHour && start < lastHour - 24);
  const delays = eligible.flatMap((burst) => {
    const hour = first.get(burst);
    return hour === undefined ? [] : [hour - burst.start];
  });
  return {
    bursts: eligible.length,
    found: delays.length,
    delays: delays.sort((a, b) => a - b),
    floods: count('flood').length,
    floodsShown: count('flood').filter((thing) => decoys.has(thing)).length,
    echoes: count('echo').length,
    echoesShown: count('echo').filter((thing) => decoys.has(thing)).length,
    floor: shown.at(-1)?.score ?? 0,
  };
}
