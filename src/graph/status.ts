/** The state of the service in a few numbers. */
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, Info, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { readingLagMs } from '../store/health.ts';
import { sourceCoverage } from '../store/sources.ts';
import { articleTotals } from '../store/trending.ts';
import type { GraphContext } from './context.ts';
import { Coverage, coverageOf } from './coverage.ts';
import { DateTime, Duration, durationText } from './scalars.ts';
import { schemaHash } from './schemaText.ts';

@ObjectType({ simpleResolvers: true, description: 'The state of the service.' })
export class ServiceStatus {
  @Field(() => String, { description: 'Version of the service.' })
  version!: string;

  @Field(() => String, {
    description:
      'SHA-256 of the schema as schema.graphql holds it, hexadecimal: changes when the schema does.',
  })
  schemaHash!: string;

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
  async status(
    @Ctx() { database, version }: GraphContext,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<ServiceStatus> {
    return { version, schemaHash: schemaHash(schema), ...(await articleTotals(database)) };
  }

  @FieldResolver(() => Duration, {
    description:
      'How far reading is behind its schedule: since when the channel that is most overdue waits for a worker; PT0S when none does.',
  })
  async ingestLag(@Ctx() { database, at }: GraphContext): Promise<string> {
    return durationText(await readingLagMs(database, at));
  }

  @FieldResolver(() => Coverage, { description: 'How many of the sources we can read.' })
  async coverage(@Ctx() { database }: GraphContext): Promise<Coverage> {
    const { expected, healthy } = await sourceCoverage(database);
    return coverageOf(expected, healthy);
  }
}
