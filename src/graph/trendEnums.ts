/** Enums of trends and of counts over time: name, description and a description of each value. */
import { enumOf } from './enums.ts';

export const TrendWindowEnum = enumOf('TrendWindow', 'Span of time that a trending board looks at.', {
  HOUR: 'The latest hour.',
  HOURS_6: 'The latest 6 hours.',
  DAY: 'The latest 24 hours.',
  DAYS_3: 'The latest 3 days, from the full hour.',
  WEEK: 'The latest 7 days, from the full hour.',
  MONTH: 'The latest 30 days, from the full hour.',
});

export const TrendAlgorithmEnum = enumOf(
  'TrendAlgorithm',
  `What a board is ranked by. c is weightedCount, m is baselineMean; all but COUNT are multiplied by the gate and list only what has c > m.`,
  {
    SURPLUS:
      'Surplus in deviations times the order of magnitude, (c - m) / √(m + 0.06 m² + 1) × log₂(1 + c).',
    POISSON_SURPRISE: 'How unlikely c is when m is to be expected: c ln(c / m) - (c - m).',
    PEARSON_RESIDUAL: 'Surplus in deviations, (c - m) / √(m + 1).',
    EWMA_Z: 'Deviations of c from the exponentially weighted mean of the windows before, the newest a fifth.',
    LOG_LIFT: 'How many times it doubled: log₂((c + 1) / (m + 1)).',
    COUNT: 'Articles in the window, each counting one, whatever is usual.',
  },
);

export const TrendCountUnitEnum = enumOf('TrendCountUnit', 'What windowCount counts.', {
  ARTICLES: 'Articles that name it.',
  INDEPENDENT_SOURCES: 'Outlets that name it in a text of their own.',
  MENTIONS: 'Occurrences of its name in texts.',
});

export const TimeIntervalEnum = enumOf('TimeInterval', 'Length of the steps of a series.', {
  MINUTE_15: 'A quarter of an hour.',
  HOUR: 'An hour.',
  DAY: 'A day, from midnight to midnight in the time zone of the series.',
  WEEK: 'A week, from Monday (ISO 8601).',
  MONTH: 'A month of the calendar.',
});

export const SeriesNormalizationEnum = enumOf('SeriesNormalization', 'What the value of a point is.', {
  NONE: 'The count itself.',
  SHARE_OF_ARTICLES:
    'The count over all articles of the step, 0 to 1; in mentionSeries over those that the filter lets through.',
  PER_THOUSAND_ARTICLES: 'The same share in thousandths.',
});

export const CooccurrenceMeasureEnum = enumOf(
  'CooccurrenceMeasure',
  `How closely two entities belong together. k articles name both, a and b name one of them, N are all. Copies do not count, and of each article its twelve most salient entities do.`,
  {
    COUNT: 'How many articles name both: k.',
    NPMI: 'Normalized pointwise mutual information, ln(k N / (a b)) / ln(N / k): -1 never together, 0 as chance would have it, 1 always together.',
    JACCARD: 'Share of the articles about either that name both, k / (a + b - k): 0 to 1.',
    LLR: 'Log-likelihood ratio of the two occurring together against chance, 0 and up; below chance it is 0.',
  },
);
