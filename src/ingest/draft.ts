/** Feed entry and page joined to one `Draft`: which of them is believed for which field is the table below. */
import { AppError } from '../base/errors.ts';
import type { Draft, FeedEntry, Page, TextBlock } from '../base/news.ts';
import { canonicalUrl } from '../base/url.ts';
import { articleHtml, textBlock } from './blockHtml.ts';
import { dropBoilerplate } from './boilerplate.ts';
import { paragraphsOf } from './paragraphs.ts';
import { parseHtml } from './tree.ts';

/** A text as paragraphs joined by blank lines, and as HTML where its markup is known. */
interface Text {
  text: string | null;
  html: string | null;
}

function textOfBlocks(blocks: readonly TextBlock[]): Text | null {
  const text = blocks.map((block) => block.text).join('\n\n');
  return text === '' ? null : { text, html: articleHtml(blocks) };
}

/** Full content of a feed; null when the feed carries none. */
function feedText(entry: FeedEntry): Text | null {
  if (entry.contentHtml === null) return null;
  const { paragraphs } = dropBoilerplate(paragraphsOf(parseHtml(entry.contentHtml)), entry.headline);
  return textOfBlocks(paragraphs.map((paragraph) => textBlock(paragraph, entry.url)));
}

/** The page's text, unless the feed carries so much more that the page was clearly a teaser or a wall. */
function chooseText(entry: FeedEntry, page: Page | null): Text {
  const fromPage: Text | null = page?.text
    ? { text: page.text, html: page.blocks.length > 0 ? articleHtml(page.blocks) : null }
    : null;
  const fromFeed = feedText(entry);
  const [pageLength, feedLength] = [fromPage?.text?.length ?? 0, fromFeed?.text?.length ?? 0];
  if (fromPage !== null && pageLength < 400 && feedLength > 2 * pageLength) return fromFeed ?? fromPage;
  return fromPage ?? fromFeed ?? { text: entry.summary, html: null };
}

function isClockTime(page: Page | null): boolean {
  return page?.publishedPrecision === 'EXACT' || page?.publishedPrecision === 'MINUTE';
}

/** The publication date: a page with a clock time, then the feed, then whatever the page has. */
function chooseDate(
  entry: FeedEntry,
  page: Page | null,
): Pick<Draft, 'datePublished' | 'datePublishedPrecision'> {
  if (page?.publishedAt && (isClockTime(page) || entry.publishedAt === null))
    return { datePublished: page.publishedAt, datePublishedPrecision: page.publishedPrecision };
  if (entry.publishedAt === null) return { datePublished: null, datePublishedPrecision: null };
  // A feed entry keeps no precision; a time that is exactly midnight UTC was a day.
  const isDay = entry.publishedAt.getTime() % 86_400_000 === 0;
  return { datePublished: entry.publishedAt, datePublishedPrecision: isDay ? 'DAY' : 'EXACT' };
}

/** The precedence of fields. First source that has a value wins. */
const precedence = {
  url: (entry: FeedEntry, page: Page | null) => page?.url ?? canonicalUrl(entry.url),
  headline: (entry: FeedEntry, page: Page | null) => page?.headline || entry.headline,
  description: (entry: FeedEntry, page: Page | null) => page?.description ?? entry.summary,
  authors: (entry: FeedEntry, page: Page | null) => (page?.authors.length ? page.authors : entry.authors),
  dateModified: (entry: FeedEntry, page: Page | null) => page?.modifiedAt ?? entry.modifiedAt,
  image: (entry: FeedEntry, page: Page | null) => page?.image ?? entry.image,
  language: (entry: FeedEntry, page: Page | null) => page?.language ?? entry.language,
  section: (_: FeedEntry, page: Page | null) => page?.section ?? null,
  keywords: (entry: FeedEntry, page: Page | null) => [
    ...new Set([...(page?.keywords ?? []), ...entry.keywords]),
  ],
};

/**
 * The article as ingested.
 * @param page null where the page may not or could not be read; the feed's content or summary stands in for its text
 * @throws AppError UNPARSABLE when there is no headline, or no text in page and feed.
 */
export function draftArticle(entry: FeedEntry, page: Page | null): Draft {
  const headline = precedence.headline(entry, page);
  const { text, html } = chooseText(entry, page);
  const data = { url: entry.url };
  if (!headline)
    throw new AppError('UNPARSABLE', `Neither page nor feed has a headline for ${entry.url}`, { data });
  if (!text)
    throw new AppError('UNPARSABLE', `Neither page nor feed has any text for ${entry.url}`, { data });
  return {
    url: precedence.url(entry, page),
    headline,
    alternativeHeadline: page?.alternativeHeadline ?? null,
    description: precedence.description(entry, page),
    text,
    html,
    authors: precedence.authors(entry, page),
    ...chooseDate(entry, page),
    dateModified: precedence.dateModified(entry, page),
    image: precedence.image(entry, page),
    language: precedence.language(entry, page),
    section: precedence.section(entry, page),
    keywords: precedence.keywords(entry, page),
    schemaTypes: page?.schemaTypes ?? [],
    isAccessibleForFree: page?.isAccessibleForFree ?? null,
  };
}
