/** What the fields of a query name: `source:`, `person:`, `place:` and `org:` as serial keys. */
import { type SQL, sql } from 'drizzle-orm';
import { foldName } from '../base/foldName.ts';
import type { EntityKind } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import { type Named, namedKey } from './searchMatch.ts';
import { type FilterField, parseSearchQuery, type SearchNode } from './searchQuery.ts';

/** A query that is ready to be matched. */
export interface Search {
  node: SearchNode;
  named: Named;
}

type NameFilter = { field: Exclude<FilterField, 'lang'>; value: string };

const kindOf: Record<Exclude<NameFilter['field'], 'source'>, EntityKind> = {
  person: 'PERSON',
  place: 'PLACE',
  org: 'ORGANIZATION',
};

/** A name that fits more entities than this means the most mentioned of them. */
const mostNamed = 100;

function nameFilters(node: SearchNode): NameFilter[] {
  if (node.kind === 'all' || node.kind === 'either') return node.parts.flatMap(nameFilters);
  if (node.kind === 'not') return nameFilters(node.part);
  return node.kind === 'filter' && node.field !== 'lang' ? [{ field: node.field, value: node.value }] : [];
}

interface Found {
  asked: string;
  id: number;
}

/** By domain (solopos.com), its first part (solopos) or the outlet's name. */
function findSources(database: Database, values: readonly string[]): Promise<Found[]> {
  const asked = values.map((value) => value.replaceAll('\0', '').toLowerCase());
  return rows<Found>(
    database,
    sql`select k.asked, s.id::float8 as id from unnest(${array(asked, 'text')}) as k(asked)
      join sources s on s.domain = k.asked or split_part(s.domain, '.', 1) = k.asked or lower(s.name) = k.asked`,
  );
}

/** Visible entities that bear the name; where none does, those with a name that holds it as whole words. */
const bearers = (table: SQL): SQL => sql`select k.asked, k.kind, l.entity_id from ${table} k
  join entity_aliases l on l.folded = k.asked`;

function findNamed(
  database: Database,
  asked: readonly { kind: EntityKind; name: string }[],
): Promise<(Found & { kind: EntityKind })[]> {
  const names = array(
    asked.map(({ name }) => name),
    'text',
  );
  const kinds = array(
    asked.map(({ kind }) => kind),
    'text',
  );
  return rows(
    database,
    sql`with k as (select distinct * from unnest(${names}, ${kinds}) as k(asked, kind)),
      visible as (select id, kind, article_count from entities where merged_into_id is null and suppressed_at is null),
      whole as (${bearers(sql`k`)}),
      exact as (select w.asked, w.kind, v.id, v.article_count from whole w
        join visible v on v.id = w.entity_id and v.kind = w.kind),
      part as (select k.asked, k.kind, v.id, v.article_count from k
        join entity_aliases l on ' ' || l.folded || ' ' like '% ' || k.asked || ' %'
        join visible v on v.id = l.entity_id and v.kind = k.kind
        where not exists (select 1 from exact e where e.asked = k.asked and e.kind = k.kind))
      select asked, kind, id::float8 as id from (
        select x.*, row_number() over (partition by asked, kind order by article_count desc, id) as place from (
          select distinct * from exact union select distinct * from part) x
      ) y where place <= ${sql.raw(String(mostNamed))}`,
  );
}

/**
 * Looks up what a parsed query names; a name that nobody bears matches nothing. Costs one statement for `source:` and one
 * for the others together, none for a query without them.
 */
export async function namesOf(database: Database, node: SearchNode): Promise<Named> {
  const filters = nameFilters(node);
  const outlets = filters.filter(({ field }) => field === 'source');
  const entities = filters.flatMap(({ field, value }) =>
    field === 'source' ? [] : [{ field, value, kind: kindOf[field], name: foldName(value) }],
  );
  const [sources, bearing] = await Promise.all([
    outlets.length === 0
      ? []
      : findSources(
          database,
          outlets.map(({ value }) => value),
        ),
    entities.length === 0 ? [] : findNamed(database, entities),
  ]);
  const named = new Map<string, number[]>();
  for (const { field, value } of outlets) {
    const ids = sources.filter(({ asked }) => asked === value.toLowerCase()).map(({ id }) => id);
    named.set(namedKey(field, value), ids);
  }
  for (const { field, value, kind, name } of entities) {
    const ids = bearing.filter((row) => row.asked === name && row.kind === kind).map(({ id }) => id);
    named.set(namedKey(field, value), ids);
  }
  return named;
}

/**
 * A query's text as what articles are matched by; null when it sets no condition.
 * @throws AppError BAD_QUERY when it does not parse.
 */
export async function readSearch(database: Database, text: string): Promise<Search | null> {
  const node = parseSearchQuery(text);
  return node && { node, named: await namesOf(database, node) };
}
