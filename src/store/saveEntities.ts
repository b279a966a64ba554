/** Writing entities, their places and names. Identity is the natural key: many writers at once make one row. */
import { inArray, sql } from 'drizzle-orm';
import type { EntityRecord } from '../base/news.ts';
import type { Db } from './db.ts';
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
 * with its survivor's id.
 */
export async function saveEntities(db: Db, records: EntityRecord[], now: Date): Promise<Map<string, number>> {
  if (records.length === 0) return new Map();
  const rows = records.map((record) => ({
    publicId: record.id,
    key: record.key,
    kind: record.kind,
    name: record.name,
    names: record.names,
    wikidataId: record.wikidataId,
    createdAt: now,
  }));
  const made = await db
    .insert(entities)
    .values(rows)
    .onConflictDoNothing()
    .returning({ key: entities.key, publicId: entities.publicId });
  const ids = await idsOfKeys(
    db,
    records.map((record) => record.key),
  );
  const isNew = new Set(made.map((row) => row.key));
  const fresh = records.filter((record) => isNew.has(record.key));
  await savePlaces(db, fresh, ids);
  if (fresh.length > 0) {
    await db
      .insert(changes)
      .values(
        fresh.map((r) => ({ op: 'CREATED' as const, typename: nodeName[r.kind], nodeId: r.id, at: now })),
      );
  }
  return ids;
}

async function idsOfKeys(db: Db, keys: string[]): Promise<Map<string, number>> {
  const found = await db
    .select({ key: entities.key, id: sql<number>`coalesce(${entities.mergedIntoId}, ${entities.id})::int` })
    .from(entities)
    .where(inArray(entities.key, keys));
  return new Map(found.map((row) => [row.key, Number(row.id)]));
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

/** Adds names an entity goes by; a known one stays as it is. */
export async function saveAliases(db: Db, aliases: NewAlias[], ids: Map<string, number>): Promise<void> {
  const rows = new Map<string, typeof entityAliases.$inferInsert>();
  for (const { entityKey, ...alias } of aliases) {
    const entityId = ids.get(entityKey);
    if (entityId === undefined || alias.folded === '') continue;
    const id = `${entityId}\n${alias.folded}\n${alias.language}`;
    if (!rows.has(id)) rows.set(id, { ...alias, entityId });
  }
  if (rows.size > 0)
    await db
      .insert(entityAliases)
      .values([...rows.values()])
      .onConflictDoNothing();
}

/** People and organisations learnt from articles, with the names they went by, to teach a new process's registry. */
export async function listLearnt(db: Db): Promise<{ record: EntityRecord; names: string[] }[]> {
  const found = await db
    .select({
      key: entities.key,
      id: entities.publicId,
      kind: entities.kind,
      name: entities.name,
      names: entities.names,
      wikidataId: entities.wikidataId,
      aliases: sql<
        string[]
      >`array(select a.name from entity_aliases a where a.entity_id = ${entities.id} order by a.name)`,
    })
    .from(entities)
    .where(sql`${entities.key} ~ '^(person|org):' and ${entities.mergedIntoId} is null`)
    .orderBy(entities.id);
  return found.map(({ aliases, ...record }) => ({ record: { ...record, place: null }, names: aliases }));
}
