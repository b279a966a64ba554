/** Fields of stories that look something up, and lists of stories. */
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import type { EntityKind } from '../base/news.ts';
import type { ArticleList } from '../store/articleSort.ts';
import type { ArticleRow } from '../store/articles.ts';
import type { EntityRow } from '../store/entities.ts';
import type { Page } from '../store/keyset.ts';
import {
  countStories,
  listStories,
  type PlacedStory,
  type StoryOrder,
  type StoryOrderField,
  type StoryRow,
  type StoryScope,
  storyKeyType,
} from '../store/stories.ts';
import { Article } from './article.ts';
import { searchOf } from './articleFilter.ts';
import {
  type Connection,
  connect,
  connectionOf,
  ForwardArgs,
  firstOptions,
  listSize,
  pageOf,
} from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity, EntityCount } from './entity.ts';
import { SortDirection, StoryOrderFieldEnum } from './enums.ts';
import { bounded, type Direction, entityKeysOf, spanOf, TimeRangeInput } from './filters.ts';
import { CountryCode, LanguageTag, MediaTopicCode } from './scalars.ts';
import { TimeSeries } from './series.ts';
import { headlineIn, Story } from './story.ts';
import { VolumeArgs, volumeOf } from './storyVolume.ts';

@InputType('StoryFilter', {
  description: 'Conditions on stories. Conditions are ANDed; the values of one field are ORed.',
})
export class StoryFilterInput {
  @Field(() => String, {
    nullable: true,
    description:
      'With an article that matches, in the search language of articles(query:); text without a letter or digit sets no condition. A mistake gives BAD_QUERY with its column.',
  })
  query?: string | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'With an article in one of these languages.' })
  languages?: string[] | null;

  @Field(() => [CountryCode], { nullable: true, description: 'With an outlet of one of these countries.' })
  countries?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'With an article that mentions any of these entities.' })
  mentionsAny?: string[] | null;

  @Field(() => [MediaTopicCode], {
    nullable: true,
    description: 'With an article about one of these topics, or about one that is narrower.',
  })
  mediaTopics?: string[] | null;

  @Field(() => Int, { nullable: true, defaultValue: 1, description: 'Told by at least this many outlets.' })
  minSources?: number | null;

  @Field(() => TimeRangeInput, {
    nullable: true,
    description: 'Its time from first to latest article touches this span.',
  })
  active?: TimeRangeInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Only stories whose breakingScore is 0.5 or more.',
  })
  breakingOnly?: boolean | null;
}

@InputType('StoryOrder', { description: 'Order of stories.' })
export class StoryOrderInput {
  @Field(() => StoryOrderFieldEnum, { description: 'What to order by.' })
  field!: StoryOrderField;

  @Field(() => SortDirection, { defaultValue: 'DESC', description: 'Which end comes first.' })
  direction!: Direction;
}

const declared = connectionOf(() => Story, 'Story', 'stories');
const StoryConnection = declared.Connection;
export const StoryConnectionResolver = declared.resolver;

@ArgsType()
export class EntityStoryArgs extends ForwardArgs {
  @Field(() => StoryOrderInput, { nullable: true, description: 'Order; by latest article when not given.' })
  orderBy?: StoryOrderInput | null;
}

@ArgsType()
export class StoryListArgs extends EntityStoryArgs {
  @Field(() => StoryFilterInput, { nullable: true, description: 'Only stories that match.' })
  filter?: StoryFilterInput | null;
}

const orderOf = (input: StoryOrderInput | null | undefined): StoryOrder => ({
  field: input?.field ?? 'LATEST',
  descending: input?.direction !== 'ASC',
});

async function scopeOf(context: GraphContext, filter: StoryFilterInput | null): Promise<StoryScope> {
  return {
    languages: filter?.languages?.map((tag) => (tag.split('-')[0] ?? tag).toLowerCase()) ?? null,
    countries: filter?.countries ?? null,
    mentionsAny: await entityKeysOf(context, filter?.mentionsAny, 'mentionsAny'),
    mediaTopics: bounded(filter?.mediaTopics, 'mediaTopics'),
    minSources: filter?.minSources ?? 1,
    active: filter?.active ? spanOf(filter.active, context.at) : null,
    search: await searchOf(context, filter?.query),
    breakingOnly: filter?.breakingOnly ?? false,
  };
}

@Resolver(() => Entity)
export class EntityStoriesResolver {
  @FieldResolver(() => StoryConnection, { description: 'Stories with an article that mentions it.' })
  async stories(
    @Root() { id, rowId }: EntityRow,
    @Ctx() { loaders }: GraphContext,
    @Args(() => EntityStoryArgs) args: EntityStoryArgs,
  ): Promise<Connection<PlacedStory>> {
    const order = orderOf(args.orderBy);
    const digest = listDigest('stories of', { id, order });
    const page = pageOf(args, digest, storyKeyType(order));
    const rows = await loaders.pages.storiesOf(order, page).load(rowId);
    return connect(rows, page, digest, () => loaders.pages.storyCountOf.load(rowId));
  }
}

