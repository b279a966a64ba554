/** Names that editors give to entities or take from them, and the stops that keep a taken name from being learnt again. */
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import {
  type CurationAction,
  curatedEntity,
  type Editor,
  noteChanges,
  recordAction,
  type StoredAction,
} from './curationActions.ts';
import { type Database, type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { lockStories } from './saveStory.ts';
import { entityAliases } from './tables.ts';

type AliasRow = typeof entityAliases.$inferSelect;

/** A name that ingest may not learn for an entity; `language` null means in no language. */
export interface Stop {
  folded: string;
  language: string | null;
}

/** An alias by its key within an entity, and whether it was the usual name. */
interface MovedAlias {
  folded: string;
  language: string;
  preferred: boolean;
}

export interface AliasMove {
  from: number;
  into: number;
  aliases: MovedAlias[];
}

export interface AliasRequest {
  /** Public id. */
  entity: string;
  name: string;
  /** By enrich/names.ts. */
  folded: string;
  /** Primary language tag; null for all languages. */
  language: string | null;
}

const aliasKey = (entityId: number, folded: string, language: string): SQL | undefined =>
  and(
    eq(entityAliases.entityId, entityId),
    eq(entityAliases.folded, folded),
    eq(entityAliases.language, language),
  );

/**
 * Stops that stand for each entity: names that were removed, or that went to another entity in a split. A merged
 * entity's stops hold for its survivor.
 */
export async function stopsOf(tx: Db, entityIds: readonly number[]): Promise<Map<number, Stop[]>> {
  const found = await rowsOf<Stop & { id: number }>(
    tx,
    sql`select coalesce(e.merged_into_id, e.id)::float8 as id, x.folded, x.language
        from curation_actions c join entities e on e.id = c.entity_id
          cross join lateral jsonb_to_recordset(c.undo->'stops') as x(folded text, language text)
        where c.kind in ('REMOVE_ALIAS', 'SPLIT') and c.undone_at is null
          and coalesce(e.merged_into_id, e.id) = any(${array(entityIds, 'bigint')})`,
  );
  const stops = new Map<number, Stop[]>();
  for (const { id, ...stop } of found) stops.set(id, [...(stops.get(id) ?? []), stop]);
  return stops;
}

/** True when a stop forbids the name. */
export const isStopped = (stops: readonly Stop[] | undefined, folded: string, language: string): boolean =>
  stops?.some((stop) => stop.folded === folded && (stop.language ?? language) === language) ?? false;

/** Moves names to another entity, but those it has and those it must not learn; only `folded` ones when given. */
export async function moveAliases(
  tx: Db,
  [from, into]: readonly [number, number],
  folded: readonly string[] | null,
): Promise<AliasMove> {
  const rows = await tx
    .select()
    .from(entityAliases)
    .where(inArray(entityAliases.entityId, [from, into]));
  const isKnown = new Set(
    rows.filter((row) => row.entityId === into).map((row) => `${row.folded}\n${row.language}`),
  );
  const stops = (await stopsOf(tx, [into])).get(into);
  const aliases = rows
    .filter((row) => row.entityId === from && (folded === null || folded.includes(row.folded)))
    .filter((row) => !isKnown.has(`${row.folded}\n${row.language}`))
    .filter((row) => !isStopped(stops, row.folded, row.language))
    .map(({ folded: f, language, preferred }) => ({ folded: f, language, preferred }));
  await passAliases(tx, [from, into], aliases, false);
  return { from, into, aliases };
}

/** Takes `moveAliases` back; names that are gone meanwhile stay gone. */
export async function moveAliasesBack(tx: Db, { from, into, aliases }: AliasMove): Promise<void> {
  await passAliases(tx, [into, from], aliases, true);
}

async function passAliases(
  tx: Db,
  [from, into]: readonly [number, number],
  aliases: readonly MovedAlias[],
  keepPreferred: boolean,
): Promise<void> {
  if (aliases.length === 0) return;
  await tx.execute(
    sql`update entity_aliases l set entity_id = ${into}, preferred = x.preferred and ${keepPreferred}
        from jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb)
          as x(folded text, language text, preferred boolean)
        where l.entity_id = ${from} and l.folded = x.folded and l.language = x.language
          and not exists (select 1 from entity_aliases o
            where o.entity_id = ${into} and o.folded = l.folded and o.language = l.language)`,
  );
}

/** In characters: longer ones are no names, and would not fit into an index row. */
const longestAlias = 200;

function refuseNoName({ name, folded }: AliasRequest): void {
  if (folded === '') throw new AppError('BAD_INPUT', 'An alias needs a letter or a digit.');
  if (name.length <= longestAlias && folded.length <= longestAlias) return;
  throw new AppError('BAD_INPUT', `An alias has at most ${longestAlias} characters.`);
}

/** What becomes of an alias request: the entity's public id, and the action; null when nothing had to be done. */
export interface AliasOutcome {
  entityId: string;
  action: CurationAction | null;
}

/**
 * Gives an entity a name. A name it has becomes an editor's.
 * @throws AppError NOT_FOUND or CONFLICT as `curatedEntity` does, BAD_INPUT for a name without letters or a long one.
 */
export function addAlias(database: Database, request: AliasRequest, editor: Editor): Promise<AliasOutcome> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const entity = await curatedEntity(tx, request.entity);
    const { name, folded } = request;
    refuseNoName(request);
    const language = request.language ?? '';
    const former = await aliasAt(tx, entity.id, folded, language);
    if (former?.source === 'EDITOR') return { entityId: entity.publicId, action: null };
    const added = { entityId: entity.id, name, folded, language, source: 'EDITOR' as const };
    await tx
      .insert(entityAliases)
      .values({ ...added, preferred: former?.preferred ?? false })
      .onConflictDoUpdate({
        target: [entityAliases.entityId, entityAliases.folded, entityAliases.language],
        set: { source: 'EDITOR', name },
      });
    await noteChanges(tx, 'UPDATED', [entity], editor.now);
    const action = await recordAction(
      tx,
      {
        kind: 'ALIAS',
        entityId: entity.id,
        entityIds: [entity.id],
        summary: `${entity.name} also goes by ${name}`,
        input: { name, language: request.language },
        undo: { folded, language, former: former ?? null },
      },
      editor,
    );
    return { entityId: entity.publicId, action };
  });
}

