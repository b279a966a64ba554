/** Which outlets named one entity, when they last did, and how often within a day. */
import { repeatHours } from './weight.ts';

interface OutletTimes {
  /** Articles of the last day, oldest first, in epoch milliseconds. */
  recent: number[];
  /** Latest article with a text of its own, and latest copy; -Infinity for none. */
  ownAt: number;
  copyAt: number;
}

export type OutletTally = Map<string, OutletTimes>;

const repeatMs = repeatHours * 3_600_000;
/** An outlet's thousandth article of the day weighs nothing any more; exact numbers beyond it are not kept. */
const mostRepeats = 1000;

/** Counts an article of an outlet and gives its number within the day, from 1. */
export function countOutlet(tally: OutletTally, source: string, at: number, isCopy: boolean): number {
  let times = tally.get(source);
  if (!times) {
    times = { recent: [], ownAt: -Infinity, copyAt: -Infinity };
    tally.set(source, times);
  }
  const { recent } = times;
  const expired = recent.findIndex((time) => time > at - repeatMs);
  if (expired !== 0) recent.splice(0, expired < 0 ? recent.length : expired);
  if (recent.length < mostRepeats) recent.push(at);
  if (isCopy) times.copyAt = Math.max(times.copyAt, at);
  else times.ownAt = Math.max(times.ownAt, at);
  return recent.length;
}

/** Outlets since an instant. */
export function sourcesSince(tally: OutletTally, since: number): number {
  let sources = 0;
  for (const { ownAt, copyAt } of tally.values()) if (Math.max(ownAt, copyAt) >= since) sources++;
  return sources;
}

/** Outlets since an instant, by whether they had a text of their own. */
export function outletsSince(tally: OutletTally, since: number): { own: number; copying: number } {
  const outlets = { own: 0, copying: 0 };
  for (const { ownAt, copyAt } of tally.values()) {
    if (ownAt >= since) outlets.own++;
    else if (copyAt >= since) outlets.copying++;
  }
  return outlets;
}

/** Forgets outlets that were last heard before an instant. */
export function forgetOutlets(tally: OutletTally, before: number): void {
  for (const [source, { ownAt, copyAt }] of tally) if (Math.max(ownAt, copyAt) < before) tally.delete(source);
}
