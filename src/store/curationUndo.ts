/** Undoing what an editor did. Later actions about the same entities must be undone first. */
import { sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import {
  type CurationAction,
  curatedByKeys,
  type Editor,
  findAction,
  markUndone,
  noteChanges,
  type StoredAction,
  standingActions,
} from './curationActions.ts';
import { type AliasMove, type Stop, undoAlias, undoRemoveAlias } from './curationAliases.ts';
import { undoMerge } from './curationMerge.ts';
import { undoSplit } from './curationSplit.ts';
import { undoSuppress } from './curationSuppress.ts';
import type { Database, Db } from './db.ts';
import { array } from './keyset.ts';
import { lockStories } from './saveStory.ts';

/**
 * Undoes an action; one that was undone before is answered as it is.
 * @throws AppError NOT_FOUND when there is no such action; CONFLICT when a later one that stands changed the same entities,
 * with its id in `data.action`.
 */
export function undoCuration(database: Database, actionId: string, editor: Editor): Promise<CurationAction> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const action = await findAction(tx, actionId);
    if (!action) {
      throw new AppError('NOT_FOUND', `There is no action ${actionId}.`, { data: { id: actionId } });
    }
    if (action.undoneAt !== null) return shown(action);
    await refuseUnderLater(tx, action);
    await takeBack(tx, action, editor.now);
    return markUndone(tx, action, editor);
  });
}

const shown = ({ id, at, by, kind, summary, undoneAt, undoneBy }: StoredAction): CurationAction => ({
  ...{ id, at, by, kind, summary, undoneAt, undoneBy },
});

/** Later actions stand in the way when they moved mentions of the same entities, or are about the same names of theirs. */
async function refuseUnderLater(tx: Db, action: StoredAction): Promise<void> {
  if (action.kind === 'DISMISS') return;
  const { entityIds } = action.undo as { entityIds: number[] };
  const isLater = sql`id > ${action.rowId}`;
  const [moved] = await standingActions(tx, ['MERGE', 'SPLIT', 'SUPPRESS'], entityIds, isLater);
  const names = array(namesOf(action), 'text');
  const isAboutName = sql`${isLater} and (undo->>'folded' = any(${names}) or exists (
    select 1 from jsonb_to_recordset(undo->'stops') as s(folded text) where s.folded = any(${names})))`;
  const [named] = await standingActions(tx, ['ALIAS', 'REMOVE_ALIAS'], entityIds, isAboutName);
  const later = moved ?? named;
  if (!later) return;
  throw new AppError('CONFLICT', `${later.id} came later (${later.summary}): undo that first.`, {
    data: { action: later.id },
  });
}

/** Folded names that the action moved, added or removed. */
function namesOf({ undo }: StoredAction): string[] {
  const { folded, stops, aliases, steps } = undo as {
    folded?: string;
    stops?: Stop[];
    aliases?: AliasMove;
    steps?: { aliases: AliasMove }[];
  };
  const moves = [...(aliases ? [aliases] : []), ...(steps ?? []).map((step) => step.aliases)];
  return [
    ...(folded === undefined ? [] : [folded]),
    ...(stops ?? []).map((stop) => stop.folded),
    ...moves.flatMap((move) => move.aliases.map((alias) => alias.folded)),
  ];
}

async function takeBack(tx: Db, action: StoredAction, now: Date): Promise<void> {
  if (action.kind === 'MERGE') return undoMerge(tx, action, now);
  if (action.kind === 'SPLIT') return undoSplit(tx, action, now);
  if (action.kind === 'SUPPRESS') return undoSuppress(tx, action, now);
  if (action.kind === 'DISMISS') return;
  await (action.kind === 'ALIAS' ? undoAlias(tx, action) : undoRemoveAlias(tx, action));
  await noteChanges(tx, 'UPDATED', await curatedByKeys(tx, [action.entityId]), now);
}
