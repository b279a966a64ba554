/**
 * What is in the news more than usual. The weighted count of a window (`weight.ts`) is compared with what the entity's
 * own past lets one expect at this time of the week (`season.ts`); a formula (`algorithms.ts`) makes a score of the two,
 * and the outlets behind the count decide how far it is believed.
 *
 * The expectation is a rate of the four weeks before the window with a Gamma prior of half an article a day, so a name
 * never seen before needs about two articles to stand out. What comes every week, such as the days of a league, is
 * expected as well: nine tenths of the lesser of the same window one and two weeks ago.
 */
import {
  formulaParameters,
  formulas,
  type TrendAlgorithm,
  type TrendInputs,
  trendAlgorithms,
} from './algorithms.ts';
import { exposure, type Season } from './season.ts';
import { copyShare, outletGate, repeatHours } from './weight.ts';

/** Mentions of an entity in one hour, or in several that are told together, counted back from now. */
export interface TrendHour {
  /** Whole hours before now at which the hour ends: 0 is the hour that ends now. Of several, one in their middle. */
  age: number;
  /** How many hours are told together; 1 when left out. */
  span?: number;
  /** Sum of the mentions' weights. */
  weight: number;
  articles: number;
}

export interface EntityActivity<Id extends string | number> {
  entityId: Id;
  /** As far back as `historyHours`; empty hours may be left out, order does not matter. */
  hours: readonly TrendHour[];
  /** Distinct outlets that named it in the window. */
  sourceCount: number;
  /** Outlets of the last day (of the window, when that is shorter), with a text of their own or with copies only. */
  outlets: { own: number; copying: number };
}

export interface TrendWindowOptions {
  now: Date;
  /** Whole hours. */
  windowHours: number;
  /** First instant the counts cover, when that is less than `historyHours` ago: a new database has no long past. */
  observedSince?: Date | null;
  /** None when left out or null. */
  season?: Season | null;
  /** SURPLUS when left out. */
  algorithm?: TrendAlgorithm;
}

export interface TrendRow<Id extends string | number> {
  entityId: Id;
  /** Above 0; comparable within one window length and algorithm. */
  score: number;
  /** Articles in the window. */
  windowCount: number;
  /** Weighted count in the window, which the score is made of. */
  weightedCount: number;
  /** Weighted count expected in the window. */
  baselineMean: number;
  /** `weightedCount` by `baselineMean`; null when the entity was never seen before the window. */
  lift: number | null;
  sourceCount: number;
  /** 0 to 1: what the outlets behind the count made of the score. */
  gate: number;
}

const hourMs = 3_600_000;
const baselineHours = 28 * 24;
const weekHours = 168;
/** Gamma prior of the rate: half an article in twenty-four hours. */
const priorCount = 0.5;
const priorHours = 24;
/** The quietest window is still expected to bring this share of a mean one. */
const leastSeason = 0.3;
/** What came in this window of both past weeks is expected again, but for a tenth. */
const regularShare = 0.9;
/** Weighted count below which nothing trends. */
const leastCount = 0.9;

/** The constants that scores depend on, so that a change of one can be told from a change of the news. */
export const trendParameters = {
  ...{ baselineHours, priorCount, priorHours, leastSeason, regularShare, leastCount },
  ...{ copyShare, repeatHours, ...formulaParameters },
};

/** How far back the hours of a window of this length are looked at. */
export const historyHours = (windowHours: number): number => windowHours + baselineHours;

/** Entities that stand out, best first; ties by articles in the window, then by id. Empty when nothing does. */
export function trendScores<Id extends string | number>(
  activities: readonly EntityActivity<Id>[],
  options: TrendWindowOptions,
): TrendRow<Id>[] {
  const spans = spansOf(options);
  const { algorithm = 'SURPLUS' } = options;
  return bestFirst(activities.map((activity) => rowOf(figuresOf(activity, options, spans), algorithm)));
}

/** The same by every algorithm, from figures that are worked out once. */
export function trendScoresByAlgorithm<Id extends string | number>(
  activities: readonly EntityActivity<Id>[],
  options: Omit<TrendWindowOptions, 'algorithm'>,
): Record<TrendAlgorithm, TrendRow<Id>[]> {
  const spans = spansOf(options);
  const figures = activities.map((activity) => figuresOf(activity, options, spans));
  const ranked = trendAlgorithms.map((name) => [name, bestFirst(figures.map((of) => rowOf(of, name)))]);
  return Object.fromEntries(ranked) as Record<TrendAlgorithm, TrendRow<Id>[]>;
}

