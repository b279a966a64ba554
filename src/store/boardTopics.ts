/** What boards of media topics are counted from, and reads of them. Topics are counted from the articles themselves. */
import { type SQL, sql } from 'drizzle-orm';
import type { ScoredTopic } from './boards.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';
import type { BoardRun } from './trending.ts';

/** Articles with one topic in the last hours, one element of each list an article. */
export interface RecentTopicRow {
  code: string;
  /** Hours before now. */
  ages: number[];
  sources: number[];
  isCopy: boolean[];
  languages: string[];
  /** Empty where the outlet's country is not known. */
  countries: string[];
}

const instantOf = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;
const hourMs = 3_600_000;
const endOfHour = (now: Date): number => Math.ceil(now.getTime() / hourMs);
/** Hours from the article's to the current clock hour. */
const ageOf = (now: Date): SQL =>
  sql`(${endOfHour(now)}::int - 1 - floor(date_part('epoch', a.sort_date) / 3600)::int)`;
const isWithin = (now: Date, hours: number): SQL => {
  const end = endOfHour(now);
  const [from, to] = [new Date((end - hours) * hourMs), new Date(end * hourMs)];
  return sql`(a.sort_date >= ${instantOf(from)} and a.sort_date < ${instantOf(to)})`;
};
const topicsOf = sql`unnest(a.topic_codes) as t(code)`;

/** Articles of the last `hours` by the topics they have themselves, wider ones left out. */
export function recentTopics(database: Database, now: Date, hours: number): Promise<RecentTopicRow[]> {
  const at = instantOf(now);
  return rows(
    database,
    sql`select t.code, array_agg((extract(epoch from ${at} - a.sort_date) / 3600)::float8) as ages,
          array_agg(a.source_id::int) as sources, array_agg(c.article_id is not null) as "isCopy",
          array_agg(a.language) as languages, array_agg(coalesce(s.country, '')) as countries
        from articles a cross join lateral ${topicsOf} join sources s on s.id = a.source_id
          left join copies c on c.article_id = a.id
        where a.sort_date > ${at} - make_interval(hours => ${hours}::int) and a.sort_date <= ${at}
        group by t.code`,
  );
}

/** Articles with a topic in one language and country, one element of each list a span of hours (trends/past.ts). */
export interface PastTopicRow {
  code: string;
  language: string;
  country: string;
  spans: number[];
  articles: number[];
  /** Those of them that were taken from another article. */
  copies: number[];
}

/** Articles by topic over spans of clock hours. @param spanOfHour as for store/boardsInput.ts */
export function pastTopics(
  database: Database,
  { now, spanOfHour }: { now: Date; spanOfHour: readonly number[] },
): Promise<PastTopicRow[]> {
  return rows(
    database,
    sql`with summed as (
          select a.topic_codes, a.language, coalesce(s.country, '') as country,
            (${array(spanOfHour, 'integer')})[1 + ${ageOf(now)}] as span,
            count(*)::int as articles, count(c.article_id)::int as copies
          from articles a join sources s on s.id = a.source_id left join copies c on c.article_id = a.id
          where ${isWithin(now, spanOfHour.length)} and a.topic_codes <> '{}' group by 1, 2, 3, 4),
        by_topic as (
          select t.code, a.language, a.country, span, sum(articles)::int as articles, sum(copies)::int as copies
          from summed a cross join lateral ${topicsOf} group by 1, 2, 3, 4)
        select code, language, country, array_agg(span) as spans, array_agg(articles) as articles,
          array_agg(copies) as copies
        from by_topic group by 1, 2, 3`,
  );
}

/** Outlets with articles on a topic in one language and country; lists as in store/boardsInput.ts `OutletRow`. */
export interface TopicOutletRow {
  code: string;
  language: string;
  country: string;
  sources: number[];
  ages: number[];
  ownAges: (number | null)[];
}

/** Outlets with articles on topics in the last `hours` clock hours, the current one included. */
export function topicOutlets(
  database: Database,
  { now, hours }: { now: Date; hours: number },
): Promise<TopicOutletRow[]> {
  return rows(
    database,
    sql`with outlets as (
          select t.code, a.language, a.source_id, min(${ageOf(now)}) as age,
            min(${ageOf(now)}) filter (where c.article_id is null) as own_age
          from articles a cross join lateral ${topicsOf} left join copies c on c.article_id = a.id
          where ${isWithin(now, hours)} group by 1, 2, 3)
        select o.code, o.language, coalesce(s.country, '') as country, array_agg(o.source_id::int) as sources,
          array_agg(o.age) as ages, array_agg(o.own_age) as "ownAges"
        from outlets o join sources s on s.id = o.source_id group by 1, 2, 3`,
  );
}

export interface BoardTopicRow extends ScoredTopic {
  rank: number;
  previousRank: number | null;
  peakRank: number;
  listedSince: Date;
}

/** The first topics of a run, by rank. */
export async function boardTopicsOf(
  database: Database,
  run: Pick<BoardRun, 'id'>,
  limit: number,
): Promise<BoardTopicRow[]> {
  const found = await rows<Omit<BoardTopicRow, 'listedSince'> & { since: number }>(
    database,
    sql`select topic_code as "topicCode", rank, score, window_count as "windowCount", weighted_count as "weightedCount",
          baseline_mean as "baselineMean", lift, source_count as "sourceCount", own_source_count as "ownSourceCount", gate,
          previous_rank as "previousRank", peak_rank as "peakRank",
          (extract(epoch from listed_since) * 1000)::float8 as since, sparkline
        from board_topics where run_id = ${run.id} order by rank limit ${limit}`,
  );
  return found.map(({ since, ...row }) => ({ ...row, listedSince: new Date(since) }));
}
