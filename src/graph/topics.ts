/** Media topics: what articles and stories are about, in the vocabulary of the IPTC. */
import { Arg, Ctx, Field, FieldResolver, Float, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { foldName } from '../base/foldName.ts';
import { type MediaTopicRecord, mediaTopic, mediaTopics } from '../base/mediaTopics.ts';
import type { ArticleRow } from '../store/articles.ts';
import type { StoryRow } from '../store/stories.ts';
import { Article } from './article.ts';
import type { GraphContext } from './context.ts';
import { LanguageTag, MediaTopicCode, WikidataId } from './scalars.ts';
import { Story } from './story.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'A subject of news: a concept of the IPTC Media Topics (cv.iptc.org/newscodes/mediatopic, CC BY 4.0), with names of our own.',
})
export class MediaTopic {
  @Field(() => MediaTopicCode, { description: 'Its code, e.g. medtop:20000056 (armed conflict).' })
  code!: string;

  @Field(() => WikidataId, {
    nullable: true,
    description: 'Its Wikidata item id; null when we know of none.',
  })
  wikidataId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A topic of an article or a story, and what told it.' })
export class MediaTopicAssignment {
  @Field(() => MediaTopic, { description: 'The topic.' })
  topic!: MediaTopic;

  @Field(() => Float, {
    description: '0 to 1, how sure we are; of a story the mean over its articles, 0 for those without.',
  })
  score!: number;

  @Field(() => String, {
    description:
      'What told it most: "rules:section" for the section of the outlet, "rules:terms" for words of headline, keywords and text.',
  })
  method!: string;
}

type AssignmentValue = Omit<MediaTopicAssignment, 'topic'> & { topic: MediaTopicRecord };

function assignmentsOf(found: readonly { code: string; score: number; method: string }[]): AssignmentValue[] {
  return found.flatMap(({ code, score, method }) => {
    const topic = mediaTopic(code);
    return topic ? [{ topic, score, method }] : [];
  });
}

/** The name in the language asked for; Malay gets the Indonesian one, every other language the English one. */
export function topicNameIn({ names }: MediaTopicRecord, language: string | null): string {
  const primary = (language?.split('-')[0] ?? 'en').toLowerCase();
  if (primary === 'id' || primary === 'ms') return names.id;
  return primary === 'pt' ? names.pt : names.en;
}

const foldedNames = mediaTopics.flatMap((topic) =>
  [...new Set(Object.values(topic.names))].map((name) => ({ topic, name, folded: foldName(name) })),
);

/** Topics one of whose names, or a word of it, begins with a text; whole names (score 1) first, then (0.9) short ones. */
export function topicsNamed(typed: string): { topic: MediaTopicRecord; name: string; score: number }[] {
  const folded = foldName(typed.slice(0, longestTyped));
  if (folded.length < shortestTyped) return [];
  const fitting = foldedNames
    .filter((of) => of.folded.startsWith(folded) || of.folded.includes(` ${folded}`))
    .map(({ topic, name, folded: whole }) => ({ topic, name, score: whole === folded ? 1 : 0.9 }))
    .sort((a, b) => b.score - a.score || a.name.length - b.name.length);
  return [...new Map(fitting.toReversed().map((of) => [of.topic, of])).values()].reverse();
}

/** In characters: one letter begins everything, and no name is longer than a hundred. */
const shortestTyped = 2;
const longestTyped = 100;

@Resolver(() => MediaTopic)
export class MediaTopicResolver {
  @Query(() => [MediaTopic], {
    description: 'The topics that articles are told apart by: the seventeen at the top, or those below one.',
  })
  mediaTopics(
    @Arg('broader', () => MediaTopicCode, {
      nullable: true,
      description: 'Only the topics right below this one; those at the top when not given.',
    })
    broader: string | null,
  ): MediaTopicRecord[] {
    return mediaTopics.filter((topic) => topic.broader === (broader ?? null));
  }

  @FieldResolver(() => String, {
    description: 'Its name in the language: English, Indonesian or Portuguese; English for any other.',
  })
  name(
    @Root() topic: MediaTopicRecord,
    @Arg('language', () => LanguageTag, { nullable: true, description: 'Language to prefer.' })
    language: string | null,
  ): string {
    return topicNameIn(topic, language ?? null);
  }

  @FieldResolver(() => MediaTopic, { nullable: true, description: 'The wider topic; null at the top.' })
  broader(@Root() topic: MediaTopicRecord): MediaTopicRecord | null {
    return topic.broader === null ? null : mediaTopic(topic.broader);
  }
}

@Resolver(() => Article)
export class ArticleTopicsResolver {
  @FieldResolver(() => [MediaTopicAssignment], {
    description: 'What it is about, the surest first, three at most; empty where too little tells.',
  })
  mediaTopics(@Root() article: ArticleRow): AssignmentValue[] {
    const { topicCodes, topicScores, topicMethods } = article;
    return assignmentsOf(
      topicCodes.map((code, i) => ({ code, score: topicScores[i] ?? 0, method: topicMethods[i] ?? 'rules' })),
    );
  }
}

@Resolver(() => Story)
export class StoryTopicsResolver {
  @FieldResolver(() => [MediaTopicAssignment], {
    description: 'What at least a third of its articles are about, the surest first, three at most.',
  })
  async mediaTopics(
    @Root() { rowId }: StoryRow,
    @Ctx() { loaders }: GraphContext,
  ): Promise<AssignmentValue[]> {
    return assignmentsOf(await loaders.storyTopics.load(rowId));
  }
}
