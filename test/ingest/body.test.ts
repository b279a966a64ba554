import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src/ingest/blockContext.ts';
import { textBlock } from '../../src/ingest/blockHtml.ts';
import { segment } from '../../src/ingest/blocks.ts';
import { decodeBody } from '../../src/ingest/decodeBody.ts';
import { extractPage } from '../../src/ingest/page.ts';
import { removeSelected, selectElements } from '../../src/ingest/selectors.ts';
import { parseHtml } from '../../src/ingest/tree.ts';

const sentences = [
  'Warga desa membangun kembali jembatan yang hanyut terbawa banjir pada awal pekan ini.',
  'Kepala desa mengatakan pekerjaan itu akan selesai sebelum musim tanam tiba, sekitar dua bulan lagi.',
  'Pemerintah kabupaten menyediakan kayu dan semen, sedangkan tenaga datang dari lima dusun di sekitar sungai.',
  'Jembatan lama roboh pada Senin malam setelah hujan deras mengguyur kawasan hulu selama enam jam.',
  'Tidak ada korban jiwa, tetapi dua ratus siswa harus memutar sejauh sembilan kilometer untuk bersekolah.',
  'Para petani berharap jalan ke pasar segera terbuka karena panen cabai tidak dapat menunggu lebih lama.',
];
const prose = sentences.map((sentence) => `<p>${sentence}</p>`).join('\n');
const pageOf = (body: string) =>
  `<html lang="id"><head><title>Jembatan Desa Dibangun Lagi</title></head><body><header><nav><a href="/">Beranda</a> <a href="/b">Berita</a></nav></header><article><h1>Jembatan Desa Dibangun Lagi</h1>${body}</article><footer><p>Hak cipta Suarakota</p></footer></body></html>`;
const extract = (html: string, source = {}) => extractPage(html, { url: 'https://a.example/x', ...source });
const body = (inner: string) =>
  extract(pageOf(`<div class="article-body">${inner}</div>`)).text.split('\n\n');

describe('the body of a page', () => {
  it('is the paragraphs of the article, each a block of text and HTML', () => {
    const { blocks, text } = extract(pageOf(`<div class="article-body">${prose}</div>`));
    expect(text.split('\n\n')).toEqual(sentences);
    expect(blocks).toEqual(sentences.map((sentence) => ({ text: sentence, html: `<p>${sentence}</p>` })));
  });

  it('leaves readers’ comments out, however much they look like prose', () => {
    const comments = `<section id="comments"><div class="comment"><p>${sentences[1]?.replace('Kepala desa', 'Pak lurah')}</p></div><div class="comment"><p>Saya setuju, semoga jembatan itu cepat selesai dan tidak hanyut lagi tahun depan.</p></div></section>`;
    const { text } = extract(pageOf(`<div class="article-body">${prose}</div>${comments}`));
    expect(text.split('\n\n')).toEqual(sentences);
  });

  it('is read although the whole article stands in a container named after comments', () => {
    const html = pageOf(`<div class="article-body">${prose}</div>`).replace(
      '<article>',
      '<article class="has comments">',
    );
    expect(extract(html).text.split('\n\n')).toEqual(sentences);
  });

  it('leaves consent dialogs and captions out', () => {
    const dialog = `<div class="cookie-consent"><p>Kami dan mitra kami menyimpan informasi pada perangkat Anda, seperti pengenal unik, untuk memproses data pribadi.</p></div>`;
    const figure =
      '<figure><img src="a.jpg"><figcaption>Warga memikul kayu di tepi sungai, Selasa pagi.</figcaption></figure>';
    expect(body(figure + prose + dialog)).toEqual(sentences);
  });

  it('is not doubled where the page carries it twice', () => {
    const long = `<p>${sentences.join(' ')}</p>`;
    const { text } = extract(
      pageOf(`<div class="article-body">${long}${prose}</div><div class="article-body print">${long}</div>`),
    );
    expect(text.split(sentences.join(' '))).toHaveLength(2);
  });

  it('keeps a table of data whole when a third of its cells are kept, and drops it whole otherwise', () => {
    const cells = ['Dusun', 'Keluarga', 'Kali Wungu', '120', 'Karang Anyar', '95'];
    const html = `<table>${[0, 2, 4].map((i) => `<tr><td>${cells[i]}</td><td>${cells[i + 1]}</td></tr>`).join('')}</table>`;
    const context = contextOf(segment(parseHtml(html)), { headline: '', description: '', articleBody: '' });
    const keeping = (count: number) =>
      decodeBody(
        context,
        cells.map((_, i) => (i < count ? 0.9 : 0.1)),
      ).map((paragraph) => textBlock(paragraph));
    expect(keeping(2)).toEqual([]);
    expect(keeping(3)).toEqual([
      {
        text: 'Dusun Keluarga Kali Wungu 120 Karang Anyar 95',
        html: '<table><tr><td>Dusun</td> <td>Keluarga</td></tr> <tr><td>Kali Wungu</td> <td>120</td></tr> <tr><td>Karang Anyar</td> <td>95</td></tr></table>',
      },
    ]);
  });

  it('is the same for the same page, whatever was read before', () => {
    const html = pageOf(`<div class="article-body">${prose}</div>`);
    const first = extract(html);
    extract('<p>Another page</p>');
    expect(extract(html)).toEqual(first);
  });
});

describe("an outlet's own selectors", () => {
  const html = pageOf(
    `<div class="odd-1">${prose}<p class="spons">Panen raya belanja akhir tahun di toko kami.</p></div><div class="odd-2"><p>Kotak di samping.</p></div>`,
  );

  it('say what is the body', () => {
    expect(extract(html, { selectors: { body: '.odd-2' } }).text).toBe('Kotak di samping.');
  });

  it('say what is removed', () => {
    const { text } = extract(html, { selectors: { body: '.odd-1', remove: ['.spons', 'p:first-of-type'] } });
    expect(text.split('\n\n')).toEqual(sentences.slice(1));
  });

  it('are ignored when they do not parse or find nothing', () => {
    const plain = extract(html).text;
    for (const selector of ['p[', '::', ':nope(1)', '.absent', ''])
      expect(extract(html, { selectors: { body: selector, remove: [selector] } }).text).toBe(plain);
    expect(selectElements(parseHtml(html), '><')).toEqual([]);
    expect(() => removeSelected(parseHtml(html), ['p[', '.spons'])).not.toThrow();
  });
});

describe('pages made to hurt', () => {
  const hostile: Record<string, string> = {
    'a text of 200,000 links': `<p>${'<a href="/x">y</a> '.repeat(200_000)}`,
    '100,000 rows of a table': `<table>${'<tr><td>x<td>y'.repeat(100_000)}`,
    '100,000 siblings': '<p>A sentence, of some length.</p>'.repeat(100_000),
    '100,000 nested tags': '<div>a word '.repeat(100_000),
    'a megabyte of spaces': `<p>${'\u00a0'.repeat(1_000_000)}x</p>`,
    'two megabytes of brackets': '<'.repeat(2_000_000),
  };
  for (const [name, html] of Object.entries(hostile))
    it(`are read all the same: ${name}`, { timeout: 30_000 }, () => {
      expect(() => extract(html)).not.toThrow();
    });
});
