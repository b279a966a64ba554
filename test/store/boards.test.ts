import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { writeBoards } from '../../src/run/boards.ts';
import { asBoardWriter, pruneBoards } from '../../src/store/boards.ts';
import {
  articleHours,
  pastMentions,
  pastOutlets,
  recentMentions,
  scopeSizes,
  toldStories,
} from '../../src/store/boardsInput.ts';
import { type Database, rows } from '../../src/store/db.ts';
import {
  boardRowsOf,
  boardRun,
  missingSourceIds,
  type RowScope,
  type TrendWindow,
  trendAlgorithms,
} from '../../src/store/trending.ts';
import { boardStoriesOf } from '../../src/store/trendingStories.ts';
import { trendAlgorithms as formulaNames } from '../../src/trends/algorithms.ts';
import { pastInScope, pastSpans, scoredHours } from '../../src/trends/past.ts';
import { mentionWeight } from '../../src/trends/weight.ts';
import { openTestDatabase, postgresUrl, truncate } from '../kit/database.ts';
import { addPaper, at, copyOf, inStoryOf, save } from './articleKit.ts';

const now = at('2015-11-27T12:00:00Z');

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
  it('is each mention of the day of a name that two outlets told of, copies weighing less', async () => {
    const original = await article(0, '27T11:30:00', ['Ann']);
    await article(1, '27T11:45:00', ['Ann'], original);
    await article(0, '27T09:30:00', ['Ann']);
    await article(2, '20T09:30:00', ['Ann']);
    await article(0, '27T11:45:00', ['Bob']);
    const [row, ...rest] = await recentMentions(database, now, 24);
    expect(rest).toEqual([]);
    const told = row?.ages.map((age, i) => [age, row.weights[i], row.sources[i], row.isCopy[i]]);
    expect(told?.sort()).toEqual([
      [0.25, Math.fround(Math.round(mentionWeight(1, 2) * 2 ** 20) / 2 ** 20), papers[1], true],
      [0.5, 1, papers[0], false],
      [2.5, 0.5, papers[0], false],
    ]);
    expect([row?.languages, row?.countries]).toEqual([
      ['en', 'en', 'en'],
      ['GB', 'GB', 'GB'],
    ]);
  });

  it('is the past by the hour where hours are compared, else by the day', async () => {
    for (const time of [
      '27T11:10:00',
      '27T11:50:00',
      '27T09:30:00',
      '20T09:30:00',
      '18T20:30:00',
      '18T19:30:00',
      '06T12:00:00',
    ]) {
      await article(0, time, ['Ann']);
    }
    expect(await past('2015-11-27T12:00:00Z', 840)).toEqual([
      { age: 0, weight: 1.5, articles: 2 },
      { age: 2, weight: 1 / 3, articles: 1 },
      { age: 170, weight: 1, articles: 1 },
      { age: 204, span: 24, weight: 1.5, articles: 2 },
      { age: 492, span: 24, weight: 1, articles: 1 },
    ]);
    const later = await past('2015-11-27T12:20:00Z', 840);
    expect(later.map(({ age }) => age)).toEqual([1, 3, 171, 204, 516]);
    expect((await past('2015-11-27T12:00:00Z', 24)).map(({ age }) => age)).toEqual([0, 2]);
  });

  /** What is known of Ann's past, newest first, weights to four digits. */
  async function past(time: string, historyHours: number) {
    const [ann] = await rows<{ id: number }>(
      database,
      sql`select id::int as id from entities where name = 'Ann'`,
    );
    const spans = pastSpans(historyHours, [72, 168]);
    const sums = await pastMentions(database, [ann?.id ?? 0], { now: at(time), spanOfHour: spans.ofHour });
    const found = pastInScope(sums, spans, { language: null, country: null }).get(ann?.id ?? 0);
    const hours = found ? scoredHours(spans, found) : [];
    return hours.map((hour) => ({ ...hour, weight: Math.round(hour.weight * 6_000) / 6_000 }));
  }

  it('is nothing when nothing was read', async () => {
    expect(await recentMentions(database, now, 24)).toEqual([]);
    expect(await pastMentions(database, [], { now, spanOfHour: [0, 0, 1] })).toEqual([]);
    expect(await pastOutlets(database, [], { now, hours: 720 })).toEqual([]);
    expect(await articleHours(database, { from: at('2015-11-01T00:00:00Z'), to: now })).toEqual([]);
    expect(await toldStories(database, now, 24)).toEqual([]);
    expect(await scopeSizes(database, at('2015-11-01T00:00:00Z'))).toEqual([]);
  });

  it('counts articles by clock hour, language and country', async () => {
    await article(0, '27T11:30:00', ['Ann']);
    await article(1, '27T11:00:00', ['Bob']);
    await article(1, '27T10:59:59', ['Bob']);
    const found = await articleHours(database, { from: at('2015-11-27T00:00:00Z'), to: now });
    const ofHour = (time: string, articles: number) => ({
      ...{ hour: at(time).getTime(), language: 'en', country: 'GB', articles },
    });
    expect(found.sort((a, b) => a.hour - b.hour)).toEqual([
      ofHour('2015-11-27T10:00:00Z', 1),
      ofHour('2015-11-27T11:00:00Z', 2),
    ]);
  });
});

