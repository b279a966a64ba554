/** A newspaper on blog software: hAtom classes and microdata, an author box, share buttons inside the content. */
import { clockTime, escapeMarkup as e, isoWithOffset, longDate } from '../markup.ts';
import { disclaimer, documentOf, linkTo, listOf, type PageView, paragraphsOf } from '../view.ts';

/** The page. */
export function renderBlog(view: PageView): string {
  const { article, outlet } = view;
  const iso = isoWithOffset(view.publishedAt, view.offsetMinutes);
  const when = `${longDate(view.publishedAt, view.offsetMinutes, 'en')} ${clockTime(view.publishedAt, view.offsetMinutes)}`;
  const author = article.byline.join(', ') || 'Courier staff';
  const head = `<link rel="alternate" type="application/atom+xml" title="${e(outlet.name)}" href="${e(view.feedUrl)}">
<meta name="generator" content="WordPress 4.3">`;
  const image = article.image
    ? `<div class="wp-caption aligncenter"><img itemprop="image" class="wp-post-image" src="${e(view.imageUrl ?? '')}" alt=""><p class="wp-caption-text">${e(article.image.caption)} | ${e(article.image.credit)}</p></div>`
    : '';
  const body = `<div id="page" class="hfeed site"><header id="masthead"><p class="site-title"><a href="${e(view.homeUrl)}">${e(outlet.name)}</a></p><p class="site-description">News from the harbour city</p></header>
<div id="primary"><main id="main"><article class="post hentry" itemscope itemtype="https://schema.org/NewsArticle">
<header class="entry-header"><h1 class="entry-title" itemprop="headline">${e(article.headline)}</h1>
<div class="entry-meta">Posted on <time class="entry-date published" itemprop="datePublished" datetime="${iso}">${e(when)}</time> by <span class="author vcard" itemprop="author">${e(author)}</span></div></header>
<div class="entry-content" itemprop="articleBody">
${image}
${paragraphsOf(view, (position) => between(view, position))}
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#tw">Twitter</a></li><li><a href="#fb">Facebook</a></li><li><a href="#em">Email</a></li></ul></div>
</div>
<footer class="entry-footer">Posted in <a rel="category" href="#c">${e(article.section)}</a> | Tagged ${article.keywords.map((word) => `<a rel="tag" href="#t">${e(word)}</a>`).join(', ')}</footer>
<div class="author-box"><h4>About ${e(author)}</h4><p>${e(author)} writes for the ${e(outlet.name)} from ${e(view.city)}.</p></div>
</article>
<div id="comments"><h2>One thought on this story</h2><ol class="comment-list"><li><cite>Bazza</cite> says: <p>Fair enough, but what does it mean for us?</p></li></ol><p>Leave a reply</p></div></main></div>
<div id="secondary" class="widget-area"><aside class="widget"><h2>Recent posts</h2>${listOf(view.related.slice(0, 5))}</aside></div>
<footer id="colophon"><small>${e(disclaimer(view))}</small></footer></div>`;
  return documentOf(view, head, body, '#00727f');
}

function between(view: PageView, position: number): string {
  const teaser = linkTo(view.related[1] ?? view.related[0]);
  return position === 1 && teaser !== '' ? `\n<p><em>Read more: ${teaser}</em></p>` : '';
}
