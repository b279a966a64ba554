import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ingestOnce } from '../../src/run/worker.ts';
import type { Database } from '../../src/store/db.ts';
import { knownEntries } from '../../src/store/feedEntries.ts';
import { articles, articleTexts, feedEntries } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addOutlet, openTestPipeline, page, rss, type TestClock } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const sentence =
  'LONDON — Vladimir Putin told the council on Friday that the harbour plan was sound, officials said after the meeting.';
const body = [sentence, ...Array.from({ length: 5 }, (_, n) => `Paragraph ${n} says: ${sentence}`)];

/** Words that do not compress and are all different: what indexes and search vectors bear least. */
function randomWords(count: number, letters = 8): string {
  let seed = 7;
  const letter = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(97 + Math.floor((seed / 2 ** 32) * 26));
  };
  return Array.from({ length: count }, () => Array.from({ length: letters }, letter).join('')).join(' ');
}

/** A page whose metadata are given as JSON-LD. */
function pageWith(linked: object, paragraphs = body, language = 'en'): string {
  const json = JSON.stringify({ '@type': 'NewsArticle', headline: 'Harbour plan', ...linked });
  return page('Harbour plan', paragraphs, language).replace(
    '</head>',
    `<script type="application/ld+json">${json}</script></head>`,
  );
}

describe('what an outlet may say without harming the store', () => {
  let database: Database;
  let outlet: Outlet;
  let pipeline: Awaited<ReturnType<typeof openTestPipeline>>;
  const clock: TestClock = { now: new Date('2015-11-27T12:00:00Z') };

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    outlet = await startOutlet({});
    pipeline = await openTestPipeline(database, clock, [outlet]);
    await addOutlet(database, outlet, { domain: 'hostile.example', language: 'en' });
  });
  afterEach(async () => {
    await pipeline.close();
    await outlet.close();
  });

  const serve = (pages: Record<string, string>, item: object = {}) => {
    const items = Object.keys(pages).map((path) => ({ path, title: 'Harbour plan', ...item }));
    outlet.routes['/feed'] = {
      body: rss(items, outlet.url),
      headers: { 'content-type': 'application/rss+xml' },
    };
    for (const [path, html] of Object.entries(pages))
      outlet.routes[path] = { body: html, headers: { 'content-type': 'text/html; charset=utf-8' } };
  };
  const outcomes = async () => {
    await ingestOnce(pipeline, { domain: null });
    const rows = await database.db.select().from(feedEntries);
    return rows.map(({ outcome, reason }) => (reason === null ? outcome : `${outcome} ${reason}`));
  };

  it('stores no NUL and no lone surrogate, whatever feed and page contain', async () => {
    const dirt = 'a\u0000b\ud800c';
    serve(
      {
        '/a': pageWith(
          {
            headline: `Harbour ${dirt}`,
            author: [{ name: `Ann ${dirt}` }],
            articleSection: dirt,
            keywords: [dirt],
            image: { url: 'https://img.example/a.jpg', caption: dirt, creditText: dirt },
          },
          [
            `Vladimir Putin ${dirt} said "${dirt} it is so", as reported by Reuters.`,
            ...body,
            '&#0;&#xD800;\u0000',
          ],
        ),
      },
      { guid: 'x\u0000y', title: 'T\u0000&#0;&#xD800;', extra: '<description>d\u0000&#xDFFF;</description>' },
    );
    expect(await outcomes()).toEqual(['saved']);
    const [row] = await database.db.select().from(articles);
    const [text] = await database.db.select().from(articleTexts);
    const told = JSON.stringify([row, text]);
    expect(told).toContain('Putin');
    expect(told).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  });

  it('stores the outcome of an entry whose own address and guid are dirty', async () => {
    outlet.routes['/feed'] = {
      body: JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 't',
        items: [{ id: 'g\u0000\ud800', url: `${outlet.url}/none\u0000\ud800`, title: 'x\u0000\ud800' }],
      }),
      headers: { 'content-type': 'application/feed+json' },
    };
    expect(await outcomes()).toEqual([expect.stringMatching(/^(retry|gave_up) (?!INTERNAL)/)]);
  });

  it('takes an entry key, an author, a headline and a name too long for an index', async () => {
    const long = randomWords(2000);
    serve(
      {
        '/a': pageWith({ headline: long, author: [{ name: long }], keywords: [long], articleSection: long }),
      },
      { guid: long },
    );
    expect(await outcomes()).toEqual(['saved']);
  });

  it('takes a name as long as a paragraph in the text', async () => {
    const names = randomWords(1000).replaceAll(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
    serve({ '/a': pageWith({}, [`President ${names} said on Friday that it was so.`, ...body]) });
    expect(await outcomes()).toEqual(['saved']);
  });

  it('reads a feed of more entries than a statement takes parameters', async () => {
    const keys = Array.from({ length: 70_000 }, (_, n) => String(n));
    expect(await knownEntries(database, 1, keys)).toEqual(new Map());
  });

  it('takes an address too long for an index', async () => {
    const path = `/${randomWords(900).replaceAll(' ', '-')}`;
    serve({ [path]: pageWith({}) });
    const [outcome] = await outcomes();
    expect(outcome).not.toContain('INTERNAL');
  });

  it('takes a text of more words than a search vector holds', async () => {
    const words = randomWords(180_000).split(' ');
    const paragraphs = Array.from(
      { length: 1800 },
      (_, n) => `The ${words.slice(n * 100, n * 100 + 100).join(' ')}.`,
    );
    serve({ '/a': pageWith({}, paragraphs) });
    expect(await outcomes()).toEqual(['saved']);
    const [text] = await database.db.select().from(articleTexts);
    expect(text?.text.length).toBeGreaterThan(1_500_000);
  });

  it('takes languages that are names of object members', async () => {
    const tags = ['constructor', '__proto__', "x'y", '&quot;}', 'z'.repeat(5000)];
    serve(Object.fromEntries(tags.map((tag, n) => [`/${n}`, pageWith({}, body, tag)])));
    expect(await outcomes()).toEqual(tags.map(() => 'saved'));
  });

  it('takes years before Christ and after the calendar', async () => {
    serve({
      '/a': pageWith({ datePublished: '-000100-01-01T00:00:00Z' }),
      '/b': pageWith({ datePublished: '+275760-09-13T00:00:00Z' }),
      '/c': pageWith({ datePublished: '0000-01-01T00:00:00Z', dateModified: '0001-01-01' }),
    });
    expect(await outcomes()).toEqual(['saved', 'saved', 'saved']);
  });
});
