/**
 * A page of twenty years ago: layout in tables, paragraphs parted by double line breaks, no metadata beyond title and
 * canonical link, and the date nowhere but in the text ("Jumat, 27 November 2015 | 19:15 WIB").
 */
import { clockTime, escapeMarkup as e, longDate } from '../markup.ts';
import { disclaimer, documentOf, linkTo, listOf, type PageView } from '../view.ts';

/** The page. */
export function renderLegacy(view: PageView): string {
  const { article, outlet } = view;
  const when = `${longDate(view.publishedAt, view.offsetMinutes, 'id')} | ${clockTime(view.publishedAt, view.offsetMinutes)} WIB`;
  const head = `<meta name="description" content="${e(article.standfirst ?? article.headline)}">`;
  const photo = article.image
    ? `<table class="foto" align="left" width="310"><tr><td><img src="${e(view.imageUrl ?? '')}" width="300"></td></tr><tr><td class="ketfoto"><small>${e(article.image.caption)}. FOTO: ${e(article.image.credit)}</small></td></tr></table>`
    : '';
  const body = `<table width="100%"><tr><td colspan="2" class="kop"><font size="6"><b>${e(outlet.name)}</b></font><br><a href="${e(view.homeUrl)}">Halaman Depan</a> | <a href="${e(view.homeUrl)}">Surabaya</a> | <a href="${e(view.homeUrl)}">Nasional</a> | <a href="${e(view.homeUrl)}">Dunia</a></td></tr>
<tr><td valign="top" class="isi"><span class="rubrik">${e(article.section)}</span><br>
<h1 class="judul">${e(article.headline)}</h1>
${article.standfirst === null ? '' : `<b class="subjudul">${e(article.standfirst)}</b><br>`}
<span class="tgl">${e(when)}</span><br>
<span class="penulis">${e(article.byline.length === 0 ? 'Redaksi' : article.byline.join(', '))}</span>
<hr>${photo}
<div class="teks">
${textOf(view)}
</div>
<p align="right"><a href="#cetak">Cetak</a> | <a href="#kirim">Kirim ke teman</a></p></td>
<td valign="top" width="160" class="kanan"><b>Berita Lainnya</b>${listOf(view.related.slice(0, 8))}<b>Iklan Baris</b><br>DIJUAL sepeda motor bekas, surat lengkap, hubungi loket iklan.</td></tr>
<tr><td colspan="2" class="kaki"><small>${e(disclaimer(view))}</small></td></tr></table>`;
  return documentOf(view, head, body, '#1d3f8a');
}

function textOf(view: PageView): string {
  const teaser = linkTo(view.related[0]);
  const middle = Math.floor(view.article.paragraphs.length / 2);
  const lines = view.article.paragraphs.map((paragraph, position) =>
    position === middle && teaser !== ''
      ? `<b>BACA JUGA: ${teaser}</b><br><br>\n${e(paragraph)}`
      : e(paragraph),
  );
  return lines.join('<br><br>\n');
}
