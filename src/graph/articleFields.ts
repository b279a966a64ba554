/** Fields of articles that look something up. */
import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ArticleRow } from '../store/articles.ts';
import type { CopyRow } from '../store/citations.ts';
import type { EntityRow } from '../store/entities.ts';
import type { PlacedRevision } from '../store/revisions.ts';
import type { AuthorRow, SourceRow } from '../store/sources.ts';
import type { StoryRow } from '../store/stories.ts';
import type { RightsBasis } from '../store/tables.ts';
import {
  Article,
  ArticleBody,
  type ArticleText,
  type ContentWithheld,
  Image,
  Syndication,
} from './article.ts';
import { bodyIn, descriptionFor } from './body.ts';
import { type Connection, ForwardArgs, firstOptions, listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Organization, Person, Place } from './entity.ts';
import { TextFormatEnum } from './enums.ts';
import { ArticleRevisionConnection, revisionsOf } from './revision.ts';
import { articleRights, RightsPolicy } from './rights.ts';
import { articleShowing, reasonOf } from './showing.ts';
import { Author, Source } from './source.ts';
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

/** Said to whoever may not read whole texts here, whatever their rights. */
const needsKey = 'Whole texts are read here with a key that has the scope READ_FULL_TEXT.';

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
    return descriptionFor(article.description, articleShowing(article, await sourceOf(article, context)));
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
    const { exposure, basis } = articleShowing(article, source);
    if (exposure !== 'FULL_TEXT') return withheld(article, basis, source.name);
    if (!context.scopes.has('READ_FULL_TEXT'))
      return { ...withheld(article, 'OPERATOR_DEFAULT', source.name), message: needsKey };
    const format = asked ?? 'PLAIN';
    const stored = await context.loaders.text.load(article.rowId);
    const text = stored === null ? '' : bodyIn(stored, format);
    return { text, format, complete: stored !== null };
  }

  @FieldResolver(() => ArticleRevisionConnection, {
    description: 'Versions of it that were seen, newest first; empty when it was never edited.',
  })
  revisions(
    @Root() article: ArticleRow,
    @Ctx() context: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<Connection<PlacedRevision>> {
    return revisionsOf(context, article, args);
  }

  @FieldResolver(() => RightsPolicy, { description: 'What may be shown of it.' })
  async rights(@Root() article: ArticleRow, @Ctx() context: GraphContext): Promise<RightsPolicy> {
    return articleRights(article, await sourceOf(article, context), context);
  }

  @FieldResolver(() => Image, { nullable: true, description: 'Its main image (schema.org image).' })
  image(@Root() { image }: ArticleRow): Image | null {
    if (image === null) return null;
    const { url, width = null, height = null, caption, credit } = image;
    return { url, width, height, caption, creditText: credit };
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

function withheld(article: ArticleRow, basis: RightsBasis, sourceName: string): ContentWithheld {
  return { basis, message: reasonOf(basis, sourceName), originalUrl: article.url };
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
