/** What the queue of likely duplicates is made from: names, company, and the pairs that an editor said are two. */
import { sql } from 'drizzle-orm';
import type { EntityKind } from '../base/news.ts';
import { type CurationAction, curatedEntity, type Editor, recordAction } from './curationActions.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { lockStories } from './saveStory.ts';

/** A person or an organisation that articles mention. */
export interface Candidate {
  rowId: number;
  /** Public id. */
  id: string;
  kind: EntityKind;
  name: string;
  articleCount: number;
  /** Folded names, the main one not among them for certain. */
  names: string[];
  /** Roles printed before the name, in any language. */
  roles: string[];
}

/** What articles tell of two entities. */
export interface PairEvidence {
  /** Entities that articles name beside the one and beside the other; and those named beside the less accompanied one. */
  shared: number;
  company: number;
  /** Articles that name both. */
  together: number;
}

export interface SampleArticle {
  entityId: number;
  headline: string;
  url: string;
}

/** Most names of one entity that are compared. */
const mostNames = 8;

/** People or organisations, most mentioned first. */
export function listCandidates(
  database: Database,
  kinds: readonly EntityKind[],
  limit: number,
): Promise<Candidate[]> {
  return rows<Candidate>(
    database,
    sql`select e.id::float8 as "rowId", e.public_id as id, e.kind, e.name, e.article_count as "articleCount",
          array(select distinct l.folded from entity_aliases l where l.entity_id = e.id
                order by 1 limit ${mostNames}) as names,
          array(select distinct t.value from jsonb_each_text(e.job_titles) t order by 1) as roles
        from entities e
        where e.kind = any(${array(kinds, 'text')}) and e.merged_into_id is null and e.suppressed_at is null
          and e.article_count > 0
        order by e.article_count desc, e.id limit ${limit}`,
  );
}

/** Evidence on pairs of serial keys, in the same order; one statement. */
export async function evidenceOnPairs(
  database: Database,
  pairs: readonly (readonly [number, number])[],
): Promise<PairEvidence[]> {
  if (pairs.length === 0) return [];
  const found = await rows<PairEvidence & { place: number }>(
    database,
    sql`with pair as (
          select x.place::int, x.a, x.b from unnest(${array(
            pairs.map(([a]) => a),
            'bigint',
          )}, ${array(
            pairs.map(([, b]) => b),
            'bigint',
          )}) with ordinality as x(a, b, place)),
        one as (select distinct id from (select a as id from pair union all select b from pair) i),
        beside as (
          select one.id, o.entity_id from one join mentions m on m.entity_id = one.id
            join mentions o on o.article_id = m.article_id and o.entity_id <> one.id
          group by 1, 2)
        select p.place,
          (select count(*)::int from beside x join beside y on y.entity_id = x.entity_id
           where x.id = p.a and y.id = p.b) as shared,
          least((select count(*) from beside x where x.id = p.a and x.entity_id <> p.b),
                (select count(*) from beside y where y.id = p.b and y.entity_id <> p.a))::int as company,
          (select count(*)::int from mentions x join mentions y on y.article_id = x.article_id
           where x.entity_id = p.a and y.entity_id = p.b) as together
        from pair p order by p.place`,
  );
  return found.map(({ shared, company, together }) => ({ shared, company, together }));
}

/** The latest article about each entity (serial keys). */
export function latestArticles(database: Database, ids: readonly number[]): Promise<SampleArticle[]> {
  return rows<SampleArticle>(
    database,
    sql`select p.id::float8 as "entityId", a.headline, a.url
        from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
          select m.article_id from mentions m where m.entity_id = p.id
          order by m.published_at desc, m.article_id desc limit 1) m
        join articles a on a.id = m.article_id`,
  );
}

/** Pairs of serial keys that an editor said are two, the smaller key first. */
export async function dismissedPairs(database: Database): Promise<[number, number][]> {
  const found = await rows<{ ids: number[] }>(
    database,
    sql`select undo->'entityIds' as ids from curation_actions where kind = 'DISMISS' and undone_at is null`,
  );
  return found.map(({ ids: [a = 0, b = 0] }) => (a < b ? [a, b] : [b, a]));
}

/**
 * Remembers that two entities (public ids) are two, so that the queue leaves them out.
 * @throws AppError NOT_FOUND for an id nobody has.
 */
export function dismissPair(
  database: Database,
  [one, other]: readonly [string, string],
  editor: Editor,
): Promise<CurationAction> {
  return database.db.transaction(async (tx) => {
    await lockStories(tx);
    const [a, b] = [await curatedEntity(tx, one), await curatedEntity(tx, other)];
    return recordAction(
      tx,
      {
        kind: 'DISMISS',
        entityId: a.id,
        entityIds: [a.id, b.id],
        summary: `${a.name} (${a.publicId}) and ${b.name} (${b.publicId}) are two`,
        input: { pair: [a.publicId, b.publicId] },
        undo: {},
      },
      editor,
    );
  });
}
