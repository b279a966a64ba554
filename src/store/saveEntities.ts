/**
 * Writing entities, their places and names. Identity is the natural key, so that many writers at once make one row; whom a
 * newcomer's name means is asked inside the transaction, under the lock that all writers of articles take.
 */
import { sql } from 'drizzle-orm';
import type { EntityRecord, Newcomer } from '../base/news.ts';
import { isStopped, stopsOf } from './curationAliases.ts';
import { type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { type KnownEntity, listAlike } from './knownEntities.ts';
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

/** Which of `alike` each newcomer is, by key; those that are none of them are left out. `ids` holds the article's other entities. */
export type Identify = (
  newcomers: readonly Newcomer[],
  alike: readonly KnownEntity[],
  ids: ReadonlyMap<string, number>,
) => Map<string, KnownEntity>;

/** The entities of an article, and who decides whom its newcomers are; without `identify` each is new. */
export interface EntitiesToSave {
  entities: readonly EntityRecord[];
  newcomers: readonly Newcomer[];
  identify?: Identify | null | undefined;
}

/** By key: the row, and the id the graph knows it by. */
export interface StoredEntities {
  ids: Map<string, number>;
  publicIds: Map<string, string>;
}

/** Serial id (null: suppressed) and public id by key. */
type Rows = Map<string, { id: number | null; publicId: string }>;

/**
 * Stores records that are not there yet and returns the row of each key. An entity that was merged away answers with its
 * survivor, a name that an editor gave to an entity with that entity, a newcomer with the entity it was identified as; a
 * suppressed one is left out, and so is a tentative newcomer that nobody knows.
 */
export async function saveEntities(
  db: Db,
  { entities: records, newcomers, identify }: EntitiesToSave,
  now: Date,
): Promise<StoredEntities> {
  const found = await rowsOfKeys(
    db,
    records.map((record) => record.key),
  );
  const told = [...records, ...newcomers.map(({ record }) => record)];
  const without = told.filter((record) => !found.has(record.key));
  for (const [key, row] of await rowsOfEditedNames(db, without)) found.set(key, row);
  const unknown = newcomers.filter(({ record }) => !found.has(record.key));
  for (const [key, row] of await rowsOfNewcomers(db, unknown, found, identify)) found.set(key, row);
  const missing = records.filter((record) => !found.has(record.key));
  const fresh = await insertEntities(db, missing, now);
  if (missing.length > 0) {
    // Asked again, since another writer may have been faster.
    const keys = missing.map((record) => record.key);
    for (const [key, row] of await rowsOfKeys(db, keys)) found.set(key, row);
  }
  const stored = visible(found);
  await savePlaces(db, fresh, stored.ids);
  if (fresh.length > 0) {
    await db
      .insert(changes)
      .values(
        fresh.map((r) => ({ op: 'CREATED' as const, typename: nodeName[r.kind], nodeId: r.id, at: now })),
      );
  }
  return stored;
}

function visible(found: Rows): StoredEntities {
  const shown = [...found].flatMap(([key, { id, publicId }]) => (id === null ? [] : [{ key, id, publicId }]));
  return {
    ids: new Map(shown.map(({ key, id }) => [key, id])),
    publicIds: new Map(shown.map(({ key, publicId }) => [key, publicId])),
  };
}

async function rowsOfNewcomers(
  db: Db,
  newcomers: readonly Newcomer[],
  found: Rows,
  identify: Identify | null | undefined,
): Promise<Rows> {
  if (newcomers.length === 0 || !identify) return new Map();
  const { ids } = visible(found);
  const alike = await listAlike(db, newcomers, [...ids.values()]);
  if (alike.length === 0) return new Map();
  const same = identify(newcomers, alike, ids);
  return new Map(
    [...same].map(([key, { id, publicId, isSuppressed }]) => [
      key,
      { id: isSuppressed ? null : id, publicId },
    ]),
  );
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

/** Row by key, of the survivor where it was merged away. */
async function rowsOfKeys(db: Db, keys: string[]): Promise<Rows> {
  if (keys.length === 0) return new Map();
  const found = await rowsOf<{ key: string; id: number | null; publicId: string }>(
    db,
    sql`select e.key, case when s.suppressed_at is null then s.id::int end as id, s.public_id as "publicId"
        from entities e join entities s on s.id = coalesce(e.merged_into_id, e.id)
        where e.key = any(${array(keys, 'text')})`,
  );
  return new Map(found.map(({ key, ...row }) => [key, row]));
}

/** The folded name in the key of a person or organisation that no list holds ("person:xi-jinping@beijing", "person:?xi"). */
const nameInKey = /^(?:person|org):\??([^@]+)/;

/**
 * Keys not seen before that are names of an entity by an editor's word: its row, also when it is suppressed (then by any of
 * its names). A name that editors gave to several tells nothing.
 */
async function rowsOfEditedNames(db: Db, records: EntityRecord[]): Promise<Rows> {
  const names = records.flatMap(({ key, kind }) => {
    const name = nameInKey.exec(key)?.[1]?.replaceAll('-', ' ');
    return name === undefined ? [] : [{ key, kind, name }];
  });
  if (names.length === 0) return new Map();
  const found = await rowsOf<{ key: string; id: number | null; publicId: string }>(
    db,
    sql`select x.key, case when min(e.suppressed_at) is null then min(e.id)::int end as id,
          min(e.public_id) as "publicId"
        from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as x(key text, kind text, name text)
          join entity_aliases l on l.folded = x.name
          join entities e on e.id = l.entity_id and e.kind = x.kind and e.merged_into_id is null
        where l.source = 'EDITOR' or e.suppressed_at is not null
        group by x.key having count(distinct e.id) = 1`,
  );
  return new Map(found.map(({ key, ...row }) => [key, row]));
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
