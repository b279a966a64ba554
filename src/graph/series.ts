/** Counts over time: how often articles name an entity. */
import DataLoader from 'dataloader';
import { ArgsType, Field, Float, Int, ObjectType } from 'type-graphql';
import { canonicalJson } from '../base/cursor.ts';
import type { ArticleScope } from '../store/filter.ts';
import {
  type Bounds,
  coverageOfSteps,
  type StepCount,
  type StepCoverage,
  seriesOfArticles,
  seriesOfEntities,
} from '../store/series.ts';
import { boundsOf, type TimeInterval } from '../store/seriesBounds.ts';
import { scopeOf } from './articleFilter.ts';
import type { GraphContext } from './context.ts';
import { Coverage, coverageOf } from './coverage.ts';
import { ArticleFilterInput, spanOf, TimeRangeInput } from './filters.ts';
import { DateTime } from './scalars.ts';
import { SeriesNormalizationEnum, TimeIntervalEnum } from './trendEnums.ts';

@ObjectType({ simpleResolvers: true, description: 'One step of a series.' })
export class TimePoint {
  @Field(() => DateTime, { description: 'Start of the step.' })
  time!: Date;

  @Field(() => Int, { description: 'Articles of the step; in `Viewer.usage`, points.' })
  count!: number;

  @Field(() => Float, { description: 'The count, or its share where the series is normalized; 0 of none.' })
  value!: number;

  @Field(() => Boolean, {
    description:
      'False while the step is still filling, and when less than nine tenths of the sources were heard at its worst moment.',
  })
  complete!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Counts over time in whole steps, zero-filled, oldest first.',
})
export class TimeSeries {
  @Field(() => TimeIntervalEnum, { description: 'Length of the steps.' })
  interval!: TimeInterval;

  @Field(() => String, { description: 'Time zone in which the steps begin, by its IANA name.' })
  timeZone!: string;

  @Field(() => [TimePoint], { description: 'Every step that the range touches, whole.' })
  points!: TimePoint[];

  @Field(() => Int, { description: 'Sum of the counts.' })
  total!: number;

  @Field(() => Coverage, { description: 'How many sources were heard at the worst moment of the range.' })
  coverage!: Coverage;
}

@ArgsType()
export class SeriesArgs {
  @Field(() => TimeRangeInput, { description: 'Span to look at; steps that it cuts are counted whole.' })
  range!: TimeRangeInput;

  @Field(() => TimeIntervalEnum, { description: 'Length of the steps.' })
  interval!: TimeInterval;

  @Field(() => ArticleFilterInput, { nullable: true, description: 'Only these articles.' })
  filter?: ArticleFilterInput | null;

  @Field(() => SeriesNormalizationEnum, {
    nullable: true,
    defaultValue: 'NONE',
    description: 'What the values are.',
  })
  normalize?: keyof typeof SeriesNormalizationEnum | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'UTC',
    description: 'Time zone whose days, weeks and months are counted, by its IANA name, e.g. Asia/Jakarta.',
  })
  timeZone?: string | null;
}

/** Share of the sources that must be heard for a step to be complete. */
const enoughSources = 0.9;

type Counted = StepCount & { entityId: number };

/**
 * The series of an entity; those of all entities of a level take one statement together, two where they are normalized,
 * and one for the coverage. @throws AppError BAD_INPUT for a range, filter or time zone that cannot be.
 */
export async function seriesOf(
  context: GraphContext,
  entityId: number,
  args: SeriesArgs,
): Promise<TimeSeries> {
  const { interval } = args;
  const timeZone = args.timeZone ?? 'UTC';
  const bounds = boundsOf(spanOf(args.range, context.at), interval, timeZone);
  const scope = await scopeOf(context, args.filter);
  const normalize = args.normalize ?? 'NONE';
  const [counted, totals, coverage] = await Promise.all([
    seriesLoader(context, bounds, scope).load(entityId),
    normalize === 'NONE' ? null : articlesOf(context, bounds, scope),
    coverageIn(context, bounds),
  ]);
  const steps = { interval, timeZone, bounds, normalize };
  return zeroFilled(steps, { counted, totals, coverage }, context.at);
}

/** How a series is cut, and what its values are. */
export interface Steps {
  interval: TimeInterval;
  timeZone: string;
  bounds: Bounds;
  normalize: keyof typeof SeriesNormalizationEnum;
}

/** What fills the steps. `totals` are what shares are of, null where the series is not normalized. */
export interface Filling {
  counted: readonly StepCount[];
  totals: readonly StepCount[] | null;
  coverage: readonly StepCoverage[];
}

/** The series of counted steps as it stands at an instant: a point for every step, whether anything was counted or not. */
export function zeroFilled(
  { interval, timeZone, bounds, normalize }: Steps,
  { counted, totals, coverage }: Filling,
  at: Date,
): TimeSeries {
  const counts = byStep(counted);
  const all = byStep(totals ?? []);
  const heard = new Map(coverage.map((step) => [step.step, step]));
  const points = bounds.slice(0, -1).map((ms, step) => {
    const count = counts.get(step) ?? 0;
    const isOver = (bounds[step + 1] ?? 0) <= at.getTime();
    return {
      time: new Date(ms),
      count,
      value: totals === null ? count : shareOf(count, all.get(step) ?? 0, normalize),
      complete: isOver && ratioOf(heard.get(step)) >= enoughSources,
    };
  });
  const total = points.reduce((sum, { count }) => sum + count, 0);
  return { interval, timeZone, points, total, coverage: worstOf(coverage) };
}

const byStep = (counted: readonly StepCount[]) =>
  new Map(counted.map(({ step, articles }) => [step, articles]));

function shareOf(count: number, of: number, normalize: keyof typeof SeriesNormalizationEnum): number {
  if (of === 0) return 0;
  return (normalize === 'PER_THOUSAND_ARTICLES' ? 1000 : 1) * (count / of);
}

const ratioOf = (step: StepCoverage | undefined): number =>
  step === undefined || step.expectedSources === 0 ? 1 : step.healthySources / step.expectedSources;

function worstOf(steps: readonly StepCoverage[]): Coverage {
  const [worst] = [...steps].sort((a, b) => ratioOf(a) - ratioOf(b));
  if (!worst) return coverageOf(0, 0, null, 'It is not on record which sources were heard in this range.');
  return coverageOf(worst.expectedSources, worst.healthySources, worst.missingSourceIds);
}

function seriesLoader(context: GraphContext, bounds: Bounds, scope: ArticleScope | null) {
  return context.loaders.once(
    `series ${canonicalJson([bounds, scope])}`,
    () =>
      new DataLoader<number, Counted[]>(async (ids) => {
        const found = await seriesOfEntities(context.database, ids, bounds, scope);
        const groups = new Map<number, Counted[]>(ids.map((id) => [id, []]));
        for (const row of found) groups.get(row.entityId)?.push(row);
        return ids.map((id) => groups.get(id) ?? []);
      }),
  );
}

/** All articles of a scope, counted once a request. */
export const articlesOf = (
  context: GraphContext,
  bounds: Bounds,
  scope: ArticleScope | null,
): Promise<StepCount[]> =>
  context.loaders.once(`series of articles ${canonicalJson([bounds, scope])}`, () =>
    seriesOfArticles(context.database, bounds, scope),
  );

/** Which sources were heard, asked once a request. */
export const coverageIn = (context: GraphContext, bounds: Bounds): Promise<StepCoverage[]> =>
  context.loaders.once(`coverage ${canonicalJson(bounds)}`, () => coverageOfSteps(context.database, bounds));
