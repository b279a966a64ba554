/**
 * The past of boards: sums over spans of hours, each as long as no board tells its hours apart. Hours are counted back
 * from the end of the current clock hour, 0 being the current one.
 */
import { type BoardScope, isInScope } from './activity.ts';
import type { TrendHour } from './score.ts';

export interface PastSpans {
  /** The span of each hour, as far back as is looked at; spans are numbered from 0, the newest. */
  ofHour: number[];
  /** The newest hour of each span. */
  starts: number[];
}

/** Sums of one entity in one language and country, one element of each list a span with articles. */
export interface PastSums {
  entityId: number;
  language: string;
  country: string;
  spans: readonly number[];
  weights: readonly number[];
  articles: readonly number[];
  /** Occurrences of the name. */
  mentions: readonly number[];
}

/** Sums of one entity, one element a span. */
export interface EntityPast {
  weights: Float64Array;
  articles: Float64Array;
  mentions: Float64Array;
}

const dayHours = 24;
const points = 24;

/** The days whose hours are compared one by one: the last two, and those one and two weeks ago. */
const isHourly = (age: number): boolean =>
  age < 2 * dayHours ||
  (age >= 7 * dayHours && age < 8 * dayHours) ||
  (age >= 14 * dayHours && age < 15 * dayHours);

/**
 * Spans that scores are made from (hours where hours are compared, else 24 of them) and sparklines of these windows.
 * @param windows lengths in hours, multiples of 24
 */
export function pastSpans(historyHours: number, windows: readonly number[]): PastSpans {
  const begins = (age: number) =>
    isHourly(age) ||
    age % dayHours === 0 ||
    windows.some((hours) => age <= hours && age % (hours / points) === 0);
  const starts: number[] = [];
  const ofHour = Array.from({ length: historyHours }, (_, age) => {
    if (begins(age)) starts.push(age);
    return starts.length - 1;
  });
  return { ofHour, starts };
}

/** Sums of each entity over its languages and countries in a scope. */
export function pastInScope(
  sums: readonly PastSums[],
  { starts }: PastSpans,
  scope: BoardScope,
): Map<number, EntityPast> {
  const found = new Map<number, EntityPast>();
  const empty = () => new Float64Array(starts.length);
  for (const cell of sums) {
    if (!isInScope(scope, cell)) continue;
    const past = found.get(cell.entityId) ?? { weights: empty(), articles: empty(), mentions: empty() };
    found.set(cell.entityId, past);
    cell.spans.forEach((span, i) => {
      past.weights[span] = (past.weights[span] ?? 0) + (cell.weights[i] ?? 0);
      past.articles[span] = (past.articles[span] ?? 0) + (cell.articles[i] ?? 0);
      past.mentions[span] = (past.mentions[span] ?? 0) + (cell.mentions[i] ?? 0);
    });
  }
  return found;
}

/** The hours of the past that are scored: one by one where they are compared, else 24 told together. */
export function scoredHours({ starts }: PastSpans, past: EntityPast): TrendHour[] {
  const hours: TrendHour[] = [];
  let day: { age: number; span: number; weight: number; articles: number } | null = null;
  starts.forEach((age, i) => {
    const [weight, articles] = [past.weights[i] ?? 0, past.articles[i] ?? 0];
    if (articles === 0) return;
    if (isHourly(age)) {
      hours.push({ age, weight, articles });
      return;
    }
    const middle = Math.floor(age / dayHours) * dayHours + dayHours / 2;
    if (day?.age !== middle) {
      day = { age: middle, span: dayHours, weight: 0, articles: 0 };
      hours.push(day);
    }
    day.weight += weight;
    day.articles += articles;
  });
  return hours;
}

/**
 * Occurrences and sparkline (24 zero-filled counts of articles, oldest first) of a window that ends with the current hour.
 * @param past undefined for an entity without one
 * @param windowHours one of the windows that the spans were made for
 */
export function windowSums(
  { starts }: PastSpans,
  past: EntityPast | undefined,
  windowHours: number,
): { mentions: number; sparkline: number[] } {
  const sparkline = new Array<number>(points).fill(0);
  let mentions = 0;
  for (let i = 0; i < starts.length; i++) {
    const age = starts[i] ?? 0;
    if (age >= windowHours) break;
    const point = points - 1 - Math.floor((age / windowHours) * points);
    sparkline[point] = (sparkline[point] ?? 0) + (past?.articles[i] ?? 0);
    mentions += past?.mentions[i] ?? 0;
  }
  return { mentions, sparkline };
}
