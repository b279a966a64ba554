/** What every page style is given, and the furniture the styles share: head, footer, words in the page's language. */
import type { DemoArticle, DemoOutlet } from './format.ts';
import { escapeMarkup } from './markup.ts';

export interface Teaser {
  headline: string;
  url: string;
}

export interface PageView {
  outlet: DemoOutlet;
  article: DemoArticle;
  /** The page's own address. */
  url: string;
  homeUrl: string;
  feedUrl: string;
  imageUrl: string | null;
  publishedAt: Date;
  offsetMinutes: number;
  city: string;
  /** Other pieces of the outlet, newest first; may be empty. */
  related: readonly Teaser[];
}

/** Words of the page's furniture, which is in the article's language. */
export const furniture = {
  id: {
    readMore: 'Baca juga',
    related: 'Berita Terkait',
    latest: 'Berita Terbaru',
    share: 'Bagikan',
    comments: 'Komentar',
    tags: 'Topik',
    newsletter: 'Berlangganan buletin pagi kami. Gratis, setiap hari pukul 06.00.',
    subscribe: 'Daftar',
    demo: 'Ruang redaksi demo: bukan media sungguhan. Situs ini ditulis untuk Kabar.',
    invented: 'Berita lokal ini beserta orang-orang di dalamnya adalah rekaan.',
    home: 'Beranda',
  },
  en: {
    readMore: 'Read more',
    related: 'Related stories',
    latest: 'Latest news',
    share: 'Share',
    comments: 'Comments',
    tags: 'Tags',
    newsletter: 'Sign up for our morning briefing. Free, every day at 6am.',
    subscribe: 'Sign up',
    demo: 'This site was written for Kabar.',
    invented: 'This local story and the people in it are invented.',
    home: 'Home',
  },
} as const;

const e = escapeMarkup;

/** A whole document around a head (metadata of the style) and a body. */
export function documentOf(view: PageView, head: string, body: string, accent: string): string {
  const { article, outlet } = view;
  return [
    '<!doctype html>',
    `<html lang="${article.language}"><head><meta charset="utf-8">`,
    `<title>${e(article.headline)} - ${e(outlet.name)}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<link rel="canonical" href="${e(view.url)}">`,
    head,
    `<style>${styleSheet(accent)}</style></head>`,
    `<body>${body}\n</body></html>\n`,
  ].join('\n');
}

/** Open Graph metadata of an article (https://ogp.me), the time left out where a style prints none. */
export function openGraph(view: PageView, publishedIso: string | null): string {
  const { article, outlet } = view;
  const pairs: [string, string | null][] = [
    ['og:type', 'article'],
    ['og:site_name', outlet.name],
    ['og:title', article.headline],
    ['og:description', article.standfirst],
    ['og:url', view.url],
    ['og:image', view.imageUrl],
    ['og:locale', article.language === 'id' ? 'id_ID' : 'en_GB'],
    ['article:published_time', publishedIso],
    ['article:section', publishedIso === null ? null : article.section],
  ];
  return pairs
    .filter(([, content]) => content !== null)
    .map(([property, content]) => `<meta property="${property}" content="${e(content ?? '')}">`)
    .join('\n');
}

/** Paragraphs as `<p>`, with what `after` gives for a position put behind that paragraph. */
export function paragraphsOf(view: PageView, after: (position: number) => string = () => ''): string {
  return view.article.paragraphs
    .map((paragraph, position) => `<p>${e(paragraph)}</p>${after(position)}`)
    .join('\n');
}

/** A link to another piece, or nothing when there is no such piece. */
export function linkTo(teaser: Teaser | undefined): string {
  return teaser ? `<a href="${e(teaser.url)}">${e(teaser.headline)}</a>` : '';
}

/** A list of links. */
export function listOf(teasers: readonly Teaser[]): string {
  return `<ul>${teasers.map((teaser) => `<li>${linkTo(teaser)}</li>`).join('')}</ul>`;
}

/** The last words of every page: that nothing of this is a real outlet, and what of it is invented. */
export function disclaimer(view: PageView): string {
  const words = furniture[view.article.language];
  const invented = view.article.invented ? ` ${words.invented}` : '';
  return `Demo newsroom: not a real outlet. ${words.demo}${invented}`;
}

function styleSheet(accent: string): string {
  return [
    'body{margin:0 auto;max-width:46rem;padding:0 1rem;font:1.05rem/1.6 Georgia,serif;color:#1c1c1c;background:#fdfdfb}',
    `h1{line-height:1.2}a{color:${accent}}header,footer,nav,aside,form,figcaption,small{font-family:system-ui,sans-serif;font-size:.85rem}`,
    `header{border-bottom:3px solid ${accent};padding:1rem 0}footer{border-top:1px solid #ccc;margin-top:2rem;padding:1rem 0;color:#555}`,
    'figure{margin:1rem 0}img{max-width:100%;height:auto}ul{padding-left:1.2rem}table{border-collapse:collapse}',
  ].join('');
}
