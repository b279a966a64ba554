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

/** Sums of one entity in one language and country, one element of each list a span of hours. */
export interface PastRow {
  entityId: number;
  language: string;
  country: string;
  spans: number[];
  weights: number[];
  articles: number[];
  mentions: number[];
}

const hourMs = 3_600_000;
/** The end of the current clock hour in hours since 1970. */
const endOfHour = (now: Date): number => Math.ceil(now.getTime() / hourMs);
/** The clock hours `h.hour` of a past of so many, counted back from the end of the current one. */
const inPast = (now: Date, hours: number): SQL => {
  const end = instantOf(new Date(endOfHour(now) * hourMs));
  return sql`h.hour < ${end} and h.hour >= ${end} - ${hoursLong(hours)}`;
};
/** `date_part` is a float and quick; `extract` is a numeric. */
const ageOfHour = (now: Date, hour = sql`h.hour`): SQL =>
  sql`(${endOfHour(now)}::int - 1 - (date_part('epoch', ${hour}) / 3600)::int)`;

/**
 * Sums of these entities over spans of clock hours.
 * @param spanOfHour the span of each hour, counted back from the end of the current clock hour
 */
export function pastMentions(
  database: Database,
  ids: readonly number[],
  { now, spanOfHour }: { now: Date; spanOfHour: readonly number[] },
): Promise<PastRow[]> {
  return rows(
    database,
    sql`with summed as (
          select h.entity_id, h.language, coalesce(s.country, '') as country,
            (${array(spanOfHour, 'integer')})[1 + ${ageOfHour(now)}] as span,
            sum(h.weight) as weight, sum(h.articles)::int as articles, sum(h.mentions)::int as mentions
          from entity_hours h join sources s on s.id = h.source_id
          where h.entity_id = any(${array(ids, 'bigint')}) and ${inPast(now, spanOfHour.length)} group by 1, 2, 3, 4)
        select entity_id::int as "entityId", language, country, array_agg(span) as spans,
          array_agg(weight) as weights, array_agg(articles) as articles, array_agg(mentions) as mentions
        from summed group by 1, 2, 3`,
  );
}

/** Outlets that named an entity in one language and country, one element of each list an outlet. */
export interface OutletRow {
  entityId: number;
  language: string;
  country: string;
  sources: number[];
  /** Hours before the end of the current clock hour of the latest article, 0 for the current hour, and */
  ages: number[];
  /** of the latest with a text of its own; null without one. */
  ownAges: (number | null)[];
}

/** Outlets that named these entities in the last `hours` clock hours, the current one included. */
export function pastOutlets(
  database: Database,
  ids: readonly number[],
  { now, hours }: { now: Date; hours: number },
): Promise<OutletRow[]> {
  return rows(
    database,
    sql`with outlets as (
          select h.entity_id, h.language, h.source_id, max(h.hour) as hour,
            max(h.hour) filter (where h.articles > h.copies) as own_hour
          from entity_hours h
          where h.entity_id = any(${array(ids, 'bigint')}) and ${inPast(now, hours)} group by 1, 2, 3)
        select o.entity_id::int as "entityId", o.language, coalesce(s.country, '') as country,
          array_agg(o.source_id::int) as sources, array_agg(${ageOfHour(now, sql`o.hour`)}) as ages,
          array_agg(${ageOfHour(now, sql`o.own_hour`)}) as "ownAges"
        from outlets o join sources s on s.id = o.source_id group by 1, 2, 3`,
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
    sql`select floor(date_part('epoch', a.sort_date) / 3600) * ${hourMs}::float8 as hour, a.language,
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
