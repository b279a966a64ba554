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
  population: places.population,
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
  population: number | null;
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
 * The source that is the same body as an organisation (serial key), as a subquery of one row `id` or none: the one that
 * most citations name together with it, else one of equal name.
 */
export const sourceOfOrganization = (organizationId: SQL): SQL => sql`(
  select s.id from entities e join sources s on true
  left join lateral (
    select count(*) as n from citations x where x.source_id = s.id and x.organization_id = e.id
  ) named on true
  where e.id = ${organizationId} and (named.n > 0 or lower(s.name) = lower(e.name))
  order by named.n desc, s.id limit 1)`;

/** The source of each organisation (serial keys); organisations without one are left out. */
export function sourcesOfOrganizations(
  database: Database,
  ids: readonly number[],
): Promise<{ entityId: number; sourceId: number }[]> {
  return rows(
    database,
    sql`select p.id::float8 as "entityId", s.id::float8 as "sourceId"
      from unnest(${sql.param([...ids])}::bigint[]) as p(id)
      cross join lateral ${sourceOfOrganization(sql`p.id`)} s`,
  );
}

/** The organisation of each folded name (base/foldName.ts) that exactly one visible organisation bears. */
export function organizationsNamed(
  database: Database,
  folded: readonly string[],
): Promise<{ folded: string; entityId: number }[]> {
  return rows(
    database,
    sql`select l.folded, min(e.id)::float8 as "entityId" from entity_aliases l join entities e on e.id = l.entity_id
      where l.folded = any(${sql.param([...folded])}::text[]) and e.kind = 'ORGANIZATION'
        and e.merged_into_id is null and e.suppressed_at is null
      group by l.folded having count(distinct e.id) = 1`,
  );
}

/** A role printed in front of a person's name, and how many articles in a language print it. */
export interface PrintedRole {
  entityId: number;
  language: string;
  role: string;
  articles: number;
}

/** Articles of a person that are asked for roles: the latest tell what somebody is now. */
const rolesFrom = 200;

/** The roles of each person in their latest 200 articles, most printed first, longer ones before shorter among equals. */
export function printedRoles(database: Database, ids: readonly number[]): Promise<PrintedRole[]> {
  return rows(
    database,
    sql`select p.id::float8 as "entityId", a.language, m.role, count(*)::integer as articles
      from unnest(${sql.param([...ids])}::bigint[]) as p(id) cross join lateral (
        select article_id, role from mentions where entity_id = p.id
        order by published_at desc, article_id desc limit ${rolesFrom}::integer
      ) m join articles a on a.id = m.article_id
      where m.role is not null group by p.id, a.language, m.role
      order by p.id, count(*) desc, length(m.role) desc, m.role`,
  );
}
