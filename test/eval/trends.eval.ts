/**
 * `npm run eval:trends`: boards of a generated stream with planted bursts, floods by one outlet and echoes of one wire
 * item. Needs no data. Seeds: EVAL_SEEDS, comma-separated; those up to 9 were looked at while constants were chosen.
 */
import { it } from 'vitest';
import type { TrendAlgorithm } from '../../src/trends/algorithms.ts';
import { boardRowsOf, figuresOf, type TrendFigures } from './trends.ts';

const seeds = (process.env.EVAL_SEEDS ?? '101,102,103').split(',').map(Number);

const percent = (part: number, whole: number) => ((100 * part) / Math.max(1, whole)).toFixed(1).padStart(6);
const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function printLine(name: string, parts: readonly TrendFigures[]): void {
  const sum = (of: (figures: TrendFigures) => number) => parts.reduce((total, part) => total + of(part), 0);
  const delays = parts.flatMap((part) => part.delays).sort((a, b) => a - b);
  const cells = [
    percent(
      sum((part) => part.found),
      sum((part) => part.bursts),
    ),
    `${quantile(delays, 0.5)}/${quantile(delays, 0.9)}`.padStart(8),
    percent(
      sum((part) => part.floodsShown),
      sum((part) => part.floods),
    ),
    percent(
      sum((part) => part.echoesShown),
      sum((part) => part.echoes),
    ),
    parts.map(({ floor }) => floor.toFixed(2)).join(' '),
  ];
  console.log(`${name.padEnd(26)}${cells.join('  ')}`);
}

function measure(windowHours: number, algorithm: TrendAlgorithm): void {
  const parts = seeds.map((seed) => {
    const { planted, shown } = boardRowsOf(seed, windowHours, algorithm);
    return figuresOf(planted, shown);
  });
  printLine(`${algorithm} ${windowHours} h`, parts);
}

it('trends: bursts found at 0.3 false rows an hour', { timeout: 900_000 }, () => {
  console.log(`\nseeds ${seeds.join(', ')}`);
  console.log('                          found   delay 50/90  floods  echoes  floor of each seed');
  for (const windowHours of [6, 24, 1]) measure(windowHours, 'SURPLUS');
  const others = ['POISSON_SURPRISE', 'PEARSON_RESIDUAL', 'EWMA_Z', 'LOG_LIFT', 'COUNT'] as const;
  for (const algorithm of others) measure(6, algorithm);
});
