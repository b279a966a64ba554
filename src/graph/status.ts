/** The state of the service in a few numbers. */
import { Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { sourceCoverage } from '../store/sources.ts';
import { articleTotals } from '../store/trending.ts';
import type { GraphContext } from './context.ts';
import { Coverage, coverageOf } from './coverage.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'The state of the service.' })
export class ServiceStatus {
  @Field(() => String, { description: 'Version of the service.' })
  version!: string;

  @Field(() => Int, { description: 'Articles stored.' })
  articleCount!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'sortDate of the oldest article; null when there is none.',
  })
  oldestArticleAt!: Date | null;
}

@Resolver(() => ServiceStatus)
export class StatusResolver {
  @Query(() => ServiceStatus, { description: 'The state of the service.' })
  async status(@Ctx() { database, version }: GraphContext): Promise<ServiceStatus> {
    return { version, ...(await articleTotals(database)) };
  }

  @FieldResolver(() => Coverage, { description: 'How many of the sources we can read.' })
  async coverage(@Ctx() { database }: GraphContext): Promise<Coverage> {
    const { expected, healthy } = await sourceCoverage(database);
    return coverageOf(expected, healthy);
  }
}
