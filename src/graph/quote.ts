/** Quotes: what people are reported to have said. */
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import { AppError } from '../base/errors.ts';
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
import { searchWords } from '../store/searchWords.ts';
import type { SourceRow } from '../store/sources.ts';
import { Article } from './article.ts';
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
import { Entity, Person } from './entity.ts';
import { QuoteStyleEnum } from './enums.ts';
import { entityKeysOf, spanOf, TimeRangeInput } from './filters.ts';
import { Node } from './node.ts';
import { LanguageTag } from './scalars.ts';
import { Source } from './source.ts';

type Hidden = 'rowId' | 'articleId' | 'speakerId' | 'start' | 'end';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'Words that an article reports somebody to have said (schema.org Quotation).',
})
export class Quote extends Node implements Omit<QuoteRow, Hidden> {
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

  @Field(() => String, {
    nullable: true,
    description:
      'Words that all stand in the quote, in any order, whatever their case and accents; without a letter or digit it sets no condition. At most 20 words.',
  })
  text?: string | null;

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
    words: wordsOf(filter.text ?? ''),
  };
}

const mostWords = 20;

/** @throws AppError BAD_INPUT for more words than a quote is searched for. */
function wordsOf(text: string): string[] | null {
  const words = [...new Set(searchWords(text))];
  if (words.length <= mostWords) return words.length === 0 ? null : words;
  throw new AppError('BAD_INPUT', `text takes at most ${mostWords} words, not ${words.length}.`, {
    data: { field: 'text', max: mostWords, given: words.length },
  });
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
  const rows = await context.loaders.pages.quotesUnder(parent, scope, page).load(row.rowId);
  return connect(rows, page, digest, () =>
    context.loaders.pages.quoteCountUnder(parent, scope).load(row.rowId),
  );
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

  @FieldResolver(() => [Quote], {
    description:
      'The same statement as other articles report it, in the same language or another, most alike first: by the same speaker, in the same story or within three days. Told by its words, so that a free translation may be missing; where two quotes fit equally well, neither is given.',
  })
  async variants(
    @Root() { rowId }: QuoteRow,
    @Ctx() { loaders }: GraphContext,
    @Arg('first', () => Int, firstOptions) first: number | null,
  ): Promise<QuoteRow[]> {
    const size = listSize(first ?? firstOptions.defaultValue, 'first');
    return (await loaders.quoteVariants.load(rowId)).slice(0, size);
  }

  @FieldResolver(() => Source, {
    nullable: true,
    description:
      'The other outlet that the article has it from: the one credited in the same paragraph ("seperti dikabarkan Reuters"), else the wire credited for the whole article, else that of the article it is a copy of; null when it is the own report of the article, as far as it tells.',
  })
  async reportedVia(
    @Root() { rowId }: QuoteRow,
    @Ctx() { loaders }: GraphContext,
  ): Promise<SourceRow | null> {
    const origin = await loaders.quoteOrigin.load(rowId);
    return origin && loaders.source.load(origin.sourceId);
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
