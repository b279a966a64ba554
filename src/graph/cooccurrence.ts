/** Entities that articles name together. */
import DataLoader from 'dataloader';
import { ArgsType, Ctx, Field, Float, Int, ObjectType, Root } from 'type-graphql';
import { canonicalJson, listDigest } from '../base/cursor.ts';
import { AppError } from '../base/errors.ts';
import type { EntityKind } from '../base/news.ts';
import type { ArticleRow } from '../store/articles.ts';
import type { EntityRow } from '../store/entities.ts';
import type { TimeRange } from '../store/filter.ts';
import type { Page } from '../store/keyset.ts';
import {
  articlesOfPairs,
  type CooccurrenceMeasure,
  type CooccurrenceRow,
  type CooccurrenceScope,
  cooccurrencesOfEntities,
} from '../store/pairs.ts';
import { Article } from './article.ts';
import { connect, ForwardArgs, PageInfo, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity } from './entity.ts';
import { EntityKindEnum } from './enums.ts';
import { spanOf, TimeRangeInput } from './filters.ts';
import { CooccurrenceMeasureEnum } from './trendEnums.ts';

@ObjectType({ simpleResolvers: true, description: 'How closely another entity belongs to this one.' })
export class Cooccurrence {
  @Field(() => Entity, { description: 'The other entity.' })
  entity!: Entity;

  @Field(() => Int, { description: 'Articles that name both; of copies the original alone.' })
  count!: number;

  @Field(() => Float, { description: 'The measure that was asked for; higher is closer.' })
  score!: number;

  @Field(() => Article, {
    nullable: true,
    description: 'The newest article of the range that names both; null when it was withdrawn meanwhile.',
  })
  async sampleArticle(
    @Root() value: CooccurrenceValue,
    @Ctx() context: GraphContext,
  ): Promise<ArticleRow | null> {
    const { parent, entity, range } = value;
    const id = await sampleLoader(context, range).load(`${parent} ${entity.rowId}`);
    return id === null ? null : context.loaders.article.load(id);
  }
}

type CooccurrenceValue = Omit<Cooccurrence, 'entity' | 'sampleArticle'> & {
  entity: EntityRow;
  /** Serial key of the entity that was asked. */
  parent: number;
  range: TimeRange | null;
};

@ObjectType({ simpleResolvers: true, description: 'One entity named together with another.' })
export class CooccurrenceEdge {
  @Field(() => String, { description: 'Where this edge stands; for after.' })
  cursor!: string;

  @Field(() => Entity, { description: 'The other entity.' })
  node!: Entity;

  @Field(() => Cooccurrence, { description: 'How closely the two belong together.' })
  cooccurrence!: Cooccurrence;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A page of the entities named together with one, closest first.',
})
export class CooccurrenceConnection {
  @Field(() => [CooccurrenceEdge], { description: 'The page with a cursor for each element.' })
  edges!: CooccurrenceEdge[];

  @Field(() => [Entity], { description: 'The entities of the page.' })
  nodes!: Entity[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  pageInfo!: PageInfo;
}

/** A page as resolvers hand it on: rows instead of types. */
export interface CooccurrencePage {
  edges: { cursor: string; node: EntityRow; cooccurrence: CooccurrenceValue }[];
  nodes: EntityRow[];
  pageInfo: PageInfo;
}

@ArgsType()
export class CooccurrenceArgs extends ForwardArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'How many from the start, 1 to 100.' })
  override first?: number | null;

  @Field(() => [EntityKindEnum], { nullable: true, description: 'Only entities of these kinds.' })
  kinds?: EntityKind[] | null;

  @Field(() => TimeRangeInput, {
    nullable: true,
    description: 'Only articles of the days (UTC) that this span touches; all time when not given.',
  })
  range?: TimeRangeInput | null;

  @Field(() => CooccurrenceMeasureEnum, {
    nullable: true,
    defaultValue: 'NPMI',
    description: 'What the list is ordered by, among the 500 entities with most articles in common.',
  })
  measure?: CooccurrenceMeasure | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 2,
    description: 'Only entities with at least this many articles in common, 1 and up.',
  })
  minCount?: number | null;
}

/**
 * A page of the entities named together with one; all entities of a level take one statement together, and one for the
 * entities found. @throws AppError BAD_INPUT for arguments out of bounds, BAD_CURSOR for a cursor of another list.
 */
export async function cooccurrencesOf(
  context: GraphContext,
  entity: EntityRow,
  args: CooccurrenceArgs,
): Promise<CooccurrencePage> {
  const range = args.range ? spanOf(args.range, context.at) : null;
  const minCount = args.minCount ?? 2;
  if (minCount < 1) {
    throw new AppError('BAD_INPUT', `minCount must be at least 1, not ${minCount}.`, {
      data: { argument: 'minCount', min: 1, given: minCount },
    });
  }
  const scope: CooccurrenceScope = {
    kinds: args.kinds ?? null,
    range,
    measure: args.measure ?? 'NPMI',
    minCount,
  };
  // A span up to now moves on from page to page; the list stays the same one.
  const digest = listDigest('cooccurrences', { id: entity.id, ...scope, range: args.range });
  const { limit, after } = pageOf(args, digest, 'float');
  const page: Page = { limit, after, before: null, backwards: false };
  const rows = await pairLoader(context, scope, page).load(entity.rowId);
  const { edges, pageInfo } = connect(rows, page, digest, async () => 0);
  const found = await Promise.all(edges.map(({ row }) => context.loaders.entity.load(row.rowId)));
  const shown = edges.flatMap(({ cursor, row }, i) => {
    const node = found[i];
    if (!node) return [];
    const { count, sortKey: score, parent } = row;
    return [{ cursor, node, cooccurrence: { entity: node, count, score, parent, range } }];
  });
  return { edges: shown, nodes: shown.map(({ node }) => node), pageInfo };
}

function pairLoader(context: GraphContext, scope: CooccurrenceScope, page: Page) {
  return context.loaders.once(
    `cooccurrences ${canonicalJson([scope, page])}`,
    () =>
      new DataLoader<number, CooccurrenceRow[]>(async (ids) => {
        const found = await cooccurrencesOfEntities(context.database, ids, scope, page);
        return ids.map((id) => found.filter(({ parent }) => parent === id));
      }),
  );
}

/** By `parent other`, in serial keys. */
function sampleLoader(context: GraphContext, range: TimeRange | null) {
  return context.loaders.once(
    `article of pair ${canonicalJson(range)}`,
    () =>
      new DataLoader<string, number | null>(async (keys) => {
        const pairs = keys.map((key) => key.split(' ').map(Number) as [number, number]);
        const found = await articlesOfPairs(context.database, pairs, range);
        const byKey = new Map(found.map(({ first, second, articleId }) => [`${first} ${second}`, articleId]));
        return keys.map((key) => byKey.get(key) ?? null);
      }),
  );
}
