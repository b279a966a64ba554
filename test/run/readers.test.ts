import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../src/base/errors.ts';
import type { ArticleJob } from '../../src/run/read.ts';
import { type Readers, readersHere } from '../../src/run/readers.ts';

const html = (headline: string, paragraphs: string[]) =>
  `<html lang="en"><head><title>${headline}</title></head><body><article><h1>${headline}</h1>${paragraphs
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')}</article></body></html>`;

function job(headline: string, paragraphs: string[]): ArticleJob {
  const url = 'https://a.example/1';
  return {
    entry: {
      guid: '1',
      url,
      headline: null,
      summary: null,
      contentHtml: null,
      publishedAt: new Date('2015-11-27T08:00:00Z'),
      modifiedAt: null,
      authors: [],
      keywords: [],
      image: null,
      language: 'en',
      publisher: null,
      isWhole: false,
      isRetraction: false,
    },
    feedLanguage: null,
    page: {
      bytes: new TextEncoder().encode(html(headline, paragraphs)),
      contentType: 'text/html',
      url,
      headers: {},
    },
    outlet: {
      ...{ sourceId: 1, name: 'Aye', domain: 'a.example', country: 'GB', languages: ['en'] },
      selectors: null,
      learnt: [],
    },
    rights: {
      policy: { exposure: 'SNIPPET', snippetMaxChars: 150, isLicensed: false },
      siteSignals: [],
      mayFetch: true,
    },
    userAgent: 'kabar',
    now: new Date('2015-11-27T09:00:00Z'),
  };
}

const rescue = job('Navigator rescued in the hills', [
  'Konstantin Murahtin, a navigator, was rescued by special forces on Tuesday, the ministry in Moscow said in a statement.',
  'Murahtin said he had seen no warning before the aircraft came down.',
]);
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error === null ? null : (error as AppError).code;
}

/** The built program, since a thread cannot be started from sources. */
const built = '../../dist/run/readers.js';
const isBuilt = existsSync('dist/run/readers.js');
const open: Readers[] = [];

async function inThreads(limits?: { jobMs: number }): Promise<Readers> {
  const { readersInThreads } = await import(/* @vite-ignore */ built);
  const readers: Readers = readersInThreads(1, limits);
  open.push(readers);
  return readers;
}

afterAll(async () => {
  for (const readers of open) await readers.close();
});

describe.runIf(isBuilt)('readers in threads', () => {
  it('give the article that a reader in this thread gives', async () => {
    const here = await readersHere().readArticle(rescue);
    const there = await (await inThreads()).readArticle(rescue);
    expect(there).toEqual(here);
  });

  it('keep the code of an error', async () => {
    const readers = await inThreads();
    expect(await codeOf(readers.readArticle(job('', [])))).toBe('UNPARSABLE');
    const bytes = new TextEncoder().encode('no feed');
    const feed = readers.readFeed({
      bytes,
      url: 'https://a.example/feed',
      contentType: null,
      now: new Date(),
    });
    expect(await codeOf(feed)).toBe('UNPARSABLE');
  });

  it('give up a job that takes too long, and go on with the next in a new thread', async () => {
    const limits = { jobMs: 30_000 };
    const readers = await inThreads(limits);
    // A job's time counts from when it is given, a thread's start included: it is given to a thread that stands.
    await readers.readArticle(rescue);
    limits.jobMs = 1;
    const page = job('Long', [`U ${'U '.repeat(1_000_000)}`]);
    expect(await codeOf(readers.readArticle(page))).toBe('UNPARSABLE');
    limits.jobMs = 30_000;
    expect((await readers.readArticle(rescue)).article.draft.headline).toBe('Navigator rescued in the hills');
  });
});
