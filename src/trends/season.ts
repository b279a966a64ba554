/**
 * The rhythm of the week: how much news the hour of a week brings beside a mean hour, over all entities together. News
 * sleeps at night and on Sundays; without it every morning would be a trend.
 */

/** 168 factors around 1, from Thursday 00:00 UTC, when the epoch began. */
export type Season = Float64Array;

const hourMs = 3_600_000;
const weekHours = 168;
/** Counts that pull each factor towards 1, so that a young or small database has no rhythm of its own noise. */
const priorCount = 20;

/**
 * The season seen in counts of clock hours (start in epoch milliseconds → count) between two instants. Hours without a
 * count are empty ones. Without counts every factor is 1.
 */
export function seasonOf(counts: ReadonlyMap<number, number>, span: { from: Date; to: Date }): Season {
  const sums = new Float64Array(weekHours);
  const hours = new Float64Array(weekHours);
  const first = Math.ceil(span.from.getTime() / hourMs);
  const last = Math.floor(span.to.getTime() / hourMs);
  let total = 0;
  for (let hour = first; hour < last; hour++) {
    const count = counts.get(hour * hourMs) ?? 0;
    const slot = slotOf(hour);
    sums[slot] = (sums[slot] ?? 0) + count;
    hours[slot] = (hours[slot] ?? 0) + 1;
    total += count;
  }
  const mean = last > first ? total / (last - first) : 0;
  return sums.map((sum, slot) => (sum + priorCount) / (mean * (hours[slot] ?? 0) + priorCount));
}

const slotOf = (hour: number) => ((hour % weekHours) + weekHours) % weekHours;

/** Mean hours that a span is worth: its length when no season is known (`null`). 0 for an empty or inverted span. */
export function exposure(season: Season | null, fromMs: number, toMs: number): number {
  if (toMs <= fromMs) return 0;
  if (season === null) return (toMs - fromMs) / hourMs;
  let sum = 0;
  for (let hour = Math.floor(fromMs / hourMs); hour * hourMs < toMs; hour++) {
    const share = Math.min(toMs, (hour + 1) * hourMs) - Math.max(fromMs, hour * hourMs);
    sum += (share / hourMs) * (season[slotOf(hour)] ?? 1);
  }
  return sum;
}
