/** What an article is about: its subjects, where it takes place, what else tells of them. */
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ArticleRow } from '../store/articles.ts';
import type { EntityRow } from '../store/entities.ts';
import { Article } from './article.ts';
import { firstOptions, listSize } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity, Place } from './entity.ts';
import { Url } from './scalars.ts';

/** Entities by serial key, in order; those merged into one once, hidden ones left out. */
async function entitiesOf(ids: readonly number[], { loaders }: GraphContext): Promise<EntityRow[]> {
  const rows = await Promise.all(ids.map((id) => loaders.entity.load(id)));
  return [...new Set(rows.filter((row) => row !== null))];
}

const defaultRelated = 5;

@Resolver(() => Article)
export class ArticleSubjectsResolver {
  @FieldResolver(() => [Entity], {
    description:
      'Its main subjects (schema.org about), most salient first: named in the headline or again and again in the text; five at most.',
  })
  async about(@Root() { rowId }: ArticleRow, @Ctx() context: GraphContext): Promise<EntityRow[]> {
    const subjects = await context.loaders.subjects.load(rowId);
    return entitiesOf(
      subjects.map(({ entityId }) => entityId),
      context,
    );
  }

  @FieldResolver(() => [Place], {
    description:
      'Where it takes place (schema.org contentLocation): the place of the dateline, then the places among its subjects.',
  })
  async contentLocations(@Root() { rowId }: ArticleRow, @Ctx() context: GraphContext): Promise<EntityRow[]> {
    const locations = await context.loaders.locations.load(rowId);
    return entitiesOf(
      locations.map(({ entityId }) => entityId),
      context,
    );
  }

  @FieldResolver(() => [Article], {
    description:
      'Articles of other stories that tell of the same subjects, those that share most of them first, then the newest; one of each story.',
  })
  async related(
    @Root() { rowId }: ArticleRow,
    @Ctx() { loaders }: GraphContext,
    @Arg('first', () => Int, { ...firstOptions, defaultValue: defaultRelated }) first: number | null,
  ): Promise<ArticleRow[]> {
    const limit = listSize(first ?? defaultRelated, 'first');
    const found = await loaders.related(limit).load(rowId);
    const rows = await Promise.all(found.map(({ relatedId }) => loaders.article.load(relatedId)));
    return rows.filter((row) => row !== null);
  }

  @FieldResolver(() => Url, {
    description: 'Its URL.',
    deprecationReason: 'Renamed to `url` on 2026-11-23. Removed no earlier than 2027-06-01.',
  })
  link(@Root() { url }: ArticleRow): string {
    return url;
  }
}