async function aliasAt(
  tx: Db,
  entityId: number,
  folded: string,
  language: string,
): Promise<AliasRow | undefined> {
  const [row] = await tx
    .select()
    .from(entityAliases)
    .where(aliasKey(entityId, folded, language));
  return row;
}

/**
 * Takes a name from an entity, in one language or (null) in all, and keeps it from being learnt again. It need not have
 * the name: the stop holds all the same.
 */
export function removeAlias(
  database: Database,
  request: AliasRequest,
  editor: Editor,
): Promise<AliasOutcome> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const entity = await curatedEntity(tx, request.entity);
    const { name, folded, language } = request;
    refuseNoName(request);
    const stops = (await stopsOf(tx, [entity.id])).get(entity.id);
    const removed = await tx
      .delete(entityAliases)
      .where(
        and(
          eq(entityAliases.entityId, entity.id),
          eq(entityAliases.folded, folded),
          language === null ? undefined : eq(entityAliases.language, language),
        ),
      )
      .returning();
    const isStopKnown = stops?.some((stop) => stop.folded === folded && stop.language === language);
    if (isStopKnown && removed.length === 0) return { entityId: entity.publicId, action: null };
    await noteChanges(tx, 'UPDATED', [entity], editor.now);
    const action = await recordAction(
      tx,
      {
        kind: 'REMOVE_ALIAS',
        entityId: entity.id,
        entityIds: [entity.id],
        summary: `${entity.name} does not go by ${name}`,
        input: { name, language },
        undo: { stops: [{ folded, language }], removed },
      },
      editor,
    );
    return { entityId: entity.publicId, action };
  });
}

/** Takes an added name away again, or makes it what it was. */
export async function undoAlias(tx: Db, { entityId, undo }: StoredAction): Promise<void> {
  const { folded, language, former } = undo as {
    folded: string;
    language: string;
    former: AliasRow | null;
  };
  const isThis = aliasKey(entityId, folded, language);
  if (former === null) await tx.delete(entityAliases).where(isThis);
  else await tx.update(entityAliases).set({ source: former.source, name: former.name }).where(isThis);
}

/** Gives a removed name back; its stop ends with the action. */
export async function undoRemoveAlias(tx: Db, { undo }: StoredAction): Promise<void> {
  const { removed } = undo as { removed: AliasRow[] };
  if (removed.length > 0) await tx.insert(entityAliases).values(removed).onConflictDoNothing();
}
