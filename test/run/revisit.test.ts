import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/errors.ts';
import { silentLog } from '../../src/base/log.ts';
import { firstRevisit, type Reread, retractionsPerDay, revisitDue } from '../../src/run/revisit.ts';
import type { Database } from '../../src/store/db.ts';
import { type ClaimedRevisit, claimDueRevisits } from '../../src/store/revisit.ts';
import { saveArticle } from '../../src/store/saveArticle.ts';
import { articles, feedEntries, tombstones } from '../../src/store/tables.ts';
import { withdrawArticle } from '../../src/store/withdraw.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, articleToSave, at, inStoryOf } from '../store/articleKit.ts';

const urlOf = (name: string) => `https://paper.example/${name}`;

describe('looking at pages again', () => {
  let database: Database;
  let sourceId = 0;
  let now = at('2015-11-24T06:00:00Z');
  /** What each page answers; 304 unless set. */
  let answers: Record<string, () => Promise<Reread>> = {};
  let asked: ClaimedRevisit[] = [];
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    sourceId = await addPaper(database, 'paper.example');
    now = at('2015-11-24T06:00:00Z');
    answers = {};
    asked = [];
  });

  function put(name: string, text = 'A text.', from = sourceId) {
    const url = urlOf(name);
    const article = articleToSave({ sourceId: from, url, text });
    const visit = { etag: '"1"', lastModified: null, revisitAt: firstRevisit(now) };
    const entry = { sourceId: from, entryKey: url, url, fingerprint: 'f', visit };
    return saveArticle(database, article, { entry, decide: async () => inStoryOf(url), now });
  }
  const notModified: Reread = { outcome: 'notModified', validators: null };
  const gone = (status: number) => async () => {
    throw new AppError('NOT_FOUND', `answered ${status}`, { data: { status } });
  };
  const failing = async () => {
    throw new AppError('UNREACHABLE', 'answered 503', { data: { status: 503 } });
  };

  /** Moves the clock on and looks at what is due then. */
  function lookAfter(hours: number) {
    now = new Date(now.getTime() + hours * 3_600_000);
    const rereadEntry = async (revisit: ClaimedRevisit) => {
      asked.push(revisit);
      return (await answers[revisit.url]?.()) ?? notModified;
    };
    return revisitDue({ database, log: silentLog, clock: () => now, rereadEntry });
  }
  const entryOf = async (name: string) =>
    (
      await database.db
        .select()
        .from(feedEntries)
        .where(eq(feedEntries.url, urlOf(name)))
    )[0];

  it('happens 1, 6, 24 and 72 hours after a page was stored, with its validators', async () => {
    await put('a');
    for (const hours of [0.9, 0.1, 4.9, 0.1, 18, 47, 1, 500]) await lookAfter(hours);
    expect(asked.map(({ revisits }) => revisits)).toEqual([0, 1, 2, 3]);
    expect(asked[0]).toMatchObject({ url: urlOf('a'), articleUrl: urlOf('a'), etag: '"1"', sourceId });
    expect(await entryOf('a')).toMatchObject({ outcome: 'saved', revisitAt: null, revisits: 4, etag: '"1"' });
  });

  it('keeps the validators of a new answer', async () => {
    await put('a');
    answers[urlOf('a')] = async () => ({
      outcome: 'updated',
      validators: { etag: '"2"', lastModified: 'x' },
    });
    expect(await lookAfter(1)).toEqual({ updated: 1 });
    expect(await entryOf('a')).toMatchObject({ etag: '"2"', lastModified: 'x' });
  });

  it('retracts an article at once when its page answers 410', async () => {
    await put('a');
    answers[urlOf('a')] = gone(410);
    expect(await lookAfter(1)).toEqual({ retracted: 1 });
    expect(await database.db.$count(articles)).toBe(0);
    expect(
      await database.db.select().from(tombstones).where(eq(tombstones.typename, 'Article')),
    ).toMatchObject([{ url: urlOf('a'), cause: 'RETRACTED', requester: 'HTTP 410' }]);
  });

  it('retracts an article when its page answers 404 twice, an hour apart', async () => {
    await put('a');
    answers[urlOf('a')] = gone(404);
    expect(await lookAfter(1)).toEqual({ gone: 1 });
    expect(await lookAfter(0.9)).toEqual({});
    expect(await lookAfter(0.1)).toEqual({ retracted: 1 });
    expect(await database.db.$count(articles)).toBe(0);
  });

  it('does not take an answer between two 404s, or a fault of the site, for a page that is gone', async () => {
    await put('a');
    for (const answer of [gone(404), async () => notModified, gone(404), failing, gone(404)]) {
      answers[urlOf('a')] = answer;
      await lookAfter(60);
    }
    expect(await database.db.$count(articles)).toBe(1);
  });

  it('goes on after a retraction, and stores the article again when the page is back', async () => {
    await put('a');
    answers[urlOf('a')] = gone(410);
    await lookAfter(1);
    answers[urlOf('a')] = async () => {
      const outcome = await put('a');
      return { outcome, validators: null };
    };
    expect(await lookAfter(5)).toEqual({ created: 1 });
    expect(asked.at(-1)).toMatchObject({ articleUrl: null, etag: null });
    expect(await database.db.$count(articles)).toBe(1);
    expect(await database.db.$count(tombstones)).toBe(0);
  });

  it('never empties an archive: a few retractions a day, the rest is kept', async () => {
    const many = retractionsPerDay + 3;
    for (let n = 0; n < many; n += 1) {
      await put(`p${n}`);
      answers[urlOf(`p${n}`)] = gone(410);
    }
    const told: Record<string, number> = {};
    for (const hours of [1, 0, 0, 0]) {
      for (const [outcome, n] of Object.entries(await lookAfter(hours)))
        told[outcome] = (told[outcome] ?? 0) + n;
    }
    expect(told).toEqual({ retracted: retractionsPerDay, kept: 3 });
    expect(await database.db.$count(articles)).toBe(3);
  });

  it('is bounded for each source, and each look is given to one worker only', async () => {
    const other = await addPaper(database, 'other.example');
    for (const name of ['a', 'b', 'c']) await put(name);
    await put('d', 'A text.', other);
    now = at('2015-11-24T07:00:00Z');
    const options = { now, leaseUntil: at('2015-11-24T07:10:00Z'), limit: 10, perSource: 2 };
    const names = async () => (await claimDueRevisits(database, options)).map(({ url }) => url.slice(-1));
    expect(await names()).toEqual(['a', 'b', 'd']);
    expect(await names()).toEqual(['c']);
    expect(await names()).toEqual([]);
    options.now = at('2015-11-24T07:10:00Z');
    expect((await names()).length).toBe(3);
  });

  it('ends with a takedown', async () => {
    await put('a');
    const takedown = { cause: 'TAKEDOWN' as const, requester: null, note: null, now };
    answers[urlOf('a')] = async () => {
      await withdrawArticle(database, { url: urlOf('a') }, takedown);
      return notModified;
    };
    await lookAfter(1);
    expect(await entryOf('a')).toMatchObject({ outcome: 'gave_up', revisitAt: null });
    expect(await lookAfter(100)).toEqual({});
  });
});
