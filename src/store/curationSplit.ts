/** Splitting an entity: some of its mentions become another's, an existing one or a new one. */
import { eq, type SQL, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import { entityId } from '../base/id.ts';
import {
  type Curated,
  type CurationAction,
  curatedByKeys,
  curatedEntity,
  type Editor,
  noteChanges,
  recordAction,
  type StoredAction,
  standingActions,
} from './curationActions.ts';
import { type AliasMove, moveAliases, moveAliasesBack, type Stop } from './curationAliases.ts';
import { leadTo } from './curationMerge.ts';
import { type Move, mentionRows, moveBack, moveMentions, recount } from './curationMove.ts';
import { type Database, type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { lockStories } from './saveStory.ts';
import { entities, entityRedirects, places } from './tables.ts';

/** Which mentions go: those that meet every condition that is not null. */
export interface SplitChoice {
  /** Public ids. */
  articles: readonly string[] | null;
  /** Spellings: only mentions that use no other. `folded` are the same by enrich/names.ts. */
  forms: { printed: readonly string[]; folded: readonly string[] } | null;
  since: Date | null;
}

export interface SplitRequest {
  /** Public id. */
  entity: string;
  choice: SplitChoice;
  /** An entity that is there, or a new one; its key is its kind and the folded name. */
  into: { id: string } | { name: string; slug: string };
  reason: string | null;
  dryRun: boolean;
}

export interface SplitOutcome {
  /** Public id of the entity that got the mentions; of the new one too for a dry run. */
  intoId: string;
  articles: number;
  /** Articles left alone because they use other spellings as well. */
  mixed: number;
  /** Null for a dry run. */
  action: CurationAction | null;
}

interface SplitUndo {
  move: Move;
  aliases: AliasMove;
  stops: Stop[];
  /** True when the split made the other entity, or woke it up after an earlier split was undone. */
  isNew: boolean;
}

/**
 * Splits an entity. @throws AppError NOT_FOUND for an id nobody has; BAD_INPUT when no mention is chosen, or kinds differ;
 * CONFLICT when the new entity's name belongs to one that was merged away by an action that stands.
 */
export function splitEntity(
  database: Database,
  request: SplitRequest,
  editor: Editor,
): Promise<SplitOutcome> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const entity = await curatedEntity(tx, request.entity);
    const { ids, mixed } = await chosenArticles(tx, entity, request.choice);
    if (ids.length === 0) {
      throw new AppError('BAD_INPUT', `No article about ${entity.publicId} was chosen.`, { data: { mixed } });
    }
    if (request.dryRun) {
      return { intoId: await targetId(tx, entity, request), articles: ids.length, mixed, action: null };
    }
    const { target, isNew } = await targetOf(tx, entity, request, editor.now);
    const pair = [entity.id, target.id] as const;
    const move = await moveMentions(tx, pair, entity.kind, ids);
    const folded = request.choice.forms?.folded ?? [];
    const aliases = await moveAliases(tx, pair, folded);
    await recount(tx, pair);
    await noteChanges(tx, isNew ? 'CREATED' : 'UPDATED', [target], editor.now);
    await noteChanges(tx, 'UPDATED', [entity], editor.now);
    const stops = folded.map((name) => ({ folded: name, language: null }));
    const undo: SplitUndo = { move, aliases, stops, isNew };
    const summary = `${ids.length} articles about ${entity.name} (${entity.publicId}) are about ${target.name} (${target.publicId})`;
    const action = await recordAction(
      tx,
      {
        ...{ kind: 'SPLIT', entityId: entity.id, entityIds: pair, summary, undo },
        input: inputOf(request),
      },
      editor,
    );
    return { intoId: target.publicId, articles: ids.length, mixed, action };
  });
}

function inputOf({ choice, into, reason }: SplitRequest): Record<string, unknown> {
  const { articles, forms, since } = choice;
  return { articles, forms: forms?.printed ?? null, since: since?.toISOString() ?? null, into, reason };
}

async function chosenArticles(
  tx: Db,
  entity: Curated,
  { articles, forms, since }: SplitChoice,
): Promise<{ ids: number[]; mixed: number }> {
  if (articles === null && forms === null && since === null) {
    throw new AppError('BAD_INPUT', 'Say which mentions go: articles, spellings or a date.');
  }
  const conditions: SQL[] = [sql`m.entity_id = ${entity.id}`];
  if (articles !== null) {
    conditions.push(
      sql`m.article_id in (select id from articles where public_id = any(${array(articles, 'text')}))`,
    );
  }
  if (since !== null) conditions.push(sql`m.published_at >= ${since.toISOString()}::timestamptz`);
  if (forms !== null) conditions.push(sql`m.surface_forms && ${array(forms.printed, 'text')}`);
  const found = await mentionRows(tx, sql.join(conditions, sql` and `));
  const printed = new Set(forms?.printed ?? []);
  const pure = found.filter((row) => forms === null || row.surfaceForms.every((form) => printed.has(form)));
  return { ids: pure.map(({ articleId }) => articleId), mixed: found.length - pure.length };
}

