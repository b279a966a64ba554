import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractPage } from '../../src/ingest/page.ts';

const url = 'https://www.suarakota.com/kabut-sungai-mangir-tim-sar-temukan-perahu-hilang-77120';
const sentence = 'Warga desa membangun kembali jembatan yang hanyut terbawa banjir pada awal pekan ini.';
const prose = (count: number) =>
  Array.from({ length: count }, (_, i) => `<p>${i + 1}. ${sentence}</p>`).join('\n');
const pageOf = (body: string, head = '') =>
  `<html><head><title>Jembatan Desa Dibangun Lagi</title>${head}</head><body><article><h1>Jembatan Desa Dibangun Lagi</h1>${body}</article></body></html>`;
const extract = (html: string, source = {}) => extractPage(html, { url: 'https://a.example/x', ...source });

describe('a page of an Indonesian portal', () => {
  const html = readFileSync('test/fixtures/solopos-like.html', 'utf8');
  const page = extractPage(html, { url, outletName: 'Suarakota.com', outletDomain: 'suarakota.com' });
  const paragraphs = page.text.split('\n\n');

  it('gives headline, address, authors, dates, section, keywords and language', () => {
    expect(page).toMatchObject({
      url,
      headline: 'Kabut Sungai Mangir: Tim SAR Temukan Perahu Hilang',
      description: 'Perahu nelayan yang hilang dua hari ditemukan di muara.',
      authors: ['Ratri Wulansari'],
      publishedAt: new Date('2015-11-27T09:40:00Z'),
      publishedPrecision: 'EXACT',
      modifiedAt: new Date('2015-11-27T10:05:00Z'),
      language: 'id',
      section: 'Daerah',
      keywords: ['sungai mangir', 'tim sar', 'nelayan'],
    });
  });

  it('gives the paragraphs of the article and nothing else', () => {
    expect(paragraphs.map((text) => text.slice(0, 24))).toEqual([
      'Perahu nelayan yang hila',
      'Suarakota.com, MANGIR – ',
      'Kepala kantor SAR setemp',
      '“Kami menemukan mereka d',
      'Menurut Bayu, seperti di',
      'Para nelayan dirawat sem',
    ]);
  });

  it('reads caption and credit from the caption line in the text', () => {
    expect(page.image).toEqual({
      url: 'https://img.suarakota.com/2015/11/perahu-mangir.jpg',
      caption: 'Perahu nelayan di muara Sungai Mangir',
      credit: 'dok',
    });
  });
});

const seed = '../shared/seed/solopos.txt';
describe.runIf(existsSync(seed))('the article Kabar began with', () => {
  const lines = existsSync(seed) ? readFileSync(seed, 'utf8').split('\n').filter(Boolean) : [];
  const headline = 'Putin Siap Kerja Sama dengan Koalisi';
  const html = `<html lang="id"><head><title>${headline} - Solopos.com</title>
    <meta property="og:image" content="https://images.solopos.com/putin.jpg"></head>
    <body><div class="header"><a href="/">Solopos.com</a></div><h1>${headline}</h1><div class="content">
    ${lines.map((line) => `<p>${line}</p>`).join('\n')}</div></body></html>`;
  const page = extractPage(html, { url: 'https://www.solopos.com/putin-1', outletName: 'Solopos.com' });

  it('keeps the standfirst, the dateline and the nine paragraphs', () => {
    const expected = lines.filter((_, index) => index >= 1 && index <= 12 && index !== 3);
    const squeezed = expected.slice(0, 10).map((line) => line.replace(/\s+/g, ' ').trim());
    expect(page.text.split('\n\n')).toEqual(squeezed);
    expect(page.text).toContain('Solopos.com, MOSKOW – Rusia siap');
    expect(page.text).toContain('“Kami membicarakan tentang area penyerangan');
  });

  it('keeps caption, promo and trailers out', () => {
    for (const noise of [
      '/dok',
      'Promosi',
      'Google News',
      'WhatsApp',
      'Honda',
      'Rekomendasi',
      'Berita Lainnya',
    ])
      expect(page.text).not.toContain(noise);
    expect(page.headline).toBe(headline);
    expect(page.image).toEqual({
      url: 'https://images.solopos.com/putin.jpg',
      caption: 'Vladimir Putin',
      credit: 'dok',
    });
  });
});

