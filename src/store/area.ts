/** Areas on the globe: the places inside a circle, a box or another place, and how far an article's places are away. */
import { type SQL, sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';

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

/** A country and a region are areas themselves, whose point says nothing of where something happened: they are in no area. */
const isPoint = sql.raw(
  `p.place_type not in ('COUNTRY', 'REGION') and p.latitude is not null and p.longitude is not null`,
);

async function placesWhere(database: Database, condition: SQL): Promise<number[]> {
  const found = await rows<{ id: number }>(
    database,
    sql`select p.entity_id::float8 as id from places p where ${isPoint} and ${condition}`,
  );
  return found.map(({ id }) => id);
}

/** Serial keys of the places in a circle. */
export const placesNear = (database: Database, circle: GeoCircle): Promise<number[]> =>
  placesWhere(database, sql`${distanceKm(circle)} <= ${circle.radiusKm}::float8`);

/** Serial keys of the places in a box. */
export const placesInBox = (database: Database, box: GeoBox): Promise<number[]> =>
  placesWhere(database, insideBox(box));

/** Kilometres from a circle's middle to a place with this serial key. */
export const kmTo = (circle: GeoCircle, place: SQL): SQL =>
  sql`(select ${distanceKm(circle)} from places p where p.entity_id = ${place})`;

/** Kilometres from a circle's middle to the nearest place that `articles a` mentions; null where it mentions no point. */
export const nearestKm = (circle: GeoCircle): SQL =>
  sql`(select min(${distanceKm(circle)}) from mentions n join places p on p.entity_id = n.entity_id
    where n.article_id = a.id and ${isPoint})`;
