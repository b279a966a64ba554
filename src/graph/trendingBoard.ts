/** Types of trending boards: rows, what boards have in common, what changed between two, and which board is asked for. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { EntityKind } from '../base/news.ts';
import type { TrendAlgorithm, TrendCountUnit, TrendWindow } from '../store/trending.ts';
import { Coverage } from './coverage.ts';
import { Entity } from './entity.ts';
import { EntityKindEnum } from './enums.ts';
import { ArticleFilterInput } from './filters.ts';
import { CountryCode, DateTime, LanguageTag } from './scalars.ts';
import { Story } from './story.ts';
import { TrendScore } from './trend.ts';
import { TrendAlgorithmEnum, TrendCountUnitEnum, TrendWindowEnum } from './trendEnums.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'One row of a trending board, flat enough for a table panel.',
})
export class TrendingEntity {
  @Field(() => ID, { description: 'Id of the entity.' })
  id!: string;

  @Field(() => Entity, { description: 'The entity.' })
  entity!: Entity;

  @Field(() => EntityKindEnum, { description: 'Person, place or organization.' })
  kind!: EntityKind;

  @Field(() => TrendScore, { description: 'Its place and what explains it.' })
  trend!: TrendScore;
}

@ObjectType({ simpleResolvers: true, description: 'One story on a trending board.' })
export class TrendingStory {
  @Field(() => ID, { description: 'Id of the story.' })
  id!: string;

  @Field(() => Story, { description: 'The story.' })
  story!: Story;

  @Field(() => TrendScore, {
    description:
      'Its place and what explains it: three tenths of an article a day are expected of any story, and the score fades by 1/e with every day that nobody adds to it.',
  })
  trend!: TrendScore;

  @Field(() => [Int], { description: '24 counts of articles over the window, zero-filled, oldest first.' })
  sparkline!: number[];
}

@ObjectType({ simpleResolvers: true, description: 'What happened to a board since an earlier run.' })
export class TrendingDelta {
  @Field(() => ID, { description: 'The earlier run.' })
  fromRunId!: string;

  @Field(() => ID, { description: 'The run of this board.' })
  toRunId!: string;

  @Field(() => [TrendingEntity], { description: 'Rows that were not on it, by rank.' })
  entered!: TrendingEntity[];

  @Field(() => [TrendingEntity], { description: 'Rows whose rank is another, by rank.' })
  moved!: TrendingEntity[];

  @Field(() => [ID], { description: 'Entities that are no longer on it.' })
  leftIds!: string[];
}

/** What boards of entities and of stories have in common: the published run they show. */
@ObjectType({ simpleResolvers: true })
export abstract class BoardOfRun {
  @Field(() => ID, { description: 'Changes only when a new run is published; run_none before the first.' })
  runId!: string;

  @Field(() => DateTime, { description: 'When the run was computed.' })
  computedAt!: Date;

  @Field(() => DateTime, { description: 'When the next run is due.' })
  nextRunAt!: Date;

  @Field(() => DateTime, { description: 'End of the window.' })
  asOf!: Date;

  @Field(() => TrendWindowEnum, { description: 'Span that the board looks at.' })
  window!: TrendWindow;

  @Field(() => LanguageTag, {
    nullable: true,
    description: 'Only articles in this language are counted; null for all.',
  })
  language!: string | null;

  @Field(() => CountryCode, {
    nullable: true,
    description: "Only articles of this country's outlets are counted; null for all.",
  })
  country!: string | null;

  @Field(() => String, {
    description: 'Names the constants that scores are made with: scores of runs with the same hash compare.',
  })
  parametersHash!: string;

  @Field(() => Coverage, { description: 'How much of the expected input the run rests on.' })
  coverage!: Coverage;
}

@ObjectType({ description: 'The stories of a published trending run.', simpleResolvers: true })
export class TrendingStoryBoard extends BoardOfRun {
  @Field(() => [TrendingStory], { description: 'The stories, by rank.' })
  nodes!: TrendingStory[];
}

/** What boards of entities and of stories are asked by. */
@InputType()
export abstract class BoardInput {
  @Field(() => TrendWindowEnum, { defaultValue: 'DAY', description: 'Span that the board looks at.' })
  window!: TrendWindow;

  @Field(() => ArticleFilterInput, {
    nullable: true,
    description:
      'Only these articles are counted. Boards are kept for one language (languages) and for one country of outlets (sourceCountries), each with fifty articles of three outlets in the last seven days; another board is empty. Other conditions are refused.',
  })
  filter?: ArticleFilterInput | null;

  @Field(() => DateTime, { nullable: true, description: 'The board as it stood at this instant.' })
  asOf?: Date | null;
}

@InputType({ description: 'Which board to show, and which of its rows.' })
export class TrendingInput extends BoardInput {
  @Field(() => [EntityKindEnum], {
    nullable: true,
    defaultValue: ['PERSON', 'ORGANIZATION', 'PLACE'],
    description: 'Only entities of these kinds.',
  })
  kinds?: EntityKind[] | null;

  @Field(() => TrendAlgorithmEnum, { defaultValue: 'SURPLUS', description: 'What the rows are ranked by.' })
  algorithm!: TrendAlgorithm;

  @Field(() => TrendCountUnitEnum, {
    defaultValue: 'ARTICLES',
    description: 'What windowCount and minCount count; scores are made of weighted articles all the same.',
  })
  countUnit!: TrendCountUnit;

  @Field(() => Int, { defaultValue: 3, description: 'Only rows with at least this windowCount.' })
  minCount!: number;

  @Field(() => Int, { defaultValue: 2, description: 'Only rows with at least this many outlets.' })
  minSources!: number;

  @Field(() => [ID], { nullable: true, description: 'Entities to leave out.' })
  excludeIds?: string[] | null;
}

@InputType({ description: 'Which board of stories to show.' })
export class TrendingStoriesInput extends BoardInput {}
