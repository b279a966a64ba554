/**
 * Taking an entity out of sight: personal data that somebody has a right to have removed. Its mentions, board rows and
 * links from quotes and citations are deleted, not hidden, so that no reader can forget to look; its row and names stay
 * as what ingest must not recognise again. Recorded are keys and figures, no texts.
 */
import { eq, sql } from 'drizzle-orm';
import { AppError } from '../base/errors.ts';
import type { EntityKind } from '../base/news.ts';
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
import { addLexeme, removeLexeme } from './curationLexemes.ts';
import { type Affected, affectedBy } from './curationMerge.ts';
import { insertMentions, listColumn, type MentionRow, mentionRows, recount, relist } from './curationMove.ts';
import { type Database, type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { addToRollups, takeFromRollups } from './rollup.ts';
import { lockStories } from './saveStory.ts';
import { citations, entities, quotes } from './tables.ts';

export interface SuppressRequest {
  /** Public id. */
  entity: string;
  reason: string | null;
  dryRun: boolean;
}

export interface SuppressOutcome {
  entityId: string;
  affected: Affected;
  /** Null for a dry run. */
  action: CurationAction | null;
}

/** What is kept of a mention: where each spelling first stands (as a place among its spans, -1 for nowhere), not the spelling. */
type KeptMention = Omit<MentionRow, 'entityId' | 'surfaceForms' | 'role'> & { hash: string; forms: number[] };

interface SuppressUndo {
  mentions: KeptMention[];
  lexemes: number[];
  quotes: number[];
  citations: number[];
}

/** Suppresses an entity. @throws AppError NOT_FOUND for an id nobody has, CONFLICT when it is suppressed already. */
export function suppressEntity(
  database: Database,
  { entity: id, reason, dryRun }: SuppressRequest,
  editor: Editor,
): Promise<SuppressOutcome> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const entity = await curatedEntity(tx, id);
    const { publicId } = entity;
    const affected = await affectedBy(tx, [entity.id]);
    if (dryRun) return { entityId: publicId, affected, action: null };
    const undo = await takeAll(tx, entity.id, entity.kind);
    await tx.execute(sql`delete from board_rows where entity_id = ${entity.id}`);
    await recount(tx, [entity.id]);
    await tx.update(entities).set({ suppressedAt: editor.now }).where(eq(entities.id, entity.id));
    await noteChanges(tx, 'WITHDRAWN', [entity], editor.now);
    const action = await recordAction(
      tx,
      {
        ...{ kind: 'SUPPRESS', entityId: entity.id, entityIds: [entity.id], undo },
        // Without its name: the log is read by more people than the tables.
        summary: `${publicId} suppressed`,
        input: { entity: publicId, reason },
      },
      editor,
    );
    return { entityId: publicId, affected, action };
  });
}

/** Removes everything that leads to the entity, but its row and names. */
async function takeAll(tx: Db, entityId: number, kind: EntityKind): Promise<SuppressUndo> {
  const spoken = await tx
    .update(quotes)
    .set({ speakerId: null })
    .where(eq(quotes.speakerId, entityId))
    .returning({ id: quotes.id });
  const credited = await tx
    .update(citations)
    .set({ organizationId: null })
    .where(eq(citations.organizationId, entityId))
    .returning({ id: citations.id });
  return {
    mentions: await takeMentions(tx, entityId, kind),
    lexemes: await removeLexeme(tx, entityId),
    quotes: spoken.map(({ id }) => id),
    citations: credited.map(({ id }) => id),
  };
}

async function takeMentions(tx: Db, entityId: number, kind: EntityKind): Promise<KeptMention[]> {
  const rows = await mentionRows(tx, sql`m.entity_id = ${entityId}`);
  const ids = rows.map(({ articleId }) => articleId);
  const hashes = await contentHashes(tx, ids);
  const texts = await textsOf(tx, ids);
  await takeFromRollups(tx, ids);
  await tx.execute(sql`delete from mentions where entity_id = ${entityId}`);
  await addToRollups(tx, ids);
  const list = listColumn(kind);
  await tx.execute(
    sql`update articles set ${list} = array_remove(${list}, ${entityId}::bigint)
        where id = any(${array(ids, 'bigint')})`,
  );
  return rows.map(({ entityId: _, surfaceForms, role: __, ...kept }) => {
    const spelt = spellings(texts.get(kept.articleId) ?? '', kept.spans);
    const forms = surfaceForms.map((form) => spelt.indexOf(form));
    return { ...kept, forms, hash: hashes.get(kept.articleId) ?? '' };
  });
}

