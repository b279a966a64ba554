/** Fields of articles that look something up. */
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ArticleRow } from '../store/articles.ts';
import type { CopyRow } from '../store/citations.ts';
import type { EntityRow } from '../store/entities.ts';
import type { AuthorRow, SourceRow } from '../store/sources.ts';
import type { StoryRow } from '../store/stories.ts';
import {
  Article,
  ArticleBody,
  type ArticleText,
  type ContentWithheld,
  Image,
  Syndication,
} from './article.ts';
import { descriptionFor, formatText } from './body.ts';
import { firstOptions, listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Organization, Person, Place } from './entity.ts';
import { TextFormatEnum } from './enums.ts';
import { Author, RightsPolicy, rightsOf, Source } from './source.ts';
import { Story } from './story.ts';

/** The publisher; every article has one. */
async function sourceOf(article: ArticleRow, context: GraphContext): Promise<SourceRow> {
  const source = await context.loaders.source.load(article.sourceId);
  if (!source) throw new Error(`article ${article.rowId} has no source`);
  return source;
}

/** The first entities of a list of keys; those merged into one are named once. */
async function firstEntities(
  ids: number[],
  first: number | null,
  context: GraphContext,
): Promise<EntityRow[]> {
  const wanted = ids.slice(0, listSize(first ?? firstOptions.defaultValue, 'first'));
  const rows = await Promise.all(wanted.map((id) => context.loaders.entity.load(id)));
  return [...new Set(rows.filter((row) => row !== null))];
}

@Resolver(() => Article)
export class ArticleFieldsResolver {
  @FieldResolver(() => Source, { description: 'The outlet that published it (schema.org publisher).' })
  source(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<SourceRow> {
    return sourceOf(article, context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Excerpt (schema.org description), at most rights.snippetMaxChars characters.',
  })
  async description(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<string | null> {
    if (article.description === null) return null;
    return descriptionFor(article.description, await sourceOf(article, context));
  }

  @FieldResolver(() => ArticleBody, {
    description: 'The text (schema.org articleBody), or why it is withheld.',
  })
  async articleBody(
    @Root() article: ArticleRow,
    @Ctx() context: GraphContext,
    @Arg('format', () => TextFormatEnum, {
      nullable: true,
      defaultValue: 'PLAIN',
      description: 'Markup to give the text in.',
    })
    asked: keyof typeof TextFormatEnum | null,
  ): Promise<ArticleText | ContentWithheld> {
    const source = await sourceOf(article, context);
    if (source.exposure !== 'FULL_TEXT') return withheld(article, source);
    const format = asked ?? 'PLAIN';
    const stored = await context.loaders.text.load(article.rowId);
    return { text: formatText(stored?.text ?? '', format), format, complete: stored !== null };
  }

  @FieldResolver(() => RightsPolicy, { description: 'What may be shown of it.' })
  async rights(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<RightsPolicy> {
    return rightsOf(await sourceOf(article, context));
  }

  @FieldResolver(() => Image, { nullable: true, description: 'Its main image (schema.org image).' })
  image(@Root() { image }: ArticleRow): Image | null {
    return image && { url: image.url, caption: image.caption, creditText: image.credit };
  }

  @FieldResolver(() => [Author], { description: 'Who wrote it (schema.org author), in printed order.' })
  async authors(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<AuthorRow[]> {
    const rows = await Promise.all(article.authorIds.map((id) => context.loaders.author.load(id)));
    return rows.filter((row) => row !== null);
  }

  @FieldResolver(() => Story, {
    nullable: true,
    description: 'The story it belongs to; null while it has none.',
  })
  story(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<StoryRow | null> | null {
    return article.storyId === null ? null : context.loaders.story.load(article.storyId);
  }

  @FieldResolver(() => [Person], { description: 'People named in it, most salient first.' })
  people(
    @Root() article: ArticleRow,
    @Ctx() context: GraphContext,
    @Arg('first', () => Int, firstOptions) first: number | null,
  ): Promise<EntityRow[]> {
    return firstEntities(article.personIds, first, context);
  }

  @FieldResolver(() => [Place], { description: 'Places named in it, most salient first.' })
  places(
    @Root() article: ArticleRow,
    @Ctx() context: GraphContext,
    @Arg('first', () => Int, firstOptions) first: number | null,
  ): Promise<EntityRow[]> {
    return firstEntities(article.placeIds, first, context);
  }

  @FieldResolver(() => [Organization], { description: 'Organizations named in it, most salient first.' })
  organizations(
    @Root() article: ArticleRow,
    @Ctx() context: GraphContext,
    @Arg('first', () => Int, firstOptions) first: number | null,
  ): Promise<EntityRow[]> {
    return firstEntities(article.organizationIds, first, context);
  }

  @FieldResolver(() => Syndication, {
    description: 'Copies of this text elsewhere, and the original when this is a copy.',
  })
  async syndication(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<SyndicationValue> {
    return syndicationOf(article, await context.loaders.copy.load(article.rowId));
  }
}

function withheld(article: ArticleRow, source: SourceRow): ContentWithheld {
  const message =
    source.exposure === 'NONE'
      ? `No text of ${source.name} may be shown here; read it at the publisher.`
      : `Only an excerpt of ${source.name} may be shown here; read the rest at the publisher.`;
  return { basis: 'OPERATOR_DEFAULT', message, originalUrl: article.url };
}

/** A Syndication with the articles it is between. */
export interface SyndicationValue extends Syndication {
  article: ArticleRow;
  originalId: number | null;
}

const roles = { COPY: 'COPY', DERIVED: 'REWRITE' } as const;

function syndicationOf(article: ArticleRow, copy: CopyRow | null): SyndicationValue {
  return {
    role: copy?.kind ? roles[copy.kind] : 'ORIGINAL',
    groupSize: copy?.groupSize ?? 1,
    similarity: copy?.containment ?? null,
    article,
    originalId: copy?.originalId ?? null,
  };
}
