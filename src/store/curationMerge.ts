/**
 * Merging entities that are one, in ONE transaction: everything about the merged ones moves to the survivor, their ids lead
 * to it for ever, and what undoing needs is recorded.
 */
import { eq, inArray, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import {
  type Curated,
  type CurationAction,
  curatedByKeys,
  curatedEntity,
  type Editor,
  noteChanges,
  recordAction,
  type StoredAction,
} from './curationActions.ts';
import { type AliasMove, moveAliases, moveAliasesBack } from './curationAliases.ts';
import { type Move, moveBack, moveMentions, recount } from './curationMove.ts';
import { type Database, type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { lockStories } from './saveStory.ts';
import { entities, entityRedirects, places } from './tables.ts';

export interface MergeRequest {
  /** Public ids. */
  survivor: string;
  merged: readonly string[];
  reason: string | null;
  /** Says what would be done, and does nothing. */
  dryRun: boolean;
}

/** What is affected, or would be. */
export interface Affected {
  /** Occurrences of names. */
  mentions: number;
  articles: number;
  quotes: number;
}

export interface MergeOutcome {
  /** Public id of the survivor. */
  entityId: string;
  affected: Affected;
  /** Null for a dry run. */
  action: CurationAction | null;
}

/** What undoing the merge of one entity needs. Serial keys, and public ids for redirects. */
interface MergeStep {
  move: Move;
  aliases: AliasMove;
  /** Places that lay inside it. */
  children: number[];
  /** Entities that had been merged into it before, and ids that led to it. */
  formerlyMerged: number[];
  redirects: string[];
}

/** What the entities with these serial keys would take along. */
export async function affectedBy(tx: Db, ids: readonly number[]): Promise<Affected> {
  const [row] = await rowsOf<Affected>(
    tx,
    sql`select coalesce(sum(greatest(count, 1)), 0)::int as mentions, count(distinct article_id)::int as articles,
          (select count(*)::int from quotes where speaker_id = any(${array(ids, 'bigint')})) as quotes
        from mentions where entity_id = any(${array(ids, 'bigint')})`,
  );
  return row ?? { mentions: 0, articles: 0, quotes: 0 };
}

/**
 * Merges entities into the survivor. An id that was merged before stands for its survivor.
 * @throws AppError NOT_FOUND for an id nobody has; BAD_INPUT when kinds differ, when nothing is left to merge, or when the
 * survivor lies inside a place that would be merged into it; CONFLICT when one of them is suppressed.
 */
export function mergeEntities(
  database: Database,
  request: MergeRequest,
  editor: Editor,
): Promise<MergeOutcome> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const survivor = await curatedEntity(tx, request.survivor);
    const merged = await mergeable(tx, survivor, request.merged);
    const ids = merged.map(({ id }) => id);
    const affected = await affectedBy(tx, ids);
    if (request.dryRun) return { entityId: survivor.publicId, affected, action: null };
    const steps: MergeStep[] = [];
    for (const entity of merged) steps.push(await mergeOne(tx, entity, survivor));
    await recount(tx, [survivor.id, ...ids]);
    await noteChanges(tx, 'MERGED', merged, editor.now);
    await noteChanges(tx, 'UPDATED', [survivor], editor.now);
    const names = merged.map(({ name, publicId }) => `${name} (${publicId})`).join(', ');
    const action = await recordAction(
      tx,
      {
        kind: 'MERGE',
        entityId: survivor.id,
        entityIds: [survivor.id, ...ids],
        summary: `${names} merged into ${survivor.name} (${survivor.publicId})`,
        input: { survivor: survivor.publicId, merged: [...request.merged], reason: request.reason },
        undo: { steps },
      },
      editor,
    );
    return { entityId: survivor.publicId, affected, action };
  });
}

async function mergeable(tx: Db, survivor: Curated, ids: readonly string[]): Promise<Curated[]> {
  const found = new Map<number, Curated>();
  for (const id of ids) {
    const entity = await curatedEntity(tx, id);
    if (entity.id === survivor.id) {
      throw new AppError('BAD_INPUT', `${id} is ${survivor.publicId} already.`, { data: { id } });
    }
    if (entity.kind !== survivor.kind) {
      throw new AppError('BAD_INPUT', `${id} and ${survivor.publicId} are of different kinds.`, {
        data: { id },
      });
    }
    found.set(entity.id, entity);
  }
  if (found.size === 0) throw new AppError('BAD_INPUT', 'Name at least one entity to merge.');
  if (survivor.kind === 'PLACE') await refuseOuter(tx, survivor, [...found.values()]);
  return [...found.values()];
}

