/** Lists of articles: the connection, its arguments, and every field that gives articles. */
import { Args, ArgsType, Ctx, Field, FieldResolver, Float, Query, Resolver, Root } from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import type { ArticleParent } from '../store/articleKeys.ts';
import { type ArticleList, keyTypeOf } from '../store/articleSort.ts';
import { countArticles, listArticles, type PlacedArticle } from '../store/articles.ts';
import { countCap, type Page } from '../store/keyset.ts';
import type { Counted } from '../store/searchFacets.ts';
import { halfLifeSeconds } from '../store/searchKeys.ts';
import { Article } from './article.ts';
import { scopeOf, searchOf } from './articleFilter.ts';
import { ArticleOrderInput, articleOrderOf } from './articleOrder.ts';
import { type Connection, connect, connectionOf, ForwardArgs, PageArgs, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity, Place } from './entity.ts';
import { CountRelation } from './enums.ts';
import { ArticleFilterInput } from './filters.ts';
import { Author, Source } from './source.ts';
import { Story } from './story.ts';

const declared = connectionOf(() => Article, 'Article', 'articles');
export const ArticleConnection = declared.Connection;
export const ArticleConnectionResolver = declared.resolver;

@ArgsType()
export class ArticleListArgs extends PageArgs {
  @Field(() => ArticleFilterInput, { nullable: true, description: 'Only articles that match.' })
  filter?: ArticleFilterInput | null;

  @Field(() => ArticleOrderInput, { nullable: true, description: 'Order; newest first when not given.' })
  orderBy?: ArticleOrderInput | null;
}

@ArgsType()
export class StoryArticleArgs extends ArticleListArgs {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'One article of each text, as the filter syndication: COLLAPSE.',
  })
  collapseSyndication?: boolean | null;
}

@ArgsType()
export class PlaceArticleArgs extends ArticleListArgs {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Also articles that mention any place inside this one.',
  })
  includeContained?: boolean | null;
}

@ArgsType()
export class ArticleSearchArgs extends ArticleListArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Words of headline and text, all of which must occur; by RELEVANCE any of them where fewer than 20 articles hold all. "a phrase", OR, -word, (groups), begin*, near5:(two words), headline:word, source:domain, lang:id, person:"name", place:"name", org:"name". Case and accents do not matter; word forms of Indonesian, English and Portuguese are matched. A mistake gives BAD_QUERY with its column; text without a letter or digit sets no condition.',
  })
  query?: string | null;
}

/** A page, and which list it is of. */
type ArticlePage = Connection<PlacedArticle> & { listed: Counted };

/** A row that articles stand under, and how. */
interface Under {
  parent: ArticleParent;
  row: { id: string; rowId: number };
}

async function pageUnder(
  context: GraphContext,
  { parent, row }: Under,
  args: PageArgs & Partial<ArticleListArgs>,
): Promise<ArticlePage> {
  const order = articleOrderOf(args, parent);
  const digest = listDigest(`articles under ${parent}`, { id: row.id, filter: args.filter, order });
  const page = pageOf(args, digest, keyTypeOf(order));
  const list: ArticleList = { scope: await scopeOf(context, args.filter), order };
  const rows = await context.loaders.pages.articlesUnder(parent, list, page).load(row.rowId);
  const count = () => context.loaders.pages.articleCountUnder(parent, list.scope).load(row.rowId);
  const listed = { list, search: null, parent, rowId: row.rowId };
  return { ...connect(rows, page, digest, count), listed };
}

/** A page of `articles`. @throws AppError BAD_INPUT, BAD_CURSOR, BAD_QUERY */
export async function pageOfAll(context: GraphContext, args: ArticleSearchArgs): Promise<ArticlePage> {
  const { query = null } = args;
  const order = articleOrderOf(args, null);
  const digest = listDigest('articles', { query, filter: args.filter, order });
  const page: Page = pageOf(args, digest, keyTypeOf(order));
  const { database, loaders } = context;
  const search = await searchOf(context, query);
  const list: ArticleList = { scope: await scopeOf(context, args.filter), order };
  const found = await listArticles(database, search, list, page);
  const rows = search ? found.map((row) => ({ ...row, search })) : found;
  const count = () => loaders.once(`count ${digest}`, () => countArticles(database, search, list));
  const listed = { list, search, parent: null, rowId: 0 };
  const connection = { ...connect(rows, page, digest, count), listed };
  return order.field === 'RELEVANCE' ? scored(connection, context.at) : connection;
}

