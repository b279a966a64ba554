/** Copies and citations: whose text an article carries and whom it credits. */
import { Args, Ctx, Field, FieldResolver, Float, ObjectType, Resolver, Root } from 'type-graphql';
import type { CitationKind } from '../base/news.ts';
import type { ArticleRow, PlacedArticle } from '../store/articles.ts';
import type { CitationRow } from '../store/citations.ts';
import type { EntityRow } from '../store/entities.ts';
import type { SourceRow } from '../store/sources.ts';
import { Article, Syndication } from './article.ts';
import type { SyndicationValue } from './articleFields.ts';
import { ArticleConnection, copiesOf } from './articleLists.ts';
import { type Connection, ForwardArgs } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Organization } from './entity.ts';
import { CitationKindEnum } from './enums.ts';
import { creditKey } from './loaders.ts';
import { Source } from './source.ts';

@Resolver(() => Syndication)
export class SyndicationResolver {
  @FieldResolver(() => Article, {
    nullable: true,
    description: 'The article the text was taken from; null for a text of its own.',
  })
  original(
    @Root() { originalId }: SyndicationValue,
    @Ctx() context: GraphContext,
  ): Promise<ArticleRow | null> | null {
    return originalId === null ? null : context.loaders.article.load(originalId);
  }

  @FieldResolver(() => ArticleConnection, {
    description:
      'Every article that took its text from the original, newest first; a copy is among them itself.',
  })
  async copies(
    @Root() { article, originalId }: SyndicationValue,
    @Ctx() context: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<Connection<PlacedArticle>> {
    const original = originalId === null ? article : await context.loaders.article.load(originalId);
    return copiesOf(context, original ?? article, args);
  }
}

@ObjectType({
  simpleResolvers: true,
  description:
    "A phrase that credits another outlet, e.g. 'seperti dikabarkan Reuters' (schema.org citation).",
})
export class Citation {
  @Field(() => CitationKindEnum, { description: 'How the other is credited.' })
  kind!: CitationKind;

  @Field(() => String, { description: 'The phrase, as printed.' })
  text!: string;

  @Field(() => Float, { description: '0 to 1, how sure we are.' })
  confidence!: number;
}

@Resolver(() => Citation)
export class CitationResolver {
  @FieldResolver(() => Source, {
    nullable: true,
    description: 'The credited outlet, when it is a source here.',
  })
  source(@Root() { sourceId }: CitationRow, @Ctx() context: GraphContext): Promise<SourceRow | null> | null {
    return sourceId === null ? null : context.loaders.source.load(sourceId);
  }

  @FieldResolver(() => Article, {
    nullable: true,
    description:
      'The credited article: the original that was copied, where it is of the credited source, else its first article of the same story; null when neither is known.',
  })
  async article(
    @Root() { articleId, sourceId }: CitationRow,
    @Ctx() { loaders }: GraphContext,
  ): Promise<ArticleRow | null> {
    const found = sourceId === null ? null : await loaders.credited.load(creditKey({ articleId, sourceId }));
    return found && loaders.article.load(found.creditedId);
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'The credited body, when it is known.' })
  organization(@Root() row: CitationRow, @Ctx() context: GraphContext): Promise<EntityRow | null> | null {
    return row.organizationId === null ? null : context.loaders.entity.load(row.organizationId);
  }
}

@Resolver(() => Article)
export class ArticleCitationsResolver {
  @FieldResolver(() => [Citation], { description: 'Whom the article credits, in the order of the text.' })
  citations(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<CitationRow[]> {
    return context.loaders.citations.load(article.rowId);
  }
}
