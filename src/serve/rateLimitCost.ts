/** What an operation costs, in points: estimated and taken before it runs, settled by what came back. */
import { GraphQLError } from 'graphql';
import type { BudgetState } from '../graph/context.ts';
import type { Measures } from './limits.ts';
import type { Purse } from './rateLimit.ts';

/** Objects to a point, and points to a full-text search, which costs the database as much as a hundred objects do. */
const prices = { objectsPerPoint: 10, search: 10 };

/** What one request spends. `taken` points are off the purse so far: one for the request itself, then the estimate. */
export interface Spending {
  readonly purse: Purse;
  measures: Measures | null;
  requested: number;
  taken: number;
  /** Seconds until the operation could run; null unless it was refused for its cost. */
  retryAfter: number | null;
}

/** For a request whose first point has been taken. */
export function openSpending(purse: Purse): Spending {
  return { purse, measures: null, requested: 1, taken: 1, retryAfter: null };
}

/** A point for each root field and ten for each search, and one for every ten objects in lists, rounded up. */
export function pointsOf({ rootFields, searches }: Measures, nodes: number): number {
  const objects = Math.ceil(nodes / prices.objectsPerPoint);
  return Math.max(1, rootFields) + searches * prices.search + objects;
}

/**
 * Takes the estimate of an operation. An error when it may not run: COST_LIMIT_EXCEEDED when no budget of the caller
 * could ever hold so much, RATE_LIMITED when there is not enough now; both with the numbers in `extensions.data`.
 */
export function charge(spending: Spending, measures: Measures): GraphQLError | null {
  const { purse } = spending;
  const { maximum, restoreRate } = purse.policy;
  const asked = pointsOf(measures, measures.nodes);
  spending.requested = asked;
  if (restoreRate > 0 && asked > maximum) {
    const message = `This operation costs ${asked} points; ${maximum} are allowed.`;
    const data = { limit: 'points', asked, allowed: maximum };
    return new GraphQLError(message, { extensions: { code: 'COST_LIMIT_EXCEEDED', data } });
  }
  const seconds = purse.take(asked - spending.taken);
  if (seconds !== null) {
    spending.retryAfter = seconds;
    const { available } = purse.state();
    const message = `This operation costs ${asked} points and ${available} are left. Try again in ${seconds} s.`;
    const data = { asked, available, retryAfterSeconds: seconds };
    return new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', data } });
  }
  Object.assign(spending, { measures, taken: asked });
  return null;
}

/** Objects standing in lists, `most` at most. As deep as the operation that asked for them. */
function countListed(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  const isList = Array.isArray(value);
  for (const entry of isList ? value : Object.values(value)) {
    if (count >= most) return most;
    if (typeof entry !== 'object' || entry === null) continue;
    if (isList && !Array.isArray(entry)) count += 1;
    count += countListed(entry, most - count);
  }
  return Math.min(count, most);
}

function actualOf({ measures, taken }: Spending, data: unknown): number {
  // Without data the work may have been done all the same, until the deadline or a fault.
  if (measures === null || measures.nodes === 0 || data === undefined) return taken;
  return Math.min(taken, pointsOf(measures, countListed(data, measures.nodes)));
}

/** `extensions.cost` of an answer. */
export interface CostReport {
  requested: number;
  actual: number;
  /** Null where nothing limits the caller. */
  throttle: { maximum: number; available: number; restoreRate: number; resetAt: string } | null;
}

/** Gives back what an answer did not use, and tells what it cost; never more than the estimate. Call it once. */
export function settle(spending: Spending, data: unknown): CostReport {
  const { purse, requested, taken } = spending;
  const actual = actualOf(spending, data);
  purse.giveBack(taken - actual);
  spending.taken = actual;
  const { maximum, restoreRate } = purse.policy;
  if (restoreRate === 0) return { requested, actual, throttle: null };
  const { available, resetAt } = purse.state();
  const throttle = { maximum, available, restoreRate, resetAt: resetAt.toISOString() };
  return { requested, actual, throttle };
}

/** The same while the operation runs, for `rateLimit`; null where nothing limits the caller. */
export function budgetOf({ purse, measures, requested }: Spending): BudgetState | null {
  if (purse.policy.restoreRate === 0) return null;
  const { available: remaining, resetAt } = purse.state();
  const nodeCount = measures?.nodes ?? 0;
  return { limit: purse.policy.maximum, cost: requested, remaining, resetAt, nodeCount };
}
