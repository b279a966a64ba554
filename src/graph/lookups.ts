/** Root fields that find one thing: by id or by what the world calls it. A miss is null. */
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import { nodeNameOfId } from '../base/id.ts';
import type { EntityKind } from '../base/news.ts';
import type { ArticleRow } from '../store/articles.ts';
import { actionById } from '../store/curationActions.ts';
import type { EntityRow } from '../store/entities.ts';
import type { SourceRow } from '../store/sources.ts';
import type { StoryRow } from '../store/stories.ts';
import { Article } from './article.ts';
import { largestPageSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Organization, Person, Place } from './entity.ts';
import { entityById } from './filters.ts';
import { ArticleBy, PersonBy, PlaceBy, SourceBy, theOne } from './lookupInputs.ts';
import { Node } from './node.ts';
import { savedSearchById } from './savedSearch.ts';
import { Source } from './source.ts';
import { Story } from './story.ts';
import { deliveryById, webhookById } from './webhook.ts';

/** PostgreSQL cannot hold a NUL, so nothing is called that; asking would be an error. */
export const isStorable = (value: string) => !value.includes('\0');

/** Anything by public id, merges followed; null when there is no such thing. */
export async function nodeById(id: string, context: GraphContext): Promise<{ id: string } | null> {
  if (!isStorable(id)) return null;
  const { loaders } = context;
  switch (nodeNameOfId(id)) {
    case 'Article':
      return loaders.articleBy('id').load(id);
    case 'ArticleRevision':
      return loaders.revisionById.load(id);
    case 'Author':
      return loaders.authorById.load(id);
    case 'Source':
      return loaders.sourceBy('id').load(id);
    case 'Story':
      return loaders.storyById.load(id);
    case 'Quote':
      return loaders.quoteById.load(id);
    case 'CurationAction':
      return context.scopes.has('CURATE') ? actionById(context.database, id) : null;
    case 'SavedSearch':
      return savedSearchById(id, context);
    case 'Webhook':
      return webhookById(id, context);
    case 'WebhookDelivery':
      return deliveryById(id, context);
    case 'Person':
    case 'Place':
    case 'Organization':
      return entityById(context, id);
    default:
      return null;
  }
}

async function entityBy(
  input: PersonBy | PlaceBy,
  name: string,
  kind: EntityKind,
  context: GraphContext,
): Promise<EntityRow | null> {
  const [key, value] = theOne(input as PlaceBy, name);
  const text = String(value);
  if (!isStorable(text)) return null;
  const found = await context.loaders.entityBy(key === 'id' ? 'publicId' : key).load(text);
  return found?.kind === kind ? found : null;
}

@Resolver()
export class LookupResolver {
  @Query(() => Node, { nullable: true, description: 'Anything by id.' })
  node(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'Opaque global id.' }) id: string,
  ): Promise<{ id: string } | null> {
    return nodeById(id, context);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Many things by id, in the order asked; unknown ids give null.',
  })
  nodes(
    @Ctx() context: GraphContext,
    @Arg('ids', () => [ID], { description: 'At most 100 ids.' }) ids: string[],
  ): Promise<({ id: string } | null)[]> {
    if (ids.length <= largestPageSize) return Promise.all(ids.map((id) => nodeById(id, context)));
    throw new AppError('BAD_INPUT', `ids takes at most ${largestPageSize} ids, not ${ids.length}.`, {
      data: { argument: 'ids', max: largestPageSize, given: ids.length },
    });
  }

  @Query(() => Article, { nullable: true, description: 'One article.' })
  async article(
    @Ctx() { loaders }: GraphContext,
    @Arg('by', () => ArticleBy, { description: 'How to find it.' }) by: ArticleBy,
  ): Promise<ArticleRow | null> {
    const [key, value] = theOne(by, 'ArticleBy');
    return isStorable(value) ? loaders.articleBy(key).load(value) : null;
  }

  @Query(() => Person, { nullable: true, description: 'One person.' })
  person(
    @Ctx() context: GraphContext,
    @Arg('by', () => PersonBy, { description: 'How to find them.' }) by: PersonBy,
  ): Promise<EntityRow | null> {
    return entityBy(by, 'PersonBy', 'PERSON', context);
  }

  @Query(() => Organization, { nullable: true, description: 'One organization.' })
  organization(
    @Ctx() context: GraphContext,
    @Arg('by', () => PersonBy, { description: 'How to find it.' }) by: PersonBy,
  ): Promise<EntityRow | null> {
    return entityBy(by, 'PersonBy', 'ORGANIZATION', context);
  }

  @Query(() => Place, { nullable: true, description: 'One place.' })
  place(
    @Ctx() context: GraphContext,
    @Arg('by', () => PlaceBy, { description: 'How to find it.' }) by: PlaceBy,
  ): Promise<EntityRow | null> {
    return entityBy(by, 'PlaceBy', 'PLACE', context);
  }

  @Query(() => Source, { nullable: true, description: 'One source.' })
  async source(
    @Ctx() { loaders }: GraphContext,
    @Arg('by', () => SourceBy, { description: 'How to find it.' }) by: SourceBy,
  ): Promise<SourceRow | null> {
    const [key, value] = theOne(by, 'SourceBy');
    if (!isStorable(value)) return null;
    return loaders.sourceBy(key).load(key === 'domain' ? value.toLowerCase() : value);
  }

  @Query(() => Story, { nullable: true, description: 'One story; a merged id gives the survivor.' })
  async story(
    @Ctx() { loaders }: GraphContext,
    @Arg('id', () => ID, { description: 'Its id, or one that was merged into it.' }) id: string,
  ): Promise<StoryRow | null> {
    return isStorable(id) ? loaders.storyById.load(id) : null;
  }
}
