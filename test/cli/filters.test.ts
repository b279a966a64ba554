import { describe, expect, it } from 'vitest';
import { rowsOf, runCommand } from './kit.ts';

const ndjson = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

async function filter(command: string, ...rows: unknown[]) {
  const { exitCode, out, err } = await runCommand([command], { input: ndjson(...rows) });
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return rowsOf(out);
}

const page = (body: string) =>
  `<html lang="id"><head><title>Warga Bersih Sungai</title><meta property="article:published_time" content="2015-11-27T10:00:00+07:00"></head><body>${body}</body></html>`;
const body = `<article><h1>Warga Bersih Sungai</h1>
  <p>SOLO – Ratusan warga membersihkan Sungai Bengawan pada Jumat pagi bersama sukarelawan dari beberapa kampung di tepi sungai.</p>
  <p>Kegiatan itu berlangsung hingga siang dan mengangkat berton-ton sampah plastik dari aliran air yang meluap pekan lalu.</p></article>`;

describe('kabar extract', () => {
  it('gives the article of each page under its id, absent facts as null', async () => {
    const [row] = await filter('extract', {
      id: 'a',
      url: 'https://koran.test/1?utm_source=x',
      html: page(body),
    });
    const { article } = row as { article: Record<string, unknown> };
    expect(Object.keys(row ?? {})).toEqual(['id', 'article']);
    expect(Object.keys(article).sort()).toEqual(
      [
        'authors',
        'headline',
        'image',
        'keywords',
        'language',
        'modifiedAt',
        'publishedAt',
        'section',
        'text',
        'url',
      ].sort(),
    );
    expect(article).toMatchObject({
      headline: 'Warga Bersih Sungai',
      publishedAt: '2015-11-27T03:00:00.000Z',
      modifiedAt: null,
      url: 'https://koran.test/1',
      image: null,
      language: 'id',
    });
    expect(String(article.text).split('\n\n')).toHaveLength(2);
  });

  it('goes on after a page that holds nothing and an address that is none', async () => {
    const rows = await filter(
      'extract',
      { id: 1, url: 'https://koran.test/1', html: '' },
      { id: 2, url: 'koran', html: page(body) },
      { id: 3, url: 'https://koran.test/3', html: page(body) },
    );
    expect(rows).toMatchObject([
      { id: 1, error: { code: 'UNPARSABLE' } },
      { id: 2, error: { code: 'BAD_INPUT' } },
      { id: 3, article: { headline: 'Warga Bersih Sungai' } },
    ]);
  });
});

interface MentionRow {
  type: string;
  start: number;
  end: number;
  text: string;
  entity: { id: string; name: string } | null;
}