describe('a board', () => {
  const write = (clock: Date) =>
    writeBoards({ database, clock: () => clock, log: silentLog }, { minuteDays: 2, hourDays: 400 });
  const everything: RowScope = {
    algorithm: 'SURPLUS',
    countUnit: 'ARTICLES',
    kinds: ['PERSON', 'PLACE', 'ORGANIZATION'],
    minCount: 1,
    minSources: 1,
    excluded: [],
  };

  const rowsOf = async (window: TrendWindow, scope = everything) => {
    const run = await boardRun(database, { window }, null);
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
    const first = await boardRun(database, { window: 'HOUR' }, null);
    await write(at('2015-11-27T12:01:10Z'));
    const second = await boardRun(database, { window: 'HOUR' }, null);
    expect(first?.asOf).toEqual(now);
    expect(second?.asOf).toEqual(at('2015-11-27T12:01:00Z'));
    expect(await boardRun(database, { window: 'HOUR' }, now)).toEqual(first);
  });

  it.runIf(postgresUrl)('is left to the process that is writing boards already', async () => {
    await asBoardWriter(database, async () => {
      await write(now);
      expect(await boardRun(database, { window: 'HOUR' }, null)).toBeNull();
    });
    await Promise.all([write(now), write(now)]);
    expect(await boardRun(database, { window: 'HOUR' }, null)).toMatchObject({ asOf: now });
  });

  it('is empty on an empty database', async () => {
    await write(now);
    const run = await boardRun(database, { window: 'WEEK' }, null);
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
    expect(await boardRun(database, { window: 'DAY' }, null)).toMatchObject({
      expectedSources: 3,
      healthySources: 1,
    });
    expect(await missingSourceIds(database, now)).toEqual([papers[1], papers[2]]);
  });

  it('ranks by each algorithm, with the numbers it takes', async () => {
    expect(trendAlgorithms).toEqual(formulaNames);
    for (const [paper, hour] of [
      [0, '08'],
      [1, '09'],
      [2, '10'],
    ] as const) {
      await article(paper, `27T${hour}:30:00`, ['Ann']);
      for (const day of paper < 2 ? ['20', '13', '06', '27'] : []) {
        for (const minute of ['10', '20']) await article(paper, `${day}T${hour}:${minute}:00`, ['Bob']);
      }
    }
    await write(now);
    const names = async (algorithm: RowScope['algorithm']) => {
      const found = await rowsOf('DAY', { ...everything, algorithm });
      const people = await rows<{ id: number; name: string }>(
        database,
        sql`select id::int as id, name from entities`,
      );
      return found.map((row) => ({ ...row, name: people.find(({ id }) => id === row.entityId)?.name }));
    };
    expect((await names('SURPLUS')).map(({ name }) => name)).toEqual(['Ann', 'Bob']);
    const byCount = await names('COUNT');
    expect(byCount.map(({ name, rank, score, gate }) => [name, rank, score, gate])).toEqual([
      ['Bob', 1, 4, 1],
      ['Ann', 2, 3, 1],
    ]);
    expect(byCount[0]).toMatchObject({ previousRank: null, peakRank: 1, listedSince: now, weightedCount: 3 });
    const [ann] = await names('LOG_LIFT');
    expect(ann?.score).toBeCloseTo(Math.log2((3 + 1) / ((ann?.baselineMean ?? 0) + 1)) * (ann?.gate ?? 0), 5);
    await write(at('2015-11-27T12:01:00Z'));
    expect((await names('COUNT'))[0]).toMatchObject({ previousRank: 1, peakRank: 1, listedSince: now });
  });

  it('counts what it is asked to count', async () => {
    const original = await article(0, '27T08:30:00', ['Ann']);
    await article(1, '27T08:40:00', ['Ann'], original);
    await article(2, '27T09:40:00', ['Ann']);
    await write(now);
    const [row] = await rowsOf('DAY');
    expect(row).toMatchObject({ windowCount: 3, sourceCount: 3, ownSourceCount: 2, mentionCount: 3 });
    const least = (countUnit: RowScope['countUnit']) =>
      rowsOf('DAY', { ...everything, countUnit, minCount: 3 });
    expect(await least('ARTICLES')).toHaveLength(1);
    expect(await least('INDEPENDENT_SOURCES')).toHaveLength(0);
  });

  it('looks back a week and a month in whole hours', async () => {
    for (const [paper, time] of [
      [0, '27T08:30:00'],
      [1, '27T09:30:00'],
      [2, '26T09:30:00'],
      [3, '21T01:30:00'],
    ] as const) {
      await article(paper, time, ['Ann']);
    }
    await write(now);
    const [week] = await rowsOf('WEEK');
    expect(week).toMatchObject({ windowCount: 4, sourceCount: 4, ownSourceCount: 4, mentionCount: 4 });
    expect(week?.sparkline).toEqual([0, 1, ...new Array(18).fill(0), 1, 0, 0, 2]);
    expect((await rowsOf('DAYS_3'))[0]).toMatchObject({ windowCount: 3, sourceCount: 3 });
    expect((await rowsOf('MONTH', { ...everything, algorithm: 'COUNT' }))[0]).toMatchObject({
      windowCount: 4,
    });
  });

  it('is kept for a language and a country that bring enough', async () => {
    await write(at('2015-11-27T11:55:00Z'));
    for (let i = 0; i < 49; i++) {
      await article(i % 3, `27T0${i % 10}:${10 + i}:00`, [`Person ${i}`]);
    }
    await database.db.execute(sql`update sources set country = 'ID' where id = ${papers[3]}`);
    await article(3, '27T10:00:00', ['Ann']);
    await write(at('2015-11-27T12:00:00Z'));
    const boardsOf = (scope: string) => boardRun(database, { window: 'DAY', scope }, null);
    expect((await boardsOf('l:en'))?.asOf).toEqual(now);
    expect(await boardsOf('c:GB')).toBeNull();
    await article(0, '27T11:00:00', ['Ann']);
    await article(1, '27T11:10:00', ['Ann']);
    await write(at('2015-11-27T12:05:00Z'));
    expect(await boardsOf('c:ID')).toBeNull();
    const run = await boardsOf('c:GB');
    expect(run).toMatchObject({ expectedSources: 3 });
    const [row] = run ? await boardRowsOf(database, run, everything, 10) : [];
    expect(row).toMatchObject({ windowCount: 2, sourceCount: 2 });
    expect((await rowsOf('DAY'))[0]).toMatchObject({ windowCount: 3, sourceCount: 3 });
  });

  it('ranks the stories that several outlets tell', async () => {
    const first = await article(0, '27T11:30:00', ['Ann']);
    for (const paper of [1, 2]) {
      const told = { sourceId: papers[paper] ?? 0, url: `https://paper.example/s${paper}`, people: ['Ann'] };
      await save(database, { ...told, seenAt: `2015-11-27T11:4${paper}:00Z` }, inStoryOf(first));
    }
    await article(3, '27T11:30:00', ['Bob']);
    await write(now);
    const run = await boardRun(database, { window: 'HOURS_6' }, null);
    const stories = run ? await boardStoriesOf(database, run, 10) : [];
    expect(stories).toHaveLength(1);
    expect(stories[0]).toMatchObject({
      rank: 1,
      windowCount: 3,
      sourceCount: 3,
      gate: 0.75,
      previousRank: null,
    });
  });

  it('is kept by the minute for some days, then by the hour, then not at all', async () => {
    await article(0, '27T11:30:00', ['Ann']);
    await article(1, '27T11:31:00', ['Ann']);
    for (const minute of ['11:59', '12:00', '12:01']) await write(at(`2015-11-27T${minute}:00Z`));
    const kept = async () =>
      (
        await rows<{ at: Date }>(
          database,
          sql`select to_char(as_of at time zone 'UTC', 'HH24:MI') as at
        from board_runs where time_window = 'HOUR' order by 1`,
        )
      ).map(({ at: time }) => time);
    const retention = { minuteDays: 1, hourDays: 3 };
    await pruneBoards(database, retention, at('2015-11-28T11:00:00Z'));
    expect(await kept()).toEqual(['11:59', '12:00', '12:01']);
    await pruneBoards(database, retention, at('2015-11-29T11:00:00Z'));
    expect(await kept()).toEqual(['12:00']);
    await pruneBoards(database, retention, at('2015-12-09T11:00:00Z'));
    expect(await kept()).toEqual([]);
  });
});
