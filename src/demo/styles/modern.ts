/** A digital native's page: a JSON-LD graph, sections of paragraphs, a newsletter box and cards between them. */
import { clockTime, escapeMarkup as e, isoWithOffset, longDate, scriptJson } from '../markup.ts';
import { disclaimer, documentOf, furniture, linkTo, listOf, type PageView, paragraphsOf } from '../view.ts';

/** The page. */
export function renderModern(view: PageView): string {
  const { article, outlet } = view;
  const words = furniture[article.language];
  const when = `${longDate(view.publishedAt, view.offsetMinutes, article.language)}, ${clockTime(view.publishedAt, view.offsetMinutes, '.')} WIB`;
  const head = `<script type="application/ld+json">${scriptJson(graphOf(view))}</script>
<link rel="alternate" type="application/atom+xml" href="${e(view.feedUrl)}">
<meta name="description" content="${e(article.standfirst ?? article.headline)}">`;
  const figure = article.image
    ? `<figure class="Hero"><img src="${e(view.imageUrl ?? '')}" alt=""><figcaption>${e(article.image.caption)} <cite>Foto: ${e(article.image.credit)}</cite></figcaption></figure>`
    : '';
  const body = `<div id="app"><header class="TopBar"><a href="${e(view.homeUrl)}">${e(outlet.name)}</a></header>
<main><article class="Article"><div class="Article-kicker">${e(article.section)}</div>
<h1>${e(article.headline)}</h1>
${article.standfirst === null ? '' : `<p class="Article-lede">${e(article.standfirst)}</p>`}
<div class="Byline">Oleh <span>${e(article.byline.join(' dan ') || outlet.name)}</span> · <time datetime="${isoWithOffset(view.publishedAt, view.offsetMinutes)}">${e(when)}</time> · 3 menit baca</div>
${figure}
<div class="Article-body">
${paragraphsOf(view, (position) => between(view, position))}
</div>
<ul class="TagList">${article.keywords.map((word) => `<li><a href="#t">${e(word)}</a></li>`).join('')}</ul>
</article>
<section class="ShareRow"><span>${words.share}:</span> <a href="#wa">WhatsApp</a> <a href="#x">X</a></section>
<aside class="MoreStories"><h2>${words.related}</h2>${listOf(view.related.slice(0, 4))}</aside></main>
<footer><small>${e(disclaimer(view))}</small></footer></div>`;
  return documentOf(view, head, body, '#5b2a86');
}

function between(view: PageView, position: number): string {
  const words = furniture[view.article.language];
  if (position === 1)
    return `\n<div class="NewsletterBox"><p>${words.newsletter}</p><form><input type="email" placeholder="nama@contoh.id"><button type="button">${words.subscribe}</button></form></div>`;
  const teaser = linkTo(view.related[0]);
  return position === 3 && teaser !== ''
    ? `\n<div class="InlineCard"><span>${words.readMore}</span> ${teaser}</div>`
    : '';
}

function graphOf(view: PageView): unknown {
  const { article, outlet } = view;
  const published = isoWithOffset(view.publishedAt, view.offsetMinutes);
  const publisherId = `${view.homeUrl}#organization`;
  const newsArticle = {
    '@type': 'NewsArticle',
    '@id': `${view.url}#article`,
    mainEntityOfPage: { '@type': 'WebPage', '@id': view.url },
    headline: article.headline,
    ...(article.standfirst === null ? {} : { description: article.standfirst }),
    datePublished: published,
    dateModified: published,
    inLanguage: article.language,
    articleSection: article.section,
    keywords: article.keywords,
    author: article.byline.map((name) => ({ '@type': 'Person', name })),
    publisher: { '@id': publisherId },
    ...(view.imageUrl === null
      ? {}
      : { image: { '@type': 'ImageObject', url: view.imageUrl, caption: article.image?.caption } }),
    isAccessibleForFree: true,
  };
  const organization = {
    '@type': 'NewsMediaOrganization',
    '@id': publisherId,
    name: outlet.name,
    url: view.homeUrl,
  };
  const breadcrumbs = {
    '@type': 'BreadcrumbList',
    itemListElement: [{ '@type': 'ListItem', position: 1, name: article.section, item: view.homeUrl }],
  };
  return { '@context': 'https://schema.org', '@graph': [organization, breadcrumbs, newsArticle] };
}
