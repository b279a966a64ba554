import { describe, expect, it } from 'vitest';
import { findDates } from '../../src/ingest/pageDates.ts';
import { gatherFacts } from '../../src/ingest/pageFacts.ts';
import { parseHtml } from '../../src/ingest/tree.ts';

const ld = (node: object) => `<script type="application/ld+json">${JSON.stringify(node)}</script>`;
const article = { '@type': 'NewsArticle', headline: 'Jembatan Baru', author: 'Sari Dewi' };
const plain = 'https://www.suarakota.com/jembatan';

function dates(html: string, url = plain, now?: Date) {
  const context = { assumeOffsetMinutes: 0, monthFirst: false, ...(now ? { now } : {}) };
  return findDates(gatherFacts(parseHtml(html), url, null), context);
}

function published(html: string, url = plain, now?: Date): string | null {
  const { publishedAt, publishedPrecision } = dates(html, url, now);
  return publishedAt && `${publishedAt.toISOString().slice(0, 16)} ${publishedPrecision}`;
}

describe('the date of publication', () => {
  it.each<[string, string, string]>([
    ['JSON-LD', ld({ ...article, datePublished: '2015-11-27T10:00:00Z' }), '2015-11-27T10:00 EXACT'],
    [
      'OpenGraph',
      '<meta property="article:published_time" content="2015-11-27T10:00Z">',
      '2015-11-27T10:00 MINUTE',
    ],
    ['Dublin Core', '<meta name="DC.date.issued" content="2015-11-27">', '2015-11-27T00:00 DAY'],
    ['Parsely', '<meta name="parsely-pub-date" content="2015-11-27T10:00:00Z">', '2015-11-27T10:00 EXACT'],
    ['microdata', '<span itemprop="datePublished" content="2015-11-27">x</span>', '2015-11-27T00:00 DAY'],
    [
      'an RDFa property',
      '<span property="schema:dateCreated" content="2015-11-27"></span>',
      '2015-11-27T00:00 DAY',
    ],
    [
      'a time element',
      '<h1>Jembatan</h1><time datetime="2015-11-27T10:00Z">kemarin</time>',
      '2015-11-27T10:00 MINUTE',
    ],
    ['a class', '<div class="submitted">oleh rasos, 24. Juli 2017 - 18:55</div>', '2017-07-24T18:55 MINUTE'],
    ['a line beside the headline', '<small>02.12.19</small><h1>Jembatan Baru</h1>', '2019-12-02T00:00 DAY'],
    [
      'a label anywhere',
      `${'<p>Satu dua.</p>'.repeat(40)}<p>Erschienen am: 01.11.2023</p>`,
      '2023-11-01T00:00 INFERRED',
    ],
    [
      'a script',
      '<script>var a = {"publishDate":"2016-11-04T20:37:27Z"}</script>',
      '2016-11-04T20:37 INFERRED',
    ],
    [
      'prose',
      `${'<p>Satu dua.</p>'.repeat(40)}<p>Banjir pada 27 November 2015 itu.</p>`,
      '2015-11-27T00:00 INFERRED',
    ],
  ])('is read from %s', (_, html, expected) => expect(published(html)).toBe(expected));

  it.each([
    ['https://a.example/2015/11/27/jembatan', '2015-11-27'],
    ['https://a.example/berita/2017/7/12/jembatan', '2017-07-12'],
    ['https://a.example/20151127-jembatan', '2015-11-27'],
    ['https://a.example/meldungen/29-10-2021', '2021-10-29'],
  ])('is read from the address %s', (url, day) =>
    expect(published('<p>x</p>', url)).toBe(`${day}T00:00 DAY`),
  );

  it('of machines comes before that of people, and a day alone takes its clock time from below', () => {
    const html = `${ld({ ...article, datePublished: '2015-11-27' })}<h1>Jembatan</h1><p class="date">27/11/2015 10:15</p>`;
    expect(published(html)).toBe('2015-11-27T10:15 MINUTE');
  });

  it('printed beside the headline comes before a meta that names a date loosely', () => {
    const html = '<meta name="date" content="2020-02-12"><h1>Jembatan Baru</h1><p>05.02.2020</p>';
    expect(published(html)).toBe('2020-02-05T00:00 DAY');
  });

  it('is not that of other articles, of comments or of a change', () => {
    const beside = '<div class="related"><time datetime="2019-01-01">x</time></div>';
    const own = '<h1>Jembatan</h1><time datetime="2015-11-27">x</time>';
    const changed =
      '<h1>Jembatan</h1><time class="updated" datetime="2016-01-01">x</time><time datetime="2015-11-27">x</time>';
    expect(published(beside + own)).toBe('2015-11-27T00:00 DAY');
    expect(published(changed)).toBe('2015-11-27T00:00 DAY');
    const review = ld({ '@type': 'Review', author: 'Ani', datePublished: '2020-04-12', reviewBody: 'Enak' });
    expect(published(`${review}${ld({ '@type': 'Recipe', datePublished: '2006-10-10' })}`)).toBe(
      '2006-10-10T00:00 DAY',
    );
  });

  it('is found on a page whose body is marked as having comments and a sidebar', () => {
    const html =
      '<body class="has-sidebar comments-closed"><h1>Jembatan</h1><time datetime="2015-11-27">x</time>';
    expect(published(html)).toBe('2015-11-27T00:00 DAY');
  });

  it('is no date before the Web and, where the time of fetching is known, none after it', () => {
    expect(published('<p class="date">28 September 1912</p>')).toBeNull();
    const now = new Date('2016-01-02T12:00:00Z');
    const html = '<meta name="article:published_time" content="2099-01-01"><p class="date">27/11/2015</p>';
    expect(published(html, plain, now)).toBe('2015-11-27T00:00 DAY');
    expect(published('<h1>Jembatan</h1><time>2 jam yang lalu</time>', plain, now)).toBe(
      '2016-01-02T10:00 INFERRED',
    );
  });

  it('is null where the page prints none', () =>
    expect(published('<h1>Jembatan</h1><p>Teks.</p>')).toBeNull());
});

describe('the date of change', () => {
  it('is told apart from that of publication', () => {
    const html = ld({
      ...article,
      datePublished: '2015-11-27T10:00:00Z',
      dateModified: '2015-11-28T10:00:00Z',
    });
    expect(dates(html).modifiedAt).toEqual(new Date('2015-11-28T10:00:00Z'));
    expect(dates('<meta itemprop="dateModified" content="2015-11-28">').modifiedAt).toEqual(
      new Date('2015-11-28'),
    );
  });

  it('is not believed when it lies before publication', () => {
    const html = ld({ ...article, datePublished: '2015-11-27', dateModified: '2014-11-28' });
    expect(dates(html).modifiedAt).toBeNull();
  });
});
