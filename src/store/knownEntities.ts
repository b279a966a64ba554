/** Stored entities that a newcomer may be: those with a similar name, and the company they keep. */
import { sql } from 'drizzle-orm';
import { foldName } from '../base/foldName.ts';
import type { EntityKind, Newcomer } from '../base/news.ts';
import { type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';

export interface KnownEntity {
  id: number;
  key: string;
  publicId: string;
  kind: EntityKind;
  name: string;
  /** Folded names it goes by, in any language. */
  names: string[];
  /** Roles printed before its name in its latest articles. */
  roles: string[];
  /** Serial ids of those `company` that its latest articles name beside it. */
  companions: number[];
  /** True when an editor took it out of sight: whoever is it is nobody. */
  isSuppressed: boolean;
}

/** Most names of one article that are looked up; a text with more is a list. */
const mostNewcomers = 100;
/** Entities compared with one name, most similar first. */
const mostAlike = 20;
/** Articles of an entity from which its company is known, latest first. */
const latestArticles = 20;

/**
 * Entities of the newcomers' kinds with a name like one of theirs: by trigrams (similarity over 0.3, which lies far below
 * what joins two names), or by the very name where it is a single word. Merged ones are left out, suppressed ones are not.
 * @param company serial ids of the article's other entities
 */
export function listAlike(
  tx: Db,
  newcomers: readonly Newcomer[],
  company: readonly number[],
): Promise<KnownEntity[]> {
  const names = newcomers
    .slice(0, mostNewcomers)
    .map(({ record: { kind, name } }) => ({ kind, name: foldName(name) }))
    .filter(({ name }) => name !== '');
  if (names.length === 0) return Promise.resolve([]);
  return rowsOf<KnownEntity>(
    tx,
    sql`with asked as (
        select * from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as x(kind text, name text)
      ), alike as (
        select n.id from asked x cross join lateral (
          select e.id from entity_aliases l join entities e on e.id = l.entity_id
          where l.folded % x.name and strpos(x.name, ' ') > 0 and e.kind = x.kind and e.merged_into_id is null
          order by similarity(l.folded, x.name) desc, e.id limit ${mostAlike}) n
        union
        select n.id from asked x cross join lateral (
          select e.id from entity_aliases l join entities e on e.id = l.entity_id
          where l.folded = x.name and e.kind = x.kind and e.merged_into_id is null
          order by e.article_count desc, e.id limit ${mostAlike}) n
      )
      select e.id::int as id, e.key, e.public_id as "publicId", e.kind, e.name,
        e.suppressed_at is not null as "isSuppressed",
        array(select distinct l.folded from entity_aliases l where l.entity_id = e.id) as names,
        array(select distinct m.role from mentions m where m.article_id = any(latest.articles)
              and m.entity_id = e.id and m.role is not null) as roles,
        array(select distinct m.entity_id::int from mentions m where m.article_id = any(latest.articles)
              and m.entity_id = any(${array(company, 'bigint')})) as companions
      from alike join entities e on e.id = alike.id cross join lateral (
        select array(select m.article_id from mentions m where m.entity_id = e.id
                     order by m.published_at desc, m.article_id desc limit ${latestArticles}) as articles) latest
      order by e.id`,
  );
}
