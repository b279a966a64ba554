/** The story type. Fields with lookups are in storyFields.ts. */
import { Field, Int, ObjectType } from 'type-graphql';
import type { StoryRow } from '../store/stories.ts';
import { inLanguage } from './entity.ts';
import { Node } from './node.ts';
import { CountryCode, DateTime, LanguageTag } from './scalars.ts';

type Shown = Omit<StoryRow, 'rowId' | 'headlines' | 'title' | 'firstArticleId' | 'mergedIntoId'>;

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'Articles about the same happening, across outlets and languages.',
})
export class Story extends Node implements Shown {
  @Field(() => DateTime, { description: 'Date of its latest article.' })
  latestAt!: Date;

  @Field(() => DateTime, { description: 'Date of its first article.' })
  startedAt!: Date;

  @Field(() => Int, { description: 'Articles in it.' })
  articleCount!: number;

  @Field(() => Int, { description: 'Outlets with an article in it.' })
  sourceCount!: number;

  @Field(() => Int, { description: 'Outlets with a text of their own, copies left out.' })
  independentSourceCount!: number;

  @Field(() => [LanguageTag], { description: 'Languages of its articles.' })
  languages!: string[];

  @Field(() => [CountryCode], { description: 'Countries of its outlets.' })
  countries!: string[];
}

/** The headline of a story's first report in the language, else of the very first. */
export const headlineIn = ({ headlines, title }: StoryRow, language: string | null): string =>
  (language !== null && inLanguage(headlines, language)) || title;
