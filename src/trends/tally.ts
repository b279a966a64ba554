/**
 * Trends of a stream of mentions: events in time order go in, boards come out at any instant. Each event costs the same
 * whatever came before; memory holds the window and the four weeks before it.
 */
import { AppError } from '../base/errors.ts';
import type { TrendAlgorithm } from './algorithms.ts';
import { createCopyRanks } from './copyRanks.ts';
import { countOutlet, forgetOutlets, type OutletTally, outletsSince, sourcesSince } from './outletTally.ts';
import { type EntityActivity, historyHours, type TrendHour, type TrendRow, trendScores } from './score.ts';
import { seasonOf } from './season.ts';
import { mentionWeight } from './weight.ts';

/** One article and the entities it names. Ids are the sender's own. */
export interface MentionEvent {
  at: Date;
  source: string;
  articleId: string;
  /** Article that this one repeats, or null. */
  copyOf: string | null;
  entities: readonly string[];
}

export interface TallyOptions {
  /** Whole hours. */
  windowHours: number;
  /** Boards are asked for at multiples of this, which divides an hour. */
  bucketMs: number;
  algorithm: TrendAlgorithm;
}

export interface Tally {
  /** @throws AppError BAD_INPUT for an event older than everything remembered, TOO_LARGE beyond a million entities. */
  add(event: MentionEvent): void;
  /** Scores of the window that ends at `at`; every event given so far must be before it. */
  board(at: Date): TrendRow<string>[];
  /** No entity was named in the window that ends at `at`. */
  isQuiet(at: Date): boolean;
}

interface Bucket {
  /** Epoch milliseconds. */
  start: number;
  weight: number;
  articles: number;
}

interface EntityTally {
  /** Oldest first. */
  buckets: Bucket[];
  outlets: OutletTally;
}

interface State {
  entities: Map<string, EntityTally>;
  /** Weighted counts of all entities by clock hour, for the season. */
  hours: Map<number, number>;
  first: number;
  newest: number;
  sweptAt: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostEntities = 1_000_000;

export function createTally(options: TallyOptions): Tally {
  const { windowHours, bucketMs, algorithm } = options;
  const state: State = {
    entities: new Map(),
    hours: new Map(),
    first: Infinity,
    newest: -Infinity,
    sweptAt: 0,
  };
  const copies = createCopyRanks();
  const historyMs = historyHours(windowHours) * hourMs;
  return {
    add({ at, source, articleId, copyOf, entities }) {
      const time = at.getTime();
      if (time < state.newest - historyMs) {
        throw new AppError('BAD_INPUT', 'This event is older than everything that is remembered.');
      }
      const { rank, counted } = copies.rankOf(articleId, copyOf);
      for (const entity of entities) {
        if (counted.has(entity)) continue;
        counted.add(entity);
        const tally = entityTally(state, entity);
        const weight = mentionWeight(countOutlet(tally.outlets, source, time, rank > 1), rank);
        count(tally.buckets, Math.floor(time / bucketMs) * bucketMs, weight);
        const hour = Math.floor(time / hourMs) * hourMs;
        state.hours.set(hour, (state.hours.get(hour) ?? 0) + weight);
      }
      state.first = Math.min(state.first, time);
      state.newest = Math.max(state.newest, time);
      if (state.newest >= state.sweptAt + dayMs) sweep(state, windowHours);
    },
    board(at) {
      const start = at.getTime() - windowHours * hourMs;
      const observedSince = new Date(Math.max(Math.min(state.first, start), at.getTime() - historyMs));
      const season = seasonOf(state.hours, { from: observedSince, to: new Date(start) });
      const activities = activitiesOf(state.entities, { at: at.getTime(), windowHours, bucketMs });
      return trendScores(activities, { now: at, windowHours, observedSince, season, algorithm });
    },
    isQuiet: (at) => state.newest < at.getTime() - windowHours * hourMs,
  };
}

function entityTally({ entities }: State, entity: string): EntityTally {
  const known = entities.get(entity);
  if (known) return known;
  if (entities.size >= mostEntities) {
    throw new AppError('TOO_LARGE', `More than ${mostEntities} entities within the past that counts.`);
  }
  const fresh: EntityTally = { buckets: [], outlets: new Map() };
  entities.set(entity, fresh);
  return fresh;
}

function count(buckets: Bucket[], start: number, weight: number): void {
  // Events come nearly in order: the place is at the end or just before it.
  let index = buckets.length - 1;
  while (index >= 0 && (buckets[index]?.start ?? 0) > start) index--;
  const bucket = buckets[index];
  if (bucket?.start === start) {
    bucket.weight += weight;
    bucket.articles++;
  } else buckets.splice(index + 1, 0, { start, weight, articles: 1 });
}

function activitiesOf(
  entities: ReadonlyMap<string, EntityTally>,
  { at, windowHours, bucketMs }: { at: number; windowHours: number; bucketMs: number },
): EntityActivity<string>[] {
  const start = at - windowHours * hourMs;
  const gateStart = at - Math.min(windowHours * hourMs, dayMs);
  const activities: EntityActivity<string>[] = [];
  for (const [entityId, { buckets, outlets }] of entities) {
    if ((buckets.at(-1)?.start ?? -Infinity) < start) continue;
    const hours = buckets.map(
      ({ start: from, weight, articles }): TrendHour => ({
        age: Math.floor((at - from - bucketMs) / hourMs),
        weight,
        articles,
      }),
    );
    activities.push({
      entityId,
      hours,
      sourceCount: sourcesSince(outlets, start),
      outlets: outletsSince(outlets, gateStart),
    });
  }
  return activities;
}

/** Forgets what no board looks at any more; once for each day of the stream. */
function sweep(state: State, windowHours: number): void {
  const oldest = state.newest - (historyHours(windowHours) + 1) * hourMs;
  for (const [entity, { buckets, outlets }] of state.entities) {
    const kept = buckets.findIndex(({ start }) => start >= oldest);
    if (kept !== 0) buckets.splice(0, kept < 0 ? buckets.length : kept);
    forgetOutlets(outlets, state.newest - Math.max(windowHours * hourMs, dayMs));
    if (buckets.length === 0) state.entities.delete(entity);
  }
  for (const hour of state.hours.keys()) if (hour < oldest) state.hours.delete(hour);
  state.sweptAt = state.newest;
}
