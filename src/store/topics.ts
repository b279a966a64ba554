/** Reads of media topics: of stories, from their articles; and articles whose topics are told anew. */
import { type SQL, sql } from 'drizzle-orm';
import { type ArticleTopic, mediaTopics, withBroader } from '../base/mediaTopics.ts';
import type { Genre } from '../base/news.ts';
import { type Database, rows } from './db.ts';
import { array } from './keyset.ts';

export interface StoryTopicRow {
  storyId: number;
  code: string;
  /** 0..1, mean over all articles of the story. */
  score: number;
  method: string;
}

const mostTopics = 3;

/** Topics that at least a third of the articles of each story have, three at most, best first; one statement for all. */
export function topicsOfStories(database: Database, ids: readonly number[]): Promise<StoryTopicRow[]> {
  return rows(
    database,
    sql`select "storyId", code, score, method from (
        select a.story_id::float8 as "storyId", t.code, sum(t.score)::float8 / n.articles as score,
          mode() within group (order by t.method) as method,
          row_number() over (partition by a.story_id order by sum(t.score) desc, t.code) as place
        from articles a cross join lateral unnest(a.topic_codes, a.topic_scores, a.topic_methods) as t(code, score, method)
          join (select story_id, count(*)::float8 as articles from articles
                where story_id = any(${array(ids, 'bigint')}) group by story_id) n on n.story_id = a.story_id
        where a.story_id = any(${array(ids, 'bigint')})
        group by a.story_id, t.code, n.articles having count(*) * 3 >= n.articles) x
      where place <= ${mostTopics}::integer order by "storyId", place`,
  );
}

/** Rows `(code, wide)`: each topic with itself and with all that is wider, to be named `w`. */
export const widerTopics: SQL = sql.raw(
  `(values ${mediaTopics
    .flatMap(({ code }) => withBroader(code).map((wide) => `('${code}', '${wide}')`))
    .join(', ')}) as w(code, wide)`,
);

/** An article as its topics and genre are told from it. */
export interface UnlabelledArticle {
  id: number;
  url: string;
  headline: string;
  language: string;
  section: string | null;
  keywords: string[];
  genre: Genre;
  /** Tells this version from later ones. */
  contentHash: string;
  /** Empty where nothing may be kept of it. */
  text: string;
}

/** The next `count` articles after a serial key, by key. */
export function articlesAfter(
  database: Database,
  after: number,
  count: number,
): Promise<UnlabelledArticle[]> {
  return rows(
    database,
    sql`select a.id::float8 as id, a.url, a.headline, a.language, a.section, a.keywords, a.genre, a.content_hash as "contentHash", coalesce(x.text, '') as text
      from articles a left join article_texts x on x.article_id = a.id
      where a.id > ${after}::bigint order by a.id limit ${count}::integer`,
  );
}

/** What an article is labelled with; null topics stay as they are. */
export interface ArticleLabels {
  id: number;
  /** Of the version they were told from. */
  contentHash: string;
  topics: ArticleTopic[] | null;
  genre: Genre;
}

/**
 * Writes topics and genres where they differ from what is stored, in one statement. An article that was edited since keeps
 * those that came with the edit.
 */
export async function saveLabels(database: Database, labels: readonly ArticleLabels[]): Promise<void> {
  const given = labels.map(({ id, contentHash, topics, genre }) => ({
    id,
    hash: contentHash,
    genre,
    codes: topics?.map(({ code }) => code) ?? null,
    scores: topics?.map(({ score }) => score) ?? null,
    methods: topics?.map(({ method }) => method) ?? null,
  }));
  await rows(
    database,
    sql`update articles a set genre = l.genre, topic_codes = coalesce(l.codes, a.topic_codes),
        topic_scores = coalesce(l.scores, a.topic_scores), topic_methods = coalesce(l.methods, a.topic_methods)
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as l(id bigint, hash text, genre text, codes text[], scores real[], methods text[])
      where a.id = l.id and a.content_hash = l.hash and (a.genre, a.topic_codes, a.topic_scores) is distinct from
        (l.genre, coalesce(l.codes, a.topic_codes), coalesce(l.scores, a.topic_scores))`,
  );
}
