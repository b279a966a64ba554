/** The steps of a series in time: whole quarters of an hour, hours, days, weeks or months of a time zone. Pure. */
import { AppError } from '../base/errors.ts';
import type { TimeRange } from './filter.ts';

export type TimeInterval = 'MINUTE_15' | 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

/** Points of a series at most. */
const mostPoints = 2000;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Length of a step; of a month the least. */
const stepMs: Record<TimeInterval, number> = {
  MINUTE_15: 15 * minuteMs,
  HOUR: hourMs,
  DAY: dayMs,
  WEEK: 7 * dayMs,
  MONTH: 28 * dayMs,
};

/** What to add to UTC to get the clock of a zone, at an instant. All in milliseconds. */
type OffsetAt = (ms: number) => number;

/** @throws AppError BAD_INPUT for a name that the IANA time zone database does not have. */
function offsetsOf(timeZone: string): OffsetAt {
  if (timeZone === 'UTC') return () => 0;
  let format: Intl.DateTimeFormat;
  try {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
    const rest = { minute: 'numeric', second: 'numeric', hourCycle: 'h23', era: 'short' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone, ...parts, ...rest });
  } catch {
    throw new AppError('BAD_INPUT', 'timeZone must be a name of the IANA database, such as Asia/Jakarta.', {
      data: { argument: 'timeZone', given: timeZone },
    });
  }
  return (ms) => {
    const part = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const of = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0;
    const local = new Date(0);
    local.setUTCFullYear(of('year'), of('month') - 1, of('day'));
    local.setUTCHours(of('hour'), of('minute'), of('second'));
    return local.getTime() - Math.floor(ms / 1000) * 1000;
  };
}

/** Start of the step that a local clock stands in. */
function startOf(local: number, interval: TimeInterval): number {
  const date = new Date(local);
  if (interval === 'MONTH') {
    date.setUTCDate(1);
    return date.setUTCHours(0, 0, 0, 0);
  }
  if (interval === 'WEEK') {
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.setUTCHours(0, 0, 0, 0);
  }
  return Math.floor(local / stepMs[interval]) * stepMs[interval];
}

function startAfter(local: number, interval: TimeInterval): number {
  if (interval !== 'MONTH') return local + stepMs[interval];
  return new Date(local).setUTCMonth(new Date(local).getUTCMonth() + 1);
}

/**
 * Bounds of the whole steps that a span touches, in epoch milliseconds: one more than there are steps.
 * @throws AppError BAD_INPUT for a time zone nobody has, and for more than 2,000 steps.
 */
export function boundsOf({ start, end }: TimeRange, interval: TimeInterval, timeZone: string): number[] {
  const steps = Math.ceil((end.getTime() - start.getTime()) / stepMs[interval]);
  const offsetAt = offsetsOf(timeZone);
  const toUtc = (local: number) => local - offsetAt(local - offsetAt(local));
  const bounds: number[] = [];
  if (steps <= mostPoints + 200) {
    const isFixed = stepMs[interval] <= hourMs;
    let local = startOf(start.getTime() + offsetAt(start.getTime()), interval);
    let bound = isFixed ? local - offsetAt(start.getTime()) : toUtc(local);
    for (;;) {
      bounds.push(bound);
      if (bound >= end.getTime()) break;
      local = startAfter(local, interval);
      bound = isFixed ? bound + stepMs[interval] : toUtc(local);
    }
  }
  if (bounds.length >= 2 && bounds.length <= mostPoints + 1) return bounds;
  throw new AppError(
    'BAD_INPUT',
    `A series has at most ${mostPoints} points: take a shorter range or longer steps.`,
    {
      data: { max: mostPoints, given: Math.max(steps, bounds.length - 1) },
    },
  );
}
