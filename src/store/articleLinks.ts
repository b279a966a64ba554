/** What links an article to places, to other articles and to those it credits; each one statement for all articles. */
import { sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { isSubject } from './subjects.ts';

/** Where each article's events take place: the dateline's place first, then the places among its subjects. */
export function locationsOfArticles(
  database: Database,
  ids: readonly number[],
): Promise<{ articleId: number; entityId: number }[]> {
  return rows(
    database,
    sql`select "articleId", "entityId" from (
        select m.article_id::float8 as "articleId", m.entity_id::float8 as "entityId", m.salience,
          m.spans[1] < length(a.dateline) and m.spans[1] = min(m.spans[1]) over (partition by m.article_id) as opens,
          ${isSubject('m')} as is_subject
        from mentions m join articles a on a.id = m.article_id
        where m.article_id = any(${array(ids, 'bigint')}) and m.kind = 'PLACE' and not m.derived) x
      where opens or is_subject
      order by "articleId", coalesce(opens, false) desc, salience desc, "entityId"`,
  );
}

/** So many of the newest articles about each subject are looked at: the rare ones among them lead to what is near. */
const mostLookedAt = 50;
/** An article is related when it shares two subjects, or the only one. */
const leastShared = 2;

/**
 * Articles of other stories that name the subjects of each article (subjects.ts), those that name most of them first,
 * then the newest; one of each story, no copies, at most `limit`.
 */
export function relatedArticles(
  database: Database,
  ids: readonly number[],
  limit: number,
): Promise<{ articleId: number; relatedId: number }[]> {
  return rows(
    database,
    sql`with subjects as materialized (
        select m.article_id as asked, array_agg(m.entity_id) as ids
        from mentions m where m.article_id = any(${array(ids, 'bigint')}) and ${isSubject('m')} group by m.article_id),
      near as materialized (
        select distinct s.asked, n.article_id as id, s.ids from subjects s cross join lateral unnest(s.ids) as e(id)
          cross join lateral (
            select m.article_id from mentions m where m.entity_id = e.id and not m.derived
            order by m.published_at desc, m.article_id desc limit ${sql.raw(String(mostLookedAt))}) n),
      sharing as materialized (
        select n.asked, n.id, x.shared from near n cross join lateral (
          select count(*) as shared from mentions m
          where m.article_id = n.id and m.entity_id = any(n.ids) and not m.derived) x
        where n.id <> n.asked and x.shared >= least(cardinality(n.ids), ${leastShared}::integer)),
      one_each as (
        select h.asked, h.id, h.shared, a.sort_date, row_number() over (
          partition by h.asked, coalesce(a.story_id, -a.id) order by h.shared desc, a.sort_date desc, a.id desc) as nth
        from sharing h join articles a on a.id = h.id join articles p on p.id = h.asked
        where a.story_id is distinct from p.story_id
          and not exists (select 1 from copies c where c.article_id = a.id and c.kind = 'COPY'))
      select asked::float8 as "articleId", id::float8 as "relatedId" from (
        select asked, id, row_number() over (
          partition by asked order by shared desc, sort_date desc, id desc) as place from one_each where nth = 1) x
      where place <= ${limit}::integer order by asked, place`,
  );
}

/** An article and a source that it credits, by serial key. */
export interface Credit {
  articleId: number;
  sourceId: number;
}

/**
 * The article that each credit means: the copied original where it is the source's, else the source's first article of
 * the same story that is not later. Credits without one are left out.
 */
export function creditedArticles(
  database: Database,
  credits: readonly Credit[],
): Promise<(Credit & { creditedId: number })[]> {
  const articleIds = credits.map(({ articleId }) => articleId);
  const sourceIds = credits.map(({ sourceId }) => sourceId);
  return rows(
    database,
    sql`select p.article_id::float8 as "articleId", p.source_id::float8 as "sourceId", x.id::float8 as "creditedId"
      from unnest(${array(articleIds, 'bigint')}, ${array(sourceIds, 'bigint')}) as p(article_id, source_id)
        join articles a on a.id = p.article_id
        cross join lateral (
          select coalesce(
            (select o.id from copies c join articles o on o.id = c.original_id
              where c.article_id = a.id and o.source_id = p.source_id),
            (select b.id from articles b where b.story_id = a.story_id and b.source_id = p.source_id and b.id <> a.id
              and b.sort_date <= a.sort_date order by b.sort_date, b.id limit 1)) as id) x
      where x.id is not null`,
  );
}
