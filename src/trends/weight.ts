/**
 * What one article that names an entity counts. An outlet's tenth article on it tells less than its first, and a copy
 * less than its original. Both are known when the article arrives, so that counts of any span are plain sums.
 *
 * In a simulation with planted bursts, floods by one outlet and echoes of one wire item, this weight together with the
 * outlet gate mattered far more than the formula of the score (docs/quality.md).
 */

/** What a copy counts beside a text of its own. */
export const copyShare = 0.3;

/** An outlet's articles on one entity are numbered within this span, in hours. */
export const repeatHours = 24;

/**
 * Above 0, at most 1: `1 / nth × 1 / copyRank`, times 0.3 for a copy. `nth` numbers the outlet's articles on the entity
 * within 24 hours from 1; `copyRank` is the article's place in its copy group, 1 for the original or an article alone.
 */
export function mentionWeight(nth: number, copyRank: number): number {
  return (copyRank > 1 ? copyShare : 1) / nth / copyRank;
}

/**
 * 0 to just under 1: how far a count is to be believed, from the outlets behind it. 0 for one outlet, one half for two,
 * near 1 for many; an outlet that only copied is 0.3 of one. One outlet makes a series, independent outlets make news.
 */
export function outletGate(outlets: { own: number; copying: number }): number {
  const independent = outlets.own + copyShare * outlets.copying;
  return independent <= 1 ? 0 : 1 - 2 ** (1 - independent);
}
