/**
 * Article filters: public ids and domains in, serial keys out, then conditions on the table `articles a`.
 * An id that nobody has matches nothing, which is no error: a client may hold ids of another database.
 */
import { type SQL, sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { findEntities } from './entities.ts';
import { all, array, withoutNul } from './keyset.ts';
import { storiesByPublicIds } from './stories.ts';

/** From `start` (included) to `end` (excluded). */
export interface TimeRange {
  start: Date;
  end: Date;
}

/** Everything at most so far from a point, in degrees (WGS 84) and kilometres. */
export interface GeoCircle {
  latitude: number;
  longitude: number;
  radiusKm: number;
}

/** Between two parallels and two meridians, in degrees (WGS 84); over the 180th meridian when west > east. */
export interface GeoBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Conditions on articles, all of which must hold; null sets none. Ids are public. */
export interface ArticleFilter {
  ids: string[] | null;
  urls: string[] | null;
  sourceIds: string[] | null;
  sourceDomains: string[] | null;
  sourceCountries: string[] | null;
  languages: string[] | null;
  authorIds: string[] | null;
  mentionsAll: string[] | null;
  mentionsAny: string[] | null;
  storyId: string | null;
  published: TimeRange | null;
  firstSeen: TimeRange | null;
  withinPlaceId: string | null;
  near: GeoCircle | null;
  bbox: GeoBox | null;
  not: ArticleFilter | null;
}

/** A filter in the database's own keys. */
export interface ArticleScope {
  publicIds: string[] | null;
  urls: string[] | null;
  sourceIds: number[] | null;
  languages: string[] | null;
  authorIds: number[] | null;
  /** An article must mention one entity of each set. */
  mentionSets: number[][];
  storyIds: number[] | null;
  published: TimeRange | null;
  firstSeen: TimeRange | null;
  not: ArticleScope | null;
}

async function sourceKeys(database: Database, filter: ArticleFilter): Promise<number[] | null> {
  const { sourceIds, sourceDomains, sourceCountries } = filter;
  const conditions: SQL[] = [];
  if (sourceIds) conditions.push(sql`public_id = any(${array(withoutNul(sourceIds), 'text')})`);
  if (sourceDomains) {
    const domains = withoutNul(sourceDomains).map((domain) => domain.toLowerCase());
    conditions.push(sql`domain = any(${array(domains, 'text')})`);
  }
  if (sourceCountries) conditions.push(sql`country = any(${array(withoutNul(sourceCountries), 'text')})`);
  if (conditions.length === 0) return null;
  const found = await rows<{ id: number }>(
    database,
    sql`select id::float8 as id from sources where ${all(conditions)}`,
  );
  return found.map(({ id }) => id);
}

async function authorKeys(database: Database, ids: string[] | null): Promise<number[] | null> {
  if (!ids) return null;
  const found = await rows<{ id: number }>(
    database,
    sql`select id::float8 as id from authors where public_id = any(${array(withoutNul(ids), 'text')})`,
  );
  return found.map(({ id }) => id);
}

/** Serial keys of a place and of everything inside it, at any depth. */
export async function placeTree(database: Database, rootId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    database,
    sql`with recursive tree(id) as (
      select ${rootId}::bigint union select p.entity_id from places p join tree t on p.parent_id = t.id
    ) select id::float8 as id from tree`,
  );
  return found.map(({ id }) => id);
}

/** Mean radius of the earth (IUGG). */
const earthRadiusKm = 6371.0088;

/** Great-circle distance in kilometres by the haversine formula, which is exact enough for near points too. */
function distanceKm({ latitude, longitude }: GeoCircle): SQL {
  const [lat, lon] = [sql`${latitude}::float8`, sql`${longitude}::float8`];
  const haversine = (degrees: SQL) => sql`power(sind((${degrees}) / 2), 2)`;
  const a = sql`${haversine(sql`p.latitude - ${lat}`)}
    + cosd(${lat}) * cosd(p.latitude) * ${haversine(sql`p.longitude - ${lon}`)}`;
  return sql`(${sql.raw(String(2 * earthRadiusKm))} * asin(sqrt(least(1, ${a}))))`;
}

function insideBox({ west, south, east, north }: GeoBox): SQL {
  const sign = sql.raw(west <= east ? 'and' : 'or');
  return sql`p.latitude between ${south}::float8 and ${north}::float8
    and (p.longitude >= ${west}::float8 ${sign} p.longitude <= ${east}::float8)`;
}

/**
 * Serial keys of the places that articles mention inside an area. A country and a region are areas themselves, whose point
 * says nothing of where something happened: they are inside no area.
 */
async function placesInArea(database: Database, area: SQL): Promise<number[]> {
  const found = await rows<{ id: number }>(
    database,
    sql`select p.entity_id::float8 as id from places p
      where p.place_type not in ('COUNTRY', 'REGION') and p.latitude is not null and p.longitude is not null and ${area}`,
  );
  return found.map(({ id }) => id);
}

