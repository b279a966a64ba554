/** What boards are counted from. Nothing here is older than the clock hour it stands in says: see rollup.ts. */
import { type SQL, sql } from 'drizzle-orm';
import type { EntityKind } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';

/** Mentions of one entity in the last day, one element of each list a mention; oldest and newest in no order. */
export interface RecentRow {
  entityId: number;
  kind: EntityKind;
  /** Hours before now. */
  ages: number[];
  weights: number[];
  counts: number[];
  sources: number[];
  isCopy: boolean[];
  languages: string[];
  /** Empty where the outlet's country is not known. */
  countries: string[];
}

const instantOf = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;
const hoursLong = (count: number): SQL => sql`make_interval(hours => ${count}::int)`;

/** Every entity that two outlets named in the last `hours`, by name and not by adjective alone. */
export function recentMentions(database: Database, now: Date, hours: number): Promise<RecentRow[]> {
  const at = instantOf(now);
  return rows(
    database,
    sql`select m.entity_id::int as "entityId", min(m.kind) as kind,
          array_agg((extract(epoch from ${at} - a.sort_date) / 3600)::float8) as ages,
          array_agg(m.weight::float8) as weights, array_agg(m.count) as counts,
          array_agg(m.source_id::int) as sources, array_agg(c.article_id is not null) as "isCopy",
          array_agg(a.language) as languages, array_agg(coalesce(s.country, '')) as countries
        from articles a join mentions m on m.article_id = a.id join sources s on s.id = m.source_id
          left join copies c on c.article_id = a.id
        where a.sort_date > ${at} - ${hoursLong(hours)} and a.sort_date <= ${at} and not m.derived
        group by m.entity_id having min(m.source_id) < max(m.source_id)`,
  );
}

/** Sums of one entity in one language and country. */
export interface PastRow {
  entityId: number;
  language: string;
  country: string;
  /** Hours before the end of the current clock hour; -1 - n for the n-th span of 24 of them told together. */
  slots: number[];
  weights: number[];
  articles: number[];
}

/**
 * Sums of these entities since an instant, by hours before the end of the current clock hour. The last two days and the
 * days one and two weeks ago come by the hour, the rest by spans of 24.
 */
export function pastMentions(
  database: Database,
  ids: readonly number[],
  { now, historyHours }: { now: Date; historyHours: number },
): Promise<PastRow[]> {
  const end = sql`date_trunc('hour', ${instantOf(now)} + interval '1 hour' - interval '1 millisecond', 'UTC')`;
  return rows(
    database,
    sql`with hourly as (
          select entity_id, source_id, language, weight, articles,
            (extract(epoch from ${end} - hour)::int / 3600) - 1 as age
          from entity_hours
          where entity_id = any(${array(ids, 'bigint')}) and hour < ${end}
            and hour >= ${end} - ${hoursLong(historyHours)}),
        slotted as (
          select entity_id, source_id, language, weight, articles,
            case when age < 48 or age between 168 and 191 or age between 336 and 359 then age else -1 - age / 24 end as slot
          from hourly),
        summed as (
          select entity_id, language, coalesce(s.country, '') as country, slot,
            sum(weight) as weight, sum(articles)::int as articles
          from slotted join sources s on s.id = source_id group by 1, 2, 3, 4)
        select entity_id::int as "entityId", language, country, array_agg(slot) as slots,
          array_agg(weight) as weights, array_agg(articles) as articles
        from summed group by 1, 2, 3`,
  );
}

/** Articles of one clock hour (its start in epoch milliseconds) in one language and country. */
export interface HourRow {
  hour: number;
  language: string;
  country: string;
  articles: number;
}

export function articleHours(database: Database, span: { from: Date; to: Date }): Promise<HourRow[]> {
  return rows(
    database,
    sql`select (extract(epoch from date_trunc('hour', a.sort_date, 'UTC')) * 1000)::float8 as hour, a.language,
          coalesce(s.country, '') as country, count(*)::int as articles
        from articles a join sources s on s.id = a.source_id
        where a.sort_date >= ${instantOf(span.from)} and a.sort_date < ${instantOf(span.to)}
        group by 1, 2, 3`,
  );
}

/** Languages and countries with their articles and outlets since an instant. */
export function scopeSizes(
  database: Database,
  since: Date,
): Promise<{ language: string | null; country: string | null; articles: number; sources: number }[]> {
  return rows(
    database,
    sql`select a.language, s.country, count(*)::int as articles, count(distinct s.id)::int as sources
        from articles a join sources s on s.id = a.source_id where a.sort_date >= ${instantOf(since)}
        group by grouping sets ((a.language), (s.country)) having coalesce(a.language, s.country) is not null
        order by count(*) desc, a.language, s.country`,
  );
}

