/** A news agency's plain page: Dublin Core metadata, a slug line, the text, an editor's line at the end. */
import { clockTime, escapeMarkup as e, isoWithOffset, longDate } from '../markup.ts';
import {
  disclaimer,
  documentOf,
  furniture,
  listOf,
  openGraph,
  type PageView,
  paragraphsOf,
} from '../view.ts';

/** The page. */
export function renderWire(view: PageView): string {
  const { article, outlet } = view;
  const words = furniture[article.language];
  const iso = isoWithOffset(view.publishedAt, view.offsetMinutes);
  const head = [
    `<meta name="DC.title" content="${e(article.headline)}">`,
    `<meta name="DC.date.issued" content="${iso}">`,
    `<meta name="DC.language" content="${article.language}">`,
    `<meta name="DC.publisher" content="${e(outlet.name)}">`,
    `<meta name="keywords" content="${e(article.keywords.join(', '))}">`,
    `<link rel="alternate" type="application/feed+json" href="${e(view.feedUrl)}">`,
    openGraph(view, null),
  ].join('\n');
  const when = `${longDate(view.publishedAt, view.offsetMinutes, article.language)} ${clockTime(view.publishedAt, view.offsetMinutes)} GMT`;
  const photo = article.image
    ? `<div class="wire-photo"><img src="${e(view.imageUrl ?? '')}" alt=""><p class="wire-caption">${e(article.image.caption)} <span class="wire-credit">${e(article.image.credit)}</span></p></div>`
    : '';
  const body = `<header class="wire-top"><a href="${e(view.homeUrl)}">${e(outlet.name)}</a> | ${e(article.section)}</header>
<main id="item"><h1 class="wire-head">${e(article.headline)}</h1>
<p class="wire-meta"><time datetime="${iso}">${e(when)}</time> | ${e(article.keywords.join(' '))}</p>
${photo}
<div class="wire-body">
${paragraphsOf(view)}
</div>
<p class="wire-end">(c) ${e(outlet.name)}. ${article.language === 'id' ? 'Untuk pelanggan. Dilarang menyiarkan ulang tanpa izin.' : 'For subscribers. No redistribution without permission.'}</p>
</main>
<aside class="wire-more"><h2>${words.latest}</h2>${listOf(view.related.slice(0, 6))}</aside>
<footer><small>${e(disclaimer(view))}</small></footer>`;
  return documentOf(view, head, body, '#b3261e');
}
