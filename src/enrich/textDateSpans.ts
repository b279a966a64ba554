/** Days, months and years as spans of day numbers, for dates in running text. Days are counted from 1970-01-01. */
import type { TextDate } from '../base/news.ts';

export const dayMs = 86_400_000;

/** A stretch of days, both ends included. */
export interface Span extends Pick<TextDate, 'precision'> {
  from: number;
  to: number;
}

/** `YYYY-MM-DD` of a day's number. */
export const printDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

export const partsOf = (day: number): { year: number; month: number } => {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
};

/** The day's number; null when the month has no such day. */
export function dayOf(year: number, month: number, date: number): number | null {
  const ms = Date.UTC(year, month - 1, date);
  return month >= 1 && month <= 12 && date >= 1 && new Date(ms).getUTCDate() === date ? ms / dayMs : null;
}

/** A month; 13 is January of the next year. */
export const monthSpan = (year: number, month: number): Span => ({
  from: Date.UTC(year, month - 1, 1) / dayMs,
  to: Date.UTC(year, month, 0) / dayMs,
  precision: 'MONTH',
});

/** From the first year's first day to the last year's last one. */
export const yearSpan = (first: number, last = first): Span => ({
  from: Date.UTC(first, 0, 1) / dayMs,
  to: Date.UTC(last, 11, 31) / dayMs,
  precision: 'YEAR',
});

/** The Monday of the week that lies `steps` weeks from today's. */
export const mondayAt = (steps: number, today: number): number =>
  today - ((weekdayOf(today) + 6) % 7) + 7 * steps;

/** The span of time that lies `steps` units from today's; null for an unknown unit. A week begins on Monday. */
export function spanAt(unit: TextDate['precision'] | undefined, steps: number, today: number): Span | null {
  const { year, month } = partsOf(today);
  if (unit === 'DAY') return { from: today + steps, to: today + steps, precision: 'DAY' };
  if (unit === 'MONTH') return monthSpan(year, month + steps);
  if (unit === 'YEAR') return yearSpan(year + steps);
  if (unit !== 'WEEK') return null;
  const monday = mondayAt(steps, today);
  return { from: monday, to: monday + 6, precision: 'WEEK' };
}

/** The candidates in the order of their distance from today. */
export const byDistance = (candidates: readonly number[], today: number): number[] =>
  candidates.toSorted((a, b) => Math.abs(a - today) - Math.abs(b - today));

/** The year of two or four printed digits; two mean this century. */
export const fullYear = (year: string): number => (year.length === 2 ? 2000 : 0) + Number(year);
