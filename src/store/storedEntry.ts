/** A stored article as its feed once told it, for another look at its page. */
import { eq, sql } from 'drizzle-orm';
import type { FeedEntry } from '../base/news.ts';
import type { Database } from './db.ts';
import { articles } from './tables.ts';

/**
 * An entry that leads to `url` and says what is stored of the article at `articleUrl`, so that what only the feed told is
 * not lost when the page is read again. Bare when `articleUrl` is null or gone.
 */
export async function storedEntry(
  { db }: Database,
  url: string,
  articleUrl: string | null,
): Promise<FeedEntry> {
  const [found] =
    articleUrl === null
      ? []
      : await db
          .select({
            headline: articles.headline,
            summary: articles.description,
            publishedAt: articles.datePublished,
            modifiedAt: articles.dateModified,
            keywords: articles.keywords,
            image: articles.image,
            language: articles.language,
            authors: sql<string[]>`array(select u.name from authors u where u.id = any(${articles.authorIds})
              order by array_position(${articles.authorIds}, u.id))`,
          })
          .from(articles)
          .where(eq(articles.url, articleUrl));
  const { headline = null, summary = null, publishedAt = null, modifiedAt = null } = found ?? {};
  const { keywords = [], image = null, authors = [] } = found ?? {};
  const language = found === undefined || found.language === 'und' ? null : found.language;
  const told = { headline, summary, publishedAt, modifiedAt, keywords, image, authors, language };
  const whole = { publisher: null, isWhole: false, isRetraction: false };
  return { guid: null, url, contentHtml: null, ...told, ...whole };
}
