/** How many articles a story has over time. */
import DataLoader from 'dataloader';
import { ArgsType, Field } from 'type-graphql';
import {
  type Bounds,
  coverageOfSteps,
  type StepCount,
  type StepCoverage,
  seriesOfStories,
} from '../store/series.ts';
import { boundsOf, type TimeInterval } from '../store/seriesBounds.ts';
import type { StoryRow } from '../store/stories.ts';
import type { GraphContext } from './context.ts';
import { spanOf, TimeRangeInput } from './filters.ts';
import { type TimeSeries, zeroFilled } from './series.ts';
import { TimeIntervalEnum } from './trendEnums.ts';

@ArgsType()
export class VolumeArgs {
  @Field(() => TimeIntervalEnum, { description: 'Length of the steps.' })
  interval!: TimeInterval;

  @Field(() => TimeRangeInput, {
    nullable: true,
    description:
      'Span to look at, steps that it cuts are counted whole; from the first to the latest article when not given.',
  })
  range?: TimeRangeInput | null;
}

/**
 * The story's articles over time; those of all stories of a level take two statements together, for articles and for
 * coverage, whatever the spans. @throws AppError BAD_INPUT for a range that cannot be, or more than 2,000 steps.
 */
export async function volumeOf(
  context: GraphContext,
  { rowId, startedAt, latestAt }: StoryRow,
  { interval, range = null }: VolumeArgs,
): Promise<TimeSeries> {
  const life = { start: startedAt, end: new Date(latestAt.getTime() + 1) };
  const bounds = boundsOf(range ? spanOf(range, context.at) : life, interval, 'UTC');
  const { counted, coverage } = await volumeLoader(context, interval).load({ storyId: rowId, bounds });
  const steps = { interval, timeZone: 'UTC', bounds, normalize: 'NONE' as const };
  return zeroFilled(steps, { counted, totals: null, coverage }, context.at);
}

interface Asked {
  storyId: number;
  bounds: Bounds;
}

interface Volume {
  counted: StepCount[];
  coverage: StepCoverage[];
}

const volumeLoader = ({ loaders, database }: GraphContext, interval: TimeInterval) =>
  loaders.once(
    `volume ${interval}`,
    () =>
      new DataLoader<Asked, Volume>(async (asked) => {
        // Steps of one interval begin at the same instants in every span, so that all spans may be counted as one.
        const bounds = [...new Set(asked.flatMap((each) => each.bounds))].sort((a, b) => a - b);
        const ids = [...new Set(asked.map(({ storyId }) => storyId))];
        const [counted, coverage] = await Promise.all([
          seriesOfStories(database, ids, bounds),
          coverageOfSteps(database, bounds),
        ]);
        return asked.map(({ storyId, bounds: own }) => {
          const places = new Map(own.slice(0, -1).map((ms, step) => [ms, step]));
          const placed = <T extends { step: number }>(found: readonly T[]): T[] =>
            found.flatMap((row) => {
              const step = places.get(bounds[row.step] ?? Number.NaN);
              return step === undefined ? [] : [{ ...row, step }];
            });
          return {
            counted: placed(counted.filter((row) => row.storyId === storyId)),
            coverage: placed(coverage),
          };
        });
      }),
  );
