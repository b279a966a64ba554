import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publicId } from '../../src/base/id.ts';
import type { openPipeline } from '../../src/run/openPipeline.ts';
import { ingestOnce } from '../../src/run/worker.ts';
import type { Database } from '../../src/store/db.ts';
import { articles, copies, stories, tombstones } from '../../src/store/tables.ts';
import { withdrawArticle } from '../../src/store/withdraw.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addOutlet, openTestPipeline, page, rss, type TestClock } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const text = [
  'The old bridge over the river Wend fell on Tuesday morning, hours after it had been closed to lorries, the county said.',
  'Nobody was on the bridge at the time, and the two houses next to it were empty, a spokeswoman of the county said.',
  'Divers are to look for parts of the middle arch before the river is opened again to boats later in the week.',
];

describe('a worker that remembers an article which was withdrawn', () => {
  let database: Database;
  let outlet: Outlet;
  let clock: TestClock;
  let pipeline: Awaited<ReturnType<typeof openPipeline>>;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    outlet = await startOutlet({
      '/wire': () => feedOf('/wire/1', 'Bridge over the Wend falls'),
      '/wire/1': page('Bridge over the Wend falls', text),
      '/paper': () => feedOf('/paper/1', 'River bridge falls, nobody hurt'),
      '/paper/1': page('River bridge falls, nobody hurt', text),
    });
    clock = { now: new Date('2015-11-24T06:00:00Z') };
    await addOutlet(database, outlet, {
      domain: 'wire.example',
      path: '/wire',
      language: 'en',
      isWire: true,
    });
    await addOutlet(database, outlet, { domain: 'paper.example', path: '/paper', language: 'en' });
    pipeline = await openTestPipeline(database, clock, [outlet]);
  });
  afterEach(async () => {
    await pipeline.close();
    await outlet.close();
  });

  const feedOf = (path: string, title: string) =>
    rss([{ path, title, date: 'Tue, 24 Nov 2015 05:00:00 GMT' }], outlet.url);

  it('stores the copy that comes next, as an original in a story of its own', async () => {
    await ingestOnce(pipeline, { domain: 'wire.example' });
    const url = `${outlet.url}/wire/1`;
    const withdrawal = { cause: 'TAKEDOWN' as const, requester: 'A. Reader', note: null, now: clock.now };
    const gone = await withdrawArticle(database, { url }, withdrawal);
    expect(gone?.endedStories).toHaveLength(1);
    for (let hours = 0; hours < 2; hours += 1) {
      await ingestOnce(pipeline, { domain: 'paper.example' });
      clock.now = new Date(clock.now.getTime() + 3_600_000);
    }
    const [stored, ...more] = await database.db.select().from(articles);
    expect(stored).toMatchObject({ url: `${outlet.url}/paper/1` });
    expect(more).toEqual([]);
    expect(await database.db.select().from(copies)).toEqual([]);
    const own = publicId('Story', stored?.publicId ?? '');
    expect(await database.db.select().from(stories)).toMatchObject([
      { id: stored?.storyId, publicId: own, articleCount: 1 },
    ]);
    expect(await database.db.$count(tombstones)).toBe(2);
  });
});
