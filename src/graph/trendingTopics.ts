/** Trending boards of media topics. */
import { Arg, Ctx, Field, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type MediaTopicRecord, mediaTopic } from '../base/mediaTopics.ts';
import { boardTopicsOf } from '../store/boardTopics.ts';
import { boardRun } from '../store/trending.ts';
import { listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { MediaTopic } from './topics.ts';
import { scoreOf, TrendScore } from './trend.ts';
import { BoardInput, BoardOfRun } from './trendingBoard.ts';
import { headOf, noteRun, scopeAsked } from './trendingRuns.ts';

@ObjectType({ simpleResolvers: true, description: 'One topic on a trending board.' })
export class TrendingTopic {
  @Field(() => MediaTopic, { description: 'The topic; articles of narrower ones count for it too.' })
  topic!: MediaTopic;

  @Field(() => TrendScore, {
    description:
      'Its place and what explains it. An article weighs one here and a copy 0.3, however many of an outlet there are.',
  })
  trend!: TrendScore;

  @Field(() => [Int], { description: '24 counts of articles over the window, zero-filled, oldest first.' })
  sparkline!: number[];
}

@ObjectType({ description: 'The topics of a published trending run.', simpleResolvers: true })
export class TrendingTopicBoard extends BoardOfRun {
  @Field(() => [TrendingTopic], {
    description: 'The topics, by rank. A topic with the articles of a narrower one alone is left out.',
  })
  nodes!: TrendingTopic[];
}

@InputType({ description: 'Which board of topics to show.' })
export class TrendingTopicsInput extends BoardInput {}

type BoardValue = Omit<TrendingTopicBoard, 'nodes'> & {
  nodes: (Omit<TrendingTopic, 'topic'> & { topic: MediaTopicRecord })[];
};

@Resolver()
export class TrendingTopicsResolver {
  @Query(() => TrendingTopicBoard, {
    description: 'The topics that are told about more than usual, by the score that entities are ranked by.',
  })
  async trendingTopics(
    @Ctx() context: GraphContext,
    @Arg('input', () => TrendingTopicsInput, {
      nullable: true,
      description: 'Which board; the day over all articles when not given.',
    })
    given: TrendingTopicsInput | null,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many topics at most, 1 to 100.' })
    first: number,
  ): Promise<BoardValue> {
    const limit = listSize(first, 'first');
    const { window = 'DAY', filter = null, asOf = null } = given ?? {};
    const asked = { window, scope: scopeAsked(filter), asOf };
    const run = await boardRun(context.database, { window, scope: asked.scope.key }, asOf);
    noteRun(context, run, asOf);
    const rows = run ? await boardTopicsOf(context.database, run, limit) : [];
    const nodes = rows.flatMap((row) => {
      const topic = mediaTopic(row.topicCode);
      return topic ? [{ topic, trend: scoreOf(row), sparkline: row.sparkline }] : [];
    });
    return { ...headOf(run, asked, context.at), nodes };
  }
}
