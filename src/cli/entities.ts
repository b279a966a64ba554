/** `kabar entities …`: what editors do to people, places and organisations, and the log of it. */
import { AppError } from '../base/errors.ts';
import type { EntityKind } from '../base/news.ts';
import { giveName, type NameOf, type SplitAsked, splitOff, takeName } from '../run/curate.ts';
import { type Duplicate, findDuplicates } from '../run/duplicates.ts';
import { type CurationAction, curatedEntity, type Editor, listActions } from '../store/curationActions.ts';
import type { AliasOutcome } from '../store/curationAliases.ts';
import { dismissPair } from '../store/curationCandidates.ts';
import { type Affected, type MergeRequest, mergeEntities } from '../store/curationMerge.ts';
import { type SuppressRequest, suppressEntity, suppressionOf } from '../store/curationSuppress.ts';
import { undoCuration } from '../store/curationUndo.ts';
import type { Database } from '../store/db.ts';
import { withDatabase } from './database.ts';
import { type CliIo, exitCodes, writeProgress, writeResult } from './io.ts';
import { textTable } from './table.ts';

/** Runs one command on the configured database; the lines it gives are its result. */
async function answer(io: CliIo, work: (database: Database) => Promise<string[]>): Promise<number> {
  const config = await io.readConfig();
  for (const line of await withDatabase(config, work)) await writeResult(io, line);
  return exitCodes.done;
}

const told = ({ mentions, articles, quotes }: Affected): string =>
  `${mentions} mentions in ${articles} articles, ${quotes} quotes`;

const done = (action: CurationAction | null): string[] =>
  action === null ? ['Nothing had to be done.'] : [`${action.id} ${action.summary}`];

/** Merges entities, or says what would be affected. */
export function runMerge(io: CliIo, request: MergeRequest, editor: Editor): Promise<number> {
  return answer(io, async (database) => {
    const { affected, action } = await mergeEntities(database, request, editor);
    return action === null
      ? [`Would merge: ${told(affected)}.`]
      : [...done(action), `  moved: ${told(affected)}`];
  });
}

/** Splits an entity, or says how many articles would go. */
export function runSplit(io: CliIo, asked: SplitAsked, editor: Editor): Promise<number> {
  return answer(io, async (database) => {
    const { intoId, articles, mixed, action } = await splitOff(database, asked, editor);
    const left = mixed === 0 ? [] : [`  left alone: ${mixed} articles that use other spellings as well`];
    if (action === null) return [`Would give ${articles} articles to ${intoId}.`, ...left];
    return [...done(action), ...left];
  });
}

/** Gives an entity a name, or takes one. */
export function runAlias(io: CliIo, verb: 'give' | 'take', asked: NameOf, editor: Editor): Promise<number> {
  return answer(io, async (database) => {
    const change = verb === 'give' ? giveName : takeName;
    const { action }: AliasOutcome = await change(database, asked, editor);
    return done(action);
  });
}

/** Suppresses an entity, or says what would be affected. */
export function runSuppress(io: CliIo, request: SuppressRequest, editor: Editor): Promise<number> {
  return answer(io, async (database) => {
    const { affected, action } = await suppressEntity(database, request, editor);
    return action === null
      ? [`Would suppress: ${told(affected)}.`]
      : [...done(action), `  removed: ${told(affected)}`];
  });
}

/** Brings a suppressed entity back. @throws AppError NOT_FOUND when it is not suppressed. */
export function runUnsuppress(io: CliIo, entity: string, editor: Editor): Promise<number> {
  return answer(io, async (database) => {
    const actionId = await suppressionOf(database, entity);
    if (actionId === null) throw new AppError('NOT_FOUND', `${entity} is not suppressed.`);
    return undone(await undoCuration(database, actionId, editor));
  });
}

const undone = ({ id, summary, undoneBy, undoneAt }: CurationAction): string[] => [
  `Undone ${id} ${summary}`,
  `  by ${undoneBy ?? ''} at ${undoneAt?.toISOString() ?? ''}`,
];

/** Undoes an action; one that was undone before is told as it is. */
export function runUndo(io: CliIo, actionId: string, editor: Editor): Promise<number> {
  return answer(io, async (database) => undone(await undoCuration(database, actionId, editor)));
}

/** Prints what was done, the latest first, to one entity or to all. */
export async function runLog(io: CliIo, entity: string | null, limit: number): Promise<number> {
  const config = await io.readConfig();
  const actions = await withDatabase(config, async (database) => {
    const about = entity === null ? null : await curatedEntity(database.db, entity, { suppressed: true });
    return listActions(database, { entityId: about?.id ?? null, limit });
  });
  const rows = actions.map(({ at, id, kind, by, undoneAt, undoneBy, summary }) => [
    at.toISOString(),
    id,
    kind,
    by,
    undoneAt === null ? '' : `by ${undoneBy ?? ''} at ${undoneAt.toISOString()}`,
    summary,
  ]);
  if (rows.length === 0) await writeProgress(io, 'Nothing was done.');
  else await writeResult(io, textTable(['AT', 'ACTION', 'KIND', 'BY', 'UNDONE', 'WHAT'], rows));
  return exitCodes.done;
}

export interface DuplicatesAsked {
  kinds: readonly EntityKind[];
  limit: number;
  /** An object a line instead of text. */
  json: boolean;
}

/** Prints the queue of likely duplicates, best first. */
export async function runDuplicates(io: CliIo, { kinds, limit, json }: DuplicatesAsked): Promise<number> {
  const config = await io.readConfig();
  const found = await withDatabase(config, (database) => findDuplicates(database, { kinds, limit }));
  if (found.length === 0) await writeProgress(io, 'Nothing looks like a duplicate.');
  for (const duplicate of found) {
    const lines = json ? [JSON.stringify(duplicate)] : textOf(duplicate);
    for (const line of lines) await writeResult(io, line);
  }
  return exitCodes.done;
}

function textOf({ entities, score, reasons }: Duplicate): string[] {
  const [one, other] = entities;
  return [
    `${score.toFixed(2)}  ${one.id} ${one.name}  =  ${other.id} ${other.name}`,
    `      ${reasons.join('; ')}`,
    ...entities.map(
      ({ articleCount, sample }) =>
        `      ${articleCount} articles${sample === null ? '' : `, such as "${sample.headline}" ${sample.url}`}`,
    ),
  ];
}

/** Remembers that two entities are two. */
export function runDismiss(io: CliIo, pair: readonly [string, string], editor: Editor): Promise<number> {
  return answer(io, async (database) => done(await dismissPair(database, pair, editor)));
}
