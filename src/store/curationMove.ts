/**
 * Moving what articles say of one entity to another, and back: mentions, the lists on the articles' rows, the lexemes of
 * the search vector, quotes and citations. What is recorded for the way back are keys and figures, no texts.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { EntityKind } from '../base/news.ts';
import { backLexemes, type MovedLexemes, moveLexemes } from './curationLexemes.ts';
import {
  factsOf,
  isMadeOf,
  type MentionFacts,
  type MentionPart,
  partOf,
  uniteMentions,
} from './curationUnite.ts';
import { type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';
import { addToRollups, takeFromRollups } from './rollup.ts';

/** An article that mentioned both: its list before, and what it said of each. */
interface UnitedMention {
  articleId: number;
  list: number[];
  into: MentionPart;
  from: MentionPart;
}

/** What `moveBack` needs. Serial keys throughout. */
export interface Move {
  from: number;
  into: number;
  kind: EntityKind;
  /** Articles whose mention went over as it was. */
  moved: number[];
  united: UnitedMention[];
  lexemes: MovedLexemes;
  quotes: number[];
  citations: number[];
}

export type MentionRow = MentionFacts & { articleId: number; entityId: number };

const listColumns: Record<EntityKind, SQL> = {
  PERSON: sql.raw('person_ids'),
  PLACE: sql.raw('place_ids'),
  ORGANIZATION: sql.raw('organization_ids'),
};

/** The column of `articles` that lists entities of a kind, most salient first. */
export const listColumn = (kind: EntityKind): SQL => listColumns[kind];

const keys = (ids: readonly number[]): SQL => array(ids, 'bigint');

const inArticles = (articleIds: readonly number[] | null): SQL =>
  articleIds === null ? sql`true` : sql`article_id = any(${keys(articleIds)})`;

async function idsOf(tx: Db, query: SQL): Promise<number[]> {
  const found = await rowsOf<{ id: number }>(tx, query);
  return found.map(({ id }) => id).sort((a, b) => a - b);
}

/** Mentions that meet a condition on `mentions m`. */
export function mentionRows(tx: Db, condition: SQL): Promise<MentionRow[]> {
  return rowsOf<MentionRow>(
    tx,
    sql`select m.article_id::float8 as "articleId", m.entity_id::float8 as "entityId", m.count,
          m.salience::float8 as salience, m.in_headline as "inHeadline", m.derived,
          m.confidence::float8 as confidence, m.role, m.spans, m.surface_forms as "surfaceForms"
        from mentions m where ${condition} order by m.article_id, m.entity_id`,
  );
}

/**
 * Moves everything about `from` to `into`, in all articles or (when `articleIds` is not null) in these. Two mentions in one
 * article become one (curationUnite.ts). Counters are left to the caller (`recount`).
 */
export async function moveMentions(
  tx: Db,
  [from, into]: readonly [number, number],
  kind: EntityKind,
  articleIds: readonly number[] | null,
): Promise<Move> {
  const within = inArticles(articleIds);
  const told = sql`select article_id::float8 as id from mentions where entity_id = ${from} and ${within}`;
  const touched = await idsOf(tx, told);
  await takeFromRollups(tx, touched);
  const lexemes = await moveLexemes(tx, [from, into], within);
  const moved = await idsOf(
    tx,
    sql`update mentions m set entity_id = ${into} where m.entity_id = ${from} and ${within}
          and not exists (select 1 from mentions o where o.article_id = m.article_id and o.entity_id = ${into})
        returning m.article_id::float8 as id`,
  );
  await replaceInLists(tx, moved, [from, into], kind);
  const united = await uniteInArticles(tx, [from, into], kind, within);
  await addToRollups(tx, touched);
  const quotes = await idsOf(
    tx,
    sql`update quotes set speaker_id = ${into} where speaker_id = ${from} and ${within} returning id::float8 as id`,
  );
  const citations = await idsOf(
    tx,
    sql`update citations set organization_id = ${into} where organization_id = ${from} and ${within}
        returning id::float8 as id`,
  );
  return { from, into, kind, moved, united, lexemes, quotes, citations };
}

