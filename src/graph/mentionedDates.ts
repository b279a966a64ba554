/** Dates that a text names, as days of the calendar. */
import { Ctx, Field, FieldResolver, Float, ObjectType, Resolver, Root } from 'type-graphql';
import type { TextDate } from '../base/news.ts';
import type { ArticleRow } from '../store/articles.ts';
import { Article } from './article.ts';
import type { GraphContext } from './context.ts';
import { DatePrecisionEnum } from './enums.ts';
import { CalendarDate } from './scalars.ts';

@ObjectType({
  simpleResolvers: true,
  description: "A date as a text names it ('Selasa (24/11)', 'last March'), resolved to days.",
})
export class ResolvedDate {
  @Field(() => String, { description: 'As printed.' })
  text!: string;

  @Field(() => CalendarDate, { description: 'The first day meant.' })
  start!: string;

  @Field(() => CalendarDate, { description: 'The last day meant; equal to start for a single day.' })
  end!: string;

  @Field(() => DatePrecisionEnum, {
    description: 'How exactly the text says it; INFERRED when only the publication date tells year or day.',
  })
  precision!: keyof typeof DatePrecisionEnum;

  @Field(() => Float, {
    description: '0 to 1: 0.95 for a date said in full, 0.8 for one told by the publication date.',
  })
  confidence!: number;
}

/** A week is only ever told from the publication date. */
function resolvedDate({ text, from, to, precision, inferred }: TextDate): ResolvedDate {
  const isInferred = inferred || precision === 'WEEK';
  return {
    text,
    start: from,
    end: to,
    precision: isInferred ? 'INFERRED' : precision,
    confidence: isInferred ? 0.8 : 0.95,
  };
}

@Resolver(() => Article)
export class MentionedDatesResolver {
  @FieldResolver(() => [ResolvedDate], { description: 'Dates its text names, in the order of the text.' })
  async mentionedDates(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<ResolvedDate[]> {
    const stored = await context.loaders.mentionedDates.load(article.rowId);
    return (stored?.mentionedDates ?? []).map(resolvedDate);
  }
}
