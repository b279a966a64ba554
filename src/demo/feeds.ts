/**
 * The newsroom's channels: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1 and a news sitemap (Google's news extension of
 * sitemaps.org 0.9). They carry headline, standfirst, date and id; the Atom feed of the blog-like outlet carries the
 * whole text as well, as blogs do.
 */
import type { DemoOutlet } from './format.ts';
import { escapeMarkup, isoWithOffset } from './markup.ts';
import { channelFile, outletPlaces } from './outlets.ts';
import type { Piece } from './timeline.ts';

export interface FeedSource {
  outlet: DemoOutlet;
  /** Newest first. */
  pieces: readonly Piece[];
  /** Origin of the newsroom, without a slash at the end. */
  origin: string;
}

export interface RenderedFeed {
  body: string;
  contentType: string;
}

/** The outlet's channel as it stands. */
export function renderFeed(source: FeedSource): RenderedFeed {
  switch (source.outlet.channel) {
    case 'ATOM':
      return { body: atom(source), contentType: 'application/atom+xml; charset=utf-8' };
    case 'JSON_FEED':
      return { body: jsonFeed(source), contentType: 'application/feed+json; charset=utf-8' };
    case 'NEWS_SITEMAP':
      return { body: newsSitemap(source), contentType: 'application/xml; charset=utf-8' };
    default:
      return { body: rss(source), contentType: 'application/rss+xml; charset=utf-8' };
  }
}

const e = escapeMarkup;

function rss({ outlet, pieces, origin }: FeedSource): string {
  const items = pieces.map(({ article, path, publishedAt }) =>
    [
      '<item>',
      `<title>${e(article.headline)}</title>`,
      `<link>${e(origin + path)}</link>`,
      `<guid isPermaLink="false">${e(idOf(outlet, path))}</guid>`,
      `<pubDate>${publishedAt.toUTCString().replace('GMT', '+0000')}</pubDate>`,
      ...article.byline.map((name) => `<dc:creator>${e(name)}</dc:creator>`),
      `<category>${e(article.section)}</category>`,
      article.standfirst === null ? '' : `<description>${e(article.standfirst)}</description>`,
      '</item>',
    ].join(''),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>',
    `<title>${e(outlet.name)}</title><link>${e(homeOf(origin, outlet))}</link>`,
    `<description>${e(`${outlet.name}, demo newsroom`)}</description><language>${outlet.languages[0] ?? 'en'}</language>`,
    `<ttl>1</ttl><atom:link rel="self" type="application/rss+xml" href="${e(feedOf(origin, outlet))}"/>`,
    ...items,
    '</channel></rss>\n',
  ].join('\n');
}

function atom({ outlet, pieces, origin }: FeedSource): string {
  const { offsetMinutes } = outletPlaces[outlet.slug];
  const wholeText = outlet.style === 'blog';
  const entries = pieces.map(({ article, path, publishedAt }) => {
    const at = isoWithOffset(publishedAt, offsetMinutes);
    const html = article.paragraphs.map((paragraph) => `<p>${e(paragraph)}</p>`).join('\n');
    return [
      `<entry xml:lang="${article.language}"><title>${e(article.headline)}</title>`,
      `<link rel="alternate" type="text/html" href="${e(origin + path)}"/>`,
      `<id>${e(idOf(outlet, path))}</id><published>${at}</published><updated>${at}</updated>`,
      ...article.byline.map((name) => `<author><name>${e(name)}</name></author>`),
      ...article.keywords.map((word) => `<category term="${e(word)}"/>`),
      article.standfirst === null ? '' : `<summary>${e(article.standfirst)}</summary>`,
      wholeText ? `<content type="html">${e(html)}</content>` : '',
      '</entry>',
    ].join('');
  });
  const updated = pieces[0]
    ? isoWithOffset(pieces[0].publishedAt, offsetMinutes)
    : '1970-01-01T00:00:00+00:00';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${outlet.languages[0] ?? 'en'}">`,
    `<title>${e(outlet.name)}</title><id>tag:${outlet.domain},2015:/</id><updated>${updated}</updated>`,
    `<author><name>${e(outlet.name)}</name></author>`,
    `<link rel="self" href="${e(feedOf(origin, outlet))}"/><link rel="alternate" href="${e(homeOf(origin, outlet))}"/>`,
    ...entries,
    '</feed>\n',
  ].join('\n');
}

function jsonFeed({ outlet, pieces, origin }: FeedSource): string {
  const { offsetMinutes } = outletPlaces[outlet.slug];
  const items = pieces.map(({ article, path, publishedAt }) => ({
    id: idOf(outlet, path),
    url: origin + path,
    title: article.headline,
    // A JSON Feed item must carry content; an outlet that gives headlines only repeats the summary there.
    content_text: article.standfirst ?? article.headline,
    ...(article.standfirst === null ? {} : { summary: article.standfirst }),
    date_published: isoWithOffset(publishedAt, offsetMinutes),
    language: article.language,
    ...(article.byline.length === 0 ? {} : { authors: article.byline.map((name) => ({ name })) }),
    tags: article.keywords,
  }));
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: outlet.name,
    home_page_url: homeOf(origin, outlet),
    feed_url: feedOf(origin, outlet),
    description: `${outlet.name}, demo newsroom`,
    ...(outlet.languages.length === 1 ? { language: outlet.languages[0] } : {}),
    items,
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

function newsSitemap({ outlet, pieces, origin }: FeedSource): string {
  const { offsetMinutes } = outletPlaces[outlet.slug];
  const urls = pieces.map(({ article, path, publishedAt }) =>
    [
      `<url><loc>${e(origin + path)}</loc><news:news>`,
      `<news:publication><news:name>${e(outlet.name)}</news:name>`,
      `<news:language>${article.language}</news:language></news:publication>`,
      `<news:publication_date>${isoWithOffset(publishedAt, offsetMinutes)}</news:publication_date>`,
      `<news:title>${e(article.headline)}</news:title>`,
      `<news:keywords>${e(article.keywords.join(', '))}</news:keywords></news:news></url>`,
    ].join(''),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">',
    ...urls,
    '</urlset>\n',
  ].join('\n');
}

/** A tag URI (RFC 4151): stays the same whatever port the newsroom is served on. */
function idOf(outlet: DemoOutlet, path: string): string {
  return `tag:${outlet.domain},2015:${path}`;
}

function homeOf(origin: string, outlet: DemoOutlet): string {
  return `${origin}/${outlet.slug}/`;
}

function feedOf(origin: string, outlet: DemoOutlet): string {
  return `${origin}/${outlet.slug}/${channelFile(outlet)}`;
}
