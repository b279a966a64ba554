/** From counted mentions to what a board scores: the part of a language or country, the part of a window. */
import type { EntityActivity, TrendHour } from './score.ts';

/** Which articles a board looks at: all, those in a language, or those of a country's outlets. */
export interface BoardScope {
  language: string | null;
  country: string | null;
}

/** Mentions of one entity in the last 24 hours, one element of each list a mention. */
export interface RecentMentions {
  entityId: number;
  /** Hours before now, with fractions. */
  ages: readonly number[];
  weights: readonly number[];
  /** Occurrences of the name in the article. */
  counts: readonly number[];
  sources: readonly number[];
  isCopy: readonly boolean[];
  languages: readonly string[];
  /** Empty where the outlet's country is not known. */
  countries: readonly string[];
}

/** Longest window whose mentions are looked at one by one; longer ones are counted in clock hours. */
export const recentHours = 24;

const points = 24;

export const isInScope = (
  { language, country }: BoardScope,
  of: { language: string | undefined; country: string | undefined },
): boolean => (language === null || of.language === language) && (country === null || of.country === country);

/** What a window of at most a day holds of an entity. */
export interface WindowFigures {
  weight: number;
  articles: number;
  mentions: number;
  sourceCount: number;
  /** Outlets with a text of their own. */
  ownSourceCount: number;
  /** 24 zero-filled counts of articles over the window, oldest first. */
  sparkline: number[];
}

/** Figures of the window of `windowHours`, at most 24, within a scope. */
export function figuresOf(recent: RecentMentions, windowHours: number, scope: BoardScope): WindowFigures {
  const figures = { weight: 0, articles: 0, mentions: 0, sparkline: new Array<number>(points).fill(0) };
  const sources = new Set<number>();
  const own = new Set<number>();
  recent.ages.forEach((age, i) => {
    const of = { language: recent.languages[i], country: recent.countries[i] };
    if (age >= windowHours || !isInScope(scope, of)) return;
    const source = recent.sources[i] ?? 0;
    figures.weight += recent.weights[i] ?? 0;
    figures.articles += 1;
    figures.mentions += recent.counts[i] ?? 0;
    sources.add(source);
    if (!recent.isCopy[i]) own.add(source);
    const point = points - 1 - Math.floor((age / windowHours) * points);
    figures.sparkline[point] = (figures.sparkline[point] ?? 0) + 1;
  });
  return { ...figures, sourceCount: sources.size, ownSourceCount: own.size };
}

/**
 * What is scored: the window as it is, before it whole clock hours. A window of more than a day begins on the full hour.
 * @param hours the past within the scope, see past.ts
 */
export function activityOf(
  recent: RecentMentions,
  hours: readonly TrendHour[],
  { windowHours, scope }: { windowHours: number; scope: BoardScope },
): EntityActivity<number> {
  const isLong = windowHours > recentHours;
  const latest = figuresOf(recent, Math.min(windowHours, recentHours), scope);
  const { sourceCount, ownSourceCount: own, weight, articles } = latest;
  return {
    entityId: recent.entityId,
    sourceCount,
    outlets: { own, copying: sourceCount - own },
    hours: isLong ? hours : [{ age: 0, weight, articles }, ...hours.filter(({ age }) => age >= windowHours)],
  };
}
