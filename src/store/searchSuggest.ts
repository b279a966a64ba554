/**
 * What somebody may mean by what they have typed so far: entities by any of their aliases and sources by their names, which
 * begin with or resemble it, and recent stories by the headlines that hold its words.
 */
import { type SQL, sql } from 'drizzle-orm';
import { foldName } from '../base/foldName.ts';
import type { EntityKind } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import { holdsWords } from './foldedText.ts';
import { array } from './keyset.ts';
import { searchWords } from './searchWords.ts';

export interface Suggested {
  of: 'entity' | 'source' | 'story';
  /** Serial key. */
  rowId: number;
  /** The name that fitted. */
  matched: string;
  /** 0..1: 1 for the whole name, 0.9 where a word of it begins so, less where it only resembles; 0.7 for a headline. */
  score: number;
}

/** One or two letters resemble everything. */
const shortestSimilar = 3;
/** In characters: no name is longer, and each costs three bytes of trigrams. */
const longestTyped = 100;

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Aliases that begin with the text, or one of whose words does. */
function beginning(folded: string): SQL {
  const start = escapeLike(folded);
  const inside = folded.length < shortestSimilar ? sql`` : sql`or l.folded like ${`% ${start}%`}`;
  return sql`(l.folded like ${`${start}%`} ${inside})`;
}

/** The best alias of each visible entity under a condition. */
function entitiesWhere(condition: SQL, score: SQL, kinds: readonly EntityKind[] | null): SQL {
  const ofKind = kinds ? sql`and e.kind = any(${array(kinds, 'text')})` : sql``;
  return sql`select distinct on (e.id) 'entity' as of, e.id, l.name as matched, ${score} as score, e.article_count as weight
    from entity_aliases l join entities e on e.id = l.entity_id
    where ${condition} and e.merged_into_id is null and e.suppressed_at is null ${ofKind}
    order by e.id, score desc, l.preferred desc, length(l.name), l.name`;
}

function sourcesWhere(typed: string): SQL {
  const start = `${escapeLike(typed.toLowerCase())}%`;
  return sql`select 'source' as of, s.id, s.name as matched,
      case when lower(s.name) = ${typed.toLowerCase()} or s.domain = ${typed.toLowerCase()} then 1 else 0.9 end as score,
      (select count(*) from (select 1 from articles a where a.source_id = s.id limit 1000) x) as weight
    from sources s where s.retired_at is null
      and (lower(s.name) like ${start} or lower(s.name) like ${`% ${start}`} or s.domain like ${start})`;
}

/** Stories that are looked at: those told of last. */
const latestStories = 1000;
/** One or two letters begin a word of every other headline. */
const shortestBeginning = 3;

/**
 * Stories with a headline in any language that holds all the words, the last of them perhaps only begun; null for too
 * short a beginning. A headline never counts as a whole name, so that people and places stay in front.
 */
function storiesWhere(typed: string): SQL | null {
  const words = searchWords(typed);
  if ((words.at(-1) ?? '').length < shortestBeginning) return null;
  return sql`select distinct on (s.id) 'story' as of, s.id, h.headline as matched, 0.7::float8 as score, s.article_count as weight
    from (select id, headlines, article_count from stories where merged_into_id is null
      order by latest_at desc, id desc limit ${latestStories}::integer) s
    cross join lateral jsonb_each_text(s.headlines) as h(language, headline)
    where ${holdsWords(sql`h.headline`, words, true)} order by s.id, h.language`;
}

/**
 * At most `limit` suggestions: whole names and beginnings first, the most mentioned in front; then, where these are too
 * few, names that resemble the text by trigrams (pg_trgm's word similarity of 0.6 and more), the most similar in front.
 * Stories stand among these. One statement. A text without letters or digits gives none; `kinds` leaves out sources and
 * stories.
 */
export async function suggest(
  database: Database,
  typed: string,
  kinds: readonly EntityKind[] | null,
  limit: number,
): Promise<Suggested[]> {
  const text = typed.replaceAll('\0', ' ').trim().slice(0, longestTyped);
  const folded = foldName(text);
  if (folded === '' || kinds?.length === 0) return [];
  const exact = sql`case when l.folded = ${folded} then 1 else 0.9 end::float8`;
  const begins = entitiesWhere(beginning(folded), exact, kinds);
  const similarity = sql`word_similarity(${folded}, l.folded)::float8`;
  const resembles = entitiesWhere(
    sql`${folded} <% l.folded and (select count(*) from beginning) < ${limit}::integer`,
    sql`least(${similarity}, 0.89)`,
    kinds,
  );
  const outlets = kinds ? sql`` : sql`union all (${sourcesWhere(text)})`;
  const told = kinds ? null : storiesWhere(text);
  const stories = told === null ? sql`` : sql`union all (${told})`;
  const similar =
    folded.length < shortestSimilar
      ? sql``
      : sql`union all (select * from (${resembles}) r
      where id not in (select id from beginning where of = 'entity'))`;
  return rows<Suggested>(
    database,
    sql`with beginning as materialized ((${begins}) ${outlets})
      select of, id::float8 as "rowId", matched, score::float8 as score from (select * from beginning ${similar} ${stories}) x
      order by score desc, weight desc, of, id limit ${limit}::integer`,
  );
}
