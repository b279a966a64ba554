/** The article and the small types that only articles have. Fields that need a lookup are in articleFields.ts. */

import { createUnionType, Field, Float, Int, ObjectType } from 'type-graphql';
import type { DatePrecision, Genre } from '../base/news.ts';
import type { ArticleRow } from '../store/articles.ts';
import {
  DatePrecisionEnum,
  GenreEnum,
  RightsBasisEnum,
  SyndicationRoleEnum,
  TextFormatEnum,
} from './enums.ts';
import { Node } from './node.ts';
import { DateTime, LanguageTag, Url } from './scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'An image, at the publisher (schema.org ImageObject).' })
export class Image {
  @Field(() => Url, { description: 'Address of the image file.' })
  url!: string;

  @Field(() => Int, { nullable: true, description: 'In pixels; null when page and feed do not tell.' })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'In pixels; null when page and feed do not tell.' })
  height!: number | null;

  @Field(() => String, { nullable: true, description: 'Text under the image.' })
  caption!: string | null;

  @Field(() => String, { nullable: true, description: 'Whom to credit for it (schema.org creditText).' })
  creditText!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A text that may be shown.' })
export class ArticleText {
  @Field(() => String, { description: 'The text in the asked format.' })
  text!: string;

  @Field(() => TextFormatEnum, { description: 'Markup of the text.' })
  format!: keyof typeof TextFormatEnum;

  @Field(() => Boolean, { description: 'False when the text was cut.' })
  complete!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'Why a body is missing. A reason, not an error.' })
export class ContentWithheld {
  @Field(() => RightsBasisEnum, { description: 'On what the restriction rests.' })
  basis!: keyof typeof RightsBasisEnum;

  @Field(() => String, { description: 'The reason in one sentence.' })
  message!: string;

  @Field(() => Url, { description: 'Where the publisher shows the text.' })
  originalUrl!: string;
}

export const ArticleBody = createUnionType({
  name: 'ArticleBody',
  description: 'The body of an article, or why it is withheld.',
  types: () => [ArticleText, ContentWithheld] as const,
});

@ObjectType({
  simpleResolvers: true,
  description: 'Whose text an article carries, and in how many articles it stands.',
})
export class Syndication {
  @Field(() => SyndicationRoleEnum, { description: 'Whether the text is its own.' })
  role!: keyof typeof SyndicationRoleEnum;

  @Field(() => Int, { description: 'The original and every article that took its text; 1 when nobody did.' })
  groupSize!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "0 to 1, share of the smaller text found in the other; null for a text of the article's own.",
  })
  similarity!: number | null;
}

type Shown = Omit<
  ArticleRow,
  | 'rowId'
  | 'sourceId'
  | 'authorIds'
  | 'storyId'
  | 'personIds'
  | 'placeIds'
  | 'organizationIds'
  | 'topicCodes'
  | 'topicScores'
  | 'topicMethods'
  | 'description'
  | 'image'
  | 'withheldBasis'
>;

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'One text at one canonical URL (schema.org NewsArticle).',
})
export class Article extends Node implements Shown {
  @Field(() => Url, { description: 'Canonical URL at the publisher (schema.org url). Always link here.' })
  url!: string;

  @Field(() => String, { description: 'Headline as published (schema.org headline).' })
  headline!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Another headline that the publisher gives it (schema.org alternativeHeadline); null when it has one alone.',
  })
  alternativeHeadline!: string | null;

  @Field(() => GenreEnum, { description: 'What kind of text it is (schema.org genre).' })
  genre!: Genre;

  @Field(() => String, {
    nullable: true,
    description: 'Place and agency printed before the first sentence (schema.org dateline).',
  })
  dateline!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'As stated by the publisher (schema.org datePublished); null when absent or unreadable.',
  })
  datePublished!: Date | null;

  @Field(() => DatePrecisionEnum, { nullable: true, description: 'How exact datePublished is.' })
  datePublishedPrecision!: DatePrecision | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the publisher says it changed (schema.org dateModified).',
  })
  dateModified!: Date | null;

  @Field(() => DateTime, { description: 'When we first saw it.' })
  firstSeenAt!: Date;

  @Field(() => DateTime, {
    description: 'The earlier of datePublished and firstSeenAt: never in the future. DATE orders by it.',
  })
  sortDate!: Date;

  @Field(() => LanguageTag, {
    description: 'Language of the text (schema.org inLanguage); und when unknown.',
  })
  inLanguage!: string;

  @Field(() => Int, { nullable: true, description: 'Words in the text (schema.org wordCount).' })
  wordCount!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False behind a paywall (schema.org isAccessibleForFree); null when the page does not tell.',
  })
  isAccessibleForFree!: boolean | null;

  @Field(() => [String], { description: "The publisher's keywords (schema.org keywords)." })
  keywords!: string[];
}