/** A place merged into one that lies inside it would make the survivor lie inside itself. */
async function refuseOuter(tx: Db, survivor: Curated, merged: readonly Curated[]): Promise<void> {
  const outer = await rowsOf<{ id: number }>(
    tx,
    sql`with recursive around(id) as (
          select parent_id from places where entity_id = ${survivor.id}
          union select p.parent_id from places p join around a on p.entity_id = a.id
        ) select id::float8 as id from around where id is not null`,
  );
  const isOuter = new Set(outer.map(({ id }) => id));
  const wrong = merged.find(({ id }) => isOuter.has(id));
  if (!wrong) return;
  throw new AppError(
    'BAD_INPUT',
    `${survivor.publicId} lies inside ${wrong.publicId}: make the outer one the survivor.`,
    { data: { id: wrong.publicId } },
  );
}

async function mergeOne(
  tx: Db,
  { id: from, publicId, kind }: Curated,
  survivor: Curated,
): Promise<MergeStep> {
  const into = survivor.id;
  const move = await moveMentions(tx, [from, into], kind, null);
  const aliases = await moveAliases(tx, [from, into], null);
  const children = await tx
    .update(places)
    .set({ parentId: into })
    .where(eq(places.parentId, from))
    .returning({ id: places.entityId });
  const former = await tx
    .update(entities)
    .set({ mergedIntoId: into })
    .where(eq(entities.mergedIntoId, from))
    .returning({ id: entities.id });
  const redirects = await tx
    .update(entityRedirects)
    .set({ entityId: into })
    .where(eq(entityRedirects.entityId, from))
    .returning({ id: entityRedirects.oldPublicId });
  await leadTo(tx, { id: from, publicId }, into);
  return {
    move,
    aliases,
    children: children.map(({ id }) => id),
    formerlyMerged: former.map(({ id }) => id),
    redirects: redirects.map(({ id }) => id),
  };
}

/** Points an entity and its public id at another. */
export async function leadTo(
  tx: Db,
  { id, publicId }: { id: number; publicId: string },
  into: number,
): Promise<void> {
  await tx.update(entities).set({ mergedIntoId: into }).where(eq(entities.id, id));
  await tx
    .insert(entityRedirects)
    .values({ oldPublicId: publicId, entityId: into })
    .onConflictDoUpdate({ target: entityRedirects.oldPublicId, set: { entityId: into } });
}

/** Takes a merge back, the last entity first. */
export async function undoMerge(tx: Db, { entityId, undo }: StoredAction, now: Date): Promise<void> {
  const { steps } = undo as unknown as { steps: MergeStep[] };
  for (const step of [...steps].reverse()) await undoStep(tx, step);
  const ids = steps.map(({ move }) => move.from);
  await recount(tx, [entityId, ...ids]);
  await noteChanges(tx, 'CREATED', await curatedByKeys(tx, ids), now);
  await noteChanges(tx, 'UPDATED', await curatedByKeys(tx, [entityId]), now);
}

async function undoStep(tx: Db, step: MergeStep): Promise<void> {
  const { from, into } = step.move;
  const [gone] = await tx
    .update(entities)
    .set({ mergedIntoId: null })
    .where(eq(entities.id, from))
    .returning({ publicId: entities.publicId });
  if (gone) await tx.delete(entityRedirects).where(eq(entityRedirects.oldPublicId, gone.publicId));
  await moveBack(tx, step.move);
  await moveAliasesBack(tx, step.aliases);
  if (step.children.length > 0) {
    await tx
      .update(places)
      .set({ parentId: from })
      .where(sql`${inArray(places.entityId, step.children)} and ${places.parentId} = ${into}`);
  }
  if (step.formerlyMerged.length > 0) {
    await tx.update(entities).set({ mergedIntoId: from }).where(inArray(entities.id, step.formerlyMerged));
  }
  if (step.redirects.length > 0) {
    await tx
      .update(entityRedirects)
      .set({ entityId: from })
      .where(inArray(entityRedirects.oldPublicId, step.redirects));
  }
}
