/** Quotes: what people are reported to have said. */
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import type { ArticleRow } from '../store/articles.ts';
import type { EntityRow } from '../store/entities.ts';
import {
  countQuotes,
  listQuotes,
  type PlacedQuote,
  type QuoteParent,
  type QuoteRow,
  type QuoteScope,
} from '../store/quotes.ts';
import { Article } from './article.ts';
import { type Connection, connect, connectionOf, ForwardArgs, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity, Person } from './entity.ts';
import { QuoteStyleEnum } from './enums.ts';
import { entityKeysOf, spanOf, TimeRangeInput } from './filters.ts';
import { Node } from './node.ts';
import { LanguageTag } from './scalars.ts';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'Words that an article reports somebody to have said (schema.org Quotation).',
})
export class Quote extends Node implements Omit<QuoteRow, 'rowId' | 'articleId' | 'speakerId'> {
  @Field(() => String, { description: 'The words, without quotation marks.' })
  text!: string;

  @Field(() => LanguageTag, { description: 'Language the words are reported in.' })
  language!: string;

  @Field(() => QuoteStyleEnum, { description: 'Word for word or in the words of the reporter.' })
  style!: keyof typeof QuoteStyleEnum;

  @Field(() => String, {
    description: 'The words that name the speaker, e.g. "kata Putin"; empty when none do.',
  })
  speakerText!: string;
}

@InputType('QuoteFilter', {
  description: 'Conditions on quotes. Conditions are ANDed; the values of one field are ORed.',
})
export class QuoteFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Said by one of these entities.' })
  speakerIds?: string[] | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'Reported in one of these languages.' })
  languages?: string[] | null;

  @Field(() => TimeRangeInput, {
    nullable: true,
    description: 'In an article whose sortDate lies in this span.',
  })
  range?: TimeRangeInput | null;

  @Field(() => QuoteStyleEnum, { nullable: true, description: 'Direct or indirect.' })
  style?: keyof typeof QuoteStyleEnum | null;
}

const declared = connectionOf(() => Quote, 'Quote', 'quotes');
const QuoteConnection = declared.Connection;
export const QuoteConnectionResolver = declared.resolver;

@ArgsType()
export class QuoteListArgs extends ForwardArgs {
  @Field(() => QuoteFilterInput, { nullable: true, description: 'Only quotes that match.' })
  filter?: QuoteFilterInput | null;
}

@ArgsType()
export class QuoteSearchArgs extends ForwardArgs {
  @Field(() => QuoteFilterInput, { description: 'Only quotes that match.' })
  filter!: QuoteFilterInput;
}

async function scopeOf(context: GraphContext, filter: QuoteFilterInput): Promise<QuoteScope> {
  return {
    speakerIds: await entityKeysOf(context, filter.speakerIds, 'speakerIds'),
    languages: filter.languages?.map((tag) => (tag.split('-')[0] ?? tag).toLowerCase()) ?? null,
    range: filter.range ? spanOf(filter.range, context.at) : null,
    style: filter.style ?? null,
  };
}

async function pageUnder(
  context: GraphContext,
  parent: QuoteParent,
  row: { id: string; rowId: number },
  args: QuoteListArgs,
): Promise<Connection<PlacedQuote>> {
  const digest = listDigest(`quotes under ${parent}`, { id: row.id, filter: args.filter });
  const page = pageOf(args, digest, parent === 'article' ? 'integer' : 'instant');
  const scope = args.filter ? await scopeOf(context, args.filter) : null;
  const rows = await context.loaders.quotesUnder(parent, scope, page).load(row.rowId);
  return connect(rows, page, digest, () => context.loaders.quoteCountUnder(parent, scope).load(row.rowId));
}

@Resolver(() => Quote)
export class QuoteResolver {
  @Query(() => QuoteConnection, { description: 'Quotes by filter, newest first.' })
  async quotes(
    @Ctx() context: GraphContext,
    @Args(() => QuoteSearchArgs) args: QuoteSearchArgs,
  ): Promise<Connection<PlacedQuote>> {
    const digest = listDigest('quotes', args.filter);
    const page = pageOf(args, digest, 'instant');
    const scope = await scopeOf(context, args.filter);
    const rows = await listQuotes(context.database, scope, page);
    return connect(rows, page, digest, () => countQuotes(context.database, scope));
  }

  @FieldResolver(() => Entity, {
    nullable: true,
    description: 'Who said it; null where the text names nobody.',
  })
  speaker(@Root() { speakerId }: QuoteRow, @Ctx() context: GraphContext): Promise<EntityRow | null> | null {
    return speakerId === null ? null : context.loaders.entity.load(speakerId);
  }

  @FieldResolver(() => Article, { description: 'The article that reports it.' })
  article(@Root() { articleId }: QuoteRow, @Ctx() context: GraphContext): Promise<ArticleRow | null> {
    return context.loaders.article.load(articleId);
  }
}

@Resolver(() => Article)
export class ArticleQuotesResolver {
  @FieldResolver(() => QuoteConnection, { description: 'Quotes in it, in the order of the text.' })
  quotes(
    @Root() article: ArticleRow,
    @Ctx() context: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ) {
    return pageUnder(context, 'article', article, args);
  }
}

@Resolver(() => Person)
export class PersonQuotesResolver {
  @FieldResolver(() => QuoteConnection, {
    description: 'Statements attributed to this person, newest first.',
  })
  quotes(
    @Root() person: EntityRow,
    @Ctx() context: GraphContext,
    @Args(() => QuoteListArgs) args: QuoteListArgs,
  ) {
    return pageUnder(context, 'speaker', person, args);
  }
}