async function replaceInLists(
  tx: Db,
  articleIds: readonly number[],
  [from, into]: readonly [number, number],
  kind: EntityKind,
): Promise<void> {
  if (articleIds.length === 0) return;
  const list = listColumn(kind);
  await tx.execute(
    sql`update articles set ${list} = array_replace(${list}, ${from}::bigint, ${into}::bigint)
        where id = any(${keys(articleIds)})`,
  );
}

/** After the plain moves: what is left of `from` stands in articles that mention `into` too. */
async function uniteInArticles(
  tx: Db,
  [from, into]: readonly [number, number],
  kind: EntityKind,
  within: SQL,
): Promise<UnitedMention[]> {
  const both = sql`select article_id from mentions where entity_id = ${from} and ${within}`;
  const lists = await rowsOf<{ id: number; list: number[] }>(
    tx,
    sql`select a.id::float8 as id, a.${listColumn(kind)}::float8[] as list from articles a
        where a.id in (${both})`,
  );
  const listOf = new Map(lists.map(({ id, list }) => [id, list]));
  const rows = await mentionRows(tx, sql`m.entity_id in (${from}, ${into}) and m.article_id in (${both})`);
  const ofInto = new Map(rows.filter((r) => r.entityId === into).map((row) => [row.articleId, row]));
  const pairs = rows
    .filter((row) => row.entityId === from)
    .flatMap((row) => {
      const other = ofInto.get(row.articleId);
      return other ? [{ from: row, into: other, united: uniteMentions(other, row) }] : [];
    });
  await tx.execute(sql`delete from mentions where entity_id = ${from} and ${within}`);
  await writeMentions(
    tx,
    into,
    pairs.map((pair) => ({ ...pair.united, articleId: pair.into.articleId })),
  );
  await relist(tx, [...listOf.keys()], kind);
  return pairs.map((pair) => ({
    articleId: pair.into.articleId,
    list: listOf.get(pair.into.articleId) ?? [],
    into: bare(partOf(pair.into, pair.united)),
    from: bare(partOf(pair.from, pair.united)),
  }));
}

/** Without the keys that a row carries beside its facts. */
function bare({
  count,
  salience,
  inHeadline,
  derived,
  confidence,
  role,
  spans,
  forms,
}: MentionPart): MentionPart {
  return { count, salience, inHeadline, derived, confidence, role, spans, forms };
}

const mentionRecord = sql.raw(`as x("articleId" bigint, count int, salience real, "inHeadline" boolean,
  derived boolean, confidence real, role text, spans int[], "surfaceForms" text[])`);

