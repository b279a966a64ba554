/** The conditions of a scope on the table `articles a`. */
import { type SQL, sql } from 'drizzle-orm';
import type { ArticleScope, IntRange, MentionSet, TimeRange } from './filter.ts';
import { all, array } from './keyset.ts';
import { isSubject } from './subjects.ts';

function within(column: SQL, range: TimeRange): SQL {
  const [start, end] = [range.start.toISOString(), range.end.toISOString()];
  return sql`(${column} >= ${start}::timestamptz and ${column} < ${end}::timestamptz)`;
}

function between(column: SQL, { min, max }: IntRange): SQL[] {
  const conditions: SQL[] = [];
  if (min !== null) conditions.push(sql`${column} >= ${min}::integer`);
  if (max !== null) conditions.push(sql`${column} <= ${max}::integer`);
  return conditions;
}

/** What a set asks of a row of `mentions` under this alias, beside being of one of its entities. */
export function mentionConditions(set: MentionSet, alias: string): SQL[] {
  const conditions: SQL[] = [];
  if (set.minSalience !== null) {
    conditions.push(sql`${sql.raw(alias)}.salience >= ${set.minSalience}::real`);
  }
  if (set.isSubject) conditions.push(isSubject(alias));
  return conditions;
}

/** An article mentions an entity of the set as it asks. */
function mentionsOneOf(set: MentionSet): SQL {
  const conditions = [
    sql`x.article_id = a.id and x.entity_id = any(${array(set.ids, 'bigint')})`,
    ...mentionConditions(set, 'x'),
  ];
  return sql`exists (select 1 from mentions x where ${all(conditions)})`;
}

/**
 * Of an original and its copies, no other that meets the conditions comes before this article: the original comes first,
 * then the copies by when they were first seen. Most articles are no copies, for which one look at an index tells; an
 * `exists` in its place would have PostgreSQL read all copies first. In the inner query `a` is the other article, so that
 * the conditions hold for either; `coalesce` keeps PostgreSQL from looking for them before it has the others.
 */
export function isFirstOfCopies(conditions: readonly SQL[]): SQL {
  return sql`((select c.kind from copies c where c.article_id = a.id) is distinct from 'COPY' or not exists (
    select 1 from (select a.id, a.first_seen_at) me
      join copies mine on mine.article_id = me.id
      cross join lateral (select mine.original_id as id, true as is_original union all
        select g.article_id, false from copies g where g.original_id = mine.original_id and g.kind = 'COPY') other
      join articles a on a.id = other.id
    where (other.is_original or (a.first_seen_at, a.id) < (me.first_seen_at, me.id)) and coalesce(${all(conditions)}, false)))`;
}

/** The conditions that neither mention sets nor COLLAPSE set. */
function rowConditions(scope: ArticleScope): SQL[] {
  const conditions: SQL[] = [];
  if (scope.publicIds) conditions.push(sql`a.public_id = any(${array(scope.publicIds, 'text')})`);
  if (scope.urls) conditions.push(sql`a.url = any(${array(scope.urls, 'text')})`);
  if (scope.sourceIds) conditions.push(sql`a.source_id = any(${array(scope.sourceIds, 'bigint')})`);
  if (scope.languages) conditions.push(sql`a.language = any(${array(scope.languages, 'text')})`);
  if (scope.authorIds) conditions.push(sql`a.author_ids && ${array(scope.authorIds, 'bigint')}`);
  if (scope.storyIds) conditions.push(sql`a.story_id = any(${array(scope.storyIds, 'bigint')})`);
  if (scope.published) conditions.push(within(sql`a.sort_date`, scope.published));
  if (scope.firstSeen) conditions.push(within(sql`a.first_seen_at`, scope.firstSeen));
  if (scope.wordCount) conditions.push(...between(sql`a.word_count`, scope.wordCount));
  if (scope.accessibleForFree !== null) {
    conditions.push(sql`a.is_accessible_for_free = ${scope.accessibleForFree}::boolean`);
  }
  if (scope.topicCodes) conditions.push(sql`a.topic_codes && ${array(scope.topicCodes, 'text')}`);
  if (scope.genres) conditions.push(sql`a.genre = any(${array(scope.genres, 'text')})`);
  if (scope.citedSourceIds) {
    const ids = array(scope.citedSourceIds, 'bigint');
    conditions.push(
      sql`exists (select 1 from citations x where x.article_id = a.id and x.source_id = any(${ids}))`,
    );
  }
  if (scope.syndication === 'ORIGINALS_ONLY') {
    conditions.push(sql`not exists (select 1 from copies c where c.article_id = a.id and c.kind = 'COPY')`);
  }
  return [...conditions, ...joinedConditions(scope)];
}

/** What `and`, `or` and `not` ask. A column may be null (an article without a story): such a row is outside the filter of `not`. */
function joinedConditions({ and, or, not }: ArticleScope): SQL[] {
  const whole = (part: ArticleScope) => sql`(${all(plainConditions(part))})`;
  const conditions = and.flatMap(plainConditions);
  if (or) conditions.push(or.length === 0 ? sql`false` : sql`(${sql.join(or.map(whole), sql` or `)})`);
  if (not) conditions.push(sql`not coalesce(${whole(not)}, false)`);
  return conditions;
}

const plainConditions = (scope: ArticleScope): SQL[] => [
  ...rowConditions(scope),
  ...scope.mentionSets.map(mentionsOneOf),
];

/**
 * Every condition of a scope on `articles a`. Which article stands for its copies depends on all that a list asks:
 * `others` are its further conditions on `a`, such as its parent's or its query's.
 */
export function scopeConditions(scope: ArticleScope | null, others: readonly SQL[] = []): SQL[] {
  return scope === null ? [] : [...plainConditions(scope), ...collapseConditions(scope, others)];
}

/** The conditions that are left of a scope where a list is driven by the mentions of one of its sets. */
export function conditionsBeside(scope: ArticleScope, driver: MentionSet): SQL[] {
  const others = scope.mentionSets.filter((set) => set !== driver);
  return [...plainConditions({ ...scope, mentionSets: others }), ...collapseConditions(scope, [])];
}

/**
 * What COLLAPSE asks; none in the other kinds of syndication. See `scopeConditions`. The ids of a filter pick from the
 * collapsed list: that some new articles are asked for alone (subscriptions, webhooks) does not make their copies first.
 */
export function collapseConditions(scope: ArticleScope, others: readonly SQL[]): SQL[] {
  if (scope.syndication !== 'COLLAPSE') return [];
  return [isFirstOfCopies([...plainConditions({ ...scope, publicIds: null }), ...others])];
}
