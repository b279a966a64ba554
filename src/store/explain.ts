/** What is known of a list of articles before it is read: how long it may be, and which of its ids nobody has. */
import { type SQL, sql } from 'drizzle-orm';
import { scopeConditions } from './articleConditions.ts';
import { type Database, rows } from './db.ts';
import type { ArticleFilter, ArticleScope } from './filter.ts';
import { all, array, withoutNul } from './keyset.ts';
import { askedOf } from './searchMatches.ts';
import type { Search } from './searchNames.ts';

interface Plan {
  Plan: { 'Plan Rows': number };
}

/** The planner's guess at the rows of a statement, which is not run. */
async function plannedRows(database: Database, statement: SQL): Promise<number> {
  const [row] = await rows<{ 'QUERY PLAN': Plan[] }>(database, sql`explain (format json) ${statement}`);
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}

export interface Estimate {
  /** Articles that match; those that hold all words, where there is a query. Copies that COLLAPSE leaves out are counted. */
  found: number;
  /** All articles. */
  of: number;
}

/**
 * How many articles match, by the statistics that PostgreSQL keeps of its tables (EXPLAIN): nothing is counted, and a
 * database that was filled a moment ago has none yet. Two statements.
 */
export async function estimateArticles(
  database: Database,
  search: Search | null,
  scope: ArticleScope | null,
): Promise<Estimate> {
  const whole: ArticleScope | null =
    scope?.syndication === 'COLLAPSE' ? { ...scope, syndication: 'ALL' } : scope;
  const asked = search && askedOf(search, whole);
  const conditions = asked ? [sql`s.vector @@ (${asked.strict})`, ...asked.rest] : scopeConditions(whole);
  const table = asked ? sql`articles a join article_search s on s.article_id = a.id` : sql`articles a`;
  const [found, of] = await Promise.all([
    plannedRows(database, sql`select 1 from ${table} where ${all(conditions)}`),
    plannedRows(database, sql`select 1 from articles`),
  ]);
  return { found: Math.min(found, of), of };
}

/** Columns that hold what a field of a filter names. */
const named = {
  ids: 'articles.public_id',
  urls: 'articles.url',
  sourceIds: 'sources.public_id',
  citesSourceIds: 'sources.public_id',
  sourceDomains: 'sources.domain',
  authorIds: 'authors.public_id',
  mentionsAll: 'entities.public_id',
  mentionsAny: 'entities.public_id',
  aboutAny: 'entities.public_id',
  withinPlaceId: 'entities.public_id',
  storyId: 'stories.public_id',
} as const;

type NamingField = keyof typeof named;
const namingFields = Object.keys(named) as NamingField[];

/** A value that a field of a filter names; `path` leads to the field, as `or.0.sourceIds`. */
export interface NamedValue {
  path: string;
  column: (typeof named)[NamingField];
  value: string;
}

/** Everything that a filter and those inside it name. */
function valuesOf(filter: ArticleFilter, path = ''): NamedValue[] {
  const own = namingFields.flatMap((field) => {
    const given = filter[field] ?? [];
    const values = typeof given === 'string' ? [given] : given;
    const spelt = field === 'sourceDomains' ? values.map((value) => value.toLowerCase()) : values;
    return spelt.map((value) => ({ path: `${path}${field}`, column: named[field], value }));
  });
  const inside = (['and', 'or'] as const).flatMap((name) =>
    (filter[name] ?? []).flatMap((part, i) => valuesOf(part, `${path}${name}.${i}.`)),
  );
  return [...own, ...inside, ...(filter.not ? valuesOf(filter.not, `${path}not.`) : [])];
}

/** What a filter names and nobody has. One statement; none for a filter that names nothing. */
export async function unknownValues(database: Database, filter: ArticleFilter): Promise<NamedValue[]> {
  const values = valuesOf(filter);
  const columns = [...new Set(values.map(({ column }) => column))];
  if (columns.length === 0) return [];
  const known = columns.map((column) => {
    const [table = '', name = ''] = column.split('.');
    const asked = withoutNul(values.filter((value) => value.column === column).map(({ value }) => value));
    return sql`select ${column}::text as column, x.${sql.raw(name)} as value from ${sql.raw(table)} x
      where x.${sql.raw(name)} = any(${array(asked, 'text')})`;
  });
  const found = await rows<Omit<NamedValue, 'path'>>(database, sql.join(known, sql` union all `));
  const isKnown = new Set(found.map(({ column, value }) => `${column} ${value}`));
  return values.filter(({ column, value }) => !isKnown.has(`${column} ${value}`));
}
