/** Who asks, and what the caller may still spend. */
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ApiScope } from '../base/apiScopes.ts';
import { AppError } from '../base/errors.ts';
import { pointsOfKey } from '../store/keyUsage.ts';
import { boundsOf, type TimeInterval } from '../store/seriesBounds.ts';
import type { BudgetState, Caller, GraphContext } from './context.ts';
import { coverageOf } from './coverage.ts';
import { spanOf, TimeRangeInput } from './filters.ts';
import { DateTime } from './scalars.ts';
import { ApiScopeEnum } from './scopes.ts';
import { TimeSeries } from './series.ts';
import { TimeIntervalEnum } from './trendEnums.ts';

@ObjectType({ simpleResolvers: true, description: 'A budget in points, which fills up again with time.' })
export class RateLimit implements BudgetState {
  @Field(() => Int, { description: 'The most points that may lie in the budget.' })
  limit!: number;

  @Field(() => Int, { description: 'Estimated points of this operation.' })
  cost!: number;

  @Field(() => Int, { description: 'Points left, those of this operation taken off.' })
  remaining!: number;

  @Field(() => DateTime, { description: 'When the budget is full again if nothing more is asked.' })
  resetAt!: Date;

  @Field(() => Int, { description: 'Objects that the lists of this operation may bring back, as estimated.' })
  nodeCount!: number;
}

@ArgsType()
class UsageArgs {
  @Field(() => TimeRangeInput, { description: 'Span to look at; steps that it cuts are counted whole.' })
  range!: TimeRangeInput;

  @Field(() => TimeIntervalEnum, {
    nullable: true,
    defaultValue: 'DAY',
    description: 'Length of the steps in UTC, an hour or more.',
  })
  interval?: TimeInterval | null;
}

/** The largest Int of GraphQL. */
const mostCounted = 2 ** 31 - 1;

/**
 * Points a key used, in whole steps. One statement.
 * @throws AppError FORBIDDEN without a key, BAD_INPUT for quarters of an hour and ranges that cannot be.
 */
async function usageOf(context: GraphContext, keyId: number | null, args: UsageArgs): Promise<TimeSeries> {
  if (keyId === null) throw new AppError('FORBIDDEN', 'What was used is kept on record only for API keys.');
  const interval = args.interval ?? 'DAY';
  if (interval === 'MINUTE_15')
    throw new AppError('BAD_INPUT', 'Usage is counted by the hour: take an interval of HOUR or longer.');
  const bounds = boundsOf(spanOf(args.range, context.at), interval, 'UTC');
  const used = await pointsOfKey(context.database, keyId, bounds);
  const byStep = new Map(used.map(({ step, points }) => [step, points]));
  const points = bounds.slice(0, -1).map((ms, step) => {
    const value = byStep.get(step) ?? 0;
    const complete = (bounds[step + 1] ?? 0) <= context.at.getTime();
    return { time: new Date(ms), count: Math.min(value, mostCounted), value, complete };
  });
  const total = points.reduce((sum, { value }) => sum + value, 0);
  const coverage = coverageOf(0, 0, null, 'Usage rests on no source.');
  return { interval, timeZone: 'UTC', points, total: Math.min(total, mostCounted), coverage };
}

@ObjectType({ description: 'The caller, as far as an API key tells.' })
export class Viewer implements Pick<Caller, 'keyName'> {
  @Field(() => String, { nullable: true, description: 'Name of the API key; null without one.' })
  keyName!: string | null;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'The caller, as far as an API key tells.' })
  viewer(@Ctx() { viewer }: GraphContext): Caller {
    return viewer;
  }

  @Query(() => RateLimit, {
    description: 'What the caller may still spend; 2,147,483,647 points where nothing limits it.',
  })
  rateLimit(
    @Ctx() { budget }: GraphContext,
    // Read by serve/dryRun.ts before anything runs.
    @Arg('dryRun', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        'Only estimate what the operation costs: nothing else of it runs or is charged, and its other root fields are left out of the answer.',
    })
    _dryRun: boolean | null,
  ): BudgetState {
    return budget();
  }

  @FieldResolver(() => [ApiScopeEnum], { description: 'What the caller may do.' })
  scopes(@Root() { scopes }: Caller): ApiScope[] {
    return [...scopes];
  }

  @FieldResolver(() => TimeSeries, {
    nullable: true,
    description:
      'Points that the key used, up to half a minute late; their count ends at 2,147,483,647, value does not. FORBIDDEN without a key.',
  })
  usage(
    @Root() { keyId }: Caller,
    @Ctx() context: GraphContext,
    @Args(() => UsageArgs) args: UsageArgs,
  ): Promise<TimeSeries> {
    return usageOf(context, keyId, args);
  }

  @FieldResolver(() => RateLimit, {
    name: 'rateLimit',
    description: 'What the caller may still spend; 2,147,483,647 points where nothing limits it.',
  })
  budget(@Ctx() { budget }: GraphContext): BudgetState {
    return budget();
  }
}