const oldestFirst: ArticleList = { scope: null, order: { field: 'DATE', descending: false } };
const onlyOne: Page = { limit: 1, backwards: false, after: null, before: null };

/** The most covered entities of one kind. */
async function countsOf(
  story: StoryRow,
  kind: EntityKind,
  first: number | null,
  { loaders }: GraphContext,
): Promise<{ entity: EntityRow; count: number }[]> {
  const limit = listSize(first ?? firstOptions.defaultValue, 'first');
  const counts = (await loaders.entityCounts.load(story.rowId)).filter((row) => row.kind === kind);
  const wanted = counts.slice(0, limit);
  const rows = await Promise.all(wanted.map(({ entityId }) => loaders.entity.load(entityId)));
  return wanted.flatMap(({ count }, i) => {
    const entity = rows[i];
    return entity ? [{ entity, count }] : [];
  });
}

@Resolver(() => Story)
export class StoryResolver {
  @Query(() => StoryConnection, { description: 'Stories by filter, those with the latest article first.' })
  async stories(
    @Ctx() context: GraphContext,
    @Args(() => StoryListArgs) args: StoryListArgs,
  ): Promise<Connection<PlacedStory>> {
    const order = orderOf(args.orderBy);
    const digest = listDigest('stories', { filter: args.filter, order });
    const page = pageOf(args, digest, storyKeyType(order));
    const scope = await scopeOf(context, args.filter ?? null);
    const rows = await listStories(context.database, scope, order, page);
    return connect(rows, page, digest, () => countStories(context.database, scope));
  }

  @FieldResolver(() => String, {
    description: 'Headline of its first report in the language, else of the very first.',
  })
  headline(
    @Root() story: StoryRow,
    @Arg('language', () => LanguageTag, { nullable: true, description: 'Language to prefer.' })
    language: string | null,
  ): string {
    return headlineIn(story, language ?? null);
  }

  @FieldResolver(() => Article, { description: 'The article that told it first, of those we still have.' })
  async firstReport(@Root() story: StoryRow, @Ctx() { loaders }: GraphContext): Promise<ArticleRow | null> {
    const first = story.firstArticleId === null ? null : await loaders.article.load(story.firstArticleId);
    if (first) return first;
    const [oldest] = await loaders.pages.articlesUnder('story', oldestFirst, onlyOne).load(story.rowId);
    return oldest ?? null;
  }

  @FieldResolver(() => [EntityCount], { description: 'People that most of its articles mention.' })
  people(
    @Root() story: StoryRow,
    @Ctx() context: GraphContext,
    @Arg('first', () => Int, firstOptions) first: number | null,
  ) {
    return countsOf(story, 'PERSON', first, context);
  }

  @FieldResolver(() => [EntityCount], { description: 'Places that most of its articles mention.' })
  places(
    @Root() story: StoryRow,
    @Ctx() context: GraphContext,
    @Arg('first', () => Int, firstOptions) first: number | null,
  ) {
    return countsOf(story, 'PLACE', first, context);
  }

  @FieldResolver(() => [EntityCount], { description: 'Organizations that most of its articles mention.' })
  organizations(
    @Root() story: StoryRow,
    @Ctx() context: GraphContext,
    @Arg('first', () => Int, firstOptions) first: number | null,
  ) {
    return countsOf(story, 'ORGANIZATION', first, context);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      '0 to 1: how far its articles of the last three hours exceed what its hours before in the same day make of three, doubted where few outlets tell it. 0 when it does not grow, 0.5 and more for breaking news; of the latest trending run, null before the first.',
  })
  async breakingScore(@Root() { rowId }: StoryRow, @Ctx() { loaders }: GraphContext): Promise<number | null> {
    return (await loaders.breakingScore.load(rowId))?.score ?? null;
  }

  @FieldResolver(() => TimeSeries, {
    description:
      'Its articles by date, zero-filled, in UTC; from its first to its latest article unless a range is given.',
  })
  volume(
    @Root() story: StoryRow,
    @Ctx() context: GraphContext,
    @Args(() => VolumeArgs) args: VolumeArgs,
  ): Promise<TimeSeries> {
    return volumeOf(context, story, args);
  }

  @FieldResolver(() => Story, {
    nullable: true,
    description:
      'The story this one was merged into. Every lookup follows merges already, so it is null there.',
  })
  mergedInto(
    @Root() { mergedIntoId }: StoryRow,
    @Ctx() context: GraphContext,
  ): Promise<StoryRow | null> | null {
    return mergedIntoId === null ? null : context.loaders.story.load(mergedIntoId);
  }
}
