/** How much of the expected input numbers rest on. */
import { Ctx, Field, Float, Int, ObjectType, Root } from 'type-graphql';
import type { SourceRow } from '../store/sources.ts';
import { missingSourceIds } from '../store/trending.ts';
import type { GraphContext } from './context.ts';
import { Source } from './source.ts';

/** Serial keys of the sources that were due and silent; `NOW` looks them up, null is for a time of which it is not known. */
export type Missing = readonly number[] | 'NOW' | null;

@ObjectType({ simpleResolvers: true, description: 'How much of the expected input numbers rest on.' })
export class Coverage {
  missing!: Missing;

  @Field(() => Int, { description: 'Sources that are meant to be read.' })
  expectedSources!: number;

  @Field(() => Int, { description: 'Sources of which a channel works and is read when it is due.' })
  healthySources!: number;

  @Field(() => Float, {
    description: 'healthySources over expectedSources, 0 to 1; 1 when none is expected.',
  })
  ratio!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What limits these numbers, in a sentence; null when nothing does.',
  })
  note!: string | null;

  @Field(() => [Source], {
    nullable: true,
    description:
      'The first hundred sources that were due and silent, so that an outage is told apart from silence; null for a time of which it is not known.',
  })
  async missingSources(
    @Root() { missing }: Coverage,
    @Ctx() { database, loaders, at }: GraphContext,
  ): Promise<SourceRow[] | null> {
    if (missing === null) return null;
    const ids = missing === 'NOW' ? await missingSourceIds(database, at) : missing;
    const found = await Promise.all(ids.map((id) => loaders.source.load(id)));
    return found.flatMap((source) => source ?? []);
  }
}

/** Coverage from its two counts; of now unless told otherwise. */
export const coverageOf = (
  expectedSources: number,
  healthySources: number,
  missing: Missing = 'NOW',
  note: string | null = null,
): Coverage =>
  Object.assign(new Coverage(), {
    missing,
    expectedSources,
    healthySources,
    note,
    ratio: expectedSources === 0 ? 1 : healthySources / expectedSources,
  });
