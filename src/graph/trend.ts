/** Trend scores: how much more than usual an entity is told about, and how much of the input that rests on. */
import { Arg, Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { EntityRow } from '../store/entities.ts';
import type { SourceRow } from '../store/sources.ts';
import { type BoardRow, missingSourceIds, type TrendWindow } from '../store/trending.ts';
import type { GraphContext } from './context.ts';
import { Entity } from './entity.ts';
import { TrendWindowEnum } from './enums.ts';
import { DateTime } from './scalars.ts';
import { Source } from './source.ts';

@ObjectType({ simpleResolvers: true, description: 'How much of the expected input numbers rest on.' })
export class Coverage {
  /** False for numbers of the past, of which it is not known who was missing. */
  isCurrent!: boolean;

  @Field(() => Int, { description: 'Sources that are meant to be read.' })
  expectedSources!: number;

  @Field(() => Int, { description: 'Sources of which a channel works and is read when it is due.' })
  healthySources!: number;

  @Field(() => Float, {
    description: 'healthySources over expectedSources, 0 to 1; 1 when none is expected.',
  })
  ratio!: number;

  @Field(() => [Source], {
    nullable: true,
    description:
      'The first hundred sources that are due and silent, so that an outage is told apart from silence; null for numbers of the past.',
  })
  async missingSources(
    @Root() { isCurrent }: Coverage,
    @Ctx() { database, loaders, at }: GraphContext,
  ): Promise<SourceRow[] | null> {
    if (!isCurrent) return null;
    const ids = await missingSourceIds(database, at);
    const found = await Promise.all(ids.map((id) => loaders.source.load(id)));
    return found.flatMap((source) => source ?? []);
  }
}

/** Coverage from its two counts; current unless told otherwise. */
export const coverageOf = (expectedSources: number, healthySources: number, isCurrent = true): Coverage =>
  Object.assign(new Coverage(), {
    isCurrent,
    expectedSources,
    healthySources,
    ratio: expectedSources === 0 ? 1 : healthySources / expectedSources,
  });

@ObjectType({ simpleResolvers: true, description: 'Why an entity stands where it stands on a board.' })
export class TrendScore {
  @Field(() => Int, {
    description:
      'Place on the board that is shown, 1 is the top; of an entity alone, its place over all kinds.',
  })
  rank!: number;

  @Field(() => Float, { description: 'What the board is ranked by: how surprising the count is.' })
  score!: number;

  @Field(() => Int, { description: 'Count in the window.' })
  windowCount!: number;

  @Field(() => Float, {
    description:
      'Weighted count to be expected: an outlet repeating itself and copies count less than an article each.',
  })
  baselineMean!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The weighted count of the window over baselineMean; null without a past.',
  })
  lift!: number | null;

  @Field(() => Int, { description: 'Outlets that mention it in the window.' })
  sourceCount!: number;

  @Field(() => Int, { nullable: true, description: 'Place on the board before; null when newly listed.' })
  previousRank!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Places moved up since; negative is down, null is newly listed.',
  })
  rankDelta!: number | null;

  @Field(() => Boolean, { description: 'It was not on the board before.' })
  isNew!: boolean;

  @Field(() => Int, { description: 'Best place since listedSince.' })
  peakRank!: number;

  @Field(() => DateTime, { description: 'Since when it has been on the board without a break.' })
  listedSince!: Date;
}

/** The score of a stored row. */
export function scoreOf(row: BoardRow): TrendScore {
  const { previousRank, rank } = row;
  return {
    ...row,
    rankDelta: previousRank === null ? null : previousRank - rank,
    isNew: previousRank === null,
  };
}

@Resolver(() => Entity)
export class EntityTrendResolver {
  @FieldResolver(() => TrendScore, {
    nullable: true,
    description: 'Its place on the latest board; null when not ranked.',
  })
  async trend(
    @Root() { rowId }: EntityRow,
    @Ctx() { loaders }: GraphContext,
    @Arg('window', () => TrendWindowEnum, {
      nullable: true,
      defaultValue: 'DAY',
      description: 'Span that the board looks at.',
    })
    window: TrendWindow | null,
  ): Promise<TrendScore | null> {
    const row = await loaders.trend(window ?? 'DAY').load(rowId);
    return row && scoreOf(row);
  }
}
