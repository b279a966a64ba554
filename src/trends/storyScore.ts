/**
 * Which stories are told more than a story usually is. A story has no past of its own to be compared with: three tenths
 * of an article a day are expected of any. Articles weigh as mentions do, the outlet gate is the same, and the score
 * halves with every 17 hours that nobody added to it.
 */

import { type BoardScope, isInScope, recentHours } from './activity.ts';
import { formulas } from './algorithms.ts';
import { mentionWeight, outletGate } from './weight.ts';

/** One element of each list an article, oldest first. */
export interface StoryArticles {
  storyId: number;
  /** Hours before now, with fractions. */
  ages: readonly number[];
  sources: readonly number[];
  isCopy: readonly boolean[];
  languages: readonly string[];
  countries: readonly string[];
}

export interface StoryTrend {
  storyId: number;
  /** Above 0. */
  score: number;
  windowCount: number;
  weightedCount: number;
  baselineMean: number;
  sourceCount: number;
  ownSourceCount: number;
  gate: number;
  /** 24 zero-filled counts over the window, oldest first. */
  sparkline: number[];
}

const expectedADay = 0.3;
const fadeHours = 24;
const points = 24;

export const storyParameters = { expectedADay, fadeHours };

/** Stories that stand out in a window and scope, best first; ties by articles, then by id. */
export function storyTrends(
  stories: readonly StoryArticles[],
  options: { windowHours: number; scope: BoardScope },
): StoryTrend[] {
  return stories
    .map((story) => storyTrend(story, options))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.windowCount - a.windowCount || a.storyId - b.storyId);
}

function storyTrend(
  story: StoryArticles,
  { windowHours, scope }: { windowHours: number; scope: BoardScope },
): StoryTrend {
  const perOutlet = new Map<number, number>();
  const own = new Set<number>();
  const copying = new Set<number>();
  const sparkline = new Array<number>(points).fill(0);
  const sum = { articles: 0, weight: 0, copies: 0, latest: Infinity };
  story.ages.forEach((age, i) => {
    const of = { language: story.languages[i], country: story.countries[i] };
    if (age >= windowHours || !isInScope(scope, of)) return;
    const source = story.sources[i] ?? 0;
    const nth = (perOutlet.get(source) ?? 0) + 1;
    perOutlet.set(source, nth);
    const isCopy = story.isCopy[i] ?? false;
    if (isCopy) sum.copies++;
    sum.weight += mentionWeight(nth, isCopy ? sum.copies + 1 : 1);
    sum.articles++;
    sum.latest = age;
    if (age < recentHours) (isCopy ? copying : own).add(source);
    const point = points - 1 - Math.floor((age / windowHours) * points);
    sparkline[point] = (sparkline[point] ?? 0) + 1;
  });
  const mean = (expectedADay * windowHours) / 24;
  const gate = outletGate({ own: own.size, copying: [...copying].filter((id) => !own.has(id)).length });
  const inputs = { count: sum.weight, articles: sum.articles, mean, earlier: () => [] };
  const stands = sum.weight > mean && gate > 0;
  return {
    storyId: story.storyId,
    score: stands ? formulas.SURPLUS(inputs) * gate * Math.exp(-sum.latest / fadeHours) : 0,
    windowCount: sum.articles,
    weightedCount: sum.weight,
    baselineMean: mean,
    sourceCount: perOutlet.size,
    ownSourceCount: own.size,
    gate,
    sparkline,
  };
}
