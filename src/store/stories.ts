/** Reads of stories. A merged story is always answered by its survivor, and no list shows it. */
import { isNull, type SQL, sql } from 'drizzle-orm';
import { withNarrower } from '../base/mediaTopics.ts';
import type { EntityKind } from '../base/news.ts';
import { breakingFloor, breakingStories } from './breaking.ts';
import { type Database, prepared, rows } from './db.ts';
import {
  all,
  array,
  countCapped,
  countUnder,
  cursorKey,
  keysetConditions,
  keysetOrder,
  type Page,
  type Placed,
  type Sort,
} from './keyset.ts';
import { survivors } from './merges.ts';
import { matchQuery } from './searchMatch.ts';
import type { Search } from './searchNames.ts';
import { stories } from './tables.ts';

/** What the graph shows of a story. */
const storyColumns = {
  id: stories.publicId,
  rowId: stories.id,
  headlines: stories.headlines,
  title: stories.headline,
  firstArticleId: stories.firstArticleId,
  startedAt: stories.startedAt,
  latestAt: stories.latestAt,
  articleCount: stories.articleCount,
  sourceCount: stories.sourceCount,
  independentSourceCount: stories.independentSourceCount,
  languages: stories.languages,
  countries: stories.countries,
  mergedIntoId: stories.mergedIntoId,
};

export interface StoryRow extends Omit<typeof stories.$inferSelect, 'id' | 'publicId' | 'headline'> {
  /** Public id. */
  id: string;
  rowId: number;
  /** Headline of the first report; `headlines` holds it by language. */
  title: string;
}

export type PlacedStory = StoryRow & Placed;

export type StoryOrderField = 'LATEST' | 'SIZE' | 'INDEPENDENT_SOURCES' | 'BREAKING' | 'STARTED';

export interface StoryOrder {
  field: StoryOrderField;
  descending: boolean;
}

/** Conditions on stories, all of which must hold; null sets none. */
export interface StoryScope {
  /** An article of the story matches it. */
  search: Search | null;
  languages: string[] | null;
  countries: string[] | null;
  /** Serial keys of entities, one of which an article of the story mentions. */
  mentionsAny: number[] | null;
  /** Codes; an article of the story has one of them, or a narrower one. */
  mediaTopics: string[] | null;
  minSources: number;
  /** A story with an article in this span: it started before its end and its latest article is after its start. */
  active: { start: Date; end: Date } | null;
  /** Its score in the latest run is `breakingFloor` or more. */
  breakingOnly: boolean;
}

/** Stories by serial key, merges followed; the map's keys are those asked for. */
export async function storiesByIds(
  database: Database,
  ids: readonly number[],
): Promise<Map<number, StoryRow>> {
  const statement = prepared(database, 'stories_by_ids', (db) =>
    db
      .select(storyColumns)
      .from(stories)
      .where(sql`${stories.id} = any(${sql.placeholder('ids')}::bigint[])`)
      .prepare('stories_by_ids'),
  );
  return survivors(ids, (wanted) => statement.execute({ ids: [...wanted] }));
}

/** Stories by public id, merges followed; the map's keys are those asked for. */
export async function storiesByPublicIds(
  database: Database,
  ids: readonly string[],
): Promise<Map<string, StoryRow>> {
  const statement = prepared(database, 'stories_by_public_ids', (db) =>
    db
      .select(storyColumns)
      .from(stories)
      .where(sql`${stories.publicId} = any(${sql.placeholder('ids')}::text[])`)
      .prepare('stories_by_public_ids'),
  );
  const found = await statement.execute({ ids: [...ids] });
  const merged = found.flatMap(({ mergedIntoId }) => (mergedIntoId === null ? [] : [mergedIntoId]));
  const heirs = merged.length === 0 ? new Map<number, StoryRow>() : await storiesByIds(database, merged);
  return new Map(found.map((row) => [row.id, (row.mergedIntoId && heirs.get(row.mergedIntoId)) || row]));
}

const sortKeys: Record<StoryOrderField, { key: SQL; type: Sort['type'] }> = {
  LATEST: { key: sql`s.latest_at`, type: 'instant' },
  STARTED: { key: sql`s.started_at`, type: 'instant' },
  SIZE: { key: sql`s.article_count`, type: 'integer' },
  INDEPENDENT_SOURCES: { key: sql`s.independent_source_count`, type: 'integer' },
  BREAKING: { key: sql`coalesce(growing.score, 0)`, type: 'float' },
};

/** What stories are listed from: the table, with their scores where they are ordered by them. */
const tableOf = ({ field }: StoryOrder): SQL =>
  field === 'BREAKING'
    ? sql`stories s left join ${breakingStories} growing on growing.story_id = s.id`
    : sql`stories s`;

/** Type of the sort key of an order, for cursors. */
export const storyKeyType = (order: StoryOrder): Sort['type'] => sortKeys[order.field].type;

const sortOf = (order: StoryOrder): Sort => ({
  ...sortKeys[order.field],
  id: sql`s.id`,
  descending: order.descending,
});

