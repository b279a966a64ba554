/**
 * The formulas a board can be ranked by. Each takes the same inputs and gives 0 for what does not stand out; all but the
 * plain count are multiplied by the outlet gate afterwards (`score.ts`).
 */

/** What there is to know of one entity in one window. */
export interface TrendInputs {
  /** Weighted count in the window. */
  count: number;
  /** Articles in the window, each counting 1. */
  articles: number;
  /** Weighted count to be expected, above 0. */
  mean: number;
  /** Weighted counts of the windows before this one, newest first; those before the first observation are left out. */
  earlier: () => readonly number[];
}

export type TrendAlgorithm =
  | 'SURPLUS'
  | 'POISSON_SURPRISE'
  | 'PEARSON_RESIDUAL'
  | 'EWMA_Z'
  | 'LOG_LIFT'
  | 'COUNT';

/** Variance over the square of the mean, beyond Poisson's: real news counts scatter more. */
const overdispersion = 0.06;
/** Weight of the newest earlier window. */
const ewmaShare = 0.2;

/** (count − mean) / √(mean + 0.06 mean² + 1) × log₂(1 + count): surplus in deviations, times the order of magnitude. */
function surplus({ count, mean }: TrendInputs): number {
  return ((count - mean) / Math.sqrt(mean + overdispersion * mean ** 2 + 1)) * Math.log2(1 + count);
}

/** count ln(count / mean) − (count − mean): the log-likelihood ratio of the count against its Poisson expectation. */
function poissonSurprise({ count, mean }: TrendInputs): number {
  return count * Math.log(count / mean) - (count - mean);
}

/** (count − mean) / √mean, with 1 added to the variance so that a single article on a rare name is no sensation. */
function pearsonResidual({ count, mean }: TrendInputs): number {
  return (count - mean) / Math.sqrt(mean + 1);
}

/** Deviations from the exponentially weighted mean of the earlier windows (S. W. Roberts, Technometrics 1 (1959) 239). */
function ewmaZ({ count, earlier, mean }: TrendInputs): number {
  const { level, variance } = ewmaOf(earlier(), mean);
  return Math.max(0, (count - level) / Math.sqrt(variance + 1));
}

function ewmaOf(earlier: readonly number[], start: number): { level: number; variance: number } {
  let [level, variance] = [start, start];
  for (let i = earlier.length - 1; i >= 0; i--) {
    const error = (earlier[i] ?? 0) - level;
    level += ewmaShare * error;
    variance = (1 - ewmaShare) * (variance + ewmaShare * error ** 2);
  }
  return { level, variance };
}

/** log₂((count + 1) / (mean + 1)): how many times it doubled; rare names are held back by the ones. */
function logLift({ count, mean }: TrendInputs): number {
  return Math.log2((count + 1) / (mean + 1));
}

export const formulaParameters = { overdispersion, ewmaShare };

/** Formula of each algorithm. COUNT is the number of articles, whatever they weigh. */
export const formulas: Record<TrendAlgorithm, (inputs: TrendInputs) => number> = {
  SURPLUS: surplus,
  POISSON_SURPRISE: poissonSurprise,
  PEARSON_RESIDUAL: pearsonResidual,
  EWMA_Z: ewmaZ,
  LOG_LIFT: logLift,
  COUNT: ({ articles }) => articles,
};

/** The algorithms, the one that boards are ranked by unless told otherwise first. */
export const trendAlgorithms = Object.keys(formulas) as TrendAlgorithm[];
