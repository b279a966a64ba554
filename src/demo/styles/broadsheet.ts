/** A London broadsheet: consent banner in front of everything, one JSON-LD article, related links inside the text. */
import { clockTime, escapeMarkup as e, isoWithOffset, longDate, scriptJson } from '../markup.ts';
import { disclaimer, documentOf, linkTo, listOf, openGraph, type PageView, paragraphsOf } from '../view.ts';

/** The page. */
export function renderBroadsheet(view: PageView): string {
  const { article, outlet } = view;
  const iso = isoWithOffset(view.publishedAt, view.offsetMinutes);
  const when = `${longDate(view.publishedAt, view.offsetMinutes, 'en')} ${clockTime(view.publishedAt, view.offsetMinutes, '.')} GMT`;
  const head = `${openGraph(view, null)}
<script type="application/ld+json">${scriptJson(ldOf(view, iso))}</script>
<link rel="alternate" type="application/rss+xml" href="${e(view.feedUrl)}">`;
  const figure = article.image
    ? `<figure itemprop="associatedMedia"><picture><img src="${e(view.imageUrl ?? '')}" alt="${e(article.image.caption)}"></picture><figcaption><span>${e(article.image.caption)}</span> <span>Photograph: ${e(article.image.credit)}</span></figcaption></figure>`
    : '';
  const body = `<div id="consent-banner" role="dialog" aria-label="Privacy"><h2>Your privacy matters to us</h2><p>We and our partners use cookies to measure our audience and to show you personalised advertising. You can change your choice at any time.</p><button type="button">Yes, I'm happy</button> <button type="button">No, thank you</button></div>
<header><a class="masthead" href="${e(view.homeUrl)}">${e(outlet.name)}</a></header>
<main><article class="content--article"><div class="content__labels">${e(article.section)}</div>
<h1 class="content__headline">${e(article.headline)}</h1>
${article.standfirst === null ? '' : `<div class="content__standfirst"><p>${e(article.standfirst)}</p></div>`}
<div class="content__meta"><p class="byline">${e(article.byline.join(' and ') || outlet.name)}</p><time datetime="${iso}">${e(when)}</time><p class="shares">214 shares</p></div>
${figure}
<div class="content__article-body">
${paragraphsOf(view, (position) => between(view, position))}
</div>
<div class="submeta"><span>Topics</span><ul>${article.keywords.map((word) => `<li><a href="#t">${e(word)}</a></li>`).join('')}</ul></div>
</article>
<section class="most-viewed"><h2>Most viewed</h2>${listOf(view.related.slice(0, 6))}</section>
<section class="discussion"><h2>Comments (3)</h2><div class="d-comment"><b>OldSalt47</b><p>Wake me when somebody has an actual plan.</p></div><div class="d-comment"><b>petra_w</b><p>Good piece. More of this and less of the horse race, please.</p></div></section></main>
<footer><p>Support independent journalism from £5 a month.</p><small>${e(disclaimer(view))}</small></footer>`;
  return documentOf(view, head, body, '#052962');
}

function between(view: PageView, position: number): string {
  if (position === 2 && view.related.length > 0)
    return `\n<aside class="element-rich-link"><p>Related: ${linkTo(view.related[0])}</p></aside>`;
  return position === 4 ? '\n<div class="ad-slot"><p>Advertisement</p></div>' : '';
}

function ldOf(view: PageView, published: string): unknown {
  const { article, outlet } = view;
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    url: view.url,
    headline: article.headline,
    ...(article.standfirst === null ? {} : { description: article.standfirst }),
    datePublished: published,
    author: article.byline.map((name) => ({ '@type': 'Person', name })),
    publisher: { '@type': 'Organization', name: outlet.name },
    ...(view.imageUrl === null ? {} : { image: [view.imageUrl] }),
  };
}
