/** Mentions: which entities an article names, how often and where. */
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  Int,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import type { EntityKind } from '../base/news.ts';
import type { ArticleRow } from '../store/articles.ts';
import type { EntityRow } from '../store/entities.ts';
import type { MentionRow, MentionScope } from '../store/mentions.ts';
import { Article } from './article.ts';
import { type Connection, connect, connectionOf, ForwardArgs, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity } from './entity.ts';
import { EntityKindEnum } from './enums.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'All occurrences of one entity in one article (schema.org mentions).',
})
export class Mention {
  @Field(() => Entity, { description: 'The entity.' })
  entity!: Entity;

  @Field(() => [String], { description: 'How the article spells it.' })
  surfaceForms!: string[];

  @Field(() => Int, { description: 'How often the article names it.' })
  count!: number;

  @Field(() => Float, { description: '0 to 1, how much the article is about it.' })
  salience!: number;

  @Field(() => Boolean, { description: 'The headline names it.' })
  inHeadline!: boolean;

  @Field(() => Float, { description: '0 to 1, how sure we are that it is this entity.' })
  confidence!: number;
}

const declared = connectionOf(() => Entity, 'Mention', 'mentioned entities');
export const MentionConnectionResolver = declared.resolver;

@Resolver(() => declared.Edge)
export class MentionEdgeResolver {
  @FieldResolver(() => Mention, { description: 'How the article mentions the node.' })
  mention(@Root() edge: { row: MentionRow; node: EntityRow }) {
    return { ...edge.row, entity: edge.node };
  }
}

@ArgsType()
export class MentionListArgs extends ForwardArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'How many from the start, 1 to 100.' })
  override first?: number | null;

  @Field(() => [EntityKindEnum], { nullable: true, description: 'Only entities of these kinds.' })
  kinds?: EntityKind[] | null;

  @Field(() => Float, { nullable: true, description: 'Only mentions at least this salient, 0 to 1.' })
  minSalience?: number | null;
}

type MentionPage = Omit<Connection<MentionRow>, 'edges' | 'nodes'> & {
  edges: { cursor: string; node: EntityRow; row: MentionRow }[];
  nodes: EntityRow[];
};

async function withEntities(page: Connection<MentionRow>, context: GraphContext): Promise<MentionPage> {
  const entities = await Promise.all(page.nodes.map(({ rowId }) => context.loaders.entity.load(rowId)));
  const edges = page.edges.flatMap((edge, i) => {
    const node = entities[i];
    return node ? [{ ...edge, node }] : [];
  });
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}

@Resolver(() => Article)
export class ArticleMentionsResolver {
  @FieldResolver(() => declared.Connection, {
    description: 'Mentioned entities, most salient first; edges tell how (schema.org mentions).',
  })
  async mentions(
    @Root() article: ArticleRow,
    @Ctx() context: GraphContext,
    @Args(() => MentionListArgs) args: MentionListArgs,
  ): Promise<MentionPage> {
    const scope: MentionScope = { kinds: args.kinds ?? null, minSalience: args.minSalience ?? null };
    const digest = listDigest('mentions', { id: article.id, scope });
    const page = pageOf(args, digest, 'float');
    const rows = await context.loaders.mentionsOf(scope, page).load(article.rowId);
    const count = () => context.loaders.mentionCountOf(scope).load(article.rowId);
    return withEntities(connect(rows, page, digest, count), context);
  }
}