async function contentHashes(tx: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const found = await rowsOf<{ id: number; hash: string }>(
    tx,
    sql`select id::float8 as id, content_hash as hash from articles where id = any(${array(ids, 'bigint')})`,
  );
  return new Map(found.map(({ id, hash }) => [id, hash]));
}

/**
 * Brings a suppressed entity back, as far as the store can tell: mentions in articles that were not edited since, spelt as
 * the text spells them at their places (a mention in a headline alone gets the entity's name). Not its roles, not its
 * place on past boards, not articles that arrived meanwhile.
 */
export async function undoSuppress(tx: Db, { entityId, undo }: StoredAction, now: Date): Promise<void> {
  const kept = undo as unknown as SuppressUndo;
  const [entity] = await curatedByKeys(tx, [entityId]);
  if (!entity) throw new AppError('INTERNAL', 'The suppressed entity is gone.');
  await tx.update(entities).set({ suppressedAt: null }).where(eq(entities.id, entityId));
  const back = await bringMentionsBack(tx, entity, kept.mentions);
  const gone = new Set(kept.mentions.map(({ articleId }) => articleId).filter((id) => !back.has(id)));
  await addLexeme(
    tx,
    entityId,
    kept.lexemes.filter((id) => !gone.has(id)),
  );
  await tx.execute(
    sql`update quotes set speaker_id = ${entityId}
        where speaker_id is null and id = any(${array(kept.quotes, 'bigint')})`,
  );
  await tx.execute(
    sql`update citations set organization_id = ${entityId}
        where organization_id is null and id = any(${array(kept.citations, 'bigint')})`,
  );
  await recount(tx, [entityId]);
  await noteChanges(tx, 'CREATED', [entity], now);
}

/** The articles whose mention is back: those that were not edited since. */
async function bringMentionsBack(
  tx: Db,
  { id: entityId, kind, name }: Curated,
  kept: readonly KeptMention[],
): Promise<Set<number>> {
  const hashes = await contentHashes(
    tx,
    kept.map(({ articleId }) => articleId),
  );
  const same = kept.filter(({ articleId, hash }) => hashes.get(articleId) === hash);
  const ids = same.map(({ articleId }) => articleId);
  const texts = await textsOf(tx, ids);
  const rows = same.map(({ hash: _, forms, ...mention }) => {
    const spelt = spellings(texts.get(mention.articleId) ?? '', mention.spans);
    return { ...mention, role: null, surfaceForms: forms.map((place) => spelt[place] || name) };
  });
  await takeFromRollups(tx, ids);
  await insertMentions(tx, { entityId, kind }, rows);
  await addToRollups(tx, ids);
  await relist(tx, ids, kind);
  return new Set(ids);
}

async function textsOf(tx: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const found = await rowsOf<{ id: number; text: string }>(
    tx,
    sql`select article_id::float8 as id, text from article_texts where article_id = any(${array(ids, 'bigint')})`,
  );
  return new Map(found.map(({ id, text }) => [id, text]));
}

/** What stands in the text at each of the flattened spans. */
function spellings(text: string, spans: readonly number[]): string[] {
  return spans.flatMap((start, i) => (i % 2 === 0 ? [text.slice(start, spans[i + 1])] : []));
}

/** The action that keeps an entity suppressed; null when none does. */
export async function suppressionOf(database: Database, publicId: string): Promise<string | null> {
  const { id } = await curatedEntity(database.db, publicId, { suppressed: true });
  const [row] = await rowsOf<{ id: string }>(
    database.db,
    sql`select public_id as id from curation_actions
        where kind = 'SUPPRESS' and undone_at is null and entity_id = ${id} order by id desc limit 1`,
  );
  return row?.id ?? null;
}