describe('extractPage', () => {
  it('does not repeat the headline and drops doubled paragraphs', () => {
    const { text } = extract(pageOf(`<p>Jembatan Desa Dibangun Lagi</p>${prose(4)}${prose(4)}`));
    expect(text.split('\n\n')).toHaveLength(4);
  });

  it('reads a page of many thousand short lines', () => {
    expect(() => extract(pageOf('<p>x</p>'.repeat(30_000)))).not.toThrow();
  });

  it('keeps quotes, lists and sub-headings of the article', () => {
    const body = `${prose(3)}<h2>Mulai Juni</h2><ul><li>Tahap pertama selesai bulan depan.</li></ul><blockquote><p>“Kami lega.”</p></blockquote>${prose(5)}`;
    const { text } = extract(pageOf(body));
    for (const kept of ['Mulai Juni', 'Tahap pertama', '“Kami lega.”']) expect(text).toContain(kept);
  });

  it('drops English furniture', () => {
    const noise = [
      'Advertisement',
      'Read also: <a href="/b">Another bridge</a>',
      'Related: More bridges',
      'Subscribe to our newsletter for daily news',
      'Photo by Ann Smith',
      '(Foto: Dok/Antara)',
    ].map((line) => `<p>${line}</p>`);
    const trailers =
      '<p>Follow us on Facebook</p><p>Share this:</p><p>Tags: bridge, flood</p><p>© 2024 The Example</p>';
    const { text } = extract(pageOf(`${prose(3)}${noise.join('')}${prose(6)}${trailers}`));
    expect(text.split('\n\n')).toHaveLength(6);
  });

  it('keeps sentences that only begin like boilerplate', () => {
    const kept = [
      'Simak menilai jembatan itu penting bagi petani yang membawa panen ke pasar setiap hari.',
      'Read and Company, the builders, said the work would be finished by the end of the year.',
      'Editor asing yang hadir pada pembukaan itu memuji kerja warga desa. Mereka pulang sore hari.',
    ];
    const { text } = extract(pageOf(prose(2) + kept.map((line) => `<p>${line}</p>`).join('') + prose(4)));
    for (const line of kept) expect(text).toContain(line);
  });

  it('falls back to JSON-LD where the page has no readable body', () => {
    const articleBody = Array.from({ length: 5 }, (_, i) => `Paragraf ${i}. ${sentence}`).join('\n');
    const ld = JSON.stringify({
      '@type': 'NewsArticle',
      headline: 'H',
      datePublished: '2020-01-01',
      articleBody,
    });
    const { text } = extract(
      `<body><script type="application/ld+json">${ld}</script><div id="app"></div></body>`,
    );
    expect(text.split('\n\n')).toHaveLength(5);
  });

  it('has an empty text and null fields for an empty page', () => {
    const page = extract('');
    expect(page).toMatchObject({
      url: 'https://a.example/x',
      headline: null,
      text: '',
      image: null,
      publishedAt: null,
    });
    expect(page.authors).toEqual([]);
  });

  it('believes a canonical address only within the site and never for the front page', () => {
    const canonical = (href: string) =>
      extract(pageOf(prose(3), `<link rel="canonical" href="${href}">`)).url;
    expect(canonical('https://www.a.example/y?utm_source=z')).toBe('https://www.a.example/y');
    expect(canonical('https://b.example/y')).toBe('https://a.example/x');
    expect(canonical('https://a.example/')).toBe('https://a.example/x');
    expect(canonical('/relative')).toBe('https://a.example/relative');
  });

  it('reads an Indonesian clock time without a zone as Jakarta time', () => {
    const body = `<div class="tanggal">Jumat, 27 November 2015 | 10:15</div>${prose(3)}`;
    const page = extract(pageOf(body).replace('<html>', '<html lang="id">'));
    expect(page.publishedAt).toEqual(new Date('2015-11-27T03:15:00Z'));
    expect(page.publishedPrecision).toBe('MINUTE');
  });

  it('answers hostile pages fast', () => {
    const started = performance.now();
    const hostile = [
      '<div>'.repeat(200_000),
      '<p>'.repeat(100_000),
      '<a><b>'.repeat(50_000),
      '<'.repeat(100_000),
    ];
    for (const html of [...hostile, `<table>${'<tr><td>x'.repeat(20_000)}`]) extract(html);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