/** The sort key of a ranked list is a logarithm without "now" (store/articleKeys.ts); the score is what it stands for. */
function scored(connection: ArticlePage, at: Date): ArticlePage {
  const now = (at.getTime() / 1000 / halfLifeSeconds) * Math.LN2;
  const edges = connection.edges.map((edge) => ({
    ...edge,
    score: Math.exp(Number(edge.row.sortKey) - now),
  }));
  return { ...connection, edges };
}

@Resolver(() => declared.Edge)
export class ArticleEdgeResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Cover density of the query in the article, halved for each week of age; fourfold for articles that hold all words where others follow. Null in other orders.',
  })
  score(@Root() edge: { score?: number }): number | null {
    return edge.score ?? null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether the article holds all words of the query; false for those that follow by RELEVANCE where fewer than 20 hold all. Null without a query.',
  })
  holdsAllWords(@Root() { row }: { row: { holdsAll: boolean | null } }): boolean | null {
    return row.holdsAll;
  }
}

@Resolver(() => ArticleConnection)
export class ArticleCountResolver {
  @FieldResolver(() => CountRelation, { nullable: true, description: 'How exact totalCount is.' })
  async totalCountRelation(@Root() page: ArticlePage): Promise<'EXACT' | 'LOWER_BOUND'> {
    return (await page.count()) >= countCap ? 'LOWER_BOUND' : 'EXACT';
  }
}

@Resolver(() => Article)
export class ArticleListResolver {
  @Query(() => ArticleConnection, { description: 'Articles by full-text query and filter, newest first.' })
  articles(
    @Ctx() context: GraphContext,
    @Args(() => ArticleSearchArgs) args: ArticleSearchArgs,
  ): Promise<ArticlePage> {
    return pageOfAll(context, args);
  }
}

type Row = Under['row'];

@Resolver(() => Source)
export class SourceArticlesResolver {
  @FieldResolver(() => ArticleConnection, { description: 'Articles it published.' })
  articles(
    @Root() row: Row,
    @Ctx() context: GraphContext,
    @Args(() => ArticleListArgs) args: ArticleListArgs,
  ) {
    return pageUnder(context, { parent: 'source', row }, args);
  }
}

@Resolver(() => Author)
export class AuthorArticlesResolver {
  @FieldResolver(() => ArticleConnection, { description: 'Articles with this by-line, newest first.' })
  articles(@Root() row: Row, @Ctx() context: GraphContext, @Args(() => ForwardArgs) args: ForwardArgs) {
    return pageUnder(context, { parent: 'author', row }, args);
  }
}

@Resolver(() => Story)
export class StoryArticlesResolver {
  @FieldResolver(() => ArticleConnection, { description: 'Its articles.' })
  articles(
    @Root() row: Row,
    @Ctx() context: GraphContext,
    @Args(() => StoryArticleArgs) args: StoryArticleArgs,
  ) {
    const collapses = args.collapseSyndication && (args.filter?.syndication ?? 'ALL') === 'ALL';
    const filter: ArticleFilterInput = { ...args.filter, syndication: 'COLLAPSE' };
    return pageUnder(context, { parent: 'story', row }, collapses ? { ...args, filter } : args);
  }
}

@Resolver(() => Entity)
export class EntityArticlesResolver {
  @FieldResolver(() => ArticleConnection, { description: 'Articles that mention it.' })
  articles(
    @Root() row: Row,
    @Ctx() context: GraphContext,
    @Args(() => ArticleListArgs) args: ArticleListArgs,
  ) {
    return pageUnder(context, { parent: 'entity', row }, args);
  }
}

@Resolver(() => Place)
export class PlaceArticlesResolver {
  @FieldResolver(() => ArticleConnection, { description: 'Articles that mention it, or a place inside it.' })
  articles(
    @Root() row: Row,
    @Ctx() context: GraphContext,
    @Args(() => PlaceArticleArgs) args: PlaceArticleArgs,
  ) {
    return pageUnder(
      context,
      { parent: args.includeContained !== false ? 'placeTree' : 'entity', row },
      args,
    );
  }
}

/** The articles that took their text from an original, newest first. */
export function copiesOf(context: GraphContext, original: Row, args: ForwardArgs): Promise<ArticlePage> {
  return pageUnder(context, { parent: 'original', row: original }, args);
}
