/** Lists of people, places and entities of all kinds. */
import { Args, ArgsType, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql';
import { listDigest } from '../base/cursor.ts';
import type { EntityKind, PlaceType } from '../base/news.ts';
import { placesInBox, placesNear, placeTree } from '../store/area.ts';
import {
  countEntities,
  type EntityOrder,
  type EntityOrderField,
  type EntityScope,
  entityKeyType,
  listEntities,
  type PlacedEntity,
} from '../store/entityLists.ts';
import { type Connection, connect, connectionOf, ForwardArgs, pageOf } from './connection.ts';
import type { GraphContext } from './context.ts';
import { Entity, Person, Place } from './entity.ts';
import { EntityKindEnum, EntityOrderFieldEnum, PlaceTypeEnum, SortDirection } from './enums.ts';
import { type Direction, entityById, spanOf, TimeRangeInput } from './filters.ts';
import { boxOf, circleOf, GeoBoxInput, GeoNearInput } from './geo.ts';
import { CountryCode, WikidataId } from './scalars.ts';

@InputType('EntityFilter', {
  description: 'Conditions on entities. Conditions are ANDed; the values of one field are ORed.',
})
export class EntityFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of any of its names, in any case.' })
  query?: string | null;

  @Field(() => [EntityKindEnum], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: EntityKind[] | null;

  @Field(() => [WikidataId], { nullable: true, description: 'One of these Wikidata items.' })
  wikidataIds?: string[] | null;

  @Field(() => [CountryCode], { nullable: true, description: 'Places in one of these countries.' })
  countries?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'This place and places inside it, at any depth.' })
  withinPlaceId?: string | null;

  @Field(() => [PlaceTypeEnum], { nullable: true, description: 'Places of one of these types.' })
  placeTypes?: PlaceType[] | null;

  @Field(() => GeoNearInput, {
    nullable: true,
    description: 'Places at most so far from a point; countries and regions are no points.',
  })
  near?: GeoNearInput | null;

  @Field(() => GeoBoxInput, {
    nullable: true,
    description: 'Places between these edges; countries and regions are no points.',
  })
  bbox?: GeoBoxInput | null;

  @Field(() => TimeRangeInput, {
    nullable: true,
    description: 'Mentioned by an article whose sortDate lies in this span.',
  })
  mentionedIn?: TimeRangeInput | null;
}

@InputType('EntityOrder', { description: 'Order of entities.' })
export class EntityOrderInput {
  @Field(() => EntityOrderFieldEnum, { description: 'What to order by.' })
  field!: EntityOrderField;

  @Field(() => SortDirection, { defaultValue: 'DESC', description: 'Which end comes first.' })
  direction!: Direction;
}

@ArgsType()
export class EntityListArgs extends ForwardArgs {
  @Field(() => EntityFilterInput, { nullable: true, description: 'Only entities that match.' })
  filter?: EntityFilterInput | null;

  @Field(() => EntityOrderInput, {
    nullable: true,
    description: 'Order; most mentioned first when not given.',
  })
  orderBy?: EntityOrderInput | null;
}

const entities = connectionOf(() => Entity, 'Entity', 'entities');
const people = connectionOf(() => Person, 'Person', 'people');
const places = connectionOf(() => Place, 'Place', 'places');
export const PlaceConnection = places.Connection;
export const entityConnectionResolvers = [entities.resolver, people.resolver, places.resolver] as const;

/** Kinds that both the field and the filter allow; an empty list matches nothing. */
function kindsOf(fixed: EntityKind | null, asked: EntityKind[] | null): EntityKind[] | null {
  if (fixed === null) return asked;
  return asked === null || asked.includes(fixed) ? [fixed] : [];
}

async function scopeOf(
  context: GraphContext,
  filter: EntityFilterInput | null,
  kind: EntityKind | null,
): Promise<EntityScope> {
  return {
    kinds: kindsOf(kind, filter?.kinds ?? null),
    query: filter?.query ?? null,
    wikidataIds: filter?.wikidataIds ?? null,
    countries: filter?.countries ?? null,
    placeTypes: filter?.placeTypes ?? null,
    placeIds: await placesOf(context, filter),
    mentionedIn: filter?.mentionedIn ? spanOf(filter.mentionedIn, context.at) : null,
  };
}

/** Serial keys of the places inside every place and area that the filter names; null when it names none. */
async function placesOf(context: GraphContext, filter: EntityFilterInput | null): Promise<number[] | null> {
  const { withinPlaceId, near, bbox } = filter ?? {};
  const { database } = context;
  const areas: Promise<number[]>[] = [];
  if (withinPlaceId !== undefined && withinPlaceId !== null) areas.push(insideOf(context, withinPlaceId));
  if (near) areas.push(placesNear(database, circleOf(near)));
  if (bbox) areas.push(placesInBox(database, boxOf(bbox)));
  if (areas.length === 0) return null;
  const [first = [], ...others] = await Promise.all(areas);
  const sets = others.map((ids) => new Set(ids));
  return first.filter((id) => sets.every((set) => set.has(id)));
}

async function insideOf(context: GraphContext, placeId: string): Promise<number[]> {
  const root = await entityById(context, placeId);
  return root ? placeTree(context.database, root.rowId) : [];
}

async function pageOfKind(
  context: GraphContext,
  kind: EntityKind | null,
  args: EntityListArgs,
): Promise<Connection<PlacedEntity>> {
  const field = args.orderBy?.field ?? 'MENTIONS';
  const order: EntityOrder = { field, descending: args.orderBy?.direction !== 'ASC' };
  const digest = listDigest('entities', { kind, filter: args.filter, order });
  const page = pageOf(args, digest, entityKeyType(order));
  const scope = await scopeOf(context, args.filter ?? null, kind);
  const rows = await listEntities(context.database, scope, order, page);
  return connect(rows, page, digest, () => countEntities(context.database, scope));
}

@Resolver()
export class EntityListResolver {
  @Query(() => entities.Connection, { description: 'People, places and organizations by filter.' })
  entities(@Ctx() context: GraphContext, @Args(() => EntityListArgs) args: EntityListArgs) {
    return pageOfKind(context, null, args);
  }

  @Query(() => people.Connection, { description: 'People by filter.' })
  people(@Ctx() context: GraphContext, @Args(() => EntityListArgs) args: EntityListArgs) {
    return pageOfKind(context, 'PERSON', args);
  }

  @Query(() => places.Connection, { description: 'Places by filter.' })
  places(@Ctx() context: GraphContext, @Args(() => EntityListArgs) args: EntityListArgs) {
    return pageOfKind(context, 'PLACE', args);
  }
}
