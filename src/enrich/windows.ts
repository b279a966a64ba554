/** A long text cut into overlapping windows for a model that takes so many pieces at a time. */

/** Token positions, `to` exclusive. */
export interface Window {
  from: number;
  to: number;
  /** The part whose labels are taken from this window: what lies nearer to its middle than to its neighbour's. */
  takeFrom: number;
  takeTo: number;
}

/**
 * Windows of at most `budget` pieces (but at least one token), neighbours sharing up to `overlap` of them, less than
 * `budget`. `sizes` are the pieces of each token. Each token is taken from exactly one window. Linear.
 */
export function windowsOf(sizes: readonly number[], budget: number, overlap: number): Window[] {
  const windows: Window[] = [];
  let from = 0;
  let takeFrom = 0;
  while (from < sizes.length) {
    const to = furthest(sizes, from, budget);
    const next = to === sizes.length ? to : sharedFrom(sizes, from, to, overlap);
    const takeTo = to === sizes.length ? to : Math.ceil((next + to) / 2);
    windows.push({ from, to, takeFrom, takeTo });
    from = next;
    takeFrom = takeTo;
  }
  return windows;
}

function furthest(sizes: readonly number[], from: number, budget: number): number {
  let to = from + 1;
  let sum = sizes[from] ?? 0;
  while (to < sizes.length && sum + (sizes[to] as number) <= budget) {
    sum += sizes[to] as number;
    to += 1;
  }
  return to;
}

/** Where the next window starts: before the end of this one by the overlap, but always behind its start. */
function sharedFrom(sizes: readonly number[], from: number, to: number, overlap: number): number {
  let next = to;
  let shared = 0;
  while (next - 1 > from && shared + (sizes[next - 1] as number) <= overlap) {
    next -= 1;
    shared += sizes[next] as number;
  }
  return next;
}
