/** Entities that articles name together: how closely they belong together, by several measures. */
import { type SQL, sql } from 'drizzle-orm';
import type { EntityKind } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import type { TimeRange } from './filter.ts';
import { all, array, keysetConditions, keysetOrder, type Page, type Sort } from './keyset.ts';
import { anyEntity } from './rollup.ts';

export type CooccurrenceMeasure = 'COUNT' | 'NPMI' | 'JACCARD' | 'LLR';

export interface CooccurrenceScope {
  /** Null for all kinds. */
  kinds: EntityKind[] | null;
  /** Whole days (UTC) that it touches count; null for all time. */
  range: TimeRange | null;
  measure: CooccurrenceMeasure;
  minCount: number;
}

/** Another entity beside the parent; keys are serial ones. */
export interface CooccurrenceRow {
  parent: number;
  rowId: number;
  /** Articles that name both. */
  count: number;
  sortKey: number;
}

/** Partners that are measured, those with most articles first: what is rarer is left out. */
const mostPartners = 500;

const xLogX = (x: SQL): SQL => sql`(case when ${x} > 0 then ${x} * ln(${x}) else 0 end)`;

/**
 * In terms of k articles that name both, a and b that name one and n in all, as float8. NPMI: G. Bouma, "Normalized
 * (pointwise) mutual information in collocation extraction", GSCL 2009. LLR: T. Dunning, "Accurate methods for the
 * statistics of surprise and coincidence", Computational Linguistics 19 (1993) 61.
 */
const measures: Record<CooccurrenceMeasure, SQL> = {
  COUNT: sql`k`,
  NPMI: sql`case when k >= n then 1 else ln(k * n / (a * b)) / ln(n / k) end`,
  JACCARD: sql`k / (a + b - k)`,
  LLR: sql`case when k * n <= a * b then 0 else 2 * (
    ${xLogX(sql`k`)} + ${xLogX(sql`(a - k)`)} + ${xLogX(sql`(b - k)`)} + ${xLogX(sql`(n - a - b + k)`)}
    - ${xLogX(sql`a`)} - ${xLogX(sql`b`)} - ${xLogX(sql`(n - a)`)} - ${xLogX(sql`(n - b)`)} + ${xLogX(sql`n`)}) end`,
};

const sort: Sort = { key: sql`score`, id: sql`other`, type: 'float', descending: true };

const inDays = (range: TimeRange | null): SQL => {
  if (range === null) return sql`true`;
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return sql`day >= ${day(range.start)}::date and day <= ${day(new Date(range.end.getTime() - 1))}::date`;
};

const articlesOf = (entity: SQL, range: TimeRange | null): SQL =>
  sql`(select sum(articles)::float8 from entity_days where entity_id = ${entity} and ${inDays(range)})`;

/** A page of the entities named together with each parent, the closest first. One statement for all parents. */
export function cooccurrencesOfEntities(
  database: Database,
  ids: readonly number[],
  { kinds, range, measure, minCount }: CooccurrenceScope,
  page: Page,
): Promise<CooccurrenceRow[]> {
  const ofKind = kinds === null ? sql`true` : sql`e.kind = any(${array(kinds, 'text')})`;
  return rows(
    database,
    sql`select p.id::float8 as parent, x.other::float8 as "rowId", x.k::int as count, x.score as "sortKey"
        from unnest(${array(ids, 'bigint')}) as p(id)
          cross join lateral (select ${articlesOf(sql`p.id`, range)} as a, ${articlesOf(sql`${anyEntity}`, range)} as n) own
          cross join lateral (
            select other, k, score from (
              select other, k, (${measures[measure]})::float8 as score from (
                select partner.other, partner.k, own.a, own.n, ${articlesOf(sql`partner.other`, range)} as b from (
                  select u.other, sum(u.articles)::float8 as k from (
                    select second_id as other, articles from entity_pairs where first_id = p.id and ${inDays(range)}
                    union all
                    select first_id, articles from entity_pairs where second_id = p.id and ${inDays(range)}
                  ) u join entities e on e.id = u.other
                  where ${ofKind} group by u.other having sum(u.articles) >= ${minCount}::int
                  order by 2 desc, 1 limit ${sql.raw(String(mostPartners))}
                ) partner
              ) counted
            ) scored where ${all(keysetConditions(sort, page))}
            order by ${keysetOrder(sort, page.backwards)} limit ${page.limit + 1}
          ) x
        order by p.id, ${keysetOrder(sort, page.backwards)}`,
  );
}

/** The newest article of a span, no copy, that names both of a pair; pairs without one are left out. */
export function articlesOfPairs(
  database: Database,
  pairs: readonly (readonly [number, number])[],
  range: TimeRange | null,
): Promise<{ first: number; second: number; articleId: number }[]> {
  const inRange =
    range === null
      ? sql`true`
      : sql`m.published_at >= date_trunc('day', ${range.start.toISOString()}::timestamptz, 'UTC')
          and m.published_at < date_trunc('day', ${new Date(range.end.getTime() - 1).toISOString()}::timestamptz, 'UTC')
            + interval '1 day'`;
  const sides = [0, 1].map((side) =>
    array(
      pairs.map((pair) => pair[side] ?? 0),
      'bigint',
    ),
  );
  return rows(
    database,
    sql`select p.first::float8 as first, p.second::float8 as second, x.id::float8 as "articleId"
        from unnest(${sides[0]}, ${sides[1]}) as p(first, second) cross join lateral (
          select m.article_id as id from mentions m
          where m.entity_id = p.second and not m.derived and ${inRange}
            and exists (select 1 from mentions o
              where o.article_id = m.article_id and o.entity_id = p.first and not o.derived)
            and not exists (select 1 from copies c where c.article_id = m.article_id)
          order by m.published_at desc, m.article_id desc limit 1
        ) x`,
  );
}
