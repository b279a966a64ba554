/**
 * An Indonesian regional portal: Open Graph only, the caption with the outlet's name above the text, promotions and
 * cross links as paragraphs between those of the article, and a trailer that invites to every messaging service.
 */
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
export function renderPortal(view: PageView): string {
  const { article, outlet } = view;
  const iso = isoWithOffset(view.publishedAt, view.offsetMinutes);
  const when = `${longDate(view.publishedAt, view.offsetMinutes, 'id')} - ${clockTime(view.publishedAt, view.offsetMinutes)} WIB`;
  const head = `${openGraph(view, iso)}
<link rel="alternate" type="application/rss+xml" href="${e(view.feedUrl)}">
<meta name="author" content="${e(article.byline.join(', ') || outlet.name)}">`;
  const image = article.image
    ? `<div class="featured-image"><img src="${e(view.imageUrl ?? '')}" alt="${e(article.image.caption)}"><p class="caption">${e(outlet.name.toUpperCase())} - ${e(article.image.caption)} (${e(article.image.credit)})</p></div>`
    : '';
  const body = `<header><a href="${e(view.homeUrl)}">${e(outlet.name)}</a><nav><a href="${e(view.homeUrl)}">Beranda</a> <a href="${e(view.homeUrl)}">Soloraya</a> <a href="${e(view.homeUrl)}">Jateng</a> <a href="${e(view.homeUrl)}">Internasional</a></nav></header>
<div class="container"><div class="breadcrumb"><a href="${e(view.homeUrl)}">Home</a> / ${e(article.section)}</div>
<h1 class="title-detail">${e(article.headline)}</h1>
${article.standfirst === null ? '' : `<div class="excerpt">${e(article.standfirst)}</div>`}
<div class="author-detail">Penulis: ${e(article.byline.join(', ') || 'Redaksi')} <span class="date">${e(when)}</span></div>
<div class="share-bar"><a href="#wa">WhatsApp</a> <a href="#fb">Facebook</a> <a href="#x">X</a> <a href="#copy">Salin tautan</a></div>
${image}
<div class="detail-content">
${paragraphsOf(view, (position) => between(view, position))}
${trailer(outlet.name)}
</div>
<div class="tags">Kata kunci: ${article.keywords.map((word) => `<a href="#tag">${e(word)}</a>`).join(' ')}</div>
<div class="comment-box"><h3>Komentar</h3><p>Jadilah yang pertama berkomentar di artikel ini.</p></div>
<div class="rekomendasi"><h3>Rekomendasi</h3>${listOf(view.related.slice(0, 5))}</div></div>
<footer><small>${e(disclaimer(view))} ${furniture.id.home}: ${e(view.city)}.</small></footer>`;
  return documentOf(view, head, body, '#0b6e4f');
}

function between(view: PageView, position: number): string {
  if (position === 0)
    return '\n<p><strong>Promosi</strong> <a href="#promo">Panen Raya Belanja Akhir Tahun, Ongkos Kirim Ditanggung</a></p>';
  const teaser = linkTo(view.related[position === 2 ? 0 : 1]);
  if ((position !== 2 && position !== 4) || teaser === '') return '';
  return `\n<p>Baca juga: ${teaser}</p>`;
}

function trailer(name: string): string {
  return `<p>Cek berita dan artikel yang lain di <a href="#gn">Google News</a></p>
<p>Simak kabar pilihan ${e(name)} di <a href="#wa">Saluran WhatsApp</a> dan gabung ke <a href="#tg">Grup Telegram</a> pembaca.</p>`;
}