/** Overwrites the mentions of an entity in these articles. */
async function writeMentions(
  tx: Db,
  entityId: number,
  rows: readonly (MentionFacts & { articleId: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(
    sql`update mentions m set count = x.count, salience = x.salience, in_headline = x."inHeadline",
          derived = x.derived, confidence = x.confidence, role = x.role, spans = x.spans,
          surface_forms = x."surfaceForms"
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) ${mentionRecord}
        where m.article_id = x."articleId" and m.entity_id = ${entityId}`,
  );
}

/** Adds mentions of an entity to articles that have none of it; articles that are gone are left out. */
export async function insertMentions(
  tx: Db,
  { entityId, kind }: { entityId: number; kind: EntityKind },
  rows: readonly (MentionFacts & { articleId: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(
    sql`insert into mentions (article_id, entity_id, kind, source_id, published_at, count, salience, in_headline,
          derived, confidence, surface_forms, role, spans)
        select a.id, ${entityId}, ${kind}, a.source_id, a.sort_date, x.count, x.salience, x."inHeadline",
          x.derived, x.confidence, x."surfaceForms", x.role, x.spans
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) ${mentionRecord}
        join articles a on a.id = x."articleId"
        on conflict do nothing`,
  );
}

/** Writes the articles' lists of a kind anew, in the order of enrich/summary.ts; ties stay as they stand. */
export async function relist(tx: Db, articleIds: readonly number[], kind: EntityKind): Promise<void> {
  if (articleIds.length === 0) return;
  const list = listColumn(kind);
  await tx.execute(
    sql`update articles a set ${list} = coalesce((
          select array_agg(m.entity_id order by m.salience desc, coalesce(m.spans[1], 0),
            array_position(a.${list}, m.entity_id) nulls last, m.entity_id)
          from mentions m where m.article_id = a.id and m.kind = ${kind}), '{}')
        where a.id = any(${keys(articleIds)})`,
  );
}

/**
 * Takes a move back. Articles that were edited since and mention both entities stay with `into`, since nothing tells any
 * more which of them a name meant; so do articles that came after the move.
 */
export async function moveBack(tx: Db, move: Move): Promise<void> {
  const { from, into, kind, moved } = move;
  const touched = [...moved, ...move.united.map(({ articleId }) => articleId)];
  await takeFromRollups(tx, touched);
  const back = await idsOf(
    tx,
    sql`update mentions m set entity_id = ${from}
        where m.entity_id = ${into} and m.article_id = any(${keys(moved)})
          and not exists (select 1 from mentions o where o.article_id = m.article_id and o.entity_id = ${from})
        returning m.article_id::float8 as id`,
  );
  await replaceInLists(tx, back, [into, from], kind);
  const parted = await partInArticles(tx, move);
  await addToRollups(tx, touched);
  const kept = new Set(move.united.map(({ articleId }) => articleId).filter((id) => !parted.has(id)));
  await backLexemes(tx, [from, into], move.lexemes, kept);
  await tx.execute(
    sql`update quotes set speaker_id = ${from} where speaker_id = ${into} and id = any(${keys(move.quotes)})`,
  );
  await tx.execute(
    sql`update citations set organization_id = ${from}
        where organization_id = ${into} and id = any(${keys(move.citations)})`,
  );
}

/** Takes united mentions apart where they are still what the move made; the articles. */
async function partInArticles(tx: Db, { from, into, kind, united }: Move): Promise<Set<number>> {
  if (united.length === 0) return new Set();
  const ids = united.map(({ articleId }) => articleId);
  const now = await mentionRows(tx, sql`m.entity_id = ${into} and m.article_id = any(${keys(ids)})`);
  const nowOf = new Map(now.map((row) => [row.articleId, row]));
  const parts = united.flatMap((kept) => {
    const row = nowOf.get(kept.articleId);
    return row !== undefined && isMadeOf(row, kept.into, kept.from) ? [{ ...kept, row }] : [];
  });
  const written = parts.map(({ articleId, row, into: part }) => ({ ...factsOf(part, row), articleId }));
  const inserted = parts.map(({ articleId, row, from: part }) => ({ ...factsOf(part, row), articleId }));
  await writeMentions(tx, into, written);
  await insertMentions(tx, { entityId: from, kind }, inserted);
  const parted = parts.map(({ articleId }) => articleId);
  await restoreLists(tx, parts, kind);
  return new Set(parted);
}

/** The lists as they were, where they list the same entities; else in the usual order. */
async function restoreLists(
  tx: Db,
  kept: readonly { articleId: number; list: number[] }[],
  kind: EntityKind,
): Promise<void> {
  await relist(
    tx,
    kept.map(({ articleId }) => articleId),
    kind,
  );
  const list = listColumn(kind);
  const rows = kept.map(({ articleId, list: ids }) => ({ articleId, ids }));
  await tx.execute(
    sql`update articles a set ${list} = x.ids
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("articleId" bigint, ids bigint[])
        where a.id = x."articleId" and a.${list} @> x.ids and a.${list} <@ x.ids`,
  );
}

/** Counts the articles of these entities, and their latest mention, from the mentions themselves. */
export async function recount(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    sql`update entities e set
          article_count = (select count(*)::int from mentions m where m.entity_id = e.id),
          last_mentioned_at = (select max(m.published_at) from mentions m where m.entity_id = e.id)
        where e.id = any(${keys(ids)})`,
  );
}
