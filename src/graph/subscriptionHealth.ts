/** `sourceHealthChanged`: outlets that fail, and outlets that are back. */
import { Args, ArgsType, Ctx, Field, ObjectType, Resolver, Subscription } from 'type-graphql';
import { healthChangesAt } from '../store/changeSignals.ts';
import type { SourceRow } from '../store/sources.ts';
import type { HealthState } from '../store/tables.ts';
import { HealthStateEnum } from './enums.ts';
import { beginningOf, follow, type LiveContext, type LiveEvent, steady } from './live.ts';
import { Source } from './source.ts';
import { afterOptions, sequenceDescription } from './subscriptionArticle.ts';

@ObjectType({ simpleResolvers: true, description: 'The health of a source became another.' })
export class SourceHealthEvent {
  @Field(() => String, { description: sequenceDescription })
  sequence!: string;

  @Field(() => Source, { description: 'The source as it is now.' })
  source!: Source;

  @Field(() => HealthStateEnum, { description: 'Its health before.' })
  previous!: HealthState;

  @Field(() => HealthStateEnum, { description: 'Its health since.' })
  current!: HealthState;
}

@ArgsType()
class SourceHealthChangedArgs {
  @Field(() => [HealthStateEnum], {
    nullable: true,
    description: 'Only changes into one of these states; all when not given.',
  })
  states?: HealthState[] | null;

  @Field(() => String, afterOptions)
  after?: string | null;
}

/** Sources by public id, as they are now; those that are gone are left out. */
async function sourcesOf(context: LiveContext, ids: readonly string[]): Promise<Map<string, SourceRow>> {
  const loader = context.fresh().loaders.sourceBy('id');
  const found = await Promise.all(ids.map((id) => loader.load(id)));
  return new Map(found.flatMap((source) => (source ? [[source.id, source]] : [])));
}

async function* changed(
  context: LiveContext,
  { states }: SourceHealthChangedArgs,
  from: number,
): AsyncGenerator<LiveEvent> {
  for await (const changes of follow(context, from)) {
    const about = changes.filter(
      ({ typename, changedFields }) => typename === 'Source' && changedFields.includes('health'),
    );
    if (about.length === 0) continue;
    const places = about.map(({ sequence }) => sequence);
    const found = await steady(context.signal, () => healthChangesAt(context.database, places));
    const wanted = new Map(
      found.filter(({ after }) => !states || states.includes(after)).map((row) => [row.sequence, row]),
    );
    const asked = about.filter(({ sequence }) => wanted.has(sequence)).map(({ nodeId }) => nodeId);
    const sources = await steady(context.signal, () => sourcesOf(context, asked));
    for (const { sequence: place, nodeId } of about) {
      const change = wanted.get(place);
      const source = sources.get(nodeId);
      if (!change || !source) continue;
      const sequence = String(place);
      yield { sequence, value: { sequence, source, previous: change.before, current: change.after } };
    }
  }
}

@Resolver()
export class SourceHealthSubscription {
  @Subscription(() => SourceHealthEvent, {
    description: 'Sources whose health became another, as a reading of their channels showed it.',
    subscribe: async ({ args, context }: { args: SourceHealthChangedArgs; context: LiveContext }) =>
      changed(context, args, await beginningOf(context, args.after)),
  })
  sourceHealthChanged(
    @Ctx() { event }: LiveContext,
    @Args(() => SourceHealthChangedArgs) _args: SourceHealthChangedArgs,
  ): SourceHealthEvent {
    return event?.value as SourceHealthEvent;
  }
}
