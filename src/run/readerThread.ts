/** A reader's own thread: holds gazetteer and tagger, and reads what it is given. */
import type { Feed } from '../base/news.ts';
import { loadGazetteer, loadTagger } from './knowledge.ts';
import { type ArticleJob, type FeedJob, type ReadArticle, readArticle, readFeed } from './read.ts';
import { type Told, tell } from './readerTalk.ts';

const knowledge = { gazetteer: loadGazetteer(), tagger: loadTagger() };

export function readFeedHere(job: FeedJob): Told<Feed> {
  return tell(() => readFeed(job));
}

export function readArticleHere(job: ArticleJob): Told<ReadArticle> {
  return tell(() => readArticle(job, knowledge));
}
