/** `kabar trends` on the command line: what its flags mean. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TrendAlgorithm } from '../trends/algorithms.ts';
import type { CliIo } from './io.ts';
import type { Run } from './sourcesProgram.ts';

interface Flags {
  every: string;
  window: string;
  algorithm: TrendAlgorithm;
  limit: number;
  floor: number;
  language?: string;
  country?: string;
}

const algorithms = ['SURPLUS', 'POISSON_SURPRISE', 'PEARSON_RESIDUAL', 'EWMA_Z', 'LOG_LIFT', 'COUNT'];

function rowCount(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 1000) {
    throw new InvalidArgumentError('Expected a number from 1 to 1000.');
  }
  return number;
}

function score(text: string): number {
  if (!/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) throw new InvalidArgumentError('Expected a number such as 8.');
  return Number(text);
}

/** Adds `kabar trends`. */
export function addTrends(program: Command, io: CliIo, run: Run): void {
  program
    .command('trends')
    .description('filter: {at, source, articleId, copyOf, entities, …} in time order to {at, window, items}')
    .option('--every <duration>', 'a board for each such span of the clock', 'PT1H')
    .option('--window <duration>', 'what a board looks at: whole hours up to P30D', 'PT6H')
    .addOption(
      new Option('--algorithm <name>', 'what rows are ranked by').choices(algorithms).default('SURPLUS'),
    )
    .option('--limit <rows>', 'rows of a board at most', rowCount, 20)
    .option('--floor <score>', 'leave out rows below it', score, 0)
    .option('--language <tag>', 'only events of this language')
    .option('--country <code>', 'only events of this country')
    .action((flags: Flags) =>
      run(async () => {
        const { checkSpans, parseDuration, runTrends } = await import('./trends.ts');
        const { every, window, algorithm, limit, floor, language, country } = flags;
        const spans = checkSpans(parseDuration(every), parseDuration(window));
        return runTrends(io, {
          ...spans,
          window,
          algorithm,
          limit,
          floor,
          language: language?.toLowerCase() ?? null,
          country: country?.toUpperCase() ?? null,
        });
      }),
    );
}