function conditionsOf(scope: StoryScope): SQL[] {
  const conditions = [sql`s.merged_into_id is null`];
  if (scope.languages) conditions.push(sql`s.languages && ${array(scope.languages, 'text')}`);
  if (scope.countries) conditions.push(sql`s.countries && ${array(scope.countries, 'text')}`);
  if (scope.minSources > 1) conditions.push(sql`s.source_count >= ${scope.minSources}::integer`);
  if (scope.active) {
    conditions.push(sql`s.latest_at >= ${scope.active.start.toISOString()}::timestamptz`);
    conditions.push(sql`s.started_at < ${scope.active.end.toISOString()}::timestamptz`);
  }
  if (scope.mentionsAny) conditions.push(mentions(array(scope.mentionsAny, 'bigint')));
  if (scope.mediaTopics) conditions.push(tells(scope.mediaTopics));
  if (scope.search) conditions.push(holds(scope.search));
  if (scope.breakingOnly) {
    conditions.push(
      sql`s.id in (select story_id from ${breakingStories} g where g.score >= ${breakingFloor}::float8)`,
    );
  }
  return conditions;
}

const tells = (topics: readonly string[]): SQL => sql`s.id in (
  select a.story_id from articles a where a.topic_codes && ${array(withNarrower(topics), 'text')})`;

/**
 * Matches are found first, by their index: reading story after story until enough match is slow for a rare word. The query
 * stands in a select of its own so that PostgreSQL does not guess from its many spellings that half of all articles match.
 */
const holds = ({ node, named }: Search): SQL => sql`s.id in (
  with held as materialized (select article_id from article_search where vector @@ (select ${matchQuery(node, named)}))
  select a.story_id from held join articles a on a.id = held.article_id)`;

const mentions = (entityIds: SQL): SQL => sql`s.id in (
  select a.story_id from mentions m join articles a on a.id = m.article_id where m.entity_id = any(${entityIds}))`;

function joinStories(database: Database, keys: SQL, order: StoryOrder, backwards: boolean) {
  const direction = sql.raw(order.descending === backwards ? 'asc' : 'desc');
  return database.db
    .select({
      ...storyColumns,
      parent: sql<number>`k.parent::float8`,
      sortKey: cursorKey(sql`k.k`, storyKeyType(order)),
    })
    .from(stories)
    .innerJoin(sql`(${keys}) k`, sql`k.id = ${stories.id}`)
    .where(isNull(stories.mergedIntoId))
    .orderBy(sql`k.parent, k.k ${direction}, k.id ${direction}`);
}

/** A page of stories, one row more than `page.limit` where there are more. */
export async function listStories(
  database: Database,
  scope: StoryScope,
  order: StoryOrder,
  page: Page,
): Promise<PlacedStory[]> {
  const sort = sortOf(order);
  const where = all([...conditionsOf(scope), ...keysetConditions(sort, page)]);
  const keys = sql`select 0::bigint as parent, s.id, ${sort.key} as k from ${tableOf(order)}
    where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${page.limit + 1}::integer`;
  return await joinStories(database, keys, order, page.backwards);
}

/** How many stories match, counted to `countCap`. */
export function countStories(database: Database, scope: StoryScope): Promise<number> {
  return countCapped(database, sql`stories s`, conditionsOf(scope));
}

/** One page of the stories that mention each entity; one statement for all entities. */
export async function storiesOfEntities(
  database: Database,
  ids: readonly number[],
  order: StoryOrder,
  page: Page,
): Promise<PlacedStory[]> {
  const sort = sortOf(order);
  const where = all([
    sql`s.merged_into_id is null`,
    mentions(sql`array[p.id]`),
    ...keysetConditions(sort, page),
  ]);
  const keys = sql`select p.id as parent, x.id, x.k from unnest(${array(ids, 'bigint')}) as p(id) cross join lateral (
      select s.id, ${sort.key} as k from ${tableOf(order)}
      where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${page.limit + 1}::integer
    ) x`;
  return await joinStories(database, keys, order, page.backwards);
}

/** How many stories mention each entity, counted to `countCap`. */
export function countStoriesOfEntities(
  database: Database,
  ids: readonly number[],
): Promise<{ parent: number; n: number }[]> {
  return countUnder(
    database,
    ids,
    sql`stories s where s.merged_into_id is null and ${mentions(sql`array[p.id]`)}`,
  );
}

/** An entity of a story and how many of the story's articles mention it. */
export interface EntityCountRow {
  storyId: number;
  entityId: number;
  kind: EntityKind;
  count: number;
}

/** The entities of each story and kind that most of its articles mention, at most `limit` of a kind; ties by salience. */
export function entityCountsOfStories(
  database: Database,
  ids: readonly number[],
  limit: number,
): Promise<EntityCountRow[]> {
  return rows(
    database,
    sql`select "storyId", "entityId", kind, count from (
      select a.story_id::float8 as "storyId", m.entity_id::float8 as "entityId", m.kind, count(*)::integer as count,
        row_number() over (
          partition by a.story_id, m.kind order by count(*) desc, sum(m.salience) desc, m.entity_id) as place
      from articles a join mentions m on m.article_id = a.id
      where a.story_id = any(${array(ids, 'bigint')}) group by a.story_id, m.entity_id, m.kind
    ) c where place <= ${limit}::integer order by "storyId", kind, place`,
  );
}
