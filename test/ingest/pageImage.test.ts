import { describe, expect, it } from 'vitest';
import { gatherFacts } from '../../src/ingest/pageFacts.ts';
import { findImage, splitCaption, withCaptionLine } from '../../src/ingest/pageImage.ts';
import { parseHtml } from '../../src/ingest/tree.ts';

describe('splitCaption', () => {
  it.each([
    ['SUARAKOTA.COM - Bayu Kertapati/dok', 'Bayu Kertapati', 'dok'],
    ['Warga memperbaiki jembatan (Foto: Sari Dewi)', 'Warga memperbaiki jembatan', 'Sari Dewi'],
    ['Warga memperbaiki jembatan. Foto: Sari Dewi/Antara', 'Warga memperbaiki jembatan.', 'Sari Dewi/Antara'],
    ['Villagers rebuild the bridge – Reuters', 'Villagers rebuild the bridge', 'Reuters'],
    ['Villagers rebuild the bridge © Ann Smith | Getty', 'Villagers rebuild the bridge', 'Ann Smith | Getty'],
    ['Villagers rebuild the bridge (ANTARA/Budi)', 'Villagers rebuild the bridge', 'ANTARA/Budi'],
    ['Photo: Ann Smith', null, 'Ann Smith'],
    ['Warga dan/atau relawan memperbaiki jembatan', 'Warga dan/atau relawan memperbaiki jembatan', null],
    ['Ketua KPK (tengah) tiba di kantor', 'Ketua KPK (tengah) tiba di kantor', null],
    ['', null, null],
  ])('%j', (line, caption, credit) => expect(splitCaption(line)).toEqual({ caption, credit }));

  it('takes the outlet off the front', () => {
    expect(splitCaption('SUARA KOTA - Jembatan baru (Lintas/dok)', 'Suara Kota')).toEqual({
      caption: 'Jembatan baru',
      credit: 'Lintas/dok',
    });
  });
});

describe('findImage', () => {
  const find = (html: string) => findImage(gatherFacts(parseHtml(html), 'https://a.example/x', null));
  const og = '<meta property="og:image" content="/img/bridge-large.jpg">';

  it('reads caption and credit from the figure that shows the image', () => {
    const html = `${og}<figure><img src="/img/other-thing.jpg"><figcaption>Other</figcaption></figure>
      <figure><img src="/img/bridge-large-300x200.jpg"><figcaption>New bridge <span class="credit">Photo: Ann</span></figcaption></figure>`;
    expect(find(html)).toEqual({
      url: 'https://a.example/img/bridge-large.jpg',
      caption: 'New bridge',
      credit: 'Ann',
    });
  });

  it('reads the box around a caption where there is no figure', () => {
    const html =
      '<table class="foto"><tr><td><img src="/i.jpg"></td></tr><tr><td class="ketfoto">Jembatan. FOTO: Lintas/dok</td></tr></table>';
    expect(find(html)).toEqual({
      url: 'https://a.example/i.jpg',
      caption: 'Jembatan.',
      credit: 'Lintas/dok',
    });
  });

  it('reads an ImageObject of JSON-LD', () => {
    const image = {
      '@type': 'ImageObject',
      url: 'https://a.example/ld.jpg',
      caption: 'Bridge',
      creditText: 'Ann',
    };
    const ld = { '@type': 'NewsArticle', headline: 'H', datePublished: '2020-01-01', image };
    const html = `<script type="application/ld+json">${JSON.stringify(ld)}</script>`;
    expect(find(html)).toEqual({ url: 'https://a.example/ld.jpg', caption: 'Bridge', credit: 'Ann' });
  });

  it('reads a figure without caption marks, and a credit in front of the caption', () => {
    const bare = `<article><figure><img src="/x.jpg"><p>New bridge</p></figure></article>`;
    expect(find(bare)).toMatchObject({ caption: 'New bridge' });
    const front =
      '<figure><img src="/img/bridge-large.jpg"><figcaption><span class="credit">Photo: Ann</span> New bridge</figcaption></figure>';
    expect(find(og + front)).toMatchObject({ caption: 'New bridge', credit: 'Ann' });
  });

  it('takes no portrait beside a byline for the picture of the article', () => {
    const html = `<article><figure><img src="/me.jpg"><figcaption>By Ann Smith, 10:15</figcaption></figure>
      <figure><img src="/img/b.jpg"><figcaption>New bridge</figcaption></figure></article>`;
    expect(find(og + html)).toMatchObject({ caption: 'New bridge' });
  });

  it('finds the figure by a part of the address that all sizes share', () => {
    const meta = '<meta property="og:image" content="/1200/9c36b38b2b0b4738/wide.jpg">';
    const html = `<figure><img src="/a.jpg"><figcaption>Other</figcaption></figure>
      <figure><img src="/600/9c36b38b2b0b4738/small.webp"><figcaption>New bridge</figcaption></figure>`;
    expect(find(meta + html)).toMatchObject({ caption: 'New bridge' });
  });

  it('reads the caption of an ImageObject anywhere in the graph', () => {
    const image = {
      '@type': 'ImageObject',
      url: 'https://a.example/img/bridge-large.jpg',
      caption: 'New bridge',
    };
    const html = `${og}<script type="application/ld+json">${JSON.stringify({ '@graph': [image] })}</script>`;
    expect(find(html)).toMatchObject({ caption: 'New bridge' });
  });

  it('is null on a page without pictures', () => expect(find('<p>Text</p>')).toBeNull());
});

describe('withCaptionLine', () => {
  it('fills what is missing and nothing else', () => {
    const image = { url: 'https://a.example/i.jpg', caption: null, credit: 'Ann' };
    expect(withCaptionLine(image, 'Jembatan/dok', null)).toEqual({ ...image, caption: 'Jembatan' });
    expect(withCaptionLine(image, null, null)).toEqual(image);
  });
});
