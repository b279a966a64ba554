/** A business magazine: Open Graph alone, key points above the text, a market strip, sign-up boxes, a paywall's teaser. */
import { clockTime, escapeMarkup as e, isoWithOffset, longDate } from '../markup.ts';
import {
  disclaimer,
  documentOf,
  furniture,
  linkTo,
  listOf,
  openGraph,
  type PageView,
  paragraphsOf,
} from '../view.ts';

/** The page. */
export function renderBusiness(view: PageView): string {
  const { article, outlet } = view;
  const iso = isoWithOffset(view.publishedAt, view.offsetMinutes);
  const when = `${longDate(view.publishedAt, view.offsetMinutes, 'en')}, ${clockTime(view.publishedAt, view.offsetMinutes)} EST`;
  const head = `${openGraph(view, iso)}
${article.byline.map((name) => `<meta property="article:author" content="${e(name)}">`).join('\n')}
<link rel="alternate" type="application/feed+json" href="${e(view.feedUrl)}">`;
  const figure = article.image
    ? `<figure class="lead-art"><img src="${e(view.imageUrl ?? '')}" alt=""><figcaption class="lead-art__caption">${e(article.image.caption)} <span class="lead-art__credit">${e(article.image.credit)}</span></figcaption></figure>`
    : '';
  const body = `<div class="ticker"><span>DJIA 17,792.68 -0.12%</span> <span>S&amp;P 500 2,089.41 +0.02%</span> <span>Brent 44.61 -1.9%</span></div>
<header><a href="${e(view.homeUrl)}">${e(outlet.name)}</a> <nav><a href="${e(view.homeUrl)}">Markets</a> <a href="${e(view.homeUrl)}">Deals</a> <a href="${e(view.homeUrl)}">Policy</a></nav></header>
<main class="story"><p class="eyebrow">${e(article.section)}</p><h1 class="story__hed">${e(article.headline)}</h1>
${article.standfirst === null ? '' : `<h2 class="story__dek">${e(article.standfirst)}</h2>`}
<div class="story__byline">By ${e(article.byline.join(' and ') || outlet.name)}</div><div class="story__timestamp">${e(when)}</div>
<div class="tools"><button type="button">Gift this article</button> <button type="button">Save</button> <button type="button">Listen, 4 min</button></div>
${figure}
<section class="story__body">
${paragraphsOf(view, (position) => between(view, position))}
</section>
<p class="correction-line">Write to the editors at letters@${e(outlet.domain)}</p></main>
<aside class="recirc"><h3>What to read next</h3>${listOf(view.related.slice(0, 4))}</aside>
<footer><small>${e(disclaimer(view))}</small></footer>`;
  return documentOf(view, head, body, '#7a1f3d');
}

function between(view: PageView, position: number): string {
  if (position === 1)
    return `\n<div class="newsletter-promo"><h4>The Ledger at Dawn</h4><p>${furniture.en.newsletter}</p><button type="button">${furniture.en.subscribe}</button></div>`;
  const teaser = linkTo(view.related[0]);
  return position === 3 && teaser !== '' ? `\n<p class="inline-link">READ MORE: ${teaser}</p>` : '';
}
