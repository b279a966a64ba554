/** Figures of sources: what they published in a span, how that compares with usual days, and how soon we saw it. */
import { sql } from 'drizzle-orm';
import { type Database, rows } from './db.ts';
import type { TimeRange } from './filter.ts';
import { array } from './keyset.ts';

export interface SourceStats {
  sourceId: number;
  articleCount: number;
  /** Stories of at least two outlets that it told first. */
  firstReports: number;
  /** Articles taken whole from others. */
  syndicatedCount: number;
  /** Null without an article whose words were counted. */
  medianWordCount: number | null;
}

/** Figures of each source over its articles in a span, or over all of them; a row for each. One statement. */
export function statsOfSources(
  database: Database,
  ids: readonly number[],
  range: TimeRange | null,
): Promise<SourceStats[]> {
  const within = range
    ? sql`and a.sort_date >= ${range.start.toISOString()}::timestamptz and a.sort_date < ${range.end.toISOString()}::timestamptz`
    : sql``;
  return rows(
    database,
    sql`select p.id::float8 as "sourceId", count(a.id)::integer as "articleCount",
        (count(*) filter (where s.first_article_id = a.id and s.source_count > 1))::integer as "firstReports",
        count(c.article_id)::integer as "syndicatedCount",
        round(percentile_cont(0.5) within group (order by nullif(a.word_count, 0)))::integer as "medianWordCount"
      from unnest(${array(ids, 'bigint')}) as p(id)
        left join articles a on a.source_id = p.id ${within}
        left join stories s on s.id = a.story_id
        left join copies c on c.article_id = a.id and c.kind = 'COPY'
      group by p.id`,
  );
}

/**
 * Articles of each source in the 24 hours before an instant over the median of the same hours one, two, three and four
 * weeks before, as far as it was a source then. Sources that were none a week ago, or usually have nothing on such a day,
 * are left out.
 */
export function volumeRatios(
  database: Database,
  ids: readonly number[],
  at: Date,
): Promise<{ sourceId: number; ratio: number }[]> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const day = (weeks: number) => sql`(select count(*) from articles a where a.source_id = s.id
    and a.sort_date > ${now} - make_interval(weeks => ${sql.raw(String(weeks))}, days => 1)
    and a.sort_date <= ${now} - make_interval(weeks => ${sql.raw(String(weeks))}))`;
  const past = [1, 2, 3, 4].map((weeks) => sql`(${sql.raw(String(weeks))}, ${day(weeks)})`);
  return rows(
    database,
    sql`select s.id::float8 as "sourceId", ${day(0)} / usual.n as ratio
      from sources s cross join lateral (
        select percentile_cont(0.5) within group (order by d.n) as n from (values ${sql.join(past, sql`, `)}) as d(week, n)
        where s.created_at <= ${now} - make_interval(weeks => d.week, days => 1)) usual
      where s.id = any(${array(ids, 'bigint')}) and usual.n > 0`,
  );
}

/**
 * Median of the seconds from an article's publication to our first sight of it, over the week before an instant. Articles
 * without a clock time do not count, nor do those of a source's first hour, when its feed brought what was there already.
 */
export function medianLags(
  database: Database,
  ids: readonly number[],
  at: Date,
): Promise<{ sourceId: number; seconds: number }[]> {
  const now = sql`${at.toISOString()}::timestamptz`;
  return rows(
    database,
    sql`select a.source_id::float8 as "sourceId",
        percentile_cont(0.5) within group (order by extract(epoch from a.first_seen_at - a.date_published))::float8 as seconds
      from articles a join sources s on s.id = a.source_id
      where a.source_id = any(${array(ids, 'bigint')}) and a.sort_date > ${now} - interval '7 days' and a.sort_date <= ${now}
        and a.date_published_precision in ('EXACT', 'MINUTE') and a.first_seen_at >= a.date_published
        and a.first_seen_at > s.created_at + interval '1 hour'
      group by a.source_id`,
  );
}
