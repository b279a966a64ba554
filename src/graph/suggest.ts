/** Suggestions for what somebody has typed so far. */
import { Arg, Ctx, createUnionType, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { nodeNameOfId } from '../base/id.ts';
import type { MediaTopicRecord } from '../base/mediaTopics.ts';
import type { EntityKind } from '../base/news.ts';
import type { EntityRow } from '../store/entities.ts';
import { type Suggested, suggest } from '../store/searchSuggest.ts';
import type { SourceRow } from '../store/sources.ts';
import type { StoryRow } from '../store/stories.ts';
import { listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { nameIn, Organization, Person, Place } from './entity.ts';
import { EntityKindEnum } from './enums.ts';
import { LanguageTag } from './scalars.ts';
import { Source } from './source.ts';
import { headlineIn, Story } from './story.ts';
import { MediaTopic, topicNameIn, topicsNamed } from './topics.ts';

export const Suggestible = createUnionType({
  name: 'Suggestible',
  description: 'What can be suggested.',
  types: () => [Person, Organization, Place, Source, Story, MediaTopic] as const,
});

/** The object type of what a suggestion leads to; see schema.ts. */
export const suggestibleTypeOf = (value: { id: string } | MediaTopicRecord): string | undefined =>
  'code' in value ? 'MediaTopic' : (nodeNameOfId(value.id) ?? undefined);

@ObjectType({ simpleResolvers: true, description: 'Something that a text may mean.' })
export class Suggestion {
  @Field(() => String, { description: 'Its name or headline, in the language asked for where it is known.' })
  text!: string;

  @Field(() => String, { description: 'The name of it that fitted the text; of a story the headline.' })
  matched!: string;

  @Field(() => Suggestible, { description: 'The person, organization, place, source, story or topic.' })
  node!: object;

  @Field(() => Float, {
    description:
      '0 to 1: 1 for the whole name, 0.9 where a word of it begins so, less where it only resembles, 0.7 for a headline.',
  })
  score!: number;
}

async function suggestionOf(
  { loaders }: GraphContext,
  { of, rowId, matched, score }: Suggested,
  language: string | null,
): Promise<Suggestion | null> {
  if (of === 'source') {
    const node: SourceRow | null = await loaders.source.load(rowId);
    return node && { text: node.name, matched, node, score };
  }
  if (of === 'story') {
    const node: StoryRow | null = await loaders.story.load(rowId);
    return node && { text: headlineIn(node, language), matched, node, score };
  }
  const node: EntityRow | null = await loaders.entity.load(rowId);
  return node && { text: nameIn(node, language), matched, node, score };
}

const topicSuggestions = (typed: string, language: string | null): Suggestion[] =>
  topicsNamed(typed).map(({ topic, name, score }) => ({
    ...{ text: topicNameIn(topic, language), matched: name, node: topic, score },
  }));

@Resolver()
export class SuggestResolver {
  @Query(() => [Suggestion], {
    description:
      'People, organizations, places, sources and media topics by any of their names, and the thousand stories told of last by their headlines, as one types: whole names and beginnings first, the most mentioned in front, then names that resemble the text and headlines that hold all its words.',
  })
  async suggest(
    @Ctx() context: GraphContext,
    @Arg('prefix', () => String, {
      description:
        'What was typed; case and accents do not matter. Without a letter or digit it suggests nothing.',
    })
    prefix: string,
    @Arg('kinds', () => [EntityKindEnum], {
      nullable: true,
      description: 'Only entities of these kinds; also sources, stories and topics when not given.',
    })
    kinds: EntityKind[] | null,
    @Arg('language', () => LanguageTag, { nullable: true, description: 'Language of the names in text.' })
    language: string | null,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many at most, 1 to 100.' }) first: number,
  ): Promise<Suggestion[]> {
    const limit = listSize(first, 'first');
    const found = await suggest(context.database, prefix, kinds ?? null, limit);
    const shown = await Promise.all(found.map((row) => suggestionOf(context, row, language ?? null)));
    const topics = kinds ? [] : topicSuggestions(prefix, language ?? null);
    return [...shown.filter((suggestion) => suggestion !== null), ...topics]
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }
}
