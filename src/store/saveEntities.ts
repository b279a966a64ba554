/** Writing entities, their places and names. Identity is the natural key: many writers at once make one row. */
import { sql } from 'drizzle-orm';
import type { EntityRecord } from '../base/news.ts';
import { isStopped, stopsOf } from './curationAliases.ts';
import { type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { changes, entities, entityAliases, places } from './tables.ts';

export interface NewAlias {
  entityKey: string;
  name: string;
  folded: string;
  language: string;
  source: 'IMPORT' | 'EXTRACTED';
  preferred: boolean;
}

const nodeName = { PERSON: 'Person', PLACE: 'Place', ORGANIZATION: 'Organization' } as const;

/**
 * Stores records that are not there yet and returns the serial id of each key. An entity that was merged away answers
 * with its survivor's id, a name that an editor gave to an entity with that entity's; a suppressed one is left out.
 */
export async function saveEntities(db: Db, records: EntityRecord[], now: Date): Promise<Map<string, number>> {
  if (records.length === 0) return new Map();
  const ids = await idsOfKeys(
    db,
    records.map((record) => record.key),
  );
  const missing = records.filter((record) => !ids.has(record.key));
  for (const [key, id] of await idsOfEditedNames(db, missing)) ids.set(key, id);
  const unknown = missing.filter((record) => !ids.has(record.key));
  const fresh = await insertEntities(db, unknown, now);
  if (unknown.length > 0) {
    // Asked again, since another writer may have been faster.
    const keys = unknown.map((record) => record.key);
    for (const [key, id] of await idsOfKeys(db, keys)) ids.set(key, id);
  }
  const visible = new Map([...ids].flatMap(([key, id]) => (id === null ? [] : [[key, id] as const])));
  await savePlaces(db, fresh, visible);
  if (fresh.length > 0) {
    await db
      .insert(changes)
      .values(
        fresh.map((r) => ({ op: 'CREATED' as const, typename: nodeName[r.kind], nodeId: r.id, at: now })),
      );
  }
  return visible;
}

async function insertEntities(db: Db, records: EntityRecord[], now: Date): Promise<EntityRecord[]> {
  if (records.length === 0) return [];
  const rows = records.map((record) => ({
    publicId: record.id,
    key: record.key,
    kind: record.kind,
    name: record.name,
    names: record.names,
    wikidataId: record.wikidataId,
    createdAt: now,
  }));
  const made = await db.insert(entities).values(rows).onConflictDoNothing().returning({ key: entities.key });
  const isNew = new Set(made.map((row) => row.key));
  return records.filter((record) => isNew.has(record.key));
}

/** Serial id by key, of the survivor where it was merged away; null when it is suppressed. */
async function idsOfKeys(db: Db, keys: string[]): Promise<Map<string, number | null>> {
  const found = await rowsOf<{ key: string; id: number | null }>(
    db,
    sql`select e.key, case when s.suppressed_at is null then s.id::int end as id
        from entities e join entities s on s.id = coalesce(e.merged_into_id, e.id)
        where e.key = any(${array(keys, 'text')})`,
  );
  return new Map(found.map((row) => [row.key, row.id]));
}

/** The folded name in the key of a person or organisation that an article taught ("person:xi-jinping@beijing"). */
const nameInKey = /^(?:person|org):([^@]+)/;

/**
 * Keys not seen before that are names of an entity by an editor's word: its serial id, null when it is suppressed (then by
 * any of its names). A name that editors gave to several tells nothing.
 */
async function idsOfEditedNames(db: Db, records: EntityRecord[]): Promise<Map<string, number | null>> {
  const names = records.flatMap(({ key, kind }) => {
    const name = nameInKey.exec(key)?.[1]?.replaceAll('-', ' ');
    return name === undefined ? [] : [{ key, kind, name }];
  });
  if (names.length === 0) return new Map();
  const found = await rowsOf<{ key: string; id: number | null }>(
    db,
    sql`select x.key, case when min(e.suppressed_at) is null then min(e.id)::int end as id
        from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as x(key text, kind text, name text)
          join entity_aliases l on l.folded = x.name
          join entities e on e.id = l.entity_id and e.kind = x.kind and e.merged_into_id is null
        where l.source = 'EDITOR' or e.suppressed_at is not null
        group by x.key having count(distinct e.id) = 1`,
  );
  return new Map(found.map((row) => [row.key, row.id]));
}

async function savePlaces(db: Db, fresh: EntityRecord[], ids: Map<string, number>): Promise<void> {
  const rows = fresh.flatMap(({ key, place }) => {
    const entityId = ids.get(key);
    if (!place || entityId === undefined) return [];
    const { parentKey, ...facts } = place;
    return [{ ...facts, entityId, parentId: parentKey === null ? null : (ids.get(parentKey) ?? null) }];
  });
  if (rows.length > 0) await db.insert(places).values(rows).onConflictDoNothing();
}

/** Adds names an entity goes by; a known one stays as it is, one that an editor took away stays away. */
export async function saveAliases(db: Db, aliases: NewAlias[], ids: Map<string, number>): Promise<void> {
  const rows = new Map<string, typeof entityAliases.$inferInsert>();
  for (const { entityKey, ...alias } of aliases) {
    const entityId = ids.get(entityKey);
    if (entityId === undefined || alias.folded === '') continue;
    const id = `${entityId}\n${alias.folded}\n${alias.language}`;
    if (!rows.has(id)) rows.set(id, { ...alias, entityId });
  }
  if (rows.size === 0) return;
  const stops = await stopsOf(db, [...new Set(ids.values())]);
  const allowed = [...rows.values()].filter(
    ({ entityId, folded, language = '' }) => !isStopped(stops.get(entityId), folded, language),
  );
  if (allowed.length > 0) await db.insert(entityAliases).values(allowed).onConflictDoNothing();
}

/**
 * What to teach a new process's registry: people and organisations learnt from articles, with the names they went by, and
 * those of the gazetteer that editors gave names or merged others into, with these names alone. A merged one is its
 * survivor; a suppressed one is listed, so that other spellings of its name are known for its and left out.
 */
export async function listLearnt(db: Db): Promise<{ record: EntityRecord; names: string[] }[]> {
  const isLearnt = sql`${entities.key} ~ '^(person|org):'`;
  const found = await db
    .select({
      key: entities.key,
      id: entities.publicId,
      kind: entities.kind,
      name: entities.name,
      names: entities.names,
      wikidataId: entities.wikidataId,
      aliases: sql<string[]>`array(select a.name from entity_aliases a where a.entity_id = ${entities.id}
          and (${isLearnt} or a.source in ('EDITOR', 'EXTRACTED')) order by a.name)`,
    })
    .from(entities)
    .where(
      sql`${entities.mergedIntoId} is null and (${isLearnt} or ${entities.kind} <> 'PLACE' and (
        ${entities.id} in (select merged_into_id from entities where merged_into_id is not null)
        or ${entities.id} in (select entity_id from entity_aliases where source = 'EDITOR')))`,
    )
    .orderBy(entities.id);
  return found.map(({ aliases, ...record }) => ({ record: { ...record, place: null }, names: aliases }));
}
