/** The log of what editors did: every action with what undoing it needs. */
import { desc, eq, type SQL, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import { randomId } from '../base/id.ts';
import type { EntityKind } from '../base/news.ts';
import type { Database, Db } from './db.ts';
import { rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { type CurationKind, changes, curationActions, entities } from './tables.ts';

/** Who does something, and when. */
export interface Editor {
  actor: string;
  now: Date;
}

/** An action as the graph and the command line show it; `id` is public. */
export interface CurationAction {
  id: string;
  at: Date;
  by: string;
  kind: CurationKind;
  summary: string;
  undoneAt: Date | null;
  undoneBy: string | null;
}

/** An action with what undoing needs. */
export interface StoredAction extends CurationAction {
  rowId: number;
  entityId: number;
  undo: Record<string, unknown>;
}

/** An entity that is to be changed. */
export interface Curated {
  /** Serial key. */
  id: number;
  publicId: string;
  kind: EntityKind;
  name: string;
  suppressedAt: Date | null;
}

const nodeName = { PERSON: 'Person', PLACE: 'Place', ORGANIZATION: 'Organization' } as const;

const columns = {
  id: curationActions.publicId,
  at: curationActions.at,
  by: curationActions.actor,
  kind: curationActions.kind,
  summary: curationActions.summary,
  undoneAt: curationActions.undoneAt,
  undoneBy: curationActions.undoneBy,
};

const storedColumns = {
  ...columns,
  rowId: curationActions.id,
  entityId: curationActions.entityId,
  undo: curationActions.undo,
};

/** What is recorded of an action. `entityIds` (serial keys) are all entities it changed. */
export interface NewAction {
  kind: CurationKind;
  entityId: number;
  entityIds: readonly number[];
  summary: string;
  input: Record<string, unknown>;
  undo: object;
}

/** Records an action. */
export async function recordAction(
  tx: Db,
  action: NewAction,
  { actor, now }: Editor,
): Promise<CurationAction> {
  const { kind, entityId, entityIds, summary, input, undo } = action;
  const [row] = await tx
    .insert(curationActions)
    .values({
      publicId: randomId('CurationAction'),
      at: now,
      actor,
      ...{ kind, entityId, summary, input },
      undo: { ...undo, entityIds: [...entityIds] },
    })
    .returning(columns);
  if (!row) throw new AppError('INTERNAL', 'The action was not recorded.');
  return row;
}

/** The action with this public id, locked until the transaction ends; null when there is none. */
export async function findAction(tx: Db, publicId: string): Promise<StoredAction | null> {
  const [row] = await tx
    .select(storedColumns)
    .from(curationActions)
    .where(eq(curationActions.publicId, publicId))
    .for('update');
  return row ?? null;
}

/** Actions, the latest first; of one entity (serial key, the survivor of a merge) when it is given. */
export async function listActions(
  database: Database,
  scope: { entityId: number | null; limit: number },
): Promise<CurationAction[]> {
  const { entityId, limit } = scope;
  return await database.db
    .select(columns)
    .from(curationActions)
    .where(entityId === null ? undefined : sql`undo->'entityIds' @> ${JSON.stringify([entityId])}::jsonb`)
    .orderBy(desc(curationActions.id))
    .limit(limit);
}

/** The action with this public id; null when there is none. */
export async function actionById(database: Database, publicId: string): Promise<CurationAction | null> {
  const [row] = await database.db
    .select(columns)
    .from(curationActions)
    .where(eq(curationActions.publicId, publicId));
  return row ?? null;
}

/** Actions that stand, of some kinds and about any of these entities, the latest first. */
export async function standingActions(
  tx: Db,
  kinds: readonly CurationKind[],
  entityIds: readonly number[],
  condition: SQL = sql`true`,
): Promise<StoredAction[]> {
  return await tx
    .select(storedColumns)
    .from(curationActions)
    .where(
      sql`undone_at is null and kind = any(${array(kinds, 'text')}) and ${condition}
        and exists (select 1 from jsonb_array_elements_text(undo->'entityIds') touched
                    where touched::bigint = any(${array(entityIds, 'bigint')}))`,
    )
    .orderBy(desc(curationActions.id));
}

/** Marks an action as undone; the action as it is now. */
export async function markUndone(
  tx: Db,
  action: StoredAction,
  { actor, now }: Editor,
): Promise<CurationAction> {
  const [row] = await tx
    .update(curationActions)
    .set({ undoneAt: now, undoneBy: actor })
    .where(eq(curationActions.id, action.rowId))
    .returning(columns);
  return row ?? action;
}

const curatedColumns = {
  id: entities.id,
  publicId: entities.publicId,
  kind: entities.kind,
  name: entities.name,
  suppressedAt: entities.suppressedAt,
};

/**
 * The entity with this public id, the survivor when it was merged away.
 * @throws AppError NOT_FOUND when nobody has the id, CONFLICT when it is suppressed (unless `suppressed` allows it).
 */
export async function curatedEntity(
  tx: Db,
  publicId: string,
  { suppressed = false }: { suppressed?: boolean } = {},
): Promise<Curated> {
  const [found] = await rowsOf<{ id: number }>(
    tx,
    sql`select coalesce(o.merged_into_id, o.id)::float8 as id
        from (select coalesce(
            (select entity_id from entity_redirects where old_public_id = ${publicId}),
            (select id from entities where public_id = ${publicId})) as id) k
        join entities o on o.id = k.id`,
  );
  const [row] = found ? await curatedByKeys(tx, [found.id]) : [];
  if (!row) throw new AppError('NOT_FOUND', `There is no entity ${publicId}.`, { data: { id: publicId } });
  if (row.suppressedAt !== null && !suppressed) {
    throw new AppError('CONFLICT', `${publicId} is suppressed; undo that first.`, { data: { id: publicId } });
  }
  return row;
}

/** Entities by serial key, in no order; unknown ones are left out. */
export async function curatedByKeys(tx: Db, ids: readonly number[]): Promise<Curated[]> {
  return await tx
    .select(curatedColumns)
    .from(entities)
    .where(sql`${entities.id} = any(${array(ids, 'bigint')})`);
}

/** Tells those who keep a copy that entities changed. */
export async function noteChanges(
  tx: Db,
  op: 'CREATED' | 'UPDATED' | 'MERGED' | 'WITHDRAWN',
  changed: readonly Curated[],
  now: Date,
): Promise<void> {
  if (changed.length === 0) return;
  await tx
    .insert(changes)
    .values(changed.map((e) => ({ op, typename: nodeName[e.kind], nodeId: e.publicId, at: now })));
}
