import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingestOnce } from '../../src/run/worker.ts';
import { type Database, rows } from '../../src/store/db.ts';
import { openTestDatabase } from '../kit/database.ts';
import { addOutlet, openTestPipeline, page, rss, type TestClock } from '../kit/pipeline.ts';
import { type Outlet, startOutlet } from '../kit/web.ts';

const trailer = 'This newspaper is printed on paper from the mill at Harrow, and delivered by bicycle.';
const subjects = [
  [
    'bridge',
    'The old bridge over the river was closed to lorries after cracks were found in two of its piers.',
  ],
  [
    'library',
    'A reading room for children opened on the second floor of the library, paid for by a bequest.',
  ],
  [
    'market',
    'Fishmongers moved their stalls to the north side of the market because of works on the drains.',
  ],
  ['theatre', 'The theatre sold every seat for its winter comedy and will play a matinee on two Sundays.'],
  ['orchard', 'Late frost took a third of the blossom in the orchards east of town, growers told a meeting.'],
  [
    'ferry',
    'The evening ferry runs an hour longer from Monday, which pleased the nurses of the island clinic.',
  ],
  [
    'school',
    'Pupils planted two hundred trees behind the school, one for every child and six for the teachers.',
  ],
  ['tram', 'Tram drivers accepted a new timetable with longer pauses at both ends of the harbour line.'],
] as const;

let database: Database;
let outlet: Outlet;
const clock: TestClock = { now: new Date('2015-11-27T12:00:00Z') };

beforeAll(async () => {
  database = await openTestDatabase();
  outlet = await startOutlet({});
});
afterAll(async () => {
  await outlet.close();
  await database.close();
});

it('leaves out of an article what its outlet printed under five before', async () => {
  const pipeline = await openTestPipeline(database, clock, [outlet]);
  await addOutlet(database, outlet, { domain: 'harrow.example', language: 'en' });
  const items: { path: string; title: string }[] = [];
  for (const [name, text] of subjects) {
    // Long enough that what all share makes no copies of them.
    const words = text.split(' ');
    const more = [words.toReversed().join(' '), words.toSorted().join(' '), words.slice(5).join(' ')];
    outlet.routes[`/${name}`] = page(`News of the ${name}`, [text, ...more, trailer]);
    items.push({ path: `/${name}`, title: `News of the ${name}` });
    outlet.routes['/feed'] = rss(items, outlet.url);
    await ingestOnce(pipeline, { domain: null });
    clock.now = new Date(clock.now.getTime() + 3_600_000);
  }
  await pipeline.close();
  const stored = await rows<{ has: boolean }>(
    database,
    sql`select t.text like ${`%${trailer}%`} as has from articles a join article_texts t on t.article_id = a.id order by a.id`,
  );
  expect(stored.map(({ has }) => has)).toEqual([true, true, true, true, true, false, false, false]);
});
