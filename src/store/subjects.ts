/**
 * What an article is about: the few entities that stand in its headline or that its text keeps coming back to. One rule
 * for `Article.about` and for the filter on it.
 */
import { type SQL, sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';

/**
 * Least salience of a subject that the headline does not name, or names by an adjective. A choice, by the demo newsroom:
 * an entity that is named once, in the first words, as the agency and the town of a dateline are, has 0.25 and its share
 * of 0.4 by how often it is named (enrich/summary.ts), mostly under 0.39. From 0.3 an article would have 6.6 subjects,
 * most of them such; from 0.4 it has 3.9.
 */
export const subjectSalience = 0.4;

/** An article is about so many entities at most, the most salient ones. */
export const mostSubjects = 5;

/** Whether a row of `mentions` under this alias is prominent enough for a subject. */
const isProminent = (m: SQL): SQL =>
  sql`((${m}.in_headline and not ${m}.derived) or ${m}.salience >= ${sql.raw(String(subjectSalience))}::real)`;

/** Whether a row of `mentions` under this alias is one of the main subjects of its article. */
export function isSubject(alias: string): SQL {
  const m = sql.raw(alias);
  return sql`(${isProminent(m)} and (select count(*) from mentions above where above.article_id = ${m}.article_id
    and ${isProminent(sql.raw('above'))} and (above.salience, above.entity_id) > (${m}.salience, ${m}.entity_id))
    < ${sql.raw(String(mostSubjects))})`;
}

export interface SubjectRow {
  articleId: number;
  /** Serial key. */
  entityId: number;
  /** 0..1 */
  salience: number;
}

/** The main subjects of each article, `mostSubjects` at most, most salient first; one statement for all articles. */
export function subjectsOfArticles(database: Database, ids: readonly number[]): Promise<SubjectRow[]> {
  return rows(
    database,
    sql`select m.article_id::float8 as "articleId", m.entity_id::float8 as "entityId", m.salience::float8 as salience
      from mentions m where m.article_id = any(${array(ids, 'bigint')}) and ${isSubject('m')}
      order by m.article_id, m.salience desc, m.entity_id desc`,
  );
}