/** What a window of more than a day holds of an entity. */
export interface LongRow {
  entityId: number;
  sourceCount: number;
  ownSourceCount: number;
  mentionCount: number;
  /** 24 zero-filled counts of articles over the window, oldest first. */
  sparkline: number[];
}

/** Figures of a window of whole clock hours, a multiple of 24 of them, that ends with the current one. */
export async function longFigures(
  database: Database,
  ids: readonly number[],
  window: { now: Date; windowHours: number; language: string | null; country: string | null },
): Promise<LongRow[]> {
  if (ids.length === 0) return [];
  const { now, windowHours, language, country } = window;
  const end = sql`date_trunc('hour', ${instantOf(now)} + interval '1 hour' - interval '1 millisecond', 'UTC')`;
  const isIn = [
    language === null ? sql`true` : sql`h.language = ${language}`,
    country === null ? sql`true` : sql`s.country = ${country}`,
  ];
  return rows(
    database,
    sql`with hourly as (
          select h.entity_id, h.source_id, h.articles, h.copies, h.mentions,
            (24 * (extract(epoch from h.hour - ${end})::int / 3600 + ${windowHours}::int)) / ${windowHours}::int as point
          from entity_hours h join sources s on s.id = h.source_id
          where h.entity_id = any(${array(ids, 'bigint')}) and ${isIn[0]} and ${isIn[1]}
            and h.hour < ${end} and h.hour >= ${end} - ${hoursLong(windowHours)}),
        points as (select entity_id, point, sum(articles)::int as articles from hourly group by 1, 2)
        select h.entity_id::int as "entityId", count(distinct source_id)::int as "sourceCount",
          (count(distinct source_id) filter (where articles > copies))::int as "ownSourceCount",
          sum(mentions)::int as "mentionCount",
          (select array_agg(coalesce(p.articles, 0) order by i) from generate_series(0, 23) i
            left join points p on p.entity_id = h.entity_id and p.point = i) as sparkline
        from hourly h group by h.entity_id`,
  );
}

/** True for a channel `c` that works and has not been due for an hour without being read. */
export const isHeard = (now: Date): SQL =>
  sql`(c.state in ('HEALTHY', 'DEGRADED') and c.next_attempt_at > ${instantOf(now)} - interval '1 hour')`;

/** A source that is meant to be read, and whether it is. */
export interface ExpectedSource {
  id: number;
  country: string | null;
  languages: string[];
  /** A channel of it works and is read when it is due. An outage shows here, a source with nothing to say does not. */
  isHeard: boolean;
}

export function expectedSources(database: Database, now: Date): Promise<ExpectedSource[]> {
  return rows(
    database,
    sql`select s.id::int as id, s.country, s.languages, bool_or(${isHeard(now)}) as "isHeard"
        from sources s join source_channels c on c.source_id = s.id and c.ingestible
        where s.retired_at is null group by s.id order by s.id`,
  );
}

/** A story that two outlets told of in the last day, one element of each list an article. */
export interface ToldStory {
  storyId: number;
  ages: number[];
  sources: number[];
  isCopy: boolean[];
  languages: string[];
  countries: string[];
}

/** Stories of the last day with their articles of the last `windowHours`, oldest first. */
export function toldStories(database: Database, now: Date, windowHours: number): Promise<ToldStory[]> {
  const at = instantOf(now);
  return rows(
    database,
    sql`with active as (
          select story_id from articles
          where sort_date > ${at} - ${hoursLong(24)} and sort_date <= ${at} and story_id is not null
          group by story_id having min(source_id) < max(source_id))
        select a.story_id::int as "storyId",
          array_agg((extract(epoch from ${at} - a.sort_date) / 3600)::float8 order by a.sort_date, a.id) as ages,
          array_agg(a.source_id::int order by a.sort_date, a.id) as sources,
          array_agg(c.article_id is not null order by a.sort_date, a.id) as "isCopy",
          array_agg(a.language order by a.sort_date, a.id) as languages,
          array_agg(coalesce(s.country, '') order by a.sort_date, a.id) as countries
        from articles a join sources s on s.id = a.source_id left join copies c on c.article_id = a.id
        where a.story_id in (select story_id from active)
          and a.sort_date > ${at} - ${hoursLong(windowHours)} and a.sort_date <= ${at}
        group by a.story_id`,
  );
}
