import { describe, expect, it } from 'vitest';
import { imageSize } from '../../src/ingest/imageSize.ts';
import { extractPage } from '../../src/ingest/page.ts';

const read = (head: string) =>
  extractPage(
    `<html><head><title>Sungai meluap di Sragen - Koran Kita</title>${head}</head>
     <body><article><h1>Sungai meluap di Sragen</h1><p>${'Air naik sampai ke jalan desa. '.repeat(20)}</p></article></body></html>`,
    { url: 'https://koran.example/berita/1', outletName: 'Koran Kita' },
  );
const ld = (node: object) => `<script type="application/ld+json">${JSON.stringify(node)}</script>`;
const article = { '@type': 'NewsArticle', headline: 'Sungai meluap di Sragen', datePublished: '2015-11-27' };

describe('alternativeHeadline', () => {
  const of = (head: string) => read(head).alternativeHeadline;

  it('is the one of the structured data, else the one for social networks', () => {
    expect(of(ld({ ...article, alternativeHeadline: 'Warga Sragen mengungsi' }))).toBe(
      'Warga Sragen mengungsi',
    );
    expect(of('<meta property="og:title" content="Kami menyelamatkan kambing dulu - Koran Kita">')).toBe(
      'Kami menyelamatkan kambing dulu',
    );
  });

  it('is none where it says the same, in whole or in part', () => {
    for (const title of [
      'Sungai meluap di Sragen',
      'SUNGAI MELUAP DI SRAGEN | Koran Kita',
      'Sungai meluap di…',
      'Koran Kita',
      '',
      'Foto: Sungai meluap di Sragen',
    ])
      expect(of(`<meta property="og:title" content="${title}">`), title).toBeNull();
    expect(of(`<meta property="og:title" content="${'x'.repeat(5000)}">`)).toBeNull();
    expect(of('')).toBeNull();
  });
});

describe('schemaTypes', () => {
  it('are those of the article, without their prefix', () => {
    expect(
      read(ld({ ...article, '@type': ['https://schema.org/OpinionNewsArticle', 'schema:NewsArticle', 7] }))
        .schemaTypes,
    ).toEqual(['OpinionNewsArticle', 'NewsArticle']);
    expect(read('').schemaTypes).toEqual([]);
  });
});

describe('the size of the image', () => {
  const url = 'https://koran.example/foto.jpg';

  it('is told by the structured data, or by the metas of that image', () => {
    const image = {
      '@type': 'ImageObject',
      url,
      width: '1200px',
      height: { '@type': 'QuantitativeValue', value: 800 },
    };
    expect(read(ld({ ...article, image })).image).toEqual({
      url,
      width: 1200,
      height: 800,
      caption: null,
      credit: null,
    });
    const metas = `<meta property="og:image" content="/foto.jpg"><meta property="og:image:width" content="640"><meta property="og:image:height" content="480">`;
    expect(read(metas).image).toMatchObject({ url, width: 640, height: 480 });
  });

  it('is left out where it is another image’s, or no number of pixels', () => {
    const metas = `<meta property="og:image" content="/andere.jpg"><meta property="og:image:width" content="640"><meta property="og:image:height" content="480">`;
    expect(read(metas + ld({ ...article, image: url })).image).toEqual({ url, caption: null, credit: null });
    for (const side of ['100%', '0', '-5', '', 'auto', '999999', null, {}])
      expect(imageSize(side, 10)).toEqual({});
  });

  it('is left out where structured data holds what can be no text', () => {
    const image = {
      '@type': 'ImageObject',
      url,
      width: { value: { toString: 1 } },
      height: [[{ valueOf: 1 }]],
    };
    expect(read(ld({ ...article, image })).image).toEqual({ url, caption: null, credit: null });
  });
});
