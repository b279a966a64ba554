/** Media topics and genres told anew from what is stored, for articles that were stored by a release that told them otherwise. */
import { genreOf } from '../enrich/genre.ts';
import { topicsOf } from '../enrich/topics.ts';
import type { Database } from '../store/db.ts';
import { type ArticleLabels, articlesAfter, saveLabels, type UnlabelledArticle } from '../store/topics.ts';

/** Articles of one statement. */
const batch = 500;

/** Labels every article in batches and tells how many there were. May be stopped and begun again. */
export async function relabelArticles(database: Database): Promise<number> {
  let labelled = 0;
  for (let after = 0; ; ) {
    const articles = await articlesAfter(database, after, batch);
    const last = articles.at(-1);
    if (!last) return labelled;
    await saveLabels(database, articles.map(labelsOf));
    labelled += articles.length;
    after = last.id;
  }
}

function labelsOf(article: UnlabelledArticle): ArticleLabels {
  const { id, contentHash, text } = article;
  // The types that the page declared are not stored: a genre they told stays.
  const genre = article.genre === 'NEWS' ? genreOf({ ...article, schemaTypes: [] }) : article.genre;
  // Without a text nothing may be told of it, or only its headline was to be had.
  return { id, contentHash, genre, topics: text === '' ? null : topicsOf(article) };
}
