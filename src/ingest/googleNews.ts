/** Google News as a feed: headlines of other publishers behind redirects that nobody outside can follow to a page. */
import type { RawEntry } from './feedEntry.ts';
import { escapeHtml, type RawXmlFeed } from './feedXml.ts';
import { plainText } from './tree.ts';

/** The generator that Google News names in its feeds ("NFE/5.0"). */
const generatorName = /^NFE\//;

/** True for a feed of Google News, by its address or by the program that wrote it. */
export function isGoogleNews(feed: RawXmlFeed, url: string): boolean {
  return (
    generatorName.test(feed.generator ?? '') || (URL.canParse(url) && new URL(url).host === 'news.google.com')
  );
}

function toOwn(entry: RawEntry): RawEntry {
  const headline = plainText(entry.title?.slice(0, 2000));
  const suffix = ` - ${plainText(entry.publisher?.name?.slice(0, 300)) ?? ''}`;
  const isSuffixed = suffix.length > 3 && headline?.endsWith(suffix);
  const title = isSuffixed ? headline?.slice(0, -suffix.length) : headline;
  // The description is a link list of related headlines, so the headline is all there is to show.
  return { ...entry, title: title && escapeHtml(title), summary: title && escapeHtml(title), isWhole: true };
}

/** The feed with the publishers' names taken out of the headlines. Its entries are whole: their links are not decoded. */
export function asGoogleNews(feed: RawXmlFeed): RawXmlFeed {
  return { ...feed, kind: 'GOOGLE_NEWS', entries: feed.entries.map(toOwn) };
}
