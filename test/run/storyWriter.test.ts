import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ingestOnce } from '../../src/run/worker.ts';
import type { Database } from '../../src/store/db.ts';
import { articles, copies, sourceChannels, stories } from '../../src/store/tables.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addOutlet, openTestPipeline, page, rss, type TestClock } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const wire = [
  'JAKARTA, 24/11 (Lintas) - Gunung Kelud di perbatasan Kabupaten Kediri dan Kabupaten Blitar kembali mengeluarkan abu tebal pada Selasa pagi, kata petugas pengamatan.',
  'Kepala pos pengamatan menyebut kolom abu mencapai dua kilometer dan condong ke barat, sehingga warga diminta memakai masker saat keluar rumah.',
  'Sebanyak tiga desa di lereng barat menyiapkan balai pertemuan sebagai tempat pengungsian, meskipun belum ada warga yang harus pindah.',
];
const relay = [`KEDIRI, SURAT KABAR – ${(wire[0] ?? '').split(' - ')[1]}`, ...wire.slice(1)];

describe('the story writer', () => {
  let database: Database;
  let outlet: Outlet;
  let clock: TestClock;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await truncate(database);
    outlet = await startOutlet({
      '/wire': rssOf('/wire/1', 'Gunung Kelud kembali keluarkan abu', '2015-11-24T01:00:00Z'),
      '/wire/1': page('Gunung Kelud kembali keluarkan abu', wire, 'id'),
      '/paper': rssOf('/paper/1', 'Kelud Berabu, Warga Diminta Bermasker', '2015-11-24T03:00:00Z'),
      '/paper/1': page('Kelud Berabu, Warga Diminta Bermasker', relay, 'id'),
    });
    clock = { now: new Date('2015-11-24T06:00:00Z') };
    await addOutlet(database, outlet, { domain: 'wire.example', path: '/wire', isWire: true });
    await addOutlet(database, outlet, { domain: 'paper.example', path: '/paper' });
  });
  afterEach(() => outlet.close());

  function rssOf(path: string, title: string, date: string) {
    return () => rss([{ path, title, date: new Date(date).toUTCString() }], outlet.url);
  }

  async function ingest(domain: string) {
    const pipeline = await openTestPipeline(database, clock, [outlet]);
    await ingestOnce(pipeline, { domain });
    await pipeline.close();
  }

  async function outcome() {
    const rows = await database.db.select().from(articles).orderBy(asc(articles.sortDate));
    const links = await database.db.select().from(copies);
    const [story] = await database.db
      .select()
      .from(stories)
      .where(eq(stories.id, rows[0]?.storyId ?? 0));
    return { rows, links, story };
  }

  it('knows in a new process what an earlier one stored', async () => {
    await ingest('wire.example');
    await ingest('paper.example');
    const { rows, links, story } = await outcome();
    expect(rows.map((row) => row.storyId)).toEqual([story?.id, story?.id]);
    expect(links).toEqual([
      expect.objectContaining({ articleId: rows[1]?.id, originalId: rows[0]?.id, kind: 'COPY' }),
    ]);
    expect(story).toMatchObject({ articleCount: 2, sourceCount: 2, independentSourceCount: 1 });
  });

  it('turns a relay into a copy when its original comes in later', async () => {
    await ingest('paper.example');
    await ingest('wire.example');
    const { rows, links, story } = await outcome();
    expect(links).toEqual([expect.objectContaining({ articleId: rows[1]?.id, originalId: rows[0]?.id })]);
    expect(story).toMatchObject({ articleCount: 2, independentSourceCount: 1, firstArticleId: rows[0]?.id });
  });

  it('forgets what a failed save had decided', async () => {
    const pipeline = await openTestPipeline(database, clock, [outlet]);
    await ingestOnce(pipeline, { domain: 'wire.example' });
    const failing = pipeline.stories.during(async () => {
      throw new Error('the database went away');
    });
    await expect(failing).rejects.toThrow('went away');
    await database.db.update(sourceChannels).set({ lastAttemptAt: null });
    await ingestOnce(pipeline, { domain: 'paper.example' });
    await pipeline.close();
    expect((await outcome()).story).toMatchObject({ articleCount: 2 });
  });
});
