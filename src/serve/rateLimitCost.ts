/** What an operation costs, in points: estimated and taken before it runs, settled by what came back. */
import { GraphQLError } from 'graphql';
import { type BudgetState, unlimitedBudget } from '../graph/context.ts';
import { prices } from '../graph/costs.ts';
import type { Measures } from './limits.ts';
import type { Purse } from './rateLimit.ts';

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

/**
 * A point for each root field, ten for each search, the own points of fields that have any, and one for every ten objects
 * in lists, rounded up. Own points in lists count by the share of the estimated objects that there are.
 */
export function pointsOf(measures: Measures, nodes: number): number {
  const { rootFields, searches, weights, listedWeights } = measures;
  const objects = Math.ceil(nodes / prices.objectsPerPoint);
  const listed = measures.nodes === 0 ? 0 : Math.ceil((listedWeights * nodes) / measures.nodes);
  return Math.max(1, rootFields) + searches * prices.search + weights + listed + objects;
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

/** Notes what an operation would cost, and takes nothing for it. */
export function estimate(spending: Spending, measures: Measures): void {
  spending.requested = pointsOf(measures, measures.nodes);
  spending.measures = measures;
}

/** The same while the operation runs, for `rateLimit`. */
export function budgetOf({ purse, measures, requested }: Spending): BudgetState {
  const { available: remaining, resetAt } = purse.state();
  const nodeCount = measures?.nodes ?? 0;
  if (purse.policy.restoreRate === 0) return unlimitedBudget(resetAt, { cost: requested, nodeCount });
  return { limit: purse.policy.maximum, cost: requested, remaining, resetAt, nodeCount };
}
