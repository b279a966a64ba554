/** Reads of sources, their channels and their authors. */
import { type SQL, sql } from 'drizzle-orm';
import type { ChannelKind } from '../base/news.ts';
import { type Database, prepared, rows } from './db.ts';
import {
  all,
  array,
  countCapped,
  cursorKey,
  keysetConditions,
  keysetOrder,
  type Page,
  type Sort,
  withoutNul,
} from './keyset.ts';
import { authors, type HealthState, type SourceKind, sourceChannels, sources } from './tables.ts';

/** What the graph shows of a source. */
const sourceColumns = {
  id: sources.publicId,
  rowId: sources.id,
  /** The demo newsroom's outlets are never taken for real ones, whoever asks. */
  name: sql<string>`case when ${sources.isDemo} then ${sources.name} || ' (demo)' else ${sources.name} end`.as(
    'name',
  ),
  domain: sources.domain,
  url: sources.url,
  kind: sources.kind,
  country: sources.country,
  languages: sources.languages,
  exposure: sources.exposure,
  snippetMaxChars: sources.snippetMaxChars,
  createdAt: sources.createdAt,
  isDemo: sources.isDemo,
  iconUrl: sources.iconUrl,
  profile: sources.profile,
  tdmReserved: sources.tdmReserved,
  aiTrainingAllowed: sources.aiTrainingAllowed,
  licenceUrl: sources.licenceUrl,
  reservedExposure: sources.reservedExposure,
  reservedBasis: sources.reservedBasis,
};

export interface SourceRow
  extends Omit<
    typeof sources.$inferSelect,
    'id' | 'publicId' | 'retiredAt' | 'selectors' | 'rightsCheckedAt' | 'articlesCounted'
  > {
  /** Public id. */
  id: string;
  rowId: number;
}

export type PlacedSource = SourceRow & { sortKey: string | number };

export type SourceOrderField = 'NAME' | 'ARTICLE_COUNT' | 'LAST_SUCCESS';

export interface SourceOrder {
  field: SourceOrderField;
  descending: boolean;
}

/** Conditions on sources, all of which must hold; null sets none. */
export interface SourceScope {
  /** Part of the name or domain. */
  query: string | null;
  domains: string[] | null;
  countries: string[] | null;
  languages: string[] | null;
  kinds: SourceKind[] | null;
  /** States of channels, one of which the source has. */
  states: HealthState[] | null;
  /** Kinds of channels, one of which the source has. */
  channelKinds: ChannelKind[] | null;
}

/** Sources by serial key, in no order. */
export async function sourcesByIds(database: Database, ids: readonly number[]): Promise<SourceRow[]> {
  const statement = prepared(database, 'sources_by_ids', (db) =>
    db
      .select(sourceColumns)
      .from(sources)
      .where(sql`${sources.id} = any(${sql.placeholder('ids')}::bigint[])`)
      .prepare('sources_by_ids'),
  );
  return await statement.execute({ ids: [...ids] });
}

/** Sources by public id or by domain (lower case), in no order. */
export async function findSources(
  database: Database,
  by: 'id' | 'domain',
  values: readonly string[],
): Promise<SourceRow[]> {
  const column = by === 'id' ? sources.publicId : sources.domain;
  const statement = prepared(database, `sources_by_${by}`, (db) =>
    db
      .select(sourceColumns)
      .from(sources)
      .where(sql`${column} = any(${sql.placeholder('values')}::text[])`)
      .prepare(`sources_by_${by}`),
  );
  return await statement.execute({ values: [...values] });
}

/** A LIKE pattern for text that contains these words as they stand. */
export const containing = (text: string): string =>
  `%${text.replaceAll('\0', '').replace(/[\\%_]/g, (special) => `\\${special}`)}%`;

