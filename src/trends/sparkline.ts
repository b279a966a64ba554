/** The small curve beside a row of a board. */

const points = 24;

/**
 * 24 zero-filled counts over the window, oldest first. `ages` are those of single articles in hours before now, as far
 * back as six hours; `hours` are [age, weight, articles] of whole hours, for windows of a day and more.
 */
export function sparklineOf(
  counted: { ages: readonly number[]; hours: readonly (readonly [number, number, number])[] },
  windowHours: number,
): number[] {
  const counts = new Array<number>(points).fill(0);
  const put = (age: number, articles: number) => {
    if (age >= windowHours) return;
    const index = points - 1 - Math.min(points - 1, Math.floor((age / windowHours) * points));
    counts[index] = (counts[index] ?? 0) + articles;
  };
  if (windowHours < points) for (const age of counted.ages) put(age, 1);
  else for (const [age, , articles] of counted.hours) put(age, articles);
  return counts;
}
