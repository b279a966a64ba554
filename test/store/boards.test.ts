import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { writeBoards } from '../../src/run/boards.ts';
import { articlesByHour, listActivity } from '../../src/store/boards.ts';
import type { Database } from '../../src/store/db.ts';
import {
  type BoardScope,
  boardRowsOf,
  boardRun,
  missingSourceIds,
  type TrendWindow,
} from '../../src/store/trending.ts';
import { copyShare, mentionWeight, repeatHours } from '../../src/trends/weight.ts';
import { openTestDatabase, truncate } from '../kit/database.ts';
import { addPaper, at, copyOf, save } from './articleKit.ts';

const now = at('2015-11-27T12:00:00Z');
const scope = { now, historyHours: 840, repeatHours, copyShare };

let database: Database;
let papers: number[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await truncate(database);
  papers = [];
  for (const name of ['a', 'b', 'c', 'd']) papers.push(await addPaper(database, `${name}.example`));
});

/** An article of a paper about people; its address. */
async function article(paper: number, time: string, people: string[], original: string | null = null) {
  const url = `https://paper.example/${paper}/${time}/${people.join('-').toLowerCase()}`;
  const told = { sourceId: papers[paper] ?? 0, url, people, seenAt: `2015-11-${time}Z` };
  await (original === null ? save(database, told) : save(database, told, copyOf(original)));
  return url;
}

describe('what boards are counted from', () => {
  it('is each hour of a name that two outlets told of today, copies weighing less', async () => {
    const original = await article(0, '27T11:30:00', ['Ann']);
    await article(1, '27T11:40:00', ['Ann'], original);
    await article(0, '27T09:30:00', ['Ann']);
    await article(2, '20T09:30:00', ['Ann']);
    await article(0, '27T11:45:00', ['Bob']);
    const [row, ...rest] = await listActivity(database, scope);
    expect(rest).toEqual([]);
    expect(row?.hours).toEqual([
      [0, mentionWeight(2, 1) + mentionWeight(1, 2), 2],
      [2, mentionWeight(1, 1), 1],
      [170, mentionWeight(1, 1), 1],
    ]);
    expect(row?.ages.map((age) => age.toFixed(2)).sort()).toEqual(['0.33', '0.50', '2.50']);
    const outlets = row?.outlets.map(([age, own]) => [age.toFixed(2), own?.toFixed(2) ?? null]);
    expect(outlets?.sort()).toEqual([
      ['0.33', null],
      ['0.50', '0.50'],
      ['170.50', '170.50'],
    ]);
  });

  it('numbers the articles of one instant one after the other', async () => {
    for (const name of ['Ann', 'Ann-Bob', 'Ann-Cid']) await article(0, '27T11:30:00', name.split('-'));
    await article(1, '27T11:30:00', ['Ann']);
    const [row] = await listActivity(database, scope);
    expect(row?.hours[0]?.[1]).toBeCloseTo(1 + 1 / 2 + 1 / 3 + 1);
  });

  it('is nothing when nothing was read', async () => {
    expect(await listActivity(database, scope)).toEqual([]);
    expect(await articlesByHour(database, { from: at('2015-11-01T00:00:00Z'), to: now })).toEqual(new Map());
  });

  it('counts articles by clock hour', async () => {
    await article(0, '27T11:30:00', ['Ann']);
    await article(1, '27T11:00:00', ['Bob']);
    await article(1, '27T10:59:59', ['Bob']);
    expect(await articlesByHour(database, { from: at('2015-11-27T00:00:00Z'), to: now })).toEqual(
      new Map([
        [at('2015-11-27T10:00:00Z').getTime(), 1],
        [at('2015-11-27T11:00:00Z').getTime(), 2],
      ]),
    );
  });
});

describe('a board', () => {
  const write = (clock: Date) => writeBoards({ database, clock: () => clock, log: silentLog });
  const everything: BoardScope = {
    kinds: ['PERSON', 'PLACE', 'ORGANIZATION'],
    minCount: 1,
    minSources: 1,
    excluded: [],
  };

  const rowsOf = async (window: TrendWindow, scope = everything) => {
    const run = await boardRun(database, window, null);
    return run ? boardRowsOf(database, run, scope, 10) : [];
  };

  it('ranks who is told of by more outlets than before, with the counts behind it', async () => {
    for (const [paper, hour] of [
      [0, '08'],
      [1, '09'],
      [2, '10'],
      [3, '11'],
    ] as const) {
      await article(paper, `27T${hour}:30:00`, ['Ann']);
      if (paper < 2) await article(paper, `27T${hour}:40:00`, ['Bob']);
    }
    await article(0, '20T10:30:00', ['Ann']);
    await write(now);
    const rows = await rowsOf('DAY');
    expect(rows.map(({ rank, windowCount, sourceCount }) => [rank, windowCount, sourceCount])).toEqual([
      [1, 4, 4],
      [2, 2, 2],
    ]);
    expect(rows[0]?.sparkline.slice(-5)).toEqual([0, 1, 1, 1, 1]);
    expect(rows.map(({ lift }) => lift === null)).toEqual([false, true]);
  });

  it('is written once a minute, whoever asks', async () => {
    await article(0, '27T11:30:00', ['Ann']);
    await article(1, '27T11:31:00', ['Ann']);
    await write(now);
    await write(at('2015-11-27T12:00:40Z'));
    const first = await boardRun(database, 'HOUR', null);
    await write(at('2015-11-27T12:01:10Z'));
    const second = await boardRun(database, 'HOUR', null);
    expect(first?.asOf).toEqual(now);
    expect(second?.asOf).toEqual(at('2015-11-27T12:01:00Z'));
    expect(await boardRun(database, 'HOUR', now)).toEqual(first);
  });

  it('is empty on an empty database', async () => {
    await write(now);
    const run = await boardRun(database, 'WEEK', null);
    expect(run?.asOf).toEqual(now);
    expect(await rowsOf('WEEK')).toEqual([]);
  });

  it('knows who is due and silent from who has nothing to say', async () => {
    const set = (domain: string, what: string) =>
      database.db.execute(
        sql.raw(
          `update source_channels set ${what} where source_id = (select id from sources where domain = '${domain}')`,
        ),
      );
    await set('a.example', `state = 'HEALTHY', next_attempt_at = '2015-11-27T12:30:00Z'`);
    await set('b.example', `state = 'FAILING', next_attempt_at = '2015-11-27T12:30:00Z'`);
    await set('c.example', `state = 'HEALTHY', next_attempt_at = '2015-11-27T10:30:00Z'`);
    await database.db.execute(sql`update sources set retired_at = now() where domain = 'd.example'`);
    await write(now);
    expect(await boardRun(database, 'DAY', null)).toMatchObject({ expectedSources: 3, healthySources: 1 });
    expect(await missingSourceIds(database, now)).toEqual([papers[1], papers[2]]);
  });
});
