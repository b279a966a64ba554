/** Lists of people, places and organisations, and of the places inside a place. */
import { eq, type SQL, sql } from 'drizzle-orm';
import type { EntityKind, PlaceType } from '../base/news.ts';
import type { Database } from './db.ts';
import { type EntityRow, entityColumns } from './entities.ts';
import type { TimeRange } from './filter.ts';
import {
  all,
  array,
  countCapped,
  countUnder,
  cursorKey,
  keysetConditions,
  keysetOrder,
  type Page,
  type Placed,
  type Sort,
} from './keyset.ts';
import { containing } from './sources.ts';
import { entities, places } from './tables.ts';

export type PlacedEntity = EntityRow & Placed;

export type EntityOrderField = 'NAME' | 'MENTIONS' | 'TREND' | 'LAST_MENTIONED';

export interface EntityOrder {
  field: EntityOrderField;
  descending: boolean;
}

/** Conditions on entities, all of which must hold; null sets none. */
export interface EntityScope {
  kinds: EntityKind[] | null;
  /** Part of any of its names. */
  query: string | null;
  wikidataIds: string[] | null;
  /** Places in these countries; people and organisations are then left out. */
  countries: string[] | null;
  placeTypes: PlaceType[] | null;
  /** Serial keys of the places that lie inside the asked place and areas. */
  placeIds: number[] | null;
  /** An article with a date in this span mentions it. */
  mentionedIn: TimeRange | null;
}

const sortKeys: Record<EntityOrderField, { key: SQL; type: Sort['type'] }> = {
  NAME: { key: sql`e.name`, type: 'text' },
  MENTIONS: { key: sql`e.article_count`, type: 'integer' },
  TREND: { key: sql`coalesce(board.score, 0)`, type: 'float' },
  // An entity that no article mentions yet sorts as if mentioned in 1970.
  LAST_MENTIONED: { key: sql`coalesce(e.last_mentioned_at, 'epoch')`, type: 'instant' },
};

/** What entities are listed from: the table, with their scores on the latest board of the day where these order them. */
const tableOf = ({ field }: EntityOrder): SQL =>
  field === 'TREND'
    ? sql`entities e left join board_rows board on board.entity_id = e.id and board.run_id = (
        select id from board_runs where time_window = 'DAY' and scope = '' order by as_of desc, id desc limit 1)`
    : sql`entities e`;

/** Type of the sort key of an order, for cursors. */
export const entityKeyType = (order: EntityOrder): Sort['type'] => sortKeys[order.field].type;

const sortOf = (order: EntityOrder): Sort => ({
  ...sortKeys[order.field],
  id: sql`e.id`,
  descending: order.descending,
});

function conditionsOf(scope: EntityScope): SQL[] {
  const conditions = [sql`e.merged_into_id is null and e.suppressed_at is null`];
  if (scope.kinds) conditions.push(sql`e.kind = any(${array(scope.kinds, 'text')})`);
  if (scope.wikidataIds) conditions.push(sql`e.wikidata_id = any(${array(scope.wikidataIds, 'text')})`);
  if (scope.query) {
    const pattern = containing(scope.query);
    conditions.push(sql`(e.name ilike ${pattern}
      or exists (select 1 from entity_aliases l where l.entity_id = e.id and l.name ilike ${pattern}))`);
  }
  if (scope.mentionedIn) {
    const { start, end } = scope.mentionedIn;
    conditions.push(sql`exists (select 1 from mentions m where m.entity_id = e.id
      and m.published_at >= ${start.toISOString()}::timestamptz and m.published_at < ${end.toISOString()}::timestamptz)`);
  }
  const ofPlace: SQL[] = [];
  if (scope.countries) ofPlace.push(sql`p.country_code = any(${array(scope.countries, 'text')})`);
  if (scope.placeTypes) ofPlace.push(sql`p.place_type = any(${array(scope.placeTypes, 'text')})`);
  if (scope.placeIds) ofPlace.push(sql`p.entity_id = any(${array(scope.placeIds, 'bigint')})`);
  if (ofPlace.length > 0) {
    conditions.push(sql`exists (select 1 from places p where p.entity_id = e.id and ${all(ofPlace)})`);
  }
  return conditions;
}

function joinEntities(database: Database, keys: SQL, order: EntityOrder, backwards: boolean) {
  const direction = sql.raw(order.descending === backwards ? 'asc' : 'desc');
  return database.db
    .select({
      ...entityColumns,
      parent: sql<number>`k.parent::float8`,
      sortKey: cursorKey(sql`k.k`, entityKeyType(order)),
    })
    .from(entities)
    .innerJoin(sql`(${keys}) k`, sql`k.id = ${entities.id}`)
    .leftJoin(places, eq(places.entityId, entities.id))
    .orderBy(sql`k.parent, k.k ${direction}, k.id ${direction}`);
}

/** A page of entities, one row more than `page.limit` where there are more. */
export async function listEntities(
  database: Database,
  scope: EntityScope,
  order: EntityOrder,
  page: Page,
): Promise<PlacedEntity[]> {
  const sort = sortOf(order);
  const where = all([...conditionsOf(scope), ...keysetConditions(sort, page)]);
  const keys = sql`select 0::bigint as parent, e.id, ${sort.key} as k from ${tableOf(order)}
    where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${page.limit + 1}::integer`;
  return await joinEntities(database, keys, order, page.backwards);
}

/** How many entities match, counted to `countCap`. */
export function countEntities(database: Database, scope: EntityScope): Promise<number> {
  return countCapped(database, sql`entities e`, conditionsOf(scope));
}

const mostMentioned: EntityOrder = { field: 'MENTIONS', descending: true };

function insideOf(types: PlaceType[] | null): SQL {
  const typed = types ? sql`and c.place_type = any(${array(types, 'text')})` : sql``;
  return sql`places c join entities e on e.id = c.entity_id and e.merged_into_id is null and e.suppressed_at is null
    where c.parent_id = p.id ${typed}`;
}

/** One page of the places directly inside each place, most mentioned first; one statement for all places. */
export async function placesInside(
  database: Database,
  ids: readonly number[],
  types: PlaceType[] | null,
  page: Page,
): Promise<PlacedEntity[]> {
  const sort = sortOf(mostMentioned);
  const keys = sql`select p.id as parent, x.id, x.k from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
      select e.id, ${sort.key} as k from ${insideOf(types)} and ${all(keysetConditions(sort, page))}
      order by ${keysetOrder(sort, page.backwards)} limit ${page.limit + 1}::integer
    ) x`;
  return await joinEntities(database, keys, mostMentioned, page.backwards);
}

/** How many places lie directly inside each place, counted to `countCap`. */
export function countPlacesInside(
  database: Database,
  ids: readonly number[],
  types: PlaceType[] | null,
): Promise<{ parent: number; n: number }[]> {
  return countUnder(database, ids, insideOf(types));
}
