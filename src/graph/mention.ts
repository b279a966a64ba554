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
import { RequiresScope } from './scopes.ts';

@ObjectType({ simpleResolvers: true, description: 'A part of a text, in UTF-16 code units.' })
export class TextSpan {
  @Field(() => Int, { description: 'Where it begins, from 0.' })
  start!: number;

  @Field(() => Int, { description: 'Where it has ended: the first unit behind it.' })
  end!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'All occurrences of one entity in one article (schema.org mentions).',
})
export class Mention {
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

/** A mention's entity; the foreign key says there is one. */
const entityOf = ({ rowId }: MentionRow, { loaders }: GraphContext): Promise<EntityRow | null> =>
  loaders.entity.load(rowId);

@Resolver(() => Mention)
export class MentionResolver {
  @FieldResolver(() => Entity, { description: 'The entity.' })
  entity(@Root() mention: MentionRow, @Ctx() context: GraphContext): Promise<EntityRow | null> {
    return entityOf(mention, context);
  }

  @RequiresScope('READ_FULL_TEXT')
  @FieldResolver(() => [TextSpan], {
    nullable: true,
    description: "Where the article's plain text names it, in the order of the text.",
  })
  offsets(@Root() { spans }: MentionRow): TextSpan[] {
    const pairs = spans.flatMap((start, i) => (i % 2 === 0 ? [{ start, end: spans[i + 1] ?? start }] : []));
    return pairs.sort((a, b) => a.start - b.start);
  }
}

@Resolver(() => declared.Edge)
export class MentionEdgeResolver {
  @FieldResolver(() => Entity, { description: 'The mentioned entity.' })
  node(@Root() { row }: { row: MentionRow }, @Ctx() context: GraphContext): Promise<EntityRow | null> {
    return entityOf(row, context);
  }

  @FieldResolver(() => Mention, { description: 'How the article mentions the node.' })
  mention(@Root() { row }: { row: MentionRow }): MentionRow {
    return row;
  }
}

@Resolver(() => declared.Connection)
export class MentionNodesResolver {
  @FieldResolver(() => [Entity], { description: 'The mentioned entities without cursors.' })
  nodes(@Root() page: Connection<MentionRow>, @Ctx() context: GraphContext): Promise<(EntityRow | null)[]> {
    return Promise.all(page.nodes.map((row) => entityOf(row, context)));
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

@Resolver(() => Article)
export class ArticleMentionsResolver {
  @FieldResolver(() => declared.Connection, {
    description: 'Mentioned entities, most salient first; edges tell how (schema.org mentions).',
  })
  async mentions(
    @Root() article: ArticleRow,
    @Ctx() context: GraphContext,
    @Args(() => MentionListArgs) args: MentionListArgs,
  ): Promise<Connection<MentionRow>> {
    const scope: MentionScope = { kinds: args.kinds ?? null, minSalience: args.minSalience ?? null };
    const digest = listDigest('mentions', { id: article.id, scope });
    const page = pageOf(args, digest, 'float');
    const rows = await context.loaders.pages.mentionsOf(scope, page).load(article.rowId);
    const count = () => context.loaders.pages.mentionCountOf(scope).load(article.rowId);
    return connect(rows, page, digest, count);
  }
}
