/**
 * The newsroom's HTML: seven page styles after the habits of real content systems, home pages, the front page that
 * lists the outlets, and pictures. Text is escaped everywhere; no page runs a script.
 */
import type { DemoOutlet, PageStyle } from './format.ts';
import { clockTime, escapeMarkup, longDate } from './markup.ts';
import { channelFile, outletPlaces } from './outlets.ts';
import { renderBlog } from './styles/blog.ts';
import { renderBroadsheet } from './styles/broadsheet.ts';
import { renderBusiness } from './styles/business.ts';
import { renderLegacy } from './styles/legacy.ts';
import { renderModern } from './styles/modern.ts';
import { renderPortal } from './styles/portal.ts';
import { renderWire } from './styles/wire.ts';
import type { Piece } from './timeline.ts';
import type { PageView } from './view.ts';

const styles: Record<PageStyle, (view: PageView) => string> = {
  wire: renderWire,
  portal: renderPortal,
  modern: renderModern,
  legacy: renderLegacy,
  broadsheet: renderBroadsheet,
  blog: renderBlog,
  business: renderBusiness,
};

const e = escapeMarkup;

/** The page of one piece. `others` are pieces of the outlet, newest first; `origin` has no slash at the end. */
export function renderArticle(
  outlet: DemoOutlet,
  piece: Piece,
  others: readonly Piece[],
  origin: string,
): string {
  const { article } = piece;
  return styles[outlet.style]({
    outlet,
    article,
    url: origin + piece.path,
    homeUrl: `${origin}/${outlet.slug}/`,
    feedUrl: `${origin}/${outlet.slug}/${channelFile(outlet)}`,
    imageUrl: article.image ? `${origin}${imagePath(outlet, article.image.file)}` : null,
    publishedAt: piece.publishedAt,
    ...outletPlaces[outlet.slug],
    related: others
      .filter((other) => other.article.slug !== article.slug && other.article.language === article.language)
      .map((other) => ({ headline: other.article.headline, url: origin + other.path })),
  });
}

/** The outlet's home page with its newest headlines and a link to its channel. */
export function renderHome(outlet: DemoOutlet, pieces: readonly Piece[], origin: string): string {
  const { offsetMinutes, city } = outletPlaces[outlet.slug];
  const items = pieces.map(({ article, path, publishedAt }) => {
    const time = `${longDate(publishedAt, offsetMinutes, article.language)}, ${clockTime(publishedAt, offsetMinutes)}`;
    const standfirst = article.standfirst === null ? '' : `<p>${e(article.standfirst)}</p>`;
    return `<li lang="${article.language}"><a href="${e(origin + path)}">${e(article.headline)}</a> <time datetime="${publishedAt.toISOString()}">${e(time)}</time>${standfirst}</li>`;
  });
  const types = {
    ATOM: 'application/atom+xml',
    JSON_FEED: 'application/feed+json',
    NEWS_SITEMAP: 'application/xml',
  } as Record<string, string>;
  const type = types[outlet.channel] ?? 'application/rss+xml';
  const rel = outlet.channel === 'NEWS_SITEMAP' ? 'sitemap' : 'alternate';
  const href = `${origin}/${outlet.slug}/${channelFile(outlet)}`;
  const head = `<link rel="${rel}" type="${type}" title="${e(outlet.name)}" href="${e(href)}">`;
  const body = `<header><h1>${e(outlet.name)}</h1><p>${e(city)}</p></header><main><ul>${items.join('\n')}</ul></main>`;
  return plainPage(outlet.languages[0] ?? 'en', outlet.name, head, body);
}

/** The newsroom's front page: the outlets, and that they are a demo. */
export function renderIndex(outlets: readonly DemoOutlet[], origin: string): string {
  const rows = outlets.map((outlet) => {
    const home = `${origin}/${outlet.slug}/`;
    const { city } = outletPlaces[outlet.slug];
    return `<li><a href="${e(home)}">${e(outlet.name)}</a>, ${e(city)} (<a href="${e(home + channelFile(outlet))}">${outlet.channel}</a>)</li>`;
  });
  const intro =
    'Seven outlets that do not exist, replaying a week of public record for anyone who tries Kabar.';
  return plainPage(
    'en',
    'Demo newsroom',
    '',
    `<h1>Demo newsroom</h1><p>${intro}</p><ul>${rows.join('\n')}</ul>`,
  );
}

/** Path of a picture. Pictures are drawings, whatever file name the article gives. */
export function imagePath(outlet: Pick<DemoOutlet, 'slug'>, file: string): string {
  return `/${outlet.slug}/images/${file.replace(/\.[a-z]+$/u, '')}.svg`;
}

/** A drawing to stand for a photograph: two hues taken from its name. */
export function renderImage(name: string): string {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  const [sky, land] = [`hsl(${hash} 45% 70%)`, `hsl(${(hash + 150) % 360} 35% 35%)`];
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675" viewBox="0 0 1200 675">',
    `<rect width="1200" height="675" fill="${sky}"/><circle cx="${200 + hash * 2}" cy="210" r="80" fill="#fff8"/>`,
    `<path d="M0 480 L300 ${330 + (hash % 90)} L620 470 L900 ${300 + (hash % 120)} L1200 450 V675 H0 Z" fill="${land}"/>`,
    '<text x="40" y="640" font-family="sans-serif" font-size="28" fill="#fff">Demo picture</text></svg>\n',
  ].join('');
}

function plainPage(language: string, title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${e(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}
<style>body{margin:0 auto;max-width:46rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif}time{color:#666;font-size:.85em}</style></head>
<body>${body}<footer><hr><p>Demo newsroom: not a real outlet. Written for Kabar.</p></footer></body></html>
`;
}