function conditionsOf(scope: SourceScope): SQL[] {
  const conditions = [sql`s.retired_at is null`];
  if (scope.query) {
    const pattern = containing(scope.query);
    conditions.push(sql`(s.name ilike ${pattern} or s.domain ilike ${pattern})`);
  }
  if (scope.domains) conditions.push(sql`s.domain = any(${array(withoutNul(scope.domains), 'text')})`);
  if (scope.countries) conditions.push(sql`s.country = any(${array(scope.countries, 'text')})`);
  if (scope.languages) conditions.push(sql`s.languages && ${array(scope.languages, 'text')}`);
  if (scope.kinds) conditions.push(sql`s.kind = any(${array(scope.kinds, 'text')})`);
  if (scope.states) {
    conditions.push(sql`exists (select 1 from source_channels c
      where c.source_id = s.id and (c.ingestible or c.state <> 'NEVER_FETCHED')
        and c.state = any(${array(scope.states, 'text')}))`);
  }
  if (scope.channelKinds) {
    conditions.push(sql`exists (select 1 from source_channels c
      where c.source_id = s.id and c.kind = any(${array(scope.channelKinds, 'text')}))`);
  }
  return conditions;
}

const sortKeys: Record<SourceOrderField, { key: SQL; type: Sort['type'] }> = {
  NAME: { key: sql`s.name`, type: 'text' },
  ARTICLE_COUNT: {
    key: sql`(select count(*) from articles a where a.source_id = s.id)`,
    type: 'integer',
  },
  // A source never read sorts as if read in 1970.
  LAST_SUCCESS: {
    key: sql`coalesce((select max(c.last_success_at) from source_channels c where c.source_id = s.id), 'epoch')`,
    type: 'instant',
  },
};

/** Type of the sort key of an order, for cursors. */
export const sourceKeyType = (order: SourceOrder): Sort['type'] => sortKeys[order.field].type;

/** A page of the sources that are read, one row more than `page.limit` where there are more. */
export async function listSources(
  database: Database,
  scope: SourceScope,
  order: SourceOrder,
  page: Page,
): Promise<PlacedSource[]> {
  const sort: Sort = { ...sortKeys[order.field], id: sql`s.id`, descending: order.descending };
  const where = all([...conditionsOf(scope), ...keysetConditions(sort, page)]);
  const direction = sql.raw(order.descending === page.backwards ? 'asc' : 'desc');
  const keys = sql`select s.id, ${sort.key} as k from sources s
    where ${where} order by ${keysetOrder(sort, page.backwards)} limit ${page.limit + 1}::integer`;
  return await database.db
    .select({ ...sourceColumns, sortKey: cursorKey(sql`k.k`, sort.type) })
    .from(sources)
    .innerJoin(sql`(${keys}) k`, sql`k.id = ${sources.id}`)
    .orderBy(sql`k.k ${direction}, k.id ${direction}`);
}

/** How many sources match, counted to `countCap`. */
export function countSources(database: Database, scope: SourceScope): Promise<number> {
  return countCapped(database, sql`sources s`, conditionsOf(scope));
}

export type ChannelRow = typeof sourceChannels.$inferSelect;

/** The channels of each source, oldest first. */
export async function channelsOfSources(database: Database, ids: readonly number[]): Promise<ChannelRow[]> {
  return await database.db
    .select()
    .from(sourceChannels)
    .where(sql`${sourceChannels.sourceId} = any(${array(ids, 'bigint')})`)
    .orderBy(sourceChannels.id);
}

export interface AuthorRow {
  /** Public id. */
  id: string;
  rowId: number;
  name: string;
  sourceId: number;
}

/** Authors by serial key or by public id, in no order. */
export async function findAuthors(
  database: Database,
  by: 'rowId' | 'id',
  values: readonly (string | number)[],
): Promise<AuthorRow[]> {
  const among =
    by === 'id'
      ? sql`${authors.publicId} = any(${array(values, 'text')})`
      : sql`${authors.id} = any(${array(values, 'bigint')})`;
  return await database.db
    .select({ id: authors.publicId, rowId: authors.id, name: authors.name, sourceId: authors.sourceId })
    .from(authors)
    .where(among);
}

/** How many sources are meant to be read, and how many of them have a channel that works. */
export async function sourceCoverage(database: Database): Promise<{ expected: number; healthy: number }> {
  const [row] = await rows<{ expected: number; healthy: number }>(
    database,
    sql`select count(distinct s.id)::integer as expected,
        (count(distinct s.id) filter (where c.state in ('HEALTHY', 'DEGRADED')))::integer as healthy
      from sources s join source_channels c on c.source_id = s.id and c.ingestible
      where s.retired_at is null`,
  );
  return row ?? { expected: 0, healthy: 0 };
}
