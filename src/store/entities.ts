/** Reads of people, places and organisations. A merged entity is always answered by its survivor, a suppressed one never. */
import { eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { EntityKind, PlaceType } from '../base/news.ts';
import { type Database, prepared, rows } from './db.ts';
import { survivors } from './merges.ts';
import { entities, places } from './tables.ts';

/** What the graph shows of an entity; place columns are null for people and organisations. */
export const entityColumns = {
  id: entities.publicId,
  rowId: entities.id,
  kind: entities.kind,
  name: entities.name,
  names: entities.names,
  wikidataId: entities.wikidataId,
  jobTitles: entities.jobTitles,
  articleCount: entities.articleCount,
  lastMentionedAt: entities.lastMentionedAt,
  mergedIntoId: entities.mergedIntoId,
  geonamesId: places.geonamesId,
  placeType: places.placeType,
  countryCode: places.countryCode,
  latitude: places.latitude,
  longitude: places.longitude,
  parentId: places.parentId,
};

export interface EntityRow {
  id: string;
  rowId: number;
  kind: EntityKind;
  name: string;
  names: Record<string, string>;
  wikidataId: string | null;
  jobTitles: Record<string, string>;
  articleCount: number;
  lastMentionedAt: Date | null;
  mergedIntoId: number | null;
  geonamesId: number | null;
  placeType: PlaceType | null;
  countryCode: string | null;
  latitude: number | null;
  longitude: number | null;
  parentId: number | null;
}

/** Suppressed entities are answered nowhere; what was merged into one goes with it. */
const isVisible = isNull(entities.suppressedAt);

/** Entities by serial key, merges followed; the map's keys are those asked for, unknown ones are left out. */
export async function entitiesByIds(
  database: Database,
  ids: readonly number[],
): Promise<Map<number, EntityRow>> {
  const statement = prepared(database, 'entities_by_ids', (db) =>
    db
      .select(entityColumns)
      .from(entities)
      .leftJoin(places, eq(places.entityId, entities.id))
      .where(sql`${entities.id} = any(${sql.placeholder('ids')}::bigint[]) and ${isVisible}`)
      .prepare('entities_by_ids'),
  );
  return survivors(ids, (wanted) => statement.execute({ ids: [...wanted] }) as Promise<EntityRow[]>);
}

const lookups = {
  publicId: {
    name: 'entities_by_public_ids',
    keys: sql`select k.asked, coalesce(r.entity_id, o.id) as id
      from unnest(${sql.placeholder('asked')}::text[]) as k(asked)
      left join entity_redirects r on r.old_public_id = k.asked
      left join entities o on o.public_id = k.asked`,
  },
  wikidataId: {
    name: 'entities_by_wikidata_ids',
    keys: sql`select wikidata_id as asked, id from entities where wikidata_id = any(${sql.placeholder('asked')}::text[])`,
  },
  geonamesId: {
    name: 'entities_by_geonames_ids',
    keys: sql`select geonames_id::text as asked, entity_id as id from places
      where geonames_id = any(${sql.placeholder('asked')}::text[]::integer[])`,
  },
} satisfies Record<string, { name: string; keys: SQL }>;

export type EntityKey = keyof typeof lookups;

/** Entities by public id, Wikidata id or GeoNames id (as text); merged ids and merged entities give the survivor. */
export async function findEntities(
  database: Database,
  by: EntityKey,
  asked: readonly string[],
): Promise<Map<string, EntityRow>> {
  if (asked.length === 0) return new Map();
  const { name, keys } = lookups[by];
  const statement = prepared(database, name, (db) =>
    db
      .select({ ...entityColumns, asked: sql<string>`k.asked` })
      .from(entities)
      .innerJoin(sql`(${keys}) k`, sql`k.id = ${entities.id}`)
      .leftJoin(places, eq(places.entityId, entities.id))
      .where(isVisible)
      .prepare(name),
  );
  const found = (await statement.execute({ asked: [...asked] })) as (EntityRow & { asked: string })[];
  const merged = found.flatMap(({ mergedIntoId }) => (mergedIntoId === null ? [] : [mergedIntoId]));
  const heirs = merged.length === 0 ? new Map<number, EntityRow>() : await entitiesByIds(database, merged);
  return new Map(
    found.flatMap(({ asked: key, ...row }) => {
      const shown = row.mergedIntoId === null ? row : heirs.get(row.mergedIntoId);
      return shown ? [[key, shown] as const] : [];
    }),
  );
}

export interface AliasRow {
  entityId: number;
  name: string;
  /** Null when the alias holds in every language. */
  language: string | null;
  source: 'WIKIDATA' | 'EDITOR' | 'EXTRACTED' | 'IMPORT';
  preferred: boolean;
}

/** Aliases of each entity, preferred ones first, then by language and name. */
export function aliasesOfEntities(database: Database, ids: readonly number[]): Promise<AliasRow[]> {
  return rows<AliasRow>(
    database,
    sql`select entity_id::float8 as "entityId", name, nullif(language, '') as language, source, preferred
      from entity_aliases where entity_id = any(${sql.param([...ids])}::bigint[])
      order by entity_id, preferred desc, language, name`,
  );
}

/** Public ids that were merged into each entity, oldest merge last known first by id. */
export function mergedIdsOfEntities(
  database: Database,
  ids: readonly number[],
): Promise<{ entityId: number; id: string }[]> {
  return rows(
    database,
    sql`select entity_id::float8 as "entityId", old_public_id as id from entity_redirects
        where entity_id = any(${sql.param([...ids])}::bigint[])
      union select merged_into_id::float8, public_id from entities
        where merged_into_id = any(${sql.param([...ids])}::bigint[])
      order by 1, 2`,
  );
}

/**
 * The source that is the same body as an organisation, as the citations that name both tell, else by equal name.
 * Organisations without one are left out.
 */
export function sourcesOfOrganizations(
  database: Database,
  ids: readonly number[],
): Promise<{ entityId: number; sourceId: number }[]> {
  return rows(
    database,
    sql`select e.id::float8 as "entityId", s.id::float8 as "sourceId"
      from entities e cross join lateral (
        select s.id from sources s
        left join lateral (
          select count(*) as n from citations c where c.source_id = s.id and c.organization_id = e.id
        ) c on true
        where c.n > 0 or lower(s.name) = lower(e.name)
        order by c.n desc, s.id limit 1
      ) s where e.id = any(${sql.param([...ids])}::bigint[])`,
  );
}
