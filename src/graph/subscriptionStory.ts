/** `storyUpdated`: stories as articles join them. */
import { Args, ArgsType, Ctx, Field, ObjectType, Resolver, Subscription } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import type { ChangeRow } from '../store/changes.ts';
import { storiesMentioning } from '../store/liveStories.ts';
import { type StoryRow, storiesByPublicIds } from '../store/stories.ts';
import { entityKeysOf, spanOf } from './filters.ts';
import { beginningOf, follow, type LiveContext, type LiveEvent, steady } from './live.ts';
import { Story } from './story.ts';
import { StoryFilterInput } from './storyFields.ts';
import { afterOptions, sequenceDescription } from './subscriptionArticle.ts';

@ObjectType({ simpleResolvers: true, description: 'A story changed.' })
export class StoryEvent {
  @Field(() => String, { description: sequenceDescription })
  sequence!: string;

  @Field(() => Story, { description: 'The story as it is now; of one that was merged, the survivor.' })
  story!: Story;

  @Field(() => String, {
    description:
      'CREATED: its first article came. UPDATED: an article joined, left or was edited. MERGED: another story became part of it.',
  })
  reason!: string;
}

@ArgsType()
class StoryUpdatedArgs {
  @Field(() => StoryFilterInput, { nullable: true, description: 'Only stories that match as they are then.' })
  filter?: StoryFilterInput | null;

  @Field(() => String, afterOptions)
  after?: string | null;
}

const known = ['languages', 'countries', 'mentionsAny', 'minSources', 'active'];
/** What a filter leaves out by default: it asks for nothing then. */
const isAsked = (value: unknown) => value !== null && value !== undefined && value !== false;

/** @throws AppError BAD_INPUT for a condition that cannot be followed live: ignored, it would let everything through. */
function checkFilter(filter: StoryFilterInput | null | undefined): void {
  const other = Object.entries(filter ?? {}).find(([name, value]) => isAsked(value) && !known.includes(name));
  if (other === undefined) return;
  throw new AppError('BAD_INPUT', `storyUpdated takes ${known.join(', ')} in its filter, not ${other[0]}.`, {
    data: { argument: 'filter', field: other[0], allowed: known },
  });
}

const overlaps = (asked: readonly string[] | null | undefined, has: readonly string[]): boolean =>
  !asked || asked.some((value) => has.includes(value));

/** The stories among these that match the filter; a statement only for `mentionsAny`. */
async function matching(
  context: LiveContext,
  filter: StoryFilterInput | null | undefined,
  rows: StoryRow[],
): Promise<StoryRow[]> {
  if (!filter) return rows;
  const { countries, mentionsAny, minSources, active } = filter;
  const languages = filter.languages?.map((tag) => (tag.split('-')[0] ?? tag).toLowerCase());
  const fresh = context.fresh();
  const span = active ? spanOf(active, fresh.at) : null;
  const kept = rows.filter(
    (row) =>
      overlaps(languages, row.languages) &&
      overlaps(countries, row.countries) &&
      row.sourceCount >= (minSources ?? 1) &&
      (span === null || (row.latestAt >= span.start && row.startedAt < span.end)),
  );
  const entities = await entityKeysOf(fresh, mentionsAny, 'mentionsAny');
  if (entities === null || kept.length === 0) return kept;
  const keys = kept.map(({ rowId }) => rowId);
  const mentioning = await storiesMentioning(context.database, keys, entities);
  return kept.filter(({ rowId }) => mentioning.has(rowId));
}

type Told = { story: StoryRow; sequence: number; reason: string };

/** The stories that a page of changes touched, each once, at its last change and for its weightiest reason. */
async function touched(context: LiveContext, changes: ChangeRow[]): Promise<Told[]> {
  const about = changes.filter(
    ({ typename, op }) => typename === 'Story' && ['CREATED', 'UPDATED', 'MERGED'].includes(op),
  );
  if (about.length === 0) return [];
  const ids = [...new Set(about.map(({ nodeId }) => nodeId))];
  const found = await steady(context.signal, () => storiesByPublicIds(context.database, ids));
  const told = new Map<string, Told>();
  const weight = ['UPDATED', 'MERGED', 'CREATED'];
  for (const { nodeId, op, sequence } of about) {
    const story = found.get(nodeId);
    if (!story || story.articleCount === 0) continue;
    const before = told.get(story.id)?.reason ?? 'UPDATED';
    const reason = weight.indexOf(op) > weight.indexOf(before) ? op : before;
    told.set(story.id, { story, sequence, reason });
  }
  return [...told.values()].sort((a, b) => a.sequence - b.sequence);
}

async function* updated(
  context: LiveContext,
  args: StoryUpdatedArgs,
  from: number,
): AsyncGenerator<LiveEvent> {
  for await (const changes of follow(context, from)) {
    const told = await touched(context, changes);
    const stories = told.map(({ story }) => story);
    const matched = new Set(await steady(context.signal, () => matching(context, args.filter, stories)));
    for (const { story, sequence: place, reason } of told) {
      if (!matched.has(story)) continue;
      const sequence = String(place);
      yield { sequence, value: { sequence, story, reason } };
    }
  }
}

@Resolver()
export class StorySubscription {
  @Subscription(() => StoryEvent, {
    description:
      'Stories as articles come, go or change. Changes of a story that come together are told as one.',
    subscribe: async ({ args, context }: { args: StoryUpdatedArgs; context: LiveContext }) => {
      checkFilter(args.filter);
      await matching(context, args.filter, []);
      return updated(context, args, await beginningOf(context, args.after));
    },
  })
  storyUpdated(
    @Ctx() { event }: LiveContext,
    @Args(() => StoryUpdatedArgs) _args: StoryUpdatedArgs,
  ): StoryEvent {
    return event?.value as StoryEvent;
  }
}
