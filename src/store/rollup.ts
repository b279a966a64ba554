/**
 * What trends, series and co-occurrence are read from: mentions summed by hour, and pairs by day. Whoever changes the
 * mentions of an article, or whether it is a copy, takes the article back before and adds it after, in one transaction:
 * what is taken back is read from the same rows that were added, so that the sums stay exact whatever happens when. All
 * of these writers hold the story lock (saveStory.ts), hence no two of them meet.
 *
 * A mention is weighed when its article arrives: `1 / nth × 1 / copyRank`, times 0.3 for a copy (trends/weight.ts, whose
 * constants these are; a test holds the two together). `nth` numbers the outlet's articles on the entity within 24 hours,
 * in the order of arrival. Weights are rounded to 2⁻²⁰, so that sums of them are exact and need no order.
 */
import { type SQL, sql } from 'drizzle-orm';
import { type Db, rowsOf } from './db.ts';
import { array } from './keyset.ts';

const copyShare = 0.3;
const repeatHours = 24;
const weightSteps = 2 ** 20;
/** Entities of an article that make pairs, the most salient ones: 66 pairs at most. */
const pairedEntities = 12;

const ofArticles = (ids: readonly number[]): SQL => sql`m.article_id = any(${array(ids, 'bigint')})`;

/** Gives mentions their weight: those that meet a condition on `mentions m`. Adjectives alone ("Russian") have none. */
export async function weighMentions(tx: Db, condition: SQL): Promise<void> {
  const day = sql`make_interval(hours => ${repeatHours}::int)`;
  await tx.execute(
    sql`update mentions t set weight = w.weight
        from (
          select m.article_id, m.entity_id, greatest(1, round(${weightSteps}::float8 / n.nth
              * case when c.place is null then 1 else ${copyShare}::float8 / c.place end)) / ${weightSteps}::float8 as weight
          from mentions m
            cross join lateral (
              select 1 + count(*) as nth from mentions o
              where o.entity_id = m.entity_id and o.source_id = m.source_id and o.article_id < m.article_id
                and o.published_at > m.published_at - ${day} and o.published_at < m.published_at + ${day}
                and not o.derived) n
            left join lateral (
              select 2 + (select count(*) from copies o
                where o.original_id = c.original_id and o.article_id < c.article_id) as place
              from copies c where c.article_id = m.article_id) c on true
          where ${condition} and not m.derived) w
        where t.article_id = w.article_id and t.entity_id = w.entity_id and t.weight <> w.weight::real`,
  );
}

/** Adds weighed mentions (a condition on `mentions m`) to the sums, or takes them away. */
async function sumUp(tx: Db, condition: SQL, step: 1 | -1): Promise<void> {
  const by = sql`${step}::int`;
  await tx.execute(
    sql`with counted as (${countedMentions(condition)}),
        hours as (
          insert into entity_hours as t (entity_id, hour, source_id, language, articles, copies, mentions, weight)
          select entity_id, hour, source_id, language, ${by} * articles, ${by} * copies, ${by} * mentions, ${by} * weight
          from (${hoursOf(sql`counted`)}) h
          on conflict (entity_id, hour, source_id, language) do update set
            articles = t.articles + excluded.articles, copies = t.copies + excluded.copies,
            mentions = t.mentions + excluded.mentions, weight = t.weight + excluded.weight),
        days as (
          insert into entity_days as t (entity_id, day, articles)
          select entity_id, day, ${by} * articles from (${daysOf(sql`counted`)}) d
          on conflict (entity_id, day) do update set articles = t.articles + excluded.articles)
        insert into entity_pairs as t (first_id, second_id, day, articles)
        select first_id, second_id, day, ${by} * articles from (${pairsOf(sql`counted`)}) p
        on conflict (first_id, day, second_id) do update set articles = t.articles + excluded.articles`,
  );
}

/** A mention counts once it is weighed. */
export const countedMentions = (condition: SQL): SQL =>
  sql`select m.article_id, m.entity_id, m.source_id, m.published_at, m.count, m.weight::float8 as weight, m.salience,
        a.language, c.article_id is not null as is_copy
      from mentions m join articles a on a.id = m.article_id left join copies c on c.article_id = m.article_id
      where ${condition} and not m.derived and m.weight > 0`;

/** Rows of `entity_hours` from counted mentions. */
export const hoursOf = (counted: SQL): SQL =>
  sql`select entity_id, date_trunc('hour', published_at, 'UTC') as hour, source_id, language, count(*)::int as articles,
        count(*) filter (where is_copy)::int as copies, sum(count)::int as mentions, sum(weight) as weight
      from ${counted} group by 1, 2, 3, 4`;

/** Stands for any entity in `entity_days`: the articles that name one. */
export const anyEntity = 0;

/** Rows of `entity_days` from counted mentions. */
export const daysOf = (counted: SQL): SQL =>
  sql`select id as entity_id, day, count(*)::int as articles
      from (${salient(counted)}) s cross join lateral unnest(s.ids) as id group by 1, 2
      union all
      select ${anyEntity}, day, count(*)::int from (${salient(counted)}) s group by 2`;

/** Rows of `entity_pairs` from counted mentions. */
export const pairsOf = (counted: SQL): SQL =>
  sql`select a as first_id, b as second_id, day, count(*)::int as articles
      from (${salient(counted)}) s cross join lateral unnest(s.ids) as a cross join lateral unnest(s.ids) as b
      where a < b group by 1, 2, 3`;

/** Each article that is no copy, with the keys of its most salient entities. */
const salient = (counted: SQL): SQL =>
  sql`select (min(published_at) at time zone 'UTC')::date as day,
        (array_agg(entity_id order by salience desc, entity_id))[1:${sql.raw(String(pairedEntities))}] as ids
      from ${counted} where not is_copy group by article_id`;

/** Weighs the articles' mentions and adds them to the sums. They must not be in there. */
export async function addToRollups(tx: Db, articleIds: readonly number[]): Promise<void> {
  if (articleIds.length === 0) return;
  await weighMentions(tx, ofArticles(articleIds));
  await sumUp(tx, ofArticles(articleIds), 1);
}

/** Takes the articles out of the sums, before their mentions or copies change. */
export async function takeFromRollups(tx: Db, articleIds: readonly number[]): Promise<void> {
  if (articleIds.length === 0) return;
  const isOfThem = ofArticles(articleIds);
  await sumUp(tx, isOfThem, -1);
  await tx.execute(
    sql`with touched as (select distinct m.entity_id, m.published_at from mentions m where ${isOfThem}),
        hours as (
          delete from entity_hours h using touched t
          where h.entity_id = t.entity_id and h.hour = date_trunc('hour', t.published_at, 'UTC') and h.articles = 0),
        days as (
          delete from entity_days d using touched t
          where d.entity_id in (t.entity_id, ${anyEntity}) and d.day = (t.published_at at time zone 'UTC')::date and d.articles = 0)
        delete from entity_pairs p using touched t
        where p.first_id = t.entity_id and p.day = (t.published_at at time zone 'UTC')::date and p.articles = 0`,
  );
}

/** The articles with these public ids, taken out of the sums. No statement for none. */
export async function takePublishedFromRollups(tx: Db, publicIds: readonly string[]): Promise<number[]> {
  if (publicIds.length === 0) return [];
  const found = await rowsOf<{ id: number }>(
    tx,
    sql`select id::float8 as id from articles where public_id = any(${array(publicIds, 'text')})`,
  );
  const ids = found.map(({ id }) => id);
  await takeFromRollups(tx, ids);
  return ids;
}