describe('kabar enrich', () => {
  const indonesian =
    'Presiden Rusia Vladimir Putin mengatakan bahwa Rusia siap 👍🏽 bekerja sama. “Kami siap,” kata Putin seperti dikabarkan Reuters.';
  const english =
    'MOSCOW (Reuters) - Russian President Vladimir Putin met reporters.  "We are ready," Putin said.';

  it('gives offsets into the text exactly as given, emoji, odd spaces and combining marks included', async () => {
    const text = `Café\u0301\r\n\u00a0 ${indonesian}`;
    const [row] = await filter('enrich', { id: 'a', language: 'id', text });
    const mentions = (row as { mentions: MentionRow[] }).mentions;
    expect(mentions.length).toBeGreaterThan(2);
    for (const { start, end, text: name } of mentions) expect(text.slice(start, end)).toBe(name);
  });

  it('gives one id to one person in two rows of two languages, and the same id in the next run', async () => {
    const run = async () => {
      const rows = (await filter(
        'enrich',
        { id: 'a', language: 'id', headline: 'Putin siap', text: indonesian },
        {
          id: 'b',
          language: 'en',
          headline: null,
          text: english,
          publishedAt: '2015-11-27T03:00:00Z',
          source: { name: 'X', domain: 'x.test' },
        },
      )) as { id: string; mentions: MentionRow[] }[];
      return rows.map(({ mentions }) => mentions.find(({ text }) => text === 'Vladimir Putin')?.entity?.id);
    };
    const [first, second] = await run();
    expect(first).toMatch(/^per_/);
    expect(second).toBe(first);
    expect(await run()).toEqual([first, first]);
  });

  it('gives one id to a person it had never heard of', async () => {
    const rows = (await filter(
      'enrich',
      { id: 1, language: 'id', text: 'Kapten Sumarwoto Adikusumo mengatakan bahwa kapal itu selamat.' },
      { id: 2, language: 'en', text: 'Captain Sumarwoto Adikusumo said the ship was safe.' },
    )) as { mentions: MentionRow[] }[];
    const ids = rows.map(({ mentions }) => mentions.find(({ type }) => type === 'PERSON')?.entity?.id);
    expect(ids[0]).toMatch(/^per_/);
    expect(ids[1]).toBe(ids[0]);
  });

  it('tells dateline, quotes with their speaker, and citations', async () => {
    const [first, second] = await filter(
      'enrich',
      { id: 1, language: 'id', text: indonesian },
      { id: 2, language: 'en', text: english },
    );
    expect(first).toMatchObject({
      id: 1,
      language: 'id',
      dateline: null,
      citations: [{ text: 'seperti dikabarkan Reuters', source: { name: 'Reuters' } }],
    });
    const quotes = (
      first as { quotes: { start: number; end: number; style: string; speaker: object | null }[] }
    ).quotes;
    const direct = quotes.find(({ style }) => style === 'DIRECT');
    expect(indonesian.slice(direct?.start, direct?.end)).toMatch(/^Kami siap,?$/);
    expect(direct?.speaker).toMatchObject({ name: 'Vladimir Putin' });
    expect(second).toMatchObject({
      id: 2,
      dateline: { place: { id: expect.stringMatching(/^pla_/) }, wire: { name: 'Reuters' } },
    });
  });

  it('answers a text with nothing in it, and refuses a row without one', async () => {
    const rows = await filter(
      'enrich',
      { id: 1, text: '' },
      { id: 2 },
      { id: 3, text: 'x', publishedAt: 'soon' },
    );
    expect(rows).toMatchObject([
      { id: 1, mentions: [], dateline: null, quotes: [], citations: [] },
      { id: 2, error: { code: 'BAD_INPUT', message: expect.stringContaining('text') } },
      { id: 3, error: { code: 'BAD_INPUT', message: expect.stringContaining('publishedAt') } },
    ]);
  });
});

describe('kabar cluster', () => {
  const source = (domain: string) => ({ domain });
  const at = (hour: number) => `2015-11-27T0${hour}:00:00Z`;
  const text =
    'Presiden Rusia Vladimir Putin bertemu Presiden Prancis Francois Hollande di Kremlin pada Kamis malam. Keduanya sepakat bertukar keterangan tentang ISIS di Suriah dan menyelaraskan serangan udara kedua negara terhadap kelompok itu.';

  it('puts two languages of one happening into one story, another happening into another, and knows a copy', async () => {
    const rows = await filter(
      'cluster',
      {
        id: 'a',
        language: 'id',
        headline: 'Putin dan Hollande bertemu di Kremlin bahas ISIS',
        text,
        publishedAt: at(1),
        source: source('a.test'),
      },
      {
        id: 'b',
        language: 'en',
        headline: 'Putin and Hollande meet in Kremlin over Islamic State',
        text: 'Russian President Vladimir Putin met French President Francois Hollande at the Kremlin on Thursday to discuss the fight against Islamic State in Syria.',
        publishedAt: at(2),
        source: source('b.test'),
      },
      {
        id: 'c',
        language: 'id',
        headline: 'Putin dan Hollande bertemu di Kremlin bahas ISIS',
        text,
        publishedAt: at(3),
        source: source('c.test'),
      },
      {
        id: 'd',
        language: 'en',
        headline: 'Rocket booster lands upright after test flight',
        publishedAt: at(4),
        source: source('b.test'),
      },
    );
    const [a, b, c, d] = rows;
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(a).toMatchObject({ story: expect.stringMatching(/^sto_/), copyOf: null, copyKind: null });
    expect(b?.story).toBe(a?.story);
    expect(c).toEqual({ id: 'c', story: a?.story, copyOf: 'a', copyKind: 'COPY' });
    expect(d?.story).not.toBe(a?.story);
  });

  it('links by the entities it is given, without a text', async () => {
    const entities = ['per_x1', 'per_x2', 'org_x3', 'pla_x4'];
    const [a, b] = await filter(
      'cluster',
      {
        id: 1,
        language: 'id',
        headline: 'Banjir besar landa kota',
        publishedAt: at(1),
        source: source('a.test'),
        entities,
      },
      {
        id: 2,
        language: 'en',
        headline: 'Severe flooding hits town',
        publishedAt: at(2),
        source: source('b.test'),
        entities,
      },
    );
    expect(b?.story).toBe(a?.story);
  });

  it('gives numeric ids back as numbers', async () => {
    const rows = await filter(
      'cluster',
      {
        id: 1,
        language: 'id',
        headline: 'Putin bertemu Hollande',
        text,
        publishedAt: at(1),
        source: source('a.test'),
      },
      {
        id: 2,
        language: 'id',
        headline: 'Putin bertemu Hollande',
        text,
        publishedAt: at(2),
        source: source('b.test'),
      },
    );
    expect(rows[1]).toMatchObject({ id: 2, copyOf: 1 });
  });

  it('takes milliseconds since 1970 for an instant', async () => {
    const row = { language: 'id', headline: 'Satu dua tiga', source: source('a.test') };
    const rows = await filter(
      'cluster',
      { ...row, id: 1, publishedAt: 1_448_593_200_000 },
      { ...row, id: 2, publishedAt: 1e99 },
    );
    expect(rows).toMatchObject([
      { id: 1, story: expect.any(String) },
      { id: 2, error: { code: 'BAD_INPUT' } },
    ]);
  });

  it('refuses a row that comes twice, has no date or says nothing, and goes on', async () => {
    const row = { id: 1, language: 'id', headline: 'Satu', publishedAt: at(1), source: source('a.test') };
    const rows = await filter(
      'cluster',
      row,
      row,
      { ...row, id: 2, publishedAt: 'later' },
      { ...row, id: 3, headline: null },
      { ...row, id: 4 },
    );
    expect(rows).toMatchObject([
      { id: 1, story: expect.any(String) },
      { id: 1, error: { code: 'CONFLICT' } },
      { id: 2, error: { code: 'BAD_INPUT' } },
      { id: 3, error: { code: 'BAD_INPUT' } },
      { id: 4, story: expect.any(String) },
    ]);
  });
});