const keyOf = (entity: Curated, slug: string): string =>
  `${{ PERSON: 'person', PLACE: 'place', ORGANIZATION: 'org' }[entity.kind]}:${slug}`;

async function targetId(tx: Db, entity: Curated, { into }: SplitRequest): Promise<string> {
  if ('id' in into) return (await existingTarget(tx, entity, into.id)).publicId;
  return entityId(entity.kind, keyOf(entity, into.slug));
}

async function existingTarget(tx: Db, entity: Curated, id: string): Promise<Curated> {
  const target = await curatedEntity(tx, id);
  if (target.id === entity.id) throw new AppError('BAD_INPUT', `${id} is the entity itself.`);
  if (target.kind !== entity.kind) {
    throw new AppError('BAD_INPUT', `${id} and ${entity.publicId} are of different kinds.`, { data: { id } });
  }
  return target;
}

async function targetOf(
  tx: Db,
  entity: Curated,
  { into }: SplitRequest,
  now: Date,
): Promise<{ target: Curated; isNew: boolean }> {
  if ('id' in into) return { target: await existingTarget(tx, entity, into.id), isNew: false };
  const key = keyOf(entity, into.slug);
  const publicId = entityId(entity.kind, key);
  const [known] = await rowsOf<{ id: number; mergedInto: number | null }>(
    tx,
    sql`select id::float8 as id, merged_into_id::float8 as "mergedInto" from entities where key = ${key}`,
  );
  if (known && known.mergedInto === null) {
    return { target: await existingTarget(tx, entity, publicId), isNew: false };
  }
  if (known) return { target: await wake(tx, { id: known.id, publicId }), isNew: true };
  const [made] = await tx
    .insert(entities)
    .values({ publicId, key, kind: entity.kind, name: into.name, names: {}, createdAt: now })
    .returning({ id: entities.id });
  const id = made?.id ?? 0;
  if (entity.kind === 'PLACE') await placeBeside(tx, id, entity.id);
  const [target] = await curatedByKeys(tx, [id]);
  if (!target) throw new AppError('INTERNAL', 'The new entity was not stored.');
  return { target, isNew: true };
}

/** A new place lies where the other one lies; its point is not known. */
async function placeBeside(tx: Db, id: number, other: number): Promise<void> {
  await tx.insert(places).select(
    sql`select ${id}::bigint, null::int, place_type, country_code, null::float8, null::float8, null::bigint, parent_id
        from places where entity_id = ${other}`,
  );
}

/** An entity whose split was undone stands up again; one that an editor merged does not. */
async function wake(tx: Db, entity: { id: number; publicId: string }): Promise<Curated> {
  const merges = await standingActions(tx, ['MERGE'], [entity.id], sql`entity_id <> ${entity.id}`);
  const [merge] = merges;
  if (merge) {
    throw new AppError('CONFLICT', `${entity.publicId} was merged away by ${merge.id}; undo that first.`, {
      data: { action: merge.id },
    });
  }
  await tx.update(entities).set({ mergedIntoId: null }).where(eq(entities.id, entity.id));
  await tx.delete(entityRedirects).where(eq(entityRedirects.oldPublicId, entity.publicId));
  const [woken] = await curatedByKeys(tx, [entity.id]);
  if (!woken) throw new AppError('INTERNAL', `${entity.publicId} is gone.`);
  return woken;
}

/**
 * Takes a split back. An entity that the split made gives back everything, what came since included, and its id leads to
 * the one it was split from: ids that were given out resolve for ever.
 */
export async function undoSplit(tx: Db, { undo }: StoredAction, now: Date): Promise<void> {
  const { move, aliases, isNew } = undo as unknown as SplitUndo;
  const { from, into, kind } = move;
  await moveBack(tx, move);
  await moveAliasesBack(tx, aliases);
  const [made] = await curatedByKeys(tx, [into]);
  if (isNew && made) {
    await moveMentions(tx, [into, from], kind, null);
    await moveAliases(tx, [into, from], null);
    await tx.update(places).set({ parentId: from }).where(eq(places.parentId, into));
    await leadTo(tx, made, from);
    await noteChanges(tx, 'MERGED', [made], now);
  } else if (made) await noteChanges(tx, 'UPDATED', [made], now);
  await recount(tx, [from, into]);
  await noteChanges(tx, 'UPDATED', await curatedByKeys(tx, [from]), now);
}
