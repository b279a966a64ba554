/** Counts over time: articles about entities, all articles, and how many sources were heard. One statement each. */
import { type SQL, sql } from 'drizzle-orm';
import { scopeConditions } from './articleConditions.ts';
import { type Database, rows } from './db.ts';
import type { ArticleScope } from './filter.ts';
import { all, array } from './keyset.ts';

/** Steps by their bounds, ascending, in epoch milliseconds. */
export type Bounds = readonly number[];

/** A count in a step, from 0; steps without one are left out. */
export interface StepCount {
  step: number;
  articles: number;
}

const hourMs = 3_600_000;

/** In a query of its own, so that PostgreSQL reads the instants once and not for every row. */
const instants = (bounds: Bounds): SQL =>
  sql`(select ${array(
    bounds.map((ms) => new Date(ms).toISOString()),
    'text',
  )}::timestamptz[])`;

/** Inside the bounds as a whole. */
export const within = (column: SQL, bounds: Bounds): SQL => {
  const [first = 0, last = 0] = [bounds[0], bounds.at(-1)];
  return sql`${column} >= ${new Date(first).toISOString()}::timestamptz
    and ${column} < ${new Date(last).toISOString()}::timestamptz`;
};

/** Which step an instant lies in, from 0. */
export const stepOf = (column: SQL, bounds: Bounds): SQL =>
  sql`(width_bucket(${column}, ${instants(bounds)}) - 1)::int`;

/**
 * Articles that name each entity, not by adjective alone. Steps of whole hours without a scope are read from the hourly
 * sums, others from the mentions.
 */
export function seriesOfEntities(
  database: Database,
  ids: readonly number[],
  bounds: Bounds,
  scope: ArticleScope | null,
): Promise<(StepCount & { entityId: number })[]> {
  const isThem = sql`entity_id = any(${array(ids, 'bigint')})`;
  if (scope === null && bounds.every((ms) => ms % hourMs === 0)) {
    return rows(
      database,
      sql`select entity_id::float8 as "entityId", ${stepOf(sql`hour`, bounds)} as step, sum(articles)::int as articles
          from entity_hours where ${isThem} and ${within(sql`hour`, bounds)} group by 1, 2`,
    );
  }
  const namesIt = sql`exists (select 1 from mentions x
    where x.article_id = a.id and x.entity_id = m.entity_id and not x.derived)`;
  const conditions = scopeConditions(scope, [namesIt]);
  return rows(
    database,
    sql`select m.entity_id::float8 as "entityId", ${stepOf(sql`m.published_at`, bounds)} as step, count(*)::int as articles
        from mentions m join articles a on a.id = m.article_id
        where m.${isThem} and not m.derived and ${within(sql`m.published_at`, bounds)} and ${all(conditions)}
        group by 1, 2`,
  );
}

/** All articles of a scope. */
export function seriesOfArticles(
  database: Database,
  bounds: Bounds,
  scope: ArticleScope | null,
): Promise<StepCount[]> {
  const conditions = scopeConditions(scope);
  return rows(
    database,
    sql`select ${stepOf(sql`a.sort_date`, bounds)} as step, count(*)::int as articles
        from articles a where ${within(sql`a.sort_date`, bounds)} and ${all(conditions)} group by 1`,
  );
}

/** Articles of each story. */
export function seriesOfStories(
  database: Database,
  ids: readonly number[],
  bounds: Bounds,
): Promise<(StepCount & { storyId: number })[]> {
  return rows(
    database,
    sql`select a.story_id::float8 as "storyId", ${stepOf(sql`a.sort_date`, bounds)} as step, count(*)::int as articles
        from articles a where a.story_id = any(${array(ids, 'bigint')}) and ${within(sql`a.sort_date`, bounds)}
        group by 1, 2`,
  );
}

/** How many sources were heard at the worst moment of a step. */
export interface StepCoverage {
  step: number;
  expectedSources: number;
  healthySources: number;
  /** Serial keys of the first that were due and silent; null when they were not noted. */
  missingSourceIds: number[] | null;
}

/** From the board runs that are kept; steps without one are left out. */
export function coverageOfSteps(database: Database, bounds: Bounds): Promise<StepCoverage[]> {
  return rows(
    database,
    sql`select distinct on (step) ${stepOf(sql`as_of`, bounds)} as step, expected_sources as "expectedSources",
          healthy_sources as "healthySources", missing_source_ids::float8[] as "missingSourceIds"
        from board_runs where time_window = 'DAY' and scope = '' and ${within(sql`as_of`, bounds)}
        order by step, healthy_sources::float8 / greatest(expected_sources, 1), as_of`,
  );
}