describe('kabar feed', () => {
  const rss = `<rss version="2.0"><channel><title>T</title><language>id</language>
    <item><guid isPermaLink="false">g1</guid><title>Satu &amp;amp; Dua</title><link>/satu</link><description><![CDATA[<b>Isi</b>]]></description>
      <pubDate>Fri, 27 Nov 2015 10:00:00 +0700</pubDate><enclosure url="/foto.jpg" type="image/jpeg" length="1"/></item>
    <item><title>Dua</title><link>https://koran.test/dua</link></item><item><title>Tiga</title></item></channel></rss>`;

  it('gives a row for each entry and one for each fault', async () => {
    const { exitCode, out } = await runCommand(['feed', '--url', 'https://koran.test/rss'], { input: rss });
    expect(exitCode).toBe(0);
    const rows = rowsOf(out);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toEqual({
      id: 'g1',
      url: 'https://koran.test/satu',
      headline: 'Satu & Dua',
      summary: 'Isi',
      contentHtml: null,
      publishedAt: '2015-11-27T03:00:00.000Z',
      modifiedAt: null,
      authors: [],
      keywords: [],
      image: { url: 'https://koran.test/foto.jpg', caption: null, credit: null },
      language: 'id',
    });
    expect(rows[1]).toMatchObject({ id: 'https://koran.test/dua' });
    expect(rows[2]).toMatchObject({ id: null, error: { code: 'UNPARSABLE' } });
  });

  it('without an address never invents one for relative links', async () => {
    const { out } = await runCommand(['feed'], {
      input: rss.replace('<link>/satu</link>', '<link>satu.html</link>'),
    });
    expect(out).not.toContain('feed.invalid');
    const rows = rowsOf(out);
    expect(rows.find(({ id }) => id === 'g1')).toMatchObject({ error: { code: 'UNPARSABLE' } });
    expect(rows.find(({ id }) => id === 'https://koran.test/dua')).toMatchObject({ headline: 'Dua' });
  });

  it('ends with one error row and 1 when it is no feed', async () => {
    for (const input of ['', 'hello', '<html><body>Page</body></html>', '{"a":1}']) {
      const { exitCode, out } = await runCommand(['feed'], { input });
      expect(exitCode).toBe(1);
      expect(rowsOf(out)).toMatchObject([
        { id: null, error: { code: 'UNPARSABLE', message: expect.stringContaining('stdin') } },
      ]);
    }
  });

  it('refuses an address that is none with 2', async () => {
    const { exitCode, err } = await runCommand(['feed', '--url', 'koran'], { input: rss });
    expect({ exitCode, err: err.includes('--url') }).toEqual({ exitCode: 2, err: true });
  });
});