async function areaSets(database: Database, { near, bbox }: ArticleFilter): Promise<number[][]> {
  const areas: SQL[] = [];
  if (near) areas.push(sql`${distanceKm(near)} <= ${near.radiusKm}::float8`);
  if (bbox) areas.push(insideBox(bbox));
  return Promise.all(areas.map((area) => placesInArea(database, area)));
}

async function mentionSets(database: Database, filter: ArticleFilter): Promise<number[][]> {
  const { mentionsAll, mentionsAny, withinPlaceId } = filter;
  const asked = [...(mentionsAll ?? []), ...(mentionsAny ?? []), ...(withinPlaceId ? [withinPlaceId] : [])];
  if (asked.length === 0) return mentionsAny ? [[]] : [];
  const found = await findEntities(database, 'publicId', withoutNul(asked));
  const keyOf = (id: string) => found.get(id)?.rowId;
  const keys = (ids: string[]) => ids.map(keyOf).filter((key) => key !== undefined);
  const sets = (mentionsAll ?? []).map((id) => keys([id]));
  if (mentionsAny) sets.push(keys(mentionsAny));
  if (withinPlaceId) {
    const root = keyOf(withinPlaceId);
    sets.push(root === undefined ? [] : await placeTree(database, root));
  }
  return sets;
}

async function storyKeys(database: Database, id: string | null): Promise<number[] | null> {
  if (id === null) return null;
  const found = await storiesByPublicIds(database, withoutNul([id]));
  return [...found.values()].map(({ rowId }) => rowId);
}

/** Looks up every id of a filter; costs one statement per kind of id that the filter uses, none when it uses none. */
export async function resolveArticleFilter(database: Database, filter: ArticleFilter): Promise<ArticleScope> {
  const [sourceIds, authorIds, sets, areas, storyIds, not] = await Promise.all([
    sourceKeys(database, filter),
    authorKeys(database, filter.authorIds),
    mentionSets(database, filter),
    areaSets(database, filter),
    storyKeys(database, filter.storyId),
    filter.not ? resolveArticleFilter(database, filter.not) : null,
  ]);
  return {
    publicIds: filter.ids && withoutNul(filter.ids),
    urls: filter.urls && withoutNul(filter.urls),
    sourceIds,
    languages: filter.languages && [...new Set(withoutNul(filter.languages).map(primaryTag))],
    authorIds,
    mentionSets: [...sets, ...areas],
    storyIds,
    published: filter.published,
    firstSeen: filter.firstSeen,
    not,
  };
}

/** Articles are stored under their primary language tag: `en-GB` finds what `en` finds. */
function primaryTag(tag: string): string {
  return (tag.split('-')[0] ?? tag).toLowerCase();
}

function within(column: SQL, range: TimeRange): SQL {
  const [start, end] = [range.start.toISOString(), range.end.toISOString()];
  return sql`(${column} >= ${start}::timestamptz and ${column} < ${end}::timestamptz)`;
}

/** An article mentions an entity of the set. */
export function mentionsOneOf(entityIds: readonly number[]): SQL {
  return sql`exists (select 1 from mentions x where x.article_id = a.id and x.entity_id = any(${array(entityIds, 'bigint')}))`;
}

/** The scope's conditions on `articles a`, without its mention sets (a list may be driven by one of them). */
export function rowConditions(scope: ArticleScope): SQL[] {
  const conditions: SQL[] = [];
  if (scope.publicIds) conditions.push(sql`a.public_id = any(${array(scope.publicIds, 'text')})`);
  if (scope.urls) conditions.push(sql`a.url = any(${array(scope.urls, 'text')})`);
  if (scope.sourceIds) conditions.push(sql`a.source_id = any(${array(scope.sourceIds, 'bigint')})`);
  if (scope.languages) conditions.push(sql`a.language = any(${array(scope.languages, 'text')})`);
  if (scope.authorIds) conditions.push(sql`a.author_ids && ${array(scope.authorIds, 'bigint')}`);
  if (scope.storyIds) conditions.push(sql`a.story_id = any(${array(scope.storyIds, 'bigint')})`);
  if (scope.published) conditions.push(within(sql`a.sort_date`, scope.published));
  if (scope.firstSeen) conditions.push(within(sql`a.first_seen_at`, scope.firstSeen));
  // A column may be null (an article without a story): such a row is outside the inner filter, hence not excluded.
  if (scope.not) conditions.push(sql`not coalesce((${all(scopeConditions(scope.not))}), false)`);
  return conditions;
}

/** Every condition of a scope on `articles a`. */
export function scopeConditions(scope: ArticleScope): SQL[] {
  return [...rowConditions(scope), ...scope.mentionSets.map(mentionsOneOf)];
}