/** Rows of entities that stand out, best first. */
function bestFirst<Id extends string | number>(rows: readonly TrendRow<Id>[]): TrendRow<Id>[] {
  return rows
    .filter((row) => row.score > 0)
    .sort((a, b) => b.score - a.score || b.windowCount - a.windowCount || compare(a.entityId, b.entityId));
}

/** Mean hours that the window and the past before it are worth, the same for all entities. */
interface Spans {
  window: number;
  past: number;
  /** Whole windows of the past that were observed. */
  earlierWindows: number;
}

function spansOf({ now, windowHours, observedSince, season = null }: TrendWindowOptions): Spans {
  const end = now.getTime();
  const start = end - windowHours * hourMs;
  const from = Math.max(start - baselineHours * hourMs, observedSince?.getTime() ?? 0);
  return {
    window: Math.max(exposure(season, start, end), leastSeason * windowHours),
    past: exposure(season, from, start),
    earlierWindows: Math.max(0, Math.floor((start - from) / hourMs / windowHours)),
  };
}

/** What an entity's score is made of, whatever the algorithm. */
interface Figures<Id extends string | number> {
  row: Omit<TrendRow<Id>, 'score'>;
  inputs: TrendInputs;
}

function figuresOf<Id extends string | number>(
  { entityId, sourceCount, hours, outlets }: EntityActivity<Id>,
  { windowHours }: TrendWindowOptions,
  spans: Spans,
): Figures<Id> {
  const sums = sumHours(hours, windowHours);
  const rate = (sums.before + priorCount) / (spans.past + priorHours);
  const regular = regularShare * Math.min(sums.weekAgo, sums.twoWeeksAgo);
  const mean = Math.max(rate * spans.window, regular);
  const earlier = () => earlierWindows(hours, windowHours, spans.earlierWindows);
  return {
    row: {
      entityId,
      windowCount: sums.articles,
      weightedCount: sums.weight,
      baselineMean: mean,
      lift: sums.before === 0 ? null : sums.weight / mean,
      sourceCount,
      gate: outletGate(outlets),
    },
    inputs: { count: sums.weight, articles: sums.articles, mean, earlier },
  };
}

function rowOf<Id extends string | number>(
  { row, inputs }: Figures<Id>,
  algorithm: TrendAlgorithm,
): TrendRow<Id> {
  const isCount = algorithm === 'COUNT';
  const gate = isCount ? 1 : row.gate;
  const stands = isCount || (inputs.count > inputs.mean && inputs.count >= leastCount);
  return { ...row, gate, score: stands && gate > 0 ? formulas[algorithm](inputs) * gate : 0 };
}

function sumHours(hours: readonly TrendHour[], windowHours: number) {
  const sums = { weight: 0, articles: 0, before: 0, weekAgo: 0, twoWeeksAgo: 0 };
  const oldest = historyHours(windowHours);
  // A window longer than a week would overlap its own past.
  const hasWeeks = windowHours <= weekHours;
  for (const { age, weight, articles } of hours) {
    if (age < windowHours) {
      sums.weight += weight;
      sums.articles += articles;
      continue;
    }
    if (age < oldest) sums.before += weight;
    if (!hasWeeks) continue;
    if (age >= weekHours && age < weekHours + windowHours) sums.weekAgo += weight;
    if (age >= 2 * weekHours && age < 2 * weekHours + windowHours) sums.twoWeeksAgo += weight;
  }
  return sums;
}

/** Weighted counts of the windows before this one, newest first, zero-filled. Hours told together are spread evenly. */
function earlierWindows(hours: readonly TrendHour[], windowHours: number, windows: number): number[] {
  const counts = new Array<number>(windows).fill(0);
  for (const { age, span = 1, weight } of hours) {
    const parts = Math.max(1, Math.floor(span / windowHours));
    const first = parts === 1 ? age : age - span / 2;
    for (let part = 0; part < parts; part++) {
      const index = Math.floor(first / windowHours) + part - 1;
      if (index >= 0 && index < windows) counts[index] = (counts[index] ?? 0) + weight / parts;
    }
  }
  return counts;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
